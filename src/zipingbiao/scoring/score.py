"""Scoring a form: each indicator row, the execution row, totals and grade."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from zipingbiao.form.model import Form, FundKind, Indicator, is_blank
from zipingbiao.form.money import exact_amount, part_of, points
from zipingbiao.form.quantity.answer.actual import ActualReading, read_actual
from zipingbiao.form.quantity.asides import without_asides, without_lead_in
from zipingbiao.form.quantity.lexicon import Lexicon, lexicon
from zipingbiao.form.quantity.readings import Reading, YesNo
from zipingbiao.form.quantity.targets import read_deadline, read_target
from zipingbiao.form.quantity.text import normalise
from zipingbiao.form.unscored import is_unused, parts
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.convert import Money
from zipingbiao.scoring.execution import score_execution
from zipingbiao.scoring.judge import Row, judge, way_of
from zipingbiao.scoring.judgement import Judgement
from zipingbiao.scoring.options import adjusted, of_total, over_completed
from zipingbiao.scoring.result import ExecutionScore, Hint, RowScore, ScoredForm
from zipingbiao.scoring.trend import along

_ZERO = Decimal(0)
#: Scores have two decimals: the highest one below a bound is a hundredth less.
_CENT = Decimal(1).scaleb(-2)
_LEVEL_WORDS = ("达成", "部分达成", "未达成")
NO_MONEY = Money()


def score_form(form: Form, rulebook: Rulebook) -> ScoredForm:
    """All scores of a form. Numbers that cannot be had are None, and make the total None."""
    money = money_of(form)
    year = form.evaluated_year
    rows = tuple(
        score_row(indicator, n, rulebook=rulebook, year=year, money=money, shared=_is_shared(form, n))
        for n, indicator in enumerate(form.indicators, 1)
    )
    execution = score_execution(form, rulebook)
    unscored = _unscored(form, rulebook)
    added = _total(form, rows, execution, unscored)
    scored = ScoredForm(
        form=form,
        rulebook=rulebook,
        execution=execution,
        rows=rows,
        weights=_weights(form, rows, execution, unscored),
        total=added,
        reported_total=points(form.total.score),
        grade=grade_of(added, rulebook),
        adjustments=of_total(form, execution.rate, rulebook),
        added=added,
    )
    if added is None or not scored.adjustments:
        return scored
    total = scored.lowered(added)
    return replace(scored, total=total, grade=grade_of(total, rulebook))


def score_row(
    indicator: Indicator,
    n: int,
    *,
    rulebook: Rulebook,
    year: int | None = None,
    money: Money = NO_MONEY,
    shared: bool = False,
) -> RowScore:
    """One indicator row. `shared`: its 分值 is a merged cell that covers further rows, so the row has no ceiling."""
    asked = without_asides(indicator.target, year)
    told = without_lead_in(without_asides(indicator.actual, year))
    if asked is not indicator.target or told is not indicator.actual:
        indicator = replace(indicator, target=asked, actual=told)
    levels = indicator.level1 + indicator.level2
    words = words_of(rulebook)
    target = read_target(indicator.target, year=year, words=words)
    deadline = read_deadline(indicator.level3, year) if isinstance(target, YesNo) and target.yes else None
    name = normalise(indicator.level3)
    answer = _answer(indicator, target, year, words, dated=deadline is not None)
    way = way_of(target, levels, name, words)
    row = Row(target, indicator.target.text, indicator.actual.text, levels, name, deadline, way, year)
    judged = adjusted(judge(row, answer, words, money, rulebook), indicator, answer.reading, rulebook)
    weight, reported = points(indicator.weight), points(indicator.score)
    beyond = over_completed(judged.state, judged.completion, rulebook)
    ceiling = None if shared else _ceiling(weight, judged, beyond)
    typed = points(indicator.deduction)
    unclear = not is_blank(indicator.deduction) and (typed is None or typed < 0)
    undecided = reported is None and (unclear or (judged.below and typed is None))
    score = None if undecided else _score(reported, ceiling, weight, typed)
    deduction = max(ceiling - score, _ZERO) if ceiling is not None and score is not None else None
    hints = judged.hints + ((Hint.ACTUAL_HAS_COMPARATOR,) if answer.claims else ())
    return RowScore(
        n=n,
        target=target,
        actual=answer.reading,
        state=judged.state,
        weight=weight,
        ceiling=ceiling,
        deduction=deduction,
        score=score,
        reported=reported,
        completion=judged.completion,
        rule="over_completion.deduction" if beyond else judged.rule,
        deadline=deadline,
        hints=hints,
        way=way,
        in_band=judged.below,
        unclear_deduction=unclear,
    )


def _answer(
    indicator: Indicator, target: Reading, year: int | None, words: Lexicon, *, dated: bool
) -> ActualReading:
    """What 实际完成值 says to its target. `dated`: the row has a deadline beside its 是."""
    name = normalise(indicator.level3)
    answer = read_actual(
        indicator.actual,
        target,
        year=year,
        dated=dated,
        words=words,
        name=name,
        asked=indicator.target.text,
    )
    return along(target, answer, name, words)


def _ceiling(weight: Decimal | None, judged: Judgement, beyond: Decimal) -> Decimal | None:
    """The most the rule allows of a weight; None where the row was not judged or has no 分值. `beyond`: points off for what was done too much."""
    if judged.share is None or weight is None or weight < 0:
        return None
    ceiling = part_of(weight, judged.share)
    if not judged.full and judged.share < 1 and ceiling >= weight > 0:
        ceiling = weight - _CENT  # 98.996% beside ≥99% is missed, and no rounding makes it whole
    return max(ceiling - (_CENT if judged.below else _ZERO) - beyond, _ZERO)


def _score(
    reported: Decimal | None, ceiling: Decimal | None, weight: Decimal | None, deduction: Decimal | None
) -> Decimal | None:
    """The reported score within 0…分值, else the ceiling less 自行扣分."""
    if reported is not None:
        return (
            min(max(reported, _ZERO), weight) if weight is not None and weight >= 0 else max(reported, _ZERO)
        )
    if ceiling is None:
        return None
    return max(ceiling - (deduction or _ZERO), _ZERO)


@lru_cache(maxsize=64)
def words_of(rulebook: Rulebook) -> Lexicon:
    """The lexicon of the package with the rulebook's own words."""
    extra = tuple((level, rulebook.words[level]) for level in _LEVEL_WORDS if level in rulebook.words)
    return lexicon(extra)


