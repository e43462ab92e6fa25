"""What is read as words: 是/否, option lists, listed words, and ranks that only equal themselves (`二级`, `Ⅲ类`)."""

from __future__ import annotations

import re

from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.readings import Level, Reading, Word, YesNo

_RANK = re.compile(
    r"[≥≤=]?(?:(?:[一二三四五六七八九十甲乙丙]|[ABCD]{1,3}|\d[AS]?|劣?[Ⅰ-Ⅹ]|劣?[IV]{1,3})(?:级|等|类|星级|星))+(?:以上|及以上)?"
)
_REACHED = re.compile(r"^已?达到?(?!标)")


def _rank(text: str) -> Word | None:
    """`二级`, `AAA级`, `达到Ⅲ类`: a rank that only equals itself; 达到 alone does not say which was reached."""
    rank = _REACHED.sub("", text)
    ranked = _RANK.fullmatch(rank) or (rank != text and _RANK.search(rank))
    return Word(rank, Level.UNKNOWN) if ranked else None


def listed_word(text: str, lexis: Lexicon) -> Word | None:
    """A listed word, or a rank; where only 达到 is listed, the rank decides."""
    word = lexis.word(lexis.strip_prefix(text)[0])
    rank = _rank(text) if word is None or word.done else None
    return rank or word


def exact_reading(text: str, lexis: Lexicon) -> Reading | None:
    """Readings that the whole cell decides: 是, 否, an option list, a one-character word."""
    if text in lexis.yes:
        return YesNo(True)
    if text in lexis.no:
        return YesNo(False)
    rest, prefixed = lexis.strip_prefix(text)
    bare = re.sub(r"[、/,;·|]", "", rest)
    if bare in lexis.yes_no_scales:
        return YesNo(True)
    if lexis.is_scale(rest):
        return Word(bare, Level.MET, scale=True)
    if prefixed and not rest:
        return Word(text, Level.MET, scale=True)
    if rest in lexis.yes:
        return YesNo(True)
    if rest in lexis.no:
        return YesNo(False)
    return None
