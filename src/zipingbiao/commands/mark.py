"""审核本表: the findings of a book as colours, comments and a sheet 问题清单; and taking all of it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zipingbiao.checks.finding import Finding, Severity
from zipingbiao.checks.labels import GROUPS, SEVERITIES, WAIVED, next_step
from zipingbiao.checks.run import check_form
from zipingbiao.commands.record import read_record
from zipingbiao.commands.result import CommandResult
from zipingbiao.edits.snapshot import Edit, EditKind, Sheet, Snapshot
from zipingbiao.package.address import cell_name
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.scoring.score import score_form
from zipingbiao.workbook.read.forms import forms_of

LIST = "问题清单"
COLOURS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.HINT: "DDEBF7"}
HEADS = ("处理", "级别", "编码", "位置", "填报", "应为", "问题", "怎么办")
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)
_HEAD_COLOUR = "D9D9D9"
#: The column of 级别.
_COLOURED = 2
_BY_LABEL = {SEVERITIES[severity]: colour for severity, colour in COLOURS.items()}
NOTHING_FOUND = "没有发现问题"


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found, and the edits that show it. `sheet`: the name of its 问题清单."""

    findings: tuple[Finding, ...]
    result: CommandResult
    sheet: str


def audit(snapshot: Snapshot, find: RulebookFor, bundle: str = "default") -> Audit:
    """Check every form of the book; colours and comments on the cells, all findings on a sheet of their own."""
    return audit_of(snapshot, findings_of(snapshot, find, bundle))


def audit_of(snapshot: Snapshot, findings: tuple[Finding, ...]) -> Audit:
    """The edits that show these findings."""
    standing = [finding for finding in findings if finding.waiver is None]
    sheet = _free_name(snapshot)
    edits = (*_cell_edits(standing), *list_edits(lines_of(findings), sheet))
    counts = "，".join(
        f"{SEVERITIES[severity]}{sum(f.severity is severity for f in standing)}处" for severity in _ORDER
    )
    if len(standing) < len(findings):
        counts += f"，{WAIVED}{len(findings) - len(standing)}处"
    message = f"审核完成：{counts}。详见“{sheet}”表。" if findings else "审核完成：没有发现问题。"
    return Audit(findings, CommandResult(edits, message), sheet)


def findings_of(snapshot: Snapshot, find: RulebookFor, bundle: str = "default") -> tuple[Finding, ...]:
    """All findings on all forms of a book, in order of place."""
    forms = forms_of(snapshot).forms
    return tuple(f for form in forms for f in check_form(score_form(form, find(form)), bundle).findings)


def unmark(snapshot: Snapshot) -> CommandResult:
    """Take back exactly what an audit added; a cell that somebody coloured since keeps its colour."""
    record = read_record(snapshot)
    if record is None:
        return CommandResult((), "本工作簿没有审核标记。")
    edits: list[Edit] = []
    marks = [mark for mark in record.marks if mark.colour in COLOURS.values()]
    for mark in marks:
        edits.append(Edit(EditKind.COLOUR, mark.sheet, mark.cell, mark.colour, mark.before))
        if mark.commented:
            edits.append(Edit(EditKind.COMMENT, mark.sheet, mark.cell, PREFIX, None))
    for sheet in snapshot.sheets:
        if sheet.name == record.sheet and is_list(sheet):
            edits.append(Edit(EditKind.SHEET, record.sheet, "", record.sheet, None))
    return CommandResult(tuple(edits), f"已清除{len(marks)}处审核标记。")


def without_list(snapshot: Snapshot) -> tuple[Edit, ...]:
    """The edits that empty our 问题清单 before it goes, so that taking it back brings its lines too."""
    record = read_record(snapshot)
    sheets = (s for s in snapshot.sheets if record is not None and s.name == record.sheet and is_list(s))
    edits: list[Edit] = []
    for sheet in sheets:
        for (row, column), cell in sorted(sheet.cells.items()):
            kind, old = (EditKind.FORMULA, cell.formula) if cell.formula else (EditKind.VALUE, cell.value)
            edits.append(Edit(kind, sheet.name, cell_name(row, column), old, None))
            if row == 1 or column == _COLOURED:
                edits.append(Edit(EditKind.COLOUR, sheet.name, cell_name(row, column), None, None))
    return tuple(edits)


