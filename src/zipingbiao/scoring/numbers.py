"""A number target and its answer on one scale: met, missed, and by how much.

An actual stands for every value it may name: 近200人 lies below 200, 少于10 below 10. It is met where all of them meet the
target, missed where none does; where only some do, nobody can say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from zipingbiao.form.quantity.clock import CLOCK
from zipingbiao.form.quantity.readings import (
    Comparator,
    Level,
    Moment,
    Near,
    Number,
    Range,
    Reading,
    Word,
    YesNo,
)
from zipingbiao.form.quantity.units import same_kind
from zipingbiao.record import record
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.convert import Money, Pair, comparable
from zipingbiao.scoring.judgement import ALL, NOTHING, UNREADABLE, Judgement
from zipingbiao.scoring.result import Hint, State
from zipingbiao.scoring.timing import lasts_as_long

_ONE, _ZERO = Decimal(1), Decimal(0)
#: Days of a month and places among others are no amounts.
_NO_AMOUNT = ("day-of-month", "place", "clock")
_LOWER, _UPPER = (Comparator.GE, Comparator.GT), (Comparator.LE, Comparator.LT)


@record(frozen=True, slots=True)
class Asked:
    """A number target with the way it bounds: ≥, >, ≤, <, =, or None where a bare number does not say."""

    number: Number
    way: Comparator | None


def judge_number(
    asked: Asked, actual: Reading, others: Sequence[Reading], money: Money, rulebook: Rulebook
) -> Judgement:
    """The verdict on one answer, or on several that all have to agree."""
    first = _one(asked, actual, money, rulebook)
    if not others:
        return first.hinting(*_bare(asked))
    judged = [first, *(_one(asked, each, money, rulebook) for each in others)]
    if any(each.state is not first.state for each in judged):
        met = {State.DONE, State.OVER}
        if not all(each.state in met for each in judged):
            return replace(UNREADABLE, hints=(*_bare(asked), Hint.SEVERAL_FIGURES))
    return min(judged, key=lambda each: -1 if each.share is None else each.share).hinting(*_bare(asked))


def _bare(asked: Asked) -> tuple[Hint, ...]:
    if asked.number.comparator is not Comparator.BARE:
        return ()
    return (Hint.BARE_TARGET,) if asked.way is not None else (Hint.BARE_TARGET, Hint.WAY_UNKNOWN)


def _one(asked: Asked, actual: Reading, money: Money, rulebook: Rulebook) -> Judgement:
    target = asked.number
    if isinstance(actual, Number):
        pair = comparable(target, actual, money, rulebook)
        if pair is None:
            return UNREADABLE.hinting(*why_not(target, actual))
        return _compared(asked, actual, pair, rulebook)
    if isinstance(actual, Range):
        return _spread(asked, actual, money, rulebook)
    if isinstance(actual, Moment) and asked.way not in _UPPER:
        whole = target.unit.dimension == "time" and lasts_as_long(actual, target, rulebook)
        return Judgement(State.DONE, ALL, "indicator.met") if whole else UNREADABLE
    return words_for_number(actual)


def why_not(target: Number | Range, actual: Number) -> tuple[Hint, ...]:
    """Units that do not convert; none where the same thing is counted over another time, or a 万 is left out."""
    if target.unit.dimension in _NO_AMOUNT:
        return ()
    counted = any(unit.dimension.startswith("counter:") for unit in (target.unit, actual.unit))
    return () if counted and same_kind(target.unit, actual.unit) else (Hint.UNIT_MISMATCH,)


def _spread(asked: Asked, actual: Range, money: Money, rulebook: Rulebook) -> Judgement:
    """`80%-90%` as an actual: both ends must say the same, and the ceiling is that of the better one."""
    low, high = (
        _one(asked, Number(Comparator.BARE, end, actual.unit), money, rulebook)
        for end in (actual.low, actual.high)
    )
    met = (State.DONE, State.OVER)
    if low.state is not high.state and not (low.state in met and high.state in met):
        return UNREADABLE.hinting(*low.hints)
    return max(low, high, key=lambda end: end.share or NOTHING)


# ---------------------------------------------------------------- what an actual may stand for


@record(frozen=True, slots=True)
class _Span:
    """The values an actual may name; None: without end. `open_`: the end itself is not among them."""

    low: Decimal | None
    high: Decimal | None
    open_low: bool = False
    open_high: bool = False

    @property
    def point(self) -> Decimal | None:
        return self.low if self.low == self.high else None


def _span(asked: Asked, actual: Number, value: Decimal, rulebook: Rulebook) -> _Span:
    """A comparator that repeats the target's way is read as its bound; any other bounds what was reached."""
    way = asked.way
    if actual.comparator in _LOWER and way not in _LOWER and way is not None:
        return _Span(value, None, open_low=actual.comparator is Comparator.GT)
    if actual.comparator in _UPPER and way not in _UPPER and way is not None:
        return _Span(None, value, open_high=actual.comparator is Comparator.LT)
    if way is None and actual.comparator in (*_LOWER, *_UPPER):
        return _Span(None, None)
    if actual.comparator is way and way in (Comparator.GT, Comparator.LT):
        above = way is Comparator.GT  # 超过50% beside >50%
        return _Span(value, None, open_low=True) if above else _Span(None, value, open_high=True)
    if actual.near is Near.EXACT:
        return _Span(value, value)
    tolerance = abs(value) * rulebook.number("indicator.about")
    if actual.near is Near.AROUND and actual.value:
        tolerance = min(tolerance, abs(value) * _last_digit(actual.value) / abs(actual.value))
    if actual.near is Near.BELOW:
        return _Span(value - tolerance, value, open_high=True)
    if actual.near is Near.ABOVE:
        return _Span(value, value + tolerance, open_low=True)
    return _Span(value - tolerance, value + tolerance)


