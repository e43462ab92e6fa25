"""The facts of the money block, as texts a template can print; differences are exact, in the form's own unit."""

from __future__ import annotations

from decimal import Decimal

from zipingbiao.deviation.cost import CostGap, cost_row, wan_of
from zipingbiao.deviation.money import MoneyBlock, MoneyFacts
from zipingbiao.form.model import Form, FundKind, FundLine
from zipingbiao.form.money import compact, decimals, exact_amount, number, plain, round_half_up
from zipingbiao.narrative.variables import Value
from zipingbiao.scoring.result import ScoredForm

_HUNDRED = Decimal(100)
_AMOUNTS = ("initial", "annual", "executed")


def funds_facts(scored: ScoredForm, money: MoneyBlock, need: MoneyFacts) -> dict[str, Value]:
    """The variables of the money block."""
    form, line, rate = scored.form, money.line, scored.execution.rate
    facts: dict[str, Value] = {
        "amount_unit": form.amount_unit,
        **_amounts(form.amount_unit, line),
        "rate": f"{rate:f}%" if rate is not None else "",
        "low": need.low,
        "over": need.over,
        "changed": need.changed,
        "carried": _is_carried(form, line),
    }
    shown = {name: str(facts[name]) for name in _AMOUNTS}
    initial, annual, executed = (number(text) for text in shown.values())
    if need.changed and initial is not None and annual is not None:
        facts["zero_initial"] = initial == 0
        facts["change_word"] = "调增" if annual > initial else "调减"
        facts["change"] = _difference(annual, initial, shown["annual"], shown["initial"])
    if annual is not None and executed is not None and annual != executed:
        left = _difference(annual, executed, shown["annual"], shown["executed"])
        facts["overspent" if executed > annual else "unspent"] = left
    if need.low:
        _add_cost(facts, scored, money.executed)
    return facts


def _amounts(unit: str, line: FundLine) -> dict[str, Value]:
    """The amounts as printed, without a unit of their own: what a cell names in another unit is converted."""
    texts = (line.initial_budget, line.annual_budget, line.executed)
    return {name: _in_form_unit(text, unit) for name, text in zip(_AMOUNTS, texts, strict=True)}


def _in_form_unit(text: str, unit: str) -> str:
    """`100万元` in a form of 万元 → `100`; "" for what is no amount."""
    if number(text) is not None:
        return compact(text)
    wan = exact_amount(text, unit)
    return "" if wan is None else plain(_from_wan(wan, unit))


def _from_wan(wan: Decimal, unit: str) -> Decimal:
    one = exact_amount("1", unit)
    return wan / one if one else wan


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


def cost_facts(money: MoneyBlock, gap: CostGap) -> dict[str, Value]:
    """The amounts of the money block that a 成本 row is compared with, and how far it lies from them, in the form's unit."""
    return {
        **_amounts(money.unit, money.line),
        "amount_unit": money.unit,
        "target_gap": "" if gap.target is None else plain(_from_wan(gap.target, money.unit)),
        "actual_gap": "" if gap.actual is None else plain(_from_wan(gap.actual, money.unit)),
    }
