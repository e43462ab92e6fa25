"""Several deadlines in one target (6月底前完成招标，11月底前安装): each is answered by its own date, and one late date is no full mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.marks import MARKS
from zipingbiao.form.quantity.read import parse
from zipingbiao.form.quantity.readings import Level, Moment
from zipingbiao.form.quantity.text import pairs_of
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.judgement import UNREADABLE, Judgement
from zipingbiao.scoring.qualities import banded
from zipingbiao.scoring.result import Hint, State
from zipingbiao.scoring.timing import by_deadline

#: 3月至5月 is one time, 2024年6月底 is told in two pieces.
_JOINED = late_pattern(r"^(?:[至到~-]|的|年度?|之间|起|,?(?:最迟|即))?$")
_BACK_TO = late_pattern(r"[;,.!?、]")
_BEGUN = late_pattern("开始|启动|着手|进场|动工|开工|试运行")
_ALL_IN_TIME = late_pattern("均|都|全部|各批|按期|按时|如期|准时|提前")


@dataclass(frozen=True, slots=True)
class _Told:
    """A date and the words around it, up to the next date or pause."""

    moment: Moment
    words: str


def by_several_deadlines(
    target: str, actual: str, year: int | None, words: Lexicon, rulebook: Rulebook
) -> Judgement | None:
    """None where the target names only one deadline, or the actual answers all of them in words alone."""
    deadlines = _dates(target, year, words)
    if len(deadlines) < 2:
        return None
    told = _dates(actual, year, words)
    if not told:
        return None
    if len(told) != len(deadlines):
        if any(
            by_deadline(want.moment, done.moment, rulebook).state is State.LATE
            for want, done in _named(deadlines, told)
        ):
            return banded(Level.PARTIAL, rulebook)
        first = min((each.moment for each in deadlines), key=lambda moment: moment.last)
        soon = all(each.moment.last <= first.last for each in told)
        if soon and _ALL_IN_TIME.search(actual) is not None:
            return None
        return UNREADABLE.hinting(Hint.SEVERAL_FIGURES)
    paired = [
        (want, done, by_deadline(want.moment, done.moment, rulebook))
        for want, done in _paired(deadlines, told)
    ]
    in_time = [(want, done) for want, done, judged in paired if judged.state is not State.LATE]
    if any(words.times["plan"].search(done.words) is not None for _, done in in_time):
        return UNREADABLE.hinting(Hint.ONLY_PLANNED)
    if any(_is_only_begun(want, done, words) for want, done in in_time):
        return UNREADABLE.hinting(Hint.ONLY_BEGUN)
    pairs = [judged for _, _, judged in paired]
    hints = tuple(dict.fromkeys(hint for judged in pairs for hint in judged.hints))
    late = [judged for judged in pairs if judged.state is State.LATE]
    if not late:
        return pairs[-1].hinting(*(hint for hint in hints if hint not in pairs[-1].hints))
    return late[0] if len(late) == len(pairs) else banded(Level.PARTIAL, rulebook).hinting(*hints)


def _is_only_begun(want: _Told, done: _Told, words: Lexicon) -> bool:
    """11月开始安装 beside 11月底前完成安装."""
    start, end = words.times["start"], words.times["end"]
    asked_to_start = start.search(want.words) is not None and end.search(want.words) is None
    begun = _BEGUN.search(done.words)
    return begun is not None and begun[0] not in want.words and not asked_to_start


def is_after_the_deadline(
    target: str, actual: str, year: int | None, words: Lexicon, rulebook: Rulebook
) -> bool:
    """5个助餐点6月底前开业 and 5个点8月6日才开业: the number is met, and a day is told that is later than was asked."""
    asked = [each.moment for each in _dates(target, year, words)]
    # 6月底 is a deadline too, where no 前 says so; a year is none: 比2023年增长5%
    if len(asked) != 1 or not (asked[0].by or asked[0].first.month == asked[0].last.month):
        return False
    told = (each.moment for each in _dates(actual, year, words))
    return any(by_deadline(asked[0], moment, rulebook).state is State.LATE for moment in told)


def _dates(text: str, year: int | None, words: Lexicon) -> list[_Told]:
    """The dates of a text that stand apart, with what is said of each."""
    parsed = parse(text, year, words)
    found: list[_Told] = []
    dates = [dated for dated in parsed.dates if dated.moment is not None]
    for n, dated in enumerate(dates):
        assert dated.moment is not None
        last = dates[n - 1].end if n else 0
        following = dates[n + 1].start if n + 1 < len(dates) else len(parsed.text)
        between = parsed.text[last : dated.start]
        before = _BACK_TO.split(between)[-1]
        after = _BACK_TO.split(parsed.text[dated.end : following])[0]
        told = _Told(dated.moment, "".join(sign for sign in before + after if sign not in MARKS))
        if found and _JOINED.match(between) is not None:
            found[-1] = told  # the later of the two, or the finer
        else:
            found.append(told)
    return found


def _paired(deadlines: Sequence[_Told], told: Sequence[_Told]) -> list[tuple[_Told, _Told]]:
    """Each deadline with the date that is told with its words; in the order they stand where the words do not tell."""
    named = _named(deadlines, told)
    if len({id(want) for want, _ in named}) == len(told):
        return named
    return list(zip(deadlines, told, strict=True))


def _own_words(want: _Told, deadlines: Sequence[_Told]) -> list[str]:
    """The pairs of characters of one deadline that no other has: not the 完成 of both."""
    others = [each.words for each in deadlines if each is not want]
    return [pair for pair in pairs_of(want.words) if not any(pair in other for other in others)]


def _named(deadlines: Sequence[_Told], told: Sequence[_Told]) -> list[tuple[_Told, _Told]]:
    """Each date with the only deadline that it shares words with."""
    own = [_own_words(want, deadlines) for want in deadlines]
    named = [
        (
            [want for want, words in zip(deadlines, own, strict=True) if any(w in done.words for w in words)],
            done,
        )
        for done in told
    ]
    return [(wants[0], done) for wants, done in named if len(wants) == 1]
