"""Grades of one scale: 优 answered by 良 is one step down, 合格 by 不合格 the last."""

from __future__ import annotations

from collections.abc import Sequence

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.in_words.asked import Asked
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.readings import Level

_A_WORD = 2
_GRADE_NOUN = late_pattern("(?<=[一-鿿]{2})(?:等[次级]|档次?|水平)$")
#: A clause no longer than this says nothing but the grade and whose it is.
_A_GRADE = 10
_OF_ANOTHER_WORD = late_pattern("(?!等[次级]|档次?$|水平$)(?:[率证品性度者数线]|以上|及以上|的?[一-鿿]{2,})")
#: 考核为合格, 获评优秀: the grade at the end.
_GRADED = late_pattern(
    "(?:评为|评定为|定为|结果为|结论为|等次为|等级为|均为|获评|获得|达到|[一-鿿]{2}为)([一-鿿]{1,3})$"
)


def step_between(clause: str, asked: Asked, words: Lexicon) -> Level | None:
    """优 answered by 良, or 考核均为优秀 by 考核为合格: one step down is partly, the last step is missed."""
    best, found = _graded(asked.text), _graded(clause)
    for family in words.steps:
        wanted, got = _step(best, family), _step(found, family)
        if wanted is not None and got is not None:
            last = len(family) - 1
            return Level.MET if got <= wanted else Level.MISSED if got == last else Level.PARTIAL
    return _lower_step(clause, best, words)


def _lower_step(clause: str, best: str, words: Lexicon) -> Level | None:
    """优秀 answered by 考核合格, 本年度良好: a lower step of the scale, whatever words stand around it; None where none does."""
    for family in words.steps:
        wanted = _step(best, family)
        if wanted is None:
            continue
        told = [(n, word) for n, step in enumerate(family) for word in step if _is_told(word, clause)]
        if not told or min(n for n, _ in told) <= wanted:
            continue
        longest = max(told, key=lambda each: len(each[1]))
        if longest[0] > wanted and len(clause) <= _A_GRADE:
            return Level.MISSED if longest[0] == len(family) - 1 else Level.PARTIAL
    return None


def _is_told(word: str, clause: str) -> bool:
    """Whether a grade stands in a clause by itself: in 合格率 and 良好发展 it does not."""
    at = clause.find(word)
    if at < 0 or len(word) < _A_WORD:
        return False
    after = clause[at + len(word) :]
    return _OF_ANOTHER_WORD.match(after) is None and not clause[:at].endswith(("不", "未", "非"))


def _graded(text: str) -> str:
    """What a text names at its end as what was found; the text itself where it names nothing so."""
    text = _GRADE_NOUN.sub("", text)
    told = _GRADED.search(text)
    return text if told is None else told[1]


def _step(word: str, family: Sequence[frozenset[str]]) -> int | None:
    """Which step of a scale a word is."""
    return next((n for n, step in enumerate(family) if word in step), None)
