"""What an actual in words says of a target in words: met, partly, missed, or nothing that can be told.

An actual is the answer to its target: full marks need that it repeats what is asked, goes the same way, or says so with
a word of the highest level, and takes nothing back. Each clause is told by its parts (direction, degree, negation, hedge,
stage, presence or absence of something bad); the sentence is as good as its worst clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from zipingbiao.form.quantity.lexicon import TWICE_DENIED, Lexicon
from zipingbiao.form.quantity.movement import Move, Way, moves_in
from zipingbiao.form.quantity.ranks import Reached, reached
from zipingbiao.form.quantity.readings import Level, Number
from zipingbiao.form.quantity.roles import Role, Said, without_name
from zipingbiao.form.quantity.text import normalise
from zipingbiao.form.quantity.units import same_kind

_CLAUSES = re.compile(r"[;,.!?:()]|但是?|然而|不过|而(?=[^且])")
_NEAR = 8
_NUMBERED = re.compile(r"[1-9]\d*(?:\.\d+)?(?:起|件|次|例|人|个|处|宗|户|项|家|名|%|‰)")
_NOTHING_OF = re.compile(
    "(?:无(?!线|障碍|纸|偿|人机|害化|缝|限|论)|没有|不存在|零(?!售|距离|星|部件)|杜绝|不发生|不出现)"
)
_MENDED = re.compile("整改|处置|处理|解决|办结|化解|追回|排除|排查|修复|消除|整治|治理|控制|防范|防控")
_DEGREE_BEFORE = 6


@dataclass(frozen=True, slots=True)
class Stance:
    """What was told, and by what: `contrary` (the opposite of what is asked), `partly` (something is taken back)."""

    level: Level
    contrary: bool = False
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What the target and the name of the indicator ask for, in words."""

    text: str
    name: str
    move: Move | None
    strong: bool
    absence: bool
    start: bool
    whole: bool

    @property
    def tells(self) -> bool:
        """Whether the target can be judged by its words: it names a direction, an absence, or all of something."""
        return self.move is not None or self.absence or self.whole


def asked_in(text: str, name: str, words: Lexicon) -> Asked:
    """A target in words, taken apart once."""
    told = words.strip_prefix(normalise(text).removeprefix("="))[0]
    label = normalise(name)
    moves = list(moves_in(told, label, words))
    stance = words.stance
    absence = stance["absent"].search(told) is not None and stance["bad"].search(told + label) is not None
    absence = absence or _NOTHING_OF.match(told) is not None
    times = words.times
    return Asked(
        text=told,
        name=label,
        move=moves[0] if moves else None,
        strong=stance["strong"].search(told) is not None or stance["complete"].search(told) is not None,
        absence=absence or words.is_zero(told),
        start=times["start"].search(told + label) is not None and times["end"].search(told) is None,
        whole=stance["whole"].search(told) is not None,
    )


def stance_of(actual: str, asked: Asked, words: Lexicon, told: Sequence[Said] = ()) -> Stance:
    """What an actual says of what was asked in words. `told`: the figures of the actual with their roles."""
    by_figures = _by_figures(actual, asked, words, told)
    if by_figures is not None:
        return by_figures
    by_words = _by_words(actual, asked, words)
    rank = reached(asked.text, normalise(actual))
    if rank in (Reached.SAME, Reached.BETTER) and by_words.level is Level.UNKNOWN:
        return Stance(Level.MET)
    if rank is Reached.WORSE and by_words.level in (Level.MET, Level.UNKNOWN):
        return Stance(Level.PARTIAL)
    return Stance(Level.UNKNOWN) if rank is Reached.OTHER and by_words.level is Level.MET else by_words


def _by_words(actual: str, asked: Asked, words: Lexicon) -> Stance:
    text = words.strip_prefix(normalise(actual))[0].removeprefix("=")
    if text == asked.text or text in words.done:
        return Stance(Level.MET)
    clauses = [clause for clause in _CLAUSES.split(text) if clause]
    told = [one for clause in clauses for one in _clause(clause, asked, words)]
    bad = [each for each in told if each.level is Level.MISSED]
    good = any(each.level is Level.MET for each in told)
    if bad:
        level = Level.PARTIAL if good and not all(each.contrary for each in bad) else Level.MISSED
        return Stance(level, any(each.contrary for each in bad), any(each.planned for each in bad))
    if any(each.level is Level.PARTIAL for each in told):
        return Stance(Level.PARTIAL)
    if good or _repeats(text, asked, words):
        return Stance(Level.MET)
    return Stance(Level.UNKNOWN)


