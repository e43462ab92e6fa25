"""Which figure of an actual answers a number target: the one that says what was done, or what follows from several.

`计划招聘60人，实际到岗54人` answers 54; `一季度3次，二季度2次` answers 5; `还差2次` answers the target less 2. Where the
text does not decide, every figure that may answer is given, and the row is only judged if they all agree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.changes import changed
from zipingbiao.form.quantity.answer.found import Answers
from zipingbiao.form.quantity.answer.in_terms import in_terms_of
from zipingbiao.form.quantity.answer.lacking import less, without_done
from zipingbiao.form.quantity.answer.roles import Role, Said
from zipingbiao.form.quantity.answer.shares import shared
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.marks import WITHIN
from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.form.quantity.numerals import NUMERAL, chinese_number
from zipingbiao.form.quantity.readings import Near, Number, Range, Trend, Unit
from zipingbiao.form.quantity.units import first_name, same_kind

_ADDITIVE = ("counter", "length", "area", "money", "weight", "volume", "mass")
#: 三个班次各105人
_COUNTED = late_pattern(f"({NUMERAL})(?:个|所|家|支|期|批|场|轮|次|处|名|人)[一-鿿]{{0,3}}$")
_DIGITS = late_pattern(r"\d")
_PER_NAME = late_pattern(
    "每(公里|千米|平方米|人次|人|户|亩|辆|台|件|个|场|次|天|日)|([人户亩])均|单([场座台件次人户辆])"
)
_HAN = late_pattern("[一-鿿]")
_EACH_DOES = late_pattern("(?:各(?![一-鿿]{0,3}平均)|(?<![平年月日天周人户])均|分别)[一-鿿]{0,4}$")
#: 日均清运178吨 is said of each day.
_ON_AVERAGE = late_pattern("([日天月周])均")
_CHANGE = late_pattern("节|减|降|增|提高|缩短|压缩")
_NEWLY = late_pattern("新增|净增|新建|当年|本年")
#: People are not counted by 个.
_OCCASIONS = ("次", "场", "场次", "期", "轮")
_PEOPLE = ("人", "名", "户")
_LISTED = late_pattern(r"[、和及与]")
_NAMED_RATE = late_pattern(r"([一-鿿]{2,6}率)[为是达到仅约]*$")
#: 合格率 is told by its last three characters.
_LAST = 3
_GLUED = late_pattern(r"[A-Za-z]+$")


def answers(
    told: Sequence[Said], marked: str, target: Number | Range, name: str, words: Lexicon, asked: str = ""
) -> Answers:
    """The answer among the figures of a text. `marked`: the text they stand in; `asked`: the target's; `name`: the 三级指标."""
    own = in_terms_of([each for each in told if not _part_of_name(each, marked, name)], marked, target)
    known = changed(own, target, name, words) or shared(own, marked, target, name, words)
    if known is not None:
        return known
    others = [each for each in own if _other_rate(each, marked, target, name + asked, words)]
    own = [each for each in own if each not in others]
    if others and not own:
        return Answers(other=True)
    quotient = _for_each(own, target, name + asked)
    if quotient is not None:
        return Answers((quotient,))
    if own and _counts_otherwise(own, target):
        return Answers(other=True)
    fitting = _fitting(own, target)
    done = [each for each in fitting if each.role >= Role.PART]
    if target.unit.dimension == "money" and any(words.roles["instalment"].search(e.before) for e in done):
        return Answers(other=True)
    lacking = [each for each in fitting if each.role is Role.LACKING]
    if not done:
        return without_done(fitting, lacking, target, words)
    done = [e for e in done if not _of_more(e, name) and not _only_more(e, target, name + asked, words)]
    if not done:
        return Answers(other=True)
    none_allowed = isinstance(target, Number) and target.value == 0
    if not none_allowed and all(
        each.role is Role.EXTENT and _of_another_deed(each, asked + name, words) for each in done
    ):
        return Answers(other=True)
    if all(
        _of_prizes(each, asked + name, words) or _unsaid_success(each, marked, name, words) for each in done
    ):
        return Answers(other=True)
    chosen = _chosen(done, name)
    chosen += [e for e in done if e not in chosen and words.roles["extreme"].search(e.before) is not None]
    stages = _other_stages(done, chosen, name, words)
    if stages:
        return Answers(tuple(each.figure for each in (*chosen, *stages)))
    more = _perhaps_more(done, chosen)
    if more is not None:
        return Answers((chosen[0].figure, more))
    ends = _difference(chosen, fitting, name + asked)
    if ends is not None:
        return Answers((chosen[0].figure, ends))
    summed = _one_of(chosen, told, words)
    if lacking and summed is not None:
        summed = less(summed, lacking, target)
    return Answers((summed,)) if summed is not None else Answers(tuple(each.figure for each in chosen))


