"""Chinese numerals in front of a unit written as Arabic ones: `三万人`, `百分之九十五`, `半年`, `一年四次`."""

from __future__ import annotations

import re
from decimal import Decimal

from zipingbiao.form.quantity.numerals import NUMERAL, chinese_number
from zipingbiao.form.quantity.readings import NO_UNIT
from zipingbiao.form.quantity.units import known_unit, take_unit

_HALF = re.compile(r"(?<!每)半(?=年|个月|月|天|小时|个小时|日)")
_PERCENT_WORDS = re.compile(rf"百分之({NUMERAL}(?:点[零一二三四五六七八九]+)?)")
_PERCENT_DIGITS = re.compile(r"百分之(\d+(?:\.\d+)?)")
_FRACTION_WORDS = re.compile(rf"({NUMERAL})分之({NUMERAL})")
_CHINESE = re.compile(rf"(?<![第统唯专万单每])({NUMERAL}(?:点[零一二三四五六七八九]+)?)")
#: Counters that after a Chinese numeral rather belong to a word (一级, 一点, 一面 …) or to a rank.
_NOT_AFTER_NUMERAL = frozenset("级点面方度口分行列端线层档市县区成倍")
#: 一户一档: one for each, not one household.
_ONE_EACH = re.compile(r"一[一-鿿]一[一-鿿]")
_MAY_BE_CHINESE = re.compile("[零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟半]")
#: 半年1次, 一年四次, 每2年1次: the first numeral says how often, the second how many.
_HOW_OFTEN = re.compile(
    rf"(?<![\d第年月{NUMERAL[1:-2]}])(?:每(半|{NUMERAL}|\d{{1,2}})个?(年|季度|季|月|周|天|日)|(半|{NUMERAL}|\d)(年|周|天|日|个月))"
    rf"(?=[^\d;,.内前后]{{0,8}}(?:\d|{NUMERAL})[^\d;,.]{{0,3}}[次场期轮批回遍])"
)
_COUNTED = re.compile("[年季月周天日].*[次场期轮批回遍]")
_FEW = "零一两三四五六七八九十"


def with_arabic(text: str) -> str:
    """Chinese numerals written as Arabic ones where a unit follows, so that one grammar reads both."""
    if _MAY_BE_CHINESE.search(text) is None:
        return _once_a_while(text)
    text = _HALF.sub("0.5", _once_a_while(text))
    text = text.replace("百分之百", "100%").replace("百分百", "100%")
    text = _PERCENT_DIGITS.sub(r"\1%", text)
    text = _PERCENT_WORDS.sub(lambda m: f"{_digits(m.group(1))}%", text)
    text = _FRACTION_WORDS.sub(_fraction, text)
    if re.search(r"\d", text):
        return text
    return _CHINESE.sub(_chinese, text)


def _once_a_while(text: str) -> str:
    return _HOW_OFTEN.sub(_how_often, text) if _COUNTED.search(text) is not None else text


def _how_often(found: re.Match[str]) -> str:
    """`一年` → 每年, `2年` → 每两年; the numeral stays a word, so that it is not read as an amount."""
    count, unit = found[1] or found[3], (found[2] or found[4]).removeprefix("个")
    number = int(count) if count.isdecimal() else chinese_number(count)
    if number is None or not 0 < number < len(_FEW):
        return f"每半{unit}" if count == "半" else found.group()
    return f"每{_FEW[int(number)] if number > 1 else ''}{unit}"


def _digits(numeral: str) -> str:
    value = chinese_number(numeral)
    return numeral if value is None else format(value, "f")


def _fraction(found: re.Match[str]) -> str:
    below, above = chinese_number(found.group(1)), chinese_number(found.group(2))
    if not below or above is None:
        return found.group()
    return format((above / below * 100).quantize(Decimal("0.01")).normalize(), "f") + "%"


def _chinese(found: re.Match[str]) -> str:
    """A numeral becomes digits when it is the whole text or a unit follows that is not part of a word."""
    text, end = found.string, found.end()
    value = chinese_number(found.group(1))
    if value is None or (value == 0 and found.group(1) != "零"):
        return found.group()
    numeral = found.group(1)
    if any(_ONE_EACH.match(text, at) for at in (found.start(), found.start() - 2) if at >= 0):
        return found.group()
    if text.startswith("元", end) and numeral[-1] in "万亿" and len(numeral) > 1:
        return _digits(numeral[:-1]) + numeral[-1]
    unit, after = take_unit(text, end, ())
    known = unit is not NO_UNIT and (known_unit(unit.name.split("(")[0]) or unit.name.startswith("个"))
    whole = found.start() == 0 and end == len(text)
    if whole or (known and text[end] not in _NOT_AFTER_NUMERAL and not text.startswith(("性", "体"), after)):
        return format(value, "f")
    return found.group()
