"""What stands in a text in place of a date that was read: one sign a character, so that all positions stay."""

from __future__ import annotations

#: A date before the evaluated year, within it (or without a year to tell), after it.
EARLIER, WITHIN, LATER = "◁", "◇", "▷"
MARKS = EARLIER + WITHIN + LATER