# ---------------------------------------------------------------- which figures


def _other_rate(each: Said, marked: str, target: Number | Range, about: str, words: Lexicon) -> bool:
    """资金支付率83% beside 形象进度, 灭灯率1.2% beside 亮灯率: a rate of another name."""
    if target.unit.dimension != "ratio" or not about:
        return False
    digits = _DIGITS.search(marked, each.figure.start)
    named = _NAMED_RATE.search(marked[: digits.start()] if digits is not None else each.before)
    if named is None:
        return False
    root = named[1][-_LAST:-1]
    return root not in about and not any(root in said and of in about for of, said in words.alias.items())


def _of_more(each: Said, name: str) -> bool:
    """水表、水泵共3200只 beside 水表: more than what is asked; 累计30个 beside 新增: of more years."""
    if each.role is not Role.TOTAL or not name:
        return False
    if "累计" in each.before and _NEWLY.search(name) is not None:
        return True
    items = [item for item in re.split("[、和及与]", each.before) if len(item) > 1]
    shared = [any(item[i : i + 2] in name for i in range(len(item) - 1)) for item in items]
    return len(items) > 1 and any(shared) and not all(shared)


def _counts_otherwise(own: list[Said], target: Number | Range) -> bool:
    """People where things are counted by 个, things where occasions are counted; so much a month where all of it is asked for."""
    names = [each.figure.reading.unit.name for each in own]
    if target.unit.name == "个":
        return all(name.startswith(_PEOPLE) for name in names)
    if target.unit.name.startswith(_PEOPLE):
        return all(name.startswith("个") or name in _OCCASIONS for name in names)
    if target.unit.name in _OCCASIONS:
        counted = [each.figure.reading.unit.dimension.startswith("counter") for each in own]
        return all(name.startswith("个") for name in names) and all(counted)
    periodic = all(each.figure.reading.unit.per in ("月", "季", "周", "日", "天") for each in own)
    return target.unit.dimension == "money" and not target.unit.per and periodic


def _only_more(each: Said, target: Number | Range, about: str, words: Lexicon) -> bool:
    """同比增加12个 beside 50个: by how much it grew, not how many there are."""
    told = each.figure.reading.trend
    if told is Trend.NONE or target.trend is not Trend.NONE or _CHANGE.search(about) or _NEWLY.search(about):
        return False
    return words.roles["compared"].search(each.before) is not None


def _of_another_deed(each: Said, about: str, words: Lexicon) -> bool:
    """申请6件 where what counts is 授权: the extent of a deed that nobody asked about."""
    told = words.roles["extent"].search(each.before)
    return told is not None and not any(sign in about for sign in told.group())


def _of_prizes(each: Said, about: str, words: Lexicon) -> bool:
    """获一等奖2个 where nobody asked for prizes."""
    return (
        words.roles["prizes"].search(each.before) is not None and words.roles["prizes"].search(about) is None
    )


def _unsaid_success(each: Said, marked: str, name: str, words: Lexicon) -> bool:
    """调解案件2045件 beside 调解成功数: how many there were, not how many of them succeeded."""
    wanted = words.roles["succeeded"].search(name[-_LAST * 2 :])
    if wanted is None or not each.figure.reading.unit.dimension.startswith("counter"):
        return False
    told = words.roles["done"].search(each.before) is not None or words.roles["succeeded"].search(marked)
    return not told and each.role in (Role.PLAIN, Role.EXTENT) and len(_shared(each, name)) > 1


def _for_each(told: Sequence[Said], target: Number | Range, name: str) -> Figure | None:
    """共支出98万元，保有车辆40辆 beside 万元/辆: the amount over the number of things."""
    per = target.unit.per or _per_of_name(name)
    if not per or not isinstance(target, Number):
        return None
    amounts = [
        e
        for e in told
        if e.figure.reading.unit.dimension == target.unit.dimension and not e.figure.reading.unit.per
    ]
    counts = [e for e in told if first_name(e.figure.reading.unit.name) == per]
    if len(amounts) != 1 or len(counts) != 1 or amounts[0] is counts[0]:
        return None
    amount, count = amounts[0].figure.reading, counts[0].figure.reading
    if not isinstance(amount, Number) or not isinstance(count, Number) or not count.value:
        return None
    return replace(
        amounts[0].figure,
        reading=replace(
            amount, value=amount.value / count.value, unit=replace(amount.unit, per=target.unit.per)
        ),
    )


