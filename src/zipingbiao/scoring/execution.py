"""预算执行率 and its score: from unrounded amounts, so that a printed figure is tested against intervals."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from zipingbiao.form.model import Form, FundKind, FundLine
from zipingbiao.form.money import (
    Interval,
    amount,
    decimals,
    exact_amount,
    part_of,
    percent,
    percent_decimals,
    points,
)
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.options import share_of
from zipingbiao.scoring.result import ExecutionScore

_HUNDRED = Decimal(100)
_NOTHING = ExecutionScore(None, None, None, "", None, None, None, None)
_PLACES = 2


def score_execution(form: Form, rulebook: Rulebook) -> ExecutionScore:
    """The 年度资金总额 row; the printed 分值 wins over the rulebook's, reachable printed figures over computed ones."""
    line = form.fund(FundKind.TOTAL) or (form.funds[0] if len(form.funds) == 1 else None)
    if line is None:
        return _NOTHING
    weight = _weight(form, line, rulebook)
    ratio = _ratio(line, form.amount_unit)
    span = _span(line, form.amount_unit, rulebook.number("amount.half_width"))
    computed_rate = part_of(_HUNDRED, ratio, _PLACES) if ratio is not None else None
    computed_score = None
    if ratio is not None and weight is not None:
        computed_score = part_of(weight, _share(ratio, rulebook), _PLACES)
    reported_rate, reported_score = percent(line.rate), points(line.score)
    rate_ok = _rate_reachable(reported_rate, line.rate, span)
    score_ok = _score_reachable(reported_score, line.score, span, weight, rulebook)
    rate = reported_rate if rate_ok and reported_rate is not None else computed_rate
    decided = _has_no_budget(line, form.amount_unit) and _is_between(reported_score, weight)
    from_form = reported_score is not None and (bool(score_ok) or decided)
    score = reported_score if from_form else computed_score
    basis = "reported" if from_form else "computed" if computed_rate is not None else ""
    return ExecutionScore(rate, score, weight, basis, computed_rate, computed_score, rate_ok, score_ok)


def _share(ratio: Fraction, rulebook: Rulebook) -> Fraction:
    """The share of the 分值 that an execution rate earns: the rate itself, or by the intervals of the place."""
    intervals = rulebook.optional_table("execution.intervals")
    if intervals is None:
        return min(max(ratio, Fraction(0)), Fraction(1))
    return share_of(part_of(_HUNDRED, ratio, _PLACES), intervals)


def _weight(form: Form, line: FundLine, rulebook: Rulebook) -> Decimal | None:
    """The printed 分值, else the rulebook's; None where the indicators alone already make up 100 points."""
    printed = points(line.weight)
    if printed is not None:
        return printed
    weights = [points(each.weight) for each in form.indicators]
    known = sum((w for w in weights if w is not None), Decimal(0))
    if known >= rulebook.number("total.weight") or all(w is None for w in weights):
        return None
    return rulebook.number("execution.weight")


def _ratio(line: FundLine, unit: str) -> Fraction | None:
    executed, budget = exact_amount(line.executed, unit), exact_amount(line.annual_budget, unit)
    return Fraction(executed) / Fraction(budget) if executed is not None and budget else None


def _has_no_budget(line: FundLine, unit: str) -> bool:
    """全年预算数 0: no rate, and what becomes of its points a person decides."""
    return exact_amount(line.annual_budget, unit) == 0


def _is_between(score: Decimal | None, weight: Decimal | None) -> bool:
    return score is not None and weight is not None and 0 <= score <= weight


def _span(line: FundLine, unit: str, half_width: Decimal) -> Interval | None:
    """Every ratio that the printed amounts can stand for."""
    executed, budget = amount(line.executed, unit, half_width), amount(line.annual_budget, unit, half_width)
    if executed is None or budget is None or budget.low <= 0:
        return None
    return Interval(max(executed.low, Decimal(0)) / budget.high, executed.high / budget.low)


def _reaches(span: Interval, printed: Decimal, places: int) -> bool:
    """Whether some value of the interval, rounded half up to `places`, gives the printed figure."""
    half = Decimal(1).scaleb(-places) / 2
    return span.low < printed + half and span.high >= printed - half


def _rate_reachable(reported: Decimal | None, text: str, span: Interval | None) -> bool | None:
    if reported is None or span is None:
        return None
    return _reaches(
        Interval(span.low * _HUNDRED, span.high * _HUNDRED), reported, min(percent_decimals(text), _PLACES)
    )


def _score_reachable(
    reported: Decimal | None,
    text: str,
    span: Interval | None,
    weight: Decimal | None,
    rulebook: Rulebook,
) -> bool | None:
    if reported is None or span is None or weight is None:
        return None
    if rulebook.optional_table("execution.intervals") is not None:
        ends = {part_of(weight, _share(Fraction(end), rulebook), _PLACES) for end in (span.low, span.high)}
        return reported in ends
    capped = Interval(weight * min(span.low, Decimal(1)), weight * min(span.high, Decimal(1)))
    return _reaches(capped, reported, min(decimals(text), _PLACES))
