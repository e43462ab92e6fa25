"""What the unit itself wrote, sorted: cause, measure, background, state, survey, date. Nothing is added to it.

A typed text (补充说明, or a note already in the form) is cut into clauses; the word lists of reasons.toml say what
each clause is. A clause no list knows is a cause: it is what the unit chose to say about the deviation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

#: No cell of a form holds a longer explanation; the rest would not fit into a note anyway.
_MAX_TEXT = 1500
_SENTENCE = re.compile(r"[。；;！!？?\n\r]+")
_CLAUSE = re.compile(r"[，,](?!\d{3}(?!\d))")
_SPACE = re.compile(r"[ \t\u3000\xa0]+")
_NUMBERING = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、]|\d{1,2}[.．](?!\d)|[一二三四五六七八九十]是)"
)
_DATE = re.compile(r"\d{1,2}月|\d{4}年|\d{1,2}日")
_TIMED = re.compile(r"\d{1,2}月|\d{4}年(?!度)|\d+个?(?:工作)?[日天](?:内|前)?")
_EDGE = "，,、：:. "


class Part(StrEnum):
    """What a clause is."""

    CAUSE = "cause"
    VAGUE = "vague"
    MEASURE = "measure"
    BACKGROUND = "background"
    BASIS = "basis"
    PRAISE = "praise"
    SURVEYED = "surveyed"
    NOT_SURVEYED = "not-surveyed"
    DATED = "dated"


@dataclass(frozen=True, slots=True)
class Entered:
    """The unit's own words by kind, in their order. `future_survey`: a survey stands among the measures."""

    causes: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    surveyed: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()
    not_surveyed: bool = False
    future_survey: bool = False

    def without(self, told: Entered) -> Entered:
        """Without the clauses that are said already."""
        known = {*told.causes, *told.vague, *told.background}

        def own(clauses: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(clause for clause in clauses if clause not in known)

        return replace(self, causes=own(self.causes), vague=own(self.vague), background=own(self.background))

    def without_last(self) -> Entered | None:
        """One clause less, from the longer of measure and cause; None when nothing is left to drop."""
        causes, measures = len("".join(self.causes)), len("".join(self.measures))
        if not causes and not measures:
            return (
                replace(self, vague=(), background=self.background[:-1])
                if self.background or self.vague
                else None
            )
        if causes >= measures:
            return replace(self, causes=self.causes[:-1])
        return replace(self, measures=self.measures[:-1])


NOTHING = Entered()


@dataclass(frozen=True, slots=True)
class Lexis:
    """The word lists of reasons.toml, compiled."""

    empty: frozenset[str]
    labels: re.Pattern[str]
    cause_labels: frozenset[str]
    patterns: Mapping[str, re.Pattern[str]]

    def has(self, kind: str, clause: str) -> bool:
        return self.patterns[kind].search(clause) is not None

    def sort(self, text: str, *, people: bool = False) -> Entered:
        """The clauses of a typed text by kind. `people`: a 满意度 row, where surveys are facts of their own."""
        return _sort(text, self, people) if text else NOTHING

    def is_timed(self, clause: str) -> bool:
        """Whether a measure says when."""
        return _TIMED.search(clause) is not None or self.has("times", clause)


_STARTS = ("cause_starts", "measure_starts", "dated_starts", "lead_ins")
_ENDS = ("state_ends",)


def lexis_of(words: Mapping[str, tuple[str, ...]]) -> Lexis:
    """Compile the `[words]` of reasons.toml."""
    patterns = {}
    for key in (
        *_STARTS,
        *_ENDS,
        "cause_contains",
        "measure_contains",
        "state_contains",
        "basis",
        "background",
        "vague",
        "delays",
        "survey",
        "not_surveyed",
        "surveyed_by",
        "deficits",
        "times",
        "adjustment",
        "adjusted_by",
    ):
        choice = _choice(words.get(key, ()))
        patterns[key] = re.compile(
            f"^{choice}" if key in _STARTS else f"{choice}$" if key in _ENDS else choice
        )
    cause_labels, measure_labels = words.get("cause_labels", ()), words.get("measure_labels", ())
    return Lexis(
        empty=frozenset(words.get("empty", ())),
        labels=re.compile(
            f"(?:^|(?<=[。；;，,\\n】)）]))\\s*({_choice((*cause_labels, *measure_labels))})[：:]"
        ),
        cause_labels=frozenset(cause_labels),
        patterns=patterns,
    )


def _choice(words: Iterable[str]) -> str:
    listed = sorted({word for word in words if word}, key=lambda w: (-len(w), w))
    return f"(?:{'|'.join(map(re.escape, listed))})" if listed else r"(?!)"


def _sort(text: str, lexis: Lexis, people: bool) -> Entered:
    found: dict[Part, list[str]] = {part: [] for part in Part}
    room = _MAX_TEXT
    for part, clause in _parts(text[:_MAX_TEXT], lexis, people):
        room -= len(clause)
        if room > 0 and clause not in found[part]:
            found[part].append(clause)
    measures = found[Part.MEASURE]
    return Entered(
        causes=tuple(found[Part.CAUSE]),
        vague=tuple(found[Part.VAGUE]),
        measures=tuple(measures),
        background=tuple(found[Part.BACKGROUND]),
        basis=tuple(found[Part.BASIS]),
        surveyed=tuple(found[Part.SURVEYED]),
        dated=tuple(found[Part.DATED]),
        not_surveyed=bool(found[Part.NOT_SURVEYED]),
        future_survey=any(lexis.has("survey", clause) for clause in measures),
    )


def _parts(text: str, lexis: Lexis, people: bool) -> Iterator[tuple[Part, str]]:
    if _SPACE.sub("", text).strip("。.，,；;") in lexis.empty:
        return
    for label, section in _sections(text, lexis):
        for sentence in _SENTENCE.split(section):
            before: Part | None = None
            for raw in _CLAUSE.split(sentence):
                clause = _clean(raw, lexis)
                if not clause:
                    continue
                before = _part(clause, before, lexis, people) if label is not Part.MEASURE else label
                if before is Part.MEASURE and label is Part.CAUSE:
                    before = Part.CAUSE
                if label is not _FACTS or before in _FACT_PARTS:
                    yield before, clause


#: Stands for the part of a note before 原因：, which repeats the form; only what the form does not hold is kept.
_FACTS = Part.PRAISE
_FACT_PARTS = (Part.BASIS, Part.SURVEYED, Part.NOT_SURVEYED, Part.DATED)


def _sections(text: str, lexis: Lexis) -> Iterator[tuple[Part | None, str]]:
    """`…。原因：…。改进措施：…` cut at its headings; a text without headings is one section."""
    found = list(lexis.labels.finditer(text))
    if not found:
        yield None, text
        return
    opens_with_cause = found[0].group(1) in lexis.cause_labels
    yield (_FACTS if opens_with_cause else None), text[: found[0].start()]
    for heading, following in zip(found, [*found[1:], None], strict=True):
        part = Part.CAUSE if heading.group(1) in lexis.cause_labels else Part.MEASURE
        yield part, text[heading.end() : following.start() if following else None]


def _clean(raw: str, lexis: Lexis) -> str:
    """A clause without numbering and edges; one that holds a gap is ours, not the unit's, and says nothing yet."""
    if "【" in raw or "】" in raw:
        return ""
    clause = _NUMBERING.sub("", _SPACE.sub("", raw).strip(_EDGE)).strip(_EDGE)
    clause = lexis.patterns["lead_ins"].sub("", clause)
    return "" if clause in lexis.empty else clause


def _part(clause: str, before: Part | None, lexis: Lexis, people: bool) -> Part:
    has = lexis.has
    if has("vague", clause):
        return Part.VAGUE
    if has("cause_starts", clause) or has("cause_contains", clause):
        return Part.CAUSE
    if (has("measure_starts", clause) and not has("deficits", clause)) or has("measure_contains", clause):
        return Part.MEASURE
    if before is Part.MEASURE:
        return Part.MEASURE
    if people and has("survey", clause):
        if has("not_surveyed", clause):
            return Part.NOT_SURVEYED
        if has("surveyed_by", clause) and not has("delays", clause):
            return Part.SURVEYED
    if has("state_contains", clause) or has("state_ends", clause):
        return Part.BASIS if has("basis", clause) else Part.PRAISE
    if has("background", clause):
        return Part.BACKGROUND
    if has("dated_starts", clause) and _DATE.search(clause) and not has("delays", clause):
        return Part.DATED
    return Part.CAUSE
