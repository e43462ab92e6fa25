"""A row that asks for a number or a date and says itself that it was not reached: what JXS005 says of it, JXS008 need not."""

from __future__ import annotations

from zipingbiao.form.quantity.readings import Moment, Number, Range, Several
from zipingbiao.scoring.result import RowScore, State

UNDONE, _PARTLY, _LATE = "没有完成", "没有全部完成", "已逾期"


def behind(row: RowScore) -> str:
    """In which way; "" where it was reached, where words or 是 are asked for, and where figures tell by how much."""
    if row.state is State.LATE:
        return _LATE
    if not isinstance(row.target, Number | Range | Several | Moment):
        return ""
    if row.state is State.NOT_MET or (row.state is State.MISSED and row.ceiling is None):
        return UNDONE
    return _PARTLY if row.state is State.PARTIAL else ""
