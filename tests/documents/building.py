"""The 14 published forms as files of other kinds, made by other programs: LibreOffice, python-docx, Chromium."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workbook_read.books import FORMS, draw
from zipingbiao.batch.office_environment import office_environment

WIDTHS = (8, 11, 14, 19, 16, 13, 8, 8, 20)
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?%?")
_THIN = Side(style="thin")


def workbook(forms: Sequence[dict[str, Any]]) -> Workbook:
    """One sheet a form, ruled and ready to print, figures as numbers with formats that show them as published."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for n, form in enumerate(forms, 1):
        sheet = book.create_sheet(f"表{n}")
        last = draw(sheet, form)
        _figures(sheet)
        _dress(sheet, last)
    return book


def _figures(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and _FIGURE.fullmatch(cell.value):
                text = cell.value
                decimals = len(text.rstrip("%").partition(".")[2])
                code = "0" + ("." + "0" * decimals if decimals else "")
                cell.value = Decimal(text.rstrip("%")) / (100 if text.endswith("%") else 1)
                cell.number_format = code + ("%" if text.endswith("%") else "")


def _dress(sheet: Worksheet, last: int) -> None:
    for column, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    areas = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    for row in range(1, last + 1):
        lines = 1
        for column in range(1, len(WIDTHS) + 1):
            cell = sheet.cell(row, column)
            area = areas.get((row, column))
            if area is None or area.min_row == area.max_row:
                width = sum(WIDTHS[column - 1 : area.max_col if area else column])
                lines = max(
                    lines, *(-(-2 * len(line) // (width - 2)) for line in str(cell.value).split("\n"))
                )
            sheet.row_dimensions[row].height = 6 + 15 * lines
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            if row > 2:
                cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area = f"A1:{get_column_letter(len(WIDTHS))}{last}"


def save(folder: Path, forms: Sequence[dict[str, Any]] = FORMS, stem: str = "自评表") -> Path:
    path = folder / f"{stem}.xlsx"
    workbook(forms).save(path)
    return path


@cache
def soffice() -> str | None:
    return shutil.which("soffice")


def converted(path: Path, to: str, folder: Path) -> Path:
    """A file as LibreOffice converts it. `to`: `xls`, `html`, `csv:Text…:44,34…`."""
    program = soffice()
    assert program is not None
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", to,
         "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=180, env=office_environment(),
    )  # fmt: skip
    return folder / f"{path.stem}.{to.partition(':')[0]}"


def word(forms: Sequence[dict[str, Any]], path: Path) -> Path:
    """All forms in one document, as python-docx writes it: title paragraphs, a table with merged cells each."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.5)
    style = document.styles["Normal"]
    style.font.name = "Noto Sans CJK SC"
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Noto Sans CJK SC")
    for n, form in enumerate(forms):
        if n:
            document.add_page_break()
        book = Workbook()
        sheet = book.worksheets[0]
        last = draw(sheet, form)
        for row in (1, 2):
            document.add_paragraph(str(sheet.cell(row, 1).value))
        table = document.add_table(rows=last - 2, cols=9)
        table.style = document.styles["Table Grid"]
        table.autofit = False
        cells = [row.cells for row in table.rows]
        for column, width in enumerate(WIDTHS):
            table.columns[column].width = Cm(18 * width / sum(WIDTHS))
            for row in cells:
                row[column].width = Cm(18 * width / sum(WIDTHS))
        for row in range(3, last + 1):
            for column in range(1, 10):
                value = sheet.cell(row, column).value
                if value is not None:
                    run = cells[row - 3][column - 1].paragraphs[0].add_run(str(value))
                    run.font.size = Pt(9)
        for area in sheet.merged_cells.ranges:
            if area.min_row > 2:
                first = cells[area.min_row - 3][area.min_col - 1]
                first.merge(cells[area.max_row - 3][area.max_col - 1])
    document.add_paragraph()  # as Word itself ends every document
    document.save(str(path))
    return path


def page(forms: Sequence[dict[str, Any]]) -> str:
    """All forms as a web page with ruled tables, each beginning a page."""
    parts = [
        "<!doctype html><meta charset=utf-8><style>body{font:9pt 'Noto Sans CJK SC'}table{border-collapse:collapse;"
        "width:100%;table-layout:fixed}td{border:1px solid black;padding:2px}table+p{break-before:page}</style>"
    ]
    for form in forms:
        book = Workbook()
        sheet = book.worksheets[0]
        last = draw(sheet, form)
        areas = {(a.min_row, a.min_col): a for a in sheet.merged_cells.ranges}
        covered = {(r, c) for a in areas.values() for r in range(a.min_row, a.max_row + 1)
                   for c in range(a.min_col, a.max_col + 1)} - set(areas)  # fmt: skip
        parts += [f"<p>{html.escape(str(sheet.cell(row, 1).value))}</p>" for row in (1, 2)]
        parts.append(
            "<table>" + "".join(f"<col style='width:{100 * width / sum(WIDTHS):.2f}%'>" for width in WIDTHS)
        )
        for row in range(3, last + 1):
            parts.append("<tr>")
            for column in range(1, 10):
                if (row, column) in covered:
                    continue
                area = areas.get((row, column))
                span = f" rowspan={area.size['rows']} colspan={area.size['columns']}" if area else ""
                text = html.escape(str(sheet.cell(row, column).value or "")).replace("\n", "<br>")
                parts.append(f"<td{span}>{text}</td>")
            parts.append("</tr>")
        parts.append("</table>")
    return "\n".join(parts)


@cache
def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def printed(source: Path, path: Path, folder: Path) -> Path:
    """A page as Chromium prints it."""
    program = chromium()
    assert program is not None
    subprocess.run(
        [program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'browser'}",
         "--no-pdf-header-footer", f"--print-to-pdf={path}", source.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return path
