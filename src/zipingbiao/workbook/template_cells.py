"""What stands in the cells of an office's template that its names point at: a printed label, or nothing that can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zipingbiao.edits.snapshot import Sheet
from zipingbiao.package.address import Area, cell_name
from zipingbiao.workbook.below import labelled
from zipingbiao.workbook.read.labels import COLUMNS, FUNDS, GOALS, HEAD, SUBTOTAL_ROW, TOTAL_ROW
from zipingbiao.workbook.signatures import signing_label

#: What takes a figure: a text there is printed, nobody's content.
FIGURES = frozenset(
    {"initial_budget", "annual_budget", "executed", "rate", "weight", "score", "deduction", "rule_deduction"}
)
_WORDS = re.compile(r"[^\d]*[一-鿿][^\d]*")


def covered_by(sheet: Sheet, area: Area) -> Area | None:
    """The merged area under which the first cell of a name lies, so that nobody would see what is written there.

    The further rows of a block are made like its first.
    """
    for merge in sheet.merges:
        inside = merge.top <= area.top <= merge.bottom and merge.left <= area.left <= merge.right
        if inside and (merge.top, merge.left) != (area.top, area.left):
            return merge
    return None


def label_under(sheet: Sheet, area: Area, field: str, *, block: bool) -> tuple[str, str] | None:
    """The first cell of a name in which the form prints a label, and that label; None where there is none."""
    for row, text in _texts(sheet, area, block=block):
        figure = field.rpartition(".")[2] in FIGURES
        if is_label(text) or (figure and _WORDS.fullmatch(text)):
            return cell_name(row, area.left), text
    return None


def text_under(sheet: Sheet, area: Area) -> str:
    """What stands there now and would be replaced; "" for nothing, a figure or a formula."""
    return next((text for _, text in _texts(sheet, area, block=False)), "")


def is_label(text: str) -> bool:
    """`实施单位`, `得分`, `总分`, `填报日期：    年  月  日`: printed on every form."""
    if any(labels.names(text) for labels in (HEAD, FUNDS, GOALS, COLUMNS)):
        return True
    if TOTAL_ROW.names(text) or SUBTOTAL_ROW.names(text):
        return True
    label, value = labelled(text)
    return bool(label and not value) or bool(signing_label(text) and not value)


def _texts(sheet: Sheet, area: Area, *, block: bool) -> Iterator[tuple[int, str]]:
    for row in range(area.top, (area.bottom if block else area.top) + 1):
        cell = sheet.cells.get((row, area.left))
        if cell is not None and not cell.formula and isinstance(cell.value, str) and cell.value.strip():
            yield row, cell.value.strip()
