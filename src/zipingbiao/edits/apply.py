"""Edits into a closed workbook: the parts they name change, every other part of the package stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from zipingbiao.edits.dependents import renewed
from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.edits.sheet_cells import Restyle, UnusualSheet, changed_sheet, sheets_of
from zipingbiao.edits.sheet_comments import SheetComments
from zipingbiao.edits.sheet_fit import fitting_heights, fitting_widths
from zipingbiao.edits.sheet_links import linked_sheet
from zipingbiao.edits.snapshot import Edit, EditKind
from zipingbiao.package.fault import ReadFault
from zipingbiao.package.gate import Package
from zipingbiao.package.parts import Parts
from zipingbiao.package.styles import Styles
from zipingbiao.package.workbook_part import BookPart

_FORMULA = re.compile(rb"<(?:\w+:)?f[ >]")
_OURS = b"PERF_"
_CONTENT = (EditKind.VALUE, EditKind.FORMULA)
_IN_CELLS = (*_CONTENT, EditKind.ROW_HEIGHT, EditKind.COLOUR, EditKind.LINK)


def apply_edits(package: Package, edits: Iterable[Edit]) -> bytes:
    """The workbook with the edits made; formulas that rest on them show what they give now. Raises :class:`ReadFault` where a sheet cannot be changed in place."""
    made, parts = list(edits), Parts(package)
    if any(edit.kind in _CONTENT for edit in made) and _computes(_sheets(parts, BookPart(parts))):
        made += renewed(snapshot_of(package), made)
    apply_to(parts, made)
    return parts.packed()


def apply_to(parts: Parts, edits: Iterable[Edit]) -> list[Edit]:
    """Make the edits in the parts. What was done comes back, with the colours that stood there before.

    Left alone: a comment of somebody else, and a cell whose colour is no longer the edit's `old`.
    """
    waiting = list(edits)
    workbook = BookPart(parts)
    old = set(workbook.sheets())
    made = [edit for edit in waiting if edit.kind is EditKind.SHEET and edit.new is not None]
    for edit in made:
        widths = fitting_widths(waiting, edit.sheet)
        workbook.add_sheet(edit.sheet, widths)
        waiting += fitting_heights(waiting, edit.sheet, widths)
    done = list(made)
    inside = [edit for edit in waiting if edit.kind not in (EditKind.SHEET, EditKind.NAME)]
    for sheet, mine in sheets_of(inside).items():
        done += _apply_to_sheet(parts, workbook, sheet, mine)
    if any(edit.kind in _CONTENT and edit.sheet in old for edit in inside):
        _recalculate(parts, workbook)
    for edit in waiting:
        if edit.kind is EditKind.SHEET and edit.new is None:
            workbook.remove_sheet(edit.sheet)
            done.append(edit)
        elif edit.kind is EditKind.NAME:
            workbook.set_name(edit.cell, None if edit.new is None else str(edit.new))
            done.append(edit)
    workbook.save()
    return done


def _apply_to_sheet(parts: Parts, workbook: BookPart, sheet: str, edits: Sequence[Edit]) -> list[Edit]:
    part = workbook.sheets().get(sheet)
    if part is None or part not in parts:
        raise ReadFault(parts.file, f"找不到工作表“{sheet}”，没有写入。")
    in_cells = [edit for edit in edits if edit.kind in _IN_CELLS]
    done: list[Edit] = []
    text = parts.text(part)
    try:
        new = changed_sheet(text, in_cells, _restyle(workbook, done)) if in_cells else text
    except UnusualSheet as fault:
        raise ReadFault(parts.file, f"工作表“{sheet}”：{fault}") from fault
    new = linked_sheet(new, [edit for edit in edits if edit.kind is EditKind.LINK])
    if new != text:
        parts.write(part, new)
    comments = [edit for edit in edits if edit.kind is EditKind.COMMENT]
    if comments:
        done += SheetComments(parts, part).apply(comments)
    return done + [edit for edit in in_cells if edit.kind is not EditKind.COLOUR]


def _restyle(workbook: BookPart, done: list[Edit]) -> Restyle:
    """What COLOUR and LINK make of a style; the colours found are told in `done`."""

    def restyle(edit: Edit, style: int) -> int:
        styles: Styles = workbook.styles
        if edit.kind is EditKind.LINK:
            return style if edit.new is None else styles.linked(style)
        before = styles.colour(style)
        if edit.old is not None and before != edit.old:
            return style
        done.append(replace(edit, old=before))
        return styles.filled(style, None if edit.new is None else str(edit.new))

    return restyle


def _recalculate(parts: Parts, workbook: BookPart) -> None:
    """Formulas of the user's own may depend on what changed: they are computed when the book is opened.

    A book with our cell functions is left alone: a PC without the add-in would turn them into #NAME?.
    """
    sheets = _sheets(parts, workbook)
    if _computes(sheets) and not any(_OURS in data for data in sheets):
        workbook.recalculated()


def _sheets(parts: Parts, workbook: BookPart) -> list[bytes]:
    return [parts[part] for part in workbook.sheets().values() if part in parts]


def _computes(sheets: Iterable[bytes]) -> bool:
    return any(_FORMULA.search(data) for data in sheets)
