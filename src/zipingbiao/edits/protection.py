"""Protection that a user put on a sheet or a workbook: asked before the first edit, never written through."""

from __future__ import annotations

from collections.abc import Iterable

from zipingbiao.edits.snapshot import Edit, EditKind, Snapshot
from zipingbiao.for_people import ForPeople

_WHERE = "请先在“审阅”（LibreOffice：“工具”）里撤销保护，再试。"


class Protected(ForPeople):
    """Edits would write into what is protected; nothing was written."""


def refuse_protected(snapshot: Snapshot, edits: Iterable[Edit]) -> None:
    """:class:`Protected` where any of the edits could not be made by hand either."""
    protected = {sheet.name for sheet in snapshot.sheets if sheet.protected}
    if not protected and not snapshot.fixed:
        return
    for edit in edits:
        if edit.kind is EditKind.SHEET:
            if snapshot.fixed:
                raise Protected(f"工作簿的结构受保护，不能增减工作表，没有改动。{_WHERE}")
        elif edit.sheet in protected:
            raise Protected(f"工作表“{edit.sheet}”受保护，没有改动。{_WHERE}")
