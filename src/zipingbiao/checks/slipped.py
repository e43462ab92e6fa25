"""What the rules of 项目资金 say where two amounts are some ten thousand times apart: the units first, then the rest."""

from __future__ import annotations

from collections.abc import Sequence

from zipingbiao.checks.absent import total_line
from zipingbiao.checks.context import Context
from zipingbiao.checks.registry import Skip
from zipingbiao.form.model import FundLine
from zipingbiao.form.money import YUAN_PER_WAN, exact_amount, plain, round_half_up
from zipingbiao.scoring.money_slip import MoneySlip, money_slip


def sound_total(check: Context) -> tuple[int, FundLine]:
    """年度资金总额 whose amounts can be set against each other, or the rule is skipped."""
    i, line = total_line(check)
    slip = money_slip(line, check.form.amount_unit, check.rulebook)
    if slip is not None:
        raise as_slipped([slip])
    return i, line


def as_slipped(slips: Sequence[MoneySlip]) -> Skip:
    """What a rule that found nothing else says of lines whose amounts cannot be set against each other."""
    return Skip(f"{slips[0]}，见 JXB009，改成同一单位后再检查")


def rate_then(line: FundLine, slip: MoneySlip, unit: str) -> str:
    """What 执行率 comes to once both amounts are in one unit; "" where it is not made of them."""
    executed, budget = exact_amount(line.executed, unit), exact_amount(line.annual_budget, unit)
    apart = ("executed" in slip.large) != ("annual_budget" in slip.large)
    if not executed or not budget or not apart:
        return ""
    times = executed / budget
    meant = round_half_up(times * (YUAN_PER_WAN if times < 1 else 1 / YUAN_PER_WAN) * 100, 2)
    return f"，换成同一单位后执行率约为{plain(meant)}%"
