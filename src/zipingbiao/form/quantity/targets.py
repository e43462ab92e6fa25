"""What 年度指标值 asks for: a number with its bound, a date, 是, a level in words, or several things (`read_target`)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import Entry, is_blank
from zipingbiao.form.quantity.answer.roles import Role, said
from zipingbiao.form.quantity.answer.sums import over_each
from zipingbiao.form.quantity.clock import CLOCK, asked_clock
from zipingbiao.form.quantity.in_words.items import items_of
from zipingbiao.form.quantity.in_words.stance import asked_in
from zipingbiao.form.quantity.lexicon import Lexicon, lexicon
from zipingbiao.form.quantity.numbers import RECURRING, Figure
from zipingbiao.form.quantity.places import DAY_OF_MONTH, PLACE, asked_place, day_of_month
from zipingbiao.form.quantity.qualitative import exact_reading, listed_word
from zipingbiao.form.quantity.read import (
    ERROR_WHY,
    IMPOSSIBLE_DATE,
    OUTSIDE_LEXICON,
    SEVERAL_FIGURES,
    TRIM,
    Parsed,
    as_typed,
    is_error,
    is_measured,
    is_whole_year,
    parse,
)
from zipingbiao.form.quantity.readings import (
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

_LAST_YEAR_AS = late_pattern(
    r"(不?(?:少|低|小|高|多|大)于|不超过)(?:上年|去年|上一年)(?:度|同期|水平|实际|数)*[（(]([^（()）]*\d[^（()）]*)[）)]"
)
#: 年末动态清零: cleared whenever something comes up, by no day in particular.
_KEPT_CLEAR = late_pattern("动态清零")
#: 运行满半年
_FULLY = late_pattern(r"^([^\d,;，；]*)满(?=\d|[半一二两三四五六七八九十])")
_PAUSE = late_pattern("[,;]")


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
    entry = _in_plain_words(entry)
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
    return _in_words(entry, text, lexis)


def _in_plain_words(entry: Entry) -> Entry:
    """少于上年（12人）, 满半年: the bound as it is written elsewhere."""
    told = _FULLY.sub(r"\1不少于", _LAST_YEAR_AS.sub(r"\1\2", entry.text))
    return entry if told == entry.text else replace(entry, text=told)


def _in_words(entry: Entry, text: str, lexis: Lexicon) -> Reading:
    """A target without a figure and without a day: 每月5日前, 零, 显著提升."""
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
    return is_whole_year(only.moment) and _BEFORE_A_SEASON.match(parsed.text, only.end) is not None


def _is_no_deadline(parsed: Parsed, lexis: Lexicon) -> bool:
    """较2023年下降, 全年免费开放: a year to compare with, or all of one, is no time to be done by."""
    compared = all(_COMPARED_YEAR.search(parsed.text[: dated.start]) is not None for dated in parsed.dates)
    return (
        compared
        or _KEPT_CLEAR.search(parsed.text) is not None
        or _LASTING_ALL_YEAR.match(parsed.text) is not None
    )


#: 全年无重大事故: no deadline, but nothing of the kind all the year.
_ABSENT_ALL_YEAR = late_pattern(
    "(?:全年|年内|当年|本年度?|年度内)(?:无(?!障碍|偿|线|人机)|不发生|不出现|未发生|没有|零|杜绝)(?!休)"
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
    if any(not is_whole_year(dated.moment) for dated in parsed.dates):
        return None
    return items_of(parsed.marked, said(parsed.marked, parsed.all, lexis))


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
