"""生成偏差原因及措施: the edits that write the notes a form needs and does not have."""

from __future__ import annotations

from collections.abc import Sequence

from zipingbiao.commands.places import OWN_FUNCTION, OpenForm, edit_of, shows
from zipingbiao.commands.result import CommandResult
from zipingbiao.edits.row_heights import height_edits
from zipingbiao.edits.snapshot import Edit, EditKind, Snapshot
from zipingbiao.form.model import Form, FundKind, is_blank
from zipingbiao.narrative.clauses import is_untouched_draft
from zipingbiao.narrative.engine import gaps_of
from zipingbiao.narrative.narrate import narrate_form
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.narrative.note import Note
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.scoring.score import score_form
from zipingbiao.workbook.read.forms import forms_of
from zipingbiao.workbook.write.content import Text


def write_notes(snapshot: Snapshot, find: RulebookFor, narrator: Narrator) -> CommandResult:
    """Write notes into empty cells, and drafts nobody touched anew; a published or typed note stays."""
    return _write(snapshot, find, narrator, replacing=False)


def rewrite_notes(snapshot: Snapshot, find: RulebookFor, narrator: Narrator) -> CommandResult:
    """The same, but existing notes are written anew too (`--replace`)."""
    return _write(snapshot, find, narrator, replacing=True)


def _write(snapshot: Snapshot, find: RulebookFor, narrator: Narrator, *, replacing: bool) -> CommandResult:
    edits: list[Edit] = []
    messages: list[str] = []
    left: list[str] = []
    for form in forms_of(snapshot).forms:
        if not form.reports:
            messages.append(f"{form.name or '本表'}：绩效目标申报表，没有说明可写")
            continue
        opened, called = OpenForm(snapshot, form), form.name or "本表"
        narrated = narrate_form(score_form(form, find(form)), narrator)
        required = [note for note in narrated.notes if note.required and note.text]
        kept = 0
        dropped, told = _no_longer_due(opened, narrated.notes, narrator)
        edits += dropped
        left += [f"{called}的{sentence}" for sentence in told]
        for note in required:
            path, present = _target(form, note)
            place = opened.place(path) if path else None
            if place is None:
                left.append(f"{called}的{_row(note)}没有可写的说明栏：{note.text}")
                continue
            if not is_blank(present) and not replacing and not is_untouched_draft(present, narrator.lexis):
                kept += 1
                continue
            cell = opened.cell(place)
            if cell.formula and OWN_FUNCTION not in cell.formula.upper():
                left.append(f"{called}的{_row(note)}说明栏（{place.cell}）是公式，没有改动：{note.text}")
                continue
            edit = shows(place, cell, note.text) if cell.formula else edit_of(place, cell, Text(note.text))
            if edit is not None:
                edits.append(edit)
        gaps = sum(len(note.gaps) for note in required)
        messages.append(f"{called}：须说明{len(required)}处，保留已填{kept}处，【请填写】{gaps}处待单位补充")
    written = len(edits)
    edits += height_edits(snapshot, edits)
    message = "；".join(messages) or "没有找到自评表"
    return CommandResult(tuple(edits), f"{message}（写入{written}处）", tuple(left))


def _no_longer_due(
    opened: OpenForm, notes: Sequence[Note], narrator: Narrator
) -> tuple[list[Edit], list[str]]:
    """Drafts of rows that need no note any more: ours go, and one that the unit wrote in is told."""
    form, edits, left = opened.form, list[Edit](), list[str]()
    due = {_target(form, note)[0] for note in notes if note.required}
    for note in notes:
        path, present = _target(form, note)
        place = opened.place(path) if path and path not in due and gaps_of(present) else None
        if place is None:
            continue
        due.add(path)  # once for a note that several rows share
        cell = opened.cell(place)
        if is_untouched_draft(present, narrator.lexis) and not cell.formula:
            edits.append(Edit(EditKind.VALUE, place.sheet or "", place.cell or "", cell.value, None))
        else:
            left.append(
                f"{_row(note)}现在不用说明，说明栏（{place.cell}）还留着原来起草的话和没有填的【请填写】，请改写或删去。"
            )
    return edits, left


def _target(form: Form, note: Note) -> tuple[str, str]:
    """The field of a note and what stands there now; a merged note stands in the first of its rows."""
    if isinstance(note.n, int):
        i = note.n - 1
        while i > 0 and "note" in form.indicators[i].merged:
            i -= 1
        return f"indicators[{i}].note", form.indicators[i].note
    for i, line in enumerate(form.funds):
        if line.row is FundKind.TOTAL:
            return f"funds[{i}].note", line.note
    return "", ""


def _row(note: Note) -> str:
    return f"第{note.n}行" if isinstance(note.n, int) else "项目资金"
