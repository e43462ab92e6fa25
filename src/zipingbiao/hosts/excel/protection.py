"""Protected sheets and books: seen before the first cell is written, and said in words that lead out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zipingbiao.edits.snapshot import Edit, EditKind
from zipingbiao.for_people import ForPeople

if TYPE_CHECKING:
    from xlwings import Book, Sheet

_CONTENT = (EditKind.VALUE, EditKind.FORMULA, EditKind.LINK)
_LOOK = (EditKind.COLOUR, EditKind.COMMENT, EditKind.NUMBER_FORMAT, EditKind.ROW_HEIGHT)


class Protected(ForPeople):
    """A sheet or the structure of the book is protected; nothing was changed."""


def refuse_protected(workbook: Book, edits: Iterable[Edit]) -> None:
    """:class:`Protected` where one of the edits would be refused by Excel."""
    wanted = list(edits)
    if any(edit.kind is EditKind.SHEET for edit in wanted) and workbook.api.ProtectStructure:
        raise Protected(
            "工作簿的结构受保护，不能增加或删除“问题清单”表，没有做任何改动。"
            "请先撤销保护（审阅—保护工作簿），再按一次。"
        )
    for sheet in workbook.sheets:
        here = [edit for edit in wanted if edit.sheet == sheet.name]
        if here and _refuses(sheet, here):
            raise Protected(
                f"“{sheet.name}”工作表受保护，没有做任何改动。请先撤销保护（审阅—撤销工作表保护），再按一次。"
            )


def _refuses(sheet: Sheet, edits: list[Edit]) -> bool:
    """A protected sheet takes contents in cells that are not locked, and nothing else of ours."""
    if not sheet.api.ProtectContents:
        commented = any(edit.kind is EditKind.COMMENT for edit in edits)
        return commented and bool(sheet.api.ProtectDrawingObjects)
    if any(edit.kind in _LOOK for edit in edits):
        return True
    return any(edit.kind in _CONTENT and sheet.range(edit.cell).api.Locked is not False for edit in edits)
