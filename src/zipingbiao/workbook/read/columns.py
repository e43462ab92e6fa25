"""The columns under a heading row: which field stands where, how wide, under one or two rows of labels."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property

from zipingbiao.workbook.read.grid import Grid, Spot
from zipingbiao.workbook.read.labels import BETTER, Labels, bare


@dataclass(frozen=True, slots=True)
class Column:
    """The columns that a heading covers."""

    left: int
    right: int
    label: str


@dataclass(frozen=True)
class Heading:
    """A heading of one or two rows: its last row, and the columns by field."""

    bottom: int
    columns: dict[str, Column]

    @cached_property
    def _fields(self) -> dict[int, str]:
        """The field under which a column number stands; of two that overlap the first."""
        found: dict[int, str] = {}
        for kind, column in self.columns.items():
            for number in range(column.left, column.right + 1):
                found.setdefault(number, kind)
        return found

    def values(self, grid: Grid, row: int) -> dict[str, Spot]:
        """The texts of a row by field; empty cells and the rest of merged cells are left out."""
        found: dict[str, Spot] = {}
        for spot in grid.spots(row):
            kind = self._fields.get(spot.column)
            if kind is not None:
                found.setdefault(kind, spot)
        return found


def read_heading(grid: Grid, row: int, labels: Labels, passed_over: Set[int] = frozenset()) -> Heading:
    """The heading that begins in `row`; a second row belongs to it where labels of the first reach down to it
    or stand over several labels of it. `passed_over`: columns whose label heads no values."""
    columns: dict[str, Column] = {}
    bottom = row
    for spot in grid.spots(row):
        area = grid.area(spot.row, spot.column)
        kind = labels.kind(spot.text)
        if kind and spot.column not in passed_over:
            bottom = max(bottom, area.bottom)
            _take(columns, kind, Column(area.left, area.right, spot.text))
    if bottom == row and _is_second_row(grid, row + 1, labels):
        bottom = row + 1
    for lower in grid.rows(row + 1, bottom):
        _second_row(grid, lower, labels, columns)
    return Heading(bottom, columns)


def _is_second_row(grid: Grid, row: int, labels: Labels) -> bool:
    """A row of nothing but labels directly below a heading, `指标性质 | 指标值 | 度量单位`."""
    spots = grid.spots(row)
    return len(spots) >= 2 and all(labels.kind(spot.text) for spot in spots)


def _second_row(grid: Grid, row: int, labels: Labels, columns: dict[str, Column]) -> None:
    below = {}
    for spot in grid.spots(row):
        kind = labels.kind(spot.text)
        if kind:
            area = grid.area(spot.row, spot.column)
            below[kind] = Column(area.left, area.right, spot.text)
    for kind, column in list(columns.items()):
        covered = [other for other in below.values() if column.left <= other.left <= column.right]
        if covered and kind not in below and column.right > column.left:
            free = [
                c
                for c in range(column.left, column.right + 1)
                if all(not o.left <= c <= o.right for o in covered)
            ]
            if free:
                columns[kind] = Column(free[0], free[-1], column.label)
    columns.update(below)


def _take(columns: dict[str, Column], kind: str, column: Column) -> None:
    """Of two columns with the same meaning the first counts, unless the second says it better."""
    known, better = columns.get(kind), BETTER.get(kind)
    if known is None or (better and better not in bare(known.label) and better in bare(column.label)):
        columns[kind] = column
