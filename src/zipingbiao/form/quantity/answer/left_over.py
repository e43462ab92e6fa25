"""A clause that takes something back and that no class of the grammar accounts for: 两项已建成，第三项通报未发.

Whatever the rest of the text says, beside such a clause nobody but a person may give full marks.
"""

from __future__ import annotations

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.text import normalise

_CLAUSES = late_pattern(r"[;,!?:()]|(?<!\d)\.|\.(?!\d)")
_BUT = late_pattern("^但是?")
_DIGIT = late_pattern(r"\d")


def left_over(actual: str, asked: str, words: Lexicon) -> str:
    """The first such clause of an actual; nothing where there is none.

    Clauses with a figure are told by their figures. What says that something bad was not there (未发生事故, 未超标准)
    takes nothing back, nor does a word that was asked for itself. `asked`: the 三级指标 and the 指标值.
    """
    text = normalise(actual)
    signs = words.stance["taking_back"]
    if signs.search(text) is None:
        return ""
    starting = words.times["start"].search(asked) is not None
    for clause in _CLAUSES.split(text):
        if _DIGIT.search(clause) is not None:
            continue
        absent = words.stance["absent"].search(clause)
        rest = _BUT.sub("", clause[: absent.start()]) if absent is not None else clause
        rest = words.stance["not_beyond"].sub("", rest)
        if starting:
            rest = words.stance["underway"].sub("", rest)  # 正在编制 beside 启动编制
        if any(sign.group() not in asked for sign in signs.finditer(rest)):
            return clause
    return ""
