"""What the unit said about one row or the money block, ready to stand in a template."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from zipingbiao.narrative.clauses import NOTHING, Entered, sort
from zipingbiao.narrative.lexis import Lexis
from zipingbiao.narrative.reasons import Nature, Reason, Reasons
from zipingbiao.narrative.survey_plan import names_people, with_people, without_repeated_people
from zipingbiao.narrative.variables import Value
from zipingbiao.record import record

#: Whether a clause beside the money explains the adjustment of the budget.
Tells = Callable[[str], bool]
NO_SURVEY = "no_survey"
HEARSAY = "仅为口头了解"


def _nothing_told(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Said:
    """The reason the unit picked (or that its words name), its own words by kind, and the template variables."""

    entered: Entered
    reason: Reason | None
    picked: bool
    words: dict[str, Value]

    @property
    def code(self) -> str:
        """The code of the reason the unit picked; "" where it picked none."""
        return self.reason.code if self.reason is not None and self.picked else ""

    @property
    def template(self) -> str:
        return self.reason.template if self.reason is not None else "row.j2"

    def fewer(self, lexis: Lexis) -> Said | None:
        """The same with one clause less; None when there is nothing left to leave out."""
        entered = self.entered.without_last()
        if entered is None:
            return None
        shorter = _said(entered, self.reason, self.picked, lexis)
        shorter.words["cause_long"] = (
            bool(self.entered.causes or self.words.get("cause_long")) and not entered.causes
        )
        shorter.words["measure_long"] = (
            bool(self.entered.measures or self.words.get("measure_long")) and not entered.measures
        )
        if "adjustment_open" in self.words:
            shorter.words["adjustment_open"] = self.words["adjustment_open"] or not entered.adjusting
        return shorter


@record(frozen=True, slots=True)
class Typed:
    """What stands in the columns of a row that the unit fills: 扣分/偏差类型, 补充说明, 偏差原因分析及改进措施.

    `fact`: the sentence that a note of ours would begin with; `people`, `object`: a 满意度 row, and whom it names.
    """

    reason: str
    detail: str
    note: str
    fact: str
    people: bool
    object: str


def said_of_row(typed: Typed, reasons: Reasons, lexis: Lexis) -> Said:
    """扣分/偏差类型 and 补充说明, filled up from the note already in the form.

    A type that no list knows is taken for what it is: the unit's own words about the cause.
    """
    people, reason = typed.people, reasons.find(typed.reason)
    own = _shaped(sort(typed.detail, lexis, people=people), typed, lexis)
    noted = _shaped(sort(typed.note, lexis, people=people, fact=typed.fact), typed, lexis)
    if own.future_survey:
        noted = replace(noted, measures=tuple(c for c in noted.measures if not _mere_survey_plan(c, lexis)))
    entered = own.with_note(noted)
    if reason is not None:
        return _said(entered, reason, True, lexis)
    named = sort(typed.reason, lexis, people=people)
    if named is not NOTHING:
        causes, vague = (*named.causes, *entered.causes), (*named.vague, *entered.vague)
        entered = replace(entered, causes=tuple(dict.fromkeys(causes)), vague=tuple(dict.fromkeys(vague)))
    recognised = (
        reasons.recognise("".join(entered.causes))
        or reasons.recognise("".join(entered.wishes))
        or reasons.recognise("".join(entered.background))
    )
    return _said(entered, recognised, False, lexis)


def _mere_survey_plan(clause: str, lexis: Lexis) -> bool:
    """A survey without a time, which the unit has since planned in 补充说明."""
    return lexis.has("survey", clause) and not lexis.is_timed(clause)


def _shaped(entered: Entered, typed: Typed, lexis: Lexis) -> Entered:
    """The words as they stand in a note: hearsay is called that, and a survey that is planned has those it asks."""
    if not typed.people:
        return entered
    # 口头满意度结果较好 says only how it was learnt; 领导口头反馈良好 says of whom.
    basis = tuple(
        dict.fromkeys(HEARSAY if lexis.has("hearsay", clause) else clause for clause in entered.basis)
    )
    measures = tuple(dict.fromkeys(with_people(clause, typed.object) for clause in entered.measures))
    return replace(entered, basis=basis, measures=without_repeated_people(measures))


def said_of_money(
    note: str, fact: str, *, changed: bool, reasons: Reasons, lexis: Lexis, tells: Tells = _nothing_told
) -> Said:
    """资金说明; the label of a reason typed there counts as picked. `changed`: the adjustment of the budget is told apart.

    `tells`: of a clause, whether it explains the adjustment, as the checks judge it.

    `fact` is the sentence of figures this note will begin with; found in the note, it is ours and not said again.
    """
    reason = reasons.find(note.strip("。.；; "))
    entered = NOTHING if reason is not None else sort(note, lexis, fact=fact)
    if reason is None:
        reason = next((found for clause in entered.causes if (found := reasons.by_phrase(clause))), None)
        entered = replace(entered, causes=_told(entered, lexis), stated=(), dated=(), basis=(), surveyed=())
    if reason is not None and reason.phrase and changed and lexis.has("adjustment", reason.phrase):
        entered = replace(entered, background=(reason.phrase, *entered.background))
    if changed:
        entered = _with_adjustment(entered, lexis)
    elif entered.adjusting:
        causes = tuple(dict.fromkeys((*entered.adjusting, *entered.causes)))
        entered = replace(entered, causes=causes, adjusting=())
    said = _said(entered, reason, reason is not None, lexis)
    phrase = (reason.phrase,) if reason is not None and reason.phrase else ()
    said.words["adjustment_open"] = not any(map(tells, (*entered.adjusting, *entered.causes, *phrase)))
    return said


def _told(entered: Entered, lexis: Lexis) -> tuple[str, ...]:
    """Beside the money every fact the unit tells explains something."""
    told = (*entered.dated, *entered.stated, *entered.basis, *entered.surveyed, *entered.causes)
    return tuple(dict.fromkeys(told))


def _with_adjustment(entered: Entered, lexis: Lexis) -> Entered:
    """What is said of the adjustment of the budget, told from why money was not spent."""

    def adjusting(clauses: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(clause for clause in clauses if _adjusts(clause, lexis))

    def others(clauses: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(clause for clause in clauses if not _adjusts(clause, lexis))

    told = (*entered.adjusting, *adjusting(entered.background), *adjusting(entered.causes))
    return replace(
        entered,
        adjusting=tuple(dict.fromkeys(told)),
        background=others(entered.background),
        causes=others(entered.causes),
    )


def _adjusts(clause: str, lexis: Lexis) -> bool:
    """Whether a clause speaks of the adjustment, or is the number of the document that made it."""
    return lexis.has("adjustment", clause) or lexis.has("document", clause)


def _said(entered: Entered, reason: Reason | None, picked: bool, lexis: Lexis) -> Said:
    implied = picked and reason is not None and reason.implies == NO_SURVEY
    words: dict[str, Value] = {
        "basis": "、".join(clause for clause in entered.basis if clause != HEARSAY),
        "hearsay": HEARSAY in entered.basis,
        "method": "，".join(entered.surveyed),
        "dated": "，".join(entered.dated),
        "stated": "，".join(entered.stated),
        "proof": "，".join(entered.evidence),
        "measure": "，".join(entered.measures),
        "measure_ask": "" if picked else "".join(entered.measure_asked[:1]),
        "timed": any(map(lexis.is_timed, entered.measures)),
        "no_survey": not entered.surveyed and (implied or entered.not_surveyed or entered.future_survey),
        "surveying": any(lexis.has("survey", c) and not names_people(c) for c in entered.measures)
        and not any(names_people(clause) for clause in entered.measures),
        "conflict": bool(implied and entered.surveyed),
        "one_off": _is_one_off(entered, lexis),
        "label": reason.label if reason is not None else "",
        "adjustment": "，".join(entered.adjusting),
    }
    return Said(entered, reason, picked, words | _cause(entered, reason, picked))


def _is_one_off(entered: Entered, lexis: Lexis) -> bool:
    told = (*entered.causes, *entered.stated, *entered.background)
    return any(lexis.has("one_off", clause) for clause in told)


def _cause(entered: Entered, reason: Reason | None, picked: bool) -> dict[str, Value]:
    """原因 as far as entered, and whether something is still to be asked."""
    before = (*entered.background, *entered.vague, *entered.wishes)
    own, asked = (*before, *entered.causes), "".join(entered.asked[:1])
    if entered.wishes and not entered.explains and (reason is None or not reason.ask):
        asked = asked or "具体原因"
    phrase = reason.phrase if reason is not None else ""
    answered = any(clause != phrase for clause in entered.causes)
    words: dict[str, Value] = {"vague": bool(entered.vague) and not answered, "cause": "，".join(own)}
    if reason is None:
        return words | {"open": bool(asked) or not answered, "ask": asked}
    if picked:
        words["cause"] = "，".join(_with_phrase(entered, reason))
    if reason.answered_by:
        told = "".join(clause for clause in own if clause != phrase)
        answered = any(word in told for word in reason.answered_by)
    if asked and not picked:
        return words | {"open": True, "ask": asked}
    return words | {"open": not answered, "ask": "" if answered else reason.ask}


def _with_phrase(entered: Entered, reason: Reason) -> tuple[str, ...]:
    """The unit's clauses with the phrase of the reason it picked, unless they say it or it stands with the adjustment."""
    phrase = reason.phrase
    before = tuple(c for c in (*entered.background, *entered.vague, *entered.wishes) if c != phrase)
    causes = tuple(clause for clause in entered.causes if clause != phrase)
    if not phrase or phrase in entered.adjusting or _says("".join((*before, *causes)), reason):
        return (*before, *causes)
    background = reason.nature is Nature.BACKGROUND
    return (phrase, *before, *causes) if background else (*before, phrase, *causes)


def _says(own: str, reason: Reason) -> bool:
    """Whether the unit's own words already say what the reason's phrase would."""
    return any(word in own for word in (reason.label, *reason.synonyms, *reason.recognised_by))
