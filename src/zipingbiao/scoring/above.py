"""A typed score above what the rule allows: the checks find it, and the account of the form names it."""

from __future__ import annotations

from decimal import Decimal

from zipingbiao.form.money import decimals, round_half_up
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.bands import BAND_RULES
from zipingbiao.scoring.result import Hint, RowScore


def highest_allowed(row: RowScore, printed: str) -> Decimal | None:
    """The ceiling as one rounds it who prints the score like that; None where no rule lowers it, or a person decides in a band."""
    ceiling, weight = row.ceiling, row.weight
    if ceiling is None or weight is None or row.reported is None or ceiling >= weight:
        return None
    if row.in_band or row.rule in BAND_RULES or Hint.UNIT_SLIP in row.hints:
        return None
    return max(ceiling, round_half_up(ceiling, decimals(printed)))


def is_above(row: RowScore, printed: str, rulebook: Rulebook) -> bool:
    """Whether the typed score lies above its ceiling; full points do so by however little."""
    allowed = highest_allowed(row, printed)
    if allowed is None or row.reported is None:
        return False
    return row.reported > allowed + rulebook.number("check.score_tolerance") or row.reported == row.weight
