"""项目资金: the heading row with 年初预算数 …, and the lines below it; or the older layout of `预算数：` and `执行数：` pairs."""

from __future__ import annotations

import re
from dataclasses import replace

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import FundKind, FundLine, fund_kind, is_blank
from zipingbiao.form.money import is_amount, number
from zipingbiao.workbook.read.columns import Column, Heading, read_heading
from zipingbiao.workbook.read.grid import Grid, Spot
from zipingbiao.workbook.read.labels import COLUMNS, FUND_ROW, FUND_SOURCE, FUNDS, PAIR_BUDGET, bare
from zipingbiao.workbook.read.printed import result_text, said
from zipingbiao.workbook.read.regions import LEVELS, Region
from zipingbiao.workbook.read.source_map import Where

AMOUNTS = ("initial_budget", "annual_budget", "executed")
#: What the money block and its 得分 are called, and points in brackets.
_BLOCK = late_pattern("预算|资金|得分")
_POINTS = late_pattern(r"[（(](\d{1,3}(?:\.\d+)?)分")
#: A source of money over its column is a word: 中央, 省、地, 本级.
_LONGEST_SOURCE = 8
#: What a table of points heads.
_SCORED = frozenset({"weight", "score"})
_FIELDS = (*AMOUNTS, "weight", "rate", "score", "note", "review_score", "review_opinion", "rectification")


def funds_heading(grid: Grid, first: int, last: int) -> int:
    """The row that heads the money block: two of 年初预算数, 全年预算数, 执行数, 执行率. 0 where there is none."""
    for row in grid.rows(first, last):
        kinds = {FUNDS.kind(spot.text) for spot in grid.spots(row)}
        if len(kinds & {*AMOUNTS, "rate"}) >= 2:
            return row
    return 0


def other_scores(grid: Grid, region: Region) -> int:
    """The row that heads 分值 and 得分 of something else than the money and the indicators; 0 where there is none.

    A second table with points (项目决策, 项目管理 …) is not read: its sum would be a false one.
    """
    for row in grid.rows(region.top, region.header - 2):  # the row above the heading may be its first half
        if len(grid.spots(row)) < len(_SCORED):
            continue
        kinds = {COLUMNS.kind(spot.text) for spot in grid.spots(row)}
        if kinds >= _SCORED and not kinds & LEVELS and funds_heading(grid, row, row) != row:
            return row
    return 0


def labelled_funds(grid: Grid, row: int) -> Heading:
    """The columns of the block that `row` heads; in the layout of pairs the first line stands in `row` itself."""
    pairs = _pair_columns(grid, row)
    if pairs is not None:
        return Heading(row - 1, pairs)
    heading = read_heading(grid, row, FUNDS, _over_the_labels(grid, row))
    if "annual_budget" not in heading.columns and "sum" in heading.columns:
        heading.columns["annual_budget"] = heading.columns.pop("sum")
    if "annual_budget" not in heading.columns and "initial_budget" in heading.columns:
        # `年初预算数(A) | 全年执行数(B) | 执行率(B/A)`: the one budget printed is what was spent against.
        heading.columns["annual_budget"] = heading.columns.pop("initial_budget")
    return heading


def read_funds(grid: Grid, heading: Heading, last: int) -> tuple[tuple[FundLine, ...], dict[str, Where]]:
    """The lines of the block down to row `last`, and the cells of their fields."""
    sources = _sources(grid, heading)
    lines = _lines(grid, heading, last, min((column.left for column in sources), default=0))
    if (
        lines
        and all(line.row is not FundKind.TOTAL for line, _ in lines)
        and _is_amount_label(lines[0][0].kind, lines)
    ):
        # The first pair (`预算数：`), or a line that stands alone, is the whole sum.
        first, own = lines[0]
        lines[0] = (replace(first, kind=FundKind.TOTAL.value), own)
    lines = _with_weight(grid, heading, lines)
    lines += _from_sources(grid, sources, lines)
    places = {
        f"funds[{index}].{name}": place for index, (_, own) in enumerate(lines) for name, place in own.items()
    }
    return tuple(line for line, _ in lines), places


def _sources(grid: Grid, heading: Heading) -> tuple[Column, ...]:
    """The columns that a column 合计 adds up: `中央 | 省、地 | 本级 | 其他 | 合计（万元）`."""
    whole = heading.columns.get("annual_budget")
    if whole is None or not FUNDS.is_kind("sum", whole.label):
        return ()
    return tuple(
        column
        for column in heading.others
        if len(bare(column.label)) <= _LONGEST_SOURCE and FUND_SOURCE.match(column.label)
    )


