"""The rows of the three sheets given to their projects, in one pass over each; what is wrong with a row is told with it."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from zipingbiao.edits.sheet_rows import SheetRows
from zipingbiao.ledger.columns import Columns
from zipingbiao.ledger.faults import Faults
from zipingbiao.ledger.projects import Projects
from zipingbiao.ledger.row_store import RowStore
from zipingbiao.ledger.rows import Row, read_rows
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
    """The projects in their order, with the rows they own. None: the ledger has no such sheet."""

    columns: Columns
    projects: RowStore
    funds: Owned | None
    indicators: Owned | None


def gathered(tables: Tables, faults: Faults, known_reasons: frozenset[str]) -> Gathered | None:
    """All rows of a ledger; None where it has no sheet 项目, and then too what is wrong with the others is told."""
    known, store = Projects(), None
    if tables.projects is not None:
        store = _projects(tables.projects, tables.funds, known, faults)
    named = None if store is None else known
    funds = None if tables.funds is None else _funds(tables.funds, named, faults)
    indicators = (
        None if tables.indicators is None else _indicators(tables.indicators, named, faults, known_reasons)
    )
    if tables.projects is None or store is None:
        return None
    found = Gathered(tables.projects.columns, store, funds, indicators)
    _notice_bare(found, faults)
    return found


def _projects(table: Table, funds: Table | None, known: Projects, faults: Faults) -> RowStore:
    store, filled = RowStore(table.columns.layout), False
    for row in table.read(faults):
        filled = True
        own, fault = known.add(row, table.columns)
        if fault is not None:
            faults.faults.append(fault)
        faults.faults += year_faults(row, table.columns)
        if funds is not None:
            faults.faults += unit_faults(row, table.columns, funds.columns)
        if own:
            store.put(row)
    if not filled:
        faults.remark(table.columns.sheet, "还没有项目", "请先在这张工作表里一个项目写一行。")
    return store


def _funds(table: Table, known: Projects | None, faults: Faults) -> Owned:
    owned = Owned(table.columns)
    seen: set[tuple[int, str]] = set()
    if known is not None:
        faults.faults += heading_unit_faults(table.columns)
    for row in table.read(faults):
        faults.faults += kind_faults(row, table.columns)
        project = None if known is None else _given(row, owned, known, faults)
        kind = row.texts["kind"].strip()
        if project is not None and kind:
            if (project, kind) in seen:
                faults.faults.append(repeated_kind(row, table.columns))
            seen.add((project, kind))
    return owned


def _indicators(table: Table, known: Projects | None, faults: Faults, known_reasons: frozenset[str]) -> Owned:
    owned = Owned(table.columns)
    for row in table.read(faults):
        faults.remarks += reason_remarks(row, table.columns, known_reasons)
        faults.faults += lost_date_faults(row, table.columns)
        if known is not None:
            _given(row, owned, known, faults)
    return owned


def _given(row: Row, owned: Owned, known: Projects, faults: Faults) -> int | None:
    """The project that the row was given to; a row without its project is told and goes to none."""
    match = known.match(row)
    fault = match.fault(row, owned.columns)
    if fault is not None:
        faults.faults.append(fault)
    if match.project is not None:
        owned.put(match.project, row)
    return match.project


def _notice_bare(found: Gathered, faults: Faults) -> None:
    """Projects without a money block or without indicators."""
    for n in range(len(found.projects)):
        for owned in (found.funds, found.indicators):
            if owned is not None and n not in owned:
                row, sheet = found.projects.get(n), owned.columns.sheet
                said = f"这个项目在“{sheet}”表里一行也没有"
                advice = f"请在“{sheet}”表里填写，项目序号与这里一致。"
                faults.faults.append(found.columns.fault(row.number, "name", row.texts["name"], said, advice))
