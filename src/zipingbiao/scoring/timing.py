"""A deadline and the date that answers it: on time, late, or only planned."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date
from fractions import Fraction

from zipingbiao.form.quantity.dates import NEUTRAL_YEAR
from zipingbiao.form.quantity.readings import Moment, Number
from zipingbiao.form.quantity.units import known_unit
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.judgement import ALL, Judgement
from zipingbiao.scoring.result import Hint, State


def by_deadline(target: Moment, actual: Moment, rulebook: Rulebook) -> Judgement:
    """Late only if the earliest day of the actual lies after the last day of the deadline."""
    hints: list[Hint] = []
    if target.year is None and actual.year is not None and target.last.year == NEUTRAL_YEAR:
        target = _in_year(target, actual.year)
        hints.append(Hint.NO_YEAR)
    if actual.year is None:
        hints.append(Hint.NO_YEAR)
    if target.lenient:
        hints.append(Hint.LENIENT_MONTH)
        if target.first <= actual.first <= target.last:
            hints.append(Hint.WITHIN_LENIENT_MONTH)
    if actual.first > target.last:
        share = Fraction(rulebook.number("timeliness.late_share"))
        return Judgement(State.LATE, share, "timeliness.late_share", hints=tuple(hints), below=True)
    if actual.last > target.last:
        hints.append(Hint.COARSE_DATE)
    return Judgement(State.ON_TIME, ALL, "timeliness.on_time", hints=tuple(hints))


def _in_year(deadline: Moment, year: int) -> Moment:
    """6月底前 where nobody says of which year: of the one that the answer names."""
    return replace(deadline, first=_day_in(deadline.first, year), last=_day_in(deadline.last, year))


def _day_in(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def lasts_as_long(target: Moment, actual: Number, rulebook: Rulebook) -> bool:
    """`12个月` as an answer to the period `1-12月`, or 全年 to 365天."""
    day = known_unit("天")
    if actual.unit.dimension != "time" or day is None:
        return False
    period, length = ((target.last - target.first).days + 1) * day.factor, actual.value * actual.unit.factor
    return abs(length - period) <= period * rulebook.number("indicator.calendar")
