"""Excel number formats, as far as a reader of the form sees them: decimals, %, 年月日, fixed words."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from zipingbiao.record import record

#: Formats that a file names by number only (ECMA-376 18.8.30, with the zh-CN dates).
BUILTIN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}

_GENERAL = frozenset({"", "general", "standard", "@", "g/通用格式"})
_TOKEN = re.compile(r'"([^"]*)"|[\\!](.)|_.|\*.|\[[^\]]*\]|(.)', re.S)
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.([0#?]*))?|\.([0#?]+)")
#: Binary noise starts behind the 15th digit, as in Excel itself.
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)
_LARGEST_EXPONENT = 308
EPOCH_1900, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LAST_SERIAL = 2_958_465


@record(frozen=True, slots=True)
class NumberFormat:
    """The positive section of a format. `decimals` None: not fixed (General)."""

    decimals: int | None = None
    percent: bool = False
    before: str = ""
    after: str = ""
    year: bool = False
    month: bool = False
    day: bool = False

    @property
    def date(self) -> bool:
        return self.year or self.month or self.day


@lru_cache(maxsize=512)
def number_format(code: str) -> NumberFormat:
    """Read a format code (`0.00%`, `yyyy"年"m"月"`, `0"台"`)."""
    if code.strip().lower() in _GENERAL:
        return NumberFormat()
    pieces: list[tuple[str, bool]] = []
    for quoted, escaped, plain in _TOKEN.findall(code):
        if plain == ";":
            break
        if quoted or escaped:
            pieces.append((quoted or escaped, True))
        elif plain:
            pieces.append((plain, False))
    bare = "".join(text for text, literal in pieces if not literal)
    low = bare.lower()
    if not _DIGITS.search(bare) and re.search(r"[ymd]", low):
        clock = ":" in low or "h" in low or "s" in low
        year, day = "y" in low, "d" in low
        return NumberFormat(year=year, month="m" in low and (year or day or not clock), day=day)
    return _plain_number(pieces, bare)


def _plain_number(pieces: list[tuple[str, bool]], bare: str) -> NumberFormat:
    found = _DIGITS.search(bare)
    if found is None or "E" in bare.upper():
        return NumberFormat()
    before = after = ""
    started = False
    for text, literal in pieces:
        started = started or (not literal and text in "0#?.")
        if literal and not started:
            before += text
        elif literal:
            after += text
    decimals = len((found.group(1) or found.group(2) or "").replace("#", ""))
    return NumberFormat(decimals, "%" in bare, before.strip(), after.strip())


def clean(value: Decimal) -> Decimal:
    """The number without binary noise: at most 15 significant digits (0.98999999999999999 → 0.99)."""
    if len(value.as_tuple().digits) <= 15:
        return value
    return _FIFTEEN.plus(value).normalize()


@lru_cache(maxsize=8192)
def parse_number(text: str) -> Decimal | None:
    """A number as a file stores it; None for what no cell can hold (NaN, 1E999)."""
    try:
        value = Decimal(text)
    except ArithmeticError:
        return None
    if not value.is_finite() or abs(value.adjusted()) > _LARGEST_EXPONENT:
        return None
    return clean(value)


def exact_text(value: Decimal, decimals: int | None = None) -> str:
    """All digits of a number, with at least `decimals` decimals: 10 with 2 → `10.00`, 9.945 with 2 → `9.945`."""
    text = format(clean(value), "f")
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0").ljust(decimals or 0, "0")
    return f"{whole}.{fraction}" if fraction else whole


def rounded_text(value: Decimal, decimals: int) -> str:
    """The number as it is printed with `decimals` decimals, rounded half up."""
    return format(clean(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, Context(prec=400)), "f")


def date_text(value: date, code: str) -> str:
    """`2024年12月24日`; without the parts that the cell's format does not show (`2024年5月`, `12月24日`)."""
    shown = number_format(code)
    year, month, day = f"{value.year}年", f"{value.month}月", f"{value.day}日"
    if not shown.date or (shown.year and shown.day):
        return year + month + day
    return (year if shown.year else "") + (month if shown.month else "") + (day if shown.day else "")


def moment(serial: Decimal, epoch: datetime) -> date | None:
    """The day of a date serial, with its time where it has one; None where Excel knows no such day."""
    if not 1 <= serial <= _LAST_SERIAL:
        return None
    # The calendar of 1900 has a 29 February: days before it are one further from the epoch.
    shift = 1 if epoch is EPOCH_1900 and serial < 60 else 0
    seconds = int((serial * 86400).to_integral_value(ROUND_HALF_UP))
    found = epoch + timedelta(days=shift, seconds=seconds)
    return found if seconds % 86400 else found.date()
