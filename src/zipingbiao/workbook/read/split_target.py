"""A target that a layout prints in parts: 指标性质 (≥), 指标值 (95), 度量单位 (%)."""

from __future__ import annotations

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import Entry, is_blank
from zipingbiao.form.money import compact, number
from zipingbiao.form.quantity.text import normalise
from zipingbiao.workbook.read.labels import DIRECTIONS, NO_MEASURE

_COMPARATOR = late_pattern(r"\s*[≥≤≧≦<>=＝＞＜±]")
_NUMBER = late_pattern(r"[≥≤≧≦<>=±]*[-+]?[\d,]*\.?\d+")


def joined_target(value: Entry, direction: str, measure: str) -> Entry:
    """`≥` + `95` + `%` → `≥95%`. What the value itself already says is not said twice."""
    if is_blank(value.text):
        return value
    sign = DIRECTIONS.get(normalise(compact(direction)), "")
    if sign and (_COMPARATOR.match(value.text) or number(value.text.rstrip("%％")) is None):
        sign = ""
    measured = with_measure(value, measure)
    return Entry(sign + measured.text, measured.numeric) if sign else measured


def with_measure(value: Entry, measure: str) -> Entry:
    """The value with its unit, where it is a number without one.

    A numeric cell up to 1 beside % stays as it is: 0.98 stands for 98 %, which the reading of actuals decides.
    """
    unit = measure.strip()
    if is_blank(unit) or NO_MEASURE.match(unit) or not _NUMBER.fullmatch(compact(value.text)):
        return value
    fraction = number(value.text)
    if unit in ("%", "％") and value.numeric and fraction is not None and abs(fraction) <= 1:
        return value
    return Entry(value.text + unit)
