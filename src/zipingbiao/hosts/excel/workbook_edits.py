"""Edits into an open Excel workbook: cells side by side are written in one call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from zipingbiao.edits.snapshot import CellValue, Edit, EditKind
from zipingbiao.hosts.buttons.step import written_whole
from zipingbiao.hosts.excel.protection import refuse_protected
from zipingbiao.package.address import parse_cell

if TYPE_CHECKING:
    from xlwings import Book, Range

_CONTENT = (EditKind.VALUE, EditKind.FORMULA, EditKind.LINK)


def apply(workbook: Book, edits: Iterable[Edit]) -> list[Edit]:
    """Make the edits in order, all or none; they come back with what really stood there before."""
    wanted = list(edits)
    refuse_protected(workbook, wanted)
    return written_whole(_batches(workbook, wanted), partial(_write, workbook))


def _batches(workbook: Book, edits: Iterable[Edit]) -> Iterator[list[Edit]]:
    """Contents side by side as one batch, everything else by itself."""
    for content, group in groupby(edits, key=lambda edit: edit.kind in _CONTENT):
        if content:
            yield from _runs(workbook, group)
        else:
            yield from ([edit] for edit in group)


def _write(workbook: Book, batch: Sequence[Edit]) -> list[Edit]:
    first = batch[0]
    if first.kind not in _CONTENT:
        return [_ACTIONS[first.kind](workbook, first)]
    row, column = parse_cell(first.cell) or (1, 1)
    target = workbook.sheets[first.sheet].range((row, column), (row + len(batch) - 1, column))
    texts = [_content(edit) for edit in batch]
    target.formula = [[text] for text in texts] if len(texts) > 1 else texts[0]
    return list(batch)


def _runs(workbook: Book, edits: Iterable[Edit]) -> Iterator[list[Edit]]:
    """Cells one below the other; of several edits of one cell the last, with what stood there before the first.

    Where a filter hides rows, each cell by itself: a block would fill the rows that are shown.
    """
    merged: dict[tuple[str, int, int], Edit] = {}
    for edit in edits:
        row, column = parse_cell(edit.cell) or (1, 1)
        earlier = merged.get((edit.sheet, column, row))
        merged[edit.sheet, column, row] = edit if earlier is None else replace(edit, old=earlier.old)
    filtered = {sheet.name for sheet in workbook.sheets if sheet.api.FilterMode}
    run: list[Edit] = []
    before: tuple[str, int, int] | None = None
    for at in sorted(merged):
        sheet, column, row = at
        if run and (sheet in filtered or before != (sheet, column, row - 1)):
            yield run
            run = []
        run.append(merged[at])
        before = at
    if run:
        yield run


def _content(edit: Edit) -> object:
    """What is handed to Excel. A text gets an apostrophe wherever Excel could take it for something else."""
    value = edit.new
    if edit.kind is EditKind.LINK:
        target = str(value).removeprefix("#").replace('"', '""')
        shown = target.rpartition("!")[2]
        return f'=HYPERLINK("#{target}","{shown}")' if value else ""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, bool | date):
        return value
    if edit.kind is EditKind.FORMULA and str(value).startswith("="):
        return str(value)
    text = str(value)
    return text if not text or "一" <= text[0] <= "鿿" or text[0] == "【" else f"'{text}"


def standing(workbook: Book, edit: Edit) -> CellValue:
    """The fill, comment, number format or row height that stands where an edit goes; None where its sheet is not there."""
    if edit.sheet not in {sheet.name for sheet in workbook.sheets}:
        return None
    cell = workbook.sheets[edit.sheet].range(edit.cell)
    match edit.kind:
        case EditKind.COLOUR:
            fill = cell.color
            return "".join(f"{part:02X}" for part in fill) if fill else None
        case EditKind.COMMENT:
            return _comment_text(cell) or None
        case EditKind.NUMBER_FORMAT:
            return str(cell.number_format)
        case _:
            return None if cell.row_height is None else Decimal(str(cell.row_height))


def _comment_text(cell: Range) -> str:
    note = cell.note
    return "" if note is None else str(note.text)


def _is_discussed(cell: Range) -> bool:
    """Whether a conversation hangs on the cell, as Excel has them since 2019; a note cannot be put beside it."""
    try:
        return cell.api.CommentThreaded is not None
    except Exception:  # an Excel that has none
        return False


def _colour(workbook: Book, edit: Edit) -> Edit:
    old = standing(workbook, edit)
    workbook.sheets[edit.sheet].range(edit.cell).color = f"#{edit.new}" if edit.new else None
    return replace(edit, old=old)


def _comment(workbook: Book, edit: Edit) -> Edit:
    """Ours is added where none stands and removed where ours stands; somebody else's is never touched."""
    from zipingbiao.commands.mark import PREFIX

    cell = workbook.sheets[edit.sheet].range(edit.cell)
    text = _comment_text(cell)
    if edit.new is None:
        note = cell.note
        if note is not None and text.startswith(PREFIX):
            note.delete()
        return replace(edit, old=text or None)
    if text or _is_discussed(cell):
        return replace(edit, old=text or None, new=text or None)
    cell.add_note(str(edit.new))
    return replace(edit, old=None)


def _sheet(workbook: Book, edit: Edit) -> Edit:
    if edit.new is None:
        app = workbook.app
        asked, app.display_alerts = app.display_alerts, False
        try:
            workbook.sheets[edit.sheet].delete()
        finally:
            app.display_alerts = asked
    else:
        active = workbook.sheets.active
        workbook.sheets.add(str(edit.new), after=workbook.sheets[len(workbook.sheets) - 1])
        active.activate()
    return edit


def _name(workbook: Book, edit: Edit) -> Edit:
    if edit.cell in {name.name for name in workbook.names}:
        workbook.names[edit.cell].delete()
    if edit.new is not None:
        _hide(workbook.names.add(edit.cell, str(edit.new)))
    return edit


def _hide(name: Any) -> None:
    """Out of the person's sight in the name manager, where Excel allows it."""
    if hasattr(name.api, "Visible"):
        name.api.Visible = False


def _row_height(workbook: Book, edit: Edit) -> Edit:
    """A hidden row has the height 0, and would be shown by any other: it stays as it is."""
    old = standing(workbook, edit)
    if not old or not isinstance(edit.new, Decimal):
        return replace(edit, old=old, new=old)
    workbook.sheets[edit.sheet].range(edit.cell).row_height = float(edit.new)
    return replace(edit, old=old)


def _number_format(workbook: Book, edit: Edit) -> Edit:
    old = standing(workbook, edit)
    workbook.sheets[edit.sheet].range(edit.cell).number_format = str(edit.new or "General")
    return replace(edit, old=old)


_ACTIONS: Mapping[EditKind, Callable[[Any, Edit], Edit]] = {
    EditKind.COLOUR: _colour,
    EditKind.COMMENT: _comment,
    EditKind.SHEET: _sheet,
    EditKind.NAME: _name,
    EditKind.ROW_HEIGHT: _row_height,
    EditKind.NUMBER_FORMAT: _number_format,
}
