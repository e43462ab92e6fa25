"""Which figure of an actual answers a number target: the one that says what was done, or what follows from several.

`计划招聘60人，实际到岗54人` answers 54; `一季度3次，二季度2次` answers 5; `还差2次` answers the target less 2. Where the
text does not decide, every figure that may answer is given, and the row is only judged if they all agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.changes import changed
from zipingbiao.form.quantity.answer.choosing import all_kinds, chosen_of, least_of_each, worst_of_each
from zipingbiao.form.quantity.answer.counts import value_of
from zipingbiao.form.quantity.answer.found import Answers
from zipingbiao.form.quantity.answer.in_terms import in_terms_of, is_daily, is_weekly
from zipingbiao.form.quantity.answer.lacking import less, without_done
from zipingbiao.form.quantity.answer.of_rank import of_the_rank
from zipingbiao.form.quantity.answer.other_matter import (
    ALL_TOGETHER,
    PER_ONE,
    counts_otherwise,
    of_more,
    of_something_else,
    only_more,
    other_rate,
    shared_with,
)
from zipingbiao.form.quantity.answer.parts import of_last_year, of_this_year, with_what_was_added
from zipingbiao.form.quantity.answer.prices import for_each
from zipingbiao.form.quantity.answer.roles import GOING_ON, Role, Said
from zipingbiao.form.quantity.answer.shares import shared
from zipingbiao.form.quantity.answer.sums import one_of, tail_of
from zipingbiao.form.quantity.answer.surveyed import of_other_people
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.marks import HALF_YEAR
from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.form.quantity.readings import Comparator, Number, Range, Unit
from zipingbiao.form.quantity.units import same_kind

_ADDITIVE = ("counter", "length", "area", "money", "weight", "volume", "mass")
_CHANGE = late_pattern("节|减|降|增|提高|缩短|压缩")
_WHOLE = 100
_PLAN_SHARE = late_pattern(
    "(?:完成|达到?|[为是占]|相当于)了?(?:年度|全年|年初)?(?:计划|任务|目标)[数量]?的?$"
)
_A_LIST = 3
_A_WORD = 2
#: 年初设20个，年中撤销3个
_TAKEN_AWAY = late_pattern("(?:撤销|裁撤|砍掉|退出|流失)了?$")
_GREW = late_pattern("(?:增加|增长|新增|净增)了?$")
_NEW_ASKED = late_pattern("新增|净增")
_FOR_EACH = late_pattern("每一?[个名位户条座处所家台辆村人校]")
#: 发放5000张, 新建并通水80个
_DEED_ASKED = late_pattern(r"(?:^|[一-鿿]{2}并)([一-鿿]{2})[≥>=约]*(?=\d)")
_PART_OF_IT = late_pattern("含|其中|包括")
_AT_FIRST = late_pattern("年初|期初|原有?|存量|上年")
_STILL_THERE = late_pattern("(?:剩余?|剩下|余下|尚余|现存)$")
_ENDS_IN_WORD = late_pattern("[一-鿿]$")
_GLUED = late_pattern(r"[A-Za-z]+$")


def answers(
    told: Sequence[Said], marked: str, target: Number | Range, name: str, words: Lexicon, asked: str = ""
) -> Answers:
    """The answer among the figures of a text. `marked`: the text they stand in; `asked`: the target's; `name`: the 三级指标."""
    about = name + asked
    own = in_terms_of([e for e in told if not _part_of_name(e, marked, name)], marked, target, about)
    if told and not own:
        return Answers(other=True)
    known = changed(own, target, name, words) or shared(own, marked, target, name, words, asked)
    if known is not None:
        return known
    level = of_last_year(own, target)
    if level is not None:
        return Answers((level,))
    grown = _newly(own, target, about)
    if grown is not None:
        return Answers((grown,))
    planned = _of_plan(own, marked, target)
    if planned is not None:
        return Answers((planned,))
    rated = [each for each in own if not other_rate(each, marked, target, asked + name, words)]
    if of_other_people(marked, name, words) or (own and not rated):
        return Answers(other=True)
    quotient = for_each(rated, target, about)
    if quotient is not None:
        return Answers((quotient,))
    if rated and (counts_otherwise(rated, target, name) or _of_each_day(rated, target, about)):
        return Answers(other=True)
    if words.roles["mixed"].search(marked) is not None:
        return Answers(other=True)
    fitting = _fitting(rated, target)
    partly = of_this_year(fitting, target, name + asked)
    if partly is not None:
        return partly
    done = [each for each in fitting if each.role >= Role.PART]
    lacking = [each for each in fitting if each.role is Role.LACKING]
    if not done:
        return without_done(fitting, lacking, target, about, words)
    done = [e for e in done if not of_more(e, marked, name, asked) and not only_more(e, target, about, words)]
    if not done or of_something_else(done, marked, target, name, asked, words):
        return Answers(other=True)
    added = with_what_was_added(done, target)
    if added is not None:
        return added
    ahead = _of_next_year(fitting, done)
    if ahead is not None:
        return Answers((done[0].figure, ahead))
    mixed = _of_all_kinds(rated, done)
    if mixed is not None:
        return Answers((done[0].figure, mixed))
    return _which(done, fitting, rated, told, target, name, asked, words)


