"""One region of a sheet → one Form with the cell of every field, and what was doubtful about it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from zipingbiao.edits.snapshot import Sheet
from zipingbiao.form.coverage import FormKind
from zipingbiao.form.model import Form, FundKind, FundLine, Goals, Total
from zipingbiao.package.address import cell_name
from zipingbiao.package.fault import PartFault
from zipingbiao.record import record
from zipingbiao.workbook.below import read_below, read_signed
from zipingbiao.workbook.read.columns import Heading
from zipingbiao.workbook.read.coverage import (
    unknown_fund_headings,
    unknown_indicator_headings,
    unread_funds,
    unread_goals,
    unread_indicators,
)
from zipingbiao.workbook.read.field_values import Found, named_year
from zipingbiao.workbook.read.form_kind import kind_of
from zipingbiao.workbook.read.funds_block import funds_heading, labelled_funds, other_scores, read_funds
from zipingbiao.workbook.read.funds_list import listed_funds
from zipingbiao.workbook.read.goals_block import goals_above, goals_row, read_goals
from zipingbiao.workbook.read.grid import Grid
from zipingbiao.workbook.read.head_block import amount_unit, read_apart, read_head
from zipingbiao.workbook.read.indicator_block import Block, look_below, read_indicators, read_total
from zipingbiao.workbook.read.name_clashes import (
    fund_clashes,
    indicator_clashes,
    single_clashes,
    total_clashes,
)
from zipingbiao.workbook.read.named_fields import Named
from zipingbiao.workbook.read.printed import result_text, typed_constant
from zipingbiao.workbook.read.regions import Region
from zipingbiao.workbook.read.source_map import Places, Where
from zipingbiao.workbook.read.told import Told
from zipingbiao.workbook.slots import SINGLE, WORKING

#: A message names so many cells; a clerk looks them up one by one.
_NAMED_CELLS = 6
#: Labels that stand for a field with another path, or with none.
_INTERNAL = frozenset({"grade", "total", "budget_unit", "total.review"})


def read_region(
    grid: Grid, region: Region, labelled: Heading | None, form_id: str, named: Named | None = None
) -> Form:
    """The form that `region` holds: by its defined names where it has them, else by its printed labels.

    `labelled`: the heading of its indicators; None where no label heads them.
    """
    found, told = Found(), Told()
    if named is not None:
        named = _agreeing(grid, region, named, labelled, told)
    rows = _outline(grid, region, named)
    if rows.goals:
        read_goals(grid, rows.goals, rows.goals_last, found)
    read_head(grid, region, rows.first_block, found)
    if named is not None:
        named = _single_agreeing(grid, named, found, told)
    funds, places = _funds(grid, rows, named, told)
    block = _indicators(grid, region, labelled, named, found, told)
    _read_apart(grid, region, rows.first_block, block, found)
    if named is not None:
        _read_single(grid, named, found)
    _read_below(grid, region, named, block, found)
    funds = _with_note(funds, found, places)
    if not found.get("goals.expected") and not found.get("goals.actual"):
        told.rows += unread_goals(grid, region.top, rows.above)
    kind = kind_of(found.get("title"), block.heading.columns)
    _put_department(kind, found)
    places |= block.places
    places |= {path: where for path, where in found.places.items() if path not in _INTERNAL}
    reading = told.reading(len(block.indicators), places)
    return Form(
        id=found.get("code") or form_id,
        title=found.get("title"),
        year=found.get("year"),
        name=found.get("name"),
        code=found.get("code"),
        department=found.get("department"),
        unit=found.get("unit"),
        amount_unit=amount_unit(grid, region.top, max(rows.funds, rows.first_block)),
        funds=funds,
        goals=Goals(found.get("goals.expected"), found.get("goals.actual")),
        indicators=tuple(block.indicators),
        total=Total(found.get("total.weight"), found.get("total.score"), found.get("total.grade")),
        below=found.get("below"),
        kind=kind,
        file=grid.file,
        places=Places(grid.file, grid.name, places, grid.called),
        sheet_reading=reading,
    )


def _agreeing(grid: Grid, region: Region, named: Named, labelled: Heading | None, told: Told) -> Named:
    """The names without those of the indicators and the total that the labels contradict."""
    block, bottom = named.indicators, region.bottom
    if block is not None and labelled is not None and "target" in labelled.columns:
        if told.clash(indicator_clashes(grid, block, labelled)):
            named = replace(named, indicators=None)
        elif told.clash(total_clashes(grid, named.single, block.bottom + 1, bottom)):
            return named.without((SINGLE["total.weight"], SINGLE["total.score"]))
    if named.indicators is None:
        return named.without((SINGLE["total.weight"], SINGLE["total.score"]))
    return named


def _single_agreeing(grid: Grid, named: Named, found: Found, told: Told) -> Named:
    """The names without those of single fields that the labels contradict."""
    clashes = single_clashes(grid, named.single, found.places)
    told.clashes += clashes
    return named.without(clash.name for clash, _ in clashes)


def _put_department(kind: FormKind, found: Found) -> None:
    """On a department's own form 预算单位 is the department, where no other label says so."""
    if kind is FormKind.DEPARTMENT and not found.get("department") and "budget_unit" in found.values:
        found.put("department", found.get("budget_unit"), found.places["budget_unit"])


