"""Times of day: 早上7点前, 12:00前, 每日17时前, and the times an actual tells of (7点半, 11点40分)."""

from __future__ import annotations

import re
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.numerals import NUMERAL, chinese_number
from zipingbiao.form.quantity.readings import Unit

CLOCK = Unit("时刻", "clock")
_EVENING = ("下午", "傍晚", "晚上", "晚间", "当晚", "夜间", "夜里")
_TIME = (
    rf"(上午|早上|早晨|清晨|凌晨|中午|{'|'.join(_EVENING)})?"
    rf"(\d{{1,2}}|{NUMERAL})(?::|点钟?|时(?![间长限效段节至]))(?:(?<=:)(\d{{2}})(?!\d)|(?<=[点时])(?:(\d{{1,2}}|{NUMERAL})分?(?!\d)|(半|[一三]刻|整)))?"
)
_ONE = late_pattern(_TIME)
_ASKED = late_pattern(
    rf"(?:每[天日晚个]?(?:工作日)?|当[天日]|次日|工作日|均)*(?:于|在)?(?:不[晚迟]于{_TIME}|{_TIME}(?:之|以)?前(?!后)[一-鿿]{{0,8}})"
)
#: 提高5点, 得分90点 are points; 8:5 is a relation.
_NO_TIME = late_pattern(r"百分|[升降增减高低得]了?\d+点|个点|\d:\d(?!\d)")
_FROM_TO = late_pattern(r"(\d{1,2}:\d{2})(?:-|~|至|到|—)+(\d{1,2}:\d{2})")
_NOON = 12 * 60
_PARTS = {"半": 30, "一刻": 15, "三刻": 45, "整": 0}
_LAST_HOUR, _LAST_MINUTE = 24, 59


def asked_clock(text: str) -> Decimal | None:
    """The last minute of the day that is in time; None where no time of day is asked for."""
    found = _ASKED.fullmatch(text)
    one = _ONE.search(text) if found is not None and _NO_TIME.search(text) is None else None
    return None if one is None else _minute(one)


def told_clock(text: str, target: Decimal) -> Decimal | None:
    """The latest time an actual tells of; without 上午 or 下午 it is of the same half of the day as the target."""
    if _NO_TIME.search(text) is not None:
        return None
    told = [_minute(found, after=target) for found in _ONE.finditer(text)]
    known = [each for each in told if each is not None]
    return max(known) if known and len(known) == len(told) else None


def with_hours(text: str) -> str:
    """每日8:30-18:00 as 每日9.5小时: from when to when is so long."""
    return _FROM_TO.sub(_hours, text)


def _hours(found: re.Match[str]) -> str:
    first, last = (_ONE.fullmatch(each) for each in found.groups())
    start, end = (None if each is None else _minute(each) for each in (first, last))
    if start is None or end is None or end <= start:
        return found.group()
    return f"{((end - start) / 60).normalize():f}小时"


def _minute(found: re.Match[str], after: Decimal = Decimal(0)) -> Decimal | None:
    half, hour, sharp, minute, part = found.groups()
    hours = _value(hour)
    minutes = Decimal(_PARTS[part]) if part else _value(sharp or minute or "零")
    if hours is None or minutes is None or hours > _LAST_HOUR or minutes > _LAST_MINUTE:
        return None
    total = hours * 60 + minutes
    late = half in _EVENING if half else after > _NOON
    return total + _NOON if late and total < _NOON else total


def _value(text: str) -> Decimal | None:
    return Decimal(text) if text.isdecimal() else chinese_number(text)
