"""The head of a form: title, year, 项目名称, 编码, 主管部门, 实施单位; and 等级 and 总分 where they stand apart."""

from __future__ import annotations

import re

from zipingbiao.workbook.read.field_values import Found
from zipingbiao.workbook.read.grid import Grid, Spot
from zipingbiao.workbook.read.labels import COLUMNS, END, FUNDS, GOALS, HEAD, compact
from zipingbiao.workbook.read.regions import Region, inline_label, inline_labels

_YEAR = re.compile(r"[(\[]?((?:19|20)\d{2}年?度?)[)\]]?")
_YEAR_IN_TITLE = re.compile(r"[（(\[]\s*((?:19|20)\d{2}\s*年?\s*度?)\s*[）)\]]")
_YEAR_BEFORE_TITLE = re.compile(r"(?<!\d)((?:19|20)\d{2}\s*年(?:\s*度)?)(?!\s*\d{1,2}\s*月)")
_UNIT = re.compile(r"(?:\((?:金额)?(?:单位)?:?(万元|元)\)|单位:(?:人民币)?(万元|元)|资金(万元|元)$)")
_LONGEST_END_LABEL = 6
DEFAULT_UNIT = "万元"


def read_head(grid: Grid, region: Region, first_block: int, found: Found) -> None:
    """Everything above the money and goals blocks (`first_block`: the row where they begin)."""
    _title_and_year(grid, region, first_block, found)
    for spot in grid.all_spots(region.top, first_block - 1):
        _labelled(grid, spot, found)
    if "unit" not in found.values and "budget_unit" in found.values:
        found.put("unit", found.get("budget_unit"), found.places["budget_unit"])


def read_apart(grid: Grid, first: int, last: int, found: Found) -> None:
    """等级 and 总分 that are printed in rows of their own."""
    for spot in grid.all_spots(first, last):
        kind = HEAD.kind(inline_label(spot.text)[0])
        if kind in ("grade", "total"):
            _labelled(grid, spot, found)


def amount_unit(grid: Grid, first: int, last: int) -> str:
    """万元 or 元, from the labels around the money block; 万元 where none says."""
    for row in grid.rows(first, last):
        for spot in grid.spots(row):
            unit = _UNIT.search(compact(spot.text)) if len(spot.text) < 80 else None
            if unit:
                return next(group for group in unit.groups() if group)
    return DEFAULT_UNIT


def is_label(text: str) -> bool:
    """Whether a text is the label of some other field, so that it can't be the value of this one."""
    if any(labels.names(text) for labels in (HEAD, FUNDS, GOALS, COLUMNS)):
        return True
    return len(compact(text)) <= _LONGEST_END_LABEL and END.match(text)


def _labelled(grid: Grid, spot: Spot, found: Found) -> None:
    several = inline_labels(spot.text)
    for named, text in several:
        if not found.get(HEAD.kind(named)):
            found.put(HEAD.kind(named), text, grid.anchor(spot.row, spot.column))
    if several:
        return
    label, inline = inline_label(spot.text)
    kind = HEAD.kind(label)
    if not kind or found.get(kind):
        return
    if inline:
        found.put(kind, inline, grid.anchor(spot.row, spot.column))
        return
    column, value = grid.right_of(spot)
    if value is None or is_label(inline_label(value.text)[0]):
        found.put(kind, "", grid.anchor(spot.row, column))
    else:
        found.put(kind, value.text, grid.anchor(value.row, value.column))


def _title_and_year(grid: Grid, region: Region, first_block: int, found: Found) -> None:
    if region.title is not None:
        title, place = region.title.text, grid.anchor(region.title.row, region.title.column)
        year = _YEAR_IN_TITLE.search(title)
        if year:
            found.put("year", compact(year.group(1)), place)
            title = title[: year.start()] + title[year.end() :]
        found.put("title", re.sub(r"\s*\n\s*", "", title).strip(), place)
    for spot in grid.all_spots(region.top, first_block - 1):
        year = _YEAR.fullmatch(compact(spot.text)) if len(spot.text) < 20 else None
        if year and "年" in spot.text:
            found.put("year", year.group(1), grid.anchor(spot.row, spot.column))
            return
    if region.title is not None and "year" not in found.values:
        year = _YEAR_BEFORE_TITLE.search(region.title.text)
        if year:
            found.put("year", compact(year.group(1)), grid.anchor(region.title.row, region.title.column))
