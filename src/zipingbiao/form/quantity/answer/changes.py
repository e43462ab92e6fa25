"""A change told by its two ends or by its amount: 由320起降至280起, 比上年1000万元增加120万元."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from zipingbiao.form.quantity.answer.found import EXACT, Answers
from zipingbiao.form.quantity.answer.roles import Role, Said
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.form.quantity.readings import Comparator, Number, Range, Trend, Unit
from zipingbiao.form.quantity.units import known_unit, same_kind

_POINT = "百分点"


def changed(told: Sequence[Said], target: Number | Range, name: str, words: Lexicon) -> Answers | None:
    """The change that answers a target which asks for one; None where the target asks for a level, or a figure says it."""
    wanted = _asks_for_change(target, name, words)
    if wanted is not Trend.NONE and target.unit.dimension not in ("ratio", "time"):
        return _by_how_many(told, target, wanted)
    if wanted is Trend.NONE or target.unit.dimension != "ratio":
        return None
    ends = _ends(told, of_rates=target.unit.name.endswith(_POINT))
    if ends is not None:
        value = _between(*ends, target.unit)
        return None if value is None else _answer(value if wanted is Trend.UP else -value, target)
    by = _by_amount(told)
    if by is not None:
        return _answer(by if wanted is Trend.UP else -by, target)
    rates = [each for each in told if each.figure.reading.unit.dimension == "ratio"]
    levels = [
        each
        for each in rates
        if (_trend(each) is Trend.NONE and each.before.endswith(("到", "至", "达", "达到")))
        or _is_level(each, target)
    ]
    return Answers(other=True) if rates and len(levels) == len(rates) else None


def _by_how_many(told: Sequence[Said], target: Number | Range, wanted: Trend) -> Answers | None:
    """由410万度降至385万度 beside 少用30万度: the difference of both."""
    ends = _ends(told, of_rates=False)
    if ends is None or len(told) != 2 or not same_kind(ends[1].unit, target.unit):
        return None
    by = ends[1].value - ends[0].value
    reading = replace(
        ends[1], comparator=Comparator.BARE, value=by if wanted is Trend.UP else -by, trend=target.trend
    )
    return Answers((Figure(0, 0, reading),))


def _asks_for_change(target: Number | Range, name: str, words: Lexicon) -> Trend:
    if target.trend is not Trend.NONE:
        return target.trend
    return words.trend_of_rate(name) if target.unit.dimension == "ratio" else Trend.NONE


def _is_level(each: Said, target: Number | Range) -> bool:
    """97.2% where points are asked for: a level, unless it is said to be a change."""
    reading = each.figure.reading
    return (
        target.unit.name.endswith(_POINT)
        and reading.trend is Trend.NONE
        and not reading.unit.name.endswith(_POINT)
    )


def _ends(told: Sequence[Said], *, of_rates: bool) -> tuple[Number, Number] | None:
    """由A降至B: the figure it comes from and the one it goes to."""
    for one, other in pairwise(told):
        a, b = one.figure.reading, other.figure.reading
        if (
            one.role is Role.FROM
            and isinstance(a, Number)
            and isinstance(b, Number)
            and same_kind(a.unit, b.unit)
        ):
            return a, b
    return _two_years(told, of_rates=of_rates)


def _two_years(told: Sequence[Said], *, of_rates: bool) -> tuple[Number, Number] | None:
    """上年1.82亿元，本年1.96亿元: one amount of each year, and nothing else of their kind; rates where points are asked for."""
    amounts = [e for e in told if (e.figure.reading.unit.dimension == "ratio") is of_rates]
    amounts = [each for each in amounts if each.figure.reading.unit.dimension != "time"]
    if len(amounts) != 2 or any(_trend(each) is not Trend.NONE for each in amounts):
        return None
    before = [each.figure.reading for each in amounts if each.role is Role.EARLIER]
    now = [each.figure.reading for each in amounts if each.role >= Role.PART]
    if len(before) != 1 or len(now) != 1 or not same_kind(before[0].unit, now[0].unit):
        return None
    one, other = before[0], now[0]
    return (one, other) if isinstance(one, Number) and isinstance(other, Number) else None


def _between(before: Number, after: Number, unit: Unit) -> Decimal | None:
    """The change as a share of what was there before, or in points where points are asked for."""
    if unit.name.endswith(_POINT):
        return after.value - before.value
    if not before.value:
        return None
    return (after.value - before.value) / before.value * 100


def _by_amount(told: Sequence[Said]) -> Decimal | None:
    """增收0.5亿元 beside 完成8.6亿元, 增加120万元 beside 上年1000万元: the share of what was there before."""
    amounts = [each for each in told if each.figure.reading.unit.dimension not in ("ratio", "time")]
    moves = [each for each in amounts if _trend(each) is not Trend.NONE]
    others = [each for each in amounts if each not in moves]
    if len(moves) != 1 or len(others) != 1:
        return None
    move, other = moves[0].figure.reading, others[0].figure.reading
    if not isinstance(move, Number) or not isinstance(other, Number) or not same_kind(move.unit, other.unit):
        return None
    by, level = move.value * move.unit.factor, other.value * other.unit.factor
    signed = -by if _trend(moves[0]) is Trend.DOWN else by
    base = level if others[0].role in (Role.EARLIER, Role.FROM) else level - signed
    return signed / base * 100 if base > 0 else None


def _trend(each: Said) -> Trend:
    return each.figure.reading.trend


def _answer(percent: Decimal, target: Number | Range) -> Answers:
    """The change as an answer that goes the target's way."""
    reading = Number(
        Comparator.BARE, percent.quantize(EXACT), known_unit("%") or target.unit, trend=target.trend
    )
    return Answers((Figure(0, 0, reading),))