def _which(
    done: list[Said],
    fitting: list[Said],
    rated: list[Said],
    told: Sequence[Said],
    target: Number | Range,
    name: str,
    asked: str,
    words: Lexicon,
) -> Answers:
    """Which of the figures that say what was done answers; every one that may, where the text does not decide."""
    totals = any(ALL_TOGETHER.search(each.before) for each in done) and PER_ONE.search(name) is not None
    of_one = [each for each in done if totals and PER_ONE.search(each.before) is not None]
    done = of_one if len(of_one) == 1 else done  # 总投资920万元，人均约767元 beside 人均投资
    left = _left_of_them(fitting, target)
    if left is not None:
        return Answers((left,))
    done = of_the_rank(done, asked)
    worst = worst_of_each(done, target, asked) or all_kinds(done, name, words)
    if worst is not None:
        return Answers((worst,))
    elsewhere = [e for e in done if words.roles["elsewhere"].search(e.before) is not None]
    if len(elsewhere) == len(done) > 1:
        return Answers(tuple(each.figure for each in done))  # 报表为12座，附件仅列9座
    if _differs_for_each(done, target, asked):
        return Answers(tuple(each.figure for each in done))
    chosen = chosen_of([e for e in done if e not in elsewhere] or done, name, words)
    of_deed = _of_the_deed(done, asked, words)
    if of_deed is not None:
        return Answers((of_deed.figure,))
    fewest = _fewest_a_period(chosen, target)
    if fewest is not None:
        return Answers((fewest,))
    if len(chosen) > 1 and target.unit.dimension == "ratio":
        chosen = chosen_of(chosen, asked, words)  # 全县88%，本镇93% beside 本镇不低于90%
    if elsewhere and elsewhere[0] not in chosen:
        return Answers(tuple(each.figure for each in (*chosen, *elsewhere)))
    if _half_told(chosen, rated, target):
        return Answers(other=True)
    extremes = [e for e in done if e not in chosen and words.roles["extreme"].search(e.before) is not None]
    chosen = [*chosen, *extremes]
    doubtful = _doubtful(chosen, done, fitting, name, asked, words)
    if doubtful:
        return Answers(doubtful)
    other_sum = _other_sum(chosen, done, words)
    if other_sum is not None:
        return Answers((chosen[0].figure, other_sum))
    summed = one_of(chosen, told, words)
    least = least_of_each(chosen, asked) if summed is not None else None
    if summed is not None and least is not None:
        return Answers((summed, least))
    lacking = [each for each in fitting if each.role is Role.LACKING]
    gone = [
        each for each in fitting if each.role is Role.LOST and _TAKEN_AWAY.search(each.before) is not None
    ]
    if gone and summed is not None and not lacking:
        left = less(summed, gone, None)
        return Answers((summed, left)) if left.reading != summed.reading else Answers((summed,))
    if lacking and summed is not None:
        summed = less(summed, lacking, target)
    return Answers((summed,)) if summed is not None else Answers(tuple(each.figure for each in chosen))


