"""Reading one text: its figures, dates and words (`parse`), and what 年度指标值 asks for (`read_target`).

Nothing here raises. A text is read as what it says; what is neither number, date, 是/否 nor a listed word is
:class:`Unreadable`, with the reason.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import Entry, is_blank
from zipingbiao.form.quantity.answer.roles import Role, said
from zipingbiao.form.quantity.answer.sums import over_each
from zipingbiao.form.quantity.arabic import with_arabic
from zipingbiao.form.quantity.clock import CLOCK, asked_clock
from zipingbiao.form.quantity.dates import Dated, find_dates, with_digits
from zipingbiao.form.quantity.in_words.items import items_of
from zipingbiao.form.quantity.in_words.stance import asked_in
from zipingbiao.form.quantity.lexicon import REACH, Lexicon, lexicon
from zipingbiao.form.quantity.marks import ALL_YEAR, EARLIER, HALF_YEAR, LATER, MARKS, WITHIN
from zipingbiao.form.quantity.numbers import RECURRING, Figure, find_numbers
from zipingbiao.form.quantity.places import (
    DAY_OF_MONTH,
    PLACE,
    asked_place,
    day_of_month,
)
from zipingbiao.form.quantity.qualitative import exact_reading, listed_word
from zipingbiao.form.quantity.readings import (
    NO_UNIT,
    Comparator,
    Empty,
    Level,
    Moment,
    Number,
    Range,
    Reading,
    Several,
    Trend,
    Unreadable,
    Word,
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
_PAUSE = late_pattern("[,;]")
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
        whole = ALL_YEAR if _is_whole_year(dated.moment) else WITHIN
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
    if is_error(entry.text):
        return Unreadable(entry.text, ERROR_WHY)
    lexis = words or lexicon()
    parsed = parse(entry.text, year, lexis)
    text = parsed.text.strip(TRIM).removeprefix("=")
    exact = exact_reading(text, lexis)
    if exact is not None:
        return exact
    if any(dated.moment is None for dated in parsed.dates):
        return Unreadable(entry.text, f"{IMPOSSIBLE_DATE}：{entry.text}")
    figures = parsed.figures
    if parsed.dates and not figures and _ABSENT_ALL_YEAR.match(text) is not None:
        return Number(Comparator.LE, Decimal(0))
    if len(parsed.dates) == 1 and "月" not in entry.text and _is_before_a_season(parsed):
        return Unreadable(entry.text, "没有写出哪一天以前，请填写日期")
    if parsed.dates and not is_measured(figures) and not _is_no_deadline(parsed, lexis):
        return _deadline_of(parsed)
    clock = None if parsed.dates else asked_clock(text)
    if clock is not None:
        return Number(Comparator.LE, clock, CLOCK)
    place = asked_place(text)
    if place is not None:
        return Number(Comparator.LE, place, PLACE)
    raised = _raised_to(parsed, lexis) if len(figures) > 1 else None
    if raised is not None:
        return raised
    listed = _several(parsed, lexis) if len(figures) > 1 else None
    if listed is not None:
        return listed
    if len(figures) == 1 or (figures and _one_bound(figures, parsed.marked) and "分别" not in text):
        return _as_target(_over_all(parsed, figures, lexis), entry)
    if len(figures) > 1:
        return Unreadable(entry.text, SEVERAL_FIGURES)
    monthly = day_of_month(text)
    if monthly is not None:
        return Number(Comparator.LE, monthly, DAY_OF_MONTH)
    if RECURRING.search(text):
        return Unreadable(entry.text, "是每月、每季都有的日期，请填写次数、比率或一个日期")
    if lexis.is_zero(text) or text.endswith("为零"):
        return Number(Comparator.LE, Decimal(0))
    word = listed_word(text, lexis)
    if word is None and asked_in(text, "", lexis).tells:
        return Word(text, Level.MET)
    return word or Unreadable(entry.text, OUTSIDE_LEXICON)


#: 较2023年下降, 不高于2023年
_COMPARED_YEAR = late_pattern("(?:[较比与同]|[高低优多少好等]于|相比)$")
_BEFORE_A_SEASON = late_pattern("(?:主?汛期?|春[耕灌播]|秋[播收]|开学|入[冬夏汛]|雨季|供[暖热]|采暖期)前")
#: 全年免费开放
_LASTING_ALL_YEAR = late_pattern("^(?:全年|常年)(?!.*(?:完成|前|内|底|末|结束|支付|发放|到位))[一-鿿]{2,}")


def _is_before_a_season(parsed: Parsed) -> bool:
    """2024年汛前完工: when that is the text does not say."""
    only = parsed.dates[0]
    return _is_whole_year(only.moment) and _BEFORE_A_SEASON.match(parsed.text, only.end) is not None


def _is_no_deadline(parsed: Parsed, lexis: Lexicon) -> bool:
    """较2023年下降, 全年免费开放: a year to compare with, or all of one, is no time to be done by."""
    compared = all(_COMPARED_YEAR.search(parsed.text[: dated.start]) is not None for dated in parsed.dates)
    return compared or _LASTING_ALL_YEAR.match(parsed.text) is not None


#: 全年无重大事故: no deadline, but nothing of the kind all the year.
_ABSENT_ALL_YEAR = late_pattern(
    "(?:全年|年内|当年|本年度?|年度内)(?:无(?!障碍|偿|线|人机)|不发生|不出现|未发生|没有|零|杜绝)"
)


def is_measured(figures: tuple[Figure, ...]) -> bool:
    """Whether a text with a date also states an amount to reach (`2024年培训≥300人次`)."""
    return any(
        figure.claims or (isinstance(figure.reading, Number | Range) and figure.reading.unit is not NO_UNIT)
        for figure in figures
    )


def _one_bound(figures: tuple[Figure, ...], marked: str) -> bool:
    """`≥90%且≤100%`, or one comparator among bare numbers (`每季度1次，≥4次`); 到达≤15分钟，更新100台 are two things."""
    claimed = [figure for figure in figures if figure.claims]
    if len(claimed) not in (1, 2):
        return False
    kinds = {figure.reading.unit.dimension for figure in claimed}
    after = [figure for figure in figures if figure.start > claimed[-1].end and not figure.claims]
    apart = [each for each in after if _PAUSE.search(marked, claimed[-1].end, each.start) is not None]
    return not any(f.reading.unit.name and f.reading.unit.dimension not in kinds for f in apart)


def _over_all(parsed: Parsed, figures: tuple[Figure, ...], lexis: Lexicon) -> tuple[Figure, ...]:
    """一、二季度各5场 asks for 10."""
    if len(figures) > 1:
        return figures
    if figures[0].start == 0 and figures[0].end == len(parsed.marked) and not figures[0].reading.unit.per:
        return figures  # no word says of what else
    told = said(parsed.marked, figures, lexis)
    return (over_each(told[0], told, lexis),)


def _as_target(figures: tuple[Figure, ...], entry: Entry) -> Reading:
    claimed = [figure.reading for figure in figures if figure.claims] or [figures[0].reading]
    if len(claimed) == 1:
        only = claimed[0]
        return as_typed(only, entry) if isinstance(only, Number) else only
    first, second = claimed
    if isinstance(first, Number) and isinstance(second, Number):
        low, high = sorted((first, second), key=lambda n: n.value)
        if low.comparator in (Comparator.GE, Comparator.GT) and high.comparator in (
            Comparator.LE,
            Comparator.LT,
        ):
            return Range(low.value, high.value, low.unit if low.unit.name else high.unit, low.multiplier)
    return Unreadable(entry.text, SEVERAL_FIGURES)


def _several(parsed: Parsed, lexis: Lexicon) -> Several | None:
    """阅读活动40场、公益讲座12场; no dates beside them."""
    if any(not _is_whole_year(dated.moment) for dated in parsed.dates):
        return None
    return items_of(parsed.marked, said(parsed.marked, parsed.all, lexis))


def _is_whole_year(moment: Moment | None) -> bool:
    """全年 is no deadline."""
    return moment is not None and _span(moment) == ((1, 1), (12, 31))


def _is_half_year(moment: Moment | None) -> bool:
    """上半年, 下半年."""
    return moment is not None and _span(moment) in (((1, 1), (6, 30)), ((7, 1), (12, 31)))


def _span(moment: Moment) -> tuple[tuple[int, int], tuple[int, int]]:
    return (moment.first.month, moment.first.day), (moment.last.month, moment.last.day)


def _raised_to(parsed: Parsed, lexis: Lexicon) -> Number | None:
    """由0.58提高到0.65 asks for 0.65 and more, 由20天缩短至12天 for 12 and less."""
    told = said(parsed.marked, parsed.all, lexis)
    if len(told) != 2 or told[0].role is not Role.FROM:
        return None
    before, after = told[0].figure.reading, told[1].figure.reading
    if not isinstance(before, Number) or not isinstance(after, Number) or after.value == before.value:
        return None
    way = Comparator.GE if after.value > before.value else Comparator.LE
    return replace(after, comparator=way, trend=Trend.NONE)


def as_typed(reading: Number, entry: Entry) -> Number:
    """The reading with what the host knows of the cell: whether it holds a number."""
    if reading.numeric == entry.numeric:
        return reading
    return replace(reading, numeric=entry.numeric)


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
