"""One form through the house: score → explain → check."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zipingbiao.checks.finding import Checked
from zipingbiao.checks.run import check_form
from zipingbiao.form.model import Form, FundKind, is_blank
from zipingbiao.form.money import plain
from zipingbiao.narrative.narrate import narrate_form
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
    narrated = narrate_form(scored, narrator)
    filled = replace(scored, form=with_notes(form, narrated))
    return Processed(filled.form, filled, narrated, check_form(with_scores(filled), bundle))


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
    rows = list(form.indicators)
    funds = list(form.funds)
    for note in narrated.notes:
        if not note.required or not note.text:
            continue
        if isinstance(note.n, int):
            row = rows[note.n - 1]
            if (replacing or not row.note) and "note" not in row.merged:
                rows[note.n - 1] = replace(row, note=note.text)
            continue
        for i, line in enumerate(funds):
            if line.row is FundKind.TOTAL and (replacing or not line.note):
                funds[i] = replace(line, note=note.text)
    return replace(form, indicators=tuple(rows), funds=tuple(funds))
