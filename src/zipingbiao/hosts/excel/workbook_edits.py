"""Edits into an open Excel workbook: cells side by side are written in one call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from zipingbiao.edits.snapshot import CellValue, Edit, EditKind
from zipingbiao.package.address import parse_cell

if TYPE_CHECKING:
    from xlwings import Book

_CONTENT = (EditKind.VALUE, EditKind.FORMULA, EditKind.LINK)


def apply(workbook: Book, edits: Iterable[Edit]) -> list[Edit]:
    """Make the edits in order; they come back with what really stood there before."""
    done: list[Edit] = []
    for content, group in groupby(edits, key=lambda edit: edit.kind in _CONTENT):
        if content:
            done += _write(workbook, list(group))
        else:
            done += [_ACTIONS[edit.kind](workbook, edit) for edit in group]
    return done


def _write(workbook: Book, edits: list[Edit]) -> list[Edit]:
    for sheet, row, column, block in _blocks(edits):
        target = workbook.sheets[sheet].range((row, column), (row + len(block) - 1, column))
        target.formula = [[text] for text in block] if len(block) > 1 else block[0]
    return edits


def _blocks(edits: Iterable[Edit]) -> Iterator[tuple[str, int, int, list[object]]]:
    """Runs of cells one below the other: sheet, first row, column, contents."""
    last = {(edit.sheet, edit.cell): edit for edit in edits}
    placed = sorted(
        (
            (edit.sheet, at[1], at[0], _content(edit))
            for edit in last.values()
            if (at := parse_cell(edit.cell)) is not None
        ),
        key=lambda each: each[:3],
    )
    run: list[object] = []
    start: tuple[str, int, int] | None = None
    for sheet, column, row, content in placed:
        if start is not None and (sheet, column, row) == (start[0], start[1], start[2] + len(run)):
            run.append(content)
            continue
        if start is not None:
            yield start[0], start[2], start[1], run
        start, run = (sheet, column, row), [content]
    if start is not None:
        yield start[0], start[2], start[1], run


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
    if edit.kind is EditKind.FORMULA and str(value).startswith("="):
        return str(value)
    text = str(value)
    return text if not text or "一" <= text[0] <= "鿿" or text[0] == "【" else f"'{text}"


def _colour(workbook: Book, edit: Edit) -> Edit:
    cell = workbook.sheets[edit.sheet].range(edit.cell)
    old = cell.color
    cell.color = f"#{edit.new}" if edit.new else None
    return replace(edit, old="".join(f"{part:02X}" for part in old) if old else None)


def _comment(workbook: Book, edit: Edit) -> Edit:
    """Ours is added where none stands and removed where ours stands; somebody else's is never touched."""
    from zipingbiao.commands.mark import PREFIX

    cell = workbook.sheets[edit.sheet].range(edit.cell)
    note = cell.note
    text: str = note.text if note is not None else ""
    if edit.new is None:
        if note is not None and text.startswith(PREFIX):
            note.delete()
        return replace(edit, old=text or None)
    if note is None:
        cell.add_note(str(edit.new))
        return replace(edit, old=None)
    return replace(edit, kind=EditKind.COMMENT, old=text, new=text)


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
    row = workbook.sheets[edit.sheet].range(edit.cell)
    old: CellValue = None if row.row_height is None else Decimal(str(row.row_height))
    if isinstance(edit.new, Decimal):
        row.row_height = float(edit.new)
    return replace(edit, old=old)


def _number_format(workbook: Book, edit: Edit) -> Edit:
    cell = workbook.sheets[edit.sheet].range(edit.cell)
    old = cell.number_format
    cell.number_format = str(edit.new or "General")
    return replace(edit, old=old)


_ACTIONS: Mapping[EditKind, Callable[[Any, Edit], Edit]] = {
    EditKind.COLOUR: _colour,
    EditKind.COMMENT: _comment,
    EditKind.SHEET: _sheet,
    EditKind.NAME: _name,
    EditKind.ROW_HEIGHT: _row_height,
    EditKind.NUMBER_FORMAT: _number_format,
}
