"""An open Calc document as a :class:`Snapshot`: one block of values and one of formulas a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from zipingbiao.edits.snapshot import Cell, CellValue, Sheet, Snapshot
from zipingbiao.hosts.libreoffice.formulas import as_in_excel, quoted_sheet
from zipingbiao.package.address import Area, column_name

#: A float of a spreadsheet has 15 digits that mean something.
_DIGITS = 15
#: No form is larger; a sheet of raw data is read up to here.
_MAX_ROWS, _MAX_COLUMNS = 2000, 256
#: com.sun.star.sheet.FormulaResult.ERROR; com.sun.star.util.NumberFormat.DATE, .LOGICAL.
_ERROR, _DATE, _LOGICAL = 4, 2, 1024


def snapshot_of(document: Any, file: str) -> Snapshot:
    """The whole document. Very large sheets are read up to 2,000 rows and 256 columns: no form is larger."""
    sheets = tuple(_sheet(document, document.Sheets.getByIndex(n)) for n in range(document.Sheets.Count))
    return Snapshot(file, sheets, dict(_names(document)))


def _names(document: Any) -> Iterator[tuple[str, str]]:
    for name in document.NamedRanges.ElementNames:
        named = document.NamedRanges.getByName(name)
        area = named.getReferredCells()
        yield name, named.Content if area is None else _reference(area)


def _reference(area: Any) -> str:
    """`'自评表'!$C$6:$C$9`."""
    at = area.RangeAddress
    corners = [
        f"${column_name(column + 1)}${row + 1}"
        for column, row in ((at.StartColumn, at.StartRow), (at.EndColumn, at.EndRow))
    ]
    sheet = quoted_sheet(area.Spreadsheet.Name)
    return f"{sheet}!{corners[0]}" if corners[0] == corners[1] else f"{sheet}!{':'.join(corners)}"


def _sheet(document: Any, sheet: Any) -> Sheet:
    used = sheet.createCursor()
    used.gotoEndOfUsedArea(False)
    end = used.RangeAddress
    block = sheet.getCellRangeByPosition(
        0, 0, min(end.EndColumn, _MAX_COLUMNS - 1), min(end.EndRow, _MAX_ROWS - 1)
    )
    errors = _errors(block)
    cells: dict[tuple[int, int], Cell] = {}
    rows = zip(block.getDataArray(), block.getFormulaArray(), strict=True)
    for r, (values, formulas) in enumerate(rows, 1):
        for c, (value, text) in enumerate(zip(values, formulas, strict=True), 1):
            if not text and value in ("", None):
                continue
            # A text such as =100% looks like a formula here; its value is the same text.
            formula = as_in_excel(text) if text.startswith("=") and text != value else ""
            if (r, c) in errors:
                cells[r, c] = Cell(sheet.getCellByPosition(c - 1, r - 1).String, formula=formula, error=True)
            elif isinstance(value, float):
                cells[r, c] = _number(document, sheet.getCellByPosition(c - 1, r - 1), value, formula)
            else:
                cells[r, c] = Cell(value or None, formula=formula)
    merges = tuple(_merges(block))
    return Sheet(sheet.Name, cells, merges, not sheet.IsVisible)


def _errors(block: Any) -> set[tuple[int, int]]:
    found = set()
    for area in block.queryFormulaCells(_ERROR).RangeAddresses:
        found |= {
            (row + 1, column + 1)
            for row in range(area.StartRow, area.EndRow + 1)
            for column in range(area.StartColumn, area.EndColumn + 1)
        }
    return found


def _number(document: Any, cell: Any, value: float, formula: str) -> Cell:
    shown = document.NumberFormats.getByKey(cell.NumberFormat)
    if shown.Type & _LOGICAL:
        return Cell(bool(value), formula=formula)
    if shown.Type & _DATE:
        return Cell(_day(document, value), shown.FormatString, formula)
    read: CellValue = Decimal(format(value, f".{_DIGITS}g"))
    return Cell(read, shown.FormatString or "General", formula)


def _day(document: Any, value: float) -> date:
    zero = document.NullDate
    return date(zero.Year, zero.Month, zero.Day) + timedelta(days=int(value))


def _merges(block: Any) -> Iterator[Area]:
    """Merged areas, found by halving: a range says whether a merged cell begins in it."""
    at = block.RangeAddress
    waiting = [(at.StartRow, at.StartColumn, at.EndRow, at.EndColumn)]
    while waiting:
        top, left, bottom, right = waiting.pop()
        piece = block.Spreadsheet.getCellRangeByPosition(left, top, right, bottom)
        if not piece.getIsMerged():
            continue
        if (top, left) == (bottom, right):
            cursor = block.Spreadsheet.createCursorByRange(piece)
            cursor.collapseToMergedArea()
            area = cursor.RangeAddress
            yield Area(top + 1, left + 1, area.EndRow + 1, area.EndColumn + 1)
        elif bottom - top >= right - left:
            middle = (top + bottom) // 2
            waiting += [(top, left, middle, right), (middle + 1, left, bottom, right)]
        else:
            middle = (left + right) // 2
            waiting += [(top, left, bottom, middle), (top, middle + 1, bottom, right)]
