"""Whether an actual answers its target, and how far: the comparison behind 完成情况 and the ceiling."""

from __future__ import annotations

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.actual import ActualReading
from zipingbiao.form.quantity.answer.none_of_it import named_thing
from zipingbiao.form.quantity.answer.taken_back import doubts_the_day, left_over
from zipingbiao.form.quantity.in_words.asked import Asked as AskedInWords
from zipingbiao.form.quantity.in_words.asked import Stance
from zipingbiao.form.quantity.in_words.besides import asked_besides, told_besides
from zipingbiao.form.quantity.in_words.shown import is_shown, says_the_same, without_denials
from zipingbiao.form.quantity.in_words.stance import (
    asked_in,
    denies_too,
    is_cleared,
    other_words_for,
    stance_of,
)
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.ranks import Reached, reached
from zipingbiao.form.quantity.read import IMPOSSIBLE_DATE, OUTSIDE_LEXICON, is_too_long, told_dates
from zipingbiao.form.quantity.readings import (
    Comparator,
    Empty,
    Level,
    Moment,
    Number,
    Range,
    Reading,
    Several,
    Unreadable,
    Word,
    YesNo,
)
from zipingbiao.form.quantity.sense import sense_of
from zipingbiao.form.quantity.text import NO_HAN, normalise, shares_a_pair
from zipingbiao.record import record
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.convert import Money
from zipingbiao.scoring.deadlines import by_several_deadlines, is_after_the_deadline
from zipingbiao.scoring.judgement import ALL, UNREADABLE, Judgement
from zipingbiao.scoring.numbers import Asked, judge_number, judge_range
from zipingbiao.scoring.qualities import banded, by_stance, is_whole, judge_word, judge_yes_no
from zipingbiao.scoring.result import Hint, State
from zipingbiao.scoring.several import judge_several
from zipingbiao.scoring.timing import by_deadline, lasts_as_long

_TERM = "开学"
_SUMMER = (6, 7, 8)
_SEASON = late_pattern(
    "暑期|暑假|寒假|汛[期前]|主汛期|入[冬夏汛]|开学|春[耕播灌节]|秋[收播]|采暖季|供暖|雨季|农闲|农忙|节前"
)
#: So many characters name a rate: 建群率.
_A_RATE = 3
_STILL_OPEN = late_pattern(
    "(?:尚|仍|还|均|一直)(?:未|没|有|在|处于)|未(?:完成|完工|竣工|交付|验收|支付|发放|提交|上线|启动)|没有(?:完成|完工|启动|支付|发放)"
)


@record(frozen=True, slots=True)
class Row:
    """What a row asks and answers. `levels`: 一级 and 二级指标; `deadline`: the one in the 三级指标; `way`: how a number target bounds; `year`: of the evaluation."""

    target: Reading
    target_text: str
    actual_text: str
    levels: str
    name: str
    deadline: Moment | None = None
    way: Comparator | None = None
    year: int | None = None


def judge(row: Row, answer: ActualReading, words: Lexicon, money: Money, rulebook: Rulebook) -> Judgement:
    """The verdict on one row; no full marks beside a clause that takes something back and was not understood."""
    judged = _judged(row, answer, words, money, rulebook)
    if not judged.full:
        return judged
    if _is_late(row, words, rulebook):
        return UNREADABLE.hinting(*judged.hints, Hint.LATER_DAY)
    told = normalise(row.actual_text)
    for same in _denied(row):
        told = told.replace(same, "")  # 未露天焚烧 beside 不露天焚烧 takes nothing back
    told = without_denials(told, normalise(row.target_text))
    asked = f"{row.name} {row.target_text}"
    dated = isinstance(row.target, Moment) and isinstance(answer.reading, Moment)
    doubted = dated and doubts_the_day(told, asked, words)
    if doubted or left_over(told, asked, words):
        return UNREADABLE.hinting(*judged.hints, Hint.LEFT_OVER)
    return judged


def _is_late(row: Row, words: Lexicon, rulebook: Rulebook) -> bool:
    """A number was asked for and by when, and what was told of is of a later day."""
    if isinstance(row.target, Moment):
        return False
    return is_after_the_deadline(row.target_text, row.actual_text, row.year, words, rulebook)


