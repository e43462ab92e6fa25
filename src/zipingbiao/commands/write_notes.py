"""生成偏差原因及措施: the edits that write the notes a form needs and does not have."""

from __future__ import annotations

from zipingbiao.commands.places import OWN_FUNCTION, OpenForm, edit_of, shows
from zipingbiao.commands.result import CommandResult
from zipingbiao.edits.row_heights import height_edits
from zipingbiao.edits.snapshot import Edit, Snapshot
from zipingbiao.form.model import Form, FundKind, is_blank
from zipingbiao.narrative.narrate import narrate_form
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.narrative.note import Note
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.scoring.score import score_form
from zipingbiao.workbook.read.forms import forms_of
from zipingbiao.workbook.write.content import Text


def write_notes(snapshot: Snapshot, find: RulebookFor, narrator: Narrator) -> CommandResult:
    """Write notes into empty cells; a published or typed note stays."""
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
        for note in required:
            path, present = _target(form, note)
            place = opened.place(path) if path else None
            if place is None:
                left.append(f"{called}的{_row(note)}没有可写的说明栏：{note.text}")
                continue
            if not is_blank(present) and not replacing:
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
