"""JXS 得分 of a row: its range, its ceiling, what was taken off it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zipingbiao.checks.absent import absent, without_scores
from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.explained import says_nothing
from zipingbiao.checks.finding import Finding, Severity
from zipingbiao.checks.registry import rule
from zipingbiao.checks.undone import UNDONE, behind
from zipingbiao.form.coverage import Block
from zipingbiao.form.model import is_blank
from zipingbiao.form.money import plain, points
from zipingbiao.form.quantity.readings import Number
from zipingbiao.rulebook.rulebook import RuleStatus
from zipingbiao.scoring.above import highest_allowed, is_above
from zipingbiao.scoring.below import why_below
from zipingbiao.scoring.result import Hint, State


@rule("JXS003")
def score_range(check: Context) -> Iterator[Finding]:
    if not check.prints("score"):
        raise without_scores(check)
    found = []
    for row in check.rows:
        score, weight = row.scored.reported, row.scored.weight
        if score is not None and _is_out_of_range(score, weight):
            found.append(_out_of_range(check, f"{row.field}.score", row.called(), score, weight))
    line = check.total_line
    if line is not None:
        score, weight = points(line[1].score), points(line[1].weight)
        if score is not None and _is_out_of_range(score, weight):
            found.append(_out_of_range(check, f"funds[{line[0]}].score", "预算执行率", score, weight))
    if not found and not check.prints("weight"):
        raise absent(check, Block.INDICATORS, "本表没有分值栏，只核对了得分不低于0分")
    yield from found


def _is_out_of_range(score: Decimal, weight: Decimal | None) -> bool:
    return score < 0 or (weight is not None and score > weight)


def _out_of_range(check: Context, field: str, called: str, score: Decimal, weight: Decimal | None) -> Finding:
    bound = "0分" if score < 0 else f"分值{plain(weight)}分" if weight is not None else ""
    relation = "低于" if score < 0 else "高于"
    return check.finding(
        field,
        found=plain(score),
        expected=f"0～{plain(weight)}" if weight is not None else "≥0",
        message=f"{called}得分{plain(score)}分，{relation}{bound}。",
    )


@rule("JXS004")
def unexplained_deduction(check: Context) -> Iterator[Finding]:
    if not check.prints("score") and not check.prints("weight"):
        raise without_scores(check)
    if not check.prints_notes:
        raise absent(check, Block.INDICATORS, "本表没有偏差原因分析栏")
    for row in check.rows:
        if row.is_marked_down and is_blank(row.note):
            yield check.finding(
                f"{row.field}.note",
                found="（空）",
                expected="扣分的原因和改进措施",
                message=_unexplained(check, row),
            )


def _unexplained(check: Context, row: Row) -> str:
    """What was taken off, and why, where nobody typed the score and the rule gives it."""
    scored, zero = row.scored, Decimal(0)
    weight, score = scored.weight or zero, scored.score or zero
    lost = f"扣{plain(weight - score)}分没有说明。"
    if scored.reported is None and scored.ceiling is not None and scored.ceiling < weight:
        why = f"{why_below(scored, check.rulebook)}最高得{plain(scored.ceiling)}分"
        return f"{row.called()}分值{plain(weight)}分，得分没有填，按规则算：{why}；{lost}"
    return f"{row.called()}分值{plain(weight)}分，得{plain(score)}分，{lost}"


@rule("JXS005")
def score_above_rule(check: Context) -> Iterator[Finding]:
    if not check.prints("score"):
        raise without_scores(check)
    for row in check.rows:
        yield from _full_though_undone(check, row)
        yield from _above_its_ceiling(check, row)


def _above_its_ceiling(check: Context, row: Row) -> Iterator[Finding]:
    """By whatever method the row has its ceiling; within a band a person decides, which is JXS008."""
    scored, own = row.scored, row.indicator
    ceiling, reported = scored.ceiling, scored.reported
    allowed = highest_allowed(scored, own.score)
    if ceiling is None or reported is None or allowed is None:
        return
    if not is_above(scored, own.score, check.rulebook):
        return
    sure = reported > allowed and not _assumed(check, row)
    yield check.finding(
        f"{row.field}.score",
        found=plain(reported),
        expected=f"不高于{plain(ceiling)}",
        message=f"{row.called()}指标值{own.target.text}，完成值{own.actual.text}，{why_below(scored, check.rulebook)}最高得{plain(ceiling)}分，填报{plain(reported)}分。",
        advice=""
        if scored.state is State.MISSED
        else f"改低到{plain(ceiling)}分以内；如完成值填错，改完成值。",
        severity=Severity.ERROR if sure else Severity.WARNING,
    )


def _full_though_undone(check: Context, row: Row) -> Iterator[Finding]:
    """Full points where a number or a date is asked for, and the row says itself that it was not done, only in part, or
    late. Not done is an error; late only where a document says that lateness costs points, which the national rules do not.
    """
    scored = row.scored
    told = behind(scored)
    if not told or not scored.weight or scored.reported != scored.weight:
        return
    undone = told == UNDONE
    yield check.finding(
        f"{row.field}.score",
        found=plain(scored.reported),
        expected=f"低于{plain(scored.weight)}",
        message=f"{row.called()}完成值{row.indicator.actual.text}，{told}，填报满分{plain(scored.weight)}分。",
        advice="按本单位的规定扣分；如完成值填错，改完成值。",
        severity=Severity.ERROR
        if undone or (scored.state is State.LATE and not _assumed(check, row))
        else Severity.WARNING,
    )


def _assumed(check: Context, row: Row) -> bool:
    """Whether the ceiling rests on a rule that no document gives."""
    rule = check.rulebook.parameters.get(row.scored.rule)
    return Hint.BARE_TARGET in row.scored.hints or rule is None or rule.status is RuleStatus.ASSUMED


@rule("JXS007")
def heavy_row(check: Context) -> Iterator[Finding]:
    if not check.prints("weight"):
        raise absent(check, Block.INDICATORS, "本表没有分值栏")
    limit = check.rulebook.number("check.heavy_row")
    for row in check.rows:
        if row.scored.weight is not None and row.scored.weight >= limit:
            yield check.finding(
                f"{row.field}.weight",
                found=plain(row.scored.weight),
                expected=f"低于{plain(limit)}",
                message=f"{row.called()}一项占{plain(row.scored.weight)}分，一项得失决定全表。",
            )


@rule("JXS009")
def proportional_though_met(check: Context) -> Iterator[Finding]:
    if not check.prints("score"):
        raise without_scores(check)
    tolerance = check.rulebook.number("total.tolerance")
    for row in check.rows:
        scored, actual = row.scored, row.scored.actual
        if (
            not scored.met
            or scored.weight is None
            or scored.reported is None
            or not isinstance(actual, Number)
        ):
            continue
        if (
            actual.unit.dimension != "ratio"
            or scored.reported >= scored.weight
            or not says_nothing(check, row.note)
        ):
            continue  # a note says why points were given up, whatever the amount
        share = actual.value * actual.unit.factor
        if share < 1 and abs(scored.weight * share - scored.reported) <= tolerance:
            yield check.finding(
                f"{row.field}.score",
                found=plain(scored.reported),
                expected=plain(scored.weight),
                message=f"{row.called()}已达到指标值{row.indicator.target.text}，应得{plain(scored.weight)}分；填报的{plain(scored.reported)}分是分值乘以完成值{row.indicator.actual.text}得来的。",
            )
