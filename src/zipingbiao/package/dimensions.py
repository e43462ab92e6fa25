"""Column widths and row heights that a worksheet part states."""

from __future__ import annotations

import re

_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_ROW = re.compile(rb"<(?:\w+:)?row\s([^>]*\bht=\"[^>]*)>")
_ATTRIBUTE = re.compile(rb'\b(\w+)="([0-9.]+)"')
#: A `<col>` may span all 16,384 columns; no form is wider than this.
_WIDEST = 256


def column_widths(data: bytes) -> dict[int, float]:
    """Column (1-based) → width in half-width characters."""
    widths: dict[int, float] = {}
    head = data[: data.find(b"sheetData")]
    for found in _COLUMN.finditer(head):
        stated = dict(_ATTRIBUTE.findall(found[1]))
        if {b"min", b"max", b"width"} <= stated.keys():
            last = min(int(float(stated[b"max"])), _WIDEST)
            widths |= dict.fromkeys(range(int(float(stated[b"min"])), last + 1), float(stated[b"width"]))
    return widths


def row_heights(data: bytes) -> dict[int, float]:
    """Row (1-based) → height in points."""
    heights: dict[int, float] = {}
    for found in _ROW.finditer(data):
        stated = dict(_ATTRIBUTE.findall(found[1]))
        if {b"r", b"ht"} <= stated.keys():
            heights[int(float(stated[b"r"]))] = float(stated[b"ht"])
    return heights
