"""What was typed in a handed-out workbook where no field of the form is: between the blocks, in a printed label.

The ledger has no column for it, so no workbook that is made from the ledger later will hold it: it is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.form.model import Form, is_blank
from zipingbiao.ledger.update.fields import field_of
from zipingbiao.package.address import cell_name, parse_cell
from zipingbiao.package.gate import package_of
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.score import score_form
from zipingbiao.workbook.below import labelled
from zipingbiao.workbook.read.forms import forms_of
from zipingbiao.workbook.slots import INDICATORS, WORKING
from zipingbiao.workbook.write.indicator_cells import FilledForm
from zipingbiao.workbook.write.writer import CompiledTemplate, Mode

#: Of the texts around the fields of a fresh workbook so many stand in one that was made with the same template.
_SAME_TEMPLATE = 0.6
_PRINTED = INDICATORS.keys() - WORKING


@dataclass(frozen=True, slots=True)
class Loose:
    """A filled printed cell that is no field."""

    cell: str
    text: str


def typed_outside(
    form: Form, snapshot: Snapshot, ledger: Form, rulebook: Rulebook, template: CompiledTemplate
) -> list[Loose]:
    """What the workbook holds more than a fresh one of the same project; nothing where it has another layout."""
    fresh = template.render(FilledForm(ledger, score_form(ledger, rulebook)), Mode.FORMULAS)
    beside = snapshot_of(package_of(fresh, "fresh"))
    (model,) = forms_of(beside).forms
    printed = Counter(each.text for each in _loose(model, beside))
    found = list(_loose(form, snapshot))
    common = (printed & Counter(each.text for each in found)).total()
    if common < _SAME_TEMPLATE * printed.total():
        return []
    said = form.below.splitlines()
    return [each for each in found if not _taken(printed, each.text) and not _is_below(each.text, said)]


def _is_below(text: str, said: Sequence[str]) -> bool:
    """Whether a cell is part of what was read under the table: a line of it, or what a label there waited for."""
    parts = [labelled(line) for line in text.splitlines()]
    values = {value for line in said for value in labelled(line)}
    return all(value in values for _, value in parts if value)


def _taken(printed: Counter[str], text: str) -> bool:
    if not printed[text]:
        return False
    printed[text] -= 1
    return True


def _loose(form: Form, snapshot: Snapshot) -> Iterator[Loose]:
    """The filled cells of the printed part that no field stands in, in reading order."""
    sheets = {place.sheet for place in form.places.values()}
    fields = {at for place in form.places.values() if (at := parse_cell(place.cell or "")) is not None}
    last = max(
        (
            at[1]
            for path, place in form.places.items()
            if path.startswith("indicators[")
            and field_of(path) in _PRINTED
            and (at := parse_cell(place.cell or "")) is not None
        ),
        default=0,
    )
    for sheet in snapshot.sheets:
        if sheet.name not in sheets:
            continue
        for at in sorted(sheet.cells):
            cell = sheet.cells[at]
            text = "" if cell.value is None or cell.formula else str(cell.value).strip()
            if at not in fields and at[1] <= last and not is_blank(text):
                yield Loose(cell_name(*at), text)
