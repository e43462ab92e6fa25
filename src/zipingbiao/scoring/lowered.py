"""The total that the place lowers: by which of its rules, how far, and how sure they are. Asked wherever a total is told or judged."""

from __future__ import annotations

from decimal import Decimal

from zipingbiao.form.money import plain
from zipingbiao.rulebook.rulebook import RuleStatus
from zipingbiao.scoring.result import Adjustment, ScoredForm


def allowed(scored: ScoredForm) -> Decimal | None:
    """The highest total that the place leaves to a form; None where it lowers none, or nobody can say to what."""
    if scored.total is not None:
        return scored.total if scored.adjustments else None
    return min((each.limit for each in scored.adjustments if each.limit is not None), default=None)


def lowering(scored: ScoredForm, added: Decimal | None) -> tuple[Adjustment, ...]:
    """The adjustments that lower points that add up to `added`, in their order; all there are, where nobody knows the sum."""
    if added is None:
        return scored.adjustments
    found = []
    for each in scored.adjustments:
        after = each.applied(added)
        if after != added:
            found.append(each)
        added = after
    return tuple(found)


def why_lowered(scored: ScoredForm, added: Decimal | None) -> str:
    """`规则“按执行率封顶的总分”：执行率75%，低于80%的总分不超过89分`; "" where nothing lowers points that add up to `added`."""
    return "；".join(
        f"规则“{scored.rulebook.parameter(each.rule).label}”：{_does(each)}"
        for each in lowering(scored, added)
    )


def _does(each: Adjustment) -> str:
    if each.limit is None:
        return f"总分减{plain(each.points)}分"
    if each.rate is None or each.below is None:
        return f"总分不超过{plain(each.limit)}分"
    return f"执行率{plain(each.rate)}%，低于{plain(each.below)}%的总分不超过{plain(each.limit)}分"


def is_assumed(scored: ScoredForm, added: Decimal | None) -> bool:
    """Whether no document gives any of the rules that lower points that add up to `added`."""
    rules = [scored.rulebook.parameter(each.rule) for each in lowering(scored, added)]
    return all(rule.status is RuleStatus.ASSUMED for rule in rules)