def _per_of_name(name: str) -> str:
    """每公里养护成本, 人均培训费: what it is stated per; "" where the name says nothing."""
    found = _PER_NAME.search(name)
    return "" if found is None else first_name(found[1] or found[2] or found[3])


def _part_of_name(each: Said, marked: str, name: str) -> bool:
    """PM2.5 is a name, not a figure."""
    glued = _GLUED.search(marked[: each.figure.start])
    return glued is not None and marked[glued.start() : each.figure.end].upper()[:5] in name.upper()


def _fitting(told: Sequence[Said], target: Number | Range) -> list[Said]:
    """The figures of the target's unit; where none has it, those that measure the same kind of thing."""
    if not target.unit.name:
        named = [each for each in told if each.figure.reading.unit.name]
        return (
            list(told) if len(named) in (0, len(told)) else [e for e in told if e not in named] or list(told)
        )
    same = [each for each in told if _exactly(each.figure.reading.unit, target.unit)]
    kind = [e for e in told if e.figure.reading.unit.name and same_kind(e.figure.reading.unit, target.unit)]
    if target.unit.name == "个":  # 个小区 before 栋 and 户
        same = [each for each in same if each.figure.reading.unit.name.startswith("个")] or same
        kind = [each for each in kind if each.figure.reading.unit.name.startswith("个")] or kind
    bare = [each for each in told if not each.figure.reading.unit.name]
    # Beside figures of other things a figure without a unit may be any of them.
    return same or kind or (bare if len(told) == len(bare) else list(told) if len(told) == 1 else [])


def _exactly(unit: Unit, target: Unit) -> bool:
    return bool(unit.name) and unit.dimension == target.dimension and same_kind(unit, target)


def _chosen(done: list[Said], name: str) -> list[Said]:
    """The parts that the indicator names, else the figures that the sentence puts highest."""
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


def _own_words(done: list[Said], name: str) -> dict[int, set[str]]:
    """What each figure shares with the name; in a list of amounts the verb of the first holds for all."""
    own: dict[int, set[str]] = {}
    before: set[str] = set()
    for each in done:
        shared_words = _shared(each, name)
        going_on = each.before.startswith(("、", "和", "及"))
        additive = each.figure.reading.unit.dimension.startswith(_ADDITIVE)
        if going_on and additive and shared_words & before:
            shared_words |= before
        own[id(each)] = before = shared_words
    return own


def _shared(each: Said, name: str) -> set[str]:
    """What the words around a figure have in common with the indicator's name, as pairs of characters."""
    runs = "".join(c if _HAN.match(c) else " " for c in each.before + " " + each.after).split()
    pairs = {run[i : i + 2] for run in runs for i in range(max(len(run) - 1, 1))}
    return {pair for pair in pairs if pair in name}


def _other_stages(done: list[Said], chosen: list[Said], name: str, words: Lexicon) -> list[Said]:
    """已开工20所，竣工17所: figures of another step of the same thing, where the indicator does not say which one counts."""
    early, late = words.roles["early"], words.roles["late"]
    steps = {id(e): (early.search(e.before) is not None, late.search(e.before) is not None) for e in done}
    if not any(step[1] for step in steps.values()) or len({step[1] for step in steps.values()}) == 1:
        return []
    if all(_shared(each, name) for each in chosen) and not any(
        _shared(e, name) for e in done if e not in chosen
    ):
        return []
    if any(steps[id(each)][0] for each in done) or len(chosen) > 1:
        return [each for each in done if each not in chosen] or chosen[1:]
    return []


def _perhaps_more(done: list[Said], chosen: list[Said]) -> Figure | None:
    """慰问260人次，夏送清凉173人次: only the first names the matter, and the second may be of it; both together."""
    plain = (Role.PLAIN, Role.DONE)
    rest = [e for e in done if e not in chosen and e.role in plain and not _tail(e)]
    if len(chosen) != 1 or chosen[0].role not in plain or not rest or _tail(chosen[0]):
        return None
    one = chosen[0].figure.reading
    same = [e.figure.reading for e in rest if isinstance(e.figure.reading, Number)]
    if not isinstance(one, Number) or not one.unit.dimension.startswith(_ADDITIVE):
        return None
    if any(each.unit.dimension != one.unit.dimension or each.unit.factor != one.unit.factor for each in same):
        return None
    total = one.value + sum((each.value for each in same), Decimal(0))
    return replace(chosen[0].figure, reading=replace(one, value=total))


def _difference(chosen: list[Said], fitting: list[Said], about: str) -> Figure | None:
    """由320方降至295方 may answer with 295 or, where a saving is asked for, with 25."""
    start = [each for each in fitting if each.role is Role.FROM]
    if len(start) != 1 or len(chosen) != 1 or _CHANGE.search(about) is None:
        return None
    before, after = start[0].figure.reading, chosen[0].figure.reading
    if not isinstance(before, Number) or not isinstance(after, Number):
        return None
    return replace(chosen[0].figure, reading=replace(after, value=abs(after.value - before.value)))


