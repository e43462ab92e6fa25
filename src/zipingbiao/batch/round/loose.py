"""What was typed in a handed-out workbook where no field of the form is: between the blocks, in a printed label, beside
the table, on a sheet of its own.

The ledger has no column for it, so no workbook that is made from the ledger later will hold it: it is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.edits.snapshot import Sheet, Snapshot
from zipingbiao.form.model import Form, is_blank
from zipingbiao.form.money import number
from zipingbiao.form.waiver import SHEET as WAIVERS
from zipingbiao.ledger.update.fields import field_of
from zipingbiao.package.address import cell_name, parse_cell
from zipingbiao.package.gate import package_of
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.result import State
from zipingbiao.scoring.score import score_form
from zipingbiao.workbook.below import labelled
from zipingbiao.workbook.read.forms import forms_of
from zipingbiao.workbook.slots import INDICATORS, WORKING
from zipingbiao.workbook.write.indicator_cells import FilledForm
from zipingbiao.workbook.write.writer import CompiledTemplate, Mode

#: Of the texts around the fields of a fresh workbook so many stand in one that was made with the same template.
_SAME_TEMPLATE = 0.6
_SHOWN = 40
_PRINTED = INDICATORS.keys() - WORKING
#: What the working columns show as values where no formulas stand: 完成情况, 审核.
_STATES = frozenset(each.value for each in State)
_FOUND = re.compile(r"JX[A-Z]\d{3}\s")


@dataclass(frozen=True, slots=True)
class Loose:
    """A filled cell that is no field. `cell` of another sheet says which: `附表!A1`."""

    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class _Texts:
    """The cells of the sheet of a form around its fields: those in the columns that are printed, those beside."""

    printed: list[Loose]
    beside: list[Loose]
    #: The columns beside the table in which formulas stand.
    computed: frozenset[int]


def listed(cells: Sequence[Loose]) -> str:
    """The cells with what stands in them, for a sentence."""
    return "、".join(
        f"{each.cell}“{each.text[:_SHOWN]}{'…' if len(each.text) > _SHOWN else ''}”" for each in cells
    )


def typed_outside(
    form: Form, snapshot: Snapshot, ledger: Form, rulebook: Rulebook, template: CompiledTemplate
) -> list[Loose]:
    """What the workbook holds more than a fresh one of the same project; nothing where it has another layout."""
    fresh = template.render(FilledForm(ledger, score_form(ledger, rulebook)), Mode.FORMULAS)
    model = snapshot_of(package_of(fresh, "fresh"))
    (drawn,) = forms_of(model).forms
    ours, theirs = _texts(drawn, model), _texts(form, snapshot)
    printed = Counter(each.text for each in ours.printed)
    common = (printed & Counter(each.text for each in theirs.printed)).total()
    if common < _SAME_TEMPLATE * printed.total():
        return []
    said = form.below.splitlines()
    found = [
        each for each in theirs.printed if not _taken(printed, each.text) and not _is_below(each.text, said)
    ]
    headings = Counter(each.text for each in ours.beside)
    found += [
        each
        for each in theirs.beside
        if not _taken(headings, each.text) and not _is_result(each, ours.computed)
    ]
    return [*found, *_on_other_sheets(form, snapshot, {sheet.name for sheet in model.sheets})]


def _is_result(each: Loose, computed: frozenset[int]) -> bool:
    """Whether a cell beside the table shows what we wrote: a finding, or what our formula gave as a value."""
    if _FOUND.match(each.text):
        return True
    at = parse_cell(each.cell)
    return at is not None and at[1] in computed and (each.text in _STATES or number(each.text) is not None)


def _on_other_sheets(form: Form, snapshot: Snapshot, known: Set[str]) -> Iterator[Loose]:
    """The first text of every sheet that the template does not have."""
    own = {place.sheet for place in form.places.values()} | known | {WAIVERS}
    for sheet in snapshot.sheets:
        texts = [] if sheet.name in own else list(_filled(sheet))
        if texts:
            more = f"等 {len(texts)} 格" if len(texts) > 1 else ""
            yield Loose(f"工作表“{sheet.name}”{cell_name(*texts[0][0])}{more}", texts[0][1])


def _filled(sheet: Sheet) -> Iterator[tuple[tuple[int, int], str]]:
    """The cells of a sheet that somebody typed, in reading order."""
    for at in sorted(sheet.cells):
        cell = sheet.cells[at]
        text = "" if cell.value is None or cell.formula else str(cell.value).strip()
        if not is_blank(text):
            yield at, text


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


def _texts(form: Form, snapshot: Snapshot) -> _Texts:
    """The filled cells of the form's sheet that no field stands in; what a line of money is called is printed, not typed."""
    fields = {
        at
        for path, place in form.places.items()
        if (at := parse_cell(place.cell or "")) is not None and not path.endswith("].kind")
    }
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
    names = {place.sheet for place in form.places.values()}
    sheets = [sheet for sheet in snapshot.sheets if sheet.name in names]
    around = [(at, text) for sheet in sheets for at, text in _filled(sheet) if at not in fields]
    formulas = (at for sheet in sheets for at, cell in sheet.cells.items() if cell.formula)
    return _Texts(
        [Loose(cell_name(*at), text) for at, text in around if at[1] <= last],
        [Loose(cell_name(*at), text) for at, text in around if at[1] > last],
        frozenset(column for _, column in formulas if column > last),
    )
