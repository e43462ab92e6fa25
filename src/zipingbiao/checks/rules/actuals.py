"""JXT 完成值: when it was done, whether it is a number at all, whether it can be compared."""

from __future__ import annotations

from collections.abc import Iterator

from zipingbiao.checks.absent import rows_of
from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.explained import is_explained
from zipingbiao.checks.finding import Finding, Severity
from zipingbiao.checks.registry import rule
from zipingbiao.form.model import FundKind, is_blank
from zipingbiao.form.money import exact_amount
from zipingbiao.form.quantity.readings import Moment, Number, Unreadable
from zipingbiao.form.quantity.words import in_words
from zipingbiao.scoring.result import Hint, State
from zipingbiao.scoring.why import HINT_WORDS


@rule("JXT008")
def date(check: Context) -> Iterator[Finding]:
    year = check.form.evaluated_year
    for row in rows_of(check):
        fault = _date_problem(check, row, year)
        if fault is not None:
            severity, expected, message = fault
            yield check.finding(
                f"{row.field}.actual",
                found=row.indicator.actual.text,
                expected=expected,
                message=f"{row.called()}{message}",
                severity=severity,
            )


def _date_problem(check: Context, row: Row, year: int | None) -> tuple[Severity, str, str] | None:
    scored, actual, shown = row.scored, row.scored.actual, row.indicator.actual.text
    if Hint.IMPOSSIBLE_DATE in scored.hints:
        return (
            Severity.WARNING,
            "存在的日期",
            f"写了不存在的日期：指标值{row.indicator.target.text}，完成值{shown}。",
        )
    if not isinstance(actual, Moment):
        return None
    deadline = scored.deadline or (scored.target if isinstance(scored.target, Moment) else None)
    if is_explained(check, row) and _may_be_explained(scored.state, actual, year):
        return None
    if scored.state is State.LATE and deadline is not None:
        return Severity.WARNING, in_words(deadline), f"应{in_words(deadline)}完成，实际{shown}，已逾期。"
    if _after(actual, year):
        return Severity.WARNING, f"{year}年内，或说明跨年原因", f"完成时间{shown}在评价年度{year}年之后。"
    if Hint.WITHIN_LENIENT_MONTH in scored.hints:
        return (
            Severity.HINT,
            "写明期限的具体日期",
            f"期限写“X月前”，完成时间{shown}在当月之内，按期与否有歧义，从宽视为按期。",
        )
    if Hint.COARSE_DATE in scored.hints and deadline is not None:
        return (
            Severity.WARNING,
            "写到月、日的完成日期",
            f"完成时间{shown}写得太粗，看不出是不是{in_words(deadline)}，从宽视为按期。",
        )
    if Hint.NO_YEAR in scored.hints:
        known = f"{year}年" if year is not None else "评价年度"
        return Severity.HINT, "写明年份", f"完成时间{shown}没有写年份，按{known}理解。"
    if year is not None and actual.last.year < year and not check.carries_over:
        return Severity.HINT, f"{year}年内，或说明", f"完成时间{shown}早于评价年度{year}年。"
    return None


def _after(actual: Moment, year: int | None) -> bool:
    return year is not None and actual.first.year > year


def _may_be_explained(state: State, actual: Moment, year: int | None) -> bool:
    """Late, or done in the year after, in which the form is filled; a day beyond that cannot have been reported."""
    if year is not None and actual.first.year > year:
        return actual.first.year == year + 1
    return state is State.LATE


@rule("JXT014")
def text_for_number(check: Context) -> Iterator[Finding]:
    for row in rows_of(check):
        asked = row.indicator.target.text
        for hint, kind, missing in (
            (Hint.DONE_FOR_NUMBER, f"与指标值{asked}同一单位的数", "没有写出数"),
            (Hint.DONE_FOR_DATE, "完成的日期", "没有写出日期"),
        ):
            if hint in row.scored.hints:
                yield check.finding(
                    f"{row.field}.actual",
                    found=row.indicator.actual.text,
                    expected=kind,
                    message=f"{row.called()}指标值是{asked}，完成值只写“{row.indicator.actual.text}”，{missing}。",
                    severity=Severity.WARNING if hint is Hint.DONE_FOR_NUMBER else Severity.HINT,
                )


#: What was special about a row that could not be judged, told in the finding.
_TOLD = (
    Hint.WAY_UNKNOWN,
    Hint.SEVERAL_FIGURES,
    Hint.BOUND_ONLY,
    Hint.ONLY_PLANNED,
    Hint.ONLY_BEGUN,
    Hint.OTHER_RANK,
    Hint.LEFT_OVER,
    Hint.LATER_DAY,
    Hint.WORDS_BESIDE,
    Hint.CONTRARY,
)


@rule("JXT015")
def actual_unreadable(check: Context) -> Iterator[Finding]:
    for row in rows_of(check):
        scored, asked = row.scored, row.indicator.target.text
        undecided = scored.state is State.UNREADABLE or (
            scored.state is State.MISSED and scored.ceiling is None and scored.reported is None
        )
        if isinstance(scored.target, Unreadable) or not undecided or is_blank(row.indicator.actual.text):
            continue
        if is_blank(asked) or {Hint.UNIT_MISMATCH, Hint.IMPOSSIBLE_DATE} & set(scored.hints):
            continue
        if _within_budget(check, row):
            continue
        verdict = "无法判断是否达到" if scored.state is State.UNREADABLE else "没有达到"
        yield check.finding(
            f"{row.field}.actual",
            found=row.indicator.actual.text,
            expected=f"能与指标值{asked}比较的完成值",
            message=f"{row.called()}的完成值“{row.indicator.actual.text}”{verdict}指标值“{asked}”{_because(row)}，规则不定分，请由人判断并填写得分。",
        )


def _because(row: Row) -> str:
    reasons = [HINT_WORDS[hint] for hint in _TOLD if hint in row.scored.hints]
    actual = row.scored.actual
    if isinstance(actual, Unreadable) and not reasons:
        reasons = [actual.why]
    return f"（{'；'.join(reasons)}）" if reasons else ""


def _within_budget(check: Context, row: Row) -> bool:
    """An amount beside 不超过预算: compared with 全年预算数."""
    actual, line = row.scored.actual, check.form.fund(FundKind.TOTAL)
    budget = exact_amount(line.annual_budget, check.form.amount_unit) if line else None
    if not isinstance(actual, Number) or not budget or "预算" not in row.indicator.target.text:
        return False
    half = check.rulebook.number("amount.half_width")
    money = actual.unit.dimension == "money" and not actual.unit.per
    return money and actual.value * actual.unit.factor / 10000 <= budget + half
