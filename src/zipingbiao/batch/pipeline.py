"""One form through the house: score → explain → check."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zipingbiao.checks.finding import Checked
from zipingbiao.checks.run import check_form
from zipingbiao.form.model import Form, FundKind
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
    filled = with_notes(form, narrated)
    final = replace(scored, form=filled)
    return Processed(filled, final, narrated, check_form(final, bundle))


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
