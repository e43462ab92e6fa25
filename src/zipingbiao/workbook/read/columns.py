"""The columns under a heading row: which field stands where, how wide, under one or two rows of labels."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from zipingbiao.form.model import is_blank
from zipingbiao.record import record
from zipingbiao.workbook.read.grid import Grid, Spot
from zipingbiao.workbook.read.labels import BETTER, Labels, bare

#: Where it is filled, it says what 年度指标值 is; else the value of the year's beginning stands.
ADJUSTED = "adjusted"
#: Fields that may stand in several cells under one wide heading: `≥ | 95 | %`, `其中 | 培训人数`.
_JOINED = frozenset({"level3", "target", "actual", "note"})


@record(frozen=True, slots=True)
class Column:
    """The columns that a heading covers."""

    left: int
    right: int
    label: str

    def covers(self, column: int) -> bool:
        return self.left <= column <= self.right


@dataclass(frozen=True)
class Heading:
    """A heading of one or two rows: its last row, the columns by field, and the headings that no field took."""

    bottom: int
    columns: dict[str, Column]
    others: tuple[Column, ...] = ()
    #: Labels beside the block, which head no values.
    beside: tuple[Column, ...] = ()
    #: 权重 of 一级 and 二级指标, printed behind each: they repeat what the rows add up to.
    of_levels: tuple[Column, ...] = ()

    @cached_property
    def _fields(self) -> dict[int, str]:
        """The field under which a column number stands; of two that overlap the first."""
        found: dict[int, str] = {}
        for kind, column in self.columns.items():
            for number in range(column.left, column.right + 1):
                found.setdefault(number, kind)
        return found

    def field(self, column: int) -> str:
        """The field under which a column number stands; "" for none."""
        return self._fields.get(column, "")

    def values(self, grid: Grid, row: int) -> dict[str, Spot]:
        """The texts of a row by field; empty cells and the rest of merged cells are left out."""
        found: dict[str, Spot] = {}
        for spot in grid.spots(row):
            kind = self._fields.get(spot.column)
            if kind is None:
                continue
            known = found.setdefault(kind, spot)
            if known is not spot and kind in _JOINED:
                found[kind] = Spot(row, known.column, known.text + spot.text, joined=True)
        if ADJUSTED in found and not is_blank(found[ADJUSTED].text):
            found["target"] = found[ADJUSTED]
        return found


@dataclass(slots=True)
class _Labelled:
    """A label of the heading: the field it names ("" for none), and the columns below it."""

    kind: str
    column: Column
    row: int


def read_heading(grid: Grid, row: int, labels: Labels, passed_over: Set[int] = frozenset()) -> Heading:
    """The heading that begins in `row`; a second row belongs to it where labels of the first reach down to it
    or stand over several labels of it. `passed_over`: columns whose label heads no values."""
    printed = [each for each in _labels(grid, row, labels) if each.column.left not in passed_over]
    bottom = max((grid.area(row, each.column.left).bottom for each in printed if each.kind), default=row)
    if bottom == row and _is_second_row(grid, row + 1, labels):
        bottom = row + 1
    columns: dict[str, Column] = {}
    for each in printed:
        if each.kind:
            _take(columns, each.kind, each.column, labels)
    for lower in grid.rows(row + 1, bottom):
        below = list(_labels(grid, lower, labels))
        _second_row(below, columns)
        printed += below
    return Heading(bottom, columns, _others(printed, columns))


def _labels(grid: Grid, row: int, labels: Labels) -> Iterator[_Labelled]:
    for spot in grid.spots(row):
        area = grid.area(spot.row, spot.column)
        yield _Labelled(labels.kind(spot.text), Column(area.left, area.right, spot.text), row)


def _others(printed: list[_Labelled], columns: dict[str, Column]) -> tuple[Column, ...]:
    """The labels that head something and gave no column: unknown ones, and a second one of the same meaning.

    A label over labels of the second row heads what these do not.
    """
    taken = {(column.left, column.label) for column in columns.values()}
    found = []
    for each in printed:
        if (each.column.left, each.column.label) in taken:
            continue
        below = [
            other.column
            for other in printed
            if other.row > each.row and each.column.covers(other.column.left)
        ]
        if not below:
            found.append(each.column)
    return tuple(found)


def _is_second_row(grid: Grid, row: int, labels: Labels) -> bool:
    """A row of nothing but labels directly below a heading, `指标性质 | 指标值 | 度量单位`."""
    spots = grid.spots(row)
    return len(spots) >= 2 and all(labels.kind(spot.text) for spot in spots)


def _second_row(printed: list[_Labelled], columns: dict[str, Column]) -> None:
    below = {each.kind: each.column for each in printed if each.kind}
    for kind, column in list(columns.items()):
        covered = [other for other in below.values() if column.covers(other.left)]
        if covered and kind not in below and column.right > column.left:
            free = [
                c
                for c in range(column.left, column.right + 1)
                if all(not o.left <= c <= o.right for o in covered)
            ]
            if free:
                columns[kind] = Column(free[0], free[-1], column.label)
    columns.update(below)


def _take(columns: dict[str, Column], kind: str, column: Column, labels: Labels) -> None:
    """Of two columns with the same meaning that one counts which says it better, else word for word, else the first."""
    known = columns.get(kind)
    if known is None or _rank(kind, column, labels) > _rank(kind, known, labels):
        columns[kind] = column


def _rank(kind: str, column: Column, labels: Labels) -> tuple[bool, bool]:
    better = BETTER.get(kind)
    return better is not None and better in bare(column.label), labels.names(column.label)
