"""Reading 实际完成值 as the answer to its target: `read_actual`. It never raises; what says nothing is `Unreadable`."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import Entry, is_blank
from zipingbiao.form.quantity.answer.answering import answers
from zipingbiao.form.quantity.answer.beside_zero import beside_zero
from zipingbiao.form.quantity.answer.named import told_by_name
from zipingbiao.form.quantity.answer.none_of_it import (
    SAVE_FOR,
    denials,
    denies_grave,
    is_bad,
    is_nothing,
    nothing_told,
    says_none,
)
from zipingbiao.form.quantity.answer.outright import told_outright
from zipingbiao.form.quantity.answer.roles import Role, Said, said
from zipingbiao.form.quantity.answer.taken_back import (
    all_but_some,
    is_late,
    of_part_of_year,
    some_broke,
    some_were_late,
    unfinished,
    without_figures,
)
from zipingbiao.form.quantity.clock import with_hours
from zipingbiao.form.quantity.lexicon import Lexicon, lexicon
from zipingbiao.form.quantity.moments import (
    durations,
    is_all_ahead,
    is_told_ahead,
    latest,
    timed,
    written_out,
)
from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.form.quantity.places import DAY_OF_MONTH
from zipingbiao.form.quantity.qualitative import exact_reading, listed_word, says_all_done
from zipingbiao.form.quantity.read import (
    ERROR_WHY,
    OUTSIDE_LEXICON,
    SEVERAL_FIGURES,
    TRIM,
    Parsed,
    as_typed,
    is_error,
    is_measured,
    parse,
    parse_whole,
)
from zipingbiao.form.quantity.readings import (
    Comparator,
    Empty,
    Level,
    Moment,
    Number,
    Range,
    Reading,
    Trend,
    Unreadable,
    Word,
    YesNo,
    is_upper,
)
from zipingbiao.form.quantity.text import normalise, shares_a_pair
from zipingbiao.record import record

#: 《2024年质量报告》正在编制: the year of a title is no date.
_TITLE = late_pattern("《[^《》]*》")
_NOT_DONE = late_pattern(
    "未(?:能)?(?:通过|完成|验收|合格|建成|完工|做完)|没有?[一-鿿]{1,2}完|不合格|没有(?:完成|通过|验收)|尚未|验收不"
)
#: 未发生费用; 未出现浪费 says nothing of how much it cost.
_NOT_SPENT = late_pattern("(?:未|无|没有?|零|未发生|未产生)(?:发生|产生|新增)?(?:费用|支出|成本|开支|收费)")
#: 12个月均按期上报, 12个月无一次迟报
_ALL_ON_TIME = late_pattern(
    r"^[^;,]*(?:[均都]|全部|[月期]{2})(?:已|是)?(?:按期|按时|及时|如期|准时|提前)[一-鿿]{0,6}$|^[^;,]*无一[期次个月]{0,2}(?:迟报|延误|逾期|拖延|迟发|延期)$"
)
_COHORT = late_pattern(r"(20\d\d)(?=届|级(?![别以])|学年)")
#: 无责任性中断 beside 中断次数: of the others it says nothing.
_OF_A_KIND = late_pattern("(?:无|没有|未发生|未出现|零)(责任|人为|主观|有责|重大|特大|恶性|严重|较大)")
#: 除2月、7月外每月1场
_SAVE_SOME = late_pattern("除[^,;]{1,14}(?:外|以外)[,;]?(?:其余)?(?:各|每|均)")
_YEAR_IN_BRACKET = late_pattern(r"[(（]20\d\d年")
_HAS_DIGITS = late_pattern(r"\d")
_BRACKET = late_pattern("[(（]")


@record(frozen=True, slots=True)
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
    if is_error(entry.text):
        return ActualReading(Unreadable(entry.text, ERROR_WHY))
    lexis = words or lexicon()
    if isinstance(target, Moment) and target.year is not None:
        year = target.year  # beside 2023年11月30日前, a bare 11月底 is that of 2023
    if isinstance(target, Moment) and is_told_ahead(entry.text):
        return ActualReading(YesNo(True))
    if isinstance(target, Moment):
        untitled = _TITLE.sub("", entry.text)
        entry = replace(entry, text=written_out(untitled if untitled.strip() else entry.text))
    parsed = _parsed(entry.text, target, year, lexis)
    if isinstance(target, Moment) or dated:
        found = _when(parsed, asked + name, lexis)
        if found is not None:
            return found
    if isinstance(target, Number) and target.unit is DAY_OF_MONTH and _ALL_ON_TIME.search(entry.text):
        return ActualReading(Word(entry.text, Level.MET, done=True))
    if isinstance(target, Number) and is_all_ahead(entry.text, target):
        return ActualReading(Word(entry.text, Level.MET, done=True))
    if isinstance(target, Number | Range):
        special = told_outright(parsed, target, asked + name)
        if special is not None:
            return ActualReading(special)
        figure = _figure(parsed, target, entry, name, asked, lexis)
        if figure is not None:
            return figure
        return _free(entry, parsed, lexis, target, normalise(name), asked)
    if _BRACKET.search(entry.text) and (
        lexis.roles["earlier"].search(entry.text) or _YEAR_IN_BRACKET.search(entry.text)
    ):
        parsed = replace(parse_whole(entry.text, year, lexis), plain=parsed.plain, text=parsed.text)
    told = said(parsed.marked, parsed.all, lexis, normalise(name))
    return replace(_free(entry, parsed, lexis, target), told=told)


def _parsed(text: str, target: Reading, year: int | None, lexis: Lexicon) -> Parsed:
    """The text taken apart: beside a date without titles, beside a figure with what stands in brackets."""
    if isinstance(target, Number | Range) and target.unit.dimension == "time":
        text = with_hours(text)
    parsed = parse(text, year, lexis)
    if not isinstance(target, Number | Range) or _BRACKET.search(text) is None:
        return parsed
    whole = parse_whole(text, year, lexis)
    if whole is parsed:
        return parsed
    return replace(whole, plain=parsed.plain, text=parsed.text, dates=parsed.dates, figures=parsed.figures)


def _when(parsed: Parsed, asked: str, lexis: Lexicon) -> ActualReading | None:
    """The date on which the work was done, or that only a plan or a start is told; None where no date stands."""
    impossible = latest(parsed.text, parsed.dates)
    if isinstance(impossible, Unreadable):
        return ActualReading(impossible)
    found = timed(parsed.text, parsed.dates, asked, lexis)
    if found.done is not None and _NOT_DONE.search(parsed.text) is not None:
        return ActualReading(Unreadable(parsed.text, "写了日期，又写着没有做完"))
    if found.done is not None:
        return ActualReading(found.done)
    if impossible is None:
        return None
    return ActualReading(impossible, planned=found.planned, begun=found.begun)


def _figure(
    parsed: Parsed, target: Number | Range, entry: Entry, name: str, asked: str, lexis: Lexicon
) -> ActualReading | None:
    """The figure that answers a number; None where no figure does."""
    if _is_all_of_it(parsed, target):
        return ActualReading(_typed(parsed.all[0], entry))
    told = said(parsed.marked, parsed.all, lexis, normalise(name))
    if target.unit.dimension == "time":
        told += tuple(Said(figure, Role.PLAIN, "", "") for figure in durations(parsed.text, parsed.dates))
    if isinstance(target, Number) and not target.value:
        nothing_or_rest = beside_zero(parsed, told, entry.text, name, asked, lexis)
        if not isinstance(nothing_or_rest, tuple):
            return ActualReading(nothing_or_rest)
        told = nothing_or_rest
    found = answers(told, parsed.marked, target, normalise(name), lexis, normalise(asked))
    if found.other:
        return ActualReading(Unreadable(entry.text, "写的数，不是指标值问的那个数"))
    if found.figures and _of_another_cohort(parsed.text, asked + name):
        return ActualReading(Unreadable(entry.text, "写的是另一届、另一学年的数"))
    if found.figures and target.unit.per and _SAVE_SOME.search(parsed.text) is not None:
        return ActualReading(Unreadable(entry.text, "写着除了哪几次以外"))
    upper = is_upper(target)
    of_some = upper or target.unit.dimension == "ratio"
    if found.figures and of_some and of_part_of_year(parsed.text, asked + name):
        return ActualReading(Unreadable(entry.text, "写的是几个月的数，指标值问的是全年"))
    if found.figures and some_were_late(parsed, target):
        return ActualReading(Unreadable(entry.text, "写了时长，又写着有超期的"))
    if found.figures and is_late(found.figures[0], told, parsed, name, lexis):
        return ActualReading(Unreadable(entry.text, "写了率，又写着拖延"))
    undone = not is_nothing(found.figures) and (
        unfinished(told, parsed, target, lexis) or some_broke(told, asked)
    )
    if found.figures and (undone or all_but_some(found.figures[0], told)):
        return ActualReading(Unreadable(entry.text, "写了数，又写着没有做完"))
    if not found.figures:
        return (
            ActualReading(Unreadable(entry.text, "只写了打算做的，没有写做成了多少"), planned=True)
            if found.planned
            else None
        )
    first, *others = (_typed(figure, entry) for figure in found.figures)
    none_asked = isinstance(target, Number) and target.value == 0
    if none_asked and denials(without_figures(parsed), asked, name, lexis):
        nothing = Number(Comparator.BARE, Decimal(0))
        if denies_grave(parsed, asked, name) or not any(is_bad(e, asked + name, lexis) for e in told):
            return ActualReading(nothing)  # 推迟2场，但未出事故; 擦伤2起，无重大事故
        others.append(nothing)
    claims = found.figures[0].claims and not _plain_equals(first)
    return ActualReading(first, claims, tuple(other for other in others if other != first))


def _of_another_cohort(text: str, about: str) -> bool:
    """2023届达到93.5% beside 2024届毕业生就业率."""
    asked, told = _COHORT.findall(about), _COHORT.findall(text)
    return bool(asked) and bool(told) and not set(asked) & set(told)


def _is_all_of_it(parsed: Parsed, target: Number | Range) -> bool:
    """10次 beside ≥10次: a figure in the target's own unit and not a word beside it, so that nothing has to be asked of words."""
    if len(parsed.all) != 1 or not isinstance(target, Number) or not target.value:
        return False
    figure = parsed.all[0]
    reading = figure.reading
    if figure.start or figure.end != len(parsed.marked) or figure.claims or figure.lacking:
        return False
    if not isinstance(reading, Number) or reading.unit != target.unit or reading.unit.per:
        return False
    return reading.trend is Trend.NONE and target.trend is Trend.NONE


