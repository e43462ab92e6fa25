"""One sheet of a ledger as a pandas table: a column per field, a line per filled row, the Excel row as index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from zipingbiao.edits.snapshot import Cell, Sheet
from zipingbiao.form.model import Place
from zipingbiao.ledger.columns import Column, Kind, SheetLayout, unit_in
from zipingbiao.ledger.fault import Fault
from zipingbiao.ledger.values import amount_of, entry_of
from zipingbiao.package.address import cell_name, column_name

#: The heading row may stand below titles and remarks, but not further down.
_LAST_HEADING_ROW = 30
#: A merged cell of these fields speaks for every row it covers; of any other field it is one value for several rows.
_SHARED = frozenset(
    {"id", "code", "name", "kind", "level1", "level2", "year", "department", "unit", "amount_unit"}
)
_EMPTY = Cell()


@dataclass(slots=True)
class Notebook:
    """Collects what is wrong in one file."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)

    def fault(self, sheet: str, found: str, advice: str) -> None:
        """Something about a whole sheet or file."""
        self.faults.append(Fault(self.file, sheet, found, advice))

    def remark(self, sheet: str, found: str, advice: str) -> None:
        """Something that was left unread."""
        self.remarks.append(Fault(self.file, sheet, found, advice))


@dataclass(frozen=True, slots=True)
class Table:
    """The readable part of a sheet. `columns`: field → column number and heading as written.

    `frame` holds the same texts as `lines`, by Excel row; fields without a column are "".
    """

    layout: SheetLayout
    sheet: str
    columns: Mapping[str, tuple[int, str]]
    lines: Mapping[int, Mapping[str, str]]
    frame: pd.DataFrame
    numeric: frozenset[tuple[int, str]]
    merged: Mapping[int, frozenset[str]]

    def place(self, file: str, row: int, name: str) -> Place:
        """The cell of a field; of a row where the sheet has no such column."""
        column = self.columns.get(name)
        first = min(number for number, _ in self.columns.values())
        return Place(file, self.sheet, cell_name(row, column[0] if column else first))

    def fault(self, file: str, row: int, name: str, value: str, found: str, advice: str) -> Fault:
        """A fault of one field of one row."""
        if name not in self.columns:
            return Fault(file, self.sheet, found, advice, row, value=value)
        number, heading = self.columns[name]
        return Fault(file, self.sheet, found, advice, row, heading, cell_name(row, number), value)

    @property
    def money_units(self) -> tuple[str, ...]:
        """The units (元, 万元) that the headings of amounts state, each once."""
        return tuple(
            dict.fromkeys(unit for _, heading in self.columns.values() if (unit := unit_in(heading)))
        )


def read_table(sheet: Sheet, layout: SheetLayout, notes: Notebook) -> Table | None:
    """The table of a sheet; None (and a fault) where no heading row is found."""
    heading_row = _heading_row(sheet, layout)
    if heading_row is None:
        needed = "、".join(column.heading for column in layout.columns if column.required)
        notes.fault(
            sheet.name, "找不到列名所在的行", f"请在前 {_LAST_HEADING_ROW} 行内写一行列名，至少有：{needed}。"
        )
        return None
    columns = _columns(sheet, layout, heading_row, notes)
    continued = _continued(sheet, columns, heading_row)
    fields = {column.field: column.kind for column in layout.columns}
    lines: dict[int, dict[str, str]] = {}
    numeric: set[tuple[int, str]] = set()
    merged: dict[int, frozenset[str]] = {}
    for row in sorted({row for row, _ in sheet.cells if row > heading_row}):
        cells = {name: sheet.cells.get((row, number), _EMPTY) for name, (number, _) in columns.items()}
        if all(_says_nothing(cell) for cell in cells.values()):
            continue
        above = continued.get(row, {})
        cells |= {name: cell for name, cell in above.items() if name in _SHARED}
        merged[row] = frozenset(above) - _SHARED
        entries = {name: entry_of(cell) for name, cell in cells.items()}
        numeric |= {(row, name) for name, entry in entries.items() if entry.numeric}
        lines[row] = dict.fromkeys(fields, "") | {
            name: amount_of(cells[name]) if fields[name] is Kind.NUMBER else entry.text
            for name, entry in entries.items()
        }
        notes.faults += _unusable(sheet.name, notes.file, row, cells, columns)
    frame = pd.DataFrame(
        list(lines.values()), index=pd.Index(list(lines), dtype="int64"), columns=list(fields), dtype=object
    )
    return Table(layout, sheet.name, columns, lines, frame, frozenset(numeric), merged)


