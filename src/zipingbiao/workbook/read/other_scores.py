"""A second table with points on the sheet of a form (项目决策, 项目管理 …), which is not read: its sum would be a false one."""

from __future__ import annotations

from zipingbiao.workbook.read.funds_block import funds_heading
from zipingbiao.workbook.read.grid import Grid
from zipingbiao.workbook.read.labels import COLUMNS
from zipingbiao.workbook.read.regions import LEVELS, Region

_POINTS = frozenset({"weight", "score"})


def other_scores(grid: Grid, region: Region) -> int:
    """The row that heads 分值 and 得分 of something else than the money and the indicators; 0 where there is none."""
    for row in grid.rows(region.top, region.header - 2):  # the row above the heading may be its first half
        if len(grid.spots(row)) < len(_POINTS):
            continue
        kinds = {COLUMNS.kind(spot.text) for spot in grid.spots(row)}
        if kinds >= _POINTS and not kinds & LEVELS and funds_heading(grid, row, row) != row:
            return row
    return 0
