"""What of a row may need a word, and what the word would be about."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from zipingbiao.deviation.cost import CostGap
from zipingbiao.deviation.row_kinds import is_cost, is_satisfaction
from zipingbiao.deviation.thresholds import Thresholds
from zipingbiao.form.model import Indicator
from zipingbiao.form.quantity.readings import Comparator, Moment, Number
from zipingbiao.scoring.result import RowScore, State

_HUNDRED = Decimal(100)
FAILED = (State.MISSED, State.LATE, State.PARTIAL, State.NOT_MET)


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


def is_marked_down(row: RowScore) -> bool:
    """得分 below 分值."""
    return row.score is not None and row.weight is not None and row.score < row.weight


def far_over(row: RowScore, indicator: Indicator, thresholds: Thresholds) -> bool:
    """Far above a ≥ or = target. Rates, 满意度 and 成本 cannot be over-completed in this sense."""
    target, completion = row.target, row.completion
    if row.state is not State.OVER or completion is None or not isinstance(target, Number):
        return False
    if target.unit.dimension == "ratio" or is_satisfaction(indicator) or is_cost(indicator):
        return False
    return completion * _HUNDRED >= thresholds.over


def differs_from_equal(row: RowScore) -> bool:
    """`=50场` answered by 51: reached, and yet not what was asked."""
    target = row.target
    return isinstance(target, Number) and target.comparator is Comparator.EQ and row.state is State.OVER


def is_saving(row: RowScore, indicator: Indicator, thresholds: Thresholds) -> bool:
    """A cost far below its bound: completion is target / actual for ≤."""
    if row.completion is None or not is_cost(indicator):
        return False
    return row.state is State.DONE and row.completion * (_HUNDRED - thresholds.saving) >= _HUNDRED


def kind_of(
    row: RowScore, indicator: Indicator, thresholds: Thresholds, year: int | None, gap: CostGap | None
) -> Kind | None:
    """What the note of a row is about; None where the row needs none. `gap`: of the form's cost row."""
    if row.state in FAILED:
        return {State.MISSED: Kind.MISSED, State.LATE: Kind.LATE}.get(row.state, Kind.WORD)
    if differs_from_equal(row) or far_over(row, indicator, thresholds):
        return Kind.OVER
    if year and isinstance(row.actual, Moment) and row.actual.year and row.actual.year > year:
        return Kind.LATER
    if is_marked_down(row):
        return _kind_of_deduction(row, indicator)
    if gap is not None and gap.n == row.n:
        return Kind.COST
    return Kind.SAVING if is_saving(row, indicator, thresholds) else None


def _kind_of_deduction(row: RowScore, indicator: Indicator) -> Kind:
    """A row whose target was reached, and yet the unit took points off."""
    if not row.met:
        return Kind.OTHER
    if is_satisfaction(indicator) and isinstance(row.target, Number) and row.target.unit.dimension == "ratio":
        return Kind.SATISFACTION
    return Kind.DATE if isinstance(row.actual, Moment) else Kind.MET
