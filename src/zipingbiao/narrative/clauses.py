"""What the unit itself wrote, sorted: cause, measure, background, state, survey, date. Nothing is added to it.

A typed text (补充说明, or a note already in the form) is cut into clauses; the word lists of reasons.toml say what
each clause is. A clause no list knows is a cause: it is what the unit chose to say about the deviation. In a note that
we wrote ourselves, what repeats the form is told from the unit's words, and what is still asked is asked again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from enum import StrEnum

from zipingbiao.narrative.lexis import Lexis
from zipingbiao.narrative.sections import Head, clauses, sections, sentences
from zipingbiao.record import record

#: No cell of a form holds a longer explanation; the rest would not fit into a note anyway.
_MAX_TEXT = 1500
_SPACE = re.compile(r"[ \t\u3000\xa0]+")
_NUMBERING = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、]|\d{1,2}[.．](?!\d)|[一二三四五六七八九十]是)"
)
_DATE = re.compile(r"\d{1,2}月|\d{4}年|\d{1,2}日")
_EDGE = "，,、：:. "
_GAP = re.compile(r"【(请填写|请核实)[:：]?([^【】]*)】")
#: `3.50万元`, `19.8%`, `1公里（33.3%）`, `“好”`: what may follow the words that our facts begin with.
_FIGURE = re.compile(
    r"^[为是的]?[≥≤=＝<>]?(?:\d[\d.,]*[^\d，,为是因系由]{0,6}(?:（[^）]*）)?|(?:\d+[年月日号]){1,3}[底末]?前?|“[^”]*”)$"
)
#: 扣2分, 自行扣0.5分: the form says it already, whoever wrote it.
_POINTS_OFF = re.compile(r"(?:共|自行|自评|规则|酌情|酌|因此|故)?扣(?:除|减|了)?\d+(?:\.\d+)?分")

_SHARE = re.compile(r"^\d[\d.]*%$")
#: Those asked in a survey: 30人, 60份.
_ASKED_MANY = re.compile(r"\d+(?:多|余)?(?:人|份|户|家|名|位|个)")


#: Under these, a note of ours repeats the form.
_OURS = (Head.FACTS, Head.ADJUSTMENT)


class Part(StrEnum):
    """What a clause is."""

    CAUSE = "causes"
    VAGUE = "vague"
    WISH = "wishes"
    MEASURE = "measures"
    BACKGROUND = "background"
    BASIS = "basis"
    SURVEYED = "surveyed"
    DATED = "dated"
    STATED = "stated"
    ADJUSTING = "adjusting"
    EVIDENCE = "evidence"
    ASKED = "asked"
    MEASURE_ASKED = "measure_asked"
    PRAISE = "praise"
    NOT_SURVEYED = "not-surveyed"


@record(frozen=True, slots=True)
class Entered:
    """The unit's own words by kind, in their order. `future_survey`: a survey stands among the measures.

    `asked`, `measure_asked`: what 【请填写：…】 still asks where the cause and the measure stand.
    """

    causes: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    surveyed: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    adjusting: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    measure_asked: tuple[str, ...] = ()
    not_surveyed: bool = False
    future_survey: bool = False

    @property
    def explains(self) -> bool:
        """Whether it says why, be it ever so vaguely."""
        return bool(self.causes or self.vague)

    def with_note(self, note: Entered) -> Entered:
        """These words and those of a note that are not among them; what the note still asks, unless it is answered here."""
        joined = {
            each.name: tuple(dict.fromkeys((*getattr(self, each.name), *getattr(note, each.name))))
            for each in fields(Entered)
            if each.type != "bool"
        }
        joined["asked"] = () if self.explains else note.asked
        joined["measure_asked"] = () if self.measures else note.measure_asked
        return Entered(
            **joined,
            not_surveyed=self.not_surveyed or note.not_surveyed,
            future_survey=self.future_survey or note.future_survey,
        )

    def without_last(self) -> Entered | None:
        """One clause less, from the longer of measure and cause; None when nothing is left to drop."""
        causes, measures = len("".join(self.causes)), len("".join(self.measures))
        if not causes and not measures:
            for name in ("stated", "background", "wishes", "adjusting", "vague"):
                if getattr(self, name):
                    return replace(self, **{name: getattr(self, name)[:-1]})
            return None
        if causes >= measures:
            return replace(self, causes=self.causes[:-1])
        return replace(self, measures=self.measures[:-1])


NOTHING = Entered()


def sort(text: str, lexis: Lexis, *, people: bool = False, fact: str = "") -> Entered:
    """The clauses of a typed text by kind. `people`: a 满意度 row, where surveys are facts of their own.

    `fact`: the sentence a note of ours begins with; it is the form's, not the unit's.
    """
    if not text:
        return NOTHING
    found: dict[Part, list[str]] = {part: [] for part in Part}
    seen: set[str] = set()
    for part, clause in _parts(text[:_MAX_TEXT], lexis, people, fact):
        if clause not in seen:
            seen.add(clause)
            found[part].append(clause)
    not_surveyed = bool(found.pop(Part.NOT_SURVEYED))
    found.pop(Part.PRAISE)
    return Entered(
        **{part.value: tuple(told) for part, told in found.items()},
        not_surveyed=not_surveyed,
        future_survey=any(lexis.has("survey", clause) for clause in found[Part.MEASURE]),
    )


def _parts(text: str, lexis: Lexis, people: bool, fact: str) -> Iterator[tuple[Part, str]]:
    if _SPACE.sub("", text).strip("。.，,；;") in lexis.empty:
        return
    restates = _restating(fact, lexis)
    for head, section in sections(text, lexis.headings):
        for sentence in sentences(section):
            before: Part | None = None
            for raw in clauses(sentence):
                gap = _GAP.search(raw)
                if gap is not None and _around(raw) in lexis.frames:
                    yield from () if _around(raw) else _asked(head, gap)
                    continue
                clause = _clean(raw, lexis)
                if not clause or restates(clause, head):
                    continue
                before = _under(head, clause, before, lexis, people)
                yield before, clause


def _under(head: Head | None, clause: str, before: Part | None, lexis: Lexis, people: bool) -> Part:
    """What a clause is under its heading."""
    if head is Head.MEASURE:
        return Part.MEASURE
    if head is Head.ADJUSTMENT:
        return Part.ADJUSTING
    if head is Head.EVIDENCE:
        return Part.EVIDENCE
    part = _part(clause, before, lexis, people)
    if part is Part.NOT_SURVEYED and lexis.says_why_not(clause):
        return Part.CAUSE
    if head is Head.CAUSE and part is Part.MEASURE:
        return Part.CAUSE
    if head is Head.FACTS and part in (Part.CAUSE, Part.MEASURE):
        return Part.STATED
    return part


def is_untouched_draft(text: str, lexis: Lexis) -> bool:
    """Whether a note is a draft of ours to which nobody added a word: what it asks, and what the form said one day."""
    if _GAP.search(text) is None:
        return False
    ours = {Part.ASKED, Part.MEASURE_ASKED}
    return all(part in ours for part, _ in _parts(text, lexis, False, "，".join(lexis.restated)))


def _asked(head: Head | None, gap: re.Match[str]) -> Iterator[tuple[Part, str]]:
    """A gap of ours that nobody filled yet. What is to be verified is asked anew, from the facts."""
    if gap[1] == "请填写" and head in (Head.CAUSE, Head.MEASURE):
        yield (Part.ASKED if head is Head.CAUSE else Part.MEASURE_ASKED), gap[2]


def _around(raw: str) -> str:
    """What stands around the gap of a clause. All ours is what the lists name; else the unit wrote it."""
    return _GAP.sub("", raw).strip(_EDGE + "。")


def _restating(fact: str, lexis: Lexis) -> Callable[[str, Head | None], bool]:
    """Whether a clause only says what the fact says; in a note of ours, with the figures of an earlier day too."""
    told = {clause.strip(_EDGE) for sentence in sentences(fact) for clause in clauses(sentence)}
    # 实际完成时间为2025年4月 is the form's in a row of dates, and the unit's own word in any other.
    labels = [label for label in lexis.restated if label in fact or not label.endswith("为")]

    def restates(clause: str, head: Head | None) -> bool:
        if _POINTS_OFF.fullmatch(clause):
            return True
        if clause in told:
            return head in _OURS or head is None
        if head not in _OURS:
            return False
        if clause in lexis.restated or _SHARE.match(clause):
            return True
        return any(clause.startswith(label) and _FIGURE.match(clause[len(label) :]) for label in labels)

    return restates


def _clean(raw: str, lexis: Lexis) -> str:
    """A clause without numbering and edges."""
    clause = _NUMBERING.sub("", _SPACE.sub("", raw).strip(_EDGE)).strip(_EDGE)
    clause = lexis.patterns["lead_ins"].sub("", clause)
    stray = _GAP.sub("", clause)
    return "" if clause in lexis.empty or "【" in stray or "】" in stray else clause


def _part(clause: str, before: Part | None, lexis: Lexis, people: bool) -> Part:
    has = lexis.has
    if has("vague", clause):
        return Part.VAGUE
    if has("cause_starts", clause) or has("cause_contains", clause):
        return Part.CAUSE
    if lexis.is_assigned(clause):
        return Part.MEASURE
    if has("wishes", clause) and not lexis.is_timed(clause):
        return Part.WISH
    if (has("measure_starts", clause) and not has("deficits", clause)) or has("measure_contains", clause):
        return Part.MEASURE
    if before is Part.MEASURE and not has("background", clause):
        return Part.MEASURE
    if people and has("survey", clause):
        if has("not_surveyed", clause):
            return Part.NOT_SURVEYED
        made = has("surveyed_by", clause) or _ASKED_MANY.search(clause)
        if made and not has("delays", clause):
            return Part.SURVEYED
    how = has("survey_terms", clause) and not has("deficits", clause)
    if before is Part.SURVEYED and (how or any(map(str.isdigit, clause))):
        return Part.SURVEYED
    if has("state_contains", clause) or has("state_ends", clause):
        if has("basis", clause):
            return Part.BASIS if people else Part.STATED
        return Part.STATED if any(map(str.isdigit, clause)) else Part.PRAISE
    if has("background", clause):
        return Part.BACKGROUND
    if has("dated_starts", clause) and _DATE.search(clause) and not has("delays", clause):
        return Part.DATED
    return Part.CAUSE
