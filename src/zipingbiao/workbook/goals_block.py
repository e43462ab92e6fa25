"""年度总体目标: 预期目标 and 实际完成情况, below their labels or beside them."""

from __future__ import annotations

from zipingbiao.workbook.field_values import Found
from zipingbiao.workbook.grid import Grid, Spot
from zipingbiao.workbook.labels import GOALS, INDICATOR_BAND


def goals_row(grid: Grid, first: int, last: int) -> int:
    """The row of the labels; 0 where the form has no such block."""
    for row in grid.rows(first, last):
        kinds = {GOALS.kind(spot.text) for spot in grid.spots(row)}
        if {"expected", "actual"} <= kinds:
            return row
    for row in grid.rows(first, last):
        if any(GOALS.kind(spot.text) for spot in grid.spots(row)):
            return row
    return 0


def read_goals(grid: Grid, first: int, last: int, found: Found) -> None:
    """Read the block whose labels begin in row `first`; it ends with row `last`, or with its own label."""
    last = _bottom(grid, first, last)
    for row in grid.rows(first, last):
        for spot in grid.spots(row):
            kind = GOALS.kind(spot.text)
            if kind in ("expected", "actual") and not found.get(f"goals.{kind}"):
                _read(grid, spot, last, f"goals.{kind}", found)
    if not found.get("goals.expected") and not found.get("goals.actual"):
        block = next((spot for spot in grid.spots(first) if GOALS.kind(spot.text) == "block"), None)
        if block is not None:
            _beside(grid, block, "goals.expected", found)


def _bottom(grid: Grid, first: int, last: int) -> int:
    """The last row of the block: the one its label 年度总体目标 reaches down to, or that before 绩效指标."""
    for spot in grid.spots(first):
        bottom = grid.area(spot.row, spot.column).bottom
        if GOALS.kind(spot.text) == "block" and bottom > first:
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
    else:
        _below(grid, label, last, path, found)


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
