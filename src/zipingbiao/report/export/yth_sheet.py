"""The 一体化 import workbook of one form: a sheet whose columns are those of the system, every cell as text."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from zipingbiao import __version__
from zipingbiao.package.own_output import IMPORT_SHEET, category_of
from zipingbiao.package.sealed import sealed
from zipingbiao.report.export.yth_rows import COLUMNS, YthRow
from zipingbiao.report.rows_xml import storable

SHEET = "自评指标（项目支出）"
_WIDTHS = {"level3": 40, "actual": 24, "account": 40, "note": 50, "target": 14}
_WIDTH = 12


def yth_workbook(rows: Sequence[YthRow]) -> bytes:
    """The same form gives the same bytes."""
    workbook = Workbook()
    sheet: Worksheet = workbook.worksheets[0]
    sheet.title = SHEET
    for number, (field, heading) in enumerate(COLUMNS, 1):
        cell = sheet.cell(1, number, heading)
        cell.font = Font(name="宋体", size=10, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[cell.column_letter].width = _WIDTHS.get(field, _WIDTH)
        for line, row in enumerate(rows, 2):
            text = row.cells[field]
            target = sheet.cell(line, number)
            target.number_format = "@"
            target.alignment = Alignment(vertical="center", wrap_text=True)
            if text:
                # Set as text, or `=` would become a formula.
                target.value, target.data_type = storable(text), "s"
    workbook.properties.category = category_of(IMPORT_SHEET)
    workbook.properties.version = __version__
    sheet.freeze_panes = "A2"
    return sealed(workbook)
