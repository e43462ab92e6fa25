"""How a ledger looks: headings, widths, text formats, dropdowns, 填写说明; printed on A4 across."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from zipingbiao.ledger.layout import GUIDE, LISTS, Column, Kind, Layout, SheetLayout
from zipingbiao.ledger.reasons import reason_labels
from zipingbiao.ledger.values import TEXT_FORMAT

_FONT = "宋体"
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: Points of one line of size 10.
_LINE_HEIGHT = 13.5
_LINE = Side(style="thin", color="FFBFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADING_FILL = PatternFill("solid", start_color="FFDDEBF7")
_REQUIRED_FILL = PatternFill("solid", start_color="FFFCE4D6")
#: Rows below the last project that still have dropdowns.
_SPARE_ROWS = 500
_BY_LIST = {"reasons": "若确无合适的类型可以保留，程序会提示。"}


@dataclass(frozen=True, slots=True)
class Look:
    """Font, alignment and border of the cells of a column."""

    font: Font
    alignment: Alignment
    border: Border


def look_of(column: Column) -> Look:
    """Figures right, levels and keys centred, texts left and wrapped."""
    textual = "left" if column.width >= 18 else "center"
    side = "right" if column.kind in (Kind.NUMBER, Kind.RATE) else textual
    return Look(
        Font(name=_FONT, size=10), Alignment(horizontal=side, vertical="center", wrap_text=True), _BORDER
    )


def row_height(texts: Iterable[tuple[str, int]]) -> float:
    """Points that show all of a row's texts, each with the width of its column; Excel allows 409."""
    lines = max(sum(_lines(part, width) for part in text.split("\n")) for text, width in texts)
    return min(409.0, _LINE_HEIGHT * lines + 4)


def _lines(text: str, width: int) -> int:
    """Lines of a wrapped text: a Chinese sign is as wide as two letters, and a line never fills to its end."""
    return max(1, math.ceil(sum(1 if ord(sign) < 0x2E80 else 2 for sign in text) / (width - 2)))


def style_heading(cell: Cell, column: Column) -> None:
    """A heading with what belongs into the column as a comment; required columns stand out."""
    cell.font = Font(name=_FONT, size=10, bold=True)
    cell.fill = _REQUIRED_FILL if column.required else _HEADING_FILL
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = _BORDER
    cell.comment = Comment(column.help, "zipingbiao", height=80, width=240)


def finish(page: Worksheet, sheet: SheetLayout, layout: Layout, filled: int) -> None:
    """Widths, formats of the rows still to fill, dropdowns, frozen headings, print set-up."""
    for number, column in enumerate(sheet.written, 1):
        dimension = page.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        if column.kind not in (Kind.NUMBER, Kind.RATE):
            dimension.number_format = TEXT_FORMAT
        if column.list:
            _add_dropdown(page, number, column, layout, filled)
    page.row_dimensions[1].height = 30
    page.freeze_panes = f"{get_column_letter(_names_project(sheet) + 1)}2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.written))}{max(filled + 1, 2)}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"


def _names_project(sheet: SheetLayout) -> int:
    """The column of 项目名称, up to which a sheet stays in view."""
    return next(n for n, column in enumerate(sheet.written, 1) if column.field == "name")


def _add_dropdown(page: Worksheet, number: int, column: Column, layout: Layout, filled: int) -> None:
    letter = get_column_letter(_columns_of_lists(layout)[column.list])
    count = len(_items(layout, column.list))
    strict = column.list in ("funds", "units")
    rule = DataValidation(
        type="list",
        formula1=f"'{LISTS}'!${letter}$2:${letter}${count + 1}",
        allow_blank=True,
        errorStyle="stop" if strict else "warning",
        errorTitle=column.heading,
        error="请从下拉里选择。"
        if strict
        else f"不在下拉里。{_BY_LIST.get(column.list, '若批复原文如此可以保留。')}",
        showErrorMessage=True,
    )
    own = get_column_letter(number)
    rule.add(f"{own}2:{own}{filled + 1 + _SPARE_ROWS}")
    page.add_data_validation(rule)


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """A text into a cell, as text: openpyxl would take `=100%` for a formula, `#N/A` for an error, and stop at a control character.

    `_x0041_` is no code here, and a control character leaves a visible mark.
    """
    cell.value = _CODE.sub("_x005F_", _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n")))
    cell.data_type = "s"


def add_lists(workbook: Workbook, layout: Layout) -> None:
    """The hidden sheet that the dropdowns read."""
    page = workbook.create_sheet(LISTS)
    for name, number in _columns_of_lists(layout).items():
        put_text(page.cell(1, number), name)
        for row, item in enumerate(_items(layout, name), 2):
            put_text(page.cell(row, number), item)
    page.sheet_state = "hidden"


def _columns_of_lists(layout: Layout) -> dict[str, int]:
    return {name: number for number, name in enumerate((*layout.lists, "reasons"), 1)}


def _items(layout: Layout, name: str) -> tuple[str, ...]:
    return reason_labels() if name == "reasons" else layout.lists[name]


def add_guide(workbook: Workbook, layout: Layout) -> None:
    """填写说明: how a ledger is filled, then every sheet and column."""
    page = workbook.create_sheet(GUIDE)
    page.sheet_view.showGridLines = False
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 26, 92
    _say(page, 1, layout.guide_title, size=16, bold=True)
    row = 3
    for line in layout.guide:
        _say(page, row, line)
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
        row += 1
    for sheet in layout.sheets:
        row += 1
        _say(page, row, f"工作表“{sheet.name}”", size=12, bold=True)
        _say(page, row, sheet.about, column=2)
        for column in sheet.written:
            row += 1
            _say(page, row, f"{column.heading}{'（必有）' if column.required else ''}")
            _say(page, row, column.help, column=2)
        row += 1
    page.page_setup.orientation, page.page_setup.paperSize = "portrait", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _say(
    page: Worksheet, row: int, text: str, *, column: int = 1, size: int = 11, bold: bool = False
) -> None:
    cell = page.cell(row, column)
    put_text(cell, text)
    cell.font = Font(name=_FONT, size=size, bold=bold)
    cell.alignment = Alignment(vertical="center", wrap_text=size == 11)
