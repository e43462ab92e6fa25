"""中文数字: `三`, `十二`, `两百五十`, `三万二千`, `百分之九十五`, `三分之二`, `半`."""

from __future__ import annotations

from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_DIGITS |= {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
_STEPS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
NUMERAL = "[零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+"
_DECIMAL = late_pattern(f"({NUMERAL})(?:点([零一二三四五六七八九]+))?")


def chinese_number(text: str) -> Decimal | None:
    """The value of a Chinese numeral, None if it is not well formed."""
    found = _DECIMAL.fullmatch(text)
    if found is None:
        return None
    whole = _whole(found.group(1))
    if whole is None:
        return None
    fraction = "".join(str(_DIGITS[c]) for c in found.group(2) or "")
    return Decimal(f"{whole}.{fraction}") if fraction else Decimal(whole)


def _whole(text: str) -> int | None:
    if len(text) > 1 and all(c in _DIGITS for c in text):  # 二零二四
        return int("".join(str(_DIGITS[c]) for c in text))
    total, group, digit = 0, 0, None
    for c in text:
        if c in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[c]
        elif c in _STEPS:
            group += (1 if digit is None else digit) * _STEPS[c]
            digit = None
        else:
            total = (
                (total + group + (digit or 0)) * _GROUPS[c]
                if c == "亿"
                else total + (group + (digit or 0)) * _GROUPS[c]
            )
            group, digit = 0, None
    return total + group + (digit or 0)
