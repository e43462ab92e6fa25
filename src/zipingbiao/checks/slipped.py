"""What the rules of 项目资金 say where two amounts are some ten thousand times apart: the units first, then the rest."""

from __future__ import annotations

from decimal import Decimal

from zipingbiao.checks.absent import total_line
from zipingbiao.checks.context import Context
from zipingbiao.checks.finding import Finding
from zipingbiao.checks.registry import Skip
from zipingbiao.form.model import FundLine
from zipingbiao.form.money import exact_amount, plain, round_half_up
from zipingbiao.scoring.money_slip import MoneySlip, money_slip

_WAN = Decimal(10_000)


def sound_total(check: Context) -> tuple[int, FundLine]:
    """年度资金总额 whose amounts can be set against each other, or the rule is skipped."""
    i, line = total_line(check)
    slip = money_slip(line, check.form.amount_unit, check.rulebook)
    if slip is not None:
        raise Skip(f"{slip}，见 JXB009，改成同一单位后再检查")
    return i, line


def slipped_rate(check: Context, i: int, line: FundLine, slip: MoneySlip) -> Finding:
    """The rate cannot be known before the amounts are in one unit; what it would be then is said where it is sound."""
    unit = check.form.amount_unit
    executed, budget = exact_amount(line.executed, unit), exact_amount(line.annual_budget, unit)
    times = executed / budget if executed and budget else Decimal(1)
    meant = round_half_up(times * (_WAN if times < 1 else 1 / _WAN) * 100, 2)
    of_rate = {slip.large, slip.small} <= {"executed", "annual_budget"}
    then = f"，换成同一单位后执行率约为{plain(meant)}%" if of_rate else ""
    return check.finding(
        f"funds[{i}].rate",
        found=line.rate,
        expected=f"先把金额改成同一单位（{unit}）",
        message=f"{line.kind}执行率印为{line.rate}，无法核对：{slip}{then}。",
        advice=f"先核对这两个数的单位，都改成{unit}，再按两者重算执行率。",
    )
