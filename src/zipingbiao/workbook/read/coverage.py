"""What stands filled on the sheet of a form and was not read: rows, and headings that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from zipingbiao.form.coverage import Block, UnknownHeading, UnreadRow
from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import is_blank
from zipingbiao.form.money import is_amount
from zipingbiao.workbook.read.columns import Column, Heading
from zipingbiao.workbook.read.funds_block import AMOUNTS
from zipingbiao.workbook.read.grid import Grid
from zipingbiao.workbook.read.indicator_block import Block as Indicators
from zipingbiao.workbook.read.labels import COLUMNS, FUNDS, HEAD
from zipingbiao.workbook.read.regions import inline_label, is_title
from zipingbiao.workbook.read.source_map import Where

#: Columns whose meaning is known and that are no field of a form.
_NO_FIELD = frozenset(
    {"standard", "review", "state", "rule_deduction", "serial", "beside", "sum", "adjusted"}
)
_MONEY = late_pattern("资金|预算|执行率|执行数|拨款|支出")
#: A number behind such a label is no amount: 预算编码, 预算科目, 资金文号.
_NO_MONEY = late_pattern(r"编\s*码|代\s*码|编号|单位|部门|电话|年度$|级次|科目|文号|性质|类型|类别|人数")
_GOAL = late_pattern("目标")
_LONGEST_LABEL = 20
#: A shorter text beside a label of goals may be a date or a name.
_SHORTEST_GOAL = 8
_YEAR = late_pattern(r"(?:19|20)\d{2}")

#: What was not known, with the cell of it.
Unknown = list[tuple[UnknownHeading, Where]]
Unread = tuple[UnreadRow, Where]


def unread_indicators(block: Indicators) -> Iterator[Unread]:
    """The filled rows among and below the indicators that gave none."""
    for spot in block.unread:
        yield UnreadRow(Block.INDICATORS, spot.row, spot.text), (spot.row, spot.column)


def unknown_indicator_headings(grid: Grid, block: Indicators) -> Unknown:
    """The headings of the indicators over filled cells that no field took in; a column without a heading too."""
    heading, strange = block.heading, block.strange
    if not strange or not heading.columns:
        return []
    found: Unknown = []
    left = min(column.left for column in heading.columns.values())
    right = max(column.right for column in heading.columns.values())
    for column in heading.others:
        cells = sum(strange.pop(number, 0) for number in range(column.left, column.right + 1))
        if cells and COLUMNS.kind(column.label) not in _NO_FIELD:
            found.append(_unknown(grid, heading, column, Block.INDICATORS, cells))
    for column in heading.of_levels:
        strange.pop(column.left, 0)
    for column in heading.beside:
        figures = _figures(grid, heading.bottom + 1, block.bottom, column)
        if figures and COLUMNS.kind(column.label) not in _NO_FIELD:
            found.append(_unknown(grid, heading, column, Block.INDICATORS, figures))
    for number, cells in sorted(strange.items()):
        if cells and left <= number <= right:
            kind = heading.field(number)
            label = heading.columns[kind].label if kind else ""
            if kind not in _NO_FIELD:
                found.append(_unknown(grid, heading, Column(number, number, label), Block.INDICATORS, cells))
    return found


def _unknown(
    grid: Grid, heading: Heading, column: Column, block: Block, cells: int
) -> tuple[UnknownHeading, Where]:
    return UnknownHeading(block, column.label, cells), grid.anchor(heading.bottom, column.left)


def _figures(grid: Grid, first: int, last: int, column: Column) -> int:
    return sum(
        is_amount(spot.text)
        for row in grid.rows(first, last)
        for spot in grid.spots(row)
        if column.covers(spot.column)
    )


def unknown_fund_headings(grid: Grid, heading: Heading, places: Mapping[str, Where]) -> Unknown:
    """The headings of the money block over amounts that no field took in."""
    taken = set(places.values())
    rows = sorted({row for row, _ in taken})
    found: Unknown = []
    for column in heading.others:
        if FUNDS.kind(column.label) in _NO_FIELD:
            continue
        cells = sum(
            is_amount(spot.text) and (row, spot.column) not in taken
            for row in rows
            for spot in grid.spots(row)
            if column.covers(spot.column) and row > heading.bottom
        )
        if cells:
            found.append(_unknown(grid, heading, column, Block.FUNDS, cells))
    return found


def unread_funds(
    grid: Grid, heading: Heading | None, places: Mapping[str, Where], first: int, last: int
) -> Iterator[Unread]:
    """Rows of money from `first` to `last` that gave no line."""
    if heading is None:
        yield from _money_without_block(grid, first, last)
        return
    read = {row for row, _ in places.values()}
    columns = [heading.columns[kind] for kind in AMOUNTS if kind in heading.columns]
    for row in grid.rows(max(first, heading.bottom + 1), last):
        if row in read:
            continue
        spots = grid.spots(row)
        if any(is_amount(spot.text) and any(c.covers(spot.column) for c in columns) for spot in spots):
            yield UnreadRow(Block.FUNDS, row, spots[0].text), (row, spots[0].column)


def _money_without_block(grid: Grid, first: int, last: int) -> Iterator[Unread]:
    """Rows with a word of money and an amount, where no heading of the block was found."""
    for row in grid.rows(first, last):
        spots = grid.spots(row)
        label = next(
            (spot for spot in spots if _is_label(spot.text, _MONEY) and not _NO_MONEY.search(spot.text)), None
        )
        if label is None or is_title(spots[0].text):
            continue
        if any(is_amount(s.text) and not _YEAR.fullmatch(s.text) for s in spots if s.column > label.column):
            yield UnreadRow(Block.FUNDS, row, label.text), (row, label.column)


def unread_goals(grid: Grid, first: int, last: int) -> Iterator[Unread]:
    """The first row of a text that stands beside or below a label of goals, where none was read."""
    for row in grid.rows(first, last):
        label = next((spot for spot in grid.spots(row) if _is_label(spot.text, _GOAL)), None)
        if label is None or is_title(label.text):
            continue
        below = grid.spots(row + 1) if row < last else []
        for spot in (*grid.spots(row), *below):
            if (
                len(spot.text) >= _SHORTEST_GOAL
                and not _is_label(spot.text, _GOAL)
                and not is_blank(spot.text)
            ):
                yield UnreadRow(Block.GOALS, spot.row, label.text), (spot.row, spot.column)
                return


def _is_label(text: str, words: re.Pattern[str]) -> bool:
    return len(text) <= _LONGEST_LABEL and bool(words.search(text)) and not HEAD.kind(inline_label(text)[0])
