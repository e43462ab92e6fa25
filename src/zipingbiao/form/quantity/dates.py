"""Dates and periods: `2024年5月`, `12月24日`, `2024.12`, `6月底前`, `年底前`, `12月前`, `1-12月`, `第四季度`.

A date counts by its whole span. Without a year it lies in the evaluated year. A bare `X月前` is read leniently,
to the end of the month (一般理解为该月内); the reading says so.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.feasts import NAMES, feast_day, is_feast
from zipingbiao.form.quantity.readings import Moment
from zipingbiao.form.quantity.units import known_unit, take_unit
from zipingbiao.record import record

#: A year to compute with where neither the text nor the form names one; a leap year, so that every day exists.
NEUTRAL_YEAR = 2000

_Y = r"(?P<year>(?:19|20)\d{2})"
#: Any year before a month: a year with its digits mixed up (2204年8月) is a date of another year, not a bare 8月.
_ANY = r"(?<!\d)(?P<year>[1-9]\d{3})"
_M = r"(?P<month>1[0-2]|0?[1-9])"
_D = r"(?P<day>\d{1,2})"
_PART = r"(?P<part>上半年|下半年|第?[一二三四1-4]季度末?|[一二三四]季末|全年|年?底|年?末|年?初|(?:上中|中下|[上中下])旬|[底末初中])"
_SHAPES = tuple(
    late_pattern(shape)
    for shape in (
        rf"{_ANY}年{_M}月(?:份)?{_D}[日号]?(?!\d)",
        rf"{_Y}年(?P<month>1[3-9]|[2-9]\d|00?)月(?:{_D}[日号]?)?",
        rf"(?<!\d){_Y}([./-]){_M}\2{_D}(?![\d.%])",
        r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        rf"{_ANY}年{_M}月(?:份)?(?P<part>(?:上中|中下|[上中下])旬|[底末初中])?",
        rf"(?<![\d≥≤<>=±]){_Y}[./-]{_M}(?:月(?:份)?(?P<part>[底末初])?)?(?![\d.%‰‱万亿千百])",
        rf"(?<!\d){_Y}年(?:度)?(?:的)?{_PART}",
        rf"(?<!\d){_Y}年(?:度)?",
        rf"(?<![\d.]){_M}月(?:份)?{_D}[日号]",
        r"(?<![\d./-])(?P<month>1[0-2]|0?[1-9])\.(?P<day>[12]\d|3[01]|0?[1-9])(?=(?:日|号)?(?:之|以)?前)",
        rf"(?<![\d.]){_M}月(?:份)?(?P<part>(?:上中|中下|[上中下])旬|[底末初中](?!期))?",
        r"(?:当|本)?(?P<part>上半年|下半年|第?[一二三四1-4]季度末?|[一二三四]季末|全年|年度?底|年度?末|年终)",
        r"(?P<part>(?<![\d半一两二三四五六七八九十])年内|当年|本年度|本年|今年|年度内)",
        r"(?P<part>次年|翌年|来年|明年)(?!度?的?(?:\d|[上下]半年|第?[一二三四]季|年?[底末初]))",
        rf"(?P<part>{NAMES})(?=(?:节|假期)?(?:之|以)?前)",
    )
)
#: `2024.12`: a year and a month, unless what follows makes an amount of it (2010.5公里).
_YEAR_MONTH = _SHAPES[5]
#: Words in front of a date without a year that say which year is meant, counted from the evaluated one.
_RELATIVE = {
    **dict.fromkeys(("次年", "翌年", "来年", "明年", "下年", "下一年"), 1),
    **dict.fromkeys(("上年", "去年", "上一年"), -1),
    "前年": -2,
    **dict.fromkeys(("今年", "当年", "本年"), 0),
}
_RELATIVE_END = late_pattern(f"({'|'.join(sorted(_RELATIVE, key=len, reverse=True))})度?的?$")
_CONNECT = late_pattern(r"[-~至到]")
_BY = late_pattern(r"(?:\(?[含]?\))?(?:结束|截止|完成)?(?:及?以前|之前|前|以内|之内|内|截止|止)")
_NOT_AFTER = ("不晚于", "不迟于", "截至", "截止", "截止到", "截至到", "最迟", "最晚", "早于", "赶在")
_OPEN_MONTH = late_pattern(r"(?<!\d)(?P<month>1[0-2]|0?[1-9])(?=[-~至到](?:1[0-2]|0?[1-9])月)")
_OPEN_YEAR = late_pattern(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?=[-~至到](?:19|20)\d{2}年)")
_CHINESE_MONTH = late_pattern(r"(?<![零一二三四五六七八九十第])(十[一二]?|[一二三四五六七八九])月(?!度)")
_CHINESE_YEAR = late_pattern(r"([一二][零九][零一二三四五六七八九]{2})年")
_DIGIT = {c: str(i) for i, c in enumerate("零一二三四五六七八九")}
_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


#: What a text holds where a shape can be found in it: a decimal point makes no text one of dates.
_YEAR, _MONTH, _SEASON, _BEFORE, _JOINED, _RUN, _DAY_BEFORE = range(7)
_IS_JOINED, _IS_RUN, _IS_DAY_BEFORE = (
    late_pattern(sign) for sign in (r"\d{4}[./-]\d", r"\d{8}", r"\.\d{1,2}[日号]?[之以]?前")
)
#: What each year of them begins with.
_CENTURIES = ("20", "19")
_SIGNS = (
    *(_YEAR, _YEAR, _JOINED, _RUN, _YEAR, _JOINED, _YEAR, _YEAR, _MONTH, _DAY_BEFORE, _MONTH, _SEASON),
    *(_YEAR, _YEAR, _BEFORE, _MONTH, _YEAR),
)
_ALL_SHAPES = tuple(zip(_SIGNS, (*_SHAPES, _OPEN_MONTH, _OPEN_YEAR), strict=True))
_DAY_ALONE = late_pattern(r"(\d{1,2})[日号]")
#: What each shape that still finds something in a text finds next.
_Ahead = dict[re.Pattern[str], re.Match[str]]


@record(frozen=True, slots=True)
class Dated:
    """A date found in a text, and where; `moment` None = a date that does not exist (2月30日, 13月)."""

    start: int
    end: int
    moment: Moment | None


@record(frozen=True, slots=True)
class _Piece:
    """`shift`: how many years after the evaluated one, where a word says so (次年1月); None where none does."""

    end: int
    year: int | None
    month: int | None
    day: int | None
    part: str
    shift: int | None = None


def with_digits(text: str) -> str:
    """`二零二四年十二月` → `2024年12月`."""
    if "年" not in text and "月" not in text:
        return text
    text = _CHINESE_YEAR.sub(lambda m: "".join(_DIGIT[c] for c in m.group(1)) + "年", text)
    return _CHINESE_MONTH.sub(lambda m: f"{_month_number(m.group(1))}月", text)


def _month_number(text: str) -> int:
    if text.startswith("十"):
        return 10 + (int(_DIGIT[text[1]]) if len(text) > 1 else 0)
    return int(_DIGIT[text])


def _signs_in(text: str) -> list[int]:
    """The signs that a text holds; most texts hold none."""
    signs = []
    if "年" in text:
        signs += [_YEAR, _SEASON]
    elif "季" in text:
        signs.append(_SEASON)
    if "月" in text:
        signs.append(_MONTH)
    if "前" in text:
        signs.append(_BEFORE)
        if _IS_DAY_BEFORE.search(text) is not None:
            signs.append(_DAY_BEFORE)
    if any(century in text for century in _CENTURIES):
        if _IS_JOINED.search(text) is not None:
            signs.append(_JOINED)
        if _IS_RUN.search(text) is not None:
            signs.append(_RUN)
    return signs


def find_dates(text: str, year: int | None) -> Iterator[Dated]:
    """All dates of a normalised text, left to right. `year` is the evaluated year, for dates that name none."""
    signs = _signs_in(text)
    if not signs:
        return
    at = 0
    ahead: _Ahead = {}
    for sign, shape in _ALL_SHAPES:
        if sign in signs and (found := shape.search(text)) is not None:
            ahead[shape] = found
    while at < len(text):
        start, first = _next_piece(text, at, ahead)
        if first is None:
            return
        start, first = _of_a_year(text, at, start, first)
        end, moment = _extend(text, first, year)
        by = _BY.match(text, end)
        if by is None and moment is not None and text[:start].endswith(_NOT_AFTER):
            moment = Moment(moment.first, moment.last, moment.year, by=True)
        if by is not None and moment is not None:
            moment = _deadline(moment, first, end, text, by)
            end = by.end()
        yield Dated(start, end, moment)
        at = max(end, start + 1)


def _next_piece(text: str, at: int, ahead: _Ahead) -> tuple[int, _Piece | None]:
    """The first date from `at` on, the longest where several begin there. `ahead`: what each shape found further on."""
    best: tuple[int, int, _Piece] | None = None
    for shape, known in tuple(ahead.items()):
        found: re.Match[str] | None = known if known.start() >= at else shape.search(text, at)
        if found is None:
            del ahead[shape]
            continue
        ahead[shape] = found
        if best is not None and (found.start(), -found.end()) >= (best[0], best[1]):
            continue
        if _is_duration(text, found) or _is_amount(text, found):
            continue
        best = (found.start(), -found.end(), _piece(found))
    return (best[0], best[2]) if best is not None else (at, None)


def _of_a_year(text: str, at: int, start: int, piece: _Piece) -> tuple[int, _Piece]:
    """次年1月, 去年第四季度: the word that tells the year belongs to the date."""
    if piece.year is not None:
        return start, piece
    if _RELATIVE.get(piece.part):
        return start, replace(piece, shift=_RELATIVE[piece.part])
    found = _RELATIVE_END.search(text, max(at, start - 6), start)
    return (start, piece) if found is None else (found.start(), replace(piece, shift=_RELATIVE[found[1]]))


def _is_amount(text: str, found: re.Match[str]) -> bool:
    """`2015.7平方米` is no July of 2015."""
    if found.re.pattern != _YEAR_MONTH.pattern:
        return False
    unit, _ = take_unit(text, found.end(), ())
    return known_unit(unit.name) is not None and unit.dimension != "time"


def _is_duration(text: str, found: re.Match[str]) -> bool:
    """`≤6月`, `=12月`, `满3月` are durations; so is a month number glued to other digits or followed by 度/均/报."""
    groups = found.groupdict()
    if (
        found.re.pattern in (_OPEN_MONTH.pattern, _OPEN_YEAR.pattern)
        or groups.get("day")
        or groups.get("year")
    ):
        return False
    if not groups.get("month"):
        return False
    before = text[: found.start()]
    return before.endswith(
        ("≥", "≤", "=", ">", "<", "不超过", "不少于", "不低于", "每", "满", "±")
    ) or text.startswith(("度", "均", "报", "刊"), found.end())


def _piece(found: re.Match[str]) -> _Piece:
    groups = found.groupdict()
    as_int = {key: int(groups[key]) if groups.get(key) else None for key in ("year", "month", "day")}
    return _Piece(found.end(), as_int["year"], as_int["month"], as_int["day"], groups.get("part") or "")


def _extend(text: str, first: _Piece, year: int | None) -> tuple[int, Moment | None]:
    """The span of one date, or of `date 至 date` where a second one follows at once."""
    connect = _CONNECT.match(text, first.end)
    if connect is not None:
        second = _piece_at(text, connect.end())
        if second is not None:
            filled = _Piece(
                second.end,
                second.year or first.year,
                second.month or (first.month if second.day else None),
                second.day,
                second.part,
                second.shift if second.shift is not None else first.shift,
            )
            start, stop = _span(first, year), _span(filled, year)
            if start is None or stop is None:
                return second.end, None
            low, high = min(start[0], stop[0]), max(start[1], stop[1])
            return second.end, Moment(low, high, _named_year(first, year) or _named_year(second, year))
    span = _span(first, year)
    return first.end, Moment(span[0], span[1], _named_year(first, year)) if span else None


def _named_year(piece: _Piece, year: int | None) -> int | None:
    """The year that the text itself tells, by a number or by a word beside the evaluated year."""
    return year + piece.shift if piece.year is None and piece.shift is not None and year else piece.year


def _piece_at(text: str, at: int) -> _Piece | None:
    for shape in _SHAPES:
        found = shape.match(text, at)
        if found is not None:
            return _piece(found)
    day = _DAY_ALONE.match(text, at)
    return _Piece(day.end(), None, None, int(day.group(1)), "") if day else None


def _span(piece: _Piece, year: int | None) -> tuple[date, date] | None:
    """First and last day; None for a date that does not exist."""
    y = piece.year or (year or NEUTRAL_YEAR) + (piece.shift or 0)
    try:
        if piece.month and piece.day:
            day = date(y, piece.month, piece.day)
            return day, day
        if piece.month:
            return _part_of_month(y, piece.month, piece.part)
        if piece.day:
            return None
        return _part_of_year(y, piece.part)
    except ValueError:
        return None


def _part_of_month(y: int, month: int, part: str) -> tuple[date, date]:
    last = monthrange(y, month)[1]
    spans = {
        "上旬": (1, 10),
        "初": (1, 10),
        "上中旬": (1, 20),
        "中旬": (11, 20),
        "中下旬": (11, last),
        "中": (11, 20),
        "下旬": (21, last),
        "底": (21, last),
        "末": (21, last),
    }
    low, high = spans.get(part, (1, last))
    return date(y, month, low), date(y, month, high)


def _part_of_year(y: int, part: str) -> tuple[date, date]:
    if is_feast(part):
        eve = feast_day(part, y) - timedelta(days=1)
        return eve, eve
    if "季" in part:
        quarter = next(number for sign, number in _QUARTER.items() if sign in part)
        return date(y, quarter * 3 - 2, 1), _part_of_month(y, quarter * 3, "")[1]
    if part == "上半年":
        return date(y, 1, 1), date(y, 6, 30)
    if part == "下半年":
        return date(y, 7, 1), date(y, 12, 31)
    if part.endswith(("底", "末", "终")):
        return date(y, 12, 1), date(y, 12, 31)
    if part.endswith("初"):
        return date(y, 1, 1), date(y, 1, 31)
    return date(y, 1, 1), date(y, 12, 31)


def _deadline(moment: Moment, first: _Piece, end: int, text: str, by: re.Match[str]) -> Moment:
    """`…前` makes a deadline; a bare `X月前` (no day, no 底) runs to the end of that month, leniently."""
    before = by.group().endswith("前")
    bare = before and not first.day and not first.part and text[end - 1] in "月年份度0123456789"
    return Moment(moment.first, moment.last, moment.year, by=True, lenient=bare)
