"""Readings in words, for traces and messages: `不低于 95%`, `2024年12月31日前`, `定性：好`."""

from __future__ import annotations

from zipingbiao.form.money import plain
from zipingbiao.form.quantity.dates import NEUTRAL_YEAR
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

_SIGNS = {
    Comparator.GE: "≥",
    Comparator.GT: ">",
    Comparator.LE: "≤",
    Comparator.LT: "<",
    Comparator.EQ: "=",
    Comparator.BARE: "",
}


def in_words(reading: Reading) -> str:
    """How a text was understood, short and exact."""
    match reading:
        case Number():
            about = "约" if reading.approximate else ""
            return f"{_SIGNS[reading.comparator]}{about}{plain(reading.value)}{reading.unit.name}"
        case Range():
            return f"{plain(reading.low)}～{plain(reading.high)}{reading.unit.name}"
        case Several():
            return "、".join(
                f"{item.what}{in_words(item.number) if item.number else ''}" for item in reading.items
            )
        case Moment():
            return _moment(reading)
        case YesNo():
            return "是" if reading.yes else "否"
        case Word(scale=True):
            return f"选项“{reading.word}”，按达到最高一档理解"
        case Word(level=Level.UNKNOWN):
            return f"“{reading.word}”"
        case Word():
            return f"定性“{reading.word}”（{reading.level}）"
        case Empty():
            return "未填写"
        case Unreadable():
            return f"无法识别（{reading.why}）"


def _moment(moment: Moment) -> str:
    # Where neither text nor form tells the year, none is told.
    known = moment.first.year != NEUTRAL_YEAR or moment.year is not None
    first, last = (
        f"{d.year}年{d.month}月{d.day}日" if known else f"{d.month}月{d.day}日"
        for d in (moment.first, moment.last)
    )
    if moment.by:
        return f"不晚于{last}"
    return first if moment.first == moment.last else f"{first}至{last}"