def _heading_row(sheet: Sheet, layout: SheetLayout) -> int | None:
    """The row that names most columns, at least two; the upper one of equals."""
    named: dict[int, set[str]] = {}
    for (row, _), cell in sheet.cells.items():
        if row <= _LAST_HEADING_ROW and isinstance(cell.value, str):
            column = layout.column(cell.value)
            if column is not None:
                named.setdefault(row, set()).add(column.field)
    if not named:
        return None
    best = min(named, key=lambda row: (-len(named[row]), row))
    return best if len(named[best]) >= 2 else None


def _columns(
    sheet: Sheet, layout: SheetLayout, heading_row: int, notes: Notebook
) -> dict[str, tuple[int, str]]:
    """Field → column number and heading. A column's own heading wins over a synonym standing left of it."""
    headings = sorted(
        (number, str(cell.value))
        for (row, number), cell in sheet.cells.items()
        if row == heading_row and cell.value is not None
    )
    exact = {
        column.field for column in layout.columns for _, text in headings if text.strip() == column.heading
    }
    found: dict[str, tuple[int, str]] = {}
    for number, text in headings:
        heading = " ".join(text.split())
        column = layout.column(text)
        place = f"{column_name(number)} 列“{heading}”"
        if column is None:
            if heading:
                notes.remark(
                    sheet.name, f"{place}不是台账的列，没有读取", "如果是要填的内容，请按填写说明改列名。"
                )
        elif column.field in found or (column.field in exact and text.strip() != column.heading):
            notes.fault(sheet.name, f"{place}与另一列都表示“{column.heading}”，没有读取", "请只保留一列。")
        else:
            found[column.field] = (number, heading)
    _notice_missing(sheet.name, layout, found, notes)
    return found


def _notice_missing(sheet: str, layout: SheetLayout, found: Mapping[str, object], notes: Notebook) -> None:
    for column in layout.columns:
        if column.required and column.field not in found:
            notes.fault(sheet, f"缺少“{column.heading}”列", f"请加上这一列（也认得：{_some(column)}）。")
    if not {"id", "code", "name"} & set(found):
        notes.fault(sheet, "没有能认出项目的列", "请加上“项目序号”或“项目名称”列。")


def _some(column: Column) -> str:
    return "、".join(column.synonyms[:3])


def _continued(
    sheet: Sheet, columns: Mapping[str, tuple[int, str]], heading_row: int
) -> dict[int, dict[str, Cell]]:
    """Row → fields whose cell continues a merged cell above, with the cell that holds the value."""
    fields = {number: name for name, (number, _) in columns.items()}
    found: dict[int, dict[str, Cell]] = {}
    for area in sheet.merges:
        name = fields.get(area.left)
        if name is None or area.top <= heading_row:
            continue
        holder = sheet.cells.get((area.top, area.left), _EMPTY)
        for row in range(area.top + 1, area.bottom + 1):
            found.setdefault(row, {})[name] = holder
    return found


def _says_nothing(cell: Cell) -> bool:
    return not cell.formula and (
        cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())
    )


def _unusable(
    sheet: str, file: str, row: int, cells: Mapping[str, Cell], columns: Mapping[str, tuple[int, str]]
) -> list[Fault]:
    """Cells with an Excel error, or with a formula that was never computed."""
    found = []
    for name, cell in cells.items():
        number, heading = columns[name]
        if cell.error:
            what, advice = "是 Excel 的错误值", "请改正公式或直接填写内容。"
        elif cell.formula and cell.value is None:
            what, advice = "是没有计算结果的公式", "请用 Excel 或 WPS 打开、重新计算并保存，或直接填写内容。"
        else:
            continue
        value = str(cell.value) if cell.error else cell.formula
        found.append(Fault(file, sheet, what, advice, row, heading, cell_name(row, number), value))
    return found
