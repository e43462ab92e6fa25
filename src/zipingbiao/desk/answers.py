"""What comes back beside the forms: 整改情况 filled in a letter by the unit, in the workbook or in the Word file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from zipingbiao.batch.folder import Entry
from zipingbiao.desk.register import Register
from zipingbiao.documents.kinds import Kind
from zipingbiao.documents.read import read_document
from zipingbiao.edits.read_xlsx import read_snapshot
from zipingbiao.edits.snapshot import Sheet
from zipingbiao.package.fault import ReadFault
from zipingbiao.workbook.read.printed import cell_text

LETTER = "退回意见"
#: The Word letter has no room for a column of its own: 编号 stands under the place.
IDS, ANSWER = ("编号", "位置、编号"), "整改情况"


def store_answers(register: Register, own: Iterable[Entry]) -> int:
    """The 整改情况 of every letter among the files; how many were filled in."""
    found = 0
    for entry in own:
        if LETTER not in (entry.inputs.own, entry.inputs.around):
            continue
        try:
            sheets = _sheets(entry.path)
        except (ReadFault, OSError):
            continue  # the file is told of among those left out
        for sheet in sheets:
            for id, text in _answers(sheet):
                register.add("answers", round=register.round, id=id, file=entry.shown, text=text)
                found += 1
    return found


def _sheets(path: Path) -> tuple[Sheet, ...]:
    """Raises ReadFault."""
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return read_snapshot(path).sheets
    if path.suffix.lower() == ".docx":
        return read_document(path.read_bytes(), path.name, Kind.DOCX).snapshot.sheets
    return ()


def _answers(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Row by row: a heading tells where 编号 and 整改情况 stand in the rows below it."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        rows.setdefault(row, {})[column] = cell_text(cell).strip()
    ids = answers = 0
    for texts in rows.values():
        heads = {"".join(text.split()): column for column, text in texts.items()}
        named = next((heads[name] for name in IDS if name in heads), 0)
        if named and ANSWER in heads:
            ids, answers = named, heads[ANSWER]
        elif ids and texts.get(ids) and texts.get(answers):
            yield texts[ids].splitlines()[-1].strip(), texts[answers]
