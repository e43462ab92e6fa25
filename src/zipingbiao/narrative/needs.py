"""Which rows and money blocks need a note, and of what kind."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zipingbiao.form.model import Form, FundKind, FundLine, Indicator
from zipingbiao.form.money import Interval, amount, decimals, exact_amount
from zipingbiao.form.quantity.readings import Comparator, Moment, Number
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.result import ExecutionScore, Hint, RowScore, ScoredForm, State

_HUNDRED = Decimal(100)


class Kind(StrEnum):
    """What a note is about; the name of its fact template is `fact-<kind>.j2`."""

    MISSED = "missed"
    LATE = "late"
    WORD = "word"
    OVER = "over"
    LATER = "later"
    COST = "cost"
    SAVING = "saving"
    SATISFACTION = "satisfaction"
    DATE = "date"
    MET = "met"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The rulebook's numbers that decide about notes, read once per rulebook."""

    max_length: int
    over: Decimal  # % of the target
    saving: Decimal  # % below the target
    low_rate: Decimal  # %
    budget_change: Decimal  # %
    half_width: Decimal  # 万元
    first_band: Decimal  # share of the 分值 that a reached target keeps at least


def thresholds_of(rulebook: Rulebook) -> Thresholds:
    """The thresholds of a rulebook."""
    floors = rulebook.table("qualitative.floors")
    return Thresholds(
        max_length=int(rulebook.number("note.max_length")),
        over=rulebook.number("check.over_completion"),
        saving=rulebook.number("check.cost_saving"),
        low_rate=rulebook.number("check.low_rate"),
        budget_change=rulebook.number("check.budget_change"),
        half_width=rulebook.number("amount.half_width"),
        first_band=max(Decimal(share) for _, share in floors),
    )


