"""Where Excel's ribbon enters Python: `PerfRibbon` calls `run_button` with the id of the control pressed."""

from __future__ import annotations

from zipingbiao.hosts.buttons.press import press
from zipingbiao.hosts.excel.dialogs import ExcelDialogs
from zipingbiao.hosts.excel.workbook_host import ExcelHost

PLAIN_VALUES = "plain_values"


def run_button(id: str) -> None:
    """Press a button on the workbook it was pressed in."""
    import xlwings

    workbook = xlwings.Book.caller()
    host = ExcelHost(workbook, ExcelDialogs(workbook.app))
    if id == PLAIN_VALUES:
        host.tell(host.toggle_plain_values())
        return
    press(id, host)
