"""`45992`: a date that lost its format in Excel. It is told as the date it stands for, never taken for a number or a year."""

from __future__ import annotations

from datetime import date, timedelta

from zipingbiao.form.late_pattern import late_pattern

_SERIAL = late_pattern(r"\d{5}(?:\.0+)?")
_DATED = late_pattern(r"\d\s*[年月日号]|\d{4}[-./]\d{1,2}")
_DAY_ZERO = date(1899, 12, 30)
_FIRST, _LAST = date(2000, 1, 1), date(2050, 12, 31)


def serial_date(text: str) -> date | None:
    """The date that a bare figure stands for in Excel; None for a figure that is no date of our time."""
    if _SERIAL.fullmatch(text.strip()) is None:
        return None
    found = _DAY_ZERO + timedelta(days=int(text.strip()[:5]))
    return found if _FIRST <= found <= _LAST else None


def said_as_date(found: date) -> str:
    """`2025年12月1日`."""
    return f"{found.year}年{found.month}月{found.day}日"


def lost_date(text: str, beside: str) -> date | None:
    """The date behind a figure that stands beside a date: an actual for a deadline, or the other way round."""
    found = serial_date(text)
    return found if found is not None and _DATED.search(beside) else None
