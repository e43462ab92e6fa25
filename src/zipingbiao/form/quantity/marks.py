"""What stands in a text in place of a date that was read: one sign a character, so that all positions stay."""

from __future__ import annotations

#: A date before the evaluated year, within it (or without a year to tell), after it; the whole and the half of the evaluated year.
EARLIER, WITHIN, LATER, ALL_YEAR, HALF_YEAR = "◁", "◇", "▷", "◈", "◐"
MARKS = EARLIER + WITHIN + LATER + ALL_YEAR + HALF_YEAR
#: A date within the evaluated year, or all of it.
IN_YEAR = WITHIN + ALL_YEAR + HALF_YEAR


def in_year(text: str) -> bool:
    """Whether a text speaks of the evaluated year, or of a part of it."""
    return any(mark in text for mark in IN_YEAR)
