"""Tables as sheets of a new workbook: text stays text, figures are figures; frozen headings, filter, print set-up.

openpyxl makes the sheets with their headings, looks and charts; the rows, which may be tens of thousands, are laid
into the finished package as XML (:mod:`zipingbiao.report.rows_xml`), five times as fast as cell objects.
"""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from zipingbiao import __version__
from zipingbiao.ledger.sheet_style import row_height
from zipingbiao.package.own_output import category_of
from zipingbiao.package.sealed import sealed
from zipingbiao.report.rows_xml import Rows, storable, with_rows
from zipingbiao.report.tables import Column, Kind, Table, Value

FONT = "宋体"
_LINE = Side(style="thin", color="FFBFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADING = PatternFill("solid", start_color="FFDDEBF7")
_TOTAL = PatternFill("solid", start_color="FFF2F2F2")
#: Letters from which on a text column wraps instead of running over.
_WRAPS = 16
#: Letters from which on a sheet is printed across.
_ACROSS = 90
#: … and on the larger paper.
_LARGE = 180


class Report:
    """A workbook of tables in the making. `kind`: what it is called when it lies among forms (审核报告, 汇总表 …)."""

    def __init__(self, kind: str) -> None:
        self.workbook = Workbook()
        self.workbook.properties.category = category_of(kind)
        self.workbook.properties.version = __version__
        self.workbook.remove(self.workbook.worksheets[0])
        self._rows: dict[str, Rows] = {}

    def add(self, table: Table) -> Worksheet:
        """One sheet with the table: remark, headings, rows, totals."""
        sheet: Worksheet = self.workbook.create_sheet(table.name)
        _set_up(sheet, table)
        if table.note:
            put(sheet.cell(1, 1), table.note, Font(name=FONT, size=10, italic=True))
        for number, column in enumerate(table.columns, 1):
            _heading(sheet.cell(table.top, number), column)
        last = table.top + len(table.rows)
        if table.rows:
            sheet.auto_filter.ref = f"A{table.top}:{get_column_letter(len(table.columns))}{last}"
            styles = [_style_of(sheet, number, column) for number, column in enumerate(table.columns, 1)]
            self._rows[table.name] = Rows(
                table.top + 1, styles, table.rows, _wraps(table), table.totals, _totals_of(sheet, table)
            )
        return sheet

    def bytes(self) -> bytes:
        """The workbook; the same tables give the same bytes."""
        parts = {
            f"xl/worksheets/sheet{n}.xml": self._rows[sheet.title]
            for n, sheet in enumerate(self.workbook.worksheets, 1)
            if sheet.title in self._rows
        }
        return with_rows(sealed(self.workbook), parts)


def put(cell: Cell | MergedCell, value: Value, font: Font) -> None:
    """A value into a cell; set as text, or openpyxl would take `=100%` for a formula and `#N/A` for an error."""
    cell.value = storable(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.font = font


def _heading(cell: Cell | MergedCell, column: Column) -> None:
    put(cell, column.heading, Font(name=FONT, size=10, bold=True))
    cell.fill, cell.border = _HEADING, _BORDER
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _set_up(sheet: Worksheet, table: Table) -> None:
    """Widths, frozen headings and print set-up: A4 or, for many columns, A3; one page wide, headings and page numbers on each."""
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = f"A{table.top + 1}"
    sheet.row_dimensions[table.top].height = row_height((c.heading, int(c.width)) for c in table.columns)
    across = sum(column.width for column in table.columns)
    sheet.page_setup.orientation = "landscape" if across > _ACROSS else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if across > _LARGE else sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{table.top}:{table.top}"
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.center.text = "&A　第 &P 页，共 &N 页"  # type: ignore[union-attr]


def _wraps(table: Table) -> list[tuple[int, int]]:
    """The columns whose text wraps, from 0, with their widths."""
    return [(i, int(column.width)) for i, column in enumerate(table.columns) if _is_wrapped(column)]


def _is_wrapped(column: Column) -> bool:
    return column.kind is Kind.TEXT and column.width >= _WRAPS


def _style_of(sheet: Worksheet, number: int, column: Column, *, total: bool = False) -> int:
    """The number of a column's look in the workbook's list of cell formats."""
    text = column.kind is Kind.TEXT
    cell = Cell(sheet, row=1, column=number)
    cell.font, cell.border = Font(name=FONT, size=10, bold=total), _BORDER
    cell.number_format = column.kind.value
    cell.alignment = Alignment(
        horizontal="left" if text else "right", vertical="top", wrap_text=_is_wrapped(column)
    )
    if total:
        cell.fill = _TOTAL
    return int(cell.style_id)


def _totals_of(sheet: Worksheet, table: Table) -> list[int]:
    return [_style_of(sheet, number, column, total=True) for number, column in enumerate(table.columns, 1)]