def _last_digit(value: Decimal) -> Decimal:
    """One of the last place at which a rounded figure is told: 约1750 to the ten, 约365 to the one, 约1.2 to the tenth."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)


def _meets(span: _Span, target: Decimal, way: Comparator) -> bool | None:
    """True where every value meets the bound, False where none does, None where some do."""
    if way in _LOWER:
        strict = way is Comparator.GT
        surely = span.low is not None and (
            span.low > target or (span.low == target and (not strict or span.open_low))
        )
        never = span.high is not None and (
            span.high < target or (span.high == target and (strict or span.open_high))
        )
    else:
        strict = way is Comparator.LT
        surely = span.high is not None and (
            span.high < target or (span.high == target and (not strict or span.open_high))
        )
        never = span.low is not None and (
            span.low > target or (span.low == target and (strict or span.open_low))
        )
    return True if surely else False if never else None


# ---------------------------------------------------------------- the verdict


def _compared(asked: Asked, actual: Number, pair: Pair, rulebook: Rulebook) -> Judgement:
    span = _span(asked, actual, pair.actual, rulebook)
    if asked.number.near is Near.AROUND and span.point is not None:
        tolerance = abs(pair.target) * rulebook.number("indicator.about")
        if abs(span.point - pair.target) <= tolerance:
            return Judgement(State.DONE, ALL, "indicator.about", hints=pair.hints)
    if asked.way is None:
        return _without_a_way(span, pair)
    if asked.way is Comparator.EQ:
        return _equal(span, pair, rulebook)
    met = _meets(span, pair.target, asked.way)
    if met is None:
        return UNREADABLE.hinting(*pair.hints, Hint.BOUND_ONLY)
    if pair.target <= 0:
        return _by_zero(asked.way, span, pair, met=met)
    if met:
        return _met(asked.way, span, pair)
    if asked.number.unit is CLOCK:  # ten minutes late are no part of the time of day
        return Judgement(State.MISSED, None, "", hints=pair.hints)
    return _missed(asked.way, span, pair, rulebook)


def _without_a_way(span: _Span, pair: Pair) -> Judgement:
    """A bare target of which nobody says which way is better: only its own value meets it."""
    if span.point == pair.target:
        return Judgement(State.DONE, ALL, "indicator.met", _ONE if pair.target else None, pair.hints)
    return replace(UNREADABLE, rule="indicator.bare").hinting(*pair.hints)


def _equal(span: _Span, pair: Pair, rulebook: Rulebook) -> Judgement:
    point = span.point
    if point is None:
        met = _meets(span, pair.target, Comparator.GE)
        if met is None:
            return UNREADABLE.hinting(*pair.hints, Hint.BOUND_ONLY)
        return _met(Comparator.GE, span, pair) if met else _missed(Comparator.GE, span, pair, rulebook)
    if pair.target <= 0:
        return _by_zero(Comparator.EQ, span, pair, met=point == pair.target)
    if point >= pair.target:
        return _met(Comparator.GE, span, pair)
    return _missed(Comparator.GE, span, pair, rulebook)


def _by_zero(way: Comparator, span: _Span, pair: Pair, *, met: bool) -> Judgement:
    over = met and way in _LOWER and span.low is not None and span.low > pair.target
    state = State.OVER if over else State.DONE if met else State.MISSED
    return Judgement(state, ALL if met else NOTHING, "indicator.zero", hints=pair.hints)


def _met(way: Comparator, span: _Span, pair: Pair) -> Judgement:
    target, point = pair.target, span.point
    if way in _UPPER:
        completion = target / point if point is not None and point > 0 else None
        return Judgement(State.DONE, ALL, "indicator.met", completion, pair.hints)
    over = span.low is not None and (span.low > target or span.point is None)
    completion = point / target if point is not None else None
    return Judgement(State.OVER if over else State.DONE, ALL, "indicator.met", completion, pair.hints)


def _missed(way: Comparator, span: _Span, pair: Pair, rulebook: Rulebook) -> Judgement:
    """By how much, where the actual is one value; a strict bound that is only reached is missed by nothing that counts."""
    point, target = span.point, pair.target
    if point is None or point == target:
        return Judgement(State.MISSED, None, "", hints=pair.hints)
    if way in _UPPER:
        completion = target / point if point > 0 else None
        linear = rulebook.method("indicator.reverse") == "linear"
        rule = "indicator.reverse" if linear else "indicator.ratio"
        share = _exceeded(target, point, linear=linear)
        return Judgement(State.MISSED, share, rule, completion, pair.hints)
    completion = max(point / target, _ZERO)
    share = max(Fraction(point) / Fraction(target), NOTHING)
    return Judgement(State.MISSED, share, "indicator.ratio", completion, pair.hints)


def _exceeded(target: Decimal, actual: Decimal, *, linear: bool) -> Fraction:
    """The share left where an upper bound is exceeded: target/actual, or, linear, 1 less the part beyond it."""
    bound, reached = Fraction(target), Fraction(actual)
    if linear:
        return max(ALL - (reached - bound) / bound, NOTHING)
    return bound / reached


def words_for_number(actual: Reading) -> Judgement:
    """完成 or 是 where a number is asked for: the rule cannot measure it, so it takes nothing off."""
    if isinstance(actual, Word) and actual.done and actual.level is Level.MET:
        return Judgement(State.DONE, ALL, "indicator.done", hints=(Hint.DONE_FOR_NUMBER,))
    if isinstance(actual, YesNo):
        if actual.yes:
            return Judgement(State.DONE, ALL, "indicator.done", hints=(Hint.DONE_FOR_NUMBER,))
        return Judgement(State.MISSED, None, "")
    if isinstance(actual, Word) and actual.undone:
        return Judgement(State.MISSED, None, "")
    return UNREADABLE


def judge_range(
    target: Range, actual: Reading, others: Sequence[Reading], money: Money, rulebook: Rulebook
) -> Judgement:
    """Within both bounds: met; outside: by the nearest bound."""
    judged = [_within(target, each, money, rulebook) for each in (actual, *others)]
    if any(each.state is not judged[0].state for each in judged):
        return UNREADABLE.hinting(Hint.SEVERAL_FIGURES)
    return min(judged, key=lambda each: -1 if each.share is None else each.share)


def _within(target: Range, actual: Reading, money: Money, rulebook: Rulebook) -> Judgement:
    if isinstance(actual, Word | YesNo):
        return words_for_number(actual)
    if isinstance(actual, Range):
        inside = target.low <= actual.low and actual.high <= target.high
        return Judgement(State.DONE, ALL, "indicator.range") if inside else UNREADABLE
    if not isinstance(actual, Number):
        return UNREADABLE
    if actual.comparator in (*_LOWER, *_UPPER):
        return UNREADABLE.hinting(Hint.BOUND_ONLY)
    pair = comparable(Number(Comparator.EQ, target.high, target.unit), actual, money, rulebook)
    if pair is None:
        return UNREADABLE.hinting(*why_not(target, actual))
    scale = pair.target / target.high if target.high else _ONE
    low, high, value = target.low * scale, pair.target, pair.actual
    if low <= value <= high:
        return Judgement(State.DONE, ALL, "indicator.range", hints=pair.hints)
    if value < low:
        share = Fraction(value) / Fraction(low) if low > 0 and value > 0 else NOTHING
        completion = value / low if share else _ZERO
    else:
        share = Fraction(high) / Fraction(value) if high > 0 else NOTHING
        completion = high / value if share else _ZERO
    return Judgement(State.MISSED, share, "indicator.range", completion, pair.hints)
