"""Reading one cell: `read_target` for 年度指标值, `read_actual` for 实际完成值 in the light of its target.

Neither ever raises. A text is read as what it says; what is neither number, date, 是/否 nor a listed word is
:class:`Unreadable`, with the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from zipingbiao.form.model import Entry, is_blank
from zipingbiao.form.quantity.arabic import with_arabic
from zipingbiao.form.quantity.dates import Dated, find_dates, with_digits
from zipingbiao.form.quantity.lexicon import REACH, Lexicon, lexicon
from zipingbiao.form.quantity.numbers import RECURRING, Figure, find_numbers
from zipingbiao.form.quantity.qualitative import exact_reading, listed_word
from zipingbiao.form.quantity.readings import (
    NO_UNIT,
    Comparator,
    Empty,
    Moment,
    Number,
    Range,
    Reading,
    Unreadable,
    Word,
    YesNo,
)
from zipingbiao.form.quantity.text import normalise
from zipingbiao.form.quantity.units import describing, same_kind

_MAX_LENGTH = 2000
_DIGIT = re.compile(r"\d")
_REMARK = re.compile(r"\([^()]*\d[^()]*\)")
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|#+)")
_ERROR_WHY = "是 Excel 的错误值，请改正公式或直接填写"
#: Without one of these a text holds no number and no date.
_MAY_HOLD_FIGURES = re.compile(
    "[0-9零〇一二三四五六七八九十百千万亿两半双几壹贰叁肆伍陆柒捌玖拾佰仟年月日季周旬]"
)
_TRIM = "。.;,、:！!"
IMPOSSIBLE_DATE = "日期不存在"


@dataclass(frozen=True, slots=True)
class Parsed:
    """Everything a text holds, before it is known what is asked for."""

    text: str
    figures: tuple[Figure, ...]
    dates: tuple[Dated, ...]
    plain: str  # the text without dates and remarks, for word search


@dataclass(frozen=True, slots=True)
class ActualReading:
    """An actual as read; `claims`: it repeats a comparator (`≤10秒`) instead of stating a fact."""

    reading: Reading
    claims: bool = False


@lru_cache(maxsize=8192)
def parse(text: str, year: int | None, words: Lexicon | None = None) -> Parsed:
    """Numbers, dates and words of a text; remarks in brackets only count where nothing else does."""
    lexis = words or lexicon()
    line = _line(text)
    if _MAY_HOLD_FIGURES.search(line) is None:
        return Parsed(line, (), (), line.strip(";" + _TRIM))
    dates = tuple(find_dates(line, year))
    masked = list(line)
    for dated in dates:
        masked[dated.start : dated.end] = ";" * (dated.end - dated.start)
    dates = tuple(dated for dated in dates if not _compared(line, dated, lexis))
    rest = with_arabic("".join(masked))
    figures = tuple(find_numbers(rest, lexis))
    amounts = tuple(figure for figure in figures if figure.reading.unit.name not in describing())
    return Parsed(line, amounts or figures, dates, rest.strip(";" + _TRIM))


def _compared(line: str, dated: Dated, lexis: Lexicon) -> bool:
    """`不低于2023年`: a year to compare with, not a time to be done by."""
    found = lexis.before_end.search(line, max(0, dated.start - REACH), dated.start)
    above = (Comparator.GE, Comparator.GT)
    return found is not None and lexis.before[found.group()] in above


def _line(text: str) -> str:
    """A text in one spelling, without the remarks in brackets where something else holds a digit."""
    line = with_digits(normalise(text[:_MAX_LENGTH]))
    outside = _REMARK.sub("", line) if "(" in line else line
    return outside if outside != line and _DIGIT.search(outside) else line


def dates_in(text: str, year: int | None) -> tuple[Dated, ...]:
    """The dates of a text. `year`: the evaluated year, for dates that name none."""
    return tuple(find_dates(_line(text), year))


@lru_cache(maxsize=8192)
def read_target(
    entry: Entry,
    *,
    year: int | None = None,
    words: Lexicon | None = None,
) -> Reading:
    """What 年度指标值 asks for. A bare `12月` is a date, `=12月` and `≤6月` are durations."""
    if is_blank(entry.text):
        return Empty()
    if _ERROR.fullmatch(entry.text.strip()):
        return Unreadable(entry.text, _ERROR_WHY)
    lexis = words or lexicon()
    parsed = parse(entry.text, year, lexis)
    text = parsed.text.strip(_TRIM).removeprefix("=")
    exact = exact_reading(text, lexis)
    if exact is not None:
        return exact
    if any(dated.moment is None for dated in parsed.dates):
        return Unreadable(entry.text, f"{IMPOSSIBLE_DATE}：{entry.text}")
    figures = parsed.figures
    if parsed.dates and not _measured(figures):
        return _deadline_of(parsed)
    if len(figures) == 1 or (figures and _one_bound(figures)):
        return _as_target(figures, entry)
    if len(figures) > 1:
        return Unreadable(entry.text, "一格内有多个数，无法判断以哪个为准")
    if RECURRING.search(text):
        return Unreadable(entry.text, "是每月、每季都有的日期，请填写次数、比率或一个日期")
    if lexis.is_zero(text):
        return Number(Comparator.LE, Decimal(0))
    word = listed_word(text, lexis)
    return word or Unreadable(entry.text, "不是数、日期、是/否，也不在定性用语表内")


def _measured(figures: tuple[Figure, ...]) -> bool:
    """Whether a text with a date also states an amount to reach (`2024年培训≥300人次`)."""
    return any(
        figure.claims or (isinstance(figure.reading, Number | Range) and figure.reading.unit is not NO_UNIT)
        for figure in figures
    )


def _one_bound(figures: tuple[Figure, ...]) -> bool:
    """`≥90%且≤100%`, or one comparator among bare numbers (`每季度1次，≥4次`)."""
    claimed = [figure for figure in figures if figure.claims]
    return len(claimed) in (1, 2)


def _as_target(figures: tuple[Figure, ...], entry: Entry) -> Reading:
    claimed = [figure.reading for figure in figures if figure.claims] or [figures[0].reading]
    if len(claimed) == 1:
        only = claimed[0]
        return _as_typed(only, entry) if isinstance(only, Number) else only
    first, second = claimed
    if isinstance(first, Number) and isinstance(second, Number):
        low, high = sorted((first, second), key=lambda n: n.value)
        if low.comparator in (Comparator.GE, Comparator.GT) and high.comparator in (
            Comparator.LE,
            Comparator.LT,
        ):
            return Range(low.value, high.value, low.unit if low.unit.name else high.unit, low.multiplier)
    return Unreadable(entry.text, "一格内有多个数，无法判断以哪个为准")


def _as_typed(reading: Number, entry: Entry) -> Number:
    """The reading with what the host knows of the cell: whether it holds a number."""
    if reading.numeric == entry.numeric:
        return reading
    known = (reading.comparator, reading.value, reading.unit, reading.multiplier, reading.approximate)
    return Number(*known, entry.numeric, reading.trend)


def _deadline_of(parsed: Parsed) -> Moment:
    """The date to be met: the one marked 前, else the last one named."""
    moments = [dated.moment for dated in parsed.dates if dated.moment is not None]
    marked = [moment for moment in moments if moment.by]
    return max(marked or moments, key=lambda m: m.last)


def read_deadline(level3: str, year: int | None) -> Moment | None:
    """A deadline that stands in the text of 三级指标 (`2024年6月前组织合同签订`); None if there is none."""
    moments = [dated.moment for dated in parse(level3, year).dates if dated.moment is not None]
    marked = [moment for moment in moments if moment.by]
    return max(marked, key=lambda m: m.last) if marked else None


def read_actual(
    entry: Entry,
    target: Reading,
    *,
    year: int | None = None,
    dated: bool = False,
    words: Lexicon | None = None,
) -> ActualReading:
    """What 实际完成值 says, read as an answer to `target`. `dated`: the row asks for a date (时效, or a deadline)."""
    if is_blank(entry.text) and not (isinstance(target, Number) and entry.text.strip() == "0"):
        return ActualReading(Empty())
    if _ERROR.fullmatch(entry.text.strip()):
        return ActualReading(Unreadable(entry.text, _ERROR_WHY))
    lexis = words or lexicon()
    if isinstance(target, Moment) and target.year is not None:
        year = target.year  # beside 2023年11月30日前, a bare 11月底 is that of 2023
    parsed = parse(entry.text, year, lexis)
    if isinstance(target, Moment) or dated:
        found = _moment(parsed)
        if found is not None:
            return ActualReading(found)
    if isinstance(target, Number | Range):
        figure = _figure(parsed, target, entry)
        if figure is not None:
            return figure
    return _free(entry, parsed, lexis, target)


def _moment(parsed: Parsed) -> Reading | None:
    """The date an actual names; of several the latest, since that is when the work was done."""
    if any(dated.moment is None for dated in parsed.dates):
        return Unreadable(parsed.text, f"{IMPOSSIBLE_DATE}：{parsed.text}")
    moments = [dated.moment for dated in parsed.dates if dated.moment is not None]
    return max(moments, key=lambda m: m.first) if moments else None


def _figure(parsed: Parsed, target: Number | Range, entry: Entry) -> ActualReading | None:
    """The figure that answers a number: the only one, or the only one of the target's unit."""
    figures = list(parsed.figures)
    if target.unit.dimension == "time":
        figures += _durations(parsed)
    fitting = [f for f in figures if f.reading.unit.name and same_kind(f.reading.unit, target.unit)]
    named = fitting if target.unit.name else figures
    chosen = named if _all_alike(named) else figures
    if not _all_alike(chosen):
        return None
    figure = chosen[0]
    reading = figure.reading
    if isinstance(reading, Number):
        reading = _as_typed(reading, entry)
    return ActualReading(reading, figure.claims and not _plain_equals(reading))