# ---------------------------------------------------------------- what follows from several


def _one_of(chosen: list[Said], told: Sequence[Said], words: Lexicon) -> Figure | None:
    """The one figure that the chosen ones come to; None where they stay several."""
    if len(chosen) == 1:
        return over_each(chosen[0], told, words)
    listed = all("分别" in each.before or each.before == "、" for each in chosen)
    readings = [each.figure.reading if listed else over_each(each, told, words).reading for each in chosen]
    if all(reading == readings[0] for reading in readings) and not _enumerated(chosen):
        return replace(chosen[0].figure, reading=readings[0])
    if not _enumerated(chosen) or not all(isinstance(reading, Number) for reading in readings):
        return None
    numbers = [reading for reading in readings if isinstance(reading, Number)]
    if len({(n.unit.dimension, n.unit.factor, n.comparator) for n in numbers}) > 1:
        return None
    total = sum((number.value for number in numbers), Decimal(0))
    near = next((n.near for n in numbers if n.near is not Near.EXACT), Near.EXACT)
    return replace(chosen[-1].figure, reading=replace(numbers[0], value=total, near=near))


def _enumerated(chosen: list[Said]) -> bool:
    """Whether figures are told side by side and can be added: 甲段5.2公里、乙段4.9公里; rates and times cannot."""
    additive = all(each.figure.reading.unit.dimension.startswith(_ADDITIVE) for each in chosen)
    periods = all(each.role is Role.ACTUAL and WITHIN in each.before for each in chosen)
    plain = periods or all(each.role in (Role.PLAIN, Role.DONE, Role.PART, Role.EXTENT) for each in chosen)
    if not periods and len({_tail(each) for each in chosen}) > 1:
        return False
    one_list = all(each.before in ("、", "和", "及") for each in chosen[1:])
    told = {each.before.strip("、,和及") for each in chosen}
    different = periods or one_list or len(told) == len(chosen)
    return additive and plain and different and not any(each.figure.claims for each in chosen)


def _tail(each: Said) -> str:
    """What is said of a figure after it, where that is a deed: 33眼，7眼未出水 are no two parts."""
    return each.after if len(each.after) > 1 else ""


def over_each(each: Said, told: Sequence[Said], words: Lexicon) -> Figure:
    """A figure said of each of several things, over all of them: 一、二季度各3场; 2期，每期55人."""
    reading = each.figure.reading
    if not isinstance(reading, Number):
        return each.figure
    daily = _ON_AVERAGE.search(each.before)
    if daily is not None and not reading.unit.per:
        per = replace(reading, unit=replace(reading.unit, per=first_name(daily[1])))
        return over_each(replace(each, figure=replace(each.figure, reading=per), before=""), told, words)
    count = _listed(each.before, words) or _of_those_before(each, told, words)
    if count is None and reading.unit.per:
        over = [o.figure.reading for o in told if o.figure.reading.unit.name == reading.unit.per]
        if len(over) == 1 and isinstance(over[0], Number):
            plain = replace(reading.unit, per="")
            return replace(
                each.figure, reading=replace(reading, value=reading.value * over[0].value, unit=plain)
            )
    if count is None:
        return each.figure
    return replace(
        each.figure, reading=replace(reading, value=reading.value * count, unit=replace(reading.unit, per=""))
    )


def _of_those_before(each: Said, told: Sequence[Said], words: Lexicon) -> int | None:
    """16个乡镇各演出6场: so many for each of the things counted just before."""
    at = next((n for n, other in enumerate(told) if other is each), 0)
    if not at or _EACH_DOES.search(each.before) is None or each.before.startswith((",", ";", ".")):
        return None
    if each.figure.reading.unit.dimension in ("time", "ratio"):
        return None  # 3起均在1小时内: each of them
    over = told[at - 1].figure.reading
    return int(over.value) if isinstance(over, Number) and over.unit.dimension.startswith("counter") else None


def _listed(before: str, words: Lexicon) -> int | None:
    """How many things stand before 各, None where no 各 ends the words."""
    each = _EACH_DOES.search(before)
    if each is None:
        return None
    listed = before[: each.start()]
    known = next((n for word, n in words.stretches.items() if word in listed or word in before), None)
    counted = _COUNTED.search(listed)
    if counted is not None and known is None:
        number = chinese_number(counted[1])
        return None if number is None else int(number)
    marks = len(_LISTED.findall(listed))
    return known or (marks + 1 if marks else None)
