"""A ledger: its sheets' columns are found, its rows read and given to their projects, its forms built when asked for.

Every fault is told at once; one bad project never stops the others.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from zipingbiao.edits.sheet_rows import SheetRows, rows_in, rows_of
from zipingbiao.edits.snapshot import Cell, Sheet, Snapshot
from zipingbiao.form.model import Form
from zipingbiao.form.waiver import SHEET as WAIVERS
from zipingbiao.ledger.columns import find_columns
from zipingbiao.ledger.faults import Faults, in_order
from zipingbiao.ledger.forms import Ledger, LedgerForms
from zipingbiao.ledger.gather import Gathered, Table, Tables, gathered
from zipingbiao.ledger.layout import GUIDE, LISTS, ORIGINS, ledger_layout
from zipingbiao.package.gate import Package
from zipingbiao.workbook.waivers import Owner, granted


def ledger_in(package: Package, known_reasons: Collection[str] = ()) -> Ledger:
    """The ledger of a closed workbook. `known_reasons`: labels of 扣分/偏差类型; others give a remark.

    Raises :class:`zipingbiao.package.fault.ReadFault` where the workbook cannot be read. The package is not needed after.
    """
    return _ledger(package.file, rows_in(package), frozenset(known_reasons))


def ledger_of(snapshot: Snapshot, known_reasons: Collection[str] = ()) -> Ledger:
    """The ledger of a snapshot."""
    return _ledger(snapshot.file, rows_of(snapshot), frozenset(known_reasons))


def _ledger(file: str, sheets: Sequence[SheetRows], known_reasons: frozenset[str]) -> Ledger:
    faults = Faults(file)
    tables = _tables(sheets, faults)
    projects = gathered(tables, faults, known_reasons)
    forms = _with_waivers(file, sheets, projects, faults)
    order = [table.columns.sheet for table in tables if table is not None]
    return Ledger(forms, in_order(faults.faults, order), in_order(faults.remarks, order))


def _tables(sheets: Sequence[SheetRows], faults: Faults) -> Tables:
    """The sheets 项目, 资金 and 指标 as far as they are there and have headings."""
    layout = ledger_layout()
    found: dict[str, Table | None] = {}
    for sheet in sheets:
        wanted = layout.sheet(sheet.name)
        if wanted is None:
            if sheet.name not in (GUIDE, LISTS, ORIGINS, WAIVERS):
                faults.remark(
                    sheet.name, "不是台账的工作表，没有读取", "台账只读“项目”“资金”“指标”三张工作表。"
                )
        elif wanted.name in found:
            faults.fault(sheet.name, f"“{wanted.name}”工作表不止一张，这一张没有读取", "请合并为一张。")
        else:
            columns = find_columns(sheet, wanted, faults)
            found[wanted.name] = None if columns is None else Table(sheet, columns)
    for each in layout.sheets:
        if each.name not in found:
            advice = f"请加上这张工作表（也认得：{'、'.join(each.synonyms[:3])}），或用 zipingbiao new ledger 新建台账。"
            faults.fault(each.name, "缺少这张工作表", advice)
    return Tables(*(found.get(each.name) for each in layout.sheets))


def _with_waivers(
    file: str, sheets: Sequence[SheetRows], projects: Gathered | None, faults: Faults
) -> Sequence[Form]:
    """The forms with the waivers granted to them; a waiver that belongs to none is told."""
    forms: Sequence[Form] = () if projects is None else LedgerForms(projects)
    sheet = next((each for each in sheets if each.name.strip() == WAIVERS), None)
    if sheet is None:
        return forms
    cells = {(row, column): cell for row, line in sheet.rows(_itself) for column, cell in line.items()}
    waivers, stray = granted(Sheet(sheet.name, cells), file, list(map(Owner.of, forms)))
    for problem in stray:
        faults.remark(WAIVERS, problem.message.rstrip("。"), "“项目”栏写项目序号或项目名称。")
    return forms if projects is None else LedgerForms(projects, waivers)


def _itself(cell: Cell) -> Cell:
    return cell
