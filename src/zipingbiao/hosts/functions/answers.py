"""The answers of the cell functions, one implementation for Excel, LibreOffice and scripts.

Arguments are what a host's cell holds: a text, a number, a truth value, a date, or nothing. Results are a
:class:`Decimal`, a text, or :class:`CellError`, which the host turns into its own error value; never 0 and never
a text for a score that cannot be had. An answer gets its name in a cell, and its help, in `table.py`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from zipingbiao.form.model import Form, FundLine, Indicator
from zipingbiao.form.money import exact_amount, plain, points, round_half_up
from zipingbiao.hosts.functions.values import (
    OMITTED,
    Argument,
    CellError,
    Result,
    entry_of,
    indicator_of,
    text_of,
)
from zipingbiao.rulebook.load import DEFAULT, load
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.execution import score_execution
from zipingbiao.scoring.result import RowScore
from zipingbiao.scoring.score import grade_of, score_row
from zipingbiao.settings import load_settings

if TYPE_CHECKING:
    from zipingbiao.narrative.narrator import Narrator

#: What scripts may import from `zipingbiao.hosts.functions`.
__all__ = [
    "perf_check",
    "perf_grade",
    "perf_note",
    "perf_rate",
    "perf_rate_score",
    "perf_score",
    "perf_state",
    "perf_why",
]


def _indicator(path: Argument, target: Argument, actual: Argument, weight: Argument) -> Indicator:
    """The row that stands in the cells a function names."""
    return Indicator(*indicator_of(path), entry_of(target), entry_of(actual), text_of(weight))


def _row(
    target: Argument,
    actual: Argument,
    weight: Argument,
    deduction: Argument,
    indicator: Argument,
    rulebook: Rulebook,
) -> tuple[Indicator, RowScore]:
    row = replace(_indicator(indicator, target, actual, weight), deduction=text_of(deduction))
    return row, score_row(row, 1, rulebook=rulebook, year=_year_of(rulebook))


def _year_of(rulebook: Rulebook) -> int | None:
    """评价年度, where the workbook names one."""
    return None if rulebook.on == date.max else rulebook.on.year


def perf_score(
    target: Argument,
    actual: Argument,
    weight: Argument,
    deduction: Argument = None,
    indicator: Argument = None,
    *,
    rulebook: Rulebook | None = None,
) -> Result:
    """得分 = 规则得分上限 − 自行扣分."""
    _, scored = _row(target, actual, weight, deduction, indicator, rulebook or load(DEFAULT))
    if scored.score is not None:
        return scored.score
    return CellError(why="自行扣分不是不小于0的数" if scored.unclear_deduction else scored.state.value)


def perf_state(
    target: Argument, actual: Argument, indicator: Argument = None, *, rulebook: Rulebook | None = None
) -> Result:
    """完成情况 in one word."""
    _, scored = _row(target, actual, None, None, indicator, rulebook or load(DEFAULT))
    return scored.state.value


def _execution(
    executed: Argument, annual_budget: Argument, weight: Argument, rulebook: Rulebook
) -> tuple[Decimal | None, Decimal | None]:
    line = FundLine(
        "年度资金总额",
        "",
        text_of(annual_budget),
        text_of(executed),
        text_of(weight) or plain(rulebook.number("execution.weight")),
    )
    execution = score_execution(Form(funds=(line,)), rulebook)
    return execution.computed_rate, execution.computed_score


def perf_rate(executed: Argument, annual_budget: Argument, *, rulebook: Rulebook | None = None) -> Result:
    """执行率 as a fraction, rounded half up to 0.01 %."""
    rate, _ = _execution(executed, annual_budget, None, rulebook or load(DEFAULT))
    return _without_rate(annual_budget) if rate is None else round_half_up(rate / 100, 4)


def perf_rate_score(
    executed: Argument, annual_budget: Argument, weight: Argument = None, *, rulebook: Rulebook | None = None
) -> Result:
    """执行率得分, at most the 分值."""
    _, score = _execution(executed, annual_budget, weight, rulebook or load(DEFAULT))
    return _without_rate(annual_budget) if score is None else score


def _without_rate(annual_budget: Argument) -> CellError:
    if exact_amount(text_of(annual_budget), "万元") == 0:
        return CellError(why="全年预算数为0，没有执行率；这几分由人定（见JXB012）")
    return CellError(why="全年预算数、全年执行数或分值不是数")


def perf_check(
    target: Argument,
    actual: Argument,
    weight: Argument,
    score: Argument,
    note: Argument = OMITTED,
    indicator: Argument = None,
    *,
    rulebook: Rulebook | None = None,
) -> Result:
    """The findings on one row, one a line: `JXT004 单位不一致……`; "" where there is none.

    An empty `note` is a deduction nobody explained (JXS004); where none was handed over, that is not asked.
    """
    from zipingbiao.checks.rows import check_row  # the first score of a workbook need not wait for the rules

    rules = rulebook or load(DEFAULT)
    row = replace(_indicator(indicator, target, actual, weight), score=text_of(score), note=text_of(note))
    untold = ("evidence", "note") if note is OMITTED else ("evidence",)
    findings = check_row(row, rules, _year_of(rules), untold)
    return "\n".join(f"{finding.code} {finding.message}" for finding in findings)


def perf_note(
    indicator: Argument,
    target: Argument,
    actual: Argument,
    weight: Argument,
    score: Argument,
    reason: Argument = None,
    detail: Argument = None,
    *,
    rulebook: Rulebook | None = None,
) -> Result:
    """偏差原因分析及改进措施 for one row, "" where none is needed."""
    # Its templates take as long to load as all other functions together.
    from zipingbiao.narrative.narrate import note_for

    rules = rulebook or load(DEFAULT)
    row = replace(
        _indicator(indicator, target, actual, weight),
        score=text_of(score), reason=text_of(reason), detail=text_of(detail),
    )  # fmt: skip
    scored = score_row(row, 1, rulebook=rules, year=_year_of(rules))
    note = note_for(row, scored, rules, _narrator())
    return note.text if note.required else ""


@lru_cache(maxsize=1)
def _narrator() -> Narrator:
    from zipingbiao.narrative.narrator import Narrator

    return Narrator.load(directories=load_settings().own_templates)


def perf_why(
    target: Argument,
    actual: Argument,
    weight: Argument,
    deduction: Argument = None,
    indicator: Argument = None,
    *,
    rulebook: Rulebook | None = None,
) -> Result:
    """The computation in words, with the rule's source and status."""
    from zipingbiao.scoring.why import why_row

    rules = rulebook or load(DEFAULT)
    row, scored = _row(target, actual, weight, deduction, indicator, rules)
    return "\n".join(why_row(scored, row, rules).lines())


def perf_grade(total: Argument, *, rulebook: Rulebook | None = None) -> Result:
    """优 / 良 / 中 / 差."""

    reached = points(text_of(total))
    grade = grade_of(reached, rulebook or load(DEFAULT))
    return CellError(why="总分不是数") if grade is None else grade
