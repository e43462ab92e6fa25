"""A ledger workbook to forms. Every fault is told at once; one bad project never stops the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import XML, ParseError

from zipingbiao.form.model import Entry, Form, FundLine, Goals, Indicator, Place, Total
from zipingbiao.ledger.columns import Kind, SheetLayout, ledger_layout
from zipingbiao.ledger.fault import Fault, LedgerResult
from zipingbiao.ledger.link import link, project_rows
from zipingbiao.ledger.table import Notebook, Table, read_table
from zipingbiao.ledger.validate import kind_faults, reason_remarks, value_faults
from zipingbiao.ledger.write import OWN_SHEETS
from zipingbiao.workbook.intake import open_package
from zipingbiao.workbook.snapshot import Snapshot
from zipingbiao.workbook.xlsx import read_snapshot

_BOOK = "xl/workbook.xml"


def is_ledger(path: Path) -> bool:
    """Whether a workbook is a ledger: two of the sheets 项目, 资金, 指标 are there. ReadProblem for a broken file."""
    package = open_package(path)
    if not package.has(_BOOK):
        return False
    try:
        names = [sheet.get("name", "") for sheet in XML(package.read(_BOOK)).iterfind("{*}sheets/{*}sheet")]
    except ParseError:
        return False
    layout = ledger_layout()
    return len({found.name for name in names if (found := layout.sheet(name)) is not None}) >= 2


def read_ledger(path: Path, known_reasons: Collection[str] = ()) -> LedgerResult:
    """The projects of a ledger in their order. `known_reasons`: labels of 扣分/偏差类型; others give a remark.

    Raises :class:`zipingbiao.workbook.problem.ReadProblem` where the file is no readable workbook.
    """
    return ledger_of(read_snapshot(path), known_reasons)


def ledger_of(snapshot: Snapshot, known_reasons: Collection[str] = ()) -> LedgerResult:
    """The projects of a snapshot of a ledger."""
    notes = Notebook(snapshot.file)
    tables = _tables(snapshot, notes)
    layout = ledger_layout()
    projects, funds, indicators = (tables.get(each.name) for each in layout.sheets)
    _judge_values(tables, notes, known_reasons)
    forms = () if projects is None else _forms(projects, funds, indicators, notes)
    order = {name: n for n, name in enumerate(table.sheet for table in tables.values())}

    def place(fault: Fault) -> tuple[int, int]:
        return order.get(fault.sheet, -1), fault.row or 0

    return LedgerResult(forms, tuple(sorted(notes.faults, key=place)), tuple(sorted(notes.remarks, key=place)))


def _tables(snapshot: Snapshot, notes: Notebook) -> dict[str, Table]:
    """The sheets of the ledger that could be read, by their proper names, in the order 项目, 资金, 指标."""
    layout = ledger_layout()
    found: dict[str, Table] = {}
    seen: set[str] = set()
    for sheet in snapshot.sheets:
        wanted = layout.sheet(sheet.name)
        if wanted is None:
            if sheet.name not in OWN_SHEETS:
                notes.remark(sheet.name, "不是台账的工作表，没有读取", "台账只读“项目”“资金”“指标”三张工作表。")
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
            notes.fault("", f"缺少“{each.name}”工作表", advice)
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


def _forms(projects: Table, funds: Table | None, indicators: Table | None, notes: Notebook) -> tuple[Form, ...]:
    keys = project_rows(projects, notes)
    fund_rows = {} if funds is None else link(funds, keys, notes)
    indicator_rows = {} if indicators is None else link(indicators, keys, notes)
    if funds is not None:
        notes.faults += _repeated_kinds(funds, fund_rows, notes.file)
    forms = []
    for n, row in enumerate(map(int, keys.index), 1):
        name = str(projects.frame.at[row, "name"])
        own = {"资金": (funds, fund_rows.get(row, [])), "指标": (indicators, indicator_rows.get(row, []))}
        for sheet, (table, rows) in own.items():
            if table is not None and not rows:
                found = f"这个项目在“{table.sheet}”表里一行也没有"
                notes.faults.append(projects.fault(notes.file, row, "name", name, found, f"请在“{table.sheet}”表里填写，项目序号与这里一致。"))
        forms.append(_Builder(notes.file).form(projects, row, n, own["资金"], own["指标"]))
    return tuple(forms)


def _repeated_kinds(funds: Table, rows: Mapping[int, Sequence[int]], file: str) -> list[Fault]:
    """The same 资金类别 twice in one project; both rows are kept."""
    kinds = funds.frame["kind"].str.strip()
    found = []
    for own in rows.values():
        mine = kinds.loc[list(own)]
        for row in mine.index[(mine != "") & mine.duplicated()]:
            said = "在同一个项目里出现不止一次"
            found.append(funds.fault(file, int(row), "kind", str(kinds.at[row]), said, "请合并为一行，或改正资金类别。"))
    return found


class _Builder:
    """Builds one form and remembers the cell of every field."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[str, Place] = {}

    def form(
        self,
        projects: Table,
        row: int,
        n: int,
        funds: tuple[Table | None, Sequence[int]],
        indicators: tuple[Table | None, Sequence[int]],
    ) -> Form:
        texts = self._texts(projects, row, "")
        goals = Goals(texts.pop("goals.expected"), texts.pop("goals.actual"))
        total = Total(texts.pop("total.weight"), texts.pop("total.score"), texts.pop("total.grade"))
        unit = texts.pop("amount_unit").strip() or _heading_unit(funds[0])
        keys = {name: texts.pop(name).strip() for name in ("id", "code")}
        return Form(
            **texts,
            id=keys["id"] or str(n),
            code=keys["code"],
            amount_unit=unit,
            goals=goals,
            total=total,
            funds=tuple(self._fund(funds[0], each, i) for i, each in enumerate(funds[1]) if funds[0] is not None),
            indicators=tuple(self._indicator(indicators[0], each, i) for i, each in enumerate(indicators[1]) if indicators[0] is not None),
            file=self.file,
            places=MappingProxyType(self.places),
        )

    def _fund(self, table: Table, row: int, i: int) -> FundLine:
        return FundLine(**self._texts(table, row, f"funds[{i}]"))

    def _indicator(self, table: Table, row: int, i: int) -> Indicator:
        texts: dict[str, Any] = dict(self._texts(table, row, f"indicators[{i}]"))
        for name in ("target", "actual"):
            texts[name] = Entry(texts[name], numeric=(row, name) in table.numeric)
        return Indicator(**texts, merged=table.merged[row])

    def _texts(self, table: Table, row: int, path: str) -> dict[str, str]:
        """The fields of a row; their cells go into the source map, the row itself under `path`."""
        names = _fields(table.layout, keys=not path)
        if path:
            self.places[path] = table.place(self.file, row, "")
        for name in names:
            if name in table.columns:
                self.places[f"{path}.{name}" if path else name] = table.place(self.file, row, name)
        return {name: str(table.frame.at[row, name]) for name in names}


def _fields(layout: SheetLayout, *, keys: bool) -> list[str]:
    return [column.field for column in layout.columns if keys or column.kind is not Kind.KEY]


def _heading_unit(funds: Table | None) -> str:
    """The unit that the headings of the amounts state; 万元 where they state none or two."""
    units = () if funds is None else funds.money_units
    return units[0] if len(units) == 1 else "万元"
