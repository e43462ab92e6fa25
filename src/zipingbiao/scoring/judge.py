"""Whether an actual meets its target, and how far: the comparison behind 完成情况 and the ceiling.

Every function returns a :class:`Judgement`; `share` is the part of the 分值 that the rule allows (0…1), None
where the rule cannot say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

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
from zipingbiao.form.quantity.units import known_unit, same_kind
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.convert import Money, Pair, comparable
from zipingbiao.scoring.result import Hint, State

_ALL, _NONE = Fraction(1), Fraction(0)
_ONE, _ZERO = Decimal(1), Decimal(0)
_RANK: Mapping[Level, int] = {Level.MET: 2, Level.PARTIAL: 1, Level.MISSED: 0}
_STATE_OF: Mapping[Level, State] = {
    Level.MET: State.MET,
    Level.PARTIAL: State.PARTIAL,
    Level.MISSED: State.NOT_MET,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """完成情况, the share of the 分值 allowed, the rulebook parameter that decided, and what was special.

    The share is a fraction: 3.75 points × 5/6 are 3.125, and no rounded 0.8333 gives the cent that follows from it.
    """

    state: State
    share: Fraction | None
    rule: str
    completion: Decimal | None = None
    hints: tuple[Hint, ...] = ()

    def hinting(self, *hints: Hint) -> Judgement:
        if not hints:
            return self
        return Judgement(self.state, self.share, self.rule, self.completion, self.hints + hints)


_UNREADABLE = Judgement(State.UNREADABLE, None, "")


def judge(
    target: Reading, actual: Reading, *, cost: bool, deadline: Moment | None, money: Money, rulebook: Rulebook
) -> Judgement:
    """Compare one row. `cost`: a 成本指标, where a bare number is an upper bound; `deadline`: in the 三级指标 text."""
    if isinstance(actual, Unreadable) and actual.why.startswith("日期不存在"):
        return _UNREADABLE.hinting(Hint.IMPOSSIBLE_DATE)
    if isinstance(target, Unreadable) and target.why.startswith("日期不存在"):
        return _UNREADABLE.hinting(Hint.IMPOSSIBLE_DATE)
    if isinstance(target, Empty | Unreadable) or isinstance(actual, Empty):
        return _UNREADABLE
    match target:
        case Number():
            return _number(target, actual, cost, money, rulebook)
        case Range():
            return _range(target, actual, money, rulebook)
        case Moment():
            return _date(target, actual, rulebook)
        case YesNo():
            return _yes_no(target, actual, deadline, rulebook)
        case Word():
            return _word(target, actual, rulebook)


# ---------------------------------------------------------------- numbers


def _number(target: Number, actual: Reading, cost: bool, money: Money, rulebook: Rulebook) -> Judgement:
    hints: tuple[Hint, ...] = (Hint.BARE_TARGET,) if target.comparator is Comparator.BARE else ()
    if isinstance(actual, Number):
        pair = comparable(target, actual, money, rulebook)
        if pair is None:
            return _UNREADABLE.hinting(*hints, *_why_not(target, actual))
        return _compare(direction(target, cost), pair).hinting(*hints)
    if isinstance(actual, Range):
        return _spread(target, actual, cost, money, rulebook)
    if isinstance(actual, Moment) and direction(target, cost) is not Comparator.LE:
        whole = target.unit.dimension == "time" and _lasts_as_long(actual, target, rulebook)
        return Judgement(State.DONE, _ALL, "indicator.met").hinting(*hints) if whole else _UNREADABLE
    return _words_for_number(actual).hinting(*hints)


def _why_not(target: Number | Range, actual: Number) -> tuple[Hint, ...]:
    """Units that do not convert; none where the same thing is counted over another time, or a 万 is left out."""
    counted = any(unit.dimension.startswith("counter:") for unit in (target.unit, actual.unit))
    return () if counted and same_kind(target.unit, actual.unit) else (Hint.UNIT_MISMATCH,)


def _spread(target: Number, actual: Range, cost: bool, money: Money, rulebook: Rulebook) -> Judgement:
    """`80%-90%` as an actual: both ends must say the same, and the ceiling is that of the better one."""
    low, high = (
        _number(target, Number(Comparator.BARE, end, actual.unit), cost, money, rulebook)
        for end in (actual.low, actual.high)
    )
    if low.state is not high.state:
        return _UNREADABLE.hinting(*low.hints)
    return max(low, high, key=lambda end: end.share or _NONE)


def direction(target: Number, cost: bool) -> Comparator:
    """≥, ≤ or =. A bare number is a lower bound, under 成本 and at zero an upper one (0起, 0次)."""
    if target.comparator in (Comparator.GE, Comparator.GT):
        return Comparator.GE
    if target.comparator in (Comparator.LE, Comparator.LT):
        return Comparator.LE
    if target.comparator is Comparator.EQ:
        return Comparator.EQ
    return Comparator.LE if cost or target.value == 0 else Comparator.GE


def _compare(toward: Comparator, pair: Pair) -> Judgement:
    target, actual, hints = pair.target, pair.actual, pair.hints
    if target <= 0:
        met = actual <= target if toward is Comparator.LE else actual >= target
        if toward is Comparator.EQ:
            met = actual == target
        over = met and toward is Comparator.GE and actual > target
        state = State.OVER if over else State.DONE if met else State.MISSED
        return Judgement(state, _ALL if met else _NONE, "indicator.zero", hints=hints)
    if toward is Comparator.LE:
        completion = target / actual if actual > 0 else None
        if actual <= target:
            return Judgement(State.DONE, _ALL, "indicator.met", completion, hints)
        share = Fraction(target) / Fraction(actual)
        return Judgement(State.MISSED, share, "indicator.ratio", completion, hints)
    completion = max(actual / target, _ZERO)
    if actual > target:
        return Judgement(State.OVER, _ALL, "indicator.met", completion, hints)
    if actual == target:
        return Judgement(State.DONE, _ALL, "indicator.met", completion, hints)
    share = max(Fraction(actual) / Fraction(target), _NONE)
    return Judgement(State.MISSED, share, "indicator.ratio", completion, hints)


def _words_for_number(actual: Reading) -> Judgement:
    """完成 or 是 where a number is asked for: the rule cannot measure it, so it takes nothing off."""
    if isinstance(actual, Word) and actual.done and actual.level is Level.MET:
        return Judgement(State.DONE, _ALL, "indicator.done", hints=(Hint.DONE_FOR_NUMBER,))
    if isinstance(actual, YesNo):
        if actual.yes:
            return Judgement(State.DONE, _ALL, "indicator.done", hints=(Hint.DONE_FOR_NUMBER,))
        return Judgement(State.MISSED, None, "")
    if isinstance(actual, Word) and actual.undone:
        return Judgement(State.MISSED, None, "")
    return _UNREADABLE


def _range(target: Range, actual: Reading, money: Money, rulebook: Rulebook) -> Judgement:
    """Within both bounds: met; outside: by the nearest bound."""
    if isinstance(actual, Word | YesNo):
        return _words_for_number(actual)
    if isinstance(actual, Range):
        inside = target.low <= actual.low and actual.high <= target.high
        return Judgement(State.DONE, _ALL, "indicator.range") if inside else _UNREADABLE
    if not isinstance(actual, Number):
        return _UNREADABLE
    pair = comparable(Number(Comparator.EQ, target.high, target.unit), actual, money, rulebook)
    if pair is None:
        return _UNREADABLE.hinting(*_why_not(target, actual))
    scale = pair.target / target.high if target.high else _ONE
    low, high, value = target.low * scale, pair.target, pair.actual
    if low <= value <= high:
        return Judgement(State.DONE, _ALL, "indicator.range", hints=pair.hints)
    if value < low:
        share = Fraction(value) / Fraction(low) if low > 0 and value > 0 else _NONE
        completion = value / low if share else _ZERO
    else:
        share = Fraction(high) / Fraction(value) if high > 0 else _NONE
        completion = high / value if share else _ZERO
    return Judgement(State.MISSED, share, "indicator.range", completion, pair.hints)


# ---------------------------------------------------------------- dates


def _date(target: Moment, actual: Reading, rulebook: Rulebook) -> Judgement:
    match actual:
        case Moment():
            return _by_deadline(target, actual, rulebook)
        case Word() if actual.level is Level.MET:
            return Judgement(State.ON_TIME, _ALL, "timeliness.on_time", hints=(Hint.DONE_FOR_DATE,))
        case Word():
            return _banded(actual.level, rulebook)
        case YesNo():
            if actual.yes:
                return Judgement(State.ON_TIME, _ALL, "timeliness.on_time", hints=(Hint.DONE_FOR_DATE,))
            return _banded(Level.MISSED, rulebook)
        case Number() if _is_whole(actual) or _lasts_as_long(target, actual, rulebook):
            return Judgement(State.ON_TIME, _ALL, "timeliness.on_time", hints=(Hint.DONE_FOR_DATE,))
        case _:
            return _UNREADABLE


def _lasts_as_long(target: Moment, actual: Number, rulebook: Rulebook) -> bool:
    """`12个月` as an answer to the period `1-12月`, or 全年 to 365天."""
    day = known_unit("天")
    if actual.unit.dimension != "time" or day is None:
        return False
    period, length = ((target.last - target.first).days + 1) * day.factor, actual.value * actual.unit.factor
    return abs(length - period) <= period * rulebook.number("indicator.calendar")


def _by_deadline(target: Moment, actual: Moment, rulebook: Rulebook) -> Judgement:
    """Late only if the earliest day of the actual lies after the last day of the deadline."""
    hints: list[Hint] = []
    if actual.year is None:
        hints.append(Hint.NO_YEAR)
    if target.lenient:
        hints.append(Hint.LENIENT_MONTH)
        if target.first <= actual.first <= target.last:
            hints.append(Hint.WITHIN_LENIENT_MONTH)
    if actual.first > target.last:
        share = Fraction(rulebook.number("timeliness.late_share"))
        return Judgement(State.LATE, share, "timeliness.late_share", hints=tuple(hints))
    return Judgement(State.ON_TIME, _ALL, "timeliness.on_time", hints=tuple(hints))


# ---------------------------------------------------------------- words


@lru_cache(maxsize=32)
def _bands(rows: tuple[tuple[str, Decimal], ...]) -> Mapping[Level, Fraction]:
    return {Level(name): Fraction(share) for name, share in rows}


def _banded(level: Level, rulebook: Rulebook) -> Judgement:
    """The top of the band that a qualitative level stands for."""
    share = _bands(rulebook.table("qualitative.bands"))[level]
    return Judgement(_STATE_OF[level], share, "qualitative.bands")


def _unknown_words() -> Judgement:
    return Judgement(State.UNREADABLE, _ALL, "qualitative.unknown", hints=(Hint.WORD_OUTSIDE_LEXICON,))


def _is_whole(number: Number) -> bool:
    """100 %, or the number 1 of an unformatted cell."""
    if number.unit.dimension == "ratio":
        return number.value * number.unit.factor >= 1
    return number.numeric and number.value == 1


def _no(rulebook: Rulebook) -> Judgement:
    return Judgement(State.NOT_MET, Fraction(rulebook.number("yesno.no_share")), "yesno.no_share")


def _yes_no(target: YesNo, actual: Reading, deadline: Moment | None, rulebook: Rulebook) -> Judgement:
    met = _banded(Level.MET, rulebook)
    match actual:
        case Moment() if not target.yes:
            return _unknown_words()
        case Moment() if deadline is not None:
            return _by_deadline(deadline, actual, rulebook)
        case Moment():
            return met.hinting(Hint.NO_DEADLINE)
        case YesNo():
            return met if actual.yes is target.yes else _no(rulebook)
        case Number() if actual.value == 0:
            return _no(rulebook) if target.yes else met
        case Number() if target.yes and _is_whole(actual):
            return met
        case Word() if target.yes and actual.level is Level.PARTIAL:
            return _banded(Level.PARTIAL, rulebook)
        case Word() if target.yes and actual.level is Level.MET:
            return met
        case Word() if target.yes and actual.level is Level.MISSED:
            return _no(rulebook)
        case _:
            return _unknown_words()


def _word(target: Word, actual: Reading, rulebook: Rulebook) -> Judgement:
    match actual:
        case Word() if {target.trend, actual.trend} == {Trend.UP, Trend.DOWN}:
            return Judgement(State.UNREADABLE, _ALL, "qualitative.unknown", hints=(Hint.OPPOSITE_WAY,))
        case Word() if actual.word == target.word and actual.level is target.level and not target.scale:
            return _banded(Level.MET, rulebook)
        case Word() if actual.scale or target.level is Level.UNKNOWN or actual.level is Level.UNKNOWN:
            return _unknown_words()
        case Word() if _RANK[actual.level] >= _RANK[target.level]:
            return _banded(Level.MET, rulebook)
        case Word():
            return _banded(actual.level, rulebook)
        case YesNo():
            return _banded(Level.MET if actual.yes else Level.MISSED, rulebook)
        case Number() if _is_whole(actual):
            return _banded(Level.MET, rulebook)
        case Moment():
            return _banded(Level.MET, rulebook).hinting(Hint.NO_DEADLINE)
        case _:
            return _unknown_words()
