"""What comes back beside the forms: 整改情况 filled in a letter by the unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zipingbiao.batch.folder import Entry
from zipingbiao.desk.register import Register
from zipingbiao.edits.read_xlsx import read_snapshot
from zipingbiao.edits.snapshot import Sheet
from zipingbiao.package.fault import ReadFault
from zipingbiao.workbook.read.printed import cell_text

LETTER = "退回意见"
ID, ANSWER = "编号", "整改情况"


def store_answers(register: Register, own: Iterable[Entry]) -> int:
    """The 整改情况 of every letter among the files; how many were filled in."""
    found = 0
    for entry in own:
        if entry.inputs.own != LETTER or entry.path.suffix.lower() not in (".xlsx", ".xlsm"):
            continue
        try:
            sheets = read_snapshot(entry.path).sheets
        except ReadFault:
            continue  # the file is told of among those left out
        for sheet in sheets:
            for id, text in _answers(sheet):
                register.add("answers", round=register.round, id=id, file=entry.shown, text=text)
                found += 1
    return found


def _answers(sheet: Sheet) -> Iterator[tuple[str, str]]:
    heads = {
        text: (row, column)
        for (row, column), cell in sheet.cells.items()
        if (text := "".join(cell_text(cell).split())) in (ID, ANSWER)
    }
    if len(heads) < 2 or heads[ID][0] != heads[ANSWER][0]:
        return
    top = heads[ID][0]
    for (row, column), cell in sorted(sheet.cells.items()):
        if column != heads[ID][1] or row <= top:
            continue
        answer = sheet.cells.get((row, heads[ANSWER][1]))
        if answer is not None and cell_text(answer).strip():
            yield cell_text(cell).strip(), cell_text(answer).strip()
