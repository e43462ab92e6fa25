"""The rows of the three sheets given to their projects, in one pass over each; what is wrong with a row is told with it."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from zipingbiao.edits.sheet_rows import SheetRows
from zipingbiao.ledger.columns import Columns
from zipingbiao.ledger.faults import Faults
from zipingbiao.ledger.projects import Match, Projects
from zipingbiao.ledger.row_names import RowNames
from zipingbiao.ledger.row_store import RowStore
from zipingbiao.ledger.rows import Row, read_rows
from zipingbiao.ledger.unusable import Unusable
from zipingbiao.ledger.validate import (
    heading_unit_faults,
    judged,
    kind_faults,
    lost_date_faults,
    reason_remarks,
    repeated_kind,
    unit_faults,
    value_faults,
    year_faults,
)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of the ledger whose columns are known."""

    sheet: SheetRows
    columns: Columns

    def read(self, faults: Faults) -> Iterator[Row]:
        """The filled rows; what their cells may not hold is told."""
        fields = judged(self.columns)
        for row in read_rows(self.sheet, self.columns, faults):
            faults.faults += value_faults(row, self.columns, fields)
            yield row


class Tables(NamedTuple):
    """The three sheets; None for one that is not there or has no headings."""

    projects: Table | None
    funds: Table | None
    indicators: Table | None


class Owned:
    """The rows of 资金 or 指标, each with the project it belongs to."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self._store = RowStore(columns.layout)
        self._of: dict[int, array[int]] = {}

    def put(self, project: int, row: Row) -> None:
        """Give a row to its project."""
        self._of.setdefault(project, array("L")).append(self._store.put(row))

    def of(self, project: int) -> list[Row]:
        """The rows of a project, in their order."""
        return [self._store.get(number) for number in self._of.get(project, ())]

    def __contains__(self, project: int) -> bool:
        return project in self._of


@dataclass(frozen=True, slots=True)
class Gathered:
    """The projects in their order, with the rows they own. None: the ledger has no such sheet.

    `unusable`: what could not be used, by the project it belongs to.
    """

    columns: Columns
    projects: RowStore
    funds: Owned | None
    indicators: Owned | None
    unusable: Unusable


def gathered(tables: Tables, faults: Faults, known_reasons: frozenset[str]) -> Gathered | None:
    """All rows of a ledger; None where it has no sheet 项目, and then too what is wrong with the others is told."""
    unusable = Unusable(faults)
    unusable.belongs_to_all()  # sheets and columns that are missing, or there twice
    known, store = Projects(), None
    if tables.projects is not None:
        store = _projects(tables.projects, tables.funds, known, faults, unusable)
    named = None if store is None else _Named(known, unusable, RowNames())
    funds = None if tables.funds is None else _funds(tables.funds, named, faults)
    indicators = (
        None if tables.indicators is None else _indicators(tables.indicators, named, faults, known_reasons)
    )
    if named is not None:
        named.names.tell(known, faults, unusable)
    if tables.projects is None or store is None:
        return None
    found = Gathered(tables.projects.columns, store, funds, indicators, unusable)
    _notice_bare(found, faults)
    return found


@dataclass(slots=True)
class _Named:
    """The projects by their keys, what of them could not be used, and the names that their rows say."""

    projects: Projects
    unusable: Unusable
    names: RowNames


def _projects(
    table: Table, funds: Table | None, known: Projects, faults: Faults, unusable: Unusable
) -> RowStore:
    store, filled = RowStore(table.columns.layout), False
    for row in table.read(faults):
        filled = True
        added = known.add(row, table.columns)
        if added.fault is not None:
            faults.faults.append(added.fault)
        faults.faults += year_faults(row, table.columns)
        if funds is not None:
            faults.faults += unit_faults(row, table.columns, funds.columns)
        if added.own:
            store.put(row)
        unusable.belongs_to(added.concerns)
    if not filled:
        faults.remark(table.columns.sheet, "还没有项目", "请先在这张工作表里一个项目写一行。")
    return store


def _funds(table: Table, named: _Named | None, faults: Faults) -> Owned:
    owned = Owned(table.columns)
    seen: set[tuple[int, str]] = set()
    giving = None if named is None else _Giving(owned, named, faults)
    if named is not None:
        faults.faults += heading_unit_faults(table.columns)
        named.unusable.belongs_to_all()
    for row in table.read(faults):
        faults.faults += kind_faults(row, table.columns)
        match = None if giving is None else giving.match(row)
        kind = row.texts["kind"].strip()
        if match is not None and match.project is not None and kind:
            if (match.project, kind) in seen:
                faults.faults.append(repeated_kind(row, table.columns))
            seen.add((match.project, kind))
        if giving is not None and match is not None:
            giving.give(row, match)
    return owned


def _indicators(table: Table, named: _Named | None, faults: Faults, known_reasons: frozenset[str]) -> Owned:
    owned = Owned(table.columns)
    giving = None if named is None else _Giving(owned, named, faults)
    for row in table.read(faults):
        faults.remarks += reason_remarks(row, table.columns, known_reasons)
        faults.faults += lost_date_faults(row, table.columns)
        if giving is not None:
            giving.give(row, giving.match(row))
    return owned


class _Giving:
    """The rows of a sheet on their way to their projects; a row without its project is told and goes to none.

    What is wrong with such a row concerns every project it may belong to: those that its keys fit, else the one whose
    rows it stands among.
    """

    def __init__(self, owned: Owned, named: _Named, faults: Faults) -> None:
        self._owned, self._named, self._faults = owned, named, faults
        self._last: int | None = None

    def match(self, row: Row) -> Match:
        """The project of a row; what is wrong with that is told."""
        match = self._named.projects.match(row)
        fault = match.fault(row, self._owned.columns)
        if match.project is not None:
            self._named.names.note(match.project, row.texts["name"], fault)
        elif fault is not None:
            self._faults.faults.append(fault)
        return match

    def give(self, row: Row, match: Match) -> None:
        """Give a row to its project, and what was told of it to all it concerns."""
        if match.project is not None:
            self._owned.put(match.project, row)
            self._last = match.project
        if match.among:
            self._named.unusable.belongs_to(match.among)
        elif self._last is not None:  # else it stands above the rows of the project that comes next
            self._named.unusable.belongs_to((self._last,))


def _notice_bare(found: Gathered, faults: Faults) -> None:
    """Projects without a money block or without indicators."""
    for n in range(len(found.projects)):
        for owned in (found.funds, found.indicators):
            if owned is not None and n not in owned:
                row, sheet = found.projects.get(n), owned.columns.sheet
                said = f"这个项目在“{sheet}”表里一行也没有"
                advice = f"请在“{sheet}”表里填写，项目序号与这里一致。"
                faults.faults.append(found.columns.fault(row.number, "name", row.texts["name"], said, advice))
        found.unusable.belongs_to((n,))