@dataclass(frozen=True, slots=True)
class CostGap:
    """A 成本 row that disagrees with the money block; amounts in 万元, None where they agree."""

    target: Decimal | None
    actual: Decimal | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a row is judged by beside itself: the year, the thresholds, the disagreements of 成本 rows by `n`."""

    year: int | None
    thresholds: Thresholds
    cost_gaps: dict[int, CostGap]


FAILED = (State.MISSED, State.LATE, State.PARTIAL, State.NOT_MET)


def is_people(indicator: Indicator) -> bool:
    """Whether a row stands under 满意度; where only the 三级指标 is known, whether it speaks of it."""
    if not indicator.level1 and not indicator.level2:
        return "满意度" in indicator.level3
    return "满意度" in indicator.level1 or "满意度" in indicator.level2


def is_deducted(row: RowScore) -> bool:
    return row.score is not None and row.weight is not None and row.score < row.weight


def kind_of(row: RowScore, indicator: Indicator, around: Surroundings) -> Kind | None:
    """What the note of a row is about; None where the row needs none."""
    if row.state in FAILED:
        return {State.MISSED: Kind.MISSED, State.LATE: Kind.LATE}.get(row.state, Kind.WORD)
    if row.state is State.OVER and _is_over(row, indicator, around.thresholds):
        return Kind.OVER
    if around.year and isinstance(row.actual, Moment) and row.actual.year and row.actual.year > around.year:
        return Kind.LATER
    if is_deducted(row):
        return _kind_of_deduction(row, indicator)
    if row.n in around.cost_gaps:
        return Kind.COST
    return Kind.SAVING if _is_saving(row, indicator, around.thresholds) else None


def _kind_of_deduction(row: RowScore, indicator: Indicator) -> Kind:
    """A row whose target was reached, and yet the unit took points off."""
    if not row.met:
        return Kind.OTHER
    if is_people(indicator) and isinstance(row.target, Number) and row.target.unit.dimension == "ratio":
        return Kind.SATISFACTION
    return Kind.DATE if isinstance(row.actual, Moment) else Kind.MET


def _is_over(row: RowScore, indicator: Indicator, thresholds: Thresholds) -> bool:
    """`=` and another actual, or far above a ≥ target; 满意度 and rates above 100 % are no over-completion."""
    if not isinstance(row.target, Number):
        return False
    if row.target.comparator is Comparator.EQ:
        return True
    if is_people(indicator) or row.completion is None or row.completion * _HUNDRED < thresholds.over:
        return False
    if row.target.unit.dimension == "ratio" and isinstance(row.actual, Number):
        return row.actual.value * row.actual.unit.factor <= 1
    return True


def _is_saving(row: RowScore, indicator: Indicator, thresholds: Thresholds) -> bool:
    """A cost far below its bound: completion is target / actual for ≤."""
    if row.completion is None or not ("成本" in indicator.level1 or "成本" in indicator.level2):
        return False
    return row.state is State.DONE and row.completion * (_HUNDRED - thresholds.saving) >= _HUNDRED


# ---------------------------------------------------------------- money


@dataclass(frozen=True, slots=True)
class MoneyBlock:
    """The row 执行率 is computed from, and its amounts in 万元."""

    line: FundLine
    unit: str
    initial: Decimal | None
    annual: Decimal | None
    executed: Decimal | None

    def interval(self, text: str, thresholds: Thresholds) -> Interval | None:
        """All amounts in 万元 that a printed one can stand for."""
        return amount(text, self.unit, thresholds.half_width)


def money_block(form: Form) -> MoneyBlock | None:
    """年度资金总额, or the only row of 项目资金."""
    line = form.fund(FundKind.TOTAL) or (form.funds[0] if len(form.funds) == 1 else None)
    if line is None:
        return None
    unit = form.amount_unit
    amounts = (exact_amount(text, unit) for text in (line.initial_budget, line.annual_budget, line.executed))
    return MoneyBlock(line, unit, *amounts)


@dataclass(frozen=True, slots=True)
class FundsNeed:
    """Why the money block needs a note."""

    low: bool = False
    over: bool = False
    changed: bool = False

    @property
    def any(self) -> bool:
        return self.low or self.over or self.changed


def funds_need(money: MoneyBlock | None, execution: ExecutionScore, thresholds: Thresholds) -> FundsNeed:
    """Low or impossible 执行率, and a budget changed during the year."""
    if money is None:
        return FundsNeed()
    rate = execution.computed_rate if execution.computed_rate is not None else execution.rate
    return FundsNeed(
        low=rate is not None and rate < thresholds.low_rate,
        over=rate is not None and rate > _HUNDRED,
        changed=_is_changed(money, thresholds),
    )


def _is_changed(money: MoneyBlock, thresholds: Thresholds) -> bool:
    initial, annual = money.initial, money.annual
    if initial is None or annual is None or initial == annual:
        return False
    return initial == 0 or abs(annual - initial) * _HUNDRED > thresholds.budget_change * abs(initial)


def cost_gaps(
    scored: ScoredForm, money: MoneyBlock | None, thresholds: Thresholds, need: FundsNeed
) -> dict[int, CostGap]:
    """The only 成本 row of a form where it disagrees with 全年预算数 or 全年执行数.

    Several cost rows are parts of the budget and prove nothing; a low 执行率 is explained in the money block.
    """
    row = cost_row(scored)
    if money is None or row is None or not money.annual or money.executed is None:
        return {}
    target, actual = wan_of(row, row.target), wan_of(row, row.actual)
    if target is None or actual is None or not _is_budget(row):
        return {}
    low, high = money.annual / 2, money.annual * 2
    if not (low <= target <= high and low <= actual <= high):
        return {}
    line = money.line
    gap = CostGap(
        _beside(
            target,
            ((money.annual, line.annual_budget), (money.initial, line.initial_budget)),
            money,
            thresholds,
        ),
        None if need.low else _beside(actual, ((money.executed, line.executed),), money, thresholds),
    )
    return {} if gap.target is None and gap.actual is None else {row.n: gap}


def cost_row(scored: ScoredForm) -> RowScore | None:
    """The 成本 row of a form that has just one."""
    rows = [
        row
        for row, indicator in zip(scored.rows, scored.form.indicators, strict=True)
        if "成本" in indicator.level1 or "成本" in indicator.level2
    ]
    return rows[0] if len(rows) == 1 else None


def _is_budget(row: RowScore) -> bool:
    """Whether a cost row states amounts of money, not a price per piece."""
    target, actual = row.target, row.actual
    return (
        isinstance(target, Number) and isinstance(actual, Number) and not (target.unit.per or actual.unit.per)
    )


def wan_of(row: RowScore, reading: object) -> Decimal | None:
    """A cost in 万元; where 元 and 万元 are mixed up, the figure is taken as 万元 as the score takes it."""
    if not isinstance(reading, Number) or reading.unit.dimension != "money":
        return None
    if Hint.UNIT_SLIP in row.hints:
        return reading.value
    return reading.value * reading.unit.factor / Decimal(10000)


def _beside(
    value: Decimal,
    accepted: tuple[tuple[Decimal | None, str], ...],
    money: MoneyBlock,
    thresholds: Thresholds,
) -> Decimal | None:
    """How far a cost is from the first of the printed amounts; None where one of them can stand for it."""
    if any(exact is not None and abs(exact - value) <= thresholds.half_width for exact, _ in accepted):
        return None
    half = Decimal(1).scaleb(-decimals(format(value, "f"))) / 2
    own = Interval(value - half, value + half)
    for _, text in accepted:
        interval = money.interval(text, thresholds)
        if interval is not None and own.overlaps(interval):
            return None
    against = accepted[0][0]
    return None if against is None else abs(value - against)