@record(frozen=True, slots=True)
class _Outline:
    """The rows where the blocks of a form begin and end; 0 for a block that is not there."""

    top: int
    funds: int
    funds_last: int
    goals: int
    goals_last: int
    first_block: int
    above: int


def _outline(grid: Grid, region: Region, named: Named | None) -> _Outline:
    above = _first_indicator(region, named) - 1
    funds = funds_heading(grid, region.top, above)
    goals = goals_row(grid, funds + 1 if funds else region.top, above)
    goals_last, funds_last = above, (goals or above + 1) - 1
    if funds and not goals:
        goals, goals_last = goals_above(grid, region.top, funds - 1), funds - 1
    first_block = min(row for row in (funds, goals, above + 1) if row)
    return _Outline(region.top, funds, funds_last, goals, goals_last, first_block, above)


def _first_indicator(region: Region, named: Named | None) -> int:
    """The row from which on everything belongs to the indicators: their heading, else the first of them."""
    if region.header or named is None or named.indicators is None:
        return region.header or region.bottom + 1
    return named.indicators.top


def _funds(
    grid: Grid, rows: _Outline, named: Named | None, told: Told
) -> tuple[tuple[FundLine, ...], dict[str, Where]]:
    labelled = labelled_funds(grid, rows.funds) if rows.funds else None
    own = named.funds if named is not None else None
    if own is not None and labelled is not None and told.clash(fund_clashes(grid, own, labelled)):
        own = None
    if own is not None:
        return read_funds(grid, own.heading(labelled), own.bottom)
    if labelled is None:
        listed = listed_funds(grid, rows.top, rows.above)
        if not listed[0]:
            told.rows += unread_funds(grid, None, {}, rows.top, rows.above)
        return listed
    lines, places = read_funds(grid, labelled, rows.funds_last)
    told.rows += unread_funds(grid, labelled, places, rows.funds, rows.funds_last)
    told.unknown += unknown_fund_headings(grid, labelled, places)
    return lines, places


def _indicators(
    grid: Grid, region: Region, labelled: Heading | None, named: Named | None, found: Found, told: Told
) -> Block:
    heading = labelled or Heading(region.bottom, {})
    if named is None or named.indicators is None:
        block = read_indicators(grid, heading, region.bottom, found)
        if region.header and "total.score" not in found.values:
            read_total(grid, block.heading, block.bottom + 1, region.bottom, found)
        _note_coverage(grid, block, told)
        return block
    block = read_indicators(grid, named.indicators.heading(labelled), named.indicators.bottom, found)
    if "total.score" not in named.single:
        read_total(grid, block.heading, named.indicators.bottom + 1, region.bottom, found)
    look_below(grid, block, named.indicators.bottom + 1, region.bottom)
    _note_coverage(grid, block, told)
    return block


def _note_coverage(grid: Grid, block: Block, told: Told) -> None:
    told.rows += unread_indicators(block)
    told.unknown += unknown_indicator_headings(grid, block)


def _read_single(grid: Grid, named: Named, found: Found) -> None:
    for path, area in named.single.items():
        text = result_text(grid.cell(area.top, area.left))
        found.put(path, named_year(text) if path == "year" else text, grid.anchor(area.top, area.left))


def _read_below(grid: Grid, region: Region, named: Named | None, block: Block, found: Found) -> None:
    """Under 总分 in the columns that are printed. Of other layouts nobody knows what is printed there and what typed."""
    if named is None:
        total = found.places.get("total.score", (block.bottom, 0))[0]
        read_signed(grid, max(block.bottom, total) + 1, region.bottom, found)
        return
    score, rows = named.single.get("total.score"), named.indicators
    if score is None or rows is None:
        return
    printed = [column.right for field, column in rows.columns.items() if field not in WORKING]
    read_below(grid, score.bottom + 1, region.bottom, max(printed), found)


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
