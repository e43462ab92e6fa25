"""Changes of fields as edits of the ledger's cells: its look, its other columns and its formulas stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.edits.snapshot import Cell, CellValue, Edit, EditKind, Snapshot
from zipingbiao.form.model import Entry, Form, is_blank
from zipingbiao.form.money import exact_amount, in_unit, number, percent, plain
from zipingbiao.ledger.layout import Kind, ledger_layout
from zipingbiao.ledger.update.differences import Change, Conflict, Why
from zipingbiao.ledger.update.fields import AMOUNTS, field_of
from zipingbiao.package.address import parse_cell
from zipingbiao.package.number_format import number_format

_EMPTY = Cell()
_PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Written:
    """The edit of a change, or why there is none."""

    change: Change
    edit: Edit | None
    conflict: Conflict | None = None


class LedgerCells:
    """The cells of a ledger as they stand."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._sheets = {sheet.name: sheet for sheet in snapshot.sheets}

    def written(self, ledger: Form, unit: str, changes: Iterable[Change]) -> list[Written]:
        """The edits of one project. `unit`: in which the workbook's amounts are printed."""
        return [self._one(ledger, unit, change) for change in changes]

    def _one(self, ledger: Form, unit: str, change: Change) -> Written:
        place = ledger.places.get(change.path)
        if place is None or not place.cell or not place.sheet:
            return Written(change, None, _refused(change, Why.NO_COLUMN))
        at, sheet = parse_cell(place.cell), self._sheets.get(place.sheet)
        cell = sheet.cells.get(at, _EMPTY) if sheet is not None and at is not None else _EMPTY
        if cell.formula:
            return Written(change, None, _refused(change, Why.FORMULA))
        value = _value(change, ledger.amount_unit, unit, cell)
        if isinstance(value, Why):
            return Written(change, None, _refused(change, value))
        return Written(change, Edit(EditKind.VALUE, place.sheet, place.cell, cell.value, value))


def _refused(change: Change, why: Why) -> Conflict:
    return Conflict(why, change.path, change.old, change.new)


def _kind_of(path: str) -> Kind:
    layout = ledger_layout()
    block, _, _ = path.partition("[")
    sheet = {"funds": layout.funds, "indicators": layout.indicators}.get(block, layout.projects)
    return next(column.kind for column in sheet.columns if column.field == field_of(path))


def _value(change: Change, ledger_unit: str, unit: str, cell: Cell) -> CellValue | Why:
    """What the cell will hold: a figure as a number, everything else as the text that was typed."""
    kind, entry = _kind_of(change.path), change.new
    if is_blank(entry.text):
        return None
    if kind is Kind.NUMBER:
        figure = _amount(entry.text, unit, ledger_unit) if field_of(change.path) in AMOUNTS else None
        figure = number(entry.text) if figure is None else figure
        return Why.NOT_A_NUMBER if figure is None else figure
    if kind is Kind.RATE:
        rate = percent(entry.text)
        if rate is None:
            return Why.NOT_A_NUMBER
        return rate / _PERCENT if number_format(cell.number_format).percent else f"{plain(rate)}%"
    return _entry(entry, cell)


def _entry(entry: Entry, cell: Cell) -> CellValue:
    """A bare number stays one (0.98 against a % target is 98 %), unless the cell would show it as something else."""
    value = number(entry.text) if entry.numeric else None
    shown = number_format(cell.number_format)
    return entry.text if value is None or shown.percent or shown.before or shown.after else value


def _amount(text: str, unit: str, ledger_unit: str) -> Decimal | None:
    wan = exact_amount(text, unit)
    if wan is None:
        return None
    if unit == ledger_unit and (bare := number(text)) is not None:
        return bare
    return in_unit(wan, ledger_unit)
