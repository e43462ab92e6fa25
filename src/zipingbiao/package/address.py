"""Cell addresses: `F12`, `$B$3:$D$5`, `'表 1'!$A$1`. Rows and columns count from 1."""

from __future__ import annotations

import re
from functools import lru_cache

from zipingbiao.record import record

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!\[\]]+))!(.+)", re.S)
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


@record(frozen=True, slots=True)
class Area:
    """A rectangle of cells, 1-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@lru_cache(maxsize=1024)
def column_name(column: int) -> str:
    """1 → `A`, 27 → `AA`."""
    name = ""
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(65 + digit) + name
    return name


@lru_cache(maxsize=8192)
def cell_name(row: int, column: int) -> str:
    """(12, 6) → `F12`."""
    return f"{column_name(column)}{row}"


@lru_cache(maxsize=1024)
def column_number(name: str) -> int:
    """`A` → 1, `AA` → 27."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=8192)
def parse_cell(text: str) -> tuple[int, int] | None:
    """`$F$12` → (12, 6); None for anything else and for cells outside a sheet."""
    found = _CELL.fullmatch(text)
    if found is None:
        return None
    row, column = int(found.group(2)), column_number(found.group(1))
    return (row, column) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


@lru_cache(maxsize=4096)
def parse_area(text: str) -> Area | None:
    """`$B$3:$D$5` or `B3` → the rectangle; None for whole rows and columns, unions, #REF!."""
    first, _, last = text.partition(":")
    start, end = parse_cell(first), parse_cell(last or first)
    if start is None or end is None:
        return None
    return Area(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))


@lru_cache(maxsize=4096)
def parse_reference(text: str) -> tuple[str, Area] | None:
    """`'表 1'!$A$1:$B$2` → sheet and rectangle; None where a name stands for anything else."""
    found = _REFERENCE.fullmatch(text.strip().removeprefix("="))
    if found is None:
        return None
    area = parse_area(found.group(3))
    if area is None:
        return None
    quoted, bare = found.group(1), found.group(2)
    return (quoted.replace("''", "'") if quoted is not None else bare), area
