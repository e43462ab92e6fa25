"""绩效指标: one :class:`Indicator` for each row below the heading 一级指标 …, and the 总分 row that ends the block."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from zipingbiao.form.model import Entry, Indicator, is_blank
from zipingbiao.form.money import number
from zipingbiao.workbook.read.columns import ADJUSTED, Heading
from zipingbiao.workbook.read.field_values import Found
from zipingbiao.workbook.read.grid import Grid, Spot
from zipingbiao.workbook.read.indicator_heading import LEVELS
from zipingbiao.workbook.read.labels import END, GRADE, HEAD, SUBTOTAL_ROW, TOTAL_ROW
from zipingbiao.workbook.read.printed import entry, result_text, said
from zipingbiao.workbook.read.regions import is_column_header, is_title
from zipingbiao.workbook.read.source_map import Where
from zipingbiao.workbook.read.split_target import joined_target, with_measure
from zipingbiao.workbook.signatures import is_signed

#: What a reviewer writes beside the self-evaluation, and what the unit answers.
REVIEW = ("review_score", "review_opinion", "rectification", "review_actual", "review_deviation")
_TEXTS = ("weight", "score", "note", "deduction", "reason", "detail", "evidence", *REVIEW)
FIELDS = (*LEVELS, "target", "actual", *_TEXTS)
#: What a whole row is pointed at by: its own cells, not the merged 一级指标.
_OWN = ("level3", "target", "actual", "weight")
_CONTENT = ("level3", "target", "actual")
#: What belongs to no row but its own: where it stands, there is something to read.
_OWN_TEXTS = ("target", "actual", "weight", "score", "note", "reason", "detail", "evidence")
#: Where a 报送版 prints 资金说明: in the 偏差原因 column of 总分.
_FUNDS_NOTE = re.compile(r"资金说明[：:]\s*(.+)", re.DOTALL)


@dataclass(slots=True)
class Block:
    """The indicators with their places, and the last row that was looked at."""

    heading: Heading
    indicators: list[Indicator] = field(default_factory=list)
    places: dict[str, Where] = field(default_factory=dict)
    bottom: int = 0
    #: What stands first in each filled row that gave no indicator.
    unread: list[Spot] = field(default_factory=list)
    #: Filled cells that no field took in, by column.
    strange: Counter[int] = field(default_factory=Counter)


def read_indicators(grid: Grid, heading: Heading, last: int, found: Found) -> Block:
    """Read from below the heading down to 总分, a note to the form, or row `last`."""
    block = Block(heading)
    block.bottom = block.heading.bottom
    level1 = ""
    for row in grid.rows(block.heading.bottom + 1, last):
        if is_column_header(grid, row) or is_title(grid.spots(row)[0].text):
            continue
        values = block.heading.values(grid, row)
        total = _total_label(grid, row, block.heading, values)
        if total is not None:
            _read_total(grid, row, total, block.heading, found)
            block.bottom = row
            break
        if _ends(grid, row, values):
            break
        block.bottom = row
        level1 = _level(grid, row, block.heading, values, "level1") or level1
        if len(values) < len(grid.spots(row)):
            _note_strangers(grid, row, values, block)
        if _is_indicator(grid, row, block.heading, values):
            _add(grid, row, values, level1, block)
        elif (spot := _passed_over(values)) is not None:
            block.unread.append(spot)
    look_below(grid, block, block.bottom + 1, last)
    return block


def _note_strangers(grid: Grid, row: int, values: dict[str, Spot], block: Block) -> None:
    taken = {spot.column for spot in values.values()}
    joined = {kind for kind, spot in values.items() if spot.joined}
    joined |= {"target"} & values.keys() if ADJUSTED in values else set()
    for spot in grid.spots(row):
        if spot.column not in taken and block.heading.field(spot.column) not in joined:
            block.strange[spot.column] += not is_blank(spot.text)


def _passed_over(values: dict[str, Spot]) -> Spot | None:
    """What stands first in a row that is no indicator, beside its levels; None where nothing does, or in a 小计."""
    if _is_subtotal(values):
        return None
    spots = (values[kind] for kind in _OWN_TEXTS if kind in values)
    return next((spot for spot in spots if not is_blank(spot.text)), None)


def look_below(grid: Grid, block: Block, first: int, last: int) -> None:
    """Rows below the end of the block that look like indicators: filled and not read."""
    for row in grid.rows(first, last):
        values = block.heading.values(grid, row)
        if not any(kind in values for kind in ("target", "actual")):
            continue
        named = next((values[kind] for kind in ("level3", "level2", "level1") if kind in values), None)
        if named is None or is_blank(named.text) or is_column_header(grid, row):
            continue
        spots = grid.spots(row)
        if is_signed(spots, has_points=_has_points(values)) or _is_subtotal(values):
            continue
        if not any(END.match(spot.text) or HEAD.kind(spot.text) for spot in spots):
            block.unread.append(named)


def read_total(grid: Grid, heading: Heading, first: int, last: int, found: Found) -> None:
    """The 总分 row somewhere from row `first` to `last`."""
    for row in grid.rows(first, last):
        label = _total_label(grid, row, heading, heading.values(grid, row))
        if label is not None:
            _read_total(grid, row, label, heading, found)
            return


def _ends(grid: Grid, row: int, values: dict[str, Spot]) -> bool:
    """A row of text below the block: 填表说明, 填报人, 注 …"""
    spots = grid.spots(row)
    if is_signed(spots, has_points=_has_points(values)):
        return True
    if "target" in values or "actual" in values:
        return False
    first = spots[0]
    return END.match(first.text) or bool(HEAD.kind(first.text))


def _has_points(values: dict[str, Spot]) -> bool:
    return any(number(values[kind].text) is not None for kind in ("weight", "score") if kind in values)


def _is_subtotal(values: dict[str, Spot]) -> bool:
    """小计, or 产出指标合计 where nothing was asked or answered."""
    texts = [values[kind].text for kind in LEVELS if kind in values]
    if any(SUBTOTAL_ROW.match(text) for text in texts):
        return True
    return not {"target", "actual"} & values.keys() and any(map(SUBTOTAL_ROW.composed, texts))


def _covering(grid: Grid, row: int, heading: Heading, kind: str) -> bool:
    """Whether the field's cell continues a merged cell that begins in a row above, below the heading."""
    column = heading.columns.get(kind)
    if column is None:
        return False
    area = grid.area(row, column.left)
    return heading.bottom < area.top < row


