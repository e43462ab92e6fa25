"""JXB009: what stands in the cells of 项目资金 has to be a number in the unit of the heading."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zipingbiao.checks.absent import absent
from zipingbiao.checks.context import Context
from zipingbiao.checks.finding import Finding, Severity
from zipingbiao.checks.registry import rule
from zipingbiao.checks.slipped import rate_then
from zipingbiao.form.coverage import Block
from zipingbiao.form.model import FundKind, FundLine, is_blank
from zipingbiao.form.money import YUAN_PER_WAN, compact, exact_amount, number, percent, plain, points
from zipingbiao.form.shortened import shortened
from zipingbiao.scoring.money_slip import money_slip, other_unit

_AMOUNTS = {"initial_budget": "年初预算数", "annual_budget": "全年预算数", "executed": "全年执行数"}
_LONGEST = 24
#: What stands beside the amounts has no unit of money.
_NO_AMOUNT = {"rate": "写成百分数，如98.00%。", "score": "只写数字。"}


@rule("JXB009")
def amount_format(check: Context) -> Iterator[Finding]:
    if not check.form.funds:
        raise absent(check, Block.FUNDS, "本表没有项目资金栏")
    for i, line in enumerate(check.form.funds):
        for field, label in _AMOUNTS.items():
            text = getattr(line, field)
            if not is_blank(text) and number(text) is None:
                called = _called(line, label)
                yield _no_number(check, f"funds[{i}].{field}", text, called, counts=_counts(line, field))
            elif _is_text(check, text):
                yield _as_text(check, f"funds[{i}].{field}", text, _called(line, label))
            if (exact_amount(text, check.form.amount_unit) or 0) < 0:
                yield _negative(check, f"funds[{i}].{field}", text, _called(line, label))
        for field, label, read in (
            ("rate", "执行率", percent(line.rate)),
            ("score", "得分", number(line.score)),
        ):
            text = getattr(line, field)
            if not is_blank(text) and read is None:
                known = points(text) if field == "score" else None
                told = "不是数字，无法核对" if known is None else f"不是数字，按{plain(known)}核对"
                yield check.finding(
                    f"funds[{i}].{field}",
                    found=text,
                    expected="数字" if known is None else plain(known),
                    message=f"{_called(line, label)}填为“{_short(text)}”，{told}。",
                    severity=Severity.WARNING,
                    advice=_NO_AMOUNT[field],
                )
    yield from _slipped(check)
    yield from _in_other_unit(check)


def _called(line: FundLine, label: str) -> str:
    return f"{_short(line.kind) or '资金'}的{label}"


def _counts(line: FundLine, field: str) -> bool:
    """Whether the execution rate is computed from it: where it says 无, nobody knows what of."""
    return line.row is FundKind.TOTAL and field != "initial_budget"


def _no_number(check: Context, field: str, text: str, called: str, *, counts: bool) -> Finding:
    """已支付, 约100, 98万5千元: an error, as nothing of it was checked; 150万 and 无 are understood and only written wrong."""
    unit = check.form.amount_unit
    known = exact_amount(text, unit)
    nothing = not counts and compact(text) in check.words("empty_note")
    told = "无法核算，执行率、合计都没有核对"
    if known is not None:
        told = f"核算时按{plain(known)}万元计"
    elif nothing:
        told = "没有的填0或“-”"
    return check.finding(
        field,
        found=text,
        expected=f"以{unit}为单位的数字",
        message=f"{called}填为“{_short(text)}”，不是数字，{told}。",
        advice=f"改成以{unit}为单位的数字，格内不带单位、不写文字。",
        severity=Severity.WARNING if known is not None or nothing else None,
    )


def _negative(check: Context, field: str, text: str, called: str) -> Finding:
    return check.finding(
        field,
        found=text,
        expected="不小于0的数字",
        message=f"{called}填为{_short(text)}，是负数。",
        advice="核对这一格，填错的改正；调减的填调减以后的数，收回的资金从执行数里减去；确实是负数的，写明理由后豁免本条。",
    )


def _slipped(check: Context) -> Iterator[Finding]:
    """Amounts of a line ten thousand times apart, told once for all lines, on the first that is in the wrong unit."""
    unit = check.form.amount_unit
    slips = [
        (i, slip)
        for i, line in enumerate(check.form.funds)
        if (slip := money_slip(line, unit, check.rulebook)) is not None
    ]
    if not slips:
        return
    i, slip = slips[0]
    # Nobody writes a ten-thousandth of an amount under 万元: the large ones are in 元 there, the small ones in 万元 under 元.
    wrong = {n: each.small if unit == "元" else each.large for n, each in slips}
    fields = [f"funds[{n}].{field}" for n, each in wrong.items() for field in each]
    beside = [f"funds[{i}].{field}" for field in (*slip.large, *slip.small)]
    alike = "、".join(_short(each.line.kind) or "另一行" for _, each in slips[1:])
    yield check.finding(
        fields[0],
        found=getattr(slip.line, wrong[i][0]),
        expected=f"以{unit}为单位的数字",
        message=f"{_short(slip.line.kind) or '资金'}的{slip}（本栏的单位是{unit}）{rate_then(slip.line, slip, unit)}{f'；{alike}也一样' if alike else ''}；单位没有改一致以前，执行率、得分、是否超出预算都无从核对，金额、总分不计入合计和平均。",
        advice=f"核对这几个数，都按{unit}填写，再重算执行率和得分。",
        severity=Severity.ERROR,
        related=tuple(field for field in dict.fromkeys((*beside, *fields)) if field != fields[0]),
    )


def _is_text(check: Context, text: str) -> bool:
    """４８．５ on a sheet: no cell with a number shows such signs."""
    return check.form.on_a_sheet and not is_blank(text) and not text.isascii() and number(text) is not None


def _as_text(check: Context, field: str, text: str, called: str) -> Finding:
    value = plain(number(text) or Decimal(0))
    return check.finding(
        field,
        found=text,
        expected=value,
        message=f"{called}填为“{_short(text)}”，是文字不是数字，Excel的公式不当数算，核算时按{value}计。",
        advice="用半角数字重填这一格。",
        severity=Severity.WARNING,
    )


def _in_other_unit(check: Context) -> Iterator[Finding]:
    """Amounts of 年度资金总额 that are costs in 万元, ten thousand times too large or too small: 元 under 万元, or 万元 under 元."""
    found = other_unit(check.scored)
    if found is None:
        return
    i = check.form.funds.index(found.line)
    field, cost = found.amounts[0]
    yield check.finding(
        f"funds[{i}].{field}",
        found=getattr(found.line, field),
        expected=plain(cost * (YUAN_PER_WAN if found.heading == "元" else 1)),
        message=f"{_short(found.line.kind)}的{found}；没有改成{found.heading}以前，金额不计入合计。",
        advice=f"核对这几个数，都按{found.heading}填写。",
        severity=Severity.WARNING,
        related=tuple(f"funds[{i}].{each}" for each, _ in found.amounts[1:]),
    )


def _short(text: str) -> str:
    return shortened(text, _LONGEST)
