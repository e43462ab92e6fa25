"""The columns of one sheet of a ledger as they were found: which field stands in which column, under which heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile

from zipingbiao.edits.sheet_rows import SheetRows
from zipingbiao.edits.snapshot import Cell, CellValue
from zipingbiao.form.model import Place
from zipingbiao.ledger.faults import Fault, Faults
from zipingbiao.ledger.layout import Column, Kind, SheetLayout, unit_in
from zipingbiao.package.address import cell_name, column_name

#: The heading row may stand below titles and remarks, but not further down.
_LAST_HEADING_ROW = 30
_Line = tuple[int, Mapping[int, CellValue]]


@dataclass(frozen=True, slots=True)
class Heading:
    """The number of a column, from 1, and its heading as written."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Field → heading, by the number of the column; fields that the sheet has no column for are not in it.

    `own`: the fields but the keys of a project, in the order of the layout; `top`: the row of the headings; `first`: the
    leftmost column, which stands for a row as a whole.
    """

    file: str
    sheet: str
    layout: SheetLayout
    top: int
    at: Mapping[str, Heading]
    own: tuple[str, ...]
    first: int

    def place(self, row: int, field: str) -> Place:
        """The cell of a field; of the row where the sheet has no such column."""
        heading = self.at.get(field)
        return Place(self.file, self.sheet, cell_name(row, heading.number if heading else self.first))

    def fault(self, row: int, field: str, value: str, found: str, advice: str) -> Fault:
        """A fault of one field of one row."""
        heading = self.at.get(field)
        if heading is None:
            return Fault(self.file, self.sheet, found, advice, row, value=value)
        cell = cell_name(row, heading.number)
        return Fault(self.file, self.sheet, found, advice, row, heading.text, cell, value)

    @property
    def money_units(self) -> tuple[str, ...]:
        """The units (元, 万元) that the headings of amounts state, each once."""
        return tuple(dict.fromkeys(unit for heading in self.at.values() if (unit := unit_in(heading.text))))


def find_columns(sheet: SheetRows, layout: SheetLayout, faults: Faults) -> Columns | None:
    """The columns of a sheet; None (and a fault) where no heading row is found."""
    top = _heading_row(takewhile(lambda row: row[0] <= _LAST_HEADING_ROW, sheet.rows(_value)), layout)
    if top is None:
        needed = "、".join(column.heading for column in layout.columns if column.required)
        faults.fault(
            sheet.name, "找不到列名所在的行", f"请在前 {_LAST_HEADING_ROW} 行内写一行列名，至少有：{needed}。"
        )
        return None
    row, cells = top
    at = _headings(sheet.name, cells, layout, faults)
    _notice_missing(sheet.name, layout, at, faults)
    own = tuple(each.field for each in layout.columns if each.field in at and each.kind is not Kind.KEY)
    first = min(heading.number for heading in at.values())
    return Columns(faults.file, sheet.name, layout, row, at, own, first)


def _value(cell: Cell) -> CellValue:
    return cell.value


def _heading_row(rows: Iterable[_Line], layout: SheetLayout) -> _Line | None:
    """The row that names most columns, at least two; the upper one of equals."""
    best, most = None, 1
    for row in rows:
        texts = (value for value in row[1].values() if isinstance(value, str))
        named = {column.field for text in texts if (column := layout.column(text)) is not None}
        if len(named) > most:
            best, most = row, len(named)
    return best


def _headings(
    sheet: str, cells: Mapping[int, CellValue], layout: SheetLayout, faults: Faults
) -> dict[str, Heading]:
    """A column's own heading wins over a synonym standing left of it."""
    headings = sorted((number, str(value)) for number, value in cells.items() if value is not None)
    own = {column.heading: column.field for column in layout.columns}
    exact = {own[text.strip()] for _, text in headings if text.strip() in own}
    found: dict[str, Heading] = {}
    for number, text in headings:
        heading = " ".join(text.split())
        column = layout.column(text)
        place = f"{column_name(number)} 列“{heading}”"
        if column is None:
            if heading:
                faults.remark(
                    sheet, f"{place}不是台账的列，没有读取", "如果是要填的内容，请按填写说明改列名。"
                )
        elif column.field in found or (column.field in exact and text.strip() != column.heading):
            faults.fault(sheet, f"{place}与另一列都表示“{column.heading}”，没有读取", "请只保留一列。")
        else:
            found[column.field] = Heading(number, heading)
    return found


def _notice_missing(sheet: str, layout: SheetLayout, found: Mapping[str, object], faults: Faults) -> None:
    for column in layout.columns:
        if column.required and column.field not in found:
            faults.fault(sheet, f"缺少“{column.heading}”列", f"请加上这一列（也认得：{_some(column)}）。")
    if not {"id", "code", "name"} & set(found):
        faults.fault(sheet, "没有能认出项目的列", "请加上“项目序号”或“项目名称”列。")


def _some(column: Column) -> str:
    return "、".join(column.synonyms[:3])