def _from_sources(
    grid: Grid, sources: tuple[Column, ...], lines: list[tuple[FundLine, dict[str, Where]]]
) -> list[tuple[FundLine, dict[str, Where]]]:
    """A line for each source that stands beside the sum of the first line."""
    if not lines or not sources:
        return []
    row = lines[0][1]["annual_budget"][0]
    return [
        (
            FundLine(bare(column.label), annual_budget=grid.text(row, column.left)),
            {"annual_budget": grid.anchor(row, column.left)},
        )
        for column in sources
    ]


def _over_the_labels(grid: Grid, row: int) -> frozenset[int]:
    """The columns of amounts under which the lines are named: `年度预算数（万元）` over 总额, 其中：财政资金 …"""
    found = set()
    for spot in grid.spots(row):
        if FUNDS.kind(spot.text) in AMOUNTS:
            below = grid.text(grid.area(row, spot.column).bottom + 1, spot.column)
            if number(below) is None and FUND_ROW.similar(re.sub(r"\s", "", below)):
                found.add(spot.column)
    return frozenset(found)


def _with_weight(
    grid: Grid, heading: Heading, lines: list[tuple[FundLine, dict[str, Where]]]
) -> list[tuple[FundLine, dict[str, Where]]]:
    """A layout without 分值 column that prints the points with a label: `预算执行情况（20分）`, `得分（20分×执行率）`."""
    if "weight" in heading.columns:
        return lines
    labels = (spot for spot in grid.all_spots(heading.bottom - 1, heading.bottom) if _BLOCK.search(spot.text))
    printed = next(((spot, found) for spot in labels if (found := _POINTS.search(spot.text))), None)
    if printed is None:
        return lines
    spot, found = printed
    place = {"weight": grid.anchor(spot.row, spot.column)}
    return [
        (replace(line, weight=found[1]), own | place) if line.row is FundKind.TOTAL else (line, own)
        for line, own in lines
    ]


def _is_amount_label(kind: str, lines: list[tuple[FundLine, dict[str, Where]]]) -> bool:
    return fund_kind(kind) is FundKind.UNKNOWN and (len(lines) == 1 or FUNDS.kind(kind) in AMOUNTS)


def _lines(grid: Grid, heading: Heading, last: int, source: int) -> list[tuple[FundLine, dict[str, Where]]]:
    """The lines; `source`: the first column of those that a sum adds up, 0 for none."""
    amounts = [heading.columns[kind].left for kind in AMOUNTS if kind in heading.columns]
    first_amount = min([*amounts, source] if source else amounts, default=1)
    lines: list[tuple[FundLine, dict[str, Where]]] = []
    for row in grid.rows(heading.bottom + 1, last):
        values = heading.values(grid, row)
        label = _label(grid, row, first_amount)
        named = label is not None and FUND_ROW.similar(re.sub(r"\s", "", label.text))
        if not named and not any(is_amount(values[kind].text) for kind in AMOUNTS if kind in values):
            if lines or label is not None:
                break
            continue
        lines.append(_line(grid, row, heading, label, values))
    return lines


def _label(grid: Grid, row: int, before: int) -> Spot | None:
    """The text next to the amounts on their left; the block's own label spans several rows and begins above."""
    spots = [spot for spot in grid.spots(row) if spot.column < before]
    return spots[-1] if spots else None


def _line(
    grid: Grid, row: int, heading: Heading, label: Spot | None, values: dict[str, Spot]
) -> tuple[FundLine, dict[str, Where]]:
    kind = re.sub(r"\s", "", label.text).rstrip(":：") if label is not None else ""
    values = {name: spot for name, spot in values.items() if name in _FIELDS}
    texts = {name: spot.text for name, spot in values.items()}
    texts["note"] = said(texts.get("note", ""))
    for name in ("rate", "score"):
        if name in values:
            texts[name] = result_text(grid.cell(row, values[name].column))
    places = {
        name: grid.anchor(row, column.left) for name, column in heading.columns.items() if name in _FIELDS
    }
    places |= {name: grid.anchor(row, spot.column) for name, spot in values.items()}
    if label is not None:
        places["kind"] = grid.anchor(row, label.column)
    return FundLine(kind, **texts), places


def _pair_columns(grid: Grid, row: int) -> dict[str, Column] | None:
    """Where each value stands beside its label instead of below it (`预算数：| 100 | 执行数：| 99`)."""
    columns: dict[str, Column] = {}
    for spot in grid.spots(row):
        kind = FUNDS.kind(spot.text) or ("annual_budget" if PAIR_BUDGET.names(spot.text) else "")
        column, value = grid.right_of(spot)
        if not kind or value is None or value.column != column:
            continue
        if not is_amount(value.text) and not (value.text.endswith("%") or is_blank(value.text)):
            continue
        if kind == "annual_budget" and kind in columns and PAIR_BUDGET.names(spot.text):
            continue  # 预算数 says it better
        columns[kind] = Column(column, grid.area(row, column).right, spot.text)
    return columns if any(kind in columns for kind in AMOUNTS) else None