def _differs_for_each(done: list[Said], target: Number | Range, asked: str) -> bool:
    """17个社区按20万元拨付，其余4个只拨了10万元 beside 每个社区20万元: not the same for each of them."""
    amounts = {each.figure.reading for each in done}
    money = target.unit.dimension == "money" and all(e.figure.reading.unit.dimension == "money" for e in done)
    return money and len(amounts) > 1 and _FOR_EACH.search(asked) is not None


def _fewest_a_period(chosen: list[Said], target: Number | Range) -> Figure | None:
    """一至四季度分别126、121、109、124个 beside 每季度不少于120个: each of them is one quarter's, and the fewest counts."""
    due = {"季度": 4, "季": 4, "月": 12}.get(target.unit.per)
    upper = isinstance(target, Number) and target.comparator in (Comparator.LE, Comparator.LT)
    numbers = [e.figure.reading for e in chosen if isinstance(e.figure.reading, Number)]
    if due is None or len(chosen) != due or len(numbers) != due or upper or any(n.unit.per for n in numbers):
        return None
    least = min(numbers, key=lambda number: number.value)
    return replace(chosen[0].figure, reading=replace(least, unit=replace(least.unit, per=target.unit.per)))


def _newly(own: list[Said], target: Number | Range, about: str) -> Figure | None:
    """累计212类，比上年末增加36类 beside 新增50类: by how many there are more."""
    moved = [each for each in own if _GREW.search(each.before) is not None]
    if _NEW_ASKED.search(about) is None or len(moved) != 1 or len(own) < 2:
        return None
    figure = moved[0].figure
    fits = isinstance(figure.reading, Number) and same_kind(figure.reading.unit, target.unit)
    return replace(figure, reading=replace(figure.reading, trend=target.trend)) if fits else None


def _of_the_deed(done: list[Said], asked: str, words: Lexicon) -> Said | None:
    """制卡5000张，发放4812张 beside 发放5000张, 其中通水的61个 beside 新建并通水: the one figure that is told of the deed asked for last."""
    deed = _DEED_ASKED.search(asked)
    named = deed[1] if deed is not None else ""
    if len(named) < _A_WORD or len(done) < 2 or len({each.figure.reading.unit for each in done}) > 1:
        return None
    if deed is not None and not asked.startswith(deed.group()) and "并" not in deed.group():
        return None
    known = any(words.roles[key].search(named) is not None for key in ("done", "late", "extent", "early"))
    own = [each for each in done if named in each.before]
    return own[0] if len(own) == 1 and (known or "并" in asked) else None


def _of_plan(own: list[Said], marked: str, target: Number | Range) -> Figure | None:
    """完成计划的103% beside 6000份: so much of what was asked for."""
    if len(own) != 1 or not isinstance(target, Number) or not target.unit.dimension.startswith("counter"):
        return None
    share = own[0].figure.reading
    told = _PLAN_SHARE.search(marked[: own[0].figure.start])
    if told is None or not isinstance(share, Number) or share.unit.dimension != "ratio":
        return None
    done = target.value * share.value * share.unit.factor
    return replace(own[0].figure, reading=replace(share, value=done, unit=target.unit))


def _other_sum(chosen: list[Said], done: list[Said], words: Lexicon) -> Figure | None:
    """共215人（第一期60人、第二期58人、第三期51人）, 60家，其中城区28家、乡镇22家: what the parts come to, where that is not the whole that is told."""
    rest = [each for each in done if each not in chosen]
    named = [words.roles["complements"].search(each.before) for each in rest]
    numbers = [each.figure.reading for each in rest if isinstance(each.figure.reading, Number)]
    apart = {found.group() for found in named if found is not None}
    listed = all(each.role is Role.PART for each in rest) and not any(
        _PART_OF_IT.search(e.before) for e in rest
    )
    if len(chosen) != 1 or len(numbers) < 2 or len(numbers) < len(rest):
        return None
    halves = len(rest) == 2 and all(HALF_YEAR in each.before for each in rest)
    if len(apart) < len(rest) and not listed and not halves:  # 16套(城区9套、国省道5套) lists them all
        return None
    whole, total = chosen[0].figure.reading, sum((number.value for number in numbers), Decimal(0))
    if not isinstance(whole, Number) or whole.unit != numbers[0].unit or whole.value == total:
        return None
    return replace(chosen[0].figure, reading=replace(whole, value=total))


