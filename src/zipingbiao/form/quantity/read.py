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
from zipingbiao.form.quantity.answering import answers, over_each
from zipingbiao.form.quantity.arabic import with_arabic
from zipingbiao.form.quantity.dates import Dated, find_dates, with_digits
from zipingbiao.form.quantity.lexicon import REACH, Lexicon, lexicon
from zipingbiao.form.quantity.marks import EARLIER, LATER, MARKS, WITHIN
from zipingbiao.form.quantity.moments import timed
from zipingbiao.form.quantity.numbers import RECURRING, Figure, find_numbers
from zipingbiao.form.quantity.places import (
    DAY_OF_MONTH,
    PLACE,
    asked_place,
    day_of_month,
    told_day_of_month,
    told_place,
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
    Unreadable,
    Word,
    YesNo,
)
from zipingbiao.form.quantity.roles import Role, Said, said
from zipingbiao.form.quantity.stance import asked_in
from zipingbiao.form.quantity.text import normalise
from zipingbiao.form.quantity.units import describing, known_unit

_MAX_LENGTH = 2000
_BRACKET = re.compile("[(（]")
_DIGIT = re.compile(r"\d")
_REMARK = re.compile(r"\([^()]*\d[^()]*\)")
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|#+)")
_ERROR_WHY = "是 Excel 的错误值，请改正公式或直接填写"
#: Without one of these a text holds no number and no date.
_MAY_HOLD_FIGURES = re.compile(
    "[0-9零〇一二三四五六七八九十百千万亿两半双几壹贰叁肆伍陆柒捌玖拾佰仟年月日季周旬节旦]"
)
_TRIM = "。.;,、:！!"
IMPOSSIBLE_DATE = "日期不存在"
OUTSIDE_LEXICON = "不是数、日期、是/否，也不在定性用语表内"


@dataclass(frozen=True, slots=True)
class Parsed:
    """Everything a text holds, before it is known what is asked for."""

    text: str
    figures: tuple[Figure, ...]
    dates: tuple[Dated, ...]
    plain: str  # the text without dates and remarks, for word search
    marked: str = ""  # the text in which the figures stand, each date of it a run of marks
    all: tuple[Figure, ...] = ()  # every figure, those too that say what is missing


@dataclass(frozen=True, slots=True)
class ActualReading:
    """An actual as read. `claims`: it repeats a comparator (`≤10秒`) instead of stating a fact.

    `others`: further figures that may be meant; `planned`: it only names a figure or date that somebody means to reach; `begun`: only a date on which work began; `told`: its figures, where words are asked for.
    """

    reading: Reading
    claims: bool = False
    others: tuple[Number | Range, ...] = ()
    planned: bool = False
    begun: bool = False
    told: tuple[Said, ...] = ()


@lru_cache(maxsize=8192)
def parse(text: str, year: int | None, words: Lexicon | None = None) -> Parsed:
    """Numbers, dates and words of a text; remarks in brackets only count where nothing else does."""
    lexis = words or lexicon()
    return _parsed(_line(text), year, lexis)


@lru_cache(maxsize=1024)
def parse_whole(text: str, year: int | None, words: Lexicon) -> Parsed:
    """The same with what stands in brackets: 18辆（其中新能源12辆）."""
    return _parsed(with_digits(normalise(text[:_MAX_LENGTH])), year, words)


def _parsed(line: str, year: int | None, lexis: Lexicon) -> Parsed:
    if _MAY_HOLD_FIGURES.search(line) is None:
        return Parsed(line, (), (), line.strip(";" + _TRIM), line)
    dates = tuple(find_dates(line, year))
    masked = list(line)
    for dated in dates:
        masked[dated.start : dated.end] = _mark(dated, year) * (dated.end - dated.start)
    dates = tuple(dated for dated in dates if not _compared(line, dated, lexis))
    rest = with_arabic("".join(masked))
    found = tuple(find_numbers(rest, lexis))
    amounts = tuple(figure for figure in found if figure.reading.unit.name not in describing()) or found
    plain = "".join(";" if c in MARKS else c for c in rest)
    figures = tuple(figure for figure in amounts if not figure.lacking)
    return Parsed(line, figures, dates, plain.strip(";" + _TRIM), rest, amounts)


