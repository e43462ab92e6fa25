"""Protected sheets and documents: seen before the first cell is written, and said in words that lead out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zipingbiao.edits.protection import Protected
from zipingbiao.edits.snapshot import Edit, EditKind

_CONTENT = (EditKind.VALUE, EditKind.FORMULA, EditKind.LINK)


def refuse_protected(document: Any, edits: Iterable[Edit]) -> None:
    """:class:`Protected` where one of the edits could not be made by hand either."""
    for edit in edits:
        if edit.kind is EditKind.SHEET and document.isProtected():
            raise Protected(
                "工作簿的结构受保护，不能增加或删除“问题清单”表，没有做任何改动。"
                "请先撤销保护（工具—保护工作簿结构），再按一次。"
            )
        if edit.sheet and document.Sheets.hasByName(edit.sheet) and _refuses(document, edit):
            raise Protected(
                f"“{edit.sheet}”工作表受保护，没有做任何改动。请先撤销保护（工具—保护工作表），再按一次。"
            )


def _refuses(document: Any, edit: Edit) -> bool:
    """A protected sheet takes contents in cells that are not locked, and nothing else of ours."""
    sheet = document.Sheets.getByName(edit.sheet)
    if not sheet.isProtected():
        return False
    if edit.kind not in _CONTENT:
        return True
    return bool(sheet.getCellRangeByName(edit.cell).getCellByPosition(0, 0).CellProtection.IsLocked)
