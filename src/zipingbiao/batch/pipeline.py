"""One form through the house: score → explain → check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zipingbiao.checks.catalogue import asks_note
from zipingbiao.checks.finding import Checked, Severity
from zipingbiao.checks.run import check_form
from zipingbiao.form.model import Form, FundKind, Indicator, is_blank
from zipingbiao.form.money import plain
from zipingbiao.form.shared_cells import rows_sharing
from zipingbiao.form.shared_notes import joined, parts_of
from zipingbiao.narrative.narrate import FUNDS, narrate_form
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.narrative.note import Narrated
from zipingbiao.rulebook.choice import RulebookFor, rulebook_for
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.result import ScoredForm
from zipingbiao.scoring.score import score_form

__all__ = ["Processed", "RulebookFor", "process", "rulebook_for", "with_notes"]


@dataclass(frozen=True, slots=True)
class Processed:
    """A form with everything the house knows about it. `form` carries the notes that will stand in its workbook."""

    form: Form
    scored: ScoredForm
    narrated: Narrated
    checked: Checked


def process(form: Form, rulebook: Rulebook, narrator: Narrator, bundle: str = "default") -> Processed:
    """Score a form, write the notes it lacks, and check what will stand in the workbook.

    Typed notes are kept; generated ones keep their 【请填写：…】, which the checks then find.
    """
    scored = score_form(form, rulebook)
    return _as_checked(scored, narrate_form(scored, narrator), bundle)


def process_final(form: Form, rulebook: Rulebook, narrator: Narrator) -> Processed:
    """The same for a 报送版: not kept back by a draft of our own that no warning or error asks for.

    The cell of such a draft stays as the unit left it.
    """
    scored = score_form(form, rulebook)
    narrated = narrate_form(scored, narrator)
    if any(note.gaps for note in narrated.notes):
        narrated = _asked_for(narrated, check_form(with_scores(scored)))
    return _as_checked(scored, narrated)


def _as_checked(scored: ScoredForm, narrated: Narrated, bundle: str = "default") -> Processed:
    """The scored form with its notes, checked as it will stand."""
    filled = replace(scored, form=with_notes(scored.form, narrated))
    return Processed(filled.form, filled, narrated, check_form(with_scores(filled), bundle))


def _asked_for(narrated: Narrated, checked: Checked) -> Narrated:
    """Without the drafts that wait for an answer nobody asked for."""
    asked = {
        _noted_at(finding.field)
        for finding in checked.open
        if finding.severity is not Severity.HINT and asks_note(finding.code)
    }
    kept = (
        note if not note.gaps or note.n in asked else replace(note, required=False, text="", gaps=())
        for note in narrated.notes
    )
    return replace(narrated, notes=tuple(kept))


def _noted_at(field: str) -> int | str:
    """The note, as `n` names it, that speaks of a field."""
    block, _, rest = field.partition("[")
    return int(rest.split("]")[0]) + 1 if block == "indicators" and rest else FUNDS


def as_it_will_stand(scored: ScoredForm) -> ScoredForm:
    """A form as its workbook will hold it: on a sheet it stands already, a project of a ledger or of JSON does not yet.

    A note that is missing is missing: what `bulk` proposes in its place is not the unit's word.
    """
    return scored if scored.form.on_a_sheet else with_scores(scored)


def with_scores(scored: ScoredForm) -> ScoredForm:
    """The scored form with computed scores where none were typed; a score that is not known stays blank."""
    form, execution = scored.form, scored.execution
    rows = tuple(
        replace(indicator, score=plain(row.score))
        if row.score is not None and is_blank(indicator.score) and "score" not in indicator.merged
        else indicator
        for row, indicator in zip(scored.rows, form.indicators, strict=True)
    )
    funds = tuple(
        replace(line, score=plain(execution.score))
        if line.row is FundKind.TOTAL and execution.score is not None and is_blank(line.score)
        else line
        for line in form.funds
    )
    return replace(scored, form=replace(form, indicators=rows, funds=funds))


def with_notes(form: Form, narrated: Narrated, *, replacing: bool = False) -> Form:
    """The form with generated notes where none stands (or, replacing, wherever one was generated)."""
    funds = list(form.funds)
    due: dict[int, str] = {}
    for note in narrated.notes:
        if not note.required or not note.text:
            continue
        if isinstance(note.n, int):
            due[note.n - 1] = note.text
            continue
        for i, line in enumerate(funds):
            if line.row is FundKind.TOTAL and (replacing or not line.note):
                funds[i] = replace(line, note=note.text)
    rows = _noted(form.indicators, due, replacing=replacing)
    return replace(form, indicators=rows, funds=tuple(funds))


def _noted(rows: tuple[Indicator, ...], due: Mapping[int, str], *, replacing: bool) -> tuple[Indicator, ...]:
    """The rows with the notes that are due; where several share one cell, all of theirs in it."""
    noted = list(rows)
    for i, row in enumerate(rows):
        if "note" in row.merged or not (replacing or not row.note):
            continue
        area = rows_sharing(rows, i, "note")
        if len(area) == 1:
            noted[i] = replace(row, note=due[i]) if i in due else row
        elif parts_of(rows, area) is not None and (mine := [(j, due[j]) for j in area if j in due]):
            noted[i] = replace(row, note=joined(rows, mine))
    return tuple(noted)
