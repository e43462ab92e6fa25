"""A table of a report, before it becomes a sheet: columns with a heading, a width and a kind, and rows of values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

Value = str | int | Decimal | None


class Kind(Enum):
    """How a column is shown; the value is its number format in a workbook."""

    TEXT = "@"
    COUNT = "0"
    AMOUNT = "#,##0.00"  # 万元
    SCORE = "0.00"
    RATE = "0.00%"  # held as a fraction


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in letters."""

    heading: str
    width: float
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: a remark above the headings, rows, and a line of totals where there is one."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    note: str = ""
    totals: Sequence[Value] | None = None

    def number(self, heading: str) -> int:
        """The number of a column, from 1."""
        return [column.heading for column in self.columns].index(heading) + 1

    @property
    def top(self) -> int:
        """The row of the headings, from 1."""
        return 2 if self.note else 1


def fraction(percent: Decimal | None) -> Decimal | None:
    """A rate in percent as the fraction that a cell with a % format holds."""
    return None if percent is None else percent / 100
