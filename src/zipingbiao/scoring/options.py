"""Methods that a place may switch on; in `cn` all of them are off or change nothing.

Each asks one parameter of the rulebook: 满意度 and 执行率 by intervals, 满意度 without a survey, points off for far
over-completion, points lost where 成本 is missing, the total capped by 执行率.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from zipingbiao.form.model import Form, Indicator
from zipingbiao.form.quantity.readings import Number, Reading
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.judgement import Judgement
from zipingbiao.scoring.result import Adjustment, Hint, State
from zipingbiao.scoring.survey import surveyed_by

_HUNDRED = Decimal(100)


def share_of(percent: Decimal, intervals: Sequence[Sequence[Decimal]]) -> Fraction:
    """The share of the 分值 that a rate earns: that of the first interval it reaches."""
    return next((Fraction(share) for least, share in intervals if percent >= least), Fraction(0))


def adjusted(judged: Judgement, indicator: Indicator, actual: Reading, rulebook: Rulebook) -> Judgement:
    """The verdict on a row under the methods of the place."""
    if "满意" in indicator.level1 + indicator.level2:
        judged = _satisfaction(judged, indicator, actual, rulebook)
    return judged


def _satisfaction(judged: Judgement, indicator: Indicator, actual: Reading, rulebook: Rulebook) -> Judgement:
    intervals = rulebook.optional_table("satisfaction.intervals")
    if intervals is not None and isinstance(actual, Number) and actual.unit.dimension == "ratio":
        share = share_of(actual.value * actual.unit.factor * _HUNDRED, intervals)
        judged = replace(judged, share=share, rule="satisfaction.intervals", below=False)
    limit = Fraction(rulebook.number("satisfaction.unsurveyed_share"))
    if limit < 1 and judged.share is not None and not _surveyed(indicator, rulebook):
        least = min(judged.share, limit)
        below = judged.below and judged.share <= limit
        judged = replace(judged, share=least, rule="satisfaction.unsurveyed_share", below=below)
        judged = judged.hinting(Hint.NO_SURVEY)
    return judged


def _surveyed(indicator: Indicator, rulebook: Rulebook) -> bool:
    return bool(surveyed_by(indicator, indicator.note, rulebook))


def over_completed(state: State, completion: Decimal | None, rulebook: Rulebook) -> Decimal:
    """Points off for a row that went far beyond its target."""
    if state is not State.OVER or completion is None:
        return Decimal(0)
    far = completion * _HUNDRED >= rulebook.number("check.over_completion")
    return rulebook.number("over_completion.deduction") if far else Decimal(0)


def of_total(form: Form, rate: Decimal | None, rulebook: Rulebook) -> tuple[Adjustment, ...]:
    """What the place does to the total of a form."""
    found = []
    missing = rulebook.number("cost.missing_points")
    if missing and not any("成本" in row.level1 + row.level2 for row in form.indicators):
        found.append(Adjustment("cost.missing_points", points=missing))
    caps = rulebook.optional_table("execution.total_cap")
    if caps is not None and rate is not None:
        limits = [(Decimal(limit), Decimal(below)) for below, limit in caps if rate < below]
        if limits:
            limit, below = min(limits)
            found.append(Adjustment("execution.total_cap", limit=limit, rate=rate, below=below))
    return tuple(found)