def _mark(dated: Dated, year: int | None) -> str:
    """Where a date lies beside the evaluated year, as far as it says so."""
    named = dated.moment.year if dated.moment is not None else None
    if named is None or year is None or named == year:
        return WITHIN
    return EARLIER if named < year else LATER


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
    place = asked_place(text)
    if place is not None:
        return Number(Comparator.LE, place, PLACE)
    if len(figures) == 1 or (figures and _one_bound(figures)):
        return _as_target(_over_all(parsed, figures, lexis), entry)
    if len(figures) > 1:
        return Unreadable(entry.text, "一格内有多个数，无法判断以哪个为准")
    monthly = day_of_month(text)
    if monthly is not None:
        return Number(Comparator.LE, monthly, DAY_OF_MONTH)
    if RECURRING.search(text):
        return Unreadable(entry.text, "是每月、每季都有的日期，请填写次数、比率或一个日期")
    if lexis.is_zero(text):
        return Number(Comparator.LE, Decimal(0))
    word = listed_word(text, lexis)
    if word is None and asked_in(text, "", lexis).tells:
        return Word(text, Level.MET)
    return word or Unreadable(entry.text, OUTSIDE_LEXICON)


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


def _over_all(parsed: Parsed, figures: tuple[Figure, ...], lexis: Lexicon) -> tuple[Figure, ...]:
    """一、二季度各5场 asks for 10."""
    if len(figures) > 1:
        return figures
    told = said(parsed.marked, figures, lexis)
    return (over_each(told[0], told, lexis),)


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


def read_actual(
    entry: Entry,
    target: Reading,
    *,
    year: int | None = None,
    dated: bool = False,
    words: Lexicon | None = None,
    name: str = "",
    asked: str = "",
) -> ActualReading:
    """What 实际完成值 says, read as an answer to `target`. `dated`: the row asks for a date (时效, or a deadline).

    `name`: the 三级指标, `asked`: the target's text: they tell which of several figures or dates is meant.
    """
    if is_blank(entry.text) and not (isinstance(target, Number) and entry.text.strip() == "0"):
        return ActualReading(Empty())
    if _ERROR.fullmatch(entry.text.strip()):
        return ActualReading(Unreadable(entry.text, _ERROR_WHY))
    lexis = words or lexicon()
    if isinstance(target, Moment) and target.year is not None:
        year = target.year  # beside 2023年11月30日前, a bare 11月底 is that of 2023
    parsed = parse(entry.text, year, lexis)
    if isinstance(target, Number | Range) and _BRACKET.search(entry.text):
        parsed = replace(
            parse_whole(entry.text, year, lexis),
            plain=parsed.plain,
            text=parsed.text,
            dates=parsed.dates,
            figures=parsed.figures,
        )
    if isinstance(target, Moment) or dated:
        found = _when(parsed, asked + name, lexis)
        if found is not None:
            return found
    if isinstance(target, Number | Range):
        figure = _special(parsed, target) or _figure(parsed, target, entry, name, asked, lexis)
        if figure is not None:
            return figure
        return _free(entry, parsed, lexis, target)
    told = said(parsed.marked, parsed.all, lexis, normalise(name))
    return replace(_free(entry, parsed, lexis, target), told=told)


def _special(parsed: Parsed, target: Number | Range) -> ActualReading | None:
    """Answers that are no amounts: a place among others, a day of each month, the days between two dates."""
    if target.unit is PLACE:
        reached = told_place(parsed.text)
        return None if reached is None else ActualReading(Number(Comparator.BARE, reached, PLACE))
    if target.unit is DAY_OF_MONTH:
        day = told_day_of_month(parsed.text)
        return None if day is None else ActualReading(Number(Comparator.BARE, day, DAY_OF_MONTH))
    days = [d.moment.first for d in parsed.dates if d.moment is not None and d.moment.first == d.moment.last]
    unit = known_unit("天")
    if (
        target.unit.dimension == "time"
        and not parsed.all
        and len(days) == 2
        and len(parsed.dates) == 2
        and unit
    ):
        return ActualReading(Number(Comparator.BARE, Decimal(abs((days[1] - days[0]).days)), unit))
    return None


