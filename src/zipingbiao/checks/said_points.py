"""How many points a unit's own words take off: 扣3分, 扣30%, 每少1次扣2分."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.checks.context import Row
from zipingbiao.form.money import plain
from zipingbiao.form.quantity.numerals import chinese_number
from zipingbiao.form.quantity.readings import Comparator, Number

_POINTS = re.compile(r"扣(?:减|除|了)?(\d+(?:\.\d+)?)分")
#: A percentage of the points: nothing follows that could be held back in money (扣5%质保金).
_SHARE = re.compile(
    r"扣(?:减|除|了)?(?:该项|本项|此项)?(?:分值|得分|分数)?的?(\d+(?:\.\d+)?)[%％]的?(?:分值|得分|分数|分)?(?=[，。；,;）)\s]|$)"
)
#: For each step by which the target is missed.
_STEP = re.compile(
    r"每(?:少|低|缺|差|降低|减少|降|多|超|超出|增加)(?:于|完成)?([0-9]+(?:\.[0-9]+)?|[一两二三四五六七八九十]+)?"
    r"(个百分点|百分点|[%％]|[一-鿿]{0,3}?)[，,]?扣(?:减|除)?(\d+(?:\.\d+)?)分"
)
#: 每份扣0.5分 is a rate, not a sum.
_EACH = ("每", "各", "均", "分别")
_SHARES = frozenset({"个百分点", "百分点", "%", "％"})
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Said:
    """The words, and the points they take off this row."""

    words: str
    points: Decimal


def said_points(row: Row) -> Said | None:
    """What 偏差原因 (else 补充说明) of the row says; None where it says nothing, several things, or what cannot be reckoned."""
    weight = row.scored.weight
    for text in (row.said, row.indicator.detail):
        if weight is None or "扣" not in text:
            continue
        steps = [
            said for found in _STEP.finditer(text) if (said := _by_steps(found, row, weight)) is not None
        ]
        shares = [
            Said(f"扣{share}%", weight * Decimal(share) / _HUNDRED)
            for share in _SHARE.findall(text)
            if not _is_each(text)
        ]
        points = [
            Said(f"扣{plain(Decimal(n))}分", Decimal(n)) for n in _POINTS.findall(text) if not _is_each(text)
        ]
        everything = [*steps, *shares, *points]
        if len(everything) == 1:
            return everything[0]
    return None


def _is_each(text: str) -> bool:
    return any(word in text for word in _EACH)


def _by_steps(found: re.Match[str], row: Row, weight: Decimal) -> Said | None:
    """Where target and actual are in the very unit of the step, and the target is missed by whole steps."""
    target, actual = row.scored.target, row.scored.actual
    if not isinstance(target, Number) or not isinstance(actual, Number) or target.unit != actual.unit:
        return None
    if target.approximate or actual.approximate or target.multiplier != 1 or actual.multiplier != 1:
        return None
    same = found[2] in _SHARES if target.unit.dimension == "ratio" else found[2] == target.unit.name
    step = Decimal(1) if not found[1] else _number(found[1])
    missed = _missed(target, actual)
    if not same or not step or missed is None or missed % step:
        return None
    unit = "个百分点" if target.unit.dimension == "ratio" else target.unit.name
    words = f"{found.group()}”，差{plain(missed)}{unit}，是“扣{plain(missed / step * Decimal(found[3]))}分"
    return Said(words, min(missed / step * Decimal(found[3]), weight))


def _missed(target: Number, actual: Number) -> Decimal | None:
    """By how much; None where the target is met, or does not say in which direction it is missed."""
    gap = target.value - actual.value
    if target.comparator in (Comparator.LE, Comparator.LT):
        gap = -gap
    elif target.comparator is Comparator.BARE:
        return None
    return gap if gap > 0 else None


def _number(text: str) -> Decimal:
    return Decimal(text) if text[0].isascii() else chinese_number(text) or Decimal(0)
