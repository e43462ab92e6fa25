"""年度总体目标: 预期目标 and 实际完成情况, below their labels or beside them."""

from __future__ import annotations

from itertools import pairwise

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import is_blank
from zipingbiao.workbook.read.field_values import Found
from zipingbiao.workbook.read.grid import Grid, Spot
from zipingbiao.workbook.read.labels import GOALS, INDICATOR_BAND

#: The goal of the year among those of several.
_OF_THE_YEAR = late_pattern("年度|当年|本年|全年")


def goals_row(grid: Grid, first: int, last: int) -> int:
    """The row of the labels; 0 where the form has no such block."""
    for row in grid.rows(first, last):
        kinds = set(_kinds(grid, row))
        if {"expected", "actual"} <= kinds:
            return row
    for row in grid.rows(first, last):
        if any(GOALS.kind(spot.text) for spot in grid.spots(row)):
            return row
    return 0


def read_goals(grid: Grid, first: int, last: int, found: Found) -> None:
    """Read the block whose labels begin in row `first`; it ends with row `last`, or with its own label."""
    last = _bottom(grid, first, last)
    pair = _heads_below(grid, first)
    if pair is not None:
        for label, path in zip(pair, ("goals.expected", "goals.actual"), strict=True):
            _below(grid, label, last, path, found)
        return
    for row in grid.rows(first, last):
        for spot, kind in zip(grid.spots(row), _kinds(grid, row), strict=True):
            if kind in ("expected", "actual", "adjusted") and not found.get(f"goals.{kind}"):
                _read(grid, spot, last, f"goals.{kind}", found)
    adjusted, where = found.values.pop("goals.adjusted", ""), found.places.pop("goals.adjusted", None)
    if where is not None and not is_blank(adjusted):
        found.put("goals.expected", adjusted, where)
    if "goals.expected" not in found.values:
        _read_alone(grid, first, last, found)


def _read_alone(grid: Grid, first: int, last: int, found: Found) -> None:
    """A block whose own label heads what is to be reached: 年度目标 goes before 实施期目标, the inner label before the outer."""
    blocks = [
        spot
        for row in grid.rows(first, last)
        for spot in grid.spots(row)
        if GOALS.kind(spot.text) == "block" and "完成" not in spot.text
    ]
    of_the_year = [spot for spot in blocks if _OF_THE_YEAR.search(spot.text)]
    for label in (*reversed(of_the_year), *reversed(blocks)):
        _read(grid, label, last, "goals.expected", found)
        if found.get("goals.expected"):
            return


def _kinds(grid: Grid, row: int) -> list[str]:
    """The fields of the labels in a row.

    `年度总体目标完成情况` right of another label of goals is what was reached, not the name of the block.
    """
    spots = grid.spots(row)
    kinds = [GOALS.kind(spot.text) for spot in spots]
    if "actual" not in kinds:
        for n in range(len(kinds) - 1, 0, -1):
            if kinds[n] == "block" and "完成" in spots[n].text and {"expected", "block"} & set(kinds[:n]):
                kinds[n] = "actual"
                break
    return kinds


def goals_above(grid: Grid, first: int, last: int) -> int:
    """The row of the labels where the block stands before the money: one row must name both goal and completion."""
    for row in grid.rows(first, last):
        kinds = set(_kinds(grid, row))
        if "actual" in kinds and kinds & {"expected", "block"}:
            return row
    return 0


def _heads_below(grid: Grid, row: int) -> tuple[Spot, Spot] | None:
    """`项目年度目标 | 年度目标完成情况` side by side: the goal's label says 目标 alone, and both texts stand below."""
    kinds = _kinds(grid, row)
    if "expected" in kinds:
        return None
    pairs = [
        (left, right)
        for (left, its), (right, other) in pairwise(zip(grid.spots(row), kinds, strict=True))
        if (its, other) == ("block", "actual")
    ]
    return pairs[-1] if pairs else None


def _bottom(grid: Grid, first: int, last: int) -> int:
    """The last row of the block: the one its label 年度总体目标 reaches down to, or that before 绩效指标."""
    for spot in grid.spots(first):
        bottom = grid.area(spot.row, spot.column).bottom
        if GOALS.kind(spot.text) in ("block", "actual") and bottom > first:
            return min(last, bottom)
    for row in grid.rows(first + 1, last):
        if any(INDICATOR_BAND.match(spot.text) for spot in grid.spots(row)):
            return row - 1
    return last


def _read(grid: Grid, label: Spot, last: int, path: str, found: Found) -> None:
    column, right = grid.right_of(label)
    beside = right is not None and right.column == column and not GOALS.kind(right.text)
    if beside:
        _beside(grid, label, path, found)
        return
    _below(grid, label, last, path, found)
    if not found.get(path) and right is not None and not GOALS.kind(right.text):
        _beside(grid, label, path, found)  # cells that are not merged: the text stands further right


def _beside(grid: Grid, label: Spot, path: str, found: Found) -> None:
    column, value = grid.right_of(label)
    if value is None or GOALS.kind(value.text):
        found.put(path, "", grid.anchor(label.row, column))
    else:
        found.put(path, value.text, grid.anchor(value.row, value.column))


def _below(grid: Grid, label: Spot, last: int, path: str, found: Found) -> None:
    """All texts below a label, one a line: some forms number their goals in rows of their own."""
    area = grid.area(label.row, label.column)
    spots = [
        spot
        for row in grid.rows(area.bottom + 1, last)
        for spot in grid.spots(row)
        if area.left <= spot.column <= area.right
    ]
    if spots:
        found.put(path, "\n".join(spot.text for spot in spots), grid.anchor(spots[0].row, spots[0].column))
    else:
        found.put(path, "", grid.anchor(area.bottom + 1, area.left))
