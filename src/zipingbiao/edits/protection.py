"""Protection that a user put on a sheet or a workbook: asked before the first edit, never written through."""

from __future__ import annotations

from collections.abc import Iterable

from zipingbiao.edits.snapshot import Edit, EditKind, Snapshot
from zipingbiao.for_people import ForPeople
from zipingbiao.package.address import parse_cell

_CONTENT = (EditKind.VALUE, EditKind.FORMULA, EditKind.LINK)


class Protected(ForPeople):
    """Edits would write into what is protected; nothing was written."""


def refuse_protected(snapshot: Snapshot, edits: Iterable[Edit]) -> None:
    """:class:`Protected` where any of the edits to a closed workbook could not be made by hand either."""
    unlocked = {sheet.name: sheet.unlocked for sheet in snapshot.sheets if sheet.unlocked is not None}
    if not unlocked and not snapshot.fixed:
        return
    for edit in edits:
        if edit.kind is EditKind.SHEET and snapshot.fixed:
            raise Protected(
                "工作簿的结构受保护，不能增加或删除“问题清单”表，没有做任何改动。"
                "请先在 Excel 里撤销保护（审阅—保护工作簿），再试。"
            )
        if edit.sheet not in unlocked:
            continue
        if edit.kind not in _CONTENT or parse_cell(edit.cell) not in unlocked[edit.sheet]:
            raise Protected(
                f"“{edit.sheet}”工作表受保护，没有做任何改动。请先在 Excel 里撤销保护（审阅—撤销工作表保护），再试。"
            )