def _by_figures(actual: str, asked: Asked, words: Lexicon, told: Sequence[Said]) -> Stance | None:
    """What the figures say: fewer than all of it, or more or less than a year before; None where they say nothing."""
    if asked.whole:
        share = _part_of_all(told)
        if share is not None:
            return Stance(Level.PARTIAL) if share < 1 else None
        counted = [
            e
            for e in told
            if e.figure.reading.unit.dimension.startswith("counter") and e.role is not Role.LACKING
        ]
        if (
            counted
            and words.stance["whole"].search(normalise(actual)) is None
            and words.whole.search(actual) is None
        ):
            return Stance(Level.UNKNOWN)
    went = _went(told)
    if went is None or asked.move is None or asked.move.way not in (Way.UP, Way.DOWN, Way.STEADY):
        return None
    wanted = asked.move
    if went is Way.STEADY:
        return Stance(Level.MET if wanted.negated or wanted.way is Way.STEADY else Level.MISSED)
    if wanted.negated:
        return Stance(Level.MISSED, contrary=True) if went is wanted.way else Stance(Level.MET)
    if wanted.way is Way.STEADY:
        return None
    return Stance(Level.MET) if went is wanted.way else Stance(Level.MISSED, contrary=True)


def _part_of_all(told: Sequence[Said]) -> Decimal | None:
    """3条中2条, 覆盖率82%, 尚有5户: what part of the whole was done."""
    if any(each.role is Role.LACKING and _number(each) for each in told):
        return Decimal(0)
    for one, other in pairwise(told):
        whole, part = _number(one), _number(other)
        if one.role is Role.BASE and whole and part is not None:
            return part / whole
    rates = [e for e in told if e.figure.reading.unit.dimension == "ratio" and e.role > Role.EARLIER]
    values = [value for each in rates if (value := _number(each)) is not None]
    return min(values) / 100 if values and all(e.figure.reading.unit.name == "%" for e in rates) else None


def _number(each: Said) -> Decimal | None:
    reading = each.figure.reading
    return reading.value if isinstance(reading, Number) else None


def _went(told: Sequence[Said]) -> Way | None:
    """Which way two figures of one kind went, one of them of an earlier time: 86起，上年同期81起; 由182减至175."""
    earlier = [each for each in told if each.role in (Role.EARLIER, Role.FROM)]
    now = [each for each in told if each.role >= Role.PART]
    if len(earlier) != 1 or not now:
        return None
    before = earlier[0].figure.reading
    same = [each for each in now if same_kind(each.figure.reading.unit, before.unit)]
    was, is_ = _number(earlier[0]), _number(same[0]) if len(same) == 1 else None
    if was is None or is_ is None:
        return None
    return Way.UP if is_ > was else Way.DOWN if is_ < was else Way.STEADY


def _repeats(text: str, asked: Asked, words: Lexicon) -> bool:
    """Whether the actual holds what is asked, word for word, and does not deny it."""
    at = text.find(asked.text) if len(asked.text) > 1 else -1
    return at >= 0 and words.negated_end.search(text, max(0, at - _NEAR), at) is None


# ---------------------------------------------------------------- one clause


def _clause(clause: str, asked: Asked, words: Lexicon) -> Iterator[Stance]:
    """What one clause says; nothing where it says nothing of the matter."""
    stance, bare = words.stance, clause if _in_target(clause, asked) else without_name(clause, asked.name)
    rest, absent = _without_absence(bare, asked, words)
    if absent:
        yield Stance(Level.MET)
    elif _has_bad(rest, asked, words):
        yield Stance(Level.MISSED, contrary=True)
    moves = list(moves_in(rest, asked.name, words))
    for move in moves:
        verdict = _moved(move, asked)
        if verdict is not None:
            yield verdict
    if stance["planned"].search(rest) and not stance["planned"].search(asked.text):
        yield Stance(Level.MISSED, planned=True)
        return
    if stance["undone_shape"].search(rest) is not None and not absent and not moves:
        yield Stance(Level.MISSED)
    if stance["cycle"].search(asked.text) is not None and stance["once"].search(rest) is not None:
        yield Stance(Level.MISSED, contrary=True)
    taken_back = stance["underway"].search(rest) is not None and not asked.start
    hedges = stance["hedge"].search(rest) or stance["hedged_by_basic"].search(bare)
    if (taken_back or hedges is not None) and not (hedges is not None and hedges.group() in asked.text):
        yield Stance(Level.PARTIAL)
    elif asked.start and stance["underway"].search(rest) is not None:
        yield Stance(Level.MET)
    if asked.strong and stance["weak"].search(rest) and not stance["strong"].search(rest):
        yield Stance(Level.PARTIAL)
    level = _level(rest, asked, words, moved=bool(moves))
    if level is not None and not absent:
        yield Stance(level)


def _in_target(clause: str, asked: Asked) -> bool:
    """Whether what the clause shares with the name is asked for by the target itself."""
    return len(asked.text) > 2 and asked.text in asked.name and asked.text in clause


