"""撤销上次操作: the inverse of what a button did, kept per user and book, refused where something changed since."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from zipingbiao.commands.places import same
from zipingbiao.edits.snapshot import CellValue, Edit, EditKind, Sheet, Snapshot
from zipingbiao.package.address import parse_cell
from zipingbiao.settings import home, keep_private, private_folder

#: Kinds of which only the open program knows what stands there now.
ASKED = (EditKind.COLOUR, EditKind.COMMENT, EditKind.NUMBER_FORMAT, EditKind.ROW_HEIGHT)
_CONTENT = (EditKind.VALUE, EditKind.FORMULA, EditKind.LINK)
#: Points by which a program may round a row's height.
_ROUNDED = Decimal(1)

#: Records kept, one a workbook.
_KEPT = 50

#: What stands now where an edit of :data:`ASKED` went.
Standing = Callable[[Edit], CellValue]


def key(full_name: str, id: str) -> str:
    """What the steps on a book are remembered under: a copy has another name, another unsaved book another id."""
    return f"{full_name}\n{id}"


def remember(workbook: str, title: str, applied: Sequence[Edit]) -> None:
    """Keep what was done to a book; only the last step can be taken back."""
    if not applied:
        return
    path = _path(workbook)
    private_folder(path.parent)
    data = {"title": title, "edits": [_packed(edit) for edit in applied]}
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    keep_private(path)
    _prune(path.parent)


def _prune(folder: Path) -> None:
    """Only the records of the workbooks worked on last are kept: nobody takes back a step of last year."""
    with contextlib.suppress(OSError):
        kept = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[_KEPT:]:
            path.unlink(missing_ok=True)


def clear() -> int:
    """Take all records away; how many there were."""
    records = list((home() / "undo").glob("*.json"))
    for path in records:
        path.unlink(missing_ok=True)
    return len(records)


def last_step(workbook: str) -> tuple[str, list[Edit]] | None:
    """The title of the last step and its edits; None where nothing is kept."""
    try:
        data = json.loads(_path(workbook).read_text("utf-8"))
        return str(data["title"]), [_unpacked(each) for each in data["edits"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(workbook: str) -> None:
    _path(workbook).unlink(missing_ok=True)


def inverse(applied: Iterable[Edit], snapshot: Snapshot, standing: Standing) -> tuple[list[Edit], list[str]]:
    """The edits that take a step back, and the places left alone because somebody changed them since."""
    steps = list(applied)
    sheets = {sheet.name: sheet for sheet in snapshot.sheets}
    made = {edit.sheet for edit in steps if edit.kind is EditKind.SHEET and edit.new is not None}
    back: list[Edit] = []
    changed: list[str] = []
    #: What will stand in a place once the later edits of the step are taken back.
    then: dict[tuple[str, str, str], CellValue] = {}
    for edit in reversed(steps):
        place = (_CONTENT[0] if edit.kind in _CONTENT else edit.kind, edit.sheet, edit.cell)
        if edit.kind is EditKind.SHEET and edit.new is not None:
            made.discard(edit.sheet)
            ours = _untouched(steps, sheets.get(edit.sheet))
            if ours:
                del sheets[edit.sheet]  # one of that name may have stood there before
        elif edit.kind is EditKind.SHEET:
            ours = edit.sheet not in sheets
        elif edit.sheet in made:
            continue  # the whole sheet goes, or stays
        elif place in then:
            ours = same(then[place], edit.new)
        elif edit.kind is EditKind.NAME:
            ours = _same_name(snapshot.names.get(edit.cell), edit.new)
        else:
            ours = _still_ours(edit, sheets.get(edit.sheet), standing)
        if not ours:
            changed.append(edit.cell or f"“{edit.sheet}”表")
            continue
        then[place] = edit.old
        if not same(edit.old, edit.new):
            back.append(edit.inverse())
    return back, list(dict.fromkeys(changed))


def _still_ours(edit: Edit, sheet: Sheet | None, standing: Standing) -> bool:
    if sheet is None:
        return True  # on a sheet that is gone there is nothing to lose
    if edit.kind is EditKind.ROW_HEIGHT:
        now = standing(edit)
        both = isinstance(now, Decimal) and isinstance(edit.new, Decimal)
        return abs(now - edit.new) < _ROUNDED if both else same(now, edit.new)  # type: ignore[operator]
    if edit.kind in ASKED:
        return same(standing(edit), edit.new)
    cell = sheet.cells.get(parse_cell(edit.cell) or (0, 0))
    if edit.puts_formula:
        return cell is not None and cell.formula == str(edit.new)
    if edit.kind is EditKind.LINK:
        return (cell is not None and bool(cell.formula)) == bool(edit.new)
    return same(cell.value if cell is not None else None, edit.new) and not (cell and cell.formula)


def _untouched(steps: Iterable[Edit], sheet: Sheet | None) -> bool:
    """Whether a sheet that a step made holds what the step wrote, and nothing else."""
    if sheet is None:
        return False
    wrote: dict[tuple[int, int], Edit] = {}
    for edit in steps:
        if edit.sheet == sheet.name and edit.kind in _CONTENT and edit.new not in (None, ""):
            wrote[parse_cell(edit.cell) or (0, 0)] = edit
    return set(sheet.cells) == set(wrote) and all(
        sheet.cells[at].formula if edit.kind is not EditKind.VALUE else same(sheet.cells[at].value, edit.new)
        for at, edit in wrote.items()
    )


def _same_name(now: str | None, new: CellValue) -> bool:
    """Programs differ in whether they tell the = of a name."""
    if now is None or new is None:
        return now is None and new is None
    return now.removeprefix("=") == str(new).removeprefix("=")


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