def _all_alike(figures: list[Figure]) -> bool:
    """Whether there is a figure, and no other one."""
    return bool(figures) and all(figure.reading == figures[0].reading for figure in figures[1:])


def _plain_equals(reading: Number | Range) -> bool:
    return isinstance(reading, Number) and reading.comparator is Comparator.EQ


def _durations(parsed: Parsed) -> list[Figure]:
    """`12月` as an answer to `=12月` is a duration, not December."""
    found = []
    for dated in parsed.dates:
        piece = re.fullmatch(r"(\d{1,2})月", parsed.text[dated.start : dated.end])
        if piece is not None:
            figure = next(iter(find_numbers(f"={piece.group()}", lexicon())), None)
            if figure is not None:
                bare = (
                    replace(figure.reading, comparator=Comparator.BARE)
                    if isinstance(figure.reading, Number)
                    else figure.reading
                )
                found.append(Figure(dated.start, dated.end, bare))
    return found


def _nothing(entry: Entry, target: Reading) -> Reading:
    """无, 未发生: zero where less is better, or where the target is itself zero; elsewhere it says nothing."""
    asked = target.low if isinstance(target, Range) else Decimal(0)
    if isinstance(target, Number) and target.comparator not in (Comparator.LE, Comparator.LT):
        asked = target.value
    if asked > 0:
        return Unreadable(entry.text, "填写了“无”，没有写出数")
    return Number(Comparator.BARE, Decimal(0))


