"""生成偏差原因及措施: the edits that write the notes a form needs and does not have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from zipingbiao.commands.places import OWN_FUNCTION, OpenForm, edit_of, shows
from zipingbiao.commands.result import CommandResult
from zipingbiao.edits.row_heights import height_edits
from zipingbiao.edits.snapshot import Cell, Edit, EditKind, Snapshot
from zipingbiao.form.model import Form, FundKind, Place, is_blank
from zipingbiao.form.shared_cells import rows_sharing
from zipingbiao.form.shared_notes import joined, parts_of
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
    written = 0
    for form in forms_of(snapshot).forms:
        if not form.reports:
            messages.append(f"{form.name or '本表'}：绩效目标申报表，没有说明可写")
            continue
        opened, called = OpenForm(snapshot, form), form.name or "本表"
        notes = narrate_form(score_form(form, find(form)), narrator).notes
        mine = _Notes(opened, narrator, replacing=replacing)
        for target in _targets(form, notes):
            mine.take(target)
        edits += mine.edits
        written += mine.written
        left += [f"{called}的{sentence}" for sentence in mine.left]
        required = [note for note in notes if _is_due(note)]
        gaps = sum(len(note.gaps) for note in required)
        messages.append(
            f"{called}：须说明{len(required)}处，保留已填{mine.kept}处，【请填写】{gaps}处待单位补充"
        )
    edits += height_edits(snapshot, edits)
    message = "；".join(messages) or "没有找到自评表"
    return CommandResult(tuple(edits), f"{message}（写入{written}处）", tuple(left))


@dataclass(frozen=True, slots=True)
class _Target:
    """One 说明 cell. `notes`: those of all its rows; `shared`: the rows, from 0, where it is merged over several."""

    path: str
    present: str
    notes: tuple[Note, ...]
    shared: range | None = None


def _targets(form: Form, notes: Iterable[Note]) -> list[_Target]:
    """The cells of the notes in the form's order, each once."""
    by_path: dict[str, list[Note]] = {}
    for note in notes:
        by_path.setdefault(_path(form, note), []).append(note)
    found = []
    for path, own in by_path.items():
        n = own[0].n
        if not isinstance(n, int):
            present = next((line.note for line in form.funds if line.row is FundKind.TOTAL), "")
            found.append(_Target(path, present, tuple(own)))
            continue
        area = rows_sharing(form.indicators, n - 1, "note")
        present = form.indicators[area.start].note
        found.append(_Target(path, present, tuple(own), area if len(area) > 1 else None))
    return found


def _path(form: Form, note: Note) -> str:
    """The field of a note; a merged note stands in the first of its rows."""
    if isinstance(note.n, int):
        return f"indicators[{rows_sharing(form.indicators, note.n - 1, 'note').start}].note"
    return next((f"funds[{i}].note" for i, line in enumerate(form.funds) if line.row is FundKind.TOTAL), "")


def _is_due(note: Note) -> bool:
    return note.required and bool(note.text)


@dataclass(slots=True)
class _Notes:
    """What becomes of the notes of one form, cell by cell."""

    opened: OpenForm
    narrator: Narrator
    replacing: bool = field(kw_only=True)
    edits: list[Edit] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    kept: int = 0
    written: int = 0

    def take(self, target: _Target) -> None:
        """Write one cell, or say why not."""
        place = self.opened.place(target.path) if target.path else None
        due = [note for note in target.notes if _is_due(note)]
        if place is None:
            self.left += [f"{_row(note)}没有可写的说明栏：{note.text}" for note in due]
        elif target.shared is not None:
            self._shared(target, target.shared, place, due)
        elif due:
            self._own(target, place, due[0])
        elif gaps_of(target.present):
            self._no_longer_due(target, place)

    def _own(self, target: _Target, place: Place, note: Note) -> None:
        if not self.replacing and not self._is_free(target.present):
            self.kept += 1
            return
        self._put(place, note.text, _row(note), 1)

    def _no_longer_due(self, target: _Target, place: Place) -> None:
        """A draft of a row that needs no note any more: ours goes, and one that the unit wrote in is told."""
        cell, row = self.opened.cell(place), _row(target.notes[0])
        if self._is_draft(target.present) and not cell.formula:
            self._clear(place, cell)
        else:
            self.left.append(_no_longer_due(row, place))

    def _shared(self, target: _Target, area: range, place: Place, due: list[Note]) -> None:
        """One cell for several rows: each has its own line in it, and what a person wrote for all of them stays."""
        rows = self.opened.form.indicators
        parts = {} if self._is_draft(target.present) else parts_of(rows, area)
        if parts is None:
            self.kept += len(due)
            if self.replacing and due:
                named = "、".join(str(note.n) for note in due)
                self.left.append(
                    f"说明栏（{place.cell}）是第{area.start + 1}—{area.stop}行合用的一格，已有单位写的话，没有改动；"
                    f"第{named}行的说明请写进这一格。"
                )
            return
        texts: dict[int, str] = {}
        for note in target.notes:
            i = int(note.n) - 1
            said = parts.get(i, "")
            if _is_due(note):
                stays = not self.replacing and not self._is_free(said)
                self.kept += stays
                texts[i] = said if stays else note.text
            elif said and not self._is_draft(said):
                texts[i] = said
                if gaps_of(said):
                    self.left.append(_no_longer_due(_row(note), place))
        if not texts:
            if not is_blank(target.present):
                self._clear(place, self.opened.cell(place))
            return
        named = "、".join(str(i + 1) for i in sorted(texts))
        changed = sum(parts.get(i, "") != text for i, text in texts.items())
        self._put(place, joined(rows, texts.items()), f"第{named}行", changed)

    def _put(self, place: Place, text: str, row: str, count: int) -> None:
        cell = self.opened.cell(place)
        if cell.formula and OWN_FUNCTION not in cell.formula.upper():
            said = " ".join(text.splitlines())  # a sentence is one line
            self.left.append(f"{row}说明栏（{place.cell}）是公式，没有改动：{said}")
            return
        edit = shows(place, cell, text) if cell.formula else edit_of(place, cell, Text(text))
        if edit is not None:
            self.edits.append(edit)
            self.written += max(count, 1)

    def _clear(self, place: Place, cell: Cell) -> None:
        self.edits.append(Edit(EditKind.VALUE, place.sheet or "", place.cell or "", cell.value, None))
        self.written += 1

    def _is_free(self, present: str) -> bool:
        return is_blank(present) or self._is_draft(present)

    def _is_draft(self, present: str) -> bool:
        return is_untouched_draft(present, self.narrator.lexis)


def _no_longer_due(row: str, place: Place) -> str:
    return f"{row}现在不用说明，说明栏（{place.cell}）还留着原来起草的话和没有填的【请填写】，请改写或删去。"


def _row(note: Note) -> str:
    return f"第{note.n}行" if isinstance(note.n, int) else "项目资金"