def _left_of_them(fitting: list[Said], target: Number | Range) -> Figure | None:
    """年初5处闲置，盘活4处，剩1处 beside 不超过2处: of what is to be few, those that are left."""
    upper = isinstance(target, Number) and target.comparator in (Comparator.LE, Comparator.LT)
    if not upper or not target.unit.dimension.startswith("counter") or len(fitting) < 2:
        return None
    left = [each for each in fitting if _STILL_THERE.search(each.before) is not None]
    there, *dealt_with = [each for each in fitting if each not in left]
    if len(left) != 1 or not dealt_with or _AT_FIRST.search(there.before) is None:
        return None  # 收到投诉12起，剩2起未办结: twelve there were
    gone = sum(map(value_of, dealt_with), Decimal(0))
    return left[0].figure if value_of(there) - gone == value_of(left[0]) else None


def _of_each_day(own: list[Said], target: Number | Range, about: str) -> bool:
    """每天开放9小时 beside 每周56小时, where nothing says how many days a week."""
    lasting = target.unit.dimension == "time" and is_weekly(about)
    return lasting and all(is_daily(each.figure.reading.unit) for each in own)


def _doubtful(
    chosen: list[Said], done: list[Said], fitting: list[Said], name: str, asked: str, words: Lexicon
) -> tuple[Figure, ...]:
    """All that may be meant, where the text does not decide; empty where it does."""
    stages = _other_stages(done, chosen, name, words)
    if stages:
        return tuple(each.figure for each in (*chosen, *stages))
    summed = _told_otherwise(done, chosen)
    if summed is not None:
        return (chosen[0].figure, summed)
    more = _perhaps_more(done, chosen) or _difference(chosen, fitting, name + asked)
    return (chosen[0].figure, more) if more is not None else ()


def _told_otherwise(done: list[Said], chosen: list[Said]) -> Figure | None:
    """调水3120万方，其中甲线1450万方、乙线1210万方，合计2660万方: another sum than the one that is told first."""
    others = [e for e in done if e not in chosen and e.role is Role.TOTAL and len(done) > _A_LIST]
    if len(chosen) != 1 or len(others) != 1 or chosen[0].figure.reading.unit != others[0].figure.reading.unit:
        return None
    return others[0].figure if value_of(others[0]) != value_of(chosen[0]) else None


# ---------------------------------------------------------------- which figures


def _of_next_year(fitting: list[Said], done: list[Said]) -> Figure | None:
    """12公里(含2025年计划3公里): what was done without what is still to be done."""
    ahead = [e for e in fitting if e.role is Role.PLANNED and _PART_OF_IT.match(e.before) is not None]
    if len(done) != 1 or len(ahead) != 1:
        return None
    whole, part = done[0].figure.reading, ahead[0].figure.reading
    if not isinstance(whole, Number) or not isinstance(part, Number) or part.value > whole.value:
        return None
    return replace(done[0].figure, reading=replace(whole, value=whole.value - part.value))


def _of_all_kinds(rated: list[Said], done: list[Said]) -> Figure | None:
    """轮椅126辆、助听器88副、助行器203件 beside 500件: all things of one list, whatever they are counted by."""
    if len(rated) < _A_LIST or len(done) == len(rated) or not done:
        return None
    numbers = [each.figure.reading for each in rated if isinstance(each.figure.reading, Number)]
    counted = all(n.unit.dimension.startswith("counter") and not n.unit.per for n in numbers)
    one_list = all(each.before.startswith(GOING_ON) and len(each.before) > 1 for each in rated[1:])
    first = done[0].figure.reading
    if len(numbers) != len(rated) or not counted or not one_list or not isinstance(first, Number):
        return None
    return replace(done[0].figure, reading=replace(first, value=sum((n.value for n in numbers), Decimal(0))))


