"""A target in words and what answers it: by the band of what the words say."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.in_words.asked import Stance
from zipingbiao.form.quantity.readings import Level, Moment, Number, Reading, Word, YesNo
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.judgement import Judgement
from zipingbiao.scoring.result import Hint, State
from zipingbiao.scoring.timing import by_deadline

_STATE_OF: Mapping[Level, State] = {
    Level.MET: State.MET,
    Level.PARTIAL: State.PARTIAL,
    Level.MISSED: State.NOT_MET,
}


_DATE = late_pattern(r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?=[^\d]|$)")
_NO = late_pattern("(?:^|[,;.()])(?:否|不是|没有|无)(?=$|[,;.()])")
_YES = late_pattern("(?:^|[,;.()])(?:是|有)(?=$|[,;.()])")
#: 5月30日被驳回: a day, and nothing of the kind was reached on it.
_TAKEN_BACK = late_pattern("[未没否驳]|退回|不予|暂停|中止|终止")


@lru_cache(maxsize=32)
def _bands(rows: tuple[tuple[str, Decimal], ...]) -> Mapping[Level, Fraction]:
    return {Level(name): Fraction(share) for name, share in rows}


def banded(level: Level, rulebook: Rulebook) -> Judgement:
    """The band of a level. The first is closed, so its top is the 分值; in the others a person decides below the top."""
    share = _bands(rulebook.table("qualitative.bands"))[level]
    return Judgement(_STATE_OF[level], share, "qualitative.bands", below=level is not Level.MET)


def unknown_words() -> Judgement:
    """Words nobody can tell: no ceiling, and a person decides."""
    return Judgement(State.UNREADABLE, None, "qualitative.unknown", hints=(Hint.WORD_OUTSIDE_LEXICON,))


def by_stance(stance: Stance, rulebook: Rulebook) -> Judgement:
    """The verdict on what a text was found to say."""
    if stance.level is Level.UNKNOWN:
        return unknown_words()
    judged = banded(stance.level, rulebook)
    hints = (Hint.CONTRARY,) * stance.contrary + (Hint.ONLY_PLANNED,) * stance.planned
    return judged.hinting(*hints)


def is_whole(number: Number) -> bool:
    """100 %, or the number 1 of an unformatted cell."""
    if number.unit.dimension == "ratio":
        return number.value * number.unit.factor >= 1
    return number.numeric and number.value == 1


def _no(rulebook: Rulebook) -> Judgement:
    return Judgement(State.NOT_MET, Fraction(rulebook.number("yesno.no_share")), "yesno.no_share")


def _said_outright(text: str) -> bool | None:
    """是，5月验收; 2024年否; 有(办法已印发): 是 or 否 by itself, whatever stands beside it; None where neither does."""
    bare = _DATE.sub("", text)
    no, yes = _NO.search(bare), _YES.search(bare)
    return None if (no is None) is (yes is None) else yes is not None


def judge_yes_no(
    target: YesNo,
    actual: Reading,
    stance: Stance,
    deadline: Moment | None,
    rulebook: Rulebook,
    *,
    text: str,
) -> Judgement:
    """是 as a target: by the deadline of the 三级指标, or by what the text says. `text`: the actual, in one spelling."""
    met = banded(Level.MET, rulebook)
    denies = text.startswith(("未", "没", "无", "不"))
    said = _said_outright(text)
    if said is not None:
        return met if said is target.yes else _no(rulebook)
    match actual:
        case Moment() if not target.yes:
            return unknown_words()
        case Moment() if deadline is not None:
            return by_deadline(deadline, actual, rulebook)
        case Moment() if _TAKEN_BACK.search(text) is not None or stance.level in (
            Level.MISSED,
            Level.PARTIAL,
        ):
            return unknown_words()
        case Moment():
            return met.hinting(Hint.NO_DEADLINE)
        case YesNo():
            return met if actual.yes is target.yes else _no(rulebook)
        case Number() if actual.value == 0:
            return _no(rulebook) if target.yes else met
        case Number() if target.yes and is_whole(actual):
            return met
        case Number():
            return unknown_words()
        case _ if not target.yes:
            return met if denies else unknown_words()
        case _ if stance.level is Level.UNKNOWN:
            return unknown_words()
        case _ if stance.level is Level.MISSED:
            return _no(rulebook).hinting(*(Hint.ONLY_PLANNED,) * stance.planned)
        case _:
            return by_stance(stance, rulebook)


def judge_word(
    target: Word, actual: Reading, stance: Stance, rulebook: Rulebook, *, moves: bool = False
) -> Judgement:
    """A target in words; `moves`: it asks for a direction, which 100% does not tell. An option list (好坏) asks for its highest level; a date answers what asks for a deed."""
    match actual:
        case YesNo():
            return banded(Level.MET if actual.yes else Level.MISSED, rulebook)
        case Number() if is_whole(actual) and not moves:
            return banded(Level.MET, rulebook)
        case Moment() if (
            stance.level is Level.UNKNOWN
            and target.done
            and actual.first != actual.last.replace(month=1, day=1)
        ):
            return banded(Level.MET, rulebook).hinting(Hint.NO_DEADLINE)
        case Word() if actual.scale:
            return unknown_words()
        case _:
            return by_stance(stance, rulebook)
