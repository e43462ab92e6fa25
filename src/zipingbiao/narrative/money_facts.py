"""The facts of the money block, as texts a template can print; differences are exact, in the form's own unit."""

from __future__ import annotations

from decimal import Decimal

from zipingbiao.deviation.cost import cost_row, wan_of
from zipingbiao.deviation.money import MoneyBlock, MoneyFacts
from zipingbiao.form.model import Form, FundKind, FundLine
from zipingbiao.form.money import compact, decimals, number, plain, round_half_up
from zipingbiao.narrative.variables import Value
from zipingbiao.scoring.result import ScoredForm

_HUNDRED = Decimal(100)


def funds_facts(scored: ScoredForm, money: MoneyBlock, need: MoneyFacts) -> dict[str, Value]:
    """The variables of the money block."""
    form, line, rate = scored.form, money.line, scored.execution.rate
    facts: dict[str, Value] = {
        "amount_unit": form.amount_unit,
        "initial": compact(line.initial_budget),
        "annual": compact(line.annual_budget),
        "executed": compact(line.executed),
        "rate": f"{rate:f}%" if rate is not None else "",
        "low": need.low,
        "over": need.over,
        "changed": need.changed,
        "carried": _is_carried(form, line),
    }
    initial, annual, executed = (
        number(text) for text in (line.initial_budget, line.annual_budget, line.executed)
    )
    if need.changed and initial is not None and annual is not None:
        facts["zero_initial"] = initial == 0
        facts["change_word"] = "调增" if annual > initial else "调减"
        facts["change"] = _difference(annual, initial, line.annual_budget, line.initial_budget)
    if annual is not None and executed is not None and annual != executed:
        left = _difference(annual, executed, line.annual_budget, line.executed)
        facts["overspent" if executed > annual else "unspent"] = left
    if need.low:
        _add_cost(facts, scored, money.executed)
    return facts


def _difference(one: Decimal, other: Decimal, *printed: str) -> str:
    """Subtracted with as many decimals as are printed: 60.00 − 35.70 → 24.30."""
    places = max(decimals(text) for text in printed)
    return format(round_half_up(abs(one - other), places), "f")


def _is_carried(form: Form, line: FundLine) -> bool:
    """Whether all the money of the year was 上年结转资金."""
    carried = form.fund(FundKind.CARRY_OVER)
    total = number(line.annual_budget)
    return carried is not None and bool(total) and number(carried.annual_budget) == total


def _add_cost(facts: dict[str, Value], scored: ScoredForm, executed: Decimal | None) -> None:
    """What the only 成本 row reports beside the money really spent, where the two differ."""
    row = cost_row(scored)
    cost = wan_of(row, row.actual) if row is not None else None
    if row is None or cost is None or executed is None or not 0 < executed < cost:
        return
    facts["cost"] = compact(scored.form.indicators[row.n - 1].actual.text)
    facts["cost_share"] = f"{plain(round_half_up(executed / cost * _HUNDRED, 2))}%"


def cost_facts(money: MoneyBlock) -> dict[str, Value]:
    """The amounts of the money block that a 成本 row is compared with."""
    line = money.line
    return {
        "annual": compact(line.annual_budget),
        "executed": compact(line.executed),
        "amount_unit": money.unit,
    }
