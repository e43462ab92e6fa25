"""The rulebook's numbers that decide whether something is a deviation, read once per rulebook."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from zipingbiao.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Thresholds:
    """`over`, `saving`, `low_rate`, `budget_change` in %; `half_width` in 万元; `first_band` as a share of the 分值.

    `same_size`: what part of the project's money a cost has to be (low, high) to speak of the same money.
    """

    max_length: int
    over: Decimal
    saving: Decimal
    low_rate: Decimal
    money_output_rate: Decimal
    budget_change: Decimal
    half_width: Decimal
    first_band: Decimal
    same_size: tuple[Decimal, Decimal]


@lru_cache(maxsize=64)
def thresholds_of(rulebook: Rulebook) -> Thresholds:
    """The thresholds of a rulebook."""
    floors = rulebook.table("qualitative.floors")
    low, high = rulebook.table("check.score_gap")[0]
    return Thresholds(
        max_length=int(rulebook.number("note.max_length")),
        over=rulebook.number("check.over_completion"),
        saving=rulebook.number("check.cost_saving"),
        low_rate=rulebook.number("check.low_rate"),
        money_output_rate=rulebook.number("check.money_output_rate"),
        budget_change=rulebook.number("check.budget_change"),
        half_width=rulebook.number("amount.half_width"),
        first_band=max(Decimal(share) for _, share in floors),
        same_size=(Decimal(low), Decimal(high)),
    )
