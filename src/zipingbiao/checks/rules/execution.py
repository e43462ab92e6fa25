"""JXB 预算执行率 as points: scored once, beside the scores of the indicators, where there is no budget, and where more was spent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from zipingbiao.checks.absent import absent, total_line
from zipingbiao.checks.context import Context
from zipingbiao.checks.execution_names import execution_name
from zipingbiao.checks.finding import Finding
from zipingbiao.checks.registry import Skip, rule
from zipingbiao.checks.slipped import as_slipped
from zipingbiao.form.coverage import Block
from zipingbiao.form.model import is_blank
from zipingbiao.form.money import exact_amount, part_of, plain, points, round_half_up
from zipingbiao.scoring.money_slip import MoneySlip, money_slip

_HUNDRED = Decimal(100)


@rule("JXB010")
def execution_scored_twice(check: Context) -> Iterator[Finding]:
    i, line = total_line(check)
    if is_blank(line.weight) and is_blank(line.score):
        raise absent(check, Block.FUNDS, "本表的执行率不单独计分")
    for row in check.rows:
        word = execution_name(check, row) if row.scored.weight else ""
        if word and row.scored.weight:
            named = "level3" if row.indicator.level3 else "level2"
            yield check.finding(
                f"{row.field}.{named}",
                found=row.text(named),
                expected="执行率只在资金栏计分",
                message=f"{row.called()}就是“{word}”，分值{plain(row.scored.weight)}分；资金栏的执行率已经计分，同一件事计了两次。",
                related=(f"funds[{i}].score",),
            )


@rule("JXB011")
def score_rate_gap(check: Context) -> Iterator[Finding]:
    i, _ = total_line(check)
    limit = check.rulebook.optional_number("check.score_rate_gap")
    if limit is None:
        raise Skip("所用的规则没有设这个预警")
    execution = check.scored.execution
    if execution.score is None or not execution.weight:
        raise absent(check, Block.FUNDS, "没有执行率得分")
    earned, paid = _share_of_rows(check), Fraction(execution.score) / Fraction(execution.weight)
    if not earned or (earned - paid) / earned * 100 <= limit or check.facts.told.payment:
        return
    gap, rows, money = (
        plain(part_of(_HUNDRED, share, 2)) for share in ((earned - paid) / earned, earned, paid)
    )
    yield check.finding(
        f"funds[{i}].score",
        found=f"相差{gap}%",
        expected=f"相差不超过{plain(limit)}%，或说明原因",
        message=f"指标得分率{rows}%，执行率得分率{money}%，相差占指标得分率的{gap}%，超过{plain(limit)}%，没有说明原因。",
        related=tuple(f"{row.field}.score" for row in check.rows),
    )


def _share_of_rows(check: Context) -> Fraction:
    """Σ得分 ÷ Σ分值 of the indicators; a row nobody scored leaves it open."""
    counted = [row for row in check.rows if row.i not in check.parts and "score" not in row.indicator.merged]
    scores = [row.scored.score for row in counted]
    weights = [row.scored.weight for row in counted]
    if any(score is None for score in scores) or any(weight is None for weight in weights):
        raise Skip("有指标没有得分或分值，无法比较")
    whole = sum(Fraction(weight) for weight in weights if weight is not None)
    if not whole:
        raise Skip("指标没有分值，无法比较")
    return sum((Fraction(score) for score in scores if score is not None), Fraction(0)) / whole


@rule("JXB012")
def no_budget(check: Context) -> Iterator[Finding]:
    i, line = total_line(check)
    weight = check.scored.execution.weight
    if weight is None:
        raise absent(check, Block.FUNDS, "本表的执行率不单独计分")
    budget = exact_amount(line.annual_budget, check.form.amount_unit)
    if budget is None:
        raise absent(check, Block.FUNDS, "没有填写全年预算数，或不是数")
    printed = points(line.score)
    if budget != 0 or (printed is not None and check.facts.told.noted):
        return
    told = (
        "没有填写得分，总分算不出" if printed is None else f"填报{plain(printed)}分，没有在资金说明里写明理由"
    )
    yield check.finding(
        f"funds[{i}].annual_budget",
        found=line.annual_budget,
        expected="大于0的预算数；确实没有预算的，填写执行率得分并说明",
        message=f"全年预算数为{line.annual_budget}，算不出执行率；执行率的{plain(weight)}分由人定，{told}。",
        related=(f"funds[{i}].score",),
    )


@rule("JXB003")
def over_execution(check: Context) -> Iterator[Finding]:
    total_line(check)
    told, slips = False, list[MoneySlip]()
    for i, line in enumerate(check.form.funds):
        executed, budget = check.amount(line.executed), check.amount(line.annual_budget)
        if executed is None or budget is None or executed.low <= budget.high:
            continue
        over = round_half_up(executed.middle - budget.middle, 2)
        if (slip := money_slip(line, check.form.amount_unit, check.rulebook)) is not None:
            slips.append(slip)
            continue
        told = True
        yield check.finding(
            f"funds[{i}].executed",
            found=line.executed,
            expected=f"不超过{line.annual_budget}",
            message=f"{line.kind}全年执行数{line.executed}大于全年预算数{line.annual_budget}，超出{plain(over)}万元。",
        )
    if slips and not told:
        raise as_slipped(slips)
