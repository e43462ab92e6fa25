"""Money without headings, as a 绩效目标申报表 prints it: `年度资金总额：| 100`, below it `其中：财政拨款 | 80`."""

from __future__ import annotations

import re

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import FundKind, FundLine, fund_kind, is_blank
from zipingbiao.form.money import is_amount
from zipingbiao.workbook.read.grid import Grid, Spot
from zipingbiao.workbook.read.labels import FUND_ROW, HEAD
from zipingbiao.workbook.read.source_map import Where

_OF_THE_YEAR = late_pattern("年度|本年|当年|全年")
_OF_ALL_YEARS = late_pattern("实施期|中期|三年")
_TOTAL = late_pattern("总额|合计|金额|总预算|预算资金|资金总")


def listed_funds(grid: Grid, first: int, last: int) -> tuple[tuple[FundLine, ...], dict[str, Where]]:
    """The lines from row `first` to `last`, each amount as what may be spent; nothing without a total.

    Where the sums of all years stand beside those of the year, the year's count.
    """
    pairs = [pair for row in grid.rows(first, last) for pair in _pairs(grid, row)]
    totals = [label for label, _ in pairs if _is_total(label.text)]
    if not totals:
        return (), {}
    of_year = [label for label in totals if _OF_THE_YEAR.search(label.text)]
    chosen = (of_year or [label for label in totals if not _OF_ALL_YEARS.search(label.text)] or totals)[0]
    own = [
        (label, value)
        for label, value in pairs
        if label == chosen or (not _is_total(label.text) and _belongs(label, chosen, totals))
    ]
    lines: list[FundLine] = []
    places: dict[str, Where] = {}
    for label, (column, text) in own:
        kind = FundKind.TOTAL.value if label == chosen else re.sub(r"\s", "", label.text).rstrip(":：")
        places[f"funds[{len(lines)}].kind"] = grid.anchor(label.row, label.column)
        places[f"funds[{len(lines)}].annual_budget"] = grid.anchor(label.row, column)
        lines.append(FundLine(kind, annual_budget=text))
    return tuple(lines), places


def _belongs(label: Spot, chosen: Spot, totals: list[Spot]) -> bool:
    """Whether a line stands below or beside the chosen total rather than another one."""
    if len(totals) == 1:
        return label.row >= chosen.row
    return label.column == chosen.column


def _pairs(grid: Grid, row: int) -> list[tuple[Spot, tuple[int, str]]]:
    found = []
    for spot in grid.spots(row):
        plain = re.sub(r"\s", "", spot.text)
        if HEAD.kind(spot.text) or not (FUND_ROW.similar(plain) or _is_total(plain)):
            continue
        column, value = grid.right_of(spot)
        if value is None:
            continue
        near = value.column == column or grid.area(row, column).right + 1 >= value.column
        if near and (is_amount(value.text) or is_blank(value.text)):
            found.append((spot, (value.column, value.text)))
    return found


def _is_total(text: str) -> bool:
    return (bool(_TOTAL.search(text)) and not text.startswith("其中")) or fund_kind(text) is FundKind.TOTAL
