"""What of a whole counts: without its part of earlier years or that proved wrong, with what was added, from last year's level on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.found import Answers
from zipingbiao.form.quantity.answer.rates.counts import value_of
from zipingbiao.form.quantity.answer.roles import Role, Said
from zipingbiao.form.quantity.answer.sums import tail_of
from zipingbiao.form.quantity.marks import EARLIER
from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.form.quantity.readings import Number, Range, Trend, is_upper
from zipingbiao.form.quantity.units import ADDITIVE, same_kind

#: 其中, 含 at the beginning of what stands before a figure, or anywhere there.
PART = late_pattern("^[,;(]?(?:其中|含|包括|包含)")
PART_OF_IT = late_pattern("含|其中|包括")
_OF_BEFORE = late_pattern("存量|原有|往年|历年|以前年度|[上去]年|结转")
#: 2024年完成110个, 新建15个: of this year only.
_THIS_YEAR = late_pattern(r"新[建增设立]|净增|本年|当年|\d年")
_NOT_REAL = late_pattern("误报|误判|不属实|重复|非本|核减")
_ADDED = late_pattern("^[,;]?(?:[后又还]|此外)?(?:另外?|追加|增补|补充|加了|加付|又)|补充协议|追加了?|加了$")
#: 比上年的395件多出41件
_LEVEL_BEFORE = late_pattern(f"[比较](?:[上去]年|{EARLIER}+|合同|计划|约定|规定|原定)[一-鿿]{{0,4}}的?$")
_MORE = late_pattern("^(?:[也又还]|同比)?(?:多|增|高|延长|超|晚)")
_FEWER = late_pattern("^(?:[也又还]|同比)?(?:少|减|低|下降|降|缩短|提前)")
_OF_EACH = late_pattern("各|每|均|分别")
#: 另3家 names nothing.
_BARELY = 2
_OWED = late_pattern("欠|未付|未支付|未结|尾款|未含|不含(?!税)|未计入|未列入|未包括")
_BUILT = late_pattern("安装|造林|种植|栽植|建设|新建|修建|铺设|改造")
_IN_USE = late_pattern("合格$|达标$|成活$|存活$|亮灯$|投用$|可用$|完好$|保存$")


def of_last_year(own: Sequence[Said], target: Number | Range) -> Figure | None:
    """比上年的395件多出41件 beside ≥420件: last year's level and what came to it."""
    if len(own) != 2 or target.trend is not Trend.NONE or _LEVEL_BEFORE.search(own[0].before) is None:
        return None
    level, by = (each.figure.reading for each in own)
    if not isinstance(level, Number) or not isinstance(by, Number):
        return None
    sign = 1 if _MORE.match(own[1].before) else -1 if _FEWER.match(own[1].before) else 0
    if by.unit.dimension == "ratio" and level.unit.dimension != "ratio":
        change = level.value * by.value * by.unit.factor
    elif level.unit.dimension == by.unit.dimension or same_kind(level.unit, by.unit):
        change = (
            by.value * by.unit.factor / level.unit.factor if by.unit.name and level.unit.name else by.value
        )
    else:
        return None
    if not sign:
        return None
    return replace(own[0].figure, reading=replace(level, value=level.value + sign * change))


def of_this_year(fitting: Sequence[Said], target: Number | Range, asked: str) -> Answers | None:
    """累计128个，其中2023年完成35个; 通报4个，其中1个为误报: the whole without its part that does not count.

    Where the target does not say that it asks for this year only, both figures may be meant.
    """
    if len(fitting) != 2:
        return None
    whole, part = fitting
    if PART.match(part.before) is None or not _fit(whole, part):
        return None
    around = PART.sub("", part.before) + part.after
    rest = _figure(whole, value_of(whole) - value_of(part))
    if _NOT_REAL.search(around) is not None:
        upper = is_upper(target) or (isinstance(target, Number) and not target.value)
        return Answers((rest,)) if upper else None
    if part.role is not Role.EARLIER and EARLIER not in around and _OF_BEFORE.search(around) is None:
        return None
    return Answers((rest,)) if _THIS_YEAR.search(asked) is not None else Answers((whole.figure, rest))


def with_what_was_added(done: Sequence[Said], target: Number | Range) -> Answers | None:
    """合同价276万元，又签补充协议加了15万元: the first figure, or what both come to.

    Where more is better only amounts of which nothing else is said count: 扶持5家，另3家不符合条件.
    """
    if len(done) != 2 or _ADDED.search(done[1].before) is None or PART.match(done[1].before) is not None:
        return None
    first, more = done
    upper = is_upper(target)
    if first.role is Role.TOTAL or not _fit(first, more):
        return None
    if not upper and (
        tail_of(more) or _OF_EACH.search(first.before) is not None or len(more.before) <= _BARELY
    ):
        return None
    if not first.figure.reading.unit.dimension.startswith(ADDITIVE):
        return None
    return Answers((first.figure, _figure(first, value_of(first) + value_of(more))))


def with_what_is_owed(fitting: Sequence[Said], target: Number | Range) -> Answers | None:
    """已支付98万元，尚欠6万元; 98万元（未含尾款6万元）: what was paid, or what it will come to."""
    bounded = is_upper(target)
    if not bounded or target.unit.dimension != "money" or len(fitting) != 2:
        return None
    paid, owed = fitting
    if _OWED.search(owed.before + owed.after) is None or not _fit(paid, owed):
        return None
    return Answers((paid.figure, _figure(paid, value_of(paid) + value_of(owed))))


def what_works(fitting: Sequence[Said], name: str) -> Answers | None:
    """安装50盏，亮灯40盏; 造林2000亩（成活1500亩）: what was built, or what of it is of use."""
    if len(fitting) != 2 or _BUILT.search(name + fitting[0].before) is None or not _fit(*fitting):
        return None
    if _IN_USE.search(fitting[1].before) is None or _IN_USE.search(name) is not None:
        return None
    return Answers((fitting[0].figure, fitting[1].figure))


def _fit(whole: Said, part: Said) -> bool:
    """Whether both are amounts of one unit, the second no larger than the first."""
    one, other = whole.figure.reading, part.figure.reading
    if not isinstance(one, Number) or not isinstance(other, Number):
        return False
    return (
        one.unit.factor == other.unit.factor and same_kind(one.unit, other.unit) and other.value <= one.value
    )


def _figure(whole: Said, value: Decimal) -> Figure:
    reading = whole.figure.reading
    assert isinstance(reading, Number)
    return replace(whole.figure, reading=replace(reading, value=value))