def _denied(row: Row) -> tuple[str, ...]:
    """What an actual may say to deny what was not to be, and takes nothing back with it."""
    same = other_words_for(normalise(row.target_text))
    none = isinstance(row.target, Number) and not row.target.value
    return (*same, f"未{named_thing(row.name)}") if none else same


def _judged(row: Row, answer: ActualReading, words: Lexicon, money: Money, rulebook: Rulebook) -> Judgement:
    target, actual = row.target, answer.reading
    if _is_no_date(target) or _is_no_date(actual):
        return UNREADABLE.hinting(Hint.IMPOSSIBLE_DATE)
    if is_too_long(row.actual_text) or is_too_long(row.target_text):
        return UNREADABLE
    if isinstance(target, Empty) or isinstance(actual, Empty):
        return UNREADABLE
    if isinstance(target, Unreadable):
        return _of_unlisted(row, target, answer, words, rulebook)
    if answer.planned:
        return Judgement(State.MISSED, None, "", hints=(Hint.ONLY_PLANNED,))
    match target:
        case Number():
            return _number(row, target, answer, words, money, rulebook)
        case Range():
            return judge_range(target, actual, answer.others, money, rulebook)
        case Several():
            return judge_several(target, row.actual_text, answer.told, row.levels, words, money, rulebook)
        case Moment():
            return _date(row, target, answer, words, rulebook)
        case YesNo():
            stance = _stance(row, answer, words)
            return judge_yes_no(
                target,
                actual,
                stance,
                row.deadline,
                rulebook,
                text=normalise(row.actual_text),
            )
        case Word() if _of_a_season(row, actual):
            return UNREADABLE.hinting(Hint.NO_DEADLINE)
        case Word():
            return judge_word(
                target,
                actual,
                _stance(row, answer, words),
                rulebook,
                moves=_asked(row, words).move is not None or _is_of_another_rate(row),
            )


def _of_a_season(row: Row, actual: Reading) -> bool:
    """9月中旬完成 beside 暑期完成: when that is the target does not say by a day, and the answer does not repeat it."""
    found = _SEASON.search(row.target_text)
    if found is None or found.group()[0] in row.actual_text:
        return False
    days = [dated.moment for dated in told_dates(row.actual_text, row.year) if dated.moment is not None]
    if found.group() == _TERM and "春" not in row.target_text and days:
        return max(day.last.month for day in days) not in _SUMMER  # 8月25日 is before the term of autumn
    return bool(days) or isinstance(actual, Moment)


def _is_no_date(side: Reading) -> bool:
    """30 February."""
    return isinstance(side, Unreadable) and side.why.startswith(IMPOSSIBLE_DATE)


def way_of(target: Reading, levels: str, name: str, words: Lexicon) -> Comparator | None:
    """How a number target bounds; a bare one by what it measures, None where nothing says."""
    if not isinstance(target, Number):
        return None
    if target.comparator is not Comparator.BARE:
        return target.comparator
    return sense_of(target, levels, name, words)


def _is_of_another_rate(row: Row) -> bool:
    """建群率100% beside 邻里关系: all of something that nobody asked about."""
    told = NO_HAN.sub("", normalise(row.actual_text))
    about = normalise(row.target_text + row.name)
    return len(told) >= _A_RATE and not shares_a_pair(told, about)


def _asked(row: Row, words: Lexicon) -> AskedInWords:
    return asked_in(row.target_text, row.name, words)


def _stance(row: Row, answer: ActualReading, words: Lexicon) -> Stance:
    return stance_of(row.actual_text, _asked(row, words), words, answer.told)


def _number(
    row: Row, target: Number, answer: ActualReading, words: Lexicon, money: Money, rulebook: Rulebook
) -> Judgement:
    """A figure, of the rank that was asked for, with what the target asks for beside it."""
    if reached(row.name + row.target_text, row.actual_text) in (Reached.WORSE, Reached.OTHER):
        return UNREADABLE.hinting(Hint.OTHER_RANK)
    in_words = isinstance(answer.reading, Word | Unreadable)
    if target.value == 0 and in_words and _happened(row, answer, words):
        return Judgement(State.MISSED, None, "", hints=(Hint.CONTRARY,))
    judged = judge_number(Asked(target, row.way), answer.reading, answer.others, money, rulebook)
    return _with_words_beside(row, judged, words, rulebook)


