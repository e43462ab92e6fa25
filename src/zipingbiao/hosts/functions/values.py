"""What cells hold and what functions give back: the values that pass between a spreadsheet program and Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from zipingbiao.form.model import Entry
from zipingbiao.form.money import plain


class Omitted(Enum):
    """An optional argument that was not written at all; an empty cell is None."""

    OMITTED = "#OMITTED!"


OMITTED = Omitted.OMITTED
Value = str | int | float | Decimal | bool | date | None
#: A float of a spreadsheet has 15 digits that mean something.
_FLOAT_DIGITS = 15


@dataclass(frozen=True, slots=True)
class CellError:
    """A spreadsheet error value; `why` goes to the log, never into the cell."""

    kind: str = "#VALUE!"
    why: str = ""


Result = Decimal | str | CellError


@dataclass(frozen=True, slots=True)
class Percent:
    """A number whose cell is shown in %: 0.98 here is the text 98%."""

    value: float | int | Decimal


Argument = Value | Percent | Omitted
#: A range as rows of cells; a cell of it may hold an error value.
Block = Sequence[Sequence[Argument | CellError]]
Given = Argument | CellError | Block


def text_of(value: Argument) -> str:
    """The text a reader of the cell sees; numbers without noise, dates in Chinese."""
    match value:
        case None | Omitted.OMITTED:
            return ""
        case bool():
            return "是" if value else "否"
        case str():
            return value
        case Percent():
            return f"{plain(_decimal(value.value) * 100)}%"
        case datetime() | date():
            return f"{value.year}年{value.month}月{value.day}日"
        case _:
            return plain(_decimal(value))


def _decimal(value: float | int | Decimal) -> Decimal:
    return Decimal(format(value, f".{_FLOAT_DIGITS}g")) if isinstance(value, float) else Decimal(value)


def entry_of(value: Argument) -> Entry:
    """A target or actual as the grammar wants it."""
    numeric = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return Entry(text_of(value), numeric=numeric)


def indicator_of(path: Argument) -> tuple[str, str, str]:
    """`一级/二级/三级` in one text; a text without two strokes is the 三级指标 alone."""
    text = text_of(path)
    parts = text.split("/", 2)
    if len(parts) == 3 and (parts[0].endswith("指标") or not parts[0]):
        return parts[0], parts[1], parts[2]
    return "", "", text
