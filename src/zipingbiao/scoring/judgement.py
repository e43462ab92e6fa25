"""The verdict on one row: 完成情况, and the part of the 分值 that the rule allows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from zipingbiao.record import record
from zipingbiao.scoring.result import Hint, State

ALL, NOTHING = Fraction(1), Fraction(0)


@record(frozen=True, slots=True)
class Judgement:
    """完成情况, the share of the 分值 allowed, the rulebook parameter that decided, and what was special.

    The share is a fraction: 3.75 points × 5/6 are 3.125, and no rounded 0.8333 gives the cent that follows from it. None
    where the rule cannot say. `below`: the share is the end of a band that lies below it, within which a person decides.
    """

    state: State
    share: Fraction | None
    rule: str
    completion: Decimal | None = None
    hints: tuple[Hint, ...] = ()
    below: bool = False

    @property
    def full(self) -> bool:
        """Whether all of the 分值 is allowed."""
        return self.share is ALL or self.share == ALL  # two fractions take ten times as long to compare

    def hinting(self, *hints: Hint) -> Judgement:
        return replace(self, hints=self.hints + hints) if hints else self


UNREADABLE = Judgement(State.UNREADABLE, None, "")
