"""Numbers that are no amounts: a place among others (前3名, 第六), and a day that comes back (每月10日前)."""

from __future__ import annotations

import re
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.numerals import NUMERAL, chinese_number
from zipingbiao.form.quantity.readings import Unit

PLACE = Unit("名次", "place")
DAY_OF_MONTH = Unit("日", "day-of-month")
_N = rf"(\d{{1,3}}|{NUMERAL})"
_ASKED = late_pattern(
    rf"(?:进入|位列|位居|排名|名列|保持|处于)?(?:全[国省市县区州])?前{_N}(?:名|位|强)?(?:以内|之内|内|及以上|以上)?$"
)
_TOLD = late_pattern(rf"(?:第|位列|位居|名列|排名|排)(?:全[国省市县区州])?第?{_N}(?:名|位)?")
_MONTHLY = late_pattern(
    r"(?:每个?(?:月|季度?|年)|次月|下月|次季度?首月)(?:的|首月|末月)?(\d{1,2})[日号](?:之|以)?前"
)
_BETWEEN = late_pattern(r"(?:次月|当月|每月|月内|在|于)(\d{1,2})[日号]?[至到~-](\d{1,2})[日号]")
_TOLD_DAY = late_pattern(r"(?:每个?月|当月|次月|月内|于)?(?:均|都)?(?:于)?(?:每个?月|当月)?(\d{1,2})[日号]")


def _value(text: str) -> Decimal | None:
    return Decimal(text) if text.isdecimal() else chinese_number(text)


def asked_place(text: str) -> Decimal | None:
    """前3名, 进入前八: the last place that is good enough."""
    found = _ASKED.fullmatch(text) if "前" in text else None
    return None if found is None else _value(found[1])


def told_place(text: str) -> Decimal | None:
    """第六, 位列全省第3名."""
    found = _TOLD.search(text) or re.search(rf"{_N}(?:名|位)?$", text)
    return None if found is None else _value(found[1])


def day_of_month(text: str) -> Decimal | None:
    """每月10日前: the last day of each month that is in time."""
    found = _MONTHLY.search(text)
    return None if found is None else Decimal(found[1])


def told_day_of_month(text: str) -> Decimal | None:
    """每月8日发放; None where the text names several days or takes something back."""
    between = _BETWEEN.search(text)
    if between is not None and len(_TOLD_DAY.findall(text)) <= len(between.groups()):
        return max(Decimal(day) for day in between.groups())  # 次月18日至23日间: the later one
    days = {Decimal(day) for day in _TOLD_DAY.findall(text)}
    return (
        days.pop()
        if len(days) == 1 and "除" not in text and "延" not in text and "推迟" not in text
        else None
    )
