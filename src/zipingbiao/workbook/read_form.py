"""One region of a sheet → one Form with the cell of every field, and what was doubtful about it."""

from __future__ import annotations

from types import MappingProxyType

from zipingbiao.form.model import Form, FundLine, Goals, Place, Total
from zipingbiao.workbook.address import cell_name
from zipingbiao.workbook.field_values import Found
from zipingbiao.workbook.funds_block import funds_heading, read_funds
from zipingbiao.workbook.goals_block import goals_row, read_goals
from zipingbiao.workbook.grid import Grid
from zipingbiao.workbook.head_block import amount_unit, read_apart, read_head
from zipingbiao.workbook.indicator_block import Block, read_indicators
from zipingbiao.workbook.problem import Problem
from zipingbiao.workbook.regions import Region
from zipingbiao.workbook.snapshot import Sheet

#: A message names so many cells; a clerk looks them up one by one.
_NAMED_CELLS = 6


def read_region(grid: Grid, region: Region, form_id: str) -> Form:
    """The form that `region` holds, by its printed labels."""
    found = Found()
    places: dict[str, Place] = {}
    above = (region.header or region.bottom + 1) - 1
    funds_row = funds_heading(grid, region.top, above)
    goals_first = goals_row(grid, funds_row + 1 if funds_row else region.top, above)
    funds: tuple[FundLine, ...] = ()
    if funds_row:
        funds, fund_places, _ = read_funds(grid, funds_row, (goals_first or above + 1) - 1)
        places |= fund_places
    if goals_first:
        read_goals(grid, goals_first, above, found)
    first_block = min(row for row in (funds_row, goals_first, above + 1) if row)
    read_head(grid, region, first_block, found)
    block = read_indicators(grid, region.header, region.bottom, found) if region.header else None
    _read_apart(grid, region, first_block, block, found)
    if block is not None:
        places |= block.places
    places |= found.places
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
        indicators=tuple(block.indicators) if block is not None else (),
        total=Total(found.get("total.weight"), found.get("total.score"), found.get("total.grade")),
        file=grid.file,
        places=MappingProxyType(places),
    )


def _read_apart(grid: Grid, region: Region, first_block: int, block: Block | None, found: Found) -> None:
    """等级 and 总分 above the blocks or below the indicators."""
    read_apart(grid, region.top, first_block - 1, found)
    if block is not None:
        read_apart(grid, block.bottom, region.bottom, found)
    for own, path in (("grade", "total.grade"), ("total", "total.score")):
        if own in found.values and not found.get(path):
            found.put(path, found.get(own), found.places[own])


def doubts(grid: Grid, sheet: Sheet, region: Region) -> list[Problem]:
    """Formulas without a result and error values among the cells of a form: what stands there cannot be known."""
    empty: list[str] = []
    wrong: list[str] = []
    for (row, column), cell in sheet.cells.items():
        if not region.top <= row <= region.bottom:
            continue
        if cell.error:
            wrong.append(f"{cell_name(row, column)}（{cell.value}）")
        elif cell.formula and cell.value is None:
            empty.append(cell_name(row, column))
    found = []
    if empty:
        text = f"工作表“{sheet.name}”的 {_listed(empty)} 是公式，但文件里没有存计算结果，按空白读取；请用 Excel 或 WPS 打开，保存后再试。"
        found.append(Problem(grid.file, text, sheet.name, empty[0]))
    if wrong:
        text = f"工作表“{sheet.name}”的 {_listed(wrong)} 是错误值，请改正公式或直接填写数值。"
        found.append(Problem(grid.file, text, sheet.name, wrong[0].partition("（")[0]))
    return found


def _listed(cells: list[str]) -> str:
    shown = "、".join(cells[:_NAMED_CELLS])
    return f"{shown} 等 {len(cells)} 个单元格" if len(cells) > _NAMED_CELLS else shown
