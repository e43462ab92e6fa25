"""豁免: the edits that write one waiver into the sheet 审核豁免 of a form workbook or a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zipingbiao.checks.finding import Finding
from zipingbiao.commands.result import CommandResult
from zipingbiao.edits.snapshot import Edit, EditKind, Snapshot
from zipingbiao.form.model import Form
from zipingbiao.form.waiver import HEADINGS, SHEET, Waiver
from zipingbiao.package.address import cell_name
from zipingbiao.workbook.waivers import waiver_columns, waiver_sheet


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding with the project it stands on, as the sheet names it, the mark of what it rests on, and the form."""

    project: str
    finding: Finding
    facts: str
    form: Form


def candidates(
    found: Iterable[Candidate], code: str, place: str, project: str
) -> tuple[list[Candidate], list[Candidate]]:
    """The findings of a rule that a place names, and all of that rule in the file, for the message if there is none."""
    asked = Waiver(code=code, place=place)
    same = [
        each
        for each in found
        if each.finding.code == code.strip().upper() and (not project or each.project == project)
    ]
    hits = [e for e in same if asked.covers(e.finding.sheet, e.finding.cell, e.finding.field)]
    return hits, same


def waive(
    snapshot: Snapshot, granted: Sequence[Candidate], *, reason: str, who: str, date: str
) -> CommandResult:
    """One line a finding; the sheet is made where the book has none. A finding waived already is left."""
    fresh = [each for each in granted if each.finding.waiver is None]
    left = tuple(
        f"{_where(each)} 的 {each.finding.code} 已经豁免过。" for each in granted if each not in fresh
    )
    lines = [
        {
            "project": each.project,
            "code": each.finding.code,
            "place": _where(each),
            "found": each.finding.found,
            "reason": reason,
            "who": who,
            "date": date,
            "facts": each.facts,
        }
        for each in fresh
    ]
    edits = tuple(_edits(snapshot, lines)) if lines else ()
    return CommandResult(edits, f"豁免 {len(fresh)} 处问题，记在工作表“{SHEET}”", left)


def _where(each: Candidate) -> str:
    finding = each.finding
    if not finding.cell:
        return finding.field
    return f"{finding.sheet}!{finding.cell}" if finding.sheet else finding.cell


def _edits(snapshot: Snapshot, lines: Sequence[dict[str, str]]) -> Iterable[Edit]:
    sheet = waiver_sheet(snapshot)
    top, columns = waiver_columns(sheet) if sheet is not None else (0, {})
    name = sheet.name if sheet is not None else SHEET
    if sheet is None:
        yield Edit(EditKind.SHEET, SHEET, "", None, SHEET)
    if not top:
        columns = {field: number for number, field in enumerate(HEADINGS, 1)}
        top = 1
        for field, heading in HEADINGS.items():
            yield Edit(EditKind.VALUE, name, cell_name(1, columns[field]), None, heading)
    elif "facts" not in columns:
        columns = {**columns, "facts": max(columns.values()) + 1}
        yield Edit(EditKind.VALUE, name, cell_name(top, columns["facts"]), None, HEADINGS["facts"])
    filled = [row for row, _ in sheet.cells] if sheet is not None else []
    for row, line in enumerate(lines, max([top, *filled]) + 1):
        for field, column in columns.items():
            if line[field]:
                yield Edit(EditKind.VALUE, name, cell_name(row, column), None, line[field])
