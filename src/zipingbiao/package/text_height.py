"""Row heights that show all text: Excel does not fit the height of wrapped text in merged cells by itself."""

from __future__ import annotations

import math

#: Points of one printed line of 10-point 宋体, and the air above and below a cell's text.
_LINE, _AIR = 13.5, 5.0
#: Half-width characters that the edges of a cell take.
_EDGE = 1.5
#: Excel's limits for a row.
_MAX_POINTS = 409.0


def display_width(text: str) -> int:
    """Width in half-width characters: a Chinese character takes two."""
    # In UTF-8 a Chinese character has three bytes, a half-width one has one.
    return (len(text.encode("utf-8", "replace")) + len(text) + 1) // 2


def is_long(text: str, columns: float) -> bool:
    """Whether a text without line breaks may need more than one line."""
    return 2 * len(text) > columns - _EDGE


def lines_of(text: str, columns: float) -> int:
    """Printed lines of a text in a cell that is `columns` half-width characters wide."""
    if not text:
        return 0
    usable = max(columns - _EDGE, 2.0)
    if "\n" not in text:
        if 2 * len(text) <= usable:
            return 1
        return max(1, math.ceil(display_width(text) / usable))
    return sum(max(1, math.ceil(display_width(line) / usable)) for line in text.split("\n"))


def fits(lines: int) -> bool:
    """Whether a row can be high enough for so many lines."""
    return lines * _LINE + _AIR <= _MAX_POINTS


def points_for(lines: int, least: float) -> float:
    """Height of a row in points, at least `least`, at most what Excel allows."""
    return min(max(least, lines * _LINE + _AIR), _MAX_POINTS)
