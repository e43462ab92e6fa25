"""Reports, summaries and lists that this tool wrote: told from forms by the category in the properties of the file."""

from __future__ import annotations

import re
from html import unescape

from zipingbiao.package.gate import Package

_MARK = "zipingbiao "
_PROPERTIES = "docProps/core.xml"
_CATEGORY = re.compile(rf"<(?:\w+:)?category>{_MARK}([^<]+)<")


def category_of(kind: str) -> str:
    """The category of a workbook of that kind (审核报告, 汇总表 …)."""
    return _MARK + kind


def own_output(package: Package) -> str:
    """审核报告, 汇总表 …; "" for a form, a ledger, and everything that somebody else wrote."""
    if not package.has(_PROPERTIES):
        return ""
    found = _CATEGORY.search(package.read(_PROPERTIES).decode("utf-8", "replace"))
    return unescape(found[1]) if found is not None else ""
