"""How scores are spread: counts in steps that suit the range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise

from zipingbiao.form.money import plain

#: A step is taken when it gives at most this many bars.
_MOST_BARS = 20
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10), Decimal(20), Decimal(50), Decimal(100))


@dataclass(frozen=True, slots=True)
class Bin:
    """Scores from `low` up to, not including, `high`; in the last bin `high` counts too."""

    low: Decimal
    high: Decimal
    count: int

    @property
    def label(self) -> str:
        return f"{plain(self.low)}～{plain(self.high)}"


def bins(scores: Sequence[Decimal]) -> tuple[Bin, ...]:
    """The scores in steps of 1, 2, 5, 10 … points, whichever first gives 20 bars or fewer; a full 100 is in 99～100."""
    if not scores:
        return ()
    low, high = min(scores), max(scores)
    step = next((step for step in _STEPS if (high - low) / step < _MOST_BARS), _STEPS[-1])
    edge = (low / step).to_integral_value(ROUND_FLOOR) * step
    if low == high == edge and edge >= step:
        edge -= step
    edges = [edge]
    while edges[-1] < high or len(edges) < 2:
        edges.append(edges[-1] + step)
    last = edges[-2]
    return tuple(
        Bin(left, right, sum(left <= score < right or (left == last and score == right) for score in scores))
        for left, right in pairwise(edges)
    )
