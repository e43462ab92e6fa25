"""撤销上次操作: the inverse of what a button did, kept per user and book, refused where a cell changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from zipingbiao.commands.places import same
from zipingbiao.edits.snapshot import CellValue, Edit, EditKind, Snapshot
from zipingbiao.package.address import parse_cell
from zipingbiao.settings import home

#: Kinds whose present content a snapshot shows.
_SEEN = (EditKind.VALUE, EditKind.FORMULA)


def remember(workbook: str, title: str, applied: Sequence[Edit]) -> None:
    """Keep what was done to a book; only the last step can be taken back."""
    if not applied:
        return
    path = _path(workbook)
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {"title": title, "edits": [_packed(edit) for edit in applied]}
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def last_step(workbook: str) -> tuple[str, list[Edit]] | None:
    """The title of the last step and its edits; None where nothing is kept."""
    try:
        data = json.loads(_path(workbook).read_text("utf-8"))
        return str(data["title"]), [_unpacked(each) for each in data["edits"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(workbook: str) -> None:
    _path(workbook).unlink(missing_ok=True)


def inverse(applied: Iterable[Edit], snapshot: Snapshot) -> tuple[list[Edit], list[str]]:
    """The edits that take a step back, and the cells left alone because somebody changed them since."""
    steps = list(applied)
    made = {edit.sheet for edit in steps if edit.kind is EditKind.SHEET and edit.new is not None}
    back: list[Edit] = []
    changed: list[str] = []
    for edit in reversed(steps):
        if edit.sheet in made and edit.kind is not EditKind.SHEET:
            continue  # the whole sheet goes
        if edit.kind in _SEEN and not _still_ours(edit, snapshot):
            changed.append(edit.cell)
            continue
        back.append(edit.inverse())
    return back, changed


def _still_ours(edit: Edit, snapshot: Snapshot) -> bool:
    sheet = next((each for each in snapshot.sheets if each.name == edit.sheet), None)
    if sheet is None:
        return True  # on a sheet that is gone there is nothing to lose
    cell = sheet.cells.get(parse_cell(edit.cell) or (0, 0))
    if edit.puts_formula:
        return cell is not None and cell.formula == str(edit.new)
    return same(cell.value if cell is not None else None, edit.new)


def _path(workbook: str) -> Path:
    return home() / "undo" / f"{hashlib.sha256(workbook.encode()).hexdigest()[:24]}.json"


def _packed(edit: Edit) -> list[object]:
    return [edit.kind.value, edit.sheet, edit.cell, *(_text(v) for v in (edit.old, edit.new, edit.cached))]


def _unpacked(data: list[object]) -> Edit:
    kind, sheet, cell, *values = data
    old, new, cached = (_value(value) for value in values)
    return Edit(EditKind(str(kind)), str(sheet), str(cell), old, new, cached)


def _text(value: CellValue) -> object:
    """Numbers told apart from texts: `[digits]`."""
    if isinstance(value, Decimal):
        return [format(value, "f")]
    return value if value is None or isinstance(value, bool | str) else str(value)


def _value(data: object) -> CellValue:
    if isinstance(data, list):
        return Decimal(str(data[0]))
    return data if data is None or isinstance(data, bool | str) else str(data)
