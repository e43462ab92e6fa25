"""A sheet looked at as a form: texts as printed, merged areas, neighbours. Only cells that exist are ever visited."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from zipingbiao.edits.snapshot import Cell, Sheet
from zipingbiao.package.address import Area
from zipingbiao.workbook.read.printed import cell_text, typed_constant
from zipingbiao.workbook.read.source_map import Where

#: Larger merged areas are looked through one by one instead of being spread out.
_SPREAD = 4096


class Spot(NamedTuple):
    """A cell with a text. A named tuple: a form has some two hundred, and it is the quickest record to make."""

    row: int
    column: int
    text: str
    #: Made of several cells under one heading.
    joined: bool = False


class Grid:
    """One sheet of a file."""

    def __init__(self, file: str, sheet: Sheet) -> None:
        self.file = file
        self.name = sheet.name
        self.called = sheet.called
        self._cells = sheet.cells
        self._areas: dict[tuple[int, int], Area] = {}
        self._large: list[Area] = []
        for area in sheet.merges:
            if (area.bottom - area.top + 1) * (area.right - area.left + 1) > _SPREAD:
                self._large.append(area)
                continue
            for row in range(area.top, area.bottom + 1):
                for column in range(area.left, area.right + 1):
                    self._areas[row, column] = area
        self._rows: dict[int, list[Spot]] = {}
        for (row, column), cell in sheet.cells.items():
            merged = self._areas.get((row, column)) if not self._large else self._merged(row, column)
            if merged is not None and (merged.top != row or merged.left != column):
                continue
            value = cell.value
            text = value.strip() if type(value) is str else cell_text(cell) or typed_constant(cell)
            if text:
                self._rows.setdefault(row, []).append(Spot(row, column, text))
        for spots in self._rows.values():
            spots.sort(key=_column_of)
        self._order = sorted(self._rows)

    def rows(self, top: int, bottom: int) -> Iterator[int]:
        """The rows from `top` to `bottom` that hold anything."""
        start = bisect_left(self._order, top)
        for index in range(start, len(self._order)):
            if self._order[index] > bottom:
                return
            yield self._order[index]

    def spots(self, row: int) -> list[Spot]:
        """The texts of a row, from left to right; those of merged areas stand in the areas' first row."""
        return self._rows.get(row, [])

    def all_spots(self, top: int, bottom: int) -> Iterator[Spot]:
        for row in self.rows(top, bottom):
            yield from self._rows[row]

    @property
    def last_row(self) -> int:
        return self._order[-1] if self._order else 0

    def area(self, row: int, column: int) -> Area:
        """The merged area a cell belongs to, or the cell itself."""
        return self._merged(row, column) or Area(row, column, row, column)

    def _merged(self, row: int, column: int) -> Area | None:
        found = self._areas.get((row, column))
        if found is not None or not self._large:
            return found
        return next(
            (a for a in self._large if a.top <= row <= a.bottom and a.left <= column <= a.right), None
        )

    def cell(self, row: int, column: int) -> Cell | None:
        return self._cells.get((row, column))

    def text(self, row: int, column: int) -> str:
        return cell_text(self._cells.get((row, column)))

    def anchor(self, row: int, column: int) -> Where:
        """Where the content of a cell stands: its merged area's first cell."""
        area = self._merged(row, column)
        return (row, column) if area is None else (area.top, area.left)

    def right_of(self, spot: Spot) -> tuple[int, Spot | None]:
        """The column behind a label (behind its merged area), and the first text from there on."""
        column = self.area(spot.row, spot.column).right + 1
        return column, next((each for each in self.spots(spot.row) if each.column >= column), None)


def _column_of(spot: Spot) -> int:
    return spot.column
