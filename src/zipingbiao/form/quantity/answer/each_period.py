"""So much in each quarter, month or day, told by words: 四个季度均已随访, 一至四季度各举办2场, 全年366天每天均有巡检."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.readings import Comparator, Number

_EVERY: Mapping[str, re.Pattern[str]] = {
    per: late_pattern(f"(?:{words})")
    for per, words in (
        ("季度", "[四4]个季度|[一1]至[四4]季度|一、二、三、四季度|各季度?|每个?季度?|逐季|季季"),
        ("月", "(?:12|十二)个月|[一1]至(?:12|十二)月|各月|每个?月|逐月|月月"),
        ("周", "各周|每周|逐周|周周"),
        ("天", "每[天日]|天天|日日|逐日"),
    )
}
_SAME = {"季": "季度", "日": "天"}
_ALL_DO = late_pattern(r"^[^,;\d]{0,10}?(?:均|都|各|按[期时月季]|如期|末|有)")
_SO_MANY = late_pattern(r"^[^,;\d]{0,10}?(?:各|均|都|每)[^,;\d]{0,8}?(\d+(?:\.\d+)?)(场次|场|次|期|轮|批)?")
_DOUBT = late_pattern("未|没|除|部分|仅|只(?!要)|缺|推迟|拟|计划(?!表)|基本|大多|多数|平均|约")


def in_each_period(text: str, target: Number) -> Number | None:
    """What was done in each of the periods that the target asks for, where a text says it of all of them; None where it does not.

    Without a number it was done once, which only answers a target of one.
    """
    per = _SAME.get(target.unit.per, target.unit.per)
    every = _EVERY.get(per)
    found = every.search(text) if every is not None else None
    if found is None or _DOUBT.search(text) is not None or not target.unit.dimension.startswith("counter"):
        return None
    behind = text[found.end() :]
    counted = _SO_MANY.match(behind)
    if counted is not None:
        return Number(Comparator.BARE, Decimal(counted[1]), target.unit) if counted[2] else None
    if target.value != 1 or _ALL_DO.match(behind) is None:
        return None
    return Number(Comparator.BARE, Decimal(1), target.unit)