def money_of(form: Form) -> Money:
    """The 年度资金总额 row in 万元."""
    line = form.fund(FundKind.TOTAL)
    if line is None:
        return Money(unit=form.amount_unit)
    return Money(
        exact_amount(line.annual_budget, form.amount_unit),
        exact_amount(line.executed, form.amount_unit),
        form.amount_unit,
    )


def grade_of(total: Decimal | None, rulebook: Rulebook) -> str | None:
    """优 / 良 / 中 / 差 by the rulebook's bands."""
    if total is None:
        return None
    return next((str(name) for name, least in rulebook.table("grades") if total >= least), None)


def _is_shared(form: Form, n: int) -> bool:
    """Whether the 分值 of row `n` (from 1) is a merged cell over further rows."""
    return n < len(form.indicators) and "weight" in form.indicators[n].merged


def _covered(form: Form, n: int) -> bool:
    """Whether the score of row `n` (from 1) stands in a merged cell above."""
    return "score" in form.indicators[n - 1].merged


def _unscored(form: Form, rulebook: Rulebook) -> frozenset[int]:
    """The rows (from 0) that no sum asks for."""
    unused = {i for i, row in enumerate(form.indicators) if is_unused(row)}
    return parts(form, rulebook.number("total.weight")) | unused


def _total(
    form: Form, rows: tuple[RowScore, ...], execution: ExecutionScore, unscored: frozenset[int]
) -> Decimal | None:
    if not rows:
        return None
    total = _ZERO
    for row in rows:
        if row.score is not None:
            total += row.score
        elif not _covered(form, row.n) and row.n - 1 not in unscored:
            return None
    if execution.weight is None:
        return total
    return None if execution.score is None else total + execution.score


def _weights(
    form: Form, rows: tuple[RowScore, ...], execution: ExecutionScore, unscored: frozenset[int]
) -> Decimal | None:
    known = [
        row.weight
        for i, row in enumerate(rows)
        if "weight" not in form.indicators[i].merged and i not in unscored
    ]
    if not known or any(weight is None for weight in known):
        return None
    return sum((weight for weight in known if weight is not None), execution.weight or _ZERO)
