"""Small ledgers as tests write them: rows of plain values, sheet by sheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from ledger.reading import read_ledger
from zipingbiao.ledger.forms import Ledger

PROJECTS = (("项目序号", "项目名称"), ("1", "甲"))
FUNDS = (("项目序号", "资金类别", "全年预算数", "全年执行数"), ("1", "年度资金总额", 1, 1))
INDICATORS = (
    ("项目序号", "三级指标", "年度指标值", "实际完成值", "分值"),
    ("1", "采购", "≥10台", "10台", 90),
)
Rows = Sequence[Sequence[object]]


def ledger(
    folder: Path,
    *,
    projects: Rows = PROJECTS,
    funds: Rows = FUNDS,
    indicators: Rows = INDICATORS,
    others: Mapping[str, Rows] | None = None,
    known_reasons: Collection[str] = (),
) -> Ledger:
    """The ledger of these sheets; what a test does not give is one good project, 甲."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    sheets = {"项目": projects, "资金": funds, "指标": indicators, **(others or {})}
    for name, rows in sheets.items():
        page = workbook.create_sheet(name)
        for row in rows:
            page.append(list(row))
    path = folder / "台账.xlsx"
    workbook.save(path)
    return read_ledger(path, known_reasons)


def told(found: Ledger) -> list[tuple[str, str, str]]:
    """Sheet, cell and what is wrong, of every fault."""
    return [(fault.sheet, fault.cell, fault.found) for fault in found.faults]
