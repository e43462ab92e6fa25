"""Where Excel's ribbon enters Python: `PerfRibbon` calls `run_button` with the id of the control pressed."""

from __future__ import annotations

from zipingbiao.hosts.buttons.press import press
from zipingbiao.hosts.excel.dialogs import ExcelDialogs
from zipingbiao.hosts.excel.workbook_host import ExcelHost


def run_button(id: str) -> None:
    """Press a button on the workbook it was pressed in."""
    import xlwings

    workbook = xlwings.Book.caller()
    press(id, ExcelHost(workbook, ExcelDialogs(workbook.app)))
