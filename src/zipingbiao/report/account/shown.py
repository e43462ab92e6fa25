"""A value of a table as a reader sees it in a document or on a page."""

from __future__ import annotations

from decimal import Decimal

from zipingbiao.form.money import round_half_up
from zipingbiao.report.tables import Column, Kind, Value


def shown(column: Column, value: Value) -> str:
    """`99.44%`, `1,234.50`; nothing is a dash in a column of figures."""
    if value is None:
        return "" if column.kind is Kind.TEXT else "—"
    if isinstance(value, str):
        return value
    number = Decimal(value)
    if column.kind is Kind.RATE:
        return f"{round_half_up(number * 100, 2)}%"
    if column.kind is Kind.AMOUNT:
        return f"{round_half_up(number, 2):,}"
    return format(round_half_up(number, 2), "f") if column.kind is Kind.SCORE else format(number, "f")
