"""Two numbers on one scale: %, 元/万元, 天/月; and the 元/万元 slip that the money block settles."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.money import MONEY_UNITS
from zipingbiao.form.quantity.readings import Number, Unit
from zipingbiao.form.quantity.units import TIMES_A_YEAR, known_unit, same_kind, same_per
from zipingbiao.record import record
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.result import Hint

_WAN = Decimal(10000)
_HUNDRED = Decimal(100)
_WORKING_DAY = "工作日"
_MONTHLY = ("月", "季", "年")
#: A week and a day come at least so often a year.
_AT_LEAST = frozenset({"周", "天"})
#: A stretch of time that is not one year: 周, 三天, 两年.
_STRETCH = late_pattern(r".*(?:月|季度?|周|天|[^年/]年)")


@record(frozen=True, slots=True)
class Money:
    """The money block in 万元, as far as printed: what decides whether a cost is in 元 or 万元."""

    annual_budget: Decimal | None = None
    executed: Decimal | None = None
    unit: str = "万元"

    def supports(self, wan: Decimal, low: Decimal, high: Decimal) -> bool:
        """Whether an amount in 万元 is of the size of the budget or of the money spent."""
        known = [a for a in (self.annual_budget, self.executed) if a]
        return any(low <= wan / a <= high for a in known)


@record(frozen=True, slots=True)
class Pair:
    """Target and actual on one scale."""

    target: Decimal
    actual: Decimal
    hints: tuple[Hint, ...] = ()


def comparable(target: Number, actual: Number, money: Money, rulebook: Rulebook) -> Pair | None:
    """Both numbers on one scale, None where the units do not convert (户 against 人, % against 次)."""
    target, actual = _minutes(target, actual), _minutes(actual, target)
    target_unit, actual_unit = _money_unit(target, actual), _money_unit(actual, target)
    if target_unit.dimension == "money" or actual_unit.dimension == "money":
        return _money(target, target_unit, actual, actual_unit, money, rulebook)
    if target_unit.dimension == "ratio" or actual_unit.dimension == "ratio":
        return _ratio(target, actual, rulebook)
    if target_unit.dimension == actual_unit.dimension == "time":
        if target_unit.per and actual_unit.per and target_unit.per != actual_unit.per:
            return _over_the_year(_in_base(target), _in_base(actual))
        return _time(target, actual, rulebook)
    if same_kind(target_unit, actual_unit):
        if _STRETCH.fullmatch(target_unit.per) or _STRETCH.fullmatch(actual_unit.per):
            return _over_the_year(target, actual)
        if _multiplier_unsaid(target, actual, rulebook):
            return None
        if target_unit.name and actual_unit.name:
            return Pair(target.value * target_unit.factor, actual.value * actual_unit.factor)
        return Pair(target.value, actual.value)
    if (
        actual.value == 0
        and actual_unit.dimension.startswith("counter:")
        and target_unit.dimension.startswith("counter:")
    ):
        return Pair(target.value, actual.value)
    return None


def _in_base(number: Number) -> Number:
    """The same length in the dimension's base unit."""
    return replace(number, value=number.value * number.unit.factor)


def _minutes(number: Number, other: Number) -> Number:
    """`25分` beside ≤30分钟 is minutes, not points."""
    minute = known_unit("分钟")
    if number.unit.name != "分" or other.unit.dimension != "time" or minute is None:
        return number
    return replace(number, unit=minute)


def _multiplier_unsaid(target: Number, actual: Number, rulebook: Rulebook) -> bool:
    """`1.2` beside ≥1万人次: most likely 1.2万, but the form does not say so."""
    if target.multiplier == actual.multiplier or 1 not in (target.multiplier, actual.multiplier):
        return False
    bare = target if target.multiplier == 1 else actual
    if bare.unit.name or _near(Pair(target.value, actual.value), rulebook):
        return False
    scaled = Pair(target.value / target.multiplier, actual.value / actual.multiplier)
    return _near(scaled, rulebook)


