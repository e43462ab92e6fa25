"""The columns and rows of a new sheet, sized for the texts that edits put into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zipingbiao.edits.row_heights import height_edits
from zipingbiao.edits.snapshot import Edit, EditKind, Sheet, Snapshot
from zipingbiao.package.address import parse_cell
from zipingbiao.package.text_height import display_width

#: In half-width characters: not too narrow for a head, not wider than a text reads well.
_NARROWEST, _WIDEST = 10.0, 48.0


def fitting_widths(edits: Iterable[Edit], sheet: str) -> Mapping[int, float]:
    """Column (1-based) → width."""
    widths: dict[int, float] = {}
    for edit in edits:
        at = parse_cell(edit.cell)
        if edit.kind is EditKind.VALUE and edit.sheet == sheet and at is not None:
            wanted = min(display_width(str(edit.new or "")) + 2.0, _WIDEST)
            widths[at[1]] = max(widths.get(at[1], _NARROWEST), wanted)
    return widths


def fitting_heights(edits: Iterable[Edit], sheet: str, widths: Mapping[int, float]) -> list[Edit]:
    """The heights of rows whose texts need more than one line."""
    mine = [edit for edit in edits if edit.sheet == sheet]
    return height_edits(Snapshot("", (Sheet(sheet, {}, widths=widths),)), mine)
