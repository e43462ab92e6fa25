"""Where the fields of a form stand in an open book, what stands there now, and the edit that changes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.edits.snapshot import Cell, CellValue, Edit, EditKind, Sheet, Snapshot
from zipingbiao.form.model import Form, Place
from zipingbiao.form.money import plain
from zipingbiao.package.address import cell_name, column_name, parse_cell
from zipingbiao.workbook.read.named_fields import Named, named_fields
from zipingbiao.workbook.slots import FUNDS, INDICATORS
from zipingbiao.workbook.write.content import Columns, Content, Formula, Number

#: How the names of our cell functions begin.
OWN_FUNCTION = "PERF_"
_EMPTY = Cell()
_ROW = re.compile(r"(funds|indicators)\[(\d+)\]\.(\w+)")


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form in its open book."""

    snapshot: Snapshot
    form: Form

    @property
    def named(self) -> Named | None:
        """The defined names of the form's sheet; None on a sheet that did not come from our template."""
        sheet = self._sheet_name()
        return named_fields(self.snapshot, sheet) if sheet else None

    def place(self, path: str) -> Place | None:
        """The cell of a field, empty or not; None where the layout has none."""
        found = self.form.places.get(path)
        if found is not None and found.cell:
            return found
        return self._named_place(path)

    def cell(self, place: Place) -> Cell:
        """What stands in a cell now."""
        at = parse_cell(place.cell or "")
        sheet = self._sheet(place.sheet or "")
        return sheet.cells.get(at, _EMPTY) if sheet is not None and at is not None else _EMPTY

    def columns(self, block: str) -> Columns:
        """Column letters and first row of `indicators` or `funds`, as formulas refer to them."""
        letters: dict[str, str] = {}
        first = 1
        for field in INDICATORS if block == "indicators" else FUNDS:
            place = self.place(f"{block}[0].{field}")
            at = parse_cell(place.cell or "") if place is not None else None
            letters[field] = column_name(at[1]) if at else "A"
            first = at[0] if at else first
        return Columns(letters, first)

    def levels(self, i: int) -> tuple[str, ...]:
        """The cells that 一级 and 二级指标 of a row stand in: its own, else the nearest above that is filled."""
        found = (self._level(field, i) for field in ("level1", "level2"))
        return tuple(cell for cell in found if cell)

    def _level(self, field: str, i: int) -> str:
        for above in range(i, -1, -1):
            place = self.place(f"indicators[{above}].{field}")
            if place is not None and place.cell and shown(self.cell(place).value):
                return place.cell
        return ""

    def _sheet_name(self) -> str | None:
        return next((place.sheet for place in self.form.places.values() if place.sheet), None)

    def _sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.snapshot.sheets if sheet.name == name), None)

    def _named_place(self, path: str) -> Place | None:
        """A working column has names but no label that the reader knows."""
        named, found = self.named, _ROW.fullmatch(path)
        if named is None or found is None or found[1] != "indicators":
            return None
        column = named.indicators.columns.get(found[3]) if named.indicators is not None else None
        beside = self.form.places.get(f"indicators[{found[2]}].target")
        at = parse_cell(beside.cell or "") if beside is not None else None
        if column is None or at is None or beside is None:
            return None
        return Place(beside.file, beside.sheet, cell_name(at[0], column.left))


def value_of(content: Content) -> CellValue:
    """The value that a cell will show."""
    if isinstance(content, Number):
        return Decimal(content.digits)
    if isinstance(content, Formula):
        return content.cached if content.text else Decimal(content.cached)
    return content.text


def edit_of(place: Place, cell: Cell, content: Content) -> Edit | None:
    """The edit that brings a cell to `content`; None where it is so already, or where a formula stands."""
    new = value_of(content)
    sheet, name = place.sheet or "", place.cell or ""
    if cell.formula:
        return None
    if isinstance(content, Formula):
        return Edit(EditKind.FORMULA, sheet, name, cell.value, f"={content.formula}", new)
    return None if same(cell.value, new) else Edit(EditKind.VALUE, sheet, name, cell.value, new)


def instead_of_formula(place: Place, cell: Cell, value: CellValue) -> Edit:
    """The edit that puts a plain value, or nothing, where a formula stands; taken back, the formula is there again."""
    new = None if value == "" else value
    return Edit(EditKind.FORMULA, place.sheet or "", place.cell or "", cell.formula, new, new)


def shows(place: Place, cell: Cell, value: CellValue) -> Edit | None:
    """The edit that brings the value kept beside a formula up to date; the formula stays what it is."""
    if same(cell.value, value):
        return None
    return Edit(EditKind.FORMULA, place.sheet or "", place.cell or "", cell.formula, cell.formula, value)


def same(old: CellValue, new: CellValue) -> bool:
    """Whether two cell values show the same; an empty cell and an empty text are one."""
    if isinstance(old, Decimal) and isinstance(new, Decimal):
        return old == new
    return shown(old) == shown(new)


def shown(value: CellValue) -> str:
    """A cell value in words, for messages."""
    if value is None:
        return ""
    return plain(value) if isinstance(value, Decimal) else str(value)