def _free(entry: Entry, parsed: Parsed, lexis: Lexicon, target: Reading) -> ActualReading:
    """An actual read for what it is, where its target gives no lead or was not answered in kind."""
    text = parsed.text.strip(_TRIM)
    if lexis.is_zero(text):
        return ActualReading(_nothing(entry, target))
    exact = exact_reading(text, lexis)
    if exact is not None:
        return ActualReading(exact)
    wants_number = isinstance(target, Number | Range)
    word = listed_word(text, lexis)
    if len({figure.reading for figure in parsed.figures}) == 1 and (
        not parsed.dates or _measured(parsed.figures)
    ):
        figure = parsed.figures[0]
        reading = figure.reading
        if isinstance(reading, Number):
            reading = replace(reading, numeric=entry.numeric)
        if not (isinstance(target, Word | YesNo) and word is not None and not word.done):
            return ActualReading(reading, figure.claims and not _plain_equals(reading))
    if parsed.dates and not isinstance(target, Word | YesNo | Number | Range):
        word = None
    if word is not None and not (wants_number and parsed.figures):
        return ActualReading(word)
    if parsed.dates:
        moment = _moment(parsed)
        if moment is not None:
            return ActualReading(moment)
    if len(parsed.figures) > 1:
        return ActualReading(Unreadable(entry.text, "一格内有多个数，无法判断以哪个为准"))
    return ActualReading(Unreadable(entry.text, "不是数、日期、是/否，也不在定性用语表内"))
