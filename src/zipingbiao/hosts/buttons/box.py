"""What fits into a message box: no box may be taller than the screen, or its button could not be reached."""

from __future__ import annotations

from unicodedata import east_asian_width

#: A box holds so many lines, each so many half-width characters long, on a screen of 1366×768.
HIGH, WIDE = 22, 76


def fits(text: str) -> bool:
    """Whether a text can be shown whole."""
    return sum(_lines(each) for each in text.splitlines()) <= HIGH


def _lines(line: str) -> int:
    """How many lines a box breaks a line into."""
    width = sum(2 if east_asian_width(each) in "WF" else 1 for each in line)
    return max(1, -(-width // WIDE))
