"""A text as a message quotes it: its beginning, cut where no number is cut in two (2025年 never becomes 202)."""

from __future__ import annotations

import re

_NUMERALS = "[零〇一二三四五六七八九十百千万亿两点]"
#: One figure: digits with their point, separators and the like; a numeral written out, which is never as long as a table.
_FIGURE = re.compile(
    r"[0-9０-９]+(?:[.．,，:：/／\-－][0-9０-９]+)*[%％‰]?"
    rf"|(?<!{_NUMERALS}){_NUMERALS}{{2,12}}(?!{_NUMERALS})"
)
#: Letters of one figure that a text begins with and that is longer than what is shown.
_LONGEST = 20


def shortened(text: str, most: int) -> str:
    """The text, or its first `most` letters and `…`; fewer where a number would be cut, more where it begins with a long one."""
    if len(text) <= most:
        return text
    cut = next((found.span() for found in _FIGURE.finditer(text) if found.end() > most), (most, most))
    at = most if cut[0] >= most else cut[0] or min(cut[1], most + _LONGEST)
    return f"{text[:at]}…" if at < len(text) else text
