"""One spelling for what clerks spell in many ways: white space, full-width characters, comparators."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from zipingbiao.form.late_pattern import late_pattern

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPELLINGS = str.maketrans(
    {
        **{chr(code): chr(half) for code, half in _FULL_WIDTH.items()},
        "﹦": "=", "═": "=", "〓": "=", "≧": "≥", "⩾": "≥", "≮": "≥", "≦": "≤", "⩽": "≤", "≯": "≤", "﹥": ">", "﹤": "<", "‹": "<", "›": ">", "〈": "<", "〉": ">", "⟨": "<", "⟩": ">",
        "﹪": "%", "〜": "~", "∼": "~", "–": "-", "—": "-", "―": "-", "−": "-", "‐": "-", "‑": "-",
        "＊": "×", "*": "×", "✕": "×", "╳": "×", "、": "、", "〇": "零", "。": ".",
        "“": None, "”": None, '"': None, "'": None, "‘": None, "’": None, "《": None, "》": None,
        **{chr(code): ";" for code in range(0x2460, 0x2474)},
    }
)  # fmt: skip
_SPACE = late_pattern(r"[\s\u200b\ufeff\x00-\x1f]+")
#: Most texts of one cell hold no sign that has another spelling.
_RESPELT = late_pattern(f"[{''.join(re.escape(chr(code)) for code in _SPELLINGS)}]")
_COMPARATORS = (
    (late_pattern(r">=|=>|≥=|>或="), "≥"),
    (late_pattern(r"<=|=<|≤=|<或="), "≤"),
    (late_pattern(r"≥{2,}"), "≥"),
    (late_pattern(r"≤{2,}"), "≤"),
    (late_pattern(r"={2,}"), "="),
    (late_pattern(r"\+/-|正负(?=\d)"), "±"),
)
#: The time of day that a spreadsheet adds to a date.
_CLOCK = late_pattern(r"(?<=\d)[ T]\d{1,2}:\d{2}(?::\d{2})?(?!\d)")
#: `1.`, `(2)`, `3、` in front of a text.
_NUMBERING = late_pattern(r"^(?:\(\d{1,2}\)|(?:1|\d{1,2}(?=.*[;,.\n]\d{1,2}[.、)]))[.、)])(?=[^\d.])")
#: 8,412人
_THOUSANDS = late_pattern(r"(?<=\d),(?=\d{3}(?:,\d{3})*(?!\d))")
_INCLUDED = late_pattern(r"\(不?含(?:[^()\d]?|[税运本][^()\d]{0,3}|安装[^()\d]{0,3})\)")
_MAY_BE_COMPARATOR = late_pattern("[<>=≥≤+正][<>=≥≤或/负]")
#: `2024年12月31日24时`: the hour adds nothing to the day.
_HOUR = late_pattern(r"(?<=\d[日号])\d{1,2}时(?![间长])")
#: `24年12月`: a year in two digits.
_SHORT_YEAR = late_pattern(r"(2(?<!\d2)\d年)(?=\d{1,2}月)")
#: `¥500万`: the sign of the unit stands in front.
_YUAN = late_pattern(r"[¥￥]([\d,.]*\d[百千]?[万亿]?)元?")
#: `3×10⁻³`, `5.1×10^3`: a power of ten.
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = late_pattern(r"(\d(?:\.\d+)?)×10(?:\^([+-]?\d{1,3})|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))")
_LARGEST_POWER = 20
#: 0.572→0.581, 由9件到4件: from the one to the other.
_ARROW = late_pattern(r"由?(\d[\d.,]*[%‰]?[一-鿿]{0,3})(?:→|->|⟶|—>)(?=\d)")
_FROM_TO = late_pattern(
    r"([由从]\d[\d.,]*[%‰]?(?:(?![升降增减提高低涨缩延压上下扩拓])[一-鿿]){0,3}(?:/[一-鿿]{1,2})?)(?:扩大?|扩充|拓展)?[到至](?=\d)"
)
#: 168降到165
_LOWERED = late_pattern(
    r"(?<![由从\d.,%])(?<![由从][上去]年)(\d[\d.,]*[%‰]?(?:(?![升降增减提高低涨缩延压上下])[一-鿿]){0,3})(?:下?降|减少?|上?升|增加?|提高|压减?|压缩|缩短?|扩大?|扩充|拓展)[到至为](?=\d)"
)
#: What is no Chinese character.
NO_HAN = late_pattern("[^一-鿿]+")
#: Most words have two characters.
_A_WORD = 2
_TRAILING = ".;,:"


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """The text in one spelling: no white space, half-width, ≥ ≤ = as single signs, `(含)` dropped."""
    # Most texts hold none of this; asking first is quicker than replacing nothing.
    out = _CLOCK.sub("", text) if ":" in text else text
    if " " in out or not out.isprintable():
        out = _SPACE.sub("", out)
    if _RESPELT.search(out) is not None:
        out = out.translate(_SPELLINGS)
    if _MAY_BE_COMPARATOR.search(out) is not None:
        for pattern, sign in _COMPARATORS:
            out = pattern.sub(sign, out)
    numbering = _NUMBERING.match(out)
    if numbering is not None:
        out = out[numbering.end() :]
    if "," in out:
        out = _THOUSANDS.sub("", out)
    if "含" in out:
        out = _INCLUDED.sub("", out)
    if "时" in out:
        out = _HOUR.sub("", out)
    if "年" in out:
        out = _SHORT_YEAR.sub(r"20\1", out)
    if "¥" in out or "￥" in out:
        out = _YUAN.sub(r"\1元", out)
    if "→" in out or "->" in out:
        out = _ARROW.sub(r"由\1变为", out)
    if "由" in out or "从" in out:
        out = _FROM_TO.sub(r"\1变为", out)
    if "到" in out or "至" in out:
        out = _LOWERED.sub(r"由\1变为", out)
    if "×10" in out:
        out = _POWER.sub(_in_full, out)
    return out.rstrip(_TRAILING)


def _in_full(found: re.Match[str]) -> str:
    """1.2×10⁶ is 1200000, whatever stands behind it; a power that no amount has stays as it was typed."""
    power = int(found[2] or found[3].translate(_RAISED))
    return f"{Decimal(found[1]).scaleb(power):f}" if abs(power) <= _LARGEST_POWER else found.group()


def pairs_of(text: str) -> tuple[str, ...]:
    """The characters of a text two by two, as they stand together."""
    return tuple(text[i : i + 2] for i in range(len(text) - 1))


def shares_a_pair(text: str, other: str) -> bool:
    """Whether two characters that stand together in a text stand together in the other too: most words have two."""
    return any(text[i : i + 2] in other for i in range(len(text) - 1))


def has_words_apart(text: str, other: str) -> bool:
    """Whether a text has a word of which the other holds no two neighbouring characters."""
    apart = [True] * len(text)
    for i in range(len(text) - 1):
        if text[i : i + 2] in other:
            apart[i] = apart[i + 1] = False
    kept = "".join(sign if alone else " " for sign, alone in zip(text, apart, strict=True))
    return any(len(word) >= _A_WORD for word in kept.split())
