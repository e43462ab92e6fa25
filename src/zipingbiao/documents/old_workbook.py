"""An .xls or .et as a Snapshot, through xlrd: values with their formats, merged cells, defined names."""

from __future__ import annotations

import io
from collections.abc import Mapping
from decimal import Decimal
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from zipingbiao.documents.biff import look_through
from zipingbiao.documents.bounds import MAX_CELLS, too_much, within
from zipingbiao.edits.snapshot import Cell, CellValue, Sheet, Snapshot
from zipingbiao.package.address import Area
from zipingbiao.package.fault import ReadFault
from zipingbiao.package.number_format import EPOCH_1900, EPOCH_1904, moment, number_format, parse_number

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet as OldSheet

_NOT_INSTALLED = (
    "没有安装 xlrd，读不了 .xls 和 .et。请运行 pip install 'zipingbiao[xls]'，或用 Excel、WPS 另存为 .xlsx。"
)
_DAMAGED = "这个旧版 .xls 文件不完整或已损坏，请重新取得文件，或用 Excel、WPS 打开修复后另存为 .xlsx。"
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR, _BLANK = range(7)


def snapshot_of_xls(data: bytes, file: str) -> Snapshot:
    """The worksheets, hidden ones included. Raises ReadFault."""
    if find_spec("xlrd") is None:
        raise ReadFault(file, _NOT_INSTALLED)
    try:
        return _snapshot(data, file)
    except ReadFault:
        raise
    except MemoryError as fault:
        raise too_much(file, "文件展开后太大") from fault
    except Exception as fault:  # a broken file brings xlrd to whatever its bytes happen to mean
        raise ReadFault(file, _DAMAGED) from fault


def _snapshot(data: bytes, file: str) -> Snapshot:
    from xlrd import open_workbook
    from xlrd.compdoc import CompDoc

    said = io.StringIO()
    container = CompDoc(data, logfile=said)
    stream, start, length = next(
        found for name in ("Workbook", "Book") if (found := container.locate_named_stream(name))[0]
    )
    records = look_through(bytes(stream or b"")[start : start + length], file)
    workbook = open_workbook(file_contents=data, formatting_info=True, on_demand=True, logfile=said)
    sheets, left = [], MAX_CELLS
    for n in range(workbook.nsheets):
        sheet = workbook.sheet_by_index(n)
        formulas = records.formulas[n] if n < len(records.formulas) else set()
        cells = _cells(workbook, sheet, formulas)
        left -= len(cells)
        if left < 0:
            raise too_much(file, f"数据超过 {MAX_CELLS // 10_000} 万格")
        areas = [Area(top + 1, first + 1, bottom, last) for top, bottom, first, last in sheet.merged_cells]
        sheets.append(Sheet(sheet.name, cells, within(areas, cells, file), sheet.visibility != 0))
        workbook.unload_sheet(n)
    return Snapshot(file, tuple(sheets), _names(workbook))


def _cells(workbook: Book, sheet: OldSheet, formulas: set[tuple[int, int]]) -> dict[tuple[int, int], Cell]:
    found = {}
    for row in range(sheet.nrows):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        styles = [sheet.cell_xf_index(row, column) for column in range(sheet.row_len(row))]
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            if kind in (_EMPTY, _BLANK) or value == "":
                continue
            code = _format(workbook, styles[column])
            where = (row + 1, column + 1)
            read = _value(workbook, kind, value, code)
            formula = "=" if where in formulas else ""
            found[where] = Cell(read, code, formula, kind == _ERROR)
    return found


def _format(workbook: Book, style: int) -> str:
    found = workbook.format_map.get(workbook.xf_list[style].format_key)
    return found.format_str if found is not None else "General"


def _value(workbook: Book, kind: int, value: Any, code: str) -> CellValue:
    if kind == _BOOLEAN:
        return bool(value)
    if kind == _ERROR:
        from xlrd.biffh import error_text_from_code

        return str(error_text_from_code.get(value, "#VALUE!"))
    if kind not in (_NUMBER, _DATE):
        return str(value)
    number: Decimal | None = parse_number(repr(value))
    if number is None:
        return str(value)
    if number_format(code).date:
        return moment(number, EPOCH_1904 if workbook.datemode else EPOCH_1900) or number
    return number.to_integral_value() if number == number.to_integral_value() else number


def _names(workbook: Book) -> Mapping[str, str]:
    """Defined names as a workbook writes them; a name of one sheet only is keyed `表!NAME`."""
    titles = workbook.sheet_names()
    found = {}
    for each in workbook.name_obj_list:
        if each.hidden and not each.name.startswith("ZPB"):
            continue
        text = getattr(each.result, "text", "") or ""
        name = f"{titles[each.scope]}!{each.name}" if 0 <= each.scope < len(titles) else each.name
        found[name] = f"={text}" if text.startswith('"') else text
    return found
