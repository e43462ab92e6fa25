"""Forms that stand beside each other on the same rows of a sheet: each is read as if the others were not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from zipingbiao.edits.snapshot import Sheet
from zipingbiao.package.address import Area
from zipingbiao.workbook.read.grid import Grid, Spot
from zipingbiao.workbook.read.labels import COLUMNS, HEAD
from zipingbiao.workbook.read.regions import LEVELS, Region, inline_label

#: What every heading of indicators has, and a second form's once more.
_ONCE = frozenset({"level3", "target", "actual"})
_LAST_COLUMN = 1 << 14


def side_by_side(grid: Grid, sheet: Sheet, found: list[Region]) -> list[Sheet]:
    """The sheet cut between the forms that stand side by side, from left to right; itself where no two do.

    Cut only where it is certain: 项目名称 stands again further right, each of them has the whole heading of indicators
    below it, and no merged area lies across the cut.
    """
    if not any(len(set(_names(grid, region.top, region.header))) > 1 for region in found):
        return [sheet]
    cuts = _cuts(grid)
    if not cuts:
        return [sheet]
    return [_strip(sheet, left, right - 1) for left, right in pairwise((1, *cuts, _LAST_COLUMN))]


def _names(grid: Grid, first: int, last: int) -> list[int]:
    """The columns in which 项目名称 stands."""
    spots = grid.all_spots(first, last)
    return [spot.column for spot in spots if HEAD.kind(inline_label(spot.text)[0]) == "name"]


def _cuts(grid: Grid) -> list[int]:
    """The first column of each further form."""
    rows = list(grid.rows(1, grid.last_row))
    headings = sorted((each for row in rows for each in _headings(grid.spots(row))), key=_left)
    beside = [headings[0]] if headings else []
    for heading in headings[1:]:
        if _left(heading) > beside[-1][-1].column:
            beside.append(heading)
    cuts = [_first_column(grid, left[-1], right[0]) for left, right in pairwise(beside)]
    names = _names(grid, 1, grid.last_row)
    strips = pairwise((1, *cuts, _LAST_COLUMN))
    named = all(any(left <= name < right for name in names) for left, right in strips)
    return cuts if named and not any(_lies_across(grid, cut) for cut in cuts) else []


def _left(heading: list[Spot]) -> int:
    return heading[0].column


def _headings(spots: list[Spot]) -> Iterator[list[Spot]]:
    """The headings of indicators in a row, from left to right; only those that are whole."""
    heading: list[Spot] = []
    seen: set[str] = set()
    for spot in spots:
        kind = COLUMNS.kind(spot.text)
        if not kind:
            continue  # a label beside the heading, or the content of the form on the other side
        if (
            kind in LEVELS and seen - LEVELS
        ) or kind in seen & _ONCE:  # levels come first, and each column once
            if seen >= _ONCE:
                yield heading
            heading, seen = [], set()
        heading.append(spot)
        seen.add(kind)
    if seen >= _ONCE:
        yield heading


def _first_column(grid: Grid, last: Spot, first: Spot) -> int:
    """Where the form begins whose heading begins at `first`: a label of its head may stand further left."""
    free = grid.area(last.row, last.column).right + 1
    used = {spot.column for spot in grid.all_spots(1, grid.last_row)}
    column = first.column
    while column > free and column - 1 in used:
        column -= 1
    return column


def _lies_across(grid: Grid, cut: int) -> bool:
    return any(
        spot.column < cut <= grid.area(spot.row, spot.column).right
        for spot in grid.all_spots(1, grid.last_row)
    )


def _strip(sheet: Sheet, left: int, right: int) -> Sheet:
    """The columns from `left` to `right` of a sheet; every cell stays where it is."""
    cells = {at: cell for at, cell in sheet.cells.items() if left <= at[1] <= right}
    merges = tuple(area for area in sheet.merges if _within(area, left, right))
    return replace(sheet, cells=cells, merges=merges)


def _within(area: Area, left: int, right: int) -> bool:
    return left <= area.left and area.right <= right
