"""What else may be meant by the figures of a text: another sum, another step, a difference; so that a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.other_deed import shared_with
from zipingbiao.form.quantity.answer.parts import PART_OF_IT
from zipingbiao.form.quantity.answer.rates.counts import value_of
from zipingbiao.form.quantity.answer.roles import Role, Said
from zipingbiao.form.quantity.answer.sums import tail_of
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.marks import HALF_YEAR
from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.form.quantity.readings import Number, Range
from zipingbiao.form.quantity.units import ADDITIVE

_CHANGE = late_pattern("节|减|降|增|提高|缩短|压缩")
_WHOLE = 100
#: 共 and a deed before the first figure.
_OF_ALL = late_pattern("[^一-鿿]*(?:全年|本年)?共[一-鿿]{2}")
_A_LIST = 3
_FOR_EACH = late_pattern("每一?[个名位户条座处所家台辆村人校]")


def doubtful(
    chosen: list[Said], done: list[Said], fitting: list[Said], name: str, asked: str, words: Lexicon
) -> tuple[Figure, ...]:
    """All that may be meant, where the text does not decide; empty where it does."""
    stages = _other_stages(done, chosen, name, words)
    if stages:
        return tuple(each.figure for each in (*chosen, *stages))
    summed = _told_otherwise(done, chosen)
    if summed is not None:
        return (chosen[0].figure, summed)
    more = (
        _perhaps_more(done, chosen)
        or _all_of_a_list(done, chosen)
        or _difference(chosen, fitting, name + asked)
    )
    return (chosen[0].figure, more) if more is not None else ()


def _told_otherwise(done: list[Said], chosen: list[Said]) -> Figure | None:
    """调水3120万方，其中甲线1450万方、乙线1210万方，合计2660万方: another sum than the one that is told first."""
    others = [e for e in done if e not in chosen and e.role is Role.TOTAL and len(done) > _A_LIST]
    if len(chosen) != 1 or len(others) != 1 or chosen[0].figure.reading.unit != others[0].figure.reading.unit:
        return None
    return others[0].figure if value_of(others[0]) != value_of(chosen[0]) else None


def other_sum(chosen: list[Said], done: list[Said], words: Lexicon) -> Figure | None:
    """共215人（第一期60人、第二期58人、第三期51人）, 60家，其中城区28家、乡镇22家: what the parts come to, where that is not the whole that is told."""
    rest = [each for each in done if each not in chosen]
    named = [words.roles["complements"].search(each.before) for each in rest]
    numbers = [each.figure.reading for each in rest if isinstance(each.figure.reading, Number)]
    apart = {found.group() for found in named if found is not None}
    listed = all(each.role is Role.PART for each in rest) and not any(
        PART_OF_IT.search(e.before) for e in rest
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
    if not isinstance(one, Number) or not one.unit.dimension.startswith(ADDITIVE):
        return None
    if any(each.unit.dimension != one.unit.dimension or each.unit.factor != one.unit.factor for each in same):
        return None
    total = one.value + sum((each.value for each in same), Decimal(0))
    return replace(chosen[0].figure, reading=replace(one, value=total))


def _all_of_a_list(done: list[Said], chosen: list[Said]) -> Figure | None:
    """共新建12.6公里，改建24.3公里: 共 may be said of the first or of both."""
    rest = [each for each in done if each not in chosen]
    if (
        len(chosen) != 1
        or not rest
        or chosen[0].role not in (Role.TOTAL, Role.ACTUAL)
        or _OF_ALL.match(chosen[0].before) is None
    ):
        return None
    plain = all(e.role is Role.PLAIN and e.before[:1] not in "、(" and not tail_of(e) for e in rest)
    numbers = [e.figure.reading for e in (*chosen, *rest) if isinstance(e.figure.reading, Number)]
    if not plain or len({number.unit for number in numbers}) > 1 or len(numbers) != len(rest) + 1:
        return None
    total = sum((number.value for number in numbers), Decimal(0))
    return replace(chosen[0].figure, reading=replace(numbers[0], value=total))


def _difference(chosen: list[Said], fitting: list[Said], about: str) -> Figure | None:
    """由320方降至295方 may answer with 295 or, where a saving is asked for, with 25."""
    start = [each for each in fitting if each.role is Role.FROM]
    if len(start) != 1 or len(chosen) != 1 or _CHANGE.search(about) is None:
        return None
    before, after = start[0].figure.reading, chosen[0].figure.reading
    if not isinstance(before, Number) or not isinstance(after, Number):
        return None
    return replace(chosen[0].figure, reading=replace(after, value=abs(after.value - before.value)))


def half_told(chosen: list[Said], own: Sequence[Said], target: Number | Range) -> bool:
    """12个村完成整治，完成率83%: the rate says that not all of them were."""
    rates = [
        e.figure.reading
        for e in own
        if e.before.endswith("完成率")
        or (e.before.endswith(("完成", "进度", "比例")) and e.role >= Role.PART)
    ]
    short = [r for r in rates if isinstance(r, Number) and r.unit.name == "%" and r.value < _WHOLE]
    counted = all(each.figure.reading.unit.dimension.startswith(ADDITIVE) for each in chosen)
    reached = isinstance(target, Number) and all(value_of(each) >= target.value for each in chosen)
    return bool(short) and counted and reached


def differs_for_each(done: list[Said], target: Number | Range, asked: str) -> bool:
    """17个社区按20万元拨付，其余4个只拨了10万元 beside 每个社区20万元: not the same for each of them."""
    amounts = {each.figure.reading for each in done}
    money = target.unit.dimension == "money" and all(e.figure.reading.unit.dimension == "money" for e in done)
    return money and len(amounts) > 1 and _FOR_EACH.search(asked) is not None
