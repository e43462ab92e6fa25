"""Where the 报送版 prints 资金说明, which has its own cell in the working columns."""

from __future__ import annotations

from collections.abc import Sequence

from zipingbiao.package.address import column_number
from zipingbiao.workbook import slots
from zipingbiao.workbook.write.template_parts import TemplateParts
from zipingbiao.workbook.write.template_sheet import TemplateCell, TemplateRow

#: The field, as the slots of a laid out template call it.
PRINTED_NOTE = "funds_note.printed"
#: What stands before it in print, by which a reader knows it again.
NOTE_LABEL = "资金说明："


def printed_note(template: TemplateParts) -> tuple[str, int] | None:
    """Where the 报送版 prints 资金说明: where the office says, else the 偏差原因 column of 总分, if that is free."""
    chosen = template.areas.get(slots.FUNDS_NOTE_PRINTED)
    if chosen is not None:
        return chosen.column, chosen.top
    own, total = (
        template.areas.get(slots.SINGLE["funds_note"]),
        template.areas.get(slots.SINGLE["total.score"]),
    )
    if (own is not None and column_number(own.column) <= template.last_printed) or total is None:
        return None
    place = template.areas[slots.INDICATORS["note"]].column, total.top
    row = next((row for row in template.sheet.rows if row.number == total.top), None)
    cells = row.cells if row is not None else ()
    return place if any(cell.column == place[0] and cell.content is None for cell in cells) else None


def with_place(row: TemplateRow, place: tuple[str, int] | None) -> Sequence[TemplateCell]:
    """The row's cells; a cell that only the office's name speaks of is one of them."""
    if place is None or row.number != place[1] or any(cell.column == place[0] for cell in row.cells):
        return row.cells
    added = TemplateCell(place[0], "0", "", None)
    return sorted((*row.cells, added), key=lambda cell: column_number(cell.column))
