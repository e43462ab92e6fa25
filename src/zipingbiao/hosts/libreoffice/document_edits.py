"""Edits into an open Calc document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from zipingbiao.commands.mark import PREFIX
from zipingbiao.edits.snapshot import CellValue, Edit, EditKind
from zipingbiao.hosts.buttons.step import written_whole
from zipingbiao.hosts.libreoffice.formulas import as_in_calc

#: com.sun.star.sheet.CellFlags: VALUE, DATETIME, STRING, FORMULA.
_CONTENTS = 1 | 2 | 4 | 16
#: 1/100 mm in a point.
_POINT = Decimal("35.2778")
_NO_FILL = -1
#: com.sun.star.sheet.NamedRangeFlag.HIDDEN
_HIDDEN = 16


def apply(document: Any, edits: Iterable[Edit]) -> list[Edit]:
    """Make the edits in order, all or none; they come back with what really stood there before."""

    def write(batch: Sequence[Edit]) -> list[Edit]:
        return [_ACTIONS[edit.kind](document, edit) for edit in batch]

    return written_whole(([edit] for edit in edits), write)


def standing(document: Any, edit: Edit) -> CellValue:
    """The fill, comment, number format or row height that stands where an edit goes; None where its sheet is not there."""
    if not document.Sheets.hasByName(edit.sheet):
        return None
    cell = _cell(document, edit)
    match edit.kind:
        case EditKind.COLOUR:
            fill = cell.CellBackColor
            return None if fill == _NO_FILL else f"{fill & 0xFFFFFF:06X}"
        case EditKind.COMMENT:
            return cell.Annotation.String or None
        case EditKind.NUMBER_FORMAT:
            return str(document.NumberFormats.getByKey(cell.NumberFormat).FormatString)
        case _:
            row = cell.Spreadsheet.Rows.getByIndex(cell.CellAddress.Row)
            return (Decimal(row.Height) / _POINT).quantize(Decimal("0.01"))


def _cell(document: Any, edit: Edit) -> Any:
    return document.Sheets.getByName(edit.sheet).getCellRangeByName(edit.cell).getCellByPosition(0, 0)


def _content(document: Any, edit: Edit) -> Edit:
    """A value or a formula. A text is stored as text, whatever it looks like."""
    cell, value = _cell(document, edit), edit.new
    if value is None or value == "":
        cell.clearContents(_CONTENTS)
    elif isinstance(value, Decimal | bool):
        cell.Value = float(value)
    elif edit.puts_formula:
        cell.Formula = as_in_calc(str(value))
    else:
        cell.String = str(value)
    return edit


def _link(document: Any, edit: Edit) -> Edit:
    """A formula, which Excel reads as well."""
    cell = _cell(document, edit)
    if not edit.new:
        cell.clearContents(_CONTENTS)
        return edit
    target = str(edit.new).removeprefix("#").replace('"', '""')
    cell.Formula = f'=HYPERLINK("#{target}";"{target.rpartition("!")[2]}")'
    return edit


def _colour(document: Any, edit: Edit) -> Edit:
    old = standing(document, edit)
    _cell(document, edit).CellBackColor = int(str(edit.new), 16) if edit.new else _NO_FILL
    return replace(edit, old=old)


def _comment(document: Any, edit: Edit) -> Edit:
    """Ours is added where none stands and removed where ours stands; somebody else's is never touched."""
    cell = _cell(document, edit)
    text, notes = cell.Annotation.String, cell.Spreadsheet.Annotations
    if edit.new is None:
        if text.startswith(PREFIX):
            at = cell.CellAddress
            places = [notes.getByIndex(n).Position for n in range(notes.Count)]
            notes.removeByIndex(
                next(n for n, place in enumerate(places) if (place.Row, place.Column) == (at.Row, at.Column))
            )
        return replace(edit, old=text or None)
    if not text:
        notes.insertNew(cell.CellAddress, str(edit.new))
        return replace(edit, old=None)
    return replace(edit, old=text, new=text)


def _sheet(document: Any, edit: Edit) -> Edit:
    if edit.new is None:
        document.Sheets.removeByName(edit.sheet)
    else:
        document.Sheets.insertNewByName(str(edit.new), document.Sheets.Count)
    return edit


def _name(document: Any, edit: Edit) -> Edit:
    names = document.NamedRanges
    if names.hasByName(edit.cell):
        names.removeByName(edit.cell)
    if edit.new is not None:
        origin = document.Sheets.getByIndex(0).getCellByPosition(0, 0).CellAddress
        names.addNewByName(edit.cell, str(edit.new).removeprefix("="), origin, _HIDDEN)
    return edit


def _row_height(document: Any, edit: Edit) -> Edit:
    old = standing(document, edit)
    at = _cell(document, edit).CellAddress
    row = document.Sheets.getByName(edit.sheet).Rows.getByIndex(at.Row)
    if isinstance(edit.new, Decimal):
        row.Height = int((edit.new * _POINT).to_integral_value())
    return replace(edit, old=old)


def _number_format(document: Any, edit: Edit) -> Edit:
    import uno

    old = standing(document, edit)
    cell, formats = _cell(document, edit), document.NumberFormats
    english = uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
    wanted = str(edit.new or "General")
    key = formats.queryKey(wanted, english, False)
    cell.NumberFormat = formats.addNew(wanted, english) if key < 0 else key
    return replace(edit, old=old)


_ACTIONS: Mapping[EditKind, Callable[[Any, Edit], Edit]] = {
    EditKind.VALUE: _content,
    EditKind.FORMULA: _content,
    EditKind.LINK: _link,
    EditKind.COLOUR: _colour,
    EditKind.COMMENT: _comment,
    EditKind.SHEET: _sheet,
    EditKind.NAME: _name,
    EditKind.ROW_HEIGHT: _row_height,
    EditKind.NUMBER_FORMAT: _number_format,
}
