"""成本 against the money: the one cost row of a form that disagrees with 全年预算数 or 全年执行数."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.deviation.money import MoneyBlock
from zipingbiao.deviation.row_kinds import is_cost
from zipingbiao.deviation.thresholds import Thresholds
from zipingbiao.form.money import Interval
from zipingbiao.form.quantity.readings import Number, Reading
from zipingbiao.form.unscored import is_unused
from zipingbiao.scoring.result import Hint, RowScore, ScoredForm

_WAN = Decimal(10000)


@dataclass(frozen=True, slots=True)
class CostGap:
    """How far the cost row `n` (from 1) lies from the money, in 万元; None where it agrees or cannot be compared.

    `unpaid`: the actual lies above what was spent, so that why the rest was not paid explains the gap.
    """

    n: int
    target: Decimal | None
    actual: Decimal | None
    unpaid: bool = False


def cost_row(scored: ScoredForm) -> RowScore | None:
    """The one 成本 row in money of a form; several are parts of the budget and prove nothing."""
    rows = [
        row
        for row, indicator in zip(scored.rows, scored.form.indicators, strict=True)
        if is_cost(indicator) and not is_unused(indicator) and _is_money(row.target)
    ]
    return rows[0] if len(rows) == 1 else None


def _is_money(reading: Reading) -> bool:
    return isinstance(reading, Number) and reading.unit.dimension == "money"


def cost_gap(scored: ScoredForm, money: MoneyBlock | None, thresholds: Thresholds) -> CostGap | None:
    """The disagreement of the cost row; None where there is none, or nothing to compare with."""
    row = cost_row(scored)
    if row is None or money is None:
        return None
    budgets = [(money.annual, money.line.annual_budget)]
    if money.initial:
        budgets.append((money.initial, money.line.initial_budget))
    target = _gap(in_wan(row, row.target, thresholds), budgets, money, thresholds)
    actual = _gap(
        in_wan(row, row.actual, thresholds), [(money.executed, money.line.executed)], money, thresholds
    )
    if target is None and actual is None:
        return None
    cost = wan_of(row, row.actual)
    unpaid = actual is not None and cost is not None and cost > (money.executed or 0)
    return CostGap(row.n, target, actual, unpaid)


def in_wan(row: RowScore, reading: Reading, thresholds: Thresholds) -> Interval | None:
    """The amounts in 万元 that a cost can stand for; where 元 and 万元 are mixed up, it is read as the score reads it."""
    value = wan_of(row, reading)
    if value is None or not isinstance(reading, Number):
        return None
    exponent = reading.value.as_tuple().exponent
    place = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    half = min(place * _factor(row, reading) / 2, thresholds.half_width)
    return Interval(value - half, value + half)


def wan_of(row: RowScore, reading: Reading) -> Decimal | None:
    """A cost in 万元; None for a price per piece and for what is no amount."""
    if not isinstance(reading, Number) or reading.unit.dimension not in ("money", "") or reading.unit.per:
        return None
    return reading.value * _factor(row, reading)


def _factor(row: RowScore, reading: Number) -> Decimal:
    unsaid = Hint.UNIT_SLIP in row.hints or not reading.unit.name
    return Decimal(1) if unsaid else reading.unit.factor / _WAN


def is_same_money(row: RowScore, reading: Reading, amount: Decimal | None, thresholds: Thresholds) -> bool:
    """Whether a cost can be held against an amount in 万元 at all; a price per piece or of a part cannot."""
    cost = in_wan(row, reading, thresholds)
    return cost is not None and bool(amount) and _is_same_size(cost, amount or Decimal(0), thresholds)


def _is_same_size(cost: Interval, amount: Decimal, thresholds: Thresholds) -> bool:
    low, high = thresholds.same_size
    return low <= (cost.low + cost.high) / 2 / amount <= high


def _gap(
    cost: Interval | None,
    accepted: list[tuple[Decimal | None, str]],
    money: MoneyBlock,
    thresholds: Thresholds,
) -> Decimal | None:
    """How far a cost is from the first amount; None where one of the amounts can stand for it, or it is no such sum."""
    first = accepted[0][0]
    if cost is None or not first or not _is_same_size(cost, first, thresholds):
        return None
    value = (cost.low + cost.high) / 2
    for _, text in accepted:
        interval = money.interval(text)
        if interval is not None and cost.overlaps(interval):
            return None
    return abs(value - first)
