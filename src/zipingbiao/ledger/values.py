"""A ledger cell as the text a reader of the form sees, and back: digits, %, units and dates survive both ways."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from zipingbiao.edits.snapshot import Cell
from zipingbiao.form.model import Entry, is_blank
from zipingbiao.package.number_format import date_text, exact_text, number_format

_HUNDRED = Decimal(100)
_DIGITS = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
#: Excel keeps 15 significant digits; longer numbers are written as text.
_MAX_DIGITS = 15
TEXT_FORMAT = "@"


class Value(NamedTuple):
    """What a cell gives: its text, its text in a column of figures, whether it holds a bare number.

    `nothing`: an empty cell; `wrong`: why it holds nothing that could be used, with what stands there.
    """

    text: str = ""
    figure: str = ""
    numeric: bool = False
    nothing: bool = True
    wrong: tuple[str, str, str] | None = None


def value_of(cell: Cell) -> Value:
    """A cell of a column of any kind."""
    entry, value = entry_of(cell), cell.value
    nothing = not cell.formula and (value is None or (isinstance(value, str) and not value.strip()))
    return Value(entry.text, amount_of(cell), entry.numeric, nothing, _wrong(cell))


def _wrong(cell: Cell) -> tuple[str, str, str] | None:
    """An Excel error, or a formula that was never computed."""
    if cell.error:
        return str(cell.value), "是 Excel 的错误值", "请改正公式或直接填写内容。"
    if cell.formula and cell.value is None:
        advice = "请用 Excel 或 WPS 打开、重新计算并保存，或直接填写内容。"
        return cell.formula, "是没有计算结果的公式", advice
    return None


def entry_of(cell: Cell) -> Entry:
    """The cell as printed; `numeric` where it holds a bare number. All digits count, not only those shown."""
    value = cell.value
    if value is None:
        return Entry()
    if isinstance(value, bool):
        return Entry("TRUE" if value else "FALSE")
    if isinstance(value, Decimal):
        return _number(value, cell.number_format)
    if isinstance(value, date):
        return Entry(date_text(value, cell.number_format))
    return Entry("" if is_blank(value) else value)


def _number(value: Decimal, code: str) -> Entry:
    shown = number_format(code)
    if shown.percent:
        return Entry(f"{exact_text(value * _HUNDRED, shown.decimals)}%")
    text = exact_text(value, shown.decimals)
    if shown.before or shown.after:
        return Entry(f"{shown.before}{text}{shown.after}")
    return Entry(text, numeric=True)


def amount_of(cell: Cell) -> str:
    """A cell of a number column: the figure without the currency sign or unit its format shows."""
    if isinstance(cell.value, Decimal) and not number_format(cell.number_format).percent:
        return exact_text(cell.value, number_format(cell.number_format).decimals)
    return entry_of(cell).text


def number_cell(text: str) -> tuple[Decimal, str] | None:
    """A printed number as value and number format (`200.20` → 200.20, `0.00`); None where only text keeps it."""
    if not _DIGITS.fullmatch(text) or sum(map(str.isdigit, text)) > _MAX_DIGITS:
        return None
    value, decimals = Decimal(text), len(text.partition(".")[2])
    return (value, _format(decimals)) if exact_text(value, decimals) == text else None


def rate_cell(text: str) -> tuple[Decimal, str] | None:
    """A printed rate (`99.44%` → 0.9944, `0.00%`)."""
    found = number_cell(text[:-1]) if text.endswith("%") else None
    return None if found is None else (found[0] / _HUNDRED, f"{found[1]}%")


def _format(decimals: int) -> str:
    return f"0.{'0' * decimals}" if decimals else "0"
