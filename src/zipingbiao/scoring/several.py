"""Several things asked for in one cell: all reached is met, some partly, none missed.

A thing that the actual does not speak of leaves the row to a person; unless of the others one was reached and one was
not: then it is partly, whatever became of the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from zipingbiao.form.quantity.answer.roles import Said
from zipingbiao.form.quantity.in_words.asked import Stance
from zipingbiao.form.quantity.in_words.items import Told, told_of
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.read import TRIM
from zipingbiao.form.quantity.readings import Comparator, Item, Level, Several
from zipingbiao.form.quantity.sense import sense_of
from zipingbiao.form.quantity.text import normalise
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.convert import Money
from zipingbiao.scoring.judgement import Judgement
from zipingbiao.scoring.numbers import Asked, judge_number
from zipingbiao.scoring.qualities import by_stance
from zipingbiao.scoring.result import State

_LEVEL_OF = {State.DONE: Level.MET, State.OVER: Level.MET, State.MISSED: Level.MISSED}


def judge_several(
    target: Several,
    actual: str,
    told: Sequence[Said],
    levels: str,
    words: Lexicon,
    money: Money,
    rulebook: Rulebook,
) -> Judgement:
    """The verdict on `actual`, of which `told` are the figures. 全部完成 answers for everything listed."""
    text = normalise(actual)
    if text.strip(TRIM) in words.done:
        return by_stance(Stance(Level.MET), rulebook)
    answers = told_of(text, target, told, words)
    if answers is None:
        return by_stance(Stance(Level.UNKNOWN), rulebook)
    found = [
        _level(item, answer, levels, words, money, rulebook)
        for item, answer in zip(target.items, answers, strict=True)
    ]
    return by_stance(_together(found, planned=all(answer.stance.planned for answer in answers)), rulebook)


def _level(item: Item, answer: Told, levels: str, words: Lexicon, money: Money, rulebook: Rulebook) -> Level:
    sure = answer.stance.level is not Level.MET
    if answer.number is None and item.number is not None and answer.counted and not sure:
        return Level.UNKNOWN  # 排查56项，整改52项 beside 整改率100%
    if answer.number is None or item.number is None:
        return answer.stance.level
    own = item.number.comparator
    way = own if own is not Comparator.BARE else sense_of(item.number, levels, item.what, words)
    judged = judge_number(Asked(item.number, way), answer.number, (), money, rulebook)
    return _LEVEL_OF.get(judged.state, Level.UNKNOWN)


def _together(found: Sequence[Level], *, planned: bool) -> Stance:
    levels = set(found)
    if levels == {Level.MET}:
        return Stance(Level.MET)
    if levels == {Level.MISSED}:
        return Stance(Level.MISSED, planned=planned)
    behind, reached = levels & {Level.MISSED, Level.PARTIAL}, levels & {Level.MET, Level.PARTIAL}
    return Stance(Level.PARTIAL if behind and reached else Level.UNKNOWN)
