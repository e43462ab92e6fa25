"""An actual that says which way something went, beside a target that asks for a way: 下降2% is not 2% of 增长5%."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from zipingbiao.form.quantity.answer.actual import ActualReading
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.readings import Number, Range, Reading, Trend

R = TypeVar("R", bound=Reading)


def along(target: Reading, answer: ActualReading, level3: str, words: Lexicon) -> ActualReading:
    """An answer counted in the target's direction, whichever of its figures is meant."""
    others = tuple(_along(target, other, level3, words) for other in answer.others)
    reading = _along(target, answer.reading, level3, words)
    if reading is answer.reading and others == answer.others:
        return answer
    return replace(answer, reading=reading, others=others)


def _along(target: Reading, actual: R, level3: str, words: Lexicon) -> R:
    """The actual counted in the target's direction: 下降2% beside 增长≥5% is -2%, and -6% beside 降低≥5% is 6%."""
    if not isinstance(target, Number | Range) or not isinstance(actual, Number):
        return actual
    if actual.trend is Trend.NONE and actual.value >= 0:
        return actual
    wanted = target.trend
    if wanted is Trend.NONE and target.unit.dimension == "ratio":
        wanted = words.trend_of_rate(level3)
    if wanted is Trend.NONE and actual.trend is not Trend.NONE:
        wanted = words.trend_of_work(level3)
    least = target.low if isinstance(target, Range) else target.value
    if wanted is Trend.NONE:
        falling = actual.trend is Trend.DOWN and least <= 0
        return replace(actual, value=-actual.value) if falling else actual
    if actual.trend is not Trend.NONE and actual.trend is not wanted:
        return replace(actual, value=-actual.value)
    if wanted is Trend.DOWN and actual.trend is Trend.NONE and actual.value < 0 < least:
        return replace(actual, value=-actual.value)
    return actual
