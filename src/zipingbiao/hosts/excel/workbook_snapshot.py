"""An open Excel workbook as a :class:`Snapshot`: one block of values and one of formulas a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from zipingbiao.edits.snapshot import Cell, CellValue, Sheet, Snapshot
from zipingbiao.package.address import Area

if TYPE_CHECKING:
    from xlwings import Book, Range
    from xlwings import Sheet as BookSheet

#: A float of a spreadsheet has 15 digits that mean something.
_DIGITS = 15
#: Only such a number may be a fraction that is shown in %.
_MAY_BE_FRACTION = 2
#: No form is larger; a sheet of raw data is read up to here.
_MAX_ROWS, _MAX_COLUMNS = 2000, 256


def snapshot_of(workbook: Book) -> Snapshot:
    """The whole book. Very large sheets are read up to 2,000 rows and 256 columns: no form is larger."""
    sheets = tuple(_sheet(sheet) for sheet in workbook.sheets)
    names: dict[str, str] = {}
    for name in workbook.names:
        reference = name.refers_to or ""
        names[name.name] = reference.removeprefix("=") if "!" in reference else reference
    return Snapshot(workbook.name, sheets, names)


def _sheet(sheet: BookSheet) -> Sheet:
    used = sheet.used_range
    last = used.last_cell
    block = sheet.range((1, 1), (min(last.row, _MAX_ROWS), min(last.column, _MAX_COLUMNS)))
    values = block.options(ndim=2, err_to_str=True).value
    formulas = _rows(block.formula)
    cells: dict[tuple[int, int], Cell] = {}
    for r, (row, texts) in enumerate(zip(values, formulas, strict=True), 1):
        for c, (value, text) in enumerate(zip(row, texts, strict=True), 1):
            formula = text if isinstance(text, str) and _is_formula(text, value) else ""
            if value is None and not formula:
                continue
            cells[r, c] = _cell(sheet, r, c, value, formula)
    hidden = not sheet.visible
    merges = tuple(_merges(block))
    return Sheet(sheet.name, cells, merges, hidden)


def _is_formula(text: str, value: object) -> bool:
    """`=100%` typed as text is no formula: there the cell's value is the same text."""
    return text.startswith("=") and text != value


def _cell(sheet: BookSheet, row: int, column: int, value: Any, formula: str) -> Cell:
    read = _value(value)
    shown_as = ""
    if isinstance(read, Decimal) and abs(read) <= _MAY_BE_FRACTION:
        shown_as = sheet.range((row, column)).number_format or ""
    error = (
        isinstance(value, str) and value.startswith("#") and value.rstrip("!?").isupper() and bool(formula)
    )
    return Cell(read, shown_as or "General", formula, error)


def _value(value: Any) -> CellValue:
    if isinstance(value, bool) or value is None or isinstance(value, str | datetime | date):
        return value
    return Decimal(format(value, f".{_DIGITS}g"))


def _rows(block: Any) -> list[list[Any]]:
    """A block of formulas, however many cells it has."""
    if not isinstance(block, list | tuple):
        return [[block]]
    return [list(row) if isinstance(row, list | tuple) else [row] for row in block]


def _merges(block: Range) -> Iterator[Area]:
    """Merged areas, found by halving: Excel says of a whole block whether none, all or some of it is merged."""
    found: set[tuple[int, int, int, int]] = set()
    waiting = [(block.row, block.column, block.last_cell.row, block.last_cell.column)]
    while waiting:
        top, left, bottom, right = waiting.pop()
        piece = block.sheet.range((top, left), (bottom, right))
        if piece.merge_cells is False:
            continue
        if (top, left) == (bottom, right):
            area = piece.merge_area
            found.add((area.row, area.column, area.last_cell.row, area.last_cell.column))
        elif bottom - top >= right - left:
            middle = (top + bottom) // 2
            waiting += [(top, left, middle, right), (middle + 1, left, bottom, right)]
        else:
            middle = (left + right) // 2
            waiting += [(top, left, bottom, middle), (top, middle + 1, bottom, right)]
    for top, left, bottom, right in sorted(found):
        yield Area(top, left, bottom, right)
