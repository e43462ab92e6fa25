"""What one costs, from an amount and the number of things it was spent on: 126场支出94.5万元 beside 场均成本."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.another_base import PER_ONE
from zipingbiao.form.quantity.answer.roles import Said
from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.form.quantity.readings import Number, Range, Unit
from zipingbiao.form.quantity.units import first_name

_PER_NAME = late_pattern(
    "每(公里|千米|平方米|人次|人|户|亩|辆|台|件|个|场|次|天|日)|([人户亩场次辆台件])均|单([场座台件次人户辆组栋套个站点桩杆盏亩米])(?=[一-鿿]{0,6}(?:造价|成本|费|投资|价|补))"
)
#: 63辆按1.5万元发放: the amount is what each got.
_IS_EACH = late_pattern("按|每|均|单价|标准")
_OF_ALL = late_pattern("共|总|合计|累计")
_A_DAY = late_pattern("人均日|人日均|每人每[天日]|人均每[天日]")
_MANY = late_pattern("(十万|百|千|万)(?=[人户元辆台件平立次])")
_THOUSANDS = {"百": 100, "千": 1000, "万": 10_000, "十万": 100_000}


def for_each(told: Sequence[Said], target: Number | Range, name: str) -> Figure | None:
    """共支出98万元，保有车辆40辆 beside 万元/辆: the amount over the number of things."""
    per = target.unit.per.removesuffix("/年").removesuffix("年") or _per_of_name(name) or _per_of(told, name)
    many, per = _so_many(per)
    if not per or not isinstance(target, Number):
        return _by_the_piece(told, target, name)
    amounts = [
        e
        for e in told
        if e.figure.reading.unit.dimension == target.unit.dimension and not e.figure.reading.unit.per
    ]
    counts = [e for e in told if _counts_them(e.figure.reading.unit, per) or _is_of(e, per)]
    if len(amounts) != 1 or len(counts) != 1 or amounts[0] is counts[0]:
        return None
    if target.unit.dimension != "money" and _OF_ALL.search(amounts[0].before) is None:
        return None  # 5个断面中最少的一个测了38次
    if PER_ONE.search(amounts[0].before) is not None or _IS_EACH.search(amounts[0].before) is not None:
        return None  # 抽查120户，户均增收1046元 is told for each already
    amount, count = amounts[0].figure.reading, counts[0].figure.reading
    if not isinstance(amount, Number) or not isinstance(count, Number) or not count.value:
        return None
    days = _days(told) if _A_DAY.search(name) is not None else Decimal(1)
    if not days:
        return None
    return replace(
        amounts[0].figure,
        reading=replace(
            amount,
            value=amount.value * many / count.value / days,
            unit=replace(amount.unit, per=target.unit.per),
        ),
    )


def _by_the_piece(told: Sequence[Said], target: Number | Range, name: str) -> Figure | None:
    """2000份共2.9万元 beside 制作单价: the amount over the only things that are counted."""
    if "单价" not in name or target.unit.dimension != "money" or len(told) != 2:
        return None
    amounts = [
        e for e in told if e.figure.reading.unit.dimension == "money" and not e.figure.reading.unit.per
    ]
    counts = [e for e in told if e.figure.reading.unit.dimension.startswith("counter")]
    if len(amounts) != 1 or len(counts) != 1 or _IS_EACH.search(amounts[0].before) is not None:
        return None
    amount, count = amounts[0].figure.reading, counts[0].figure.reading
    if not isinstance(amount, Number) or not isinstance(count, Number) or not count.value:
        return None
    return replace(amounts[0].figure, reading=replace(amount, value=amount.value / count.value))


def _counts_them(unit: Unit, noun: str) -> bool:
    """40辆, 6个站: so many of what the price is for."""
    named = first_name(unit.name) == noun or unit.name == f"个{noun}"
    return not unit.per and (named or (noun == "个" and unit.name.startswith("个")))


def _is_of(each: Said, noun: str) -> bool:
    """200张床位: so many of what stands behind the unit."""
    unit = each.figure.reading.unit
    counted = unit.dimension.startswith("counter") and not unit.per
    return counted and ((unit.name == noun and len(noun) > 1) or (bool(noun) and each.after.startswith(noun)))


def _per_of(told: Sequence[Said], name: str) -> str:
    """床位 of 每床位建设成本, where the text counts beds."""
    nouns = (noun for each in told for noun in (each.after[:2], each.figure.reading.unit.name))
    return next((noun for noun in nouns if noun and f"每{noun}" in name), "")


def _days(told: Sequence[Said]) -> Decimal | None:
    """3天 of 培训3天，120人, where so much for each person and day is asked for."""
    days = [e.figure.reading for e in told if e.figure.reading.unit.name in ("天", "日")]
    return days[0].value if len(days) == 1 and isinstance(days[0], Number) else None


def _so_many(per: str) -> tuple[int, str]:
    """每万人次: 10,000 and 人."""
    found = _MANY.match(per)
    if found is None:
        return 1, per
    return _THOUSANDS[found[1]], first_name(per[found.end() :])


def _per_of_name(name: str) -> str:
    """每公里养护成本, 人均培训费: what it is stated per; "" where the name says nothing."""
    found = _PER_NAME.search(name)
    return "" if found is None else first_name(found[1] or found[2] or found[3])
