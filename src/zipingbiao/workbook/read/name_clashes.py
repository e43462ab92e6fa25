"""Defined names that no longer stand on the cells which the labels beside them name: a row was put in, a name dragged."""

from __future__ import annotations

from collections.abc import Mapping

from zipingbiao.form.coverage import NameClash
from zipingbiao.form.field_names import called
from zipingbiao.form.money import is_amount
from zipingbiao.package.address import Area, cell_name
from zipingbiao.workbook.read.columns import Heading
from zipingbiao.workbook.read.funds_block import AMOUNTS
from zipingbiao.workbook.read.grid import Grid
from zipingbiao.workbook.read.labels import SUBTOTAL_ROW, TOTAL_ROW
from zipingbiao.workbook.read.named_fields import NamedBlock
from zipingbiao.workbook.read.source_map import Where
from zipingbiao.workbook.slots import FUNDS, INDICATORS, SINGLE

#: Fields of the head and goals whose label says surely which cell is theirs.
_LABELLED = ("name", "code", "department", "unit", "goals.expected", "goals.actual")

#: The clashes of a form, each with the named cell.
Clashes = list[tuple[NameClash, Where]]


def single_clashes(grid: Grid, single: Mapping[str, Area], labelled: Mapping[str, Where]) -> Clashes:
    """The fields of one cell: what the label found goes before the name."""
    found: Clashes = []
    for path in _LABELLED:
        area, own = single.get(path), labelled.get(path)
        if area is None or own is None:
            continue
        named = grid.anchor(area.top, area.left)
        if named != own:
            found.append((NameClash(SINGLE[path], called(path), cell_name(*named), cell_name(*own)), named))
    return found


def total_clashes(grid: Grid, single: Mapping[str, Area], first: int, last: int) -> Clashes:
    """总分 named in a row without that label, though a row from `first` to `last` has it."""
    area = single.get("total.score")
    if area is None:
        return []
    rows = [row for row in grid.rows(first, last) if _is_total(grid, row)]
    if not rows or area.top in rows:
        return []
    named = (area.top, area.left)
    clash = NameClash(SINGLE["total.score"], called("total.score"), cell_name(*named), f"第{rows[0]}行")
    return [(clash, named)]


def _is_total(grid: Grid, row: int) -> bool:
    return any(TOTAL_ROW.names(spot.text) for spot in grid.spots(row))


def indicator_clashes(grid: Grid, named: NamedBlock, labelled: Heading) -> Clashes:
    """The rows or columns of 绩效指标; one clash tells for the whole block, which the labels then name."""
    column = _other_column(named, labelled, INDICATORS)
    if column is not None:
        return [column]
    first, last = named.top, named.bottom
    above = first <= labelled.bottom or any(
        _is_row(grid, row, labelled) for row in grid.rows(labelled.bottom + 1, first - 1)
    )
    if not above and not _is_row(grid, last + 1, labelled):
        return []
    target = named.columns["target"]
    place = (first, target.left)
    shown = f"{cell_name(*place)}:{cell_name(last, target.left)}"
    beginning = cell_name(labelled.bottom + 1, labelled.columns["target"].left)
    return [(NameClash(INDICATORS["target"], "绩效指标各行", shown, f"{beginning}起"), place)]


def fund_clashes(grid: Grid, named: NamedBlock, labelled: Heading) -> Clashes:
    """The rows or columns of 项目资金."""
    column = _other_column(named, labelled, FUNDS)
    if column is not None:
        return [column]
    outside = (*grid.rows(labelled.bottom + 1, named.top - 1), named.bottom + 1)
    if named.top > labelled.bottom and not any(_is_money(grid, row, labelled) for row in outside):
        return []
    kind, own = next(iter(named.columns.items()))
    shown, place = cell_name(named.top, own.left), (named.top, own.left)
    return [
        (
            NameClash(FUNDS[kind], "项目资金各行", shown, f"{cell_name(labelled.bottom + 1, own.left)}起"),
            place,
        )
    ]


def _other_column(
    named: NamedBlock, labelled: Heading, names: Mapping[str, str]
) -> tuple[NameClash, Where] | None:
    for kind, column in named.columns.items():
        own = labelled.columns.get(kind)
        if own is not None and (own.right < column.left or column.right < own.left):
            place = (named.top, column.left)
            below = cell_name(labelled.bottom + 1, own.left)
            return NameClash(names[kind], own.label, cell_name(*place), below), place
    return None


def _is_money(grid: Grid, row: int, heading: Heading) -> bool:
    """Whether the labels would read a row as a line of money."""
    values = heading.values(grid, row)
    return any(kind in values and is_amount(values[kind].text) for kind in AMOUNTS)


def _is_row(grid: Grid, row: int, heading: Heading) -> bool:
    """Whether the labels would read a row as an indicator."""
    values = heading.values(grid, row)
    if "level3" not in values or not ("target" in values or "actual" in values):
        return False
    return not any(SUBTOTAL_ROW.match(spot.text) or TOTAL_ROW.match(spot.text) for spot in grid.spots(row))
