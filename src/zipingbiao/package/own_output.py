"""Reports, summaries and lists that this tool wrote: told from forms by the category in the properties of the file."""

from __future__ import annotations

import re
from html import unescape

from zipingbiao import __version__
from zipingbiao.package.gate import Package

_MARK = "zipingbiao "
#: What this tool writes of forms for other programs and people: read like any form, but no second one beside the first.
WORD_FORM, IMPORT_SHEET = "Word 版自评表", "一体化导入表"
EXPORTS = frozenset({WORD_FORM, IMPORT_SHEET})
_PROPERTIES = "docProps/core.xml"
_VERSION = re.compile(r"<(?:\w+:)?version>[^<]*</(?:\w+:)?version>")
_BARE = re.compile(r"<cp:coreProperties([^>]*)/>")
_CATEGORY = re.compile(rf"<(?:\w+:)?category>{_MARK}([^<]+)<")


def with_version(properties: bytes) -> bytes:
    """The core properties of a package with the version of this program, which wrote it."""
    text = _VERSION.sub("", properties.decode())
    end = text.rfind("</")
    element = f"<cp:version>{__version__}</cp:version>"
    if end < 0 or "cp:coreProperties" not in text:  # written without children, or with another prefix
        return _BARE.sub(rf"<cp:coreProperties\1>{element}</cp:coreProperties>", text).encode()
    return f"{text[:end]}{element}{text[end:]}".encode()


def category_of(kind: str) -> str:
    """The category of a workbook of that kind (审核报告, 汇总表 …)."""
    return _MARK + kind


def own_output(package: Package) -> str:
    """审核报告, 汇总表 …; "" for a form, a ledger, and everything that somebody else wrote."""
    if not package.has(_PROPERTIES):
        return ""
    found = _CATEGORY.search(package.read(_PROPERTIES).decode("utf-8", "replace"))
    return unescape(found[1]) if found is not None else ""
