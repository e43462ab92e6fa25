"""Every fact of a scored form that may need a word, derived once: checks ask whether it is explained, narrative says it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zipingbiao.deviation.cost import CostGap, cost_gap, cost_row, is_same_money
from zipingbiao.deviation.explained import MoneyTold, money_told
from zipingbiao.deviation.money import MoneyBlock, MoneyFacts, money_block, money_facts
from zipingbiao.deviation.rows import Kind, kind_of
from zipingbiao.deviation.thresholds import Thresholds, thresholds_of
from zipingbiao.scoring.result import ScoredForm


@dataclass(frozen=True, slots=True)
class Facts:
    """`told`: what is said of the money; `money_due`: what of it 资金说明 has to explain, no row having done so.

    `cost`: how the cost row lies to the money; `cost_due`: what of it that row has to explain. `kinds`: for each row of the form, what its note is about, None where it needs none.
    """

    thresholds: Thresholds
    money: MoneyBlock | None
    of_money: MoneyFacts
    told: MoneyTold
    money_due: MoneyFacts
    cost: CostGap | None
    cost_due: CostGap | None
    kinds: tuple[Kind | None, ...]


def facts_of(scored: ScoredForm) -> Facts:
    """The deviation facts of a form."""
    thresholds = thresholds_of(scored.rulebook)
    money = money_block(scored.form, thresholds)
    gap = cost_gap(scored, money, thresholds)
    of_money = money_facts(money, scored.execution, thresholds)
    told = money_told(scored, of_money)
    year, due = scored.form.evaluated_year, _due_on_the_row(gap, of_money, told)
    unspent = _unspent(scored, money, of_money, gap)
    kinds = tuple(
        None if kind is Kind.SAVING and row.n == unspent else kind
        for row, indicator in zip(scored.rows, scored.form.indicators, strict=True)
        for kind in (kind_of(row, indicator, thresholds, year, due),)
    )
    return Facts(thresholds, money, of_money, told, _due_beside_the_money(of_money, told), gap, due, kinds)


def _due_beside_the_money(of_money: MoneyFacts, told: MoneyTold) -> MoneyFacts:
    """One place of explanation is enough."""
    low, changed = of_money.low and not told.payment_by_row, of_money.changed and not told.change_by_row
    return replace(of_money, low=low, changed=changed)


def _due_on_the_row(gap: CostGap | None, of_money: MoneyFacts, told: MoneyTold) -> CostGap | None:
    """What the cost row itself has to explain: why money was not spent is explained beside the money, if not told already."""
    if gap is None or not (gap.unpaid and (of_money.low or told.payment)):
        return gap
    return None if gap.target is None else CostGap(gap.n, gap.target, None)


def _unspent(scored: ScoredForm, money: MoneyBlock | None, of_money: MoneyFacts, gap: CostGap | None) -> int:
    """The cost row, from 1, that saved just what was not spent or what the budget was cut by: told beside the money. 0: none."""
    row = cost_row(scored)
    if row is None or money is None or not (of_money.low or of_money.changed):
        return 0
    same = is_same_money(row, row.actual, money.executed, thresholds_of(scored.rulebook))
    return row.n if same and (gap is None or gap.actual is None) else 0
