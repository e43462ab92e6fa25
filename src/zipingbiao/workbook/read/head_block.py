"""The head of a form: title, year, 项目名称, 编码, 主管部门, 实施单位; and 等级 and 总分 where they stand apart."""

from __future__ import annotations

import re

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.money import MONEY_UNITS
from zipingbiao.workbook.read.field_values import Found
from zipingbiao.workbook.read.grid import Grid, Spot
from zipingbiao.workbook.read.label_beside import Beside
from zipingbiao.workbook.read.labels import HEAD, compact
from zipingbiao.workbook.read.regions import Region, inline_label, inline_labels

_YEAR = late_pattern(r"[(\[]?((?:19|20)\d{2}年?度?)[)\]]?")
_YEAR_IN_TITLE = late_pattern(r"[（(\[]\s*((?:19|20)\d{2}\s*年?\s*度?)\s*[）)\]]")
_YEAR_BEFORE_TITLE = late_pattern(r"(?<!\d)((?:19|20)\d{2}\s*年(?:\s*度)?)(?!\s*\d{1,2}\s*月)")
_MONEY = f"({'|'.join(MONEY_UNITS)})"
_UNIT = late_pattern(rf"(?:\((?:金额)?(?:单位)?:?{_MONEY}\)|单位:(?:人民币)?{_MONEY}|资金{_MONEY}$)")
_LONGEST_TITLE = 60
_LIKE_A_TITLE = late_pattern(r"绩效|自评|表$")
DEFAULT_UNIT = "万元"


def read_head(grid: Grid, region: Region, first_block: int, found: Found) -> None:
    """Everything above the money and goals blocks (`first_block`: the row where they begin)."""
    _title_and_year(grid, region, first_block, found)
    beside = Beside(grid, region.top, first_block - 1)
    for spot in grid.all_spots(region.top, first_block - 1):
        _labelled(grid, spot, beside, found)
    if "unit" not in found.values and "budget_unit" in found.values:
        found.put("unit", found.get("budget_unit"), found.places["budget_unit"])


def read_apart(grid: Grid, first: int, last: int, found: Found) -> None:
    """等级 and 总分 that are printed in rows of their own."""
    beside = Beside(grid, first, last)
    for spot in grid.all_spots(first, last):
        kind = HEAD.kind(inline_label(spot.text)[0])
        if kind in ("grade", "total"):
            _labelled(grid, spot, beside, found)


def amount_unit(grid: Grid, first: int, last: int) -> str:
    """万元, 元, 亿元 …, from the labels around the money block; 万元 where none says."""
    for row in grid.rows(first, last):
        for spot in grid.spots(row):
            unit = _UNIT.search(compact(spot.text)) if len(spot.text) < 80 else None
            if unit:
                return next(group for group in unit.groups() if group)
    return DEFAULT_UNIT


def _labelled(grid: Grid, spot: Spot, beside: Beside, found: Found) -> None:
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
    column, value = beside.value(spot)
    if value is None:
        found.put(kind, "", grid.anchor(spot.row, column))
    else:
        found.put(kind, value.text, grid.anchor(value.row, value.column))


def _title_and_year(grid: Grid, region: Region, first_block: int, found: Found) -> None:
    printed = title_of(grid, region, first_block - 1)
    if printed is not None:
        title, place = printed.text, grid.anchor(printed.row, printed.column)
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
    if printed is not None and "year" not in found.values:
        year = _YEAR_BEFORE_TITLE.search(printed.text)
        if year:
            found.put("year", compact(year.group(1)), grid.anchor(printed.row, printed.column))


def title_of(grid: Grid, region: Region, last: int) -> Spot | None:
    """The title, in the words that are known or in words of its own; `last`: the last row it may stand in."""
    return region.title or _like_a_title(grid, region.top, last)


def _like_a_title(grid: Grid, first: int, last: int) -> Spot | None:
    """A heading in words of its own: it stands alone in a row above the first label, and speaks of 绩效 or a 表."""
    for row in grid.rows(first, last):
        spots = grid.spots(row)
        if len(spots) > 1 or HEAD.kind(inline_label(spots[0].text)[0]):
            return None
        if len(spots[0].text) <= _LONGEST_TITLE and _LIKE_A_TITLE.search(compact(spots[0].text)):
            return spots[0]
    return None
