"""项目资金: the amounts, read once, and what of them may need a word."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.deviation.thresholds import Thresholds
from zipingbiao.form.model import Form, FundKind, FundLine
from zipingbiao.form.money import Interval, amount, exact_amount
from zipingbiao.scoring.result import ExecutionScore

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class MoneyBlock:
    """The row 执行率 is computed from, and its amounts in 万元."""

    line: FundLine
    unit: str
    initial: Decimal | None
    annual: Decimal | None
    executed: Decimal | None
    half_width: Decimal

    def interval(self, text: str) -> Interval | None:
        """All amounts in 万元 that a printed one can stand for."""
        return amount(text, self.unit, self.half_width)

    @property
    def change(self) -> Decimal | None:
        """全年预算数 less 年初预算数; None where one of them is not printed."""
        return None if self.initial is None or self.annual is None else self.annual - self.initial


def money_block(form: Form, thresholds: Thresholds) -> MoneyBlock | None:
    """年度资金总额, or the only row of 项目资金."""
    line = form.fund(FundKind.TOTAL) or (form.funds[0] if len(form.funds) == 1 else None)
    if line is None:
        return None
    unit = form.amount_unit
    initial, annual, executed = (
        exact_amount(text, unit) for text in (line.initial_budget, line.annual_budget, line.executed)
    )
    return MoneyBlock(line, unit, initial, annual, executed, thresholds.half_width)


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """What of the money may need a word: `low` and `over` of 执行率, `changed` of the budget during the year."""

    low: bool = False
    over: bool = False
    changed: bool = False

    @property
    def any(self) -> bool:
        return self.low or self.over or self.changed


def money_facts(money: MoneyBlock | None, execution: ExecutionScore, thresholds: Thresholds) -> MoneyFacts:
    """Low or impossible 执行率, and a budget changed during the year."""
    if money is None:
        return MoneyFacts()
    rate = execution.computed_rate if execution.computed_rate is not None else execution.rate
    return MoneyFacts(
        low=rate is not None and rate < thresholds.low_rate,
        over=rate is not None and rate > _HUNDRED,
        changed=_is_changed(money, thresholds),
    )


def _is_changed(money: MoneyBlock, thresholds: Thresholds) -> bool:
    if not money.change:
        return False
    if not money.initial:
        return True
    return abs(money.change) * _HUNDRED > thresholds.budget_change * abs(money.initial)
