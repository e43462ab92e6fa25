"""A cell as a reader of the form sees it: numbers with their decimals and %, dates in Chinese, texts without outer blanks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from zipingbiao.edits.snapshot import Cell
from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import Entry, is_blank
from zipingbiao.package.number_format import date_text, exact_text, number_format, rounded_text

#: Rates and scores of this form have two decimals.
_PLACES = 2
_TYPED = late_pattern(r"=\s*[\d０-９][\d０-９.,，]*\s*(?:[%％‰]|[一-鿿㎡A-Za-z（）()/／]{1,12})")


def cell_text(cell: Cell | None) -> str:
    """The text of any cell; "" for an empty one. Numbers keep all their digits."""
    if cell is None or cell.value is None:
        return ""
    value = cell.value
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return date_text(value, cell.number_format)
    return _number_text(value, cell.number_format)


def _number_text(value: Decimal, code: str) -> str:
    shown = number_format(code)
    if shown.percent:
        return f"{exact_text(value * 100, shown.decimals)}%"
    return exact_text(value, shown.decimals)


def said(text: str) -> str:
    """What a field of a row says: a dash says nothing, in a workbook as in JSON."""
    return "" if is_blank(text) else text


def typed_constant(cell: Cell | None) -> str:
    """`=100%`, `=120所`: what a program stored as a formula without a result, and somebody meant as it stands."""
    if cell is None or cell.value is not None or _TYPED.fullmatch(cell.formula) is None:
        return ""
    return cell.formula


def entry(cell: Cell | None) -> Entry:
    """年度指标值 or 实际完成值. Fixed words of the number format (`0"台"`) are part of what is seen."""
    text = said(cell_text(cell)) or typed_constant(cell)
    if cell is None or not isinstance(cell.value, Decimal):
        return Entry(text)
    shown = number_format(cell.number_format)
    seen = f"{shown.before}{text}{shown.after}"
    return Entry(seen, numeric=seen == text and not shown.percent)


def result_text(cell: Cell | None) -> str:
    """执行率 or 得分: where a formula has more digits than the form prints, the printed figure."""
    if cell is None or not isinstance(cell.value, Decimal) or not cell.formula:
        return cell_text(cell)
    shown = number_format(cell.number_format)
    if shown.decimals is None:
        return cell_text(cell)
    places = max(shown.decimals, _PLACES)
    value = cell.value * 100 if shown.percent else cell.value
    if -value.as_tuple().exponent <= places:  # type: ignore[operator]
        return cell_text(cell)
    return rounded_text(value, places) + ("%" if shown.percent else "")
