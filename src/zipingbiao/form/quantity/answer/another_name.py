"""A figure that is told by another name than the one that was asked for: 注册用户12.6万 beside 并发用户数.

Whether the two are one thing only a person can say; the words tell that somebody has to look.
"""

from __future__ import annotations

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.roles import Role, said
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.read import parse
from zipingbiao.form.quantity.readings import Number, Range
from zipingbiao.form.quantity.text import NO_HAN, has_words_apart, normalise, shares_a_pair

_WORDS = late_pattern("[一-鿿]{2}")
#: So many characters that have nothing in common with what was asked are a matter of their own.
_A_MATTER = 4


def another_name(actual: str, answer: Number | Range, asked: str, year: int | None, words: Lexicon) -> str:
    """The words by which an actual of one figure, the `answer`, tells it, where they are not those that were asked for.

    Nothing where they are, where the figure is told without words, and where the answer was worked out of several.
    `asked`: the 三级指标 and the 指标值; `year`: of the evaluation.
    """
    if _WORDS.search(actual) is None:
        return ""
    parsed, about = parse(actual, year, words), normalise(asked)
    told = said(parsed.marked, parsed.all, words, about)
    done = [each for each in told if each.role >= Role.PART]
    if len(done) != 1 or not _is(done[0].figure.reading, answer):
        return ""
    before, after = (NO_HAN.sub("", part) for part in (done[0].before, done[0].after))
    subject = _bare(done[0].before, words)
    if shares_a_pair(subject + after, about):
        apart = shares_a_pair(subject, about) and has_words_apart(subject, about)
    else:
        apart = len(subject) >= _A_MATTER
    return before if apart else ""


def _is(told: Number | Range, answer: Number | Range) -> bool:
    """Whether the answer is the figure itself, not worked out of it: 各1台 of three things is 3."""
    if isinstance(told, Number) and isinstance(answer, Number):
        return (told.value, told.unit) == (answer.value, answer.unit)
    return told == answer


def _bare(before: str, words: Lexicon) -> str:
    """What stands before a figure, without the words with which any figure is told."""
    rest = words.stance["comparing"].sub("", before)
    for key in ("told", "changed", "met_with"):
        rest = words.roles[key].sub("", rest)
    return NO_HAN.sub("", rest)