def _half_told(chosen: list[Said], own: Sequence[Said], target: Number | Range) -> bool:
    """12个村完成整治，完成率83%: the rate says that not all of them were."""
    rates = [
        e.figure.reading
        for e in own
        if e.before.endswith(("完成率", "完成", "进度", "比例")) and e.role >= Role.PART
    ]
    short = [r for r in rates if isinstance(r, Number) and r.unit.name == "%" and r.value < _WHOLE]
    counted = all(each.figure.reading.unit.dimension.startswith("counter") for each in chosen)
    reached = isinstance(target, Number) and all(value_of(each) >= target.value for each in chosen)
    return bool(short) and counted and reached


def _part_of_name(each: Said, marked: str, name: str) -> bool:
    """PM2.5 is a name, not a figure."""
    named = marked[each.figure.start : each.figure.end + 1]
    if len(named) > _A_LIST and named in name and _ENDS_IN_WORD.search(named) is not None:
        return True  # 500强 of 世界500强企业
    glued = _GLUED.search(marked[: each.figure.start])
    return glued is not None and marked[glued.start() : each.figure.end].upper()[:5] in name.upper()


def _fitting(told: Sequence[Said], target: Number | Range) -> list[Said]:
    """The figures of the target's unit; where none has it, those that measure the same kind of thing."""
    if not target.unit.name:
        outside = [each for each in told if each.role is not Role.PART] or list(told)  # 86分(满分100)
        named = [each for each in outside if each.figure.reading.unit.name]
        return outside if len(named) in (0, len(outside)) else [e for e in outside if e not in named]
    same = [each for each in told if _exactly(each.figure.reading.unit, target.unit)]
    kind = [e for e in told if e.figure.reading.unit.name and same_kind(e.figure.reading.unit, target.unit)]
    if "(" in target.unit.name or "/" in target.unit.name:
        same = kind  # 条(幅): of either
    exact = [each for each in same if each.figure.reading.unit.name == target.unit.name]
    if target.unit.name == "个" and len(exact) == 1 < len(same) and exact[0].role is Role.TOTAL:
        return exact  # 36个班，每班30人，计1080个
    if target.unit.name == "个":  # 个小区 before 栋 and 户
        same = [each for each in same if each.figure.reading.unit.name.startswith("个")] or same
        kind = [each for each in kind if each.figure.reading.unit.name.startswith("个")] or kind
    if same and all(each.role is Role.PART for each in same):
        same = [*(each for each in kind if each not in same), *same]  # 47个班（含暑期班5个）
    bare = [each for each in told if not each.figure.reading.unit.name]
    # Beside figures of other things a figure without a unit may be any of them.
    return same or kind or (bare if len(told) == len(bare) else list(told) if len(told) == 1 else [])


def _exactly(unit: Unit, target: Unit) -> bool:
    return bool(unit.name) and unit.dimension == target.dimension and same_kind(unit, target)


def _other_stages(done: list[Said], chosen: list[Said], name: str, words: Lexicon) -> list[Said]:
    """已开工20所，竣工17所: figures of another step of the same thing, where the indicator does not say which one counts."""
    if len(done) == 1:
        return []
    early, late = words.roles["early"], words.roles["late"]
    steps = {id(e): (early.search(e.before) is not None, late.search(e.before) is not None) for e in done}
    if not any(step[1] for step in steps.values()) or len({step[1] for step in steps.values()}) == 1:
        return []
    if all(shared_with(each, name) for each in chosen) and not any(
        shared_with(e, name) for e in done if e not in chosen
    ):
        return []
    if any(steps[id(each)][0] for each in done) or len(chosen) > 1:
        return [each for each in done if each not in chosen] or chosen[1:]
    return []


def _perhaps_more(done: list[Said], chosen: list[Said]) -> Figure | None:
    """慰问260人次，夏送清凉173人次: only the first names the matter, and the second may be of it; both together."""
    plain = (Role.PLAIN, Role.DONE)
    rest = [e for e in done if e not in chosen and e.role in plain and not tail_of(e)]
    if len(chosen) != 1 or chosen[0].role not in plain or not rest or tail_of(chosen[0]):
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
