"""One 说明 cell merged over several rows: the words of each row stand in it under the row's number and name.

What a person wrote there for all of them together is told by no row, and is nobody's to take apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from zipingbiao.form.model import Indicator, is_blank
from zipingbiao.form.shared_cells import rows_sharing

_BEGINS = re.compile(r"第(\d+)行“")


def joined(rows: Sequence[Indicator], texts: Iterable[tuple[int, str]]) -> str:
    """The texts of several rows as one cell holds them, a line for each. Rows count from 0."""
    return "\n".join(f"{_head(rows, i)}{text}" for i, text in sorted(texts))


def parts_of(rows: Sequence[Indicator], area: range) -> Mapping[int, str] | None:
    """What a shared cell says of each row; None where a person wrote it for all of them together."""
    text = rows[area.start].note
    if is_blank(text):
        return {}
    parts: dict[int, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if _BEGINS.match(line):
            found = _row_of(rows, area, line)
            if found is None or found[0] in parts:
                return None
            lines = parts.setdefault(found[0], [])
            line = found[1]
        elif not parts:
            return None
        lines.append(line)
    return {i: "\n".join(said).strip() for i, said in parts.items()}


def with_own_notes(rows: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """Each row with its own words of a note that it shares; a note told by no row stays in the first of its rows."""
    found = list(rows)
    for i in range(len(rows)):
        if "note" in rows[i].merged:
            continue
        area = rows_sharing(rows, i, "note")
        parts = parts_of(rows, area) if len(area) > 1 else None
        for j in area if parts is not None else ():
            found[j] = replace(rows[j], note=parts.get(j, "") if parts is not None else "")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class NoteOfRow:
    """What the notes of a form say of one row. `together`: of several rows at once, and not of which."""

    text: str
    together: bool = False


def notes_by_row(rows: Sequence[Indicator]) -> list[NoteOfRow]:
    """For each row its own note, its own lines of a cell that tells its rows apart, or all of one that does not."""
    found = []
    for i, own in enumerate(with_own_notes(rows)):
        area = rows_sharing(rows, i, "note")
        apart = len(area) == 1 or parts_of(rows, area) is not None
        found.append(NoteOfRow(own.note) if apart else NoteOfRow(rows[area.start].note, together=True))
    return found


def _head(rows: Sequence[Indicator], i: int) -> str:
    return f"第{i + 1}行“{_name(rows[i])}”："


def _row_of(rows: Sequence[Indicator], area: range, line: str) -> tuple[int, str] | None:
    """The row that a line begins with, and the words after it: by number and name, else by a name that only one bears."""
    for i in area:
        head = _head(rows, i)
        if line.startswith(head):
            return i, line[len(head) :]
    rest = _BEGINS.sub("", line, count=1)
    named = [(i, end) for i in area if rest.startswith(end := f"{_name(rows[i])}”：")]
    if len(named) != 1:
        return None
    row, head = named[0]
    return row, rest[len(head) :]


def _name(row: Indicator) -> str:
    return "".join((row.level3 or row.level2 or row.level1).split())
