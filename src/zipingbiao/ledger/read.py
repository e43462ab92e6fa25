"""A ledger workbook to forms. Every fault is told at once; one bad project never stops the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from zipingbiao.edits.read_xlsx import LEDGER, snapshot_of
from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.form.model import Form
from zipingbiao.form.waiver import SHEET as WAIVERS
from zipingbiao.ledger.build import Block, built_form
from zipingbiao.ledger.columns import GUIDE, LISTS, ledger_layout
from zipingbiao.ledger.fault import Fault, LedgerResult
from zipingbiao.ledger.link import link, project_rows
from zipingbiao.ledger.table import Notebook, Table, read_table
from zipingbiao.ledger.validate import (
    kind_faults,
    reason_remarks,
    repeated_kind_faults,
    unit_faults,
    value_faults,
)
from zipingbiao.package.gate import open_package
from zipingbiao.workbook.waivers import with_waivers


def read_ledger(path: Path, known_reasons: Collection[str] = ()) -> LedgerResult:
    """The projects of a ledger in their order. `known_reasons`: labels of 扣分/偏差类型; others give a remark.

    Raises :class:`zipingbiao.package.fault.ReadFault` where the file is no readable workbook.
    """
    return ledger_of(snapshot_of(open_package(path), LEDGER), known_reasons)


def ledger_of(snapshot: Snapshot, known_reasons: Collection[str] = ()) -> LedgerResult:
    """The projects of a snapshot of a ledger."""
    notes = Notebook(snapshot.file)
    tables = _tables(snapshot, notes)
    layout = ledger_layout()
    projects, funds, indicators = (tables.get(each.name) for each in layout.sheets)
    _judge_values(tables, notes, known_reasons)
    forms = () if projects is None else _forms(projects, funds, indicators, notes)
    forms, stray = with_waivers(snapshot, forms)
    for problem in stray:
        notes.remark(WAIVERS, problem.message.rstrip("。"), "“项目”栏写项目序号或项目名称。")
    order = {name: n for n, name in enumerate(table.sheet for table in tables.values())}

    def place(fault: Fault) -> tuple[int, int]:
        return order.get(fault.sheet, -1), fault.row or 0

    return LedgerResult(
        forms, tuple(sorted(notes.faults, key=place)), tuple(sorted(notes.remarks, key=place))
    )


def _tables(snapshot: Snapshot, notes: Notebook) -> dict[str, Table]:
    """The sheets of the ledger that could be read, by their proper names, in the order 项目, 资金, 指标."""
    layout = ledger_layout()
    found: dict[str, Table] = {}
    seen: set[str] = set()
    for sheet in snapshot.sheets:
        wanted = layout.sheet(sheet.name)
        if wanted is None:
            if sheet.name not in (GUIDE, LISTS, WAIVERS):
                notes.remark(
                    sheet.name, "不是台账的工作表，没有读取", "台账只读“项目”“资金”“指标”三张工作表。"
                )
        elif wanted.name in seen:
            notes.fault(sheet.name, f"“{wanted.name}”工作表不止一张，这一张没有读取", "请合并为一张。")
        else:
            seen.add(wanted.name)
            table = read_table(sheet, wanted, notes)
            if table is not None:
                found[wanted.name] = table
    for each in layout.sheets:
        if each.name not in seen:
            advice = f"请加上这张工作表（也认得：{'、'.join(each.synonyms[:3])}），或用 zipingbiao new ledger 新建台账。"
            notes.fault(each.name, "缺少这张工作表", advice)
    return {each.name: found[each.name] for each in layout.sheets if each.name in found}


def _judge_values(tables: Mapping[str, Table], notes: Notebook, known_reasons: Collection[str]) -> None:
    told = {(fault.sheet, fault.row, fault.column) for fault in notes.faults}
    for name, table in tables.items():
        wrong = {(row, column) for sheet, row, column in told if sheet == table.sheet and row is not None}
        notes.faults += value_faults(table, notes.file, wrong)
        if name == ledger_layout().funds.name:
            notes.faults += kind_faults(table, notes.file)
        if name == ledger_layout().indicators.name:
            notes.remarks += reason_remarks(table, notes.file, known_reasons)


def _forms(
    projects: Table, funds: Table | None, indicators: Table | None, notes: Notebook
) -> tuple[Form, ...]:
    if projects.frame.empty:
        notes.remark(projects.sheet, "还没有项目", "请先在这张工作表里一个项目写一行。")
    keys = project_rows(projects, notes)
    fund_rows = {} if funds is None else link(funds, keys, notes)
    indicator_rows = {} if indicators is None else link(indicators, keys, notes)
    if funds is not None:
        notes.faults += repeated_kind_faults(funds, fund_rows.values(), notes.file)
        notes.faults += unit_faults(projects, funds, notes.file)
    forms = []
    for n, row in enumerate(map(int, keys.index), 1):
        blocks = Block(funds, fund_rows.get(row, ())), Block(indicators, indicator_rows.get(row, ()))
        notes.faults += [
            _without(projects, row, block.table, notes.file)
            for block in blocks
            if block.table and not block.rows
        ]
        forms.append(built_form(notes.file, projects, row, n, *blocks))
    return tuple(forms)


def _without(projects: Table, row: int, table: Table, file: str) -> Fault:
    """A project without a money block or without indicators."""
    name = projects.lines[row]["name"]
    found = f"这个项目在“{table.sheet}”表里一行也没有"
    return projects.fault(
        file, row, "name", name, found, f"请在“{table.sheet}”表里填写，项目序号与这里一致。"
    )