def _without_absence(clause: str, asked: Asked, words: Lexicon) -> tuple[str, bool]:
    """The clause without 未发生事故 and the like, and whether it said so."""
    found = words.stance["absent"].search(clause)
    while found is not None:
        if clause[: found.start()].endswith(TWICE_DENIED):
            return clause[found.end() :], False
        after = clause[found.end() : found.end() + _NEAR + 4]
        bad = words.stance["bad"].search(after)
        near = after[: _NEAR + 2]
        alike = any(near[i : i + 2] in asked.text for i in range(len(near) - 1))
        named = bad is None and asked.absence and (not after or after[0] in "一例起件人次□" or alike)
        if bad is not None or named:
            end = found.end() + (bad.end() if bad is not None else len(after))
            return clause[: found.start()] + clause[end:], True
        found = words.stance["absent"].search(clause, found.end())
    return clause, False


def _has_bad(clause: str, asked: Asked, words: Lexicon) -> bool:
    """发生较大事故1起 where the target or the name speak of safety, stability, or of that very thing."""
    bad = words.stance["bad"].search(clause)
    if bad is None or _MENDED.search(clause) is not None or (asked.move is not None and not asked.absence):
        return False
    about = asked.text + asked.name
    matters = bad.group() in about or any(
        word in about for word in ("安全", "稳定", "平安", "和谐", "质量", "良好")
    )
    before = words.stance["present"].search(clause[: bad.start()])
    counted = _NUMBERED.search(clause[bad.end() :]) or _NUMBERED.search(clause[: bad.start()])
    moved = any(True for _ in moves_in(clause, asked.name, words))
    return matters and not moved and (before is not None or counted is not None)


def _level(clause: str, asked: Asked, words: Lexicon, *, moved: bool) -> Level | None:
    """The level of the listed words of a clause; words that say nothing of the result only count where they are asked for."""
    step = _step(clause, asked, words)
    if step is not None:
        return step
    word = words.word(clause)
    if (
        word is None
        or (moved and word.level is not Level.MET)
        or (asked.start and word.level is Level.PARTIAL)
    ):
        return None
    if (
        word.level is Level.PARTIAL
        and word.word == "基本"
        and not words.stance["hedged_by_basic"].search(clause)
    ):
        return None
    if word.level is Level.MET and _is_movement(words, word.word):
        return None
    if word.level is Level.MET and words.stance["vague"].fullmatch(word.word):
        asks = word.word in asked.text or word.word in asked.name
        return Level.MET if asks and not moved else None
    return word.level


def _is_movement(words: Lexicon, word: str) -> bool:
    """Words of a direction count by the way they go, not as praise."""
    return any(words.stance[key].fullmatch(word) for key in ("up", "down", "better", "steady", "level"))


def _step(clause: str, asked: Asked, words: Lexicon) -> Level | None:
    """优 answered by 良: one step down is partly, the last step is missed."""
    for family in words.steps:
        wanted = next((n for n, step in enumerate(family) if asked.text in step), None)
        got = next((n for n, step in enumerate(family) if clause in step), None)
        if wanted is not None and got is not None:
            last = len(family) - 1
            return Level.MET if got <= wanted else Level.MISSED if got == last else Level.PARTIAL
    return None


# ---------------------------------------------------------------- where something moves


def _moved(move: Move, asked: Asked) -> Stance | None:
    """What a movement says of the one that was asked for; nothing where none was asked for and it is no bad one."""
    wanted = asked.move
    good = _is_good(move, wanted)
    if good is None:
        return None
    if not good:
        matters = move.own if wanted is not None else move.way is Way.WORSE
        return Stance(Level.MISSED, contrary=True) if matters else None
    if wanted is None:
        return None if asked.absence or move.way in (Way.STEADY, Way.LEVEL) else Stance(Level.MET)
    if asked.strong and move.weak and not move.strong:
        return Stance(Level.PARTIAL)
    return Stance(Level.MET)


def _is_good(move: Move, wanted: Move | None) -> bool | None:
    """Whether a movement is the one asked for, or good of itself; None where that cannot be told."""
    if move.way in (Way.WORSE, Way.UNSTEADY):
        return move.negated
    if wanted is not None and wanted.negated and wanted.way in (Way.UP, Way.DOWN):
        opposite = Way.DOWN if wanted.way is Way.UP else Way.UP
        return (
            move.negated or move.way in (opposite, Way.STEADY, Way.LEVEL)
            if move.way in (Way.UP, Way.DOWN, Way.STEADY, Way.LEVEL)
            else None
        )
    if move.way is Way.BETTER:
        return not move.negated
    if move.way in (Way.STEADY, Way.LEVEL):
        if wanted is None or wanted.way in (Way.STEADY, Way.LEVEL):
            return not move.negated
        return False if move.way is Way.LEVEL and not move.negated else None
    if move.negated:
        return False if wanted is not None and wanted.way is move.way else None
    if wanted is None or wanted.way not in (Way.UP, Way.DOWN):
        return (move.way is Way.DOWN) is move.of_bad
    if move.of_bad is wanted.of_bad:
        return move.way is wanted.way
    return (move.way is Way.DOWN) is move.of_bad
