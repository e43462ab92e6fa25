"""JXB009: what stands in the cells of 项目资金 has to be a number in the unit of the heading."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zipingbiao.checks.absent import absent
from zipingbiao.checks.context import Context
from zipingbiao.checks.finding import Finding, Severity
from zipingbiao.checks.registry import rule
from zipingbiao.form.coverage import Block
from zipingbiao.form.model import FundKind, FundLine, is_blank
from zipingbiao.form.money import compact, exact_amount, number, percent, plain, points
from zipingbiao.form.quantity.readings import Number
from zipingbiao.scoring.money_slip import money_slip, slip_of

_AMOUNTS = {"initial_budget": "年初预算数", "annual_budget": "全年预算数", "executed": "全年执行数"}
_WAN = Decimal(10000)
#: The unit that an amount was written in where it is ten thousand times off.
_OTHER = {"万元": "元", "元": "万元"}
_LONGEST = 24


@rule("JXB009")
def amount_format(check: Context) -> Iterator[Finding]:
    if not check.form.funds:
        raise absent(check, Block.FUNDS, "本表没有项目资金栏")
    for i, line in enumerate(check.form.funds):
        for field, label in _AMOUNTS.items():
            text = getattr(line, field)
            called = f"{_short(line.kind) or '资金'}的{label}"
            if not is_blank(text) and number(text) is None:
                yield _no_number(check, f"funds[{i}].{field}", text, called, counts=_counts(line, field))
            elif _is_text(check, text):
                yield _as_text(check, f"funds[{i}].{field}", text, called)
            if (exact_amount(text, check.form.amount_unit) or 0) < 0:
                yield _negative(check, f"funds[{i}].{field}", text, called)
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
                    message=f"{_short(line.kind) or '资金'}的{label}填为“{_short(text)}”，{told}。",
                    severity=Severity.WARNING,
                )
        yield from _slipped(check, i, line)
    yield from _in_yuan(check)


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


def _slipped(check: Context, i: int, line: FundLine) -> Iterator[Finding]:
    """Two amounts of a line ten thousand times apart, on the one that is wrong, as far as that can be told."""
    slip = money_slip(line, check.form.amount_unit, check.rulebook)
    if slip is None:
        return
    field = slip.suspect or (slip.large if check.form.amount_unit != "元" else slip.small)
    text, unit = getattr(line, field), check.form.amount_unit
    yield check.finding(
        f"funds[{i}].{field}",
        found=text,
        expected=f"以{unit}为单位的数字",
        message=f"{_short(line.kind) or '资金'}的{slip}（本栏的单位是{unit}）；单位没有改一致以前，执行率、得分不可信，金额、总分不计入合计和平均。",
        advice=f"核对这两个数，都按{unit}填写，再重算执行率和得分。",
        severity=Severity.WARNING,
        related=tuple(f"funds[{i}].{each}" for each in (slip.large, slip.small) if each != field),
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


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _in_yuan(check: Context) -> Iterator[Finding]:
    """An amount of 年度资金总额 that is a cost in 万元, ten thousand times too large or too small: 元 under 万元, or 万元 under 元."""
    i, line = check.total_line or (0, None)
    if line is None or check.form.amount_unit not in _OTHER:
        return
    if slip_of(check.form, check.rulebook) is not None:
        return  # told already, with the amounts themselves
    readings = (side for row in check.rows if row.is_cost for side in (row.scored.target, row.scored.actual))
    costs = [
        r for r in readings if isinstance(r, Number) and r.unit.name == "万元" and not r.unit.per and r.value
    ]
    near = check.rulebook.number("amount.half_width")
    for field, label in _AMOUNTS.items():
        text = getattr(line, field)
        value = exact_amount(text, _OTHER[check.form.amount_unit]) or Decimal(0)
        same = next((cost for cost in costs if value and abs(value - cost.value) <= near), None)
        if same is not None:
            yield check.finding(
                f"funds[{i}].{field}",
                found=text,
                expected=plain(same.value * (_WAN if check.form.amount_unit == "元" else 1)),
                message=f"{_short(line.kind)}的{label}{text}好像是按{_OTHER[check.form.amount_unit]}填的：成本指标写{plain(same.value)}万元，本栏的单位是{check.form.amount_unit}，相差一万倍。",
                advice=f"改成以{check.form.amount_unit}为单位的数字。",
                severity=Severity.WARNING,
            )
