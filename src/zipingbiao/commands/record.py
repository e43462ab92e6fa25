"""What an audit marked, written into the workbook under a hidden name, so that it is taken back exactly."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from zipingbiao.edits.snapshot import Edit, EditKind, Snapshot
from zipingbiao.for_people import ForPeople

#: The hidden defined name that holds the record.
NAME = "ZPB_MARKS"
#: The longest text constant that a formula may hold is 255; quotes are doubled.
_CHUNK = 100
#: No formula may be longer than 8192 characters; a longer record is packed, and one too long even so is refused.
_READABLE, _LONGEST = 4000, 8000
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked cell: its fill before and ours (`RRGGBB`, None for none), and whether the comment is ours."""

    sheet: str
    cell: str
    before: str | None
    colour: str
    commented: bool


@dataclass(frozen=True, slots=True)
class Record:
    """All marks, and the sheet 问题清单 as it was named."""

    sheet: str
    marks: tuple[Mark, ...]


def record_of(applied: Iterable[Edit], sheet: str) -> Record:
    """The record of edits as a host applied them."""
    done = tuple(applied)
    commented = {(edit.sheet, edit.cell) for edit in done if edit.kind is EditKind.COMMENT}
    marks = tuple(
        Mark(
            e.sheet, e.cell, None if e.old is None else str(e.old), str(e.new), (e.sheet, e.cell) in commented
        )
        for e in done
        if e.kind is EditKind.COLOUR and e.sheet != sheet
    )
    return Record(sheet, marks)


def record_edit(record: Record | None, snapshot: Snapshot) -> Edit:
    """The edit that writes the record, or removes it."""
    old = snapshot.names.get(NAME)
    return Edit(EditKind.NAME, "", NAME, old, None if record is None else _written(record))


def read_record(snapshot: Snapshot) -> Record | None:
    """The record of a workbook; None where nothing was marked, or the name holds something else."""
    text = "".join(part.replace('""', '"') for part in _LITERAL.findall(snapshot.names.get(NAME, "")))
    try:
        if not text.startswith("{"):
            text = zlib.decompress(base64.b64decode(text)).decode()
        data = json.loads(text)
        return Record(data["sheet"], tuple(Mark(*each) for each in data["marks"]))
    except (ValueError, KeyError, TypeError, zlib.error):
        return None


class TooManyMarks(ForPeople):
    """More marks than a workbook can remember; the message says what to do."""


def _written(record: Record) -> str:
    marks = [[m.sheet, m.cell, m.before, m.colour, m.commented] for m in record.marks]
    text = json.dumps({"sheet": record.sheet, "marks": marks}, ensure_ascii=False, separators=(",", ":"))
    if len(text) > _READABLE:
        text = base64.b64encode(zlib.compress(text.encode(), 9)).decode()
    if len(text) > _LONGEST:
        raise TooManyMarks(
            f"要标记的有{len(marks)}格，一个文件记不下，没有标记。请把工作表分成几个文件再标记。"
        )
    chunks = (text[i : i + _CHUNK].replace('"', '""') for i in range(0, len(text), _CHUNK))
    return "={" + ";".join(f'"{chunk}"' for chunk in chunks) + "}"
