"""Which of several figures of the right kind answers: the part that is named, those of one list, the one the sentence puts highest."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.another_base import PER_ONE
from zipingbiao.form.quantity.answer.other_deed import shared_with
from zipingbiao.form.quantity.answer.parts import PART
from zipingbiao.form.quantity.answer.roles import GOING_ON, Role, Said, is_listed
from zipingbiao.form.quantity.answer.sums import EXTREME, OF_ALL, tail_of
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.marks import MARKS, in_year
from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.form.quantity.readings import Number, Range, is_upper
from zipingbiao.form.quantity.text import has_words_apart, pairs_of
from zipingbiao.form.quantity.units import ADDITIVE, TIMES_A_YEAR

#: 三个领域各2次: so many in each.
_EACH_ASKED = late_pattern(r"(?:各|分别)[一-鿿]{0,4}[≥>=]?\d")
#: 每个不超过30万元, 乡镇、县级各7个工作日: a bound for each.
EACH_MOST = late_pattern("每[一-鿿]{1,2}?(?:不超|≤|不高于|不多于|不大于|不得超)")
EVER = late_pattern("任何时|任一时|始终|全时段|各时段")
EACH_BOUND = late_pattern(
    "任何时|任一|始终|全时段|各时段|每[个名位场次家户台件批期辆班]|各|单[个台辆件次人户](?!位)"
)
_EACH_LEAST = late_pattern(
    "(?:任何时[段候刻点]|任一时[段刻]|始终|每[次场期批个晚件户家所村站台班]).{0,4}?(?:不少于|不低于|≥|至少|\\d)"
)
#: 均达100%: each of the rates that are named.
_ALL_RATES = late_pattern("(?<![平人户亩年月日])[均都]|分别|各项?")
_LARGEST, _SMALLEST = late_pattern("最[高大多长贵慢]"), late_pattern("最[低小少短]")
_ALL_OF_THEM = late_pattern("均|都|全部")
_A_NOUN = 2
#: 应追回830万元，到账702万元: what was due is no answer beside what was done.
_OWED = late_pattern("应[追收缴还付退补][一-鿿]{0,6}$")
#: 走访企业三十余家，新签约7家
_VISITED = late_pattern("(?:走访|考察|对接|接触|洽谈)[一-鿿]{0,4}$")
_SIGN = late_pattern("[A-Za-z]{2,}")
#: So many characters before a figure name the thing it counts.
_A_THING = 3
_NO_NAME = late_pattern(f"[{MARKS}]|[已共完成开展举办组织实施]")
_TOTAL = late_pattern("共|合计|累计|总")


def chosen_of(done: list[Said], name: str, words: Lexicon) -> list[Said]:
    """The parts that the indicator names, else the figures that the sentence puts highest."""
    done = [each for each in done if _VISITED.search(each.before) is None or "走访" in name] or done
    done = [each for each in done if _OWED.search(each.before) is None] or done
    done = [each for each in done if not _of_some_only(each, name, words)] or done
    if len(done) == 1:
        return done
    both = _of_both_signs(done, name)
    if both is not None:
        return [both]
    done = _of_the_sign(done, name)
    if len(done) == 1:
        return done
    total = _their_sum(done, name)
    if total is not None:
        return [total]
    if _is_list_behind_all(done):
        return [replace(each, role=Role.PLAIN) for each in done]  # 共扶持合作社5家、龙头企业3家
    if len(done) > 1 and all(each.before.startswith("+") for each in done[1:]):
        return done
    one_list = all(is_listed(each) for each in done[1:])
    if one_list and OF_ALL.match(done[-1].after) is not None:
        return done
    if one_list and _is_plain_list(done):
        return [replace(done[0], role=Role.PLAIN), *done[1:]]
    if one_list and all(each.role is Role.PART for each in done) and PART.match(done[0].before):
        return done  # 其中砂石路28.4公里、混凝土路18.1公里: no whole is told
    if not _NO_NAME.sub("", done[0].before) and all(each.role is Role.PART for each in done[1:]):
        return [done[0]]  # 15次，含宣传月活动6次
    own = _own_words(done, name)
    parts = [
        each
        for each in done
        if each.role is Role.PART
        and own[id(each)] - set().union(*(own[id(o)] for o in done if o.role is not Role.PART))
    ]
    if parts:
        most = max(len(own[id(each)]) for each in parts)
        return [each for each in parts if len(own[id(each)]) == most]
    best = max(each.role for each in done)
    if best < Role.ACTUAL:
        common = set.intersection(*(own[id(each)] for each in done))
        named = [each for each in done if own[id(each)] - common]
        if named and len(named) < len(done):
            done = named
            best = max(each.role for each in done)
    return [each for each in done if each.role is best]


def _of_both_signs(done: list[Said], name: str) -> Said | None:
    """优180天，良130天 beside 优良天数: both together, where the name names the one and the other sign side by side."""
    signs = [each.before.strip(",、;")[-1:] for each in done]
    pair = next((two for two in pairs_of(name) if all(signs.count(sign) == 1 for sign in two)), "")
    own = [each for each, sign in zip(done, signs, strict=True) if sign and sign in pair]
    first = own[0].figure.reading if own else None
    if len(own) != _A_NOUN or not isinstance(first, Number):
        return None
    total = replace(first, value=sum(map(_value, own), Decimal(0)) / first.unit.factor)
    return replace(own[0], figure=replace(own[0].figure, reading=total))


def _of_the_sign(done: list[Said], name: str) -> list[Said]:
    """COD减排285吨、氨氮减排30吨 beside COD减排量: those that bear the sign of the name."""
    signs = _SIGN.findall(name)
    own = [each for each in done if any(sign in each.before for sign in signs)]
    return own if 0 < len(own) < len(done) else done


def _is_list_behind_all(done: list[Said]) -> bool:
    """Whether 共 stands before a list of kinds: 共扶持合作社5家、龙头企业3家."""
    first, *rest = done
    kinds = all(
        e.role is Role.PLAIN and e.before.startswith("、") and len(e.before) > _A_THING and not e.after
        for e in rest
    )
    named = _TOTAL.match(first.before) is not None and len(first.before) > _A_THING + _A_NOUN
    one_unit = len({each.figure.reading.unit for each in done}) == 1
    return first.role is Role.TOTAL and named and kinds and one_unit


def _their_sum(done: list[Said], name: str) -> Said | None:
    """科普进校园4场、进社区3场，计7场: the figure that is told as the sum of the others, and is; where the name asks for all of them."""
    totals = [each for each in done if each.role is Role.TOTAL]
    rest = [each for each in done if each.role is not Role.TOTAL]
    if not totals and all(each.role is Role.PART for each in done[1:]):
        totals, rest = done[:1], done[1:]  # 420个(甲园270个、乙园150个)
    if len(totals) != 1 or len(rest) < 2 or len({each.figure.reading.unit.dimension for each in done}) > 2:
        return None
    if any(_is_the_thing(each, name) for each in rest) and not _is_the_thing(totals[0], name):
        return None  # 计算机20台、打印机4台 beside 购置计算机数量
    return totals[0] if sum(map(_value, rest), Decimal(0)) == _value(totals[0]) else None


def _is_the_thing(each: Said, name: str) -> bool:
    """Whether what stands right before a figure is what the indicator names."""
    thing = each.before[-_A_THING:].strip("、,和及与共计")
    return len(thing) >= _A_NOUN and thing in name


def all_kinds(done: list[Said], name: str, words: Lexicon) -> Figure | None:
    """新建12.6公里，改建24.3公里: the kinds that together are everything, added up; None where the name asks for one of them."""
    named = [words.roles["complements"].search(each.before) for each in done]
    numbers = [each.figure.reading for each in done if isinstance(each.figure.reading, Number)]
    kinds = {found.group() for found in named if found is not None}
    if len(done) < 2 or len(numbers) < len(done) or len(kinds) < len(done):
        return None
    units = {number.unit for number in numbers}
    plain = all(each.role in (Role.PLAIN, Role.DONE, Role.EXTENT) for each in done)
    plain = plain and not any(tail_of(each) for each in done[:-1])
    plain = plain and (not tail_of(done[-1]) or _ALL_OF_THEM.search(done[-1].after) is not None)
    asked = [kind for kind in kinds if kind in name or kind[0] in name]  # 新改建 is both
    if (
        len(units) > 1
        or not plain
        or 0 < len(asked) < len(kinds)
        or not numbers[0].unit.dimension.startswith(ADDITIVE)
    ):
        return None
    total = sum((number.value for number in numbers), Decimal(0))
    return replace(done[-1].figure, reading=replace(numbers[0], value=total))


def least_of_each(chosen: list[Said], asked: str) -> Figure | None:
    """医疗3次，农业2次，教育1次 beside 三个领域各2次: what they come to if each were as few as the fewest."""
    numbers = [each.figure.reading for each in chosen if isinstance(each.figure.reading, Number)]
    if len(numbers) < 2 or len(numbers) < len(chosen) or _EACH_ASKED.search(asked) is None:
        return None
    least = min(number.value for number in numbers) * len(numbers)
    return replace(chosen[0].figure, reading=replace(numbers[0], value=least))


def worst_of_each(done: list[Said], target: Number | Range, asked: str) -> Figure | None:
    """两个项目分别为28万元和29.5万元 beside 每个不超过30万元, 甲100%、乙87% beside 均达100%: of what is asked of each, the one that is farthest off."""
    numbers = [each.figure.reading for each in done if isinstance(each.figure.reading, Number)]
    if not isinstance(target, Number) or len(numbers) < 2 or len(numbers) < len(done):
        return None
    ends = all(EXTREME.search(each.before) is not None for each in done)
    upper = is_upper(target)
    worst = [e for e in done if (_LARGEST if upper else _SMALLEST).search(e.before) is not None]
    if len(worst) == 1 and EACH_BOUND.search(asked) is not None:
        return worst[0].figure  # 10个共用47.5万元，其中最高一个4.98万元
    if ends and len({number.unit for number in numbers}) == 1:
        return (
            max(done, key=_value).figure if upper else min(done, key=_value).figure
        )  # 最低1.2万元，最高4.9万元
    one_unit = len({number.unit for number in numbers}) == 1
    for_all = any(_TOTAL.search(e.before) or PER_ONE.search(e.before) for e in done)
    if not upper and (
        (
            one_unit
            and not for_all
            and not any(e.role is Role.TOTAL for e in done)
            and _EACH_LEAST.search(asked) is not None
        )
        or (ends and EACH_BOUND.search(asked) is not None)
    ):
        return min(done, key=_value).figure  # 春节158人，八一132人 beside 每次不少于150人
    if upper and not for_all and target.unit.per and target.unit.per not in TIMES_A_YEAR:
        return max(done, key=_value).figure  # 初级900元、中级1200元 beside 元/人
    if upper:
        return max(done, key=_value).figure if EACH_BOUND.search(asked) is not None else None
    rates = all(number.unit.dimension == "ratio" for number in numbers)
    of_all = rates and _ALL_RATES.search(asked) is not None
    return min(done, key=_value).figure if of_all else None


def _value(each: Said) -> Decimal:
    reading = each.figure.reading
    return reading.value * reading.unit.factor if isinstance(reading, Number) else Decimal(0)


def _of_some_only(each: Said, name: str, words: Lexicon) -> bool:
    """其中乡村学校11所 beside 覆盖学校数: a kind of what was asked for, which nobody asked about; 其中本年6公里 is none."""
    kind = PART.sub("", each.before)
    if each.before == kind or in_year(kind):
        return False
    return has_words_apart(words.roles["told"].sub("", kind), name)


def _is_plain_list(done: list[Said]) -> bool:
    """全年赴甲地5批次、乙地4批次: what stands before the first holds for all, unless it is their sum."""
    if _TOTAL.search(done[0].before) is not None or len({each.figure.reading.unit for each in done}) > 1:
        return False
    rest = all(each.role is Role.PLAIN and len(each.before) > 1 and not each.after for each in done[1:])
    return rest and done[0].role is Role.ACTUAL


def _own_words(done: list[Said], name: str) -> dict[int, set[str]]:
    """What each figure shares with the name; in a list of amounts the verb of the first holds for all."""
    own: dict[int, set[str]] = {}
    before: set[str] = set()
    of_verb = bool(done) and _begins_with(done[0], name)
    for each in done:
        shared_words = shared_with(each, name)
        going_on = each.before.startswith(GOING_ON)
        additive = each.figure.reading.unit.dimension.startswith(ADDITIVE)
        if going_on and additive and (shared_words & before or each.before in GOING_ON or of_verb):
            shared_words |= before
        own[id(each)] = before = shared_words
    return own


def _begins_with(each: Said, name: str) -> bool:
    """引进博士6名 beside 引进人才: the deed is named and then something of its kind; 正高4名 behind it is of the deed as well."""
    words = each.before
    last = max((i for i in range(len(words) - 1) if words[i : i + 2] in name), default=-1)
    return 0 <= last <= 1 and len(words) - last - 2 >= _A_NOUN