def _with_words_beside(row: Row, judged: Judgement, words: Lexicon, rulebook: Rulebook) -> Judgement:
    """≥100批次且覆盖所有乡镇: the figure alone does not meet it."""
    asked = asked_besides(row.target_text)
    if not asked or judged.state not in (State.DONE, State.OVER):
        return judged
    level = told_besides(asked, row.actual_text, row.name, words).level
    if level is Level.MET:
        return judged
    return (
        UNREADABLE.hinting(Hint.WORDS_BESIDE) if level is Level.UNKNOWN else banded(Level.PARTIAL, rulebook)
    )


def _happened(row: Row, answer: ActualReading, words: Lexicon) -> bool:
    """被认定为重大失误 where none was to happen, told without a figure."""
    stance = _stance(row, answer, words)
    return stance.level is Level.MISSED and stance.contrary


def _of_unlisted(
    row: Row, target: Unreadable, answer: ActualReading, words: Lexicon, rulebook: Rulebook
) -> Judgement:
    """A target in words that no list holds (日产日清): only what repeats or contradicts it can be judged."""
    of_year = isinstance(answer.reading, Moment) and answer.reading.year in (None, row.year)
    readable = of_year or isinstance(answer.reading, Word | Unreadable | Number)
    asked, told = normalise(row.target_text), normalise(row.actual_text)
    if target.why != OUTSIDE_LEXICON or not (readable or is_cleared(told, asked)):
        return UNREADABLE
    stance = _stance(row, answer, words)
    repeated = asked != told and any(each in told for each in (asked, *other_words_for(asked)))
    repeated = repeated or denies_too(told, asked)
    repeated = repeated or says_the_same(told, asked, words) or is_shown(told, _asked(row, words), words)
    repeated = repeated or reached(asked, told) in (Reached.SAME, Reached.BETTER)
    if stance.level is Level.MET and not repeated and not is_cleared(told, asked):
        return UNREADABLE
    return UNREADABLE if stance.level is Level.UNKNOWN else by_stance(stance, rulebook)


def _is_open_past(deadline: Moment, told: Moment, text: str) -> bool:
    """截至年底尚未交付 beside 6月: the day up to which is told is no earlier than the deadline, and the work was not done."""
    return told.last >= deadline.last and _STILL_OPEN.search(text) is not None


def _date(row: Row, target: Moment, answer: ActualReading, words: Lexicon, rulebook: Rulebook) -> Judgement:
    actual = answer.reading
    several = by_several_deadlines(row.target_text, row.actual_text, row.year, words, rulebook)
    if several is not None:
        return several
    if answer.begun and isinstance(actual, Moment) and _is_open_past(target, actual, row.actual_text):
        return Judgement(State.MISSED, None, "", hints=(Hint.ONLY_BEGUN,))
    if answer.begun:
        return UNREADABLE.hinting(Hint.ONLY_BEGUN)
    match actual:
        case Moment():
            return by_deadline(target, actual, rulebook)
        case YesNo():
            done = Judgement(State.ON_TIME, ALL, "timeliness.on_time", hints=(Hint.DONE_FOR_DATE,))
            return done if actual.yes else banded(Level.MISSED, rulebook)
        case Number() if is_whole(actual) or lasts_as_long(target, actual, rulebook):
            return Judgement(State.ON_TIME, ALL, "timeliness.on_time", hints=(Hint.DONE_FOR_DATE,))
        case Number() | Range():
            return UNREADABLE
        case _:
            stance = _stance(row, answer, words)
            if stance.level is Level.MET:
                return Judgement(State.ON_TIME, ALL, "timeliness.on_time", hints=(Hint.DONE_FOR_DATE,))
            return UNREADABLE if stance.level is Level.UNKNOWN else by_stance(stance, rulebook)
