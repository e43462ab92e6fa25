"""Reading 实际完成值 as the answer to its target: `read_actual`. It never raises; what says nothing is `Unreadable`."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import Entry, is_blank
from zipingbiao.form.quantity.answer.answering import answers
from zipingbiao.form.quantity.answer.in_terms import told_in_its_terms
from zipingbiao.form.quantity.answer.moments import durations, timed
from zipingbiao.form.quantity.answer.ranks import gravity, is_grave, is_lesser
from zipingbiao.form.quantity.answer.roles import Role, Said, said
from zipingbiao.form.quantity.answer.taken_back import (
    all_but_some,
    is_late,
    of_part_of_year,
    unfinished,
    without_figures,
)
from zipingbiao.form.quantity.lexicon import Lexicon, lexicon
from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.form.quantity.qualitative import exact_reading, listed_word, says_all_done
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
)
from zipingbiao.form.quantity.text import normalise
from zipingbiao.record import record

#: 《2024年质量报告》正在编制: the year of a title is no date.
_TITLE = late_pattern("《[^《》]*》")
_NOT_DONE = late_pattern(
    "未(?:能)?(?:通过|完成|验收|合格|建成|完工)|不合格|没有(?:完成|通过|验收)|尚未|验收不"
)
_CLAUSE_ENDS = late_pattern("[,;.()]")
_HOW_MANY = late_pattern("(?:次数|[件例起人户]数|数量|数|事件|情况|现象|率)$")
_A_THING = 2
_WAS_NOT = late_pattern("(?:未|无|没有?|未发生|未出现|零)(?:一[起件例次人名])?[一-鿿]{0,4}$")
_BRACKET = late_pattern("[(（]")
_DAY = late_pattern(
    r"(?:已?于|在)?(1[0-2]|0?[1-9])[./](3[01]|[12]\d|0?[1-9])(?![\d.%/])(?=$|[日号]?[一-鿿])[日号]?"
)
_AHEAD = late_pattern(
    r"(?:较?(?:计划|原计划|期限|合同工?期?))?提前了?\d{1,3}(?:个?工作日|天|日|个月|周)(?:[一-鿿]{0,6})"
)


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
    if isinstance(target, Moment) and (day := _DAY.match(entry.text.strip())) is not None:
        entry = replace(entry, text=f"{day[1]}月{day[2]}日{entry.text.strip()[day.end() :]}")  # 7.25上线
    if isinstance(target, Moment) and _AHEAD.fullmatch(entry.text.strip()) is not None:
        return ActualReading(YesNo(True))
    titled = _TITLE.sub("", entry.text) if isinstance(target, Moment) else entry.text
    parsed = parse(titled if titled.strip() else entry.text, year, lexis)
    if isinstance(target, Number | Range) and _BRACKET.search(entry.text):
        whole = parse_whole(entry.text, year, lexis)
        parsed = (
            parsed
            if whole is parsed
            else replace(
                whole, plain=parsed.plain, text=parsed.text, dates=parsed.dates, figures=parsed.figures
            )
        )
    if isinstance(target, Moment) or dated:
        found = _when(parsed, asked + name, lexis)
        if found is not None:
            return found
    if isinstance(target, Number | Range):
        special = told_in_its_terms(parsed, target)
        if special is not None:
            return ActualReading(special)
        figure = _figure(parsed, target, entry, name, asked, lexis)
        if figure is not None:
            return figure
        return _free(entry, parsed, lexis, target, normalise(name))
    if _BRACKET.search(entry.text) and lexis.roles["earlier"].search(entry.text):
        parsed = replace(parse_whole(entry.text, year, lexis), plain=parsed.plain, text=parsed.text)
    told = said(parsed.marked, parsed.all, lexis, normalise(name))
    return replace(_free(entry, parsed, lexis, target), told=told)


def _when(parsed: Parsed, asked: str, lexis: Lexicon) -> ActualReading | None:
    """The date on which the work was done, or that only a plan or a start is told; None where no date stands."""
    impossible = _moment(parsed)
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
    if _is_all_of_it(parsed, target):
        return ActualReading(_typed(parsed.all[0], entry))
    told = said(parsed.marked, parsed.all, lexis, normalise(name))
    if target.unit.dimension == "time":
        told += tuple(Said(figure, Role.PLAIN, "", "") for figure in durations(parsed.text, parsed.dates))
    if isinstance(target, Number) and target.value == 0:
        graver = tuple(each for each in told if not is_lesser(each, asked, name))
        if told and not graver and not any(is_grave(c, asked, name, lexis) for c in without_figures(parsed)):
            return ActualReading(Number(Comparator.BARE, Decimal(0)))
        told = graver
    none_of_it = isinstance(target, Number) and not target.value and _was_not(parsed.text, name)
    counted = [each for each in told if each.figure.reading.unit.dimension != "time"]
    if none_of_it and not any(_is_bad(each, asked + name, lexis) for each in counted):
        return ActualReading(Number(Comparator.BARE, Decimal(0)))
    found = answers(told, parsed.marked, target, normalise(name), lexis, normalise(asked))
    if found.other:
        return ActualReading(Unreadable(entry.text, "写的数，不是指标值问的那个数"))
    if found.figures and target.unit.dimension == "ratio" and of_part_of_year(parsed.text, asked + name):
        return ActualReading(Unreadable(entry.text, "写的是几个月的数，指标值问的是全年"))
    if found.figures and is_late(found.figures[0], told, parsed, name, lexis):
        return ActualReading(Unreadable(entry.text, "写了率，又写着拖延"))
    undone = not _is_none(found.figures) and unfinished(told, parsed, target, lexis)
    if found.figures and (undone or all_but_some(found.figures[0], told)):
        return ActualReading(Unreadable(entry.text, "写了数，又写着没有做完"))
    if not found.figures:
        return (
            ActualReading(Unreadable(entry.text, "只写了打算做的，没有写做成了多少"), planned=True)
            if found.planned
            else None
        )
    first, *others = (_typed(figure, entry) for figure in found.figures)
    none = [c for c in without_figures(parsed) if lexis.says_none(c) and _is_asked(c, asked + name, lexis)]
    least = gravity(asked) or gravity(name)
    of_it = [c for c in none if (grave := gravity(c)) is None or (least is not None and grave <= least)]
    if isinstance(target, Number) and target.value == 0 and of_it:
        nothing = Number(Comparator.BARE, Decimal(0))
        if not any(_is_bad(e, asked + name, lexis) for e in told):
            return ActualReading(nothing)  # 推迟2场，但未出事故
        others.append(nothing)
    claims = found.figures[0].claims and not _plain_equals(first)
    return ActualReading(first, claims, tuple(other for other in others if other != first))


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


def named_thing(name: str) -> str:
    """超标次数 → 超标: what is counted."""
    return _HOW_MANY.sub("", name)[-_A_THING:]


def _was_not(text: str, name: str) -> bool:
    """送检24批，均未超标 beside 超标次数: what the name names was not."""
    thing = named_thing(name)
    clauses = _CLAUSE_ENDS.split(text)
    if len(thing) < _A_THING or sum(thing in clause for clause in clauses) != 1:
        return False
    said = next(clause for clause in clauses if thing in clause)
    return _WAS_NOT.search(said[: said.index(thing)]) is not None


def _is_none(figures: tuple[Figure, ...]) -> bool:
    """0,因故未启动: nothing can be taken back from nothing."""
    return all(isinstance(each.reading, Number) and not each.reading.value for each in figures)


def _is_asked(clause: str, about: str, lexis: Lexicon) -> bool:
    """无人员伤亡 beside 堤防决口事故: that nothing else happened says nothing of what was asked."""
    told = [found.group() for found in lexis.stance["bad"].finditer(clause)]
    asked = lexis.stance["bad"].search(about)
    return asked is None or not told or any(word in about for word in (*told, *_part_of_them(told)))


def _part_of_them(told: list[str]) -> tuple[str, ...]:
    """无人员伤亡 denies dead and injured."""
    return ("死亡", "受伤") if "伤亡" in told else ()


def _is_bad(each: Said, about: str, lexis: Lexicon) -> bool:
    """事故1起 where none may be; 一般投诉6起 says nothing of accidents."""
    bad = lexis.stance["bad"].search(each.before + each.after)
    asked = lexis.stance["bad"].search(about)
    if bad is not None and asked is not None and bad.group() not in about:
        return False
    return bad is not None or _is_present(each, lexis)


def _is_present(each: Said, lexis: Lexicon) -> bool:
    """发生1件: something was there."""
    return each.role >= Role.PART and lexis.stance["present"].search(each.before) is not None


def _says_none(parsed: Parsed, lexis: Lexicon) -> bool:
    """截至12月底，全县未发生疫情: nothing of the kind in one clause, nothing bad in the others."""
    none = [lexis.says_none(clause) for clause in without_figures(parsed)]
    rest = [c for c, nothing in zip(without_figures(parsed), none, strict=True) if not nothing]
    return any(none) and not any(lexis.stance["bad"].search(clause) for clause in rest)


def _typed(figure: Figure, entry: Entry) -> Number | Range:
    return as_typed(figure.reading, entry) if isinstance(figure.reading, Number) else figure.reading


def _plain_equals(reading: Number | Range) -> bool:
    return isinstance(reading, Number) and reading.comparator is Comparator.EQ


def _nothing(entry: Entry, target: Reading) -> Reading:
    """无, 未发生: zero where less is better, or where the target is itself zero; elsewhere it says nothing."""
    asked = target.low if isinstance(target, Range) else Decimal(0)
    if isinstance(target, Number) and target.comparator not in (Comparator.LE, Comparator.LT):
        asked = target.value
    if asked > 0:
        return Unreadable(entry.text, "填写了“无”，没有写出数")
    return Number(Comparator.BARE, Decimal(0))


def _free(entry: Entry, parsed: Parsed, lexis: Lexicon, target: Reading, name: str = "") -> ActualReading:
    """An actual read for what it is, where its target gives no lead or was not answered in kind."""
    text = parsed.text.strip(TRIM)
    if isinstance(target, Number) and not parsed.all and lexis.roles["draft"].search(text) is not None:
        return ActualReading(Unreadable(entry.text, "写的是初稿，不是成果"))
    if isinstance(target, Number) and not parsed.all and says_all_done(text, target, name, lexis):
        return ActualReading(Word(text, Level.MET, done=True))
    if isinstance(target, Number) and not target.value and not parsed.all and _says_none(parsed, lexis):
        return ActualReading(Number(Comparator.BARE, Decimal(0)))
    if lexis.is_zero(text) or (isinstance(target, Number | Range) and lexis.says_none(text)):
        return ActualReading(_nothing(entry, target))
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
        moment = _moment(parsed)
        if moment is not None:
            return ActualReading(moment)
    if len(parsed.figures) > 1:
        return ActualReading(Unreadable(entry.text, SEVERAL_FIGURES))
    return ActualReading(Unreadable(entry.text, OUTSIDE_LEXICON))
