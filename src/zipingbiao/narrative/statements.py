"""What the unit said about one row or the money block, ready to stand in a template."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zipingbiao.narrative.clauses import NOTHING, Entered, Lexis
from zipingbiao.narrative.reasons import Reason, Reasons
from zipingbiao.narrative.variables import Value

NO_SURVEY = "no_survey"


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
        shorter = _said(entered, self.reason, self.picked, lexis, money="adjustment_open" in self.words)
        shorter.words["cause_long"] = (
            bool(self.entered.causes or self.words.get("cause_long")) and not entered.causes
        )
        shorter.words["measure_long"] = (
            bool(self.entered.measures or self.words.get("measure_long")) and not entered.measures
        )
        return shorter


def said_of_row(
    reason_text: str, detail: str, note: str, *, people: bool, reasons: Reasons, lexis: Lexis
) -> Said:
    """扣分/偏差类型 and 补充说明, filled up from the note already in the form.

    A type that no list knows is taken for what it is: the unit's own words about the cause.
    """
    reason = reasons.find(reason_text)
    entered = _filled(lexis.sort(detail, people=people), lexis.sort(note, people=people))
    if reason is not None:
        return _said(entered, reason, True, lexis, money=False)
    typed = lexis.sort(reason_text, people=people)
    if typed is not NOTHING:
        causes, vague = (*typed.causes, *entered.causes), (*typed.vague, *entered.vague)
        entered = replace(entered, causes=tuple(dict.fromkeys(causes)), vague=tuple(dict.fromkeys(vague)))
    named = reasons.recognise("".join(entered.causes)) or reasons.recognise("".join(entered.background))
    return _said(entered, named, False, lexis, money=False)


def said_of_money(note: str, fact: str, *, reasons: Reasons, lexis: Lexis) -> Said:
    """资金说明; the label of a reason typed there counts as picked.

    `fact` is the sentence of figures this note will begin with; found in the note, it is ours and not said again.
    """
    reason = reasons.find(note.strip("。.；; "))
    if reason is not None:
        return _said(NOTHING, reason, True, lexis, money=True)
    return _said(lexis.sort(note).without(lexis.sort(fact)), None, False, lexis, money=True)


def _filled(first: Entered, second: Entered) -> Entered:
    """The words of 补充说明; what they leave out is taken from the note."""
    if first is NOTHING or second is NOTHING:
        return second if first is NOTHING else first
    explained, measured = bool(first.causes or first.vague), bool(first.measures)
    return Entered(
        causes=first.causes if explained else second.causes,
        vague=first.vague if explained else second.vague,
        measures=first.measures if measured else second.measures,
        background=first.background or second.background,
        basis=first.basis or second.basis,
        surveyed=first.surveyed or second.surveyed,
        dated=first.dated or second.dated,
        not_surveyed=first.not_surveyed or second.not_surveyed,
        future_survey=first.future_survey or second.future_survey,
    )


def _said(entered: Entered, reason: Reason | None, picked: bool, lexis: Lexis, *, money: bool) -> Said:
    implied = picked and reason is not None and reason.implies == NO_SURVEY
    words: dict[str, Value] = {
        "basis": "、".join(entered.basis),
        "method": "，".join(entered.surveyed),
        "dated": "，".join(entered.dated),
        "measure": "，".join(entered.measures),
        "timed": any(map(lexis.is_timed, entered.measures)),
        "no_survey": not entered.surveyed and (implied or entered.not_surveyed or entered.future_survey),
        "surveying": any(lexis.has("survey", clause) for clause in entered.measures),
        "conflict": bool(implied and entered.surveyed),
        "label": reason.label if reason is not None else "",
    }
    causes, background = entered.causes, entered.background
    if money:
        adjusting = tuple(c for c in (*background, *causes) if lexis.has("adjustment", c))
        causes, background = (tuple(c for c in part if c not in adjusting) for part in (causes, background))
        words["adjustment"] = "，".join(adjusting)
        words["adjustment_open"] = not any(lexis.has("adjusted_by", c) for c in adjusting)
    words |= _cause((*background, *entered.vague, *causes), bool(causes), bool(entered.vague), reason, picked)
    return Said(entered, reason, picked, words)


def _cause(
    clauses: tuple[str, ...], specific: bool, vague: bool, reason: Reason | None, picked: bool
) -> dict[str, Value]:
    """原因 as far as entered, and whether something is still to be asked."""
    own, answered = "".join(clauses), specific
    if reason is None:
        return {"cause": "，".join(clauses), "open": not answered, "vague": vague and not specific}
    if picked and reason.phrase and not _says(own, reason):
        clauses = (reason.phrase, *clauses)
    if reason.answered_by:
        answered = any(word in own for word in reason.answered_by)
    return {
        "cause": "，".join(clauses),
        "open": not answered,
        "vague": vague and not specific,
        "ask": "" if answered else reason.ask,
    }


def _says(own: str, reason: Reason) -> bool:
    """Whether the unit's own words already say what the reason's phrase would."""
    return any(word in own for word in (reason.label, *reason.synonyms, *reason.recognised_by))