def _typed(figure: Figure, entry: Entry) -> Number | Range:
    """The figure as a fact: 达到3% is 3 %, whatever 达到 asks for in a target."""
    reading = figure.reading
    if not isinstance(reading, Number):
        return reading
    if not figure.claims and reading.comparator is Comparator.GE:
        reading = replace(reading, comparator=Comparator.BARE)
    return as_typed(reading, entry)


def _plain_equals(reading: Number | Range) -> bool:
    return isinstance(reading, Number) and reading.comparator is Comparator.EQ


def _without_figure(
    entry: Entry, parsed: Parsed, target: Number, name: str, lexis: Lexicon
) -> ActualReading | None:
    """A number answered by names, by a draft or by "all of it"; None where none of these is told."""
    text = parsed.text.strip(TRIM)
    by_name = told_by_name(text, target, lexis) if not _HAS_DIGITS.search(entry.text) else None
    if by_name is not None:
        return ActualReading(by_name)
    if parsed.all:
        return None
    if lexis.roles["draft"].search(text) is not None:
        return ActualReading(Unreadable(entry.text, "写的是初稿，不是成果"))
    done = says_all_done(text, target, name, lexis)
    return ActualReading(Word(text, Level.MET, done=True)) if done else None


def _free(
    entry: Entry, parsed: Parsed, lexis: Lexicon, target: Reading, name: str = "", asked: str = ""
) -> ActualReading:
    """An actual read for what it is, where its target gives no lead or was not answered in kind."""
    text = parsed.text.strip(TRIM)
    without = _without_figure(entry, parsed, target, name, lexis) if isinstance(target, Number) else None
    if without is not None:
        return without
    zero = isinstance(target, Number) and not target.value and not parsed.all
    if zero and says_none(parsed, asked, name, lexis):
        return ActualReading(Number(Comparator.BARE, Decimal(0)))
    money = isinstance(target, Number | Range) and target.unit.dimension == "money"
    none = isinstance(target, Number | Range) and lexis.says_none(text)
    kind = _OF_A_KIND.search(text) if none and not zero else None
    if kind is not None and kind[1] not in name + asked:
        return ActualReading(Unreadable(entry.text, "写的是其中一类没有发生"))
    if none and not zero and not lexis.is_zero(text):
        about = shares_a_pair(text, name + asked)
        none = about or lexis.stance["bad"].search(text) is not None  # 该数据县里没有
    if zero and none and SAVE_FOR.search(text) is not None:
        return ActualReading(Unreadable(entry.text, "写着除了哪一件以外没有发生"))
    if zero and none and not denials(without_figures(parsed), asked, name, lexis):
        return ActualReading(Unreadable(entry.text, "写的是另一件事没有发生"))
    if lexis.is_zero(text) or (none and not (money and _NOT_SPENT.search(text) is None)):
        return ActualReading(nothing_told(entry, target))
    exact = exact_reading(text, lexis)
    if exact is not None:
        return ActualReading(exact)
    wants_number = isinstance(target, Number | Range)
    word = listed_word(text, lexis)
    if len({figure.reading for figure in parsed.figures}) == 1 and (
        not parsed.dates or is_measured(parsed.figures)
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
        moment = latest(parsed.text, parsed.dates)
        if moment is not None:
            return ActualReading(moment)
    if len(parsed.figures) > 1:
        return ActualReading(Unreadable(entry.text, SEVERAL_FIGURES))
    return ActualReading(Unreadable(entry.text, OUTSIDE_LEXICON))
