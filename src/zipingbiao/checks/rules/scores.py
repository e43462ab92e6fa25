"""JXS 得分: sums, ranges, deductions, grade."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zipingbiao.checks.absent import absent, without_scores
from zipingbiao.checks.context import Context, Row, weights_of
from zipingbiao.checks.explained import says_nothing
from zipingbiao.checks.finding import Finding, Severity
from zipingbiao.checks.registry import Skip, rule
from zipingbiao.form.coverage import Block
from zipingbiao.form.model import is_blank
from zipingbiao.form.money import decimals, plain, points, round_half_up
from zipingbiao.form.quantity.readings import Number
from zipingbiao.rulebook.rulebook import RuleStatus
from zipingbiao.scoring.result import Hint, State
from zipingbiao.scoring.score import grade_of

_HUNDRED = Decimal(100)


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
    total = sum((score for score in scores if score is not None), Decimal(0)) + execution
    if abs(total - printed) > check.rulebook.number("total.tolerance"):
        yield check.finding(
            "total.score",
            found=plain(printed),
            expected=plain(total),
            message=f"总分印为{plain(printed)}分，各项得分之和为{plain(total)}分（含执行率{plain(execution)}分），相差{plain(abs(total - printed))}分。",
        )


def _execution_points(check: Context) -> Decimal:
    """What 预算执行率 adds to the total: the printed points, else those it earns; nothing where it is not scored."""
    line, execution = check.total_line, check.scored.execution
    printed = points(line[1].score) if line else None
    earned = execution.score if printed is None else printed
    if earned is None and execution.weight is not None:
        raise Skip("预算执行率没有得分，无法核对总分")
    return Decimal(0) if earned is None else earned


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
            lost = (row.scored.weight or 0) - (row.scored.score or 0)
            yield check.finding(
                f"{row.field}.note",
                found="（空）",
                expected="扣分的原因和改进措施",
                message=f"{row.called()}分值{plain(row.scored.weight or _HUNDRED)}分，得{plain(row.scored.score or Decimal(0))}分，扣{plain(Decimal(lost))}分没有说明。",
            )


@rule("JXS005")
def score_above_rule(check: Context) -> Iterator[Finding]:
    if not check.prints("score"):
        raise without_scores(check)
    for row in check.rows:
        scored = row.scored
        yield from _full_though_late(check, row)
        if scored.state is not State.MISSED or scored.ceiling is None or scored.reported is None:
            continue
        if Hint.UNIT_SLIP in scored.hints:
            continue
        allowed = max(scored.ceiling, round_half_up(scored.ceiling, decimals(row.indicator.score)))
        full = scored.reported == scored.weight
        if scored.reported <= allowed + check.rulebook.number("check.score_tolerance") and not full:
            continue
        sure = scored.reported > allowed and not _assumed(check, row)
        yield check.finding(
            f"{row.field}.score",
            found=plain(scored.reported),
            expected=f"不高于{plain(scored.ceiling)}",
            message=f"{row.called()}指标值{row.indicator.target.text}，完成值{row.indicator.actual.text}，未达到指标值，按完成比例最高得{plain(scored.ceiling)}分，填报{plain(scored.reported)}分。",
            severity=Severity.ERROR if sure else Severity.WARNING,
        )


def _full_though_late(check: Context, row: Row) -> Iterator[Finding]:
    """Full points on a row that says itself it was late or not done. Not done is an error; late only where a document says
    that lateness costs points, which the national rules do not.
    """
    scored = row.scored
    undone = scored.state is State.MISSED and scored.ceiling is None
    if not (undone or scored.state is State.LATE) or not scored.weight or scored.reported != scored.weight:
        return
    yield check.finding(
        f"{row.field}.score",
        found=plain(scored.reported),
        expected=f"低于{plain(scored.weight)}",
        message=f"{row.called()}完成值{row.indicator.actual.text}，{'没有完成' if undone else '已逾期'}，填报满分{plain(scored.weight)}分。",
        advice="按本单位的规定扣分；如完成值填错，改完成值。",
        severity=Severity.ERROR if undone or not _assumed(check, row) else Severity.WARNING,
    )


def _assumed(check: Context, row: Row) -> bool:
    """Whether the ceiling rests on a rule that no document gives."""
    rule = check.rulebook.parameters.get(row.scored.rule)
    return Hint.BARE_TARGET in row.scored.hints or rule is None or rule.status is RuleStatus.ASSUMED


@rule("JXS006")
def grade(check: Context) -> Iterator[Finding]:
    printed = check.form.total.grade.strip()
    if is_blank(printed):
        raise absent(check, Block.TOTAL, "本表没有印等级")
    total = points(check.form.total.score)
    total = check.scored.total if total is None else total
    wanted = grade_of(total, check.rulebook)
    if wanted is None or total is None:
        raise Skip("没有总分，无法核对等级")
    grades = [str(name) for name, _ in check.rulebook.table("grades")]
    named = [name for name in grades if name in printed]
    if len(named) != 1:
        yield check.finding(
            "total.grade",
            found=printed,
            expected=wanted,
            message=f"等级印为“{printed}”，看不出是{'、'.join(grades)}中的哪一个，没有核对；总分{plain(total)}分应为“{wanted}”。",
            advice="按总分改等级；本地另有等级名称的，写进规则文件的 grades，或写明理由后豁免本条。",
        )
    elif named[0] != wanted:
        yield check.finding(
            "total.grade",
            found=printed,
            expected=wanted,
            message=f"总分{plain(total)}分，等级应为“{wanted}”，印为“{printed}”。",
        )


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
