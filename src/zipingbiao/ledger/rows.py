"""The filled rows of a sheet: cells become the texts of fields, and cells without a usable value are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zipingbiao.edits.sheet_rows import SheetRows
from zipingbiao.ledger.columns import Columns
from zipingbiao.ledger.faults import Faults
from zipingbiao.ledger.layout import Kind
from zipingbiao.ledger.values import Value, value_of
from zipingbiao.package.address import Area

#: A merged cell of these fields speaks for every row it covers; of any other field it is one value for several rows.
_SHARED = frozenset(
    {"id", "code", "name", "kind", "level1", "level2", "year", "department", "unit", "amount_unit"}
)
_EMPTY = Value()


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row. `texts`: every field of the layout, "" where nothing stands.

    `numeric`: 指标值 and 完成值 whose cell holds a bare number; `merged`: fields whose cell continues a merged cell above;
    `unusable`: fields whose cell holds nothing that could be used, which is told.
    """

    number: int
    texts: Mapping[str, str]
    numeric: tuple[str, ...] = ()
    merged: frozenset[str] = frozenset()
    unusable: tuple[str, ...] = ()


def read_rows(sheet: SheetRows, columns: Columns, faults: Faults) -> Iterator[Row]:
    """The filled rows below the headings, from the top."""
    kinds = {column.field: column.kind for column in columns.layout.columns}
    blank = dict.fromkeys(kinds, "")
    places = [(field, heading.number, kinds[field]) for field, heading in columns.at.items()]
    merges = _Merges(sheet.merges, columns)
    for number, values in sheet.rows(value_of):
        if number <= columns.top:
            continue
        above = merges.above(number, values)
        if all(values.get(column, _EMPTY).nothing for _, column, _ in places):
            continue
        texts, numeric, unusable = blank.copy(), [], []
        for field, column, kind in places:
            value = above[field] if field in above and field in _SHARED else values.get(column)
            if value is None:
                continue
            texts[field] = value.figure if kind is Kind.NUMBER else value.text
            if value.numeric and kind is Kind.VALUE:
                numeric.append(field)
            if value.wrong is not None:
                faults.faults.append(columns.fault(number, field, *value.wrong))
                unusable.append(field)
        yield Row(number, texts, tuple(numeric), frozenset(above) - _SHARED, tuple(unusable))


class _Merges:
    """Merged areas of a sheet as its rows go by: which fields continue a cell above, and what that cell holds."""

    def __init__(self, areas: Sequence[Area], columns: Columns) -> None:
        fields = {heading.number: field for field, heading in columns.at.items()}
        mine = [
            (area.top, area.bottom, fields[area.left], area.left)
            for area in areas
            if area.left in fields and area.top > columns.top and area.bottom > area.top
        ]
        self._coming = sorted(mine, reverse=True)
        self._open: dict[str, tuple[int, Value]] = {}

    def above(self, row: int, values: Mapping[int, Value]) -> Mapping[str, Value]:
        """Field → what the cell above says that the field's cell in this row continues."""
        found = {field: held for field, (bottom, held) in self._open.items() if row <= bottom}
        while self._coming and self._coming[-1][0] <= row:
            top, bottom, field, column = self._coming.pop()
            holder = values.get(column, _EMPTY) if top == row else _EMPTY
            self._open[field] = bottom, holder
            if top < row <= bottom:
                found[field] = holder
        return found