def _is_indicator(grid: Grid, row: int, heading: Heading, values: dict[str, Spot]) -> bool:
    """A row with content of its own. One that only continues merged cells, or is a 小计, is none."""
    if _is_subtotal(values):
        return False
    if any(kind in values for kind in _CONTENT):
        return True
    if "weight" not in values and "score" not in values:
        return False
    return not all(_covering(grid, row, heading, kind) for kind in _CONTENT if kind in heading.columns)


def _level(grid: Grid, row: int, heading: Heading, values: dict[str, Spot], kind: str) -> str:
    """一级, 二级 or 三级 of a row: its own text, or that of the merged cell it lies in. "" where neither is."""
    column = heading.columns.get(kind)
    if column is None:
        return ""
    if kind in values:
        return values[kind].text
    area = grid.area(row, column.left)
    if area.top <= heading.bottom or area.left < column.left:
        return ""
    return grid.text(area.top, area.left)


def _add(grid: Grid, row: int, values: dict[str, Spot], level1: str, block: Block) -> None:
    heading = block.heading
    texts = {kind: said(spot.text) for kind in _TEXTS if (spot := values.get(kind)) is not None}
    if "score" in values:
        texts["score"] = said(result_text(grid.cell(row, values["score"].column)))
    merged = frozenset(
        kind
        for kind in ("target", "actual", *_TEXTS)
        if kind not in values and _covering(grid, row, heading, kind)
    )
    target, actual = _entries(grid, row, values)
    path, paths = _paths(len(block.indicators))
    for kind, own in paths.items():
        if kind in values:
            block.places[own] = grid.anchor(row, values[kind].column)
        elif kind in heading.columns:
            block.places[own] = grid.anchor(row, heading.columns[kind].left)
    block.places[path] = next(
        (block.places[paths[kind]] for kind in _OWN if paths[kind] in block.places), (row, 1)
    )
    block.indicators.append(
        Indicator(
            level1=level1,
            level2=_level(grid, row, heading, values, "level2") or _level2_above(grid, row, values, block),
            level3=_level(grid, row, heading, values, "level3"),
            target=target,
            actual=actual,
            merged=merged,
            **texts,
        )
    )


