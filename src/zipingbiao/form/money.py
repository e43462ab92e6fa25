"""Printed amounts, weights and scores. Decimal only, rounded half up; a printed amount is an interval.

A body computes with 元 and prints 万元 with two decimals: 200.25 stands for every amount between 200.245 and
200.255. Recomputing from the printed figures alone would call right forms wrong.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from zipingbiao.record import record

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－＋％", "0123456789.,-+%")
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[-+]?\.\d+")
#: More digits than any budget of the world has; longer ones are typing accidents.
_MAX_DIGITS = 30

#: Wide enough for every printed number, whatever context the host has set.
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
#: The same figures are asked for by scoring, checks and writing; figures repeat between forms too.
_REMEMBERED = 8192

YUAN_PER_WAN = Decimal(10000)
#: A unit behind the figure in the cell itself (`150万`, `1,500,000元`) → how many of it make 万元.
_IN_CELL = re.compile(r"(.+?)[(（]?(亿元|亿|千万元|百万元|万元|万|千元|元)[)）]?")
#: The units that a form may print its amounts in → how many of them make 万元.
MONEY_UNITS = {
    "亿元": Decimal("0.0001"),
    "千万元": Decimal("0.001"),
    "百万元": Decimal("0.01"),
    "万元": Decimal(1),
    "千元": Decimal(10),
    "元": YUAN_PER_WAN,
}
_PER_WAN = MONEY_UNITS | {"亿": MONEY_UNITS["亿元"], "万": Decimal(1)}


def round_half_up(value: Decimal, places: int) -> Decimal:
    """四舍五入 to `places` decimals."""
    return value.quantize(_last_place(places), context=_WIDE)


def for_a_sentence(value: Decimal, places: int) -> Decimal:
    """四舍五入 for people; with more decimals where something would read as nothing, or not quite 100 as 100."""
    rounded = round_half_up(value, places)
    while rounded != value and rounded in (0, 100):
        places += 1
        rounded = round_half_up(value, places)
    return rounded


@lru_cache(maxsize=32)
def _last_place(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def part_of(points: Decimal, share: Fraction, places: int = 2) -> Decimal:
    """四舍五入 of a share of so many points, computed exactly: 3.75 × 5/6 → 3.13."""
    if share.numerator == share.denominator:
        return round_half_up(points, places)
    cents = Fraction(points) * share * 10**places
    whole = (2 * abs(cents.numerator) + cents.denominator) // (2 * cents.denominator)
    return Decimal(whole if cents >= 0 else -whole).scaleb(-places, _WIDE)


def with_unit(text: str, unit: str) -> str:
    """A printed amount as a message tells it: 86 with the unit of the form, 86万元 as it stands."""
    return f"{text}{unit}" if number(text) is not None else text


def compact(text: str) -> str:
    """The text without white space, with half-width digits, points, commas, signs and %."""
    return _SPACE.sub("", text).translate(_FULL_WIDTH)


@lru_cache(_REMEMBERED)
def number(text: str) -> Decimal | None:
    """A plain printed number (`10`, `10.00`, `1,234.5`, `１０`); None for anything else, a unit or % included."""
    found = _NUMBER.fullmatch(compact(text))
    if found is None or len(found.group()) > _MAX_DIGITS:
        return None
    return Decimal(found.group().replace(",", ""))


@lru_cache(_REMEMBERED)
def points(text: str) -> Decimal | None:
    """A printed 分值 or 得分: a plain number, or one with 分 behind it, which a check tells (Excel adds up no text)."""
    return number(compact(text).removesuffix("分"))


@lru_cache(_REMEMBERED)
def decimals(text: str) -> int:
    """Decimals printed: `99.44%` → 2, `10` → 0."""
    found = re.search(r"\.(\d+)", compact(text))
    return len(found.group(1)) if found else 0


@lru_cache(_REMEMBERED)
def percent(text: str) -> Decimal | None:
    """A printed rate in percent: `99.44%` → 99.44. 0.9944 and 1 without % are fractions, 99.44 is percent."""
    plain = compact(text)
    if plain.endswith("%"):
        return number(plain[:-1])
    value = number(plain)
    if value is None:
        return None
    if not _is_fraction(plain, value):
        return value
    return round_half_up(value * 100, max(decimals(plain) - 2, 2)) if "." in plain else value * 100


def _is_fraction(plain: str, value: Decimal) -> bool:
    """Whether a rate without % is written as a fraction: at most 1, or up to 2 with decimals (1.0259)."""
    return abs(value) <= 1 or ("." in plain and abs(value) <= 2)


@lru_cache(_REMEMBERED)
def percent_decimals(text: str) -> int:
    """Decimals of the percent figure as printed: `99.44%` → 2, the fraction `0.9944` → 2."""
    plain = compact(text)
    value = number(plain)
    if not plain.endswith("%") and value is not None and _is_fraction(plain, value):
        return max(0, decimals(plain) - 2)
    return decimals(plain)


@record(frozen=True, slots=True)
class Interval:
    """All values that a printed figure can stand for; both ends included."""

    low: Decimal
    high: Decimal

    @property
    def middle(self) -> Decimal:
        return (self.low + self.high) / 2

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def overlaps(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high


@lru_cache(_REMEMBERED)
def amount(text: str, unit: str, half_width: Decimal) -> Interval | None:
    """A printed amount in 万元 as an interval; None if it is no amount.

    Half-width: the smaller of half the last printed place and `half_width` (万元, or the form's coarser unit). `unit`
    is the form's own (元, 万元, 亿元 …); a unit in the cell itself goes before it.
    """
    found = _figure_and_unit(text, unit)
    if found is None:
        return None
    value, per_wan, places = found
    last_place = Decimal(1).scaleb(-places) / 2 / per_wan
    # Nobody prints 亿元 to the 元: what is meant by the half-width is as coarse as the unit.
    half = min(last_place, half_width / min(per_wan, Decimal(1)))
    middle = value / per_wan
    return Interval(middle - half, middle + half)


@lru_cache(_REMEMBERED)
def exact_amount(text: str, unit: str) -> Decimal | None:
    """The printed amount itself in 万元."""
    found = _figure_and_unit(text, unit)
    return None if found is None else found[0] / found[1]


def in_unit(wan: Decimal, unit: str) -> Decimal:
    """An amount in 万元 as so many of another unit."""
    return wan * MONEY_UNITS.get(unit, Decimal(1))


def is_amount(text: str) -> bool:
    """Whether a text is an amount, with or without its unit."""
    return _figure_and_unit(text, "") is not None


def _figure_and_unit(text: str, unit: str) -> tuple[Decimal, Decimal, int] | None:
    """The figure, how many of its unit make 万元, and its decimals."""
    value = number(text)
    if value is not None:
        return value, MONEY_UNITS.get(unit, Decimal(1)), decimals(text)
    found = _IN_CELL.fullmatch(compact(text))
    value = number(found[1]) if found is not None else None
    if found is None or value is None:
        return None
    return value, _PER_WAN[found[2]], decimals(found[1])


def plain(value: Decimal) -> str:
    """A number for a sentence: no exponent, no trailing zeros (`0.50` → `0.5`, `1E+2` → `100`)."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
