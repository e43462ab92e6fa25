"""The heading 一级指标 | 二级指标 | … of the indicators: which of its labels head values, and which only look like it."""

from __future__ import annotations

from dataclasses import replace

from zipingbiao.workbook.read.columns import ADJUSTED, Column, Heading, read_heading
from zipingbiao.workbook.read.grid import Grid
from zipingbiao.workbook.read.labels import CLASS_COLUMN, COLUMNS, INDICATOR_BAND

LEVELS = ("level1", "level2", "level3")


def indicator_heading(grid: Grid, header: int) -> Heading:
    """The heading; a column 完成情况 is the actual where no other column is."""
    outside = _left_of_the_levels(grid, header)
    of_levels = _points_of_levels(grid, header)
    heading = read_heading(grid, header, COLUMNS, outside.keys() | of_levels.keys())
    columns = heading.columns
    _from_above(grid, header, columns)
    if "actual" not in columns and "state" in columns:
        columns["actual"] = columns.pop("state")
    if "target" not in columns and ADJUSTED in columns:
        columns["target"] = columns.pop(ADJUSTED)
    if "level2" not in columns and "level1" in columns and "level3" not in columns:
        columns["level3"] = columns.pop("level1")
    if not columns.keys() & {"level1", "level2"}:
        for column in outside.values():
            if CLASS_COLUMN.names(column.label):
                columns["level1"] = outside.pop(column.left)
                break
    return replace(heading, beside=tuple(outside.values()), of_levels=tuple(of_levels.values()))


def _points_of_levels(grid: Grid, header: int) -> dict[int, Column]:
    """`一级指标 | 权重 | 二级指标 | 权重 | 三级指标 | 分值`: the points of a row stand behind its last level."""
    kinds = {spot.column: COLUMNS.kind(spot.text) for spot in grid.spots(header)}
    last = max((column for column, kind in kinds.items() if kind in LEVELS), default=0)
    if not any(kind == "weight" and column > last for column, kind in kinds.items()):
        return {}
    columns = (column for column, kind in kinds.items() if kind == "weight" and column < last)
    areas = {column: grid.area(header, column) for column in columns}
    return {column: Column(area.left, area.right, "") for column, area in areas.items()}


def _left_of_the_levels(grid: Grid, header: int) -> dict[int, Column]:
    """The labels left of 一级指标 (or of the first level printed), by column. They head no values: what stands there is
    the label of the whole block, 绩效指标完成情况, or a number of the row."""
    found: dict[int, Column] = {}
    kinds = {spot.column: COLUMNS.kind(spot.text) for spot in grid.spots(header)}
    for level in LEVELS:
        first = next((column for column, kind in kinds.items() if kind == level), 0)
        if first:
            for spot in grid.spots(header):
                if spot.column < first:
                    area = grid.area(header, spot.column)
                    found[area.left] = Column(area.left, area.right, spot.text)
            break
    return found


def _from_above(grid: Grid, header: int, columns: dict[str, Column]) -> None:
    """Labels that begin a row higher and reach down to the heading, or stand over an empty cell of it.

    实际完成值 beside 指标性质 | 指标值 | 度量单位; the label of the whole block is none of them.
    """
    for spot in grid.spots(header - 1):
        area = grid.area(spot.row, spot.column)
        kind = COLUMNS.kind(spot.text)
        if not kind or kind in columns:
            continue
        beside = area.left == area.right and not grid.text(header, area.left)
        if area.bottom >= header or (beside and not INDICATOR_BAND.match(spot.text)):
            columns[kind] = Column(area.left, area.right, spot.text)