def is_list(sheet: Sheet) -> bool:
    """Whether a sheet is a 问题清单 of ours, by its name, its heads and every line: a record may name any sheet."""
    if not sheet.name.startswith(LIST) or any(column > len(HEADS) for _, column in sheet.cells):
        return False
    rows = {row for row, _ in sheet.cells}
    texts = [
        tuple(text_in(sheet, row, column) for column in range(1, len(HEADS) + 1)) for row in sorted(rows)
    ]
    return bool(texts) and texts[0] == HEADS and all(_is_line(line) for line in texts[1:])


def _is_line(texts: tuple[str, ...]) -> bool:
    if texts == (NOTHING_FOUND, *("",) * (len(HEADS) - 1)):
        return True
    return texts[0] in (*GROUPS.values(), WAIVED) and texts[1] in _BY_LABEL and texts[2].startswith("JX")


def text_in(sheet: Sheet, row: int, column: int) -> str:
    """The text of a cell; "" for an empty one."""
    cell = sheet.cells.get((row, column))
    return "" if cell is None or cell.value is None else str(cell.value)


#: How our comments begin; a comment of somebody else is never touched.
PREFIX = "【审核】"


def _cell_edits(findings: Iterable[Finding]) -> list[Edit]:
    by_cell: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.sheet and finding.cell:
            by_cell.setdefault((finding.sheet, finding.cell), []).append(finding)
    edits: list[Edit] = []
    for (sheet, cell), found in by_cell.items():
        gravest = min((f.severity for f in found), key=_ORDER.index)
        edits.append(Edit(EditKind.COLOUR, sheet, cell, None, COLOURS[gravest]))
        lines = [f"{SEVERITIES[f.severity]} {f.code} {f.message}\n→ {f.advice}" for f in found]
        edits.append(Edit(EditKind.COMMENT, sheet, cell, None, PREFIX + "\n".join(lines)))
    return edits


@dataclass(frozen=True, slots=True)
class Line:
    """One line of 问题清单: its texts under the heads, and the cell that its place links to ("" for none)."""

    texts: tuple[str, ...]
    link: str = ""


def lines_of(findings: Iterable[Finding]) -> list[Line]:
    """The lines by group and severity; what is waived comes last."""
    groups = list(GROUPS)
    ordered = sorted(
        findings, key=lambda f: (f.waiver is not None, groups.index(f.group), _ORDER.index(f.severity))
    )
    return [_line(finding) for finding in ordered]


def list_edits(lines: Iterable[Line], sheet: str) -> list[Edit]:
    """The sheet 问题清单, each line with a link to its cell."""
    edits = [Edit(EditKind.SHEET, sheet, "", None, sheet)]
    for column, head in enumerate(HEADS, 1):
        edits.append(Edit(EditKind.VALUE, sheet, cell_name(1, column), None, head))
        edits.append(Edit(EditKind.COLOUR, sheet, cell_name(1, column), None, _HEAD_COLOUR))
    row = 1
    for row, line in enumerate(lines, 2):
        edits += [
            Edit(EditKind.VALUE, sheet, cell_name(row, column), None, text)
            for column, text in enumerate(line.texts, 1)
        ]
        edits.append(Edit(EditKind.COLOUR, sheet, cell_name(row, _COLOURED), None, _BY_LABEL[line.texts[1]]))
        if line.link:
            edits.append(Edit(EditKind.LINK, sheet, cell_name(row, 4), None, line.link))
    if row == 1:
        edits.append(Edit(EditKind.VALUE, sheet, "A2", None, NOTHING_FOUND))
    return edits


def _line(finding: Finding) -> Line:
    where = finding.cell or ""
    texts = (
        GROUPS[finding.group] if finding.waiver is None else WAIVED,
        SEVERITIES[finding.severity],
        finding.code,
        where or "本表",
        finding.found,
        finding.expected,
        finding.message,
        next_step(finding),
    )
    quoted = (finding.sheet or "").replace("'", "''")
    return Line(texts, f"#'{quoted}'!{where}" if where and finding.sheet else "")


def _free_name(snapshot: Snapshot) -> str:
    """问题清单, or with a number where the user has a sheet of that name."""
    taken = {sheet.name for sheet in snapshot.sheets}
    return next(name for name in (LIST, *(f"{LIST}{n}" for n in range(2, 100))) if name not in taken)
