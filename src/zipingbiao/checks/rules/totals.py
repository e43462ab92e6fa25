"""JXS 得分: what the points of a form add up to, what the place lowers of it, and the grade."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zipingbiao.checks.absent import absent
from zipingbiao.checks.context import Context, weights_of
from zipingbiao.checks.finding import Finding, Severity
from zipingbiao.checks.registry import Skip, rule
from zipingbiao.form.coverage import Block
from zipingbiao.form.model import is_blank
from zipingbiao.form.money import plain, points
from zipingbiao.scoring.lowered import allowed, is_assumed, why_lowered
from zipingbiao.scoring.score import grade_of


@rule("JXS001")
def weights_sum(check: Context) -> Iterator[Finding]:
    if not check.prints("weight"):
        raise absent(check, Block.INDICATORS, "本表没有分值栏")
    line = check.total_line
    execution = points(line[1].weight) if line else None
    rows = sum(weights_of(check.rows), Decimal(0))
    wanted = check.rulebook.number("total.weight")
    if execution is None and rows != wanted and (line is None or is_blank(line[1].weight)):
        raise Skip("资金行没有印分值，无法核对分值合计")
    total = rows + (execution or 0)
    if not check.form.reports and rows == wanted - check.rulebook.number("execution.weight"):
        return  # the points of the execution are added with the 自评表
    printed = points(check.form.total.weight)
    field = "total.weight" if not is_blank(check.form.total.weight) else "indicators"
    if total != wanted:
        yield check.finding(
            field,
            found=plain(total),
            expected=plain(wanted),
            message=f"分值合计为{plain(total)}分（指标{plain(rows)}分，执行率{plain(execution or Decimal(0))}分），应为{plain(wanted)}分，相差{plain(abs(total - wanted))}分。",
        )
    elif printed is not None and printed != total:
        yield check.finding(
            field,
            found=plain(printed),
            expected=plain(total),
            message=f"总分行的分值印为{plain(printed)}分，各行分值之和为{plain(total)}分。",
        )


@rule("JXS002")
def total_sum(check: Context) -> Iterator[Finding]:
    printed = points(check.form.total.score)
    if printed is None:
        raise absent(check, Block.TOTAL, "本表没有填写总分")
    scores = [
        row.scored.reported
        for row in check.rows
        if "score" not in row.indicator.merged and row.i not in check.parts
    ]
    if not scores or any(score is None for score in scores):
        raise Skip("有指标没有填写得分，无法核对总分")
    execution = _execution_points(check)
    added = sum((score for score in scores if score is not None), Decimal(0)) + execution
    total = check.scored.lowered(added)
    if abs(total - printed) <= check.rulebook.number("total.tolerance"):
        return
    told = f"总分印为{plain(printed)}分，各项得分之和为{plain(added)}分（含执行率{plain(execution)}分）"
    if total == added:
        yield check.finding(
            "total.score",
            found=plain(printed),
            expected=plain(total),
            message=f"{told}，相差{plain(abs(total - printed))}分。",
        )
        return
    only_added = abs(added - printed) <= check.rulebook.number("total.tolerance")
    yield check.finding(
        "total.score",
        found=plain(printed),
        expected=plain(total),
        message=f"{told}；{why_lowered(check.scored, added)}，总分应为{plain(total)}分，相差{plain(abs(total - printed))}分。",
        advice=f"各项得分没有错的，把总分改成{plain(total)}分，等级跟着改。",
        severity=Severity.WARNING if only_added and is_assumed(check.scored, added) else None,
    )


def _execution_points(check: Context) -> Decimal:
    """What 预算执行率 adds to the total: the printed points, else those it earns; nothing where it is not scored."""
    line, execution = check.total_line, check.scored.execution
    printed = points(line[1].score) if line else None
    earned = execution.score if printed is None else printed
    if earned is None and execution.weight is not None:
        raise Skip("预算执行率没有得分，无法核对总分")
    return Decimal(0) if earned is None else earned


@rule("JXS006")
def grade(check: Context) -> Iterator[Finding]:
    printed = check.form.total.grade.strip()
    if is_blank(printed):
        raise absent(check, Block.TOTAL, "本表没有印等级")
    typed = points(check.form.total.score)
    total = _that_stands(check, typed)
    wanted = grade_of(total, check.rulebook)
    if wanted is None or total is None:
        raise Skip("没有总分，无法核对等级")
    grades = [str(name) for name, _ in check.rulebook.table("grades")]
    told = [name for name in grades if name in printed]
    if len(told) != 1:
        yield _untold(check, grades, printed, wanted, total)
        return
    (named,) = told
    if named == wanted:
        return
    added = check.scored.added
    claimed = added if typed is None else typed
    why = why_lowered(check.scored, added) if total != claimed else ""
    assumed = named == grade_of(claimed, check.rulebook) and is_assumed(check.scored, added)
    yield check.finding(
        "total.grade",
        found=printed,
        expected=wanted,
        message=f"{why}{'，' if why else ''}总分{plain(total)}分，等级应为“{wanted}”，印为“{printed}”。",
        severity=Severity.WARNING if assumed else None,
    )


def _untold(check: Context, grades: list[str], printed: str, wanted: str, total: Decimal) -> Finding:
    """A级, 优良: which grade that is, nobody can tell."""
    return check.finding(
        "total.grade",
        found=printed,
        expected=wanted,
        message=f"等级印为“{printed}”，看不出是{'、'.join(grades)}中的哪一个，没有核对；总分{plain(total)}分应为“{wanted}”。",
        advice="按总分改等级；本地另有等级名称的，写进规则文件的 grades，或写明理由后豁免本条。",
    )


def _that_stands(check: Context, typed: Decimal | None) -> Decimal | None:
    """The total that a grade is held against: the typed one, but no more than the place leaves of it."""
    highest = allowed(check.scored)
    if typed is None:
        return check.scored.total
    return typed if highest is None else min(typed, highest)