def _level2_above(grid: Grid, row: int, values: dict[str, Spot], block: Block) -> str:
    """A layout without merged cells: where 一级指标 is left blank to mean the one above, so is 二级指标."""
    column = block.heading.columns.get("level1")
    if column is None or "level1" in values or not block.indicators:
        return ""
    return "" if _covering(grid, row, block.heading, "level1") else block.indicators[-1].level2


@lru_cache(maxsize=256)
def _paths(n: int) -> tuple[str, dict[str, str]]:
    """The path of a row (from 0), and the paths of its fields: the same texts in thousands of forms."""
    path = f"indicators[{n}]"
    return path, {kind: f"{path}.{kind}" for kind in FIELDS}


def _entries(grid: Grid, row: int, values: dict[str, Spot]) -> tuple[Entry, Entry]:
    """年度指标值 and 实际完成值, joined with 指标性质 and 度量单位 where these have their own columns."""
    target, actual = (_entry(grid, row, values.get(kind)) for kind in ("target", "actual"))
    measure = values["measure"].text if "measure" in values else ""
    direction = values["direction"].text if "direction" in values else ""
    if measure or direction:
        return joined_target(target, direction, measure), with_measure(actual, measure)
    return target, actual


def _entry(grid: Grid, row: int, spot: Spot | None) -> Entry:
    if spot is None:
        return Entry()
    return Entry(said(spot.text)) if spot.joined else entry(grid.cell(row, spot.column))


def _total_label(grid: Grid, row: int, heading: Heading, values: dict[str, Spot]) -> Spot | None:
    """The label 总分 or 合计, left of the figures."""
    figures = [
        heading.columns[kind].left
        for kind in ("target", "actual", "weight", "score")
        if kind in heading.columns
    ]
    first = min(figures, default=1)
    spots = [spot for spot in grid.spots(row) if spot.column <= first]
    exact = next((spot for spot in spots if TOTAL_ROW.names(spot.text)), None)
    if exact is not None or "target" in values or "actual" in values:
        return exact
    composed = next((spot for spot in spots if TOTAL_ROW.composed(spot.text)), None)
    if composed is not None or "level3" in values:
        return composed
    return next((spot for spot in spots if TOTAL_ROW.match(spot.text)), None)


def _read_total(grid: Grid, row: int, label: Spot, heading: Heading, found: Found) -> None:
    values = heading.values(grid, row)
    for kind in ("weight", "score"):
        column = heading.columns.get(kind)
        if column is None:
            continue
        spot = values.get(kind)
        if spot is not None and spot is not label:
            found.put(
                f"total.{kind}", result_text(grid.cell(row, spot.column)), grid.anchor(row, spot.column)
            )
        else:
            found.put(f"total.{kind}", "", grid.anchor(row, column.left))
    note = values.get("note")
    if note is not None and (text := _FUNDS_NOTE.fullmatch(note.text)):
        found.put("funds_note", text[1], grid.anchor(row, note.column))
    if not found.get("total.score"):
        _total_elsewhere(grid, row, label, found)
    for spot in grid.spots(row):
        if GRADE.match(spot.text):
            found.put("total.grade", spot.text, grid.anchor(row, spot.column))


def _total_elsewhere(grid: Grid, row: int, label: Spot, found: Found) -> None:
    """A layout without 得分 column: the last figure right of the label is the total."""
    weight = found.places.get("total.weight")
    figures = [
        spot
        for spot in grid.spots(row)
        if spot.column > label.column
        and number(spot.text) is not None
        and grid.anchor(row, spot.column) != weight
    ]
    if figures:
        last = figures[-1]
        found.put("total.score", result_text(grid.cell(row, last.column)), grid.anchor(row, last.column))
