"""Reading one text: its figures, dates and words (`parse`).

Nothing here raises. A text is read as what it says; what is neither number, date, 是/否 nor a listed word is
:class:`Unreadable`, with the reason.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import Entry
from zipingbiao.form.quantity.arabic import with_arabic
from zipingbiao.form.quantity.dates import Dated, find_dates, with_digits
from zipingbiao.form.quantity.lexicon import REACH, Lexicon, lexicon
from zipingbiao.form.quantity.marks import ALL_YEAR, EARLIER, HALF_YEAR, LATER, MARKS, WITHIN
from zipingbiao.form.quantity.numbers import Figure, find_numbers
from zipingbiao.form.quantity.readings import (
    NO_UNIT,
    Comparator,
    Moment,
    Number,
    Range,
)
from zipingbiao.form.quantity.text import normalise
from zipingbiao.form.quantity.units import describing, known_unit
from zipingbiao.record import record

#: 5·12, 7·28 are names of days.
_DAYS_OF_MEMORY = late_pattern(r"\d{1,2}[·•]\d{1,2}(?!\d)")
_MAX_LENGTH = 2000
#: 12345平台: the number that one calls.
_SHORT_NUMBER = late_pattern(
    r"12(?:345|315|369|348|333|366|388|350)(?=平台|热线|工单|投诉|电话|环境|市民|政务)"
)
_DIGIT = late_pattern(r"\d")
_ANY_MARK = late_pattern(f"[{MARKS}]")
DIGIT = late_pattern(r"\d")
_REMARK = late_pattern(r"\([^()]*\d[^()]*\)")
_ERROR = late_pattern(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|#+)")
ERROR_WHY = "是 Excel 的错误值，请改正公式或直接填写"
#: Without one of these a text holds no number and no date.
_MAY_HOLD_FIGURES = late_pattern(
    "[0-9零〇一二三四五六七八九十百千万亿两半双几壹贰叁肆伍陆柒捌玖拾佰仟年月日季周旬节旦庆秋午阳明]"
)
TRIM = "。.;,、:！!"
SEVERAL_FIGURES = "一格内有多个数，无法判断以哪个为准"
IMPOSSIBLE_DATE = "日期不存在"
OUTSIDE_LEXICON = "不是数、日期、是/否，也不在定性用语表内"


@record(frozen=True, slots=True)
class Parsed:
    """Everything a text holds, before it is known what is asked for."""

    text: str
    figures: tuple[Figure, ...]
    dates: tuple[Dated, ...]
    plain: str  # the text without dates and remarks, for word search
    marked: str = ""  # the text in which the figures stand, each date of it a run of marks
    all: tuple[Figure, ...] = ()  # every figure, those too that say what is missing


def parse(text: str, year: int | None, words: Lexicon | None = None) -> Parsed:
    """Numbers, dates and words of a text; remarks in brackets only count where nothing else does."""
    return _parsed(_line(text), year, words or lexicon())


def parse_whole(text: str, year: int | None, words: Lexicon) -> Parsed:
    """The same with what stands in brackets: 18辆（其中新能源12辆）."""
    return _parsed(_whole_line(text), year, words)


@lru_cache(maxsize=8192)
def _parsed(line: str, year: int | None, lexis: Lexicon) -> Parsed:
    if _MAY_HOLD_FIGURES.search(line) is None:
        return Parsed(line, (), (), line.strip(";" + TRIM), line)
    dates, masked = _dates_and_rest(line, year, lexis)
    rest = with_arabic(masked)
    if "·" in rest or "•" in rest:
        rest = _DAYS_OF_MEMORY.sub(lambda found: "节" * len(found.group()), rest)
    found = tuple(each for each in find_numbers(rest, lexis) if not _is_of_a_name(rest, each))
    amounts = tuple(figure for figure in found if figure.reading.unit.name not in describing()) or found
    plain = _ANY_MARK.sub(";", rest) if any(mark in rest for mark in MARKS) else rest
    figures = tuple(figure for figure in amounts if not figure.lacking)
    return Parsed(line, figures, dates, plain.strip(";" + TRIM), rest, amounts)


def _is_of_a_name(line: str, figure: Figure) -> bool:
    """ISO9001, M3.0: digits behind a letter, without a unit of measure, are part of a name."""
    digits = _DIGIT.search(line, figure.start, figure.end)
    unit = figure.reading.unit.name
    if digits is None:
        return False
    if _SHORT_NUMBER.match(line, digits.start()) is not None:
        return True
    if known_unit(unit) is not None or (unit and unit.isascii()):
        return False
    before = line[digits.start() - 1 : digits.start()]
    return before.isascii() and before.isalpha()


def _dates_and_rest(line: str, year: int | None, lexis: Lexicon) -> tuple[tuple[Dated, ...], str]:
    """The dates of a line, and the line with marks in place of them and of the years that are only compared with."""
    found = _dates_of(line, year)
    if not found:
        return (), line
    masked = list(line)
    for dated in found:
        masked[dated.start : dated.end] = _mark(dated, year) * (dated.end - dated.start)
    return tuple(dated for dated in found if not _compared(line, dated, lexis)), "".join(masked)


def _mark(dated: Dated, year: int | None) -> str:
    """Where a date lies beside the evaluated year, as far as it says so."""
    named = dated.moment.year if dated.moment is not None else None
    if named is None or year is None or named == year:
        whole = ALL_YEAR if is_whole_year(dated.moment) else WITHIN
        return HALF_YEAR if _is_half_year(dated.moment) else whole
    return EARLIER if named < year else LATER


def _compared(line: str, dated: Dated, lexis: Lexicon) -> bool:
    """`不低于2023年`: a year to compare with, not a time to be done by."""
    found = lexis.before_end.search(line, max(0, dated.start - REACH), dated.start)
    above = (Comparator.GE, Comparator.GT)
    return found is not None and lexis.before[found.group()] in above


@lru_cache(maxsize=8192)
def _line(text: str) -> str:
    """A text in one spelling, without the remarks in brackets where something else holds a digit."""
    line = _whole_line(text)
    outside = _REMARK.sub("", line) if "(" in line else line
    return outside if outside != line and DIGIT.search(outside) else line


def _whole_line(text: str) -> str:
    return with_digits(normalise(text[:_MAX_LENGTH]))


@lru_cache(maxsize=8192)
def _dates_of(line: str, year: int | None) -> tuple[Dated, ...]:
    return tuple(find_dates(line, year))


def told_dates(text: str, year: int | None) -> tuple[Dated, ...]:
    """The dates of :func:`parse`, where nobody asks for the numbers: years that are only compared with are none."""
    return _dates_and_rest(_line(text), year, lexicon())[0]


def dates_in(text: str, year: int | None) -> tuple[Dated, ...]:
    """The dates of a text. `year`: the evaluated year, for dates that name none."""
    return _dates_of(_line(text), year)


def is_too_long(text: str) -> bool:
    """Whether a cell holds more than is read of it: what stands behind might take all of it back."""
    return len(text) > _MAX_LENGTH


def is_error(text: str) -> bool:
    """#DIV/0! and the like."""
    return "#" in text and _ERROR.fullmatch(text.strip()) is not None


def is_measured(figures: tuple[Figure, ...]) -> bool:
    """Whether a text with a date also states an amount to reach (`2024年培训≥300人次`)."""
    return any(
        figure.claims or (isinstance(figure.reading, Number | Range) and figure.reading.unit is not NO_UNIT)
        for figure in figures
    )


def is_whole_year(moment: Moment | None) -> bool:
    """全年 is no deadline."""
    return moment is not None and _span(moment) == ((1, 1), (12, 31))


def _is_half_year(moment: Moment | None) -> bool:
    """上半年, 下半年."""
    return moment is not None and _span(moment) in (((1, 1), (6, 30)), ((7, 1), (12, 31)))


def _span(moment: Moment) -> tuple[tuple[int, int], tuple[int, int]]:
    return (moment.first.month, moment.first.day), (moment.last.month, moment.last.day)


def as_typed(reading: Number, entry: Entry) -> Number:
    """The reading with what the host knows of the cell: whether it holds a number."""
    if reading.numeric == entry.numeric:
        return reading
    return replace(reading, numeric=entry.numeric)