def _over_the_year(target: Number, actual: Number) -> Pair | None:
    """每月1次 beside 12次: the year's count. None where 每月4次 is answered by a count between 4 and 48."""
    wanted, done = target.value, actual.value
    if target.unit.per and actual.unit.per:
        ours, theirs = TIMES_A_YEAR.get(target.unit.per), TIMES_A_YEAR.get(actual.unit.per)
        if target.unit.per == actual.unit.per or ours is None or theirs is None:
            return Pair(wanted, done)
        return Pair(wanted * ours, done * theirs)
    per = target.unit.per or actual.unit.per
    times = TIMES_A_YEAR.get(per)
    if actual.unit.per:
        if not target.unit.name and actual.unit.name:
            return None  # 日均浏览量1.2万次 beside ≥3万
        if times is None or (per in _AT_LEAST and done * times < wanted):
            return None
        return Pair(wanted, done * times)
    if times is not None and done >= wanted * times:
        return Pair(wanted * times, done)
    return Pair(wanted, done) if done <= wanted else None


def _money_unit(number: Number, other: Number) -> Unit:
    """`62.73万` beside an amount means 62.73 万元, `9.2亿` 9.2 亿元: the 万 is the unit, not a multiplier of 元."""
    if not number.unit.name and number.multiplier >= _WAN and other.unit.dimension in ("money", ""):
        yuan = known_unit("元")
        return yuan if yuan is not None else number.unit
    return number.unit


def _money(
    target: Number,
    target_unit: Unit,
    actual: Number,
    actual_unit: Unit,
    money: Money,
    rulebook: Rulebook,
) -> Pair | None:
    if not same_per(target_unit, actual_unit):
        return _per_year(target, actual)
    if target_unit.dimension == actual_unit.dimension == "money":
        return _amounts(
            target.value * target_unit.factor,
            actual.value * actual_unit.factor,
            target,
            actual,
            money,
            rulebook,
        )
    stated = target_unit if target_unit.dimension == "money" else actual_unit
    unstated = actual_unit if stated is target_unit else target_unit
    if unstated.name:
        return Pair(target.value, actual.value) if actual.value == 0 else None
    # One side states no unit: the other's, unless only the form's own unit gives a sensible ratio.
    form_factor = _WAN / MONEY_UNITS.get(money.unit, Decimal(1))
    same = Pair(target.value, actual.value)
    if stated is target_unit:
        by_form = Pair(target.value * stated.factor, actual.value * form_factor)
    else:
        by_form = Pair(target.value * form_factor, actual.value * stated.factor)
    if _near(same, rulebook):
        return same
    return by_form if _near(by_form, rulebook) else _yuan_unsaid(same, stated is target_unit, money, rulebook)


def _per_year(target: Number, actual: Number) -> Pair | None:
    """720元/月 beside 每人每年8760元: both for a year, as far as both say what they are stated per."""
    sides = []
    for number in (target, actual):
        *_, last = number.unit.per.split("/")
        times = TIMES_A_YEAR.get(last)
        if times is None or number.unit.dimension != "money":
            return None
        sides.append(number.value * number.unit.factor * times)
    return Pair(sides[0], sides[1])


def _yuan_unsaid(pair: Pair, bare_actual: bool, money: Money, rulebook: Rulebook) -> Pair:
    """`2103480` beside ≤210.9万元: 元 without its unit, where the money block proves it."""
    near = _slip_bounds(rulebook)[1]
    bare = (pair.actual if bare_actual else pair.target) / _WAN
    if money.unit != "万元" or not money.supports(bare, *near):
        return pair
    read = Pair(pair.target, bare) if bare_actual else Pair(bare, pair.actual)
    return Pair(read.target, read.actual, (Hint.UNIT_SLIP,)) if _near(read, rulebook) else pair


def _near(pair: Pair, rulebook: Rulebook) -> bool:
    low, high = _slip_bounds(rulebook)[1]
    return bool(pair.target and low <= pair.actual / pair.target <= high)


def _slip_bounds(rulebook: Rulebook) -> tuple[tuple[Decimal, Decimal], tuple[Decimal, Decimal]]:
    off, near = rulebook.table("indicator.unit_slip")
    return (off[0], off[1]), (near[0], near[1])


