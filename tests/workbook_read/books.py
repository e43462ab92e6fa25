"""Form workbooks drawn with openpyxl, in the layouts that offices really use. Values are written as text, as published."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

FORMS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "data/forms.json").read_text("utf-8")
)

FUND_HEADS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
FUND_KEYS = ("initial_budget", "annual_budget", "executed", "weight", "rate", "score")
HEADS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "target": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
    "note": "偏差原因分析及改\n进措施",
}


@dataclass(frozen=True)
class Look:
    """How a form is drawn. `top`, `left`: the cell of the title; `leave`: indicator columns that the layout lacks."""

    top: int = 1
    left: int = 1
    leave: tuple[str, ...] = ()
    money_label: str = "项目资金\n（万元）"
    merged_levels: bool = True
    band: str = ""
    gap_rows: int = 0


def put(sheet: Worksheet, row: int, column: int, value: object, width: int = 1, height: int = 1) -> None:
    if value is not None:
        cell = sheet.cell(row, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    if width > 1 or height > 1:
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=row + height - 1, end_column=column + width - 1
        )


def draw(sheet: Worksheet, form: dict[str, Any], look: Look = Look()) -> int:
    """The official layout: title, head, money, goals, indicators, 总分. Gives the last row."""
    row, left = look.top, look.left
    put(sheet, row, left, form["title"], 9)
    put(sheet, row + 1, left, f"（{form['year']}）", 9)
    put(sheet, row + 2, left, "项目名称", 2)
    put(sheet, row + 2, left + 2, form["name"], 7)
    put(sheet, row + 3, left, "主管部门", 2)
    put(sheet, row + 3, left + 2, form["department"], 2)
    put(sheet, row + 3, left + 4, "实施单位")
    put(sheet, row + 3, left + 5, form["unit"], 4)
    row = _funds(sheet, form, look, row + 4)
    row = _goals(sheet, form, look, row)
    return _indicators(sheet, form, look, row + look.gap_rows)


def _funds(sheet: Worksheet, form: dict[str, Any], look: Look, row: int) -> int:
    left = look.left
    put(sheet, row, left, look.money_label, 2, len(form["funds"]) + 1)
    for index, head in enumerate(FUND_HEADS):
        put(sheet, row, left + 3 + index, head)
    for line in form["funds"]:
        row += 1
        put(sheet, row, left + 2, line["kind"])
        for index, key in enumerate(FUND_KEYS):
            put(sheet, row, left + 3 + index, line[key])
    return row + 1


def _goals(sheet: Worksheet, form: dict[str, Any], look: Look, row: int) -> int:
    left = look.left
    put(sheet, row, left, "年度总体\n目标", 1, 2)
    put(sheet, row, left + 1, "预期目标", 4)
    put(sheet, row, left + 5, "实际完成情况", 4)
    put(sheet, row + 1, left + 1, form["goals"]["expected"], 4)
    put(sheet, row + 1, left + 5, form["goals"]["actual"], 4)
    return row + 2


def _indicators(sheet: Worksheet, form: dict[str, Any], look: Look, row: int) -> int:
    left = look.left
    kinds = [kind for kind in HEADS if kind not in look.leave]
    put(sheet, row, left, "绩\n效\n指\n标", 1, len(form["indicators"]) + 1 + bool(look.band))
    if look.band:
        put(sheet, row, left + 1, look.band, len(kinds))
        row += 1
    for index, kind in enumerate(kinds):
        put(sheet, row, left + 1 + index, HEADS[kind])
    first = row + 1
    for line in form["indicators"]:
        row += 1
        for index, kind in enumerate(kinds):
            put(sheet, row, left + 1 + index, line[kind] or None)
    if look.merged_levels:
        _merge_level1(sheet, form, first, left + 1)
    row += 1
    put(sheet, row, left, "总分", 6 - sum(kind in look.leave for kind in ("level2",)))
    for kind in ("weight", "score"):
        if kind in kinds:
            put(sheet, row, left + 1 + kinds.index(kind), form["total"][kind])
    return row


def _merge_level1(sheet: Worksheet, form: dict[str, Any], first: int, column: int) -> None:
    lines = form["indicators"]
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index]["level1"] != lines[start]["level1"]:
            for row in range(first + start + 1, first + index):
                sheet.cell(row, column).value = None
            if index - start > 1:
                put(sheet, first + start, column, None, 1, index - start)
            start = index


def save(book: Workbook, folder: Path, name: str = "自评表.xlsx") -> Path:
    path = folder / name
    book.save(path)
    return path


def book_of(folder: Path, form: dict[str, Any], look: Look = Look()) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    draw(sheet, form, look)
    return save(book, folder)
