"""Forms to a ledger workbook, and an empty ledger with its dropdowns and 填写说明. The same forms give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from zipingbiao.form.model import Entry, Form
from zipingbiao.ledger.layout import Column, Kind, Layout, SheetLayout, ledger_layout
from zipingbiao.ledger.origins import add_origins
from zipingbiao.ledger.sheet_style import (
    add_guide,
    add_lists,
    finish,
    look_of,
    put_text,
    row_height,
    style_heading,
)
from zipingbiao.ledger.start import Start
from zipingbiao.ledger.values import TEXT_FORMAT, number_cell, rate_cell
from zipingbiao.package.sealed import sealed

#: What one cell of a workbook can hold.
_MAX_TEXT = 32767


def empty_ledger_bytes() -> bytes:
    """A new ledger without projects."""
    return ledger_bytes(())


def ledger_bytes(forms: Iterable[Form]) -> bytes:
    """The ledger of the forms. Read back it gives the same forms; a missing or repeated id gets a number of its own.

    ValueError: a text longer than a cell can hold.
    """
    return sealed(_workbook(forms))


def started_bytes(begun: Start) -> bytes:
    """The ledger of a new year, with the sheet 来源. ValueError as above."""
    workbook = _workbook(project.form for project in begun.projects)
    add_origins(workbook, begun)
    return sealed(workbook)


def _workbook(forms: Iterable[Form]) -> Workbook:
    layout = ledger_layout()
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    add_guide(workbook, layout)
    rows = _rows(forms)
    for sheet, lines in zip(layout.sheets, (rows.projects, rows.funds, rows.indicators), strict=True):
        page = workbook.create_sheet(sheet.name)
        _fill(page, sheet, lines)
        finish(page, sheet, layout, len(lines))
    _merge(workbook[layout.indicators.name], layout, rows.merged)
    add_lists(workbook, layout)
    workbook.active = workbook.index(workbook[layout.projects.name])
    return workbook


@dataclass(frozen=True, slots=True)
class _Rows:
    """The lines of the three sheets, field → value; `merged`: line of 指标 → fields that continue the line above."""

    projects: Sequence[Mapping[str, str | Entry]]
    funds: Sequence[Mapping[str, str | Entry]]
    indicators: Sequence[Mapping[str, str | Entry]]
    merged: Mapping[int, frozenset[str]]


def _rows(forms: Iterable[Form]) -> _Rows:
    layout = ledger_layout()
    projects: list[dict[str, str | Entry]] = []
    funds: list[dict[str, str | Entry]] = []
    indicators: list[dict[str, str | Entry]] = []
    merged: dict[int, frozenset[str]] = {}
    for key, form in _numbered(forms):
        keys: dict[str, str | Entry] = {"id": key, "name": form.name}
        projects.append(_line(form, layout.projects) | keys)
        funds += [_line(line, layout.funds) | keys for line in form.funds]
        for row in form.indicators:
            if row.merged:
                merged[len(indicators)] = row.merged
            indicators.append(_line(row, layout.indicators) | keys)
    return _Rows(projects, funds, indicators, merged)


def _numbered(forms: Iterable[Form]) -> Iterator[tuple[str, Form]]:
    """Each form with a 项目序号 that no other has."""
    given = list(forms)
    taken = {form.id for form in given}
    used: set[str] = set()
    for n, form in enumerate(given, 1):
        key, again = form.id or str(n), 2
        while key in used or (key in taken and key != form.id):
            key, again = f"{form.id or n}-{again}", again + 1
        used.add(key)
        yield key, form


def _line(source: object, sheet: SheetLayout) -> dict[str, str | Entry]:
    """The fields of a project, fund line or indicator by column; keys of the project are added by the caller."""
    line: dict[str, str | Entry] = {}
    for column in sheet.written:
        value = source
        for part in column.field.split("."):
            value = getattr(value, part, "")
        if isinstance(value, str | Entry):
            line[column.field] = value
    return line


def _fill(page: Worksheet, sheet: SheetLayout, lines: Sequence[Mapping[str, str | Entry]]) -> None:
    for number, column in enumerate(sheet.written, 1):
        style_heading(page.cell(1, number, column.heading), column)
    looks = {column.field: look_of(column) for column in sheet.written}
    for row, line in enumerate(lines, 2):
        for number, column in enumerate(sheet.written, 1):
            cell = page.cell(row, number)
            look = looks[column.field]
            cell.font, cell.alignment, cell.border = look.font, look.alignment, look.border
            _put(cell, column, line.get(column.field, ""))
        page.row_dimensions[row].height = row_height(
            (str(page.cell(row, number).value or ""), column.width)
            for number, column in enumerate(sheet.written, 1)
        )


def _put(cell: Cell | MergedCell, column: Column, value: str | Entry) -> None:
    """A figure as a number that shows the printed digits, everything else as text."""
    text = value.text if isinstance(value, Entry) else value
    if column.kind not in (Kind.NUMBER, Kind.RATE):
        cell.number_format = TEXT_FORMAT
    if not text:
        return
    number = rate_cell(text) if column.kind is Kind.RATE else None
    if column.kind is Kind.NUMBER or (isinstance(value, Entry) and value.numeric):
        number = number_cell(text)
    if number is not None:
        cell.value, cell.number_format = number
        return
    if len(text) > _MAX_TEXT:
        raise ValueError(
            f"“{column.heading}”有一处文字超过 {_MAX_TEXT} 字，工作簿的一格放不下，请缩短：{text[:40]}…"
        )
    put_text(cell, text)
    cell.number_format = TEXT_FORMAT


def _merge(page: Worksheet, layout: Layout, merged: Mapping[int, frozenset[str]]) -> None:
    """One value that several rows share stays one merged cell."""
    numbers = {column.field: number for number, column in enumerate(layout.indicators.written, 1)}
    for name in sorted({name for names in merged.values() for name in names} & set(numbers)):
        lines = [line for line, names in sorted(merged.items()) if name in names]
        for line in lines:
            if line and line - 1 not in lines:
                last = line
                while last + 1 in lines:
                    last += 1
                page.merge_cells(
                    start_row=line + 1, end_row=last + 2, start_column=numbers[name], end_column=numbers[name]
                )
