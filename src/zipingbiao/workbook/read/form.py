"""One region of a sheet → one Form with the cell of every field, and what was doubtful about it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from zipingbiao.edits.snapshot import Sheet
from zipingbiao.form.model import Form, FundKind, FundLine, Goals, Total
from zipingbiao.package.address import cell_name
from zipingbiao.package.fault import PartFault
from zipingbiao.workbook.read.columns import Heading
from zipingbiao.workbook.read.field_values import Found
from zipingbiao.workbook.read.funds_block import funds_heading, labelled_funds, read_funds
from zipingbiao.workbook.read.goals_block import goals_above, goals_row, read_goals
from zipingbiao.workbook.read.grid import Grid
from zipingbiao.workbook.read.head_block import amount_unit, read_apart, read_head
from zipingbiao.workbook.read.indicator_block import Block, indicator_heading, read_indicators, read_total
from zipingbiao.workbook.read.named_fields import Named
from zipingbiao.workbook.read.other_scores import other_scores
from zipingbiao.workbook.read.printed import result_text, typed_constant
from zipingbiao.workbook.read.regions import Region
from zipingbiao.workbook.read.source_map import Places, Where

#: A message names so many cells; a clerk looks them up one by one.
_NAMED_CELLS = 6
#: Labels that stand for a field with another path, or with none.
_INTERNAL = frozenset({"grade", "total", "budget_unit", "total.review"})


def read_region(grid: Grid, region: Region, form_id: str, named: Named | None = None) -> Form:
    """The form that `region` holds: by its defined names where it has them, else by its printed labels."""
    found = Found()
    above = _first_indicator(region, named) - 1
    funds_row = funds_heading(grid, region.top, above)
    goals_first = goals_row(grid, funds_row + 1 if funds_row else region.top, above)
    goals_last, funds_last = above, (goals_first or above + 1) - 1
    if funds_row and not goals_first:
        goals_first, goals_last = goals_above(grid, region.top, funds_row - 1), funds_row - 1
    first_block = min(row for row in (funds_row, goals_first, above + 1) if row)
    if goals_first:
        read_goals(grid, goals_first, goals_last, found)
    read_head(grid, region, first_block, found)
    funds, places = _funds(grid, funds_row, funds_last, named)
    block = _indicators(grid, region, named, found)
    _read_apart(grid, region, first_block, block, found)
    if named is not None:
        _read_single(grid, named, found)
    funds = _with_note(funds, found, places)
    places |= block.places
    places |= {path: where for path, where in found.places.items() if path not in _INTERNAL}
    return Form(
        id=found.get("code") or form_id,
        title=found.get("title"),
        year=found.get("year"),
        name=found.get("name"),
        code=found.get("code"),
        department=found.get("department"),
        unit=found.get("unit"),
        amount_unit=amount_unit(grid, region.top, max(funds_row, first_block)),
        funds=funds,
        goals=Goals(found.get("goals.expected"), found.get("goals.actual")),
        indicators=tuple(block.indicators),
        total=Total(found.get("total.weight"), found.get("total.score"), found.get("total.grade")),
        file=grid.file,
        places=Places(grid.file, grid.name, places, grid.called),
    )


def _first_indicator(region: Region, named: Named | None) -> int:
    """The row from which on everything belongs to the indicators: their heading, else the first of them."""
    return region.header or (named.indicators.top if named is not None else region.bottom + 1)


def _funds(
    grid: Grid, row: int, last: int, named: Named | None
) -> tuple[tuple[FundLine, ...], dict[str, Where]]:
    labelled = labelled_funds(grid, row) if row else None
    if named is not None and named.funds is not None:
        return read_funds(grid, named.funds.heading(labelled), named.funds.bottom)
    return read_funds(grid, labelled, last) if labelled is not None else ((), {})


def _indicators(grid: Grid, region: Region, named: Named | None, found: Found) -> Block:
    labelled = indicator_heading(grid, region.header) if region.header else Heading(region.bottom, {})
    if named is None:
        block = read_indicators(grid, labelled, region.bottom, found)
        if region.header and "total.score" not in found.values:
            read_total(grid, block.heading, block.bottom + 1, region.bottom, found)
        return block
    block = read_indicators(grid, named.indicators.heading(labelled), named.indicators.bottom, found)
    if "total.score" not in named.single:
        read_total(grid, block.heading, named.indicators.bottom + 1, region.bottom, found)
    return block


def _read_single(grid: Grid, named: Named, found: Found) -> None:
    for path, area in named.single.items():
        text = result_text(grid.cell(area.top, area.left))
        found.put(path, _named_year(text) if path == "year" else text, grid.anchor(area.top, area.left))


def _named_year(text: str) -> str:
    """`（2024年度）` → `2024年度`; the template's `（    年度）` says nothing yet."""
    return text.strip("（）()") if any(letter.isdecimal() for letter in text) else ""


def _with_note(funds: tuple[FundLine, ...], found: Found, places: dict[str, Where]) -> tuple[FundLine, ...]:
    """资金说明 has one cell beside the block; it speaks of 年度资金总额."""
    if "funds_note" not in found.places:
        return funds
    place = found.places.pop("funds_note")
    for index, line in enumerate(funds):
        if line.row is FundKind.TOTAL:
            places[f"funds[{index}].note"] = place
            noted = replace(line, note=found.get("funds_note"))
            return (*funds[:index], noted, *funds[index + 1 :])
    return funds


def _read_apart(grid: Grid, region: Region, first_block: int, block: Block, found: Found) -> None:
    """等级 and 总分 above the blocks or below the indicators."""
    read_apart(grid, region.top, first_block - 1, found)
    read_apart(grid, block.bottom, region.bottom, found)
    if other_scores(grid, region):
        found.values.pop("total", None)
    for own, path in (("grade", "total.grade"), ("total", "total.score")):
        if own in found.values and not found.get(path):
            found.put(path, found.get(own), found.places[own])


def doubts(grid: Grid, sheet: Sheet, region: Region, entries: Set[Where]) -> list[PartFault]:
    """Formulas without a result and error values among the cells of a form: what stands there cannot be known.

    `entries`: the cells of 年度指标值 and 实际完成值, where `=100%` is no formula.
    """
    empty: list[str] = []
    wrong: list[str] = []
    for (row, column), cell in sheet.cells.items():
        if not region.top <= row <= region.bottom:
            continue
        if cell.error:
            wrong.append(f"{cell_name(row, column)}（{cell.value}）")
        elif cell.formula and cell.value is None and not ((row, column) in entries and typed_constant(cell)):
            empty.append(cell_name(row, column))
    found = []
    if empty:
        text = f"工作表“{sheet.name}”的 {_listed(empty)} 是公式，但文件里没有存计算结果，按空白读取；请用 Excel 或 WPS 打开，保存后再试。"
        found.append(PartFault(grid.file, text, sheet.name, empty[0]))
    if wrong:
        text = f"工作表“{sheet.name}”的 {_listed(wrong)} 是错误值，请改正公式或直接填写数值。"
        found.append(PartFault(grid.file, text, sheet.name, wrong[0].partition("（")[0]))
    return found


def _listed(cells: list[str]) -> str:
    shown = "、".join(cells[:_NAMED_CELLS])
    return f"{shown} 等 {len(cells)} 个单元格" if len(cells) > _NAMED_CELLS else shown
