"""What an audit marked, written into the workbook under hidden names, so that it is taken back exactly."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from zipingbiao.edits.snapshot import Edit, EditKind, Snapshot
from zipingbiao.for_people import ForPeople

#: The hidden defined name that holds the record; a longer one goes on in `ZPB_MARKS_2`, `ZPB_MARKS_3` …
NAME = "ZPB_MARKS"
_FURTHER = re.compile(rf"{NAME}_(\d+)")
#: The longest text constant that a formula may hold is 255; quotes are doubled.
_CHUNK = 100
#: Excel may refuse a longer formula for a name where it is given by a program; in a file it would take 8192.
_FORMULA = 250
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


def record_edits(record: Record | None, snapshot: Snapshot) -> tuple[Edit, ...]:
    """The edits that write the record, or remove it; names of an earlier, longer one go."""
    formulas: list[str] = [] if record is None else _written(record)
    names = [NAME, *(f"{NAME}_{n}" for n in range(2, len(formulas) + 1))]
    stale = [name for name in snapshot.names if _FURTHER.fullmatch(name) and name not in names]
    new: list[str | None] = [*formulas] if formulas else [None]
    return tuple(
        Edit(EditKind.NAME, "", name, snapshot.names.get(name), text)
        for name, text in [*zip(names, new, strict=True), *((name, None) for name in stale)]
    )


def read_record(snapshot: Snapshot) -> Record | None:
    """The record of a workbook; None where nothing was marked, or the names hold something else."""
    further = sorted((int(found[1]), name) for name in snapshot.names if (found := _FURTHER.fullmatch(name)))
    stored = "".join(snapshot.names.get(name, "") for name in (NAME, *(name for _, name in further)))
    text = "".join(part.replace('""', '"') for part in _LITERAL.findall(stored))
    try:
        if not text.startswith("{"):
            text = zlib.decompress(base64.b64decode(text)).decode()
        data = json.loads(text)
        return Record(data["sheet"], tuple(Mark(*each) for each in data["marks"]))
    except (ValueError, KeyError, TypeError, zlib.error):
        return None


class TooManyMarks(ForPeople):
    """More marks than a workbook can remember; the message says what to do."""


def _written(record: Record) -> list[str]:
    marks = [[m.sheet, m.cell, m.before, m.colour, m.commented] for m in record.marks]
    text = json.dumps({"sheet": record.sheet, "marks": marks}, ensure_ascii=False, separators=(",", ":"))
    if len(text) > _READABLE:
        text = base64.b64encode(zlib.compress(text.encode(), 9)).decode()
    if len(text) > _LONGEST:
        raise TooManyMarks(
            f"要标记的有{len(marks)}格，一个文件记不下，没有标记。请把工作表分成几个文件再标记。"
        )
    pieces: list[str] = [""]
    for i in range(0, len(text), _CHUNK):
        literal = '"' + text[i : i + _CHUNK].replace('"', '""') + '"'
        if pieces[-1] and len(pieces[-1]) + len(literal) + len("={;}") > _FORMULA:
            pieces.append("")
        pieces[-1] += f";{literal}" if pieces[-1] else literal
    return ["={" + piece + "}" for piece in pieces]
