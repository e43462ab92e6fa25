"""Whether a workbook is a ledger, told from the names of its sheets; nothing else is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from zipingbiao.ledger.layout import ledger_layout
from zipingbiao.package.gate import Package

_BOOK = "xl/workbook.xml"
_SHEET_NAME = re.compile(r"""<(?:\w+:)?sheet\s[^<>]*?\bname=(?:"([^"]*)"|'([^']*)')""")


def holds_ledger(package: Package) -> bool:
    """Whether a workbook is a ledger: two of the sheets 项目, 资金, 指标 are there."""
    if not package.has(_BOOK):
        return False
    workbook = package.read(_BOOK).decode("utf-8", "replace")
    return names_ledger(unescape(found[1] or found[2] or "") for found in _SHEET_NAME.finditer(workbook))


def names_ledger(sheets: Iterable[str]) -> bool:
    """The same, told from the names of the sheets alone."""
    layout = ledger_layout()
    return len({found.name for name in sheets if (found := layout.sheet(name)) is not None}) >= 2