def _amounts(
    target_yuan: Decimal,
    actual_yuan: Decimal,
    target: Number,
    actual: Number,
    money: Money,
    rulebook: Rulebook,
) -> Pair:
    """Two amounts with units; a 元/万元 slip is scored as printed, in the unit the money block supports."""
    converted = Pair(target_yuan, actual_yuan)
    if target_yuan <= 0 or actual_yuan <= 0:
        return converted
    off, near = _slip_bounds(rulebook)
    ratio = actual_yuan / target_yuan
    far = off[0] <= ratio <= off[1] or off[0] <= 1 / ratio <= off[1]
    if not far:
        return converted
    same_factor = target.unit.factor == actual.unit.factor
    if not same_factor and target.value and near[0] <= actual.value / target.value <= near[1]:
        return Pair(target.value, actual.value, (Hint.UNIT_SLIP,))
    if same_factor:
        return _inflated(converted, ratio, money, near)
    return converted


def _inflated(converted: Pair, ratio: Decimal, money: Money, near: tuple[Decimal, Decimal]) -> Pair:
    """Same unit on both sides, one of them written in 元 under 万元; only where the money block proves it."""
    actual_wan, target_wan = converted.actual / _WAN, converted.target / _WAN
    if near[0] <= ratio / _WAN <= near[1] and money.supports(actual_wan / _WAN, *near):
        return Pair(converted.target, converted.actual / _WAN, (Hint.UNIT_SLIP,))
    if (
        near[0] <= ratio * _WAN <= near[1]
        and money.supports(actual_wan * _WAN, *near)
        and money.supports(target_wan, *near)
    ):
        return Pair(converted.target, converted.actual * _WAN, (Hint.UNIT_SLIP,))
    return _inflated_target(converted, ratio, money, near)


def _inflated_target(converted: Pair, ratio: Decimal, money: Money, near: tuple[Decimal, Decimal]) -> Pair:
    """The same, with the target in the wrong unit and the actual of the size of the money block."""
    target_wan = converted.target / _WAN
    if not money.supports(converted.actual / _WAN, *near):
        return converted
    for factor, gap in ((1 / _WAN, ratio * _WAN), (_WAN, ratio / _WAN)):
        if near[0] <= gap <= near[1] and money.supports(target_wan * factor, *near):
            return Pair(converted.target * factor, converted.actual, (Hint.UNIT_SLIP,))
    return converted


def _ratio(target: Number, actual: Number, rulebook: Rulebook) -> Pair | None:
    """% against %, ‰, a fraction of an unformatted cell, or a bare number."""
    if target.unit.dimension == actual.unit.dimension:
        return Pair(target.value * target.unit.factor, actual.value * actual.unit.factor)
    if target.unit.dimension == "ratio":
        if actual.multiplier != 1:
            return None  # 27.9万 is no percentage
        if actual.unit.name:
            return Pair(target.value, actual.value) if actual.value == 0 else None
        value, hints = _as_percent(actual, target.value * target.unit.factor, rulebook)
        return Pair(target.value * target.unit.factor, value, hints)
    if target.unit.name:
        return None
    wanted, _ = _as_percent(target, actual.value * actual.unit.factor, rulebook)
    return Pair(wanted, actual.value * actual.unit.factor)


def _as_percent(number: Number, other: Decimal, rulebook: Rulebook) -> tuple[Decimal, tuple[Hint, ...]]:
    """A bare number beside a %: a numeric cell up to 1 is a fraction, 98 is 98 %; a text up to 1 is read as a fraction too."""
    if abs(number.value) > 1 or number.value == 0:
        return number.value / _HUNDRED, ()
    if number.numeric:
        return number.value, ()
    if other <= rulebook.number("indicator.fraction"):
        return number.value / _HUNDRED, ()
    return number.value, (Hint.FRACTION_READ_AS_PERCENT,)


def _time(target: Number, actual: Number, rulebook: Rulebook) -> Pair | None:
    """Months and days convert only roughly (30, 30.4, 31 days): nearly equal counts as equal.

    None where 18天 answers 15个工作日: how many of them were working days nobody knows.
    """
    wanted, done = target.value * target.unit.factor, actual.value * actual.unit.factor
    if (
        target.unit.name.endswith(_WORKING_DAY)
        and not actual.unit.name.endswith(_WORKING_DAY)
        and done > wanted
    ):
        return None
    mixed = target.unit.name.endswith(_MONTHLY) != actual.unit.name.endswith(_MONTHLY)
    if mixed and wanted and abs(done / wanted - 1) <= rulebook.number("indicator.calendar"):
        return Pair(wanted, wanted)
    return Pair(wanted, done)
