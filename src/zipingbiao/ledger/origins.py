"""The sheet 来源 of a new ledger: where each project came from, what was left out and why, which old years still stand."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from zipingbiao.form.coverage import KIND_NAMES, told
from zipingbiao.form.field_names import called
from zipingbiao.form.stale_years import StaleYear
from zipingbiao.ledger.layout import ORIGINS
from zipingbiao.ledger.sheet_style import put_text
from zipingbiao.ledger.start import Start
from zipingbiao.ledger.values import TEXT_FORMAT

_HEADINGS = ("项目序号", "项目名称", "文件", "表的种类", "原年度", "指标行数", "放进台账", "请核对")
_WIDTHS = (10, 34, 34, 22, 10, 10, 10, 80)


def add_origins(workbook: Workbook, begun: Start) -> None:
    """The last sheet; a ledger is read without it."""
    page = workbook.create_sheet(ORIGINS)
    for number, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True), 1):
        cell = page.cell(1, number, heading)
        cell.font = Font(name="宋体", size=10, bold=True)
        page.column_dimensions[cell.column_letter].width = width
    for row, line in enumerate(_lines(begun), 2):
        for number, text in enumerate(line, 1):
            cell = page.cell(row, number)
            put_text(cell, text)
            cell.number_format = TEXT_FORMAT
            cell.font = Font(name="宋体", size=10)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
    page.freeze_panes = "A2"


def stale_line(stale: StaleYear) -> str:
    """`第3行年度指标值“2023年12月底前”（2023年）`."""
    return f"{called(stale.path)}“{stale.text}”（{stale.year} 年）"


def _lines(begun: Start) -> Iterator[tuple[str, ...]]:
    for project in begun.projects:
        form, source = project.source.form, project.source
        doubts = [*project.remarks]
        if form.reading.unread or form.reading.unknown:
            doubts.append(told(form.kind, form.reading))
        doubts += [f"仍写着旧年份：{stale_line(each)}" for each in project.stale]
        yield (
            project.form.id,
            form.name,
            source.file,
            KIND_NAMES[form.kind],
            str(form.evaluated_year or ""),
            str(len(form.indicators)),
            "是",
            "\n".join(doubts),
        )
    for left in begun.left_out:
        form = left.source.form
        year, rows = str(form.evaluated_year or ""), str(len(form.indicators))
        yield "", form.name, left.source.file, KIND_NAMES[form.kind], year, rows, "否", left.why
