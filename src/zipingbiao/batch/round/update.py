"""What came back in workbooks, project by project, as changes of a ledger; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zipingbiao.batch.pipeline import process
from zipingbiao.batch.round.computed import computed_fields, own_results, shown_fields
from zipingbiao.batch.round.record import Issued, read_record
from zipingbiao.edits.snapshot import Edit, Snapshot
from zipingbiao.form.coverage import FormKind, told
from zipingbiao.form.model import Form, Indicator
from zipingbiao.ledger.update.compare import compare
from zipingbiao.ledger.update.deductions import settled
from zipingbiao.ledger.update.differences import SETTLED_BY_REPLACE, Compared, Conflict, Known
from zipingbiao.ledger.update.edits import LedgerCells, Written
from zipingbiao.ledger.update.fields import approved_texts, is_result, typed_texts
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.rulebook.choice import RulebookFor


@dataclass(frozen=True, slots=True)
class Returned:
    """A form that came back: its file, and whether a formula of ours stands in a field (`snapshot`: of a workbook)."""

    path: Path
    file: str
    form: Form
    snapshot: Snapshot | None
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A form that was given to no project, and why."""

    returned: Returned
    why: str


@dataclass(frozen=True, slots=True)
class ProjectUpdate:
    """What one form brings to one project. `n`: its number in the ledger, from 1."""

    n: int
    ledger: Form
    returned: Returned
    compared: Compared
    written: tuple[Written, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def edits(self) -> list[Edit]:
        return [each.edit for each in self.written if each.edit is not None]

    @property
    def unread(self) -> str:
        """What of the form was not read, for a person; "" where it was read whole."""
        reading = self.returned.form.reading
        return told(FormKind.PROJECT, reading) if reading.unread or reading.unknown else ""


@dataclass(frozen=True, slots=True)
class Update:
    """All of them, in the order of the files."""

    projects: tuple[ProjectUpdate, ...]
    unmatched: tuple[Unmatched, ...]

    @property
    def edits(self) -> list[Edit]:
        return [edit for project in self.projects for edit in project.edits]

    @property
    def open(self) -> int:
        """How many things a person still has to decide."""
        return len(self.unmatched) + sum(len(each.conflicts) for each in self.projects)


class Updater:
    """A ledger that workbooks are brought back into. `ledger`: its projects; `snapshot`: its cells."""

    def __init__(
        self, ledger: Sequence[Form], snapshot: Snapshot, find: RulebookFor, narrator: Narrator
    ) -> None:
        self._ledger, self._cells = ledger, LedgerCells(snapshot)
        self._keys = [(_plain(each.id), _plain(each.name)) for each in ledger]
        self._find, self._narrator = find, narrator
        self._records: dict[Path, Mapping[str, Issued]] = {}

    def update(self, returned: Iterable[Returned], *, replacing: bool = False) -> Update:
        """`replacing`: where both sides say something the workbook's word is taken."""
        projects: list[ProjectUpdate] = []
        unmatched: list[Unmatched] = []
        told = [(each, self._project_of(each)) for each in returned]
        of_project: dict[int, list[Returned]] = {}
        for each, found in told:
            if isinstance(found, int):
                of_project.setdefault(found, []).append(each)
        for each, found in told:
            if isinstance(found, str):
                unmatched.append(Unmatched(each, found))
                continue
            several = of_project[found]
            if not all(_say_the_same(each, other) for other in several):
                unmatched.append(Unmatched(each, _not_alone(each, several)))
            elif each is several[0]:
                projects.append(self._compared(found, each, replacing=replacing))
        return Update(tuple(projects), tuple(unmatched))

    def issued(self, returned: Returned) -> Issued | None:
        """How the workbook was handed out; None where nothing is recorded."""
        folder = returned.path.parent
        if folder not in self._records:
            self._records[folder] = read_record(folder)
        return self._records[folder].get(returned.path.name) if returned.alone else None

    def _project_of(self, returned: Returned) -> int | str:
        """The number of the project, from 0, or why there is none."""
        form = returned.form
        if not form.reports:
            return "是绩效目标申报表，没有完成值可写回"
        record = self.issued(returned)
        hits = list(self._hits(form, record))
        if len(hits) > 1:
            return f"台账里有 {len(hits)} 个项目都像是它，没有写回；请在台账和工作簿里填上项目编码"
        if not hits:
            return "台账里没有这个项目，没有写回；请核对项目名称、编码"
        years = self._ledger[hits[0]].evaluated_year, form.evaluated_year
        if None not in years and years[0] != years[1]:
            return f"是 {years[1]} 年度的表，台账是 {years[0]} 年度，没有写回"
        return hits[0]

    def _hits(self, form: Form, record: Issued | None) -> Iterator[int]:
        """By the record, else by 项目编码, else by name, where several bear it by name and unit.

        A project that was renamed since, on either side, is known by its record and its rows.
        """
        keys = self._keys
        if record is not None:
            wanted = _plain(record.project[0]), _plain(record.project[1])
            if keys.count(wanted) == 1 and _plain(form.name) == wanted[1]:
                yield keys.index(wanted)
                return
        numbers = range(len(self._ledger))
        by_code = [n for n in numbers if form.code and _plain(self._ledger[n].code) == _plain(form.code)]
        if len(by_code) == 1:
            yield by_code[0]
            return
        by_name = [n for n in by_code or numbers if form.name and keys[n][1] == _plain(form.name)]
        if not by_name and record is not None:
            yield from self._renamed(form, record)
            return
        by_unit = [n for n in by_name if form.unit and _plain(self._ledger[n].unit) == _plain(form.unit)]
        yield from by_unit if len(by_name) > 1 and by_unit else by_name

    def _renamed(self, form: Form, record: Issued) -> Iterator[int]:
        """The project of the record under its old name or its old number, if the rows are still its rows."""
        one, name = _plain(record.project[0]), _plain(record.project[1])
        for n, key in enumerate(self._keys):
            if key != (one, name) and not (one and key[0] == one):
                continue
            if all(_of_one_project(record.rows, each.indicators) for each in (self._ledger[n], form)):
                yield n

    def _compared(self, n: int, returned: Returned, *, replacing: bool) -> ProjectUpdate:
        ledger, record = self._ledger[n], self.issued(returned)
        computed = computed_fields(returned.form, returned.snapshot)
        # In 数值模式 what our formulas gave stands as figures, and is written anew as figures.
        known = self._known(ledger, record, None if computed else returned.form)
        compared = compare(ledger, returned.form, computed, known)
        changes = list(compared.changes)
        left: list[Conflict] = []
        for each in compared.conflicts:
            if replacing and each.why in SETTLED_BY_REPLACE:
                changes += settled(each, ledger)
            else:
                left.append(each)
        written = self._cells.written(ledger, returned.form.amount_unit, changes)
        left += [each.conflict for each in written if each.conflict is not None]
        return ProjectUpdate(n + 1, ledger, returned, compared, tuple(written), tuple(left))

    def _known(self, ledger: Form, record: Issued | None, values: Form | None) -> Known:
        """What the workbook showed when it was handed out, as it was recorded then; else what it would show today.

        `values`: the form of a workbook without formulas of ours.
        """
        rulebook = self._find(ledger)
        if record is None:
            shown = shown_fields(process(ledger, rulebook, self._narrator), ledger)
            # Where our formulas stand, a figure in the place of one of them is what somebody typed.
            typed = () if values is not None else tuple(path for path in shown if is_result(path))
            return Known(None, {path: (text,) for path, text in shown.items() if path not in typed})
        earlier = record.shown_in(ledger), record.untouched_in(ledger)
        texts = {
            path: tuple(each[path] for each in earlier if path in each)
            for path in dict.fromkeys((*earlier[0], *earlier[1]))
        }
        own = {} if values is None else own_results(values, rulebook)
        return Known(
            record.typed_in(ledger), texts, own, record.approved_in(ledger), record.former_in(ledger)
        )


def _say_the_same(one: Returned, other: Returned) -> bool:
    """Whether two workbooks of a project hold the same, so that it does not matter which of them is taken."""
    forms = one.form, other.form
    return one is other or all(texts(forms[0]) == texts(forms[1]) for texts in (typed_texts, approved_texts))


def _not_alone(returned: Returned, several: Sequence[Returned]) -> str:
    """Nobody knows which of them the unit means."""
    others = "、".join(dict.fromkeys(each.file for each in several if each is not returned))
    return f"与 {others} 是同一项目，填的不一样，都没有写回；请只留一本"


def _of_one_project(then: Sequence[str], now: Sequence[Indicator]) -> bool:
    """Whether at least half of the 三级指标 of then still stand there."""
    names = {_plain(each) for each in then}
    return 2 * len(names & {_plain(row.level3) for row in now}) >= len(names)


def _plain(text: str) -> str:
    return "".join(text.split())
