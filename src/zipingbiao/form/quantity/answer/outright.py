"""Answers that are no amounts of a text: a place, a time of day, a day of each month, round the clock, the days between two dates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.each_period import in_each_period
from zipingbiao.form.quantity.clock import CLOCK, told_clock
from zipingbiao.form.quantity.moments import DEED_DONE, in_days
from zipingbiao.form.quantity.places import DAY_OF_MONTH, PLACE, told_day_of_month, told_place
from zipingbiao.form.quantity.read import Parsed
from zipingbiao.form.quantity.readings import Comparator, Number, Range, Unit
from zipingbiao.form.quantity.text import shares_a_pair
from zipingbiao.form.quantity.units import known_unit

#: 7×24小时, 全天候, 昼夜
_ROUND_THE_CLOCK = late_pattern(
    "7[×x]24(?:小时|h)?|24小时(?:不间断|值[班守]|在岗|双人|全天|轮)|全天候|昼夜(?:不停|值|均|都|有人)|不分昼夜"
)
#: 闭馆30天，其余照常开放; 全年除维护15天外均开放
_OPEN_BUT = late_pattern(
    r"(?:闭馆|休馆|关闭|停运|停业|停电)(?:共|了|累计)?(\d{1,3})[天日],?(?:其余|其他|余下)[^,;]{0,6}(?:开放|运[行营转]|营业)|除[^,;\d]{0,10}(\d{1,3})[天日]外,?(?:其余|其他)?[^,;]{0,4}(?:均|都|全部|照常)[^,;]{0,4}(?:开放|运[行营转]|营业)"
)
_DAYS_OF_YEAR = 365
_SATURDAY = 5
#: 公示期满第12个工作日兑付: so many days.
_NTH_DAY = late_pattern(rf"第(\d{{1,3}})(个?工作日|天|日)(?:就|即)?{DEED_DONE}")
_NTH_DAY_THEN = late_pattern(r"第(\d{1,3})(个?工作日|天|日)([一-鿿]{2,8})")
#: 第88天交付, 最迟第26日付清: the only day that is told, and what was done on it.
_NTH_AT_ALL = late_pattern(r"^[^\d]{0,12}第(\d{1,3})(个?工作日|天|日)(?:就|即|才)?[一-鿿]{2,6}$")
#: 第8—10天: as late as the later one.
_NTH_TO_NTH = late_pattern(r"第\d{1,3}(?:个?工作日|天|日)?[-~至到—]+第?(\d{1,3})(个?工作日|天|日)")
_PUT_OFF = late_pattern("延|推迟|逾|除")
_NOT_THE_LAST = late_pattern("平均|多数|大多|部分|最快|最早|第.*第")
#: 2/3 beside 3期: 2 of the 3.
_OUT_OF = late_pattern(r"(\d{1,9})/(\d{1,9})")


def told_outright(parsed: Parsed, target: Number | Range, about: str) -> Number | None:
    """What answers the target without being an amount of the text; None where its figures have to be asked."""
    if target.unit is PLACE:
        return _plain(told_place(parsed.text), PLACE)
    if target.unit is DAY_OF_MONTH:
        return _plain(told_day_of_month(parsed.text) or _latest_day(parsed, about), DAY_OF_MONTH)
    if not isinstance(target, Number):
        return in_days(parsed.text, target, about) or _between_two_days(parsed, target)
    if target.unit is CLOCK:
        return _plain(told_clock(parsed.text, target.value), CLOCK)
    return (
        _days_open(parsed.text, target)
        or _round_the_clock(parsed.text, target)
        or (in_each_period(parsed.text, target) if target.unit.per else None)
        or _nth_day(parsed.text, target, about)
        or in_days(parsed.text, target, about)
        or _out_of(parsed.text, target)
        or _between_two_days(parsed, target)
    )


def _plain(value: Decimal | None, unit: Unit) -> Number | None:
    return None if value is None else Number(Comparator.BARE, value, unit)


def _days_open(text: str, target: Number) -> Number | None:
    """闭馆30天，其余照常开放: all other days of a year."""
    closed = _OPEN_BUT.search(text)
    if closed is None or target.unit.dimension != "time" or target.unit.per:
        return None
    days = Decimal(_DAYS_OF_YEAR) - Decimal(closed[1] or closed[2])
    return Number(Comparator.BARE, days, known_unit("天") or target.unit)


def _round_the_clock(text: str, target: Number) -> Number | None:
    """全天候值守 beside 24小时."""
    day, unit = known_unit("天"), target.unit
    is_a_day = (
        day is not None
        and unit.dimension == "time"
        and unit.name != day.name
        and target.value * unit.factor == day.factor
    )
    return Number(Comparator.BARE, target.value, unit) if is_a_day and _ROUND_THE_CLOCK.search(text) else None


def _nth_day(text: str, target: Number, about: str) -> Number | None:
    """第88天交付 beside 90日内."""
    if target.unit.dimension != "time" or target.unit.per or _NOT_THE_LAST.search(text) is not None:
        return None
    between = _NTH_TO_NTH.search(text)
    if between is not None and (unit := known_unit(between[2])) is not None:
        return Number(Comparator.BARE, Decimal(between[1]), unit)
    nth = _NTH_DAY.search(text) or _nth_day_of_it(text, about) or _NTH_AT_ALL.search(text)
    unit = known_unit(nth[2]) if nth is not None else None
    return Number(Comparator.BARE, Decimal(nth[1]), unit) if nth is not None and unit is not None else None


def _nth_day_of_it(text: str, about: str) -> re.Match[str] | None:
    """第9个工作日印发了通报 beside 结果通报时间: the deed is the one that was asked for."""
    found = _NTH_DAY_THEN.search(text)
    return found if found is not None and shares_a_pair(found[3], about) else None


def _out_of(text: str, target: Number) -> Number | None:
    """2/3 beside 3期."""
    found = _OUT_OF.fullmatch(text) if "/" in text else None
    if found is None or target.unit.dimension == "ratio" or Decimal(found[2]) != target.value:
        return None
    return Number(Comparator.BARE, Decimal(found[1]), target.unit)


def _latest_day(parsed: Parsed, about: str) -> Decimal | None:
    """3月22日、6月20日、9月24日、12月23日 beside 每季度末月25日前: the latest day of the month, where one of each quarter or month is told."""
    days = [d.moment.first for d in parsed.dates if d.moment is not None and d.moment.first == d.moment.last]
    due = 4 if "季" in about else 12
    if len(days) != due or len(parsed.dates) != due or _PUT_OFF.search(parsed.text) is not None:
        return None
    each = {(day.month - 1) // 3 if due == 4 else day.month for day in days}
    return Decimal(max(day.day for day in days)) if len(each) == due else None


def _between(one: date, other: date, target: Number | Range, unit: Unit) -> Number:
    """From 3月4日 to 3月22日, in working days where they are few enough; feasts can only make them fewer."""
    first, last = sorted((one, other))
    total = (last - first).days
    working = sum((first + timedelta(days=n)).weekday() < _SATURDAY for n in range(1, total + 1))
    in_working_days = target.unit.name.endswith("工作日") and isinstance(target, Number)
    if in_working_days and isinstance(target, Number) and working <= target.value:
        return Number(Comparator.BARE, Decimal(working), target.unit)
    return Number(Comparator.BARE, Decimal(total), unit)


def _between_two_days(parsed: Parsed, target: Number | Range) -> Number | None:
    """From the one date of a text to the other, where it tells no length of time."""
    days = [d.moment.first for d in parsed.dates if d.moment is not None and d.moment.first == d.moment.last]
    unit = known_unit("天")
    if target.unit.dimension != "time" or parsed.all or len(days) != 2 or len(parsed.dates) != 2 or not unit:
        return None
    return _between(days[0], days[1], target, unit)
