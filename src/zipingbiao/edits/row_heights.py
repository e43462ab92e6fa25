"""Rows high enough for the texts that edits write: no cut text in print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from zipingbiao.edits.snapshot import Edit, EditKind, Sheet, Snapshot
from zipingbiao.package.address import Area, cell_name, parse_cell
from zipingbiao.package.text_height import lines_of, points_for

#: What Excel gives a column and a row without a size of their own.
_WIDTH, _HEIGHT = 8.43, 15.0


def height_edits(snapshot: Snapshot, edits: Iterable[Edit]) -> list[Edit]:
    """The row heights that the written texts need; rows that are high enough stay."""
    sheets: Mapping[str, Sheet] = {sheet.name: sheet for sheet in snapshot.sheets}
    wanted: dict[tuple[str, int], float] = {}
    for edit in edits:
        at, sheet = parse_cell(edit.cell), sheets.get(edit.sheet)
        if edit.kind is not EditKind.VALUE or not isinstance(edit.new, str) or at is None or sheet is None:
            continue
        area = _area(sheet, at)
        width = sum(sheet.widths.get(column, _WIDTH) for column in range(area.left, area.right + 1))
        above = sum(sheet.heights.get(row, _HEIGHT) for row in range(area.top, area.bottom))
        needed = points_for(lines_of(edit.new, width), 0.0) - above
        key = edit.sheet, area.bottom
        wanted[key] = max(wanted.get(key, 0.0), needed)
    return [
        Edit(
            EditKind.ROW_HEIGHT,
            name,
            cell_name(row, 1),
            _points(sheets[name].heights.get(row)),
            _points(points),
        )
        for (name, row), points in wanted.items()
        if points > sheets[name].heights.get(row, _HEIGHT)
    ]


def _area(sheet: Sheet, at: tuple[int, int]) -> Area:
    row, column = at
    for area in sheet.merges:
        if area.top <= row <= area.bottom and area.left <= column <= area.right:
            return area
    return Area(row, column, row, column)


def _points(points: float | None) -> Decimal | None:
    return None if points is None else Decimal(str(round(points, 2)))