def _when(parsed: Parsed, asked: str, lexis: Lexicon) -> ActualReading | None:
    """The date on which the work was done, or that only a plan or a start is told; None where no date stands."""
    impossible = _moment(parsed)
    if isinstance(impossible, Unreadable):
        return ActualReading(impossible)
    found = timed(parsed.text, parsed.dates, asked, lexis)
    if found.done is not None:
        return ActualReading(found.done)
    if impossible is None:
        return None
    return ActualReading(impossible, planned=found.planned, begun=found.begun)


def _moment(parsed: Parsed) -> Reading | None:
    """The date an actual names; of several the latest, since that is when the work was done."""
    if any(dated.moment is None for dated in parsed.dates):
        return Unreadable(parsed.text, f"{IMPOSSIBLE_DATE}：{parsed.text}")
    moments = [dated.moment for dated in parsed.dates if dated.moment is not None]
    return max(moments, key=lambda m: m.first) if moments else None


def _figure(
    parsed: Parsed, target: Number | Range, entry: Entry, name: str, asked: str, lexis: Lexicon
) -> ActualReading | None:
    """The figure that answers a number; None where no figure does."""
    told = said(parsed.marked, parsed.all, lexis, normalise(name))
    if target.unit.dimension == "time":
        told += tuple(Said(figure, Role.PLAIN, "", "") for figure in _durations(parsed))
    found = answers(told, parsed.marked, target, normalise(name), lexis, normalise(asked))
    if found.other:
        return ActualReading(Unreadable(entry.text, "写的是水平，指标值问的是变化"))
    if found.figures and _unfinished(told, parsed, target, lexis):
        return ActualReading(Unreadable(entry.text, "写了数，又写着没有做完"))
    if not found.figures:
        return (
            ActualReading(Unreadable(entry.text, "只写了打算做的，没有写做成了多少"), planned=True)
            if found.planned
            else None
        )
    first, *others = (_typed(figure, entry) for figure in found.figures)
    if isinstance(target, Number) and target.value == 0 and any(map(lexis.says_none, _wordy(parsed))):
        nothing = Number(Comparator.BARE, Decimal(0))
        if not any(lexis.stance["bad"].search(each.before + each.after) for each in told):
            return ActualReading(nothing)  # 推迟2场，但未出事故
        others.append(nothing)
    claims = found.figures[0].claims and not _plain_equals(first)
    return ActualReading(first, claims, tuple(other for other in others if other != first))


def _unfinished(told: tuple[Said, ...], parsed: Parsed, target: Number | Range, lexis: Lexicon) -> bool:
    """Whether a clause without a figure takes back what the figure says: 12套已到货，正在安装."""
    if isinstance(target, Number) and (
        target.value <= 0 or target.comparator in (Comparator.LE, Comparator.LT)
    ):
        return False
    if any(each.role is Role.LACKING for each in told):
        return False
    return any(lexis.roles["unfinished"].search(clause) for clause in _wordy(parsed))


def _wordy(parsed: Parsed) -> list[str]:
    """The clauses of a text that hold no figure."""
    return [clause for clause in re.split("[;,.()]", parsed.marked) if clause and not _DIGIT.search(clause)]


def _typed(figure: Figure, entry: Entry) -> Number | Range:
    return _as_typed(figure.reading, entry) if isinstance(figure.reading, Number) else figure.reading


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
    if lexis.is_zero(text) or (isinstance(target, Number | Range) and lexis.says_none(text)):
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
    return ActualReading(Unreadable(entry.text, OUTSIDE_LEXICON))
