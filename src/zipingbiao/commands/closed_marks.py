"""Marks in a closed workbook: made at package level, taken away so that every part is what it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zipingbiao.checks.finding import Finding
from zipingbiao.commands.mark import PREFIX, audit_of, unmark
from zipingbiao.commands.record import Mark, Record, read_record, record_edit, record_of
from zipingbiao.edits.apply import apply_to
from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.edits.sheet_comments import SheetComments
from zipingbiao.edits.snapshot import Edit, EditKind, Snapshot
from zipingbiao.package.address import parse_cell
from zipingbiao.package.gate import Package, package_of
from zipingbiao.package.originals import drop_originals, keep_originals, restore_originals
from zipingbiao.package.parts import Parts
from zipingbiao.package.workbook_part import BookPart


@dataclass(frozen=True, slots=True)
class Changed:
    """A workbook's new bytes (None: nothing to change) and a sentence for the clerk."""

    data: bytes | None
    message: str


def mark_package(package: Package, findings: tuple[Finding, ...]) -> Changed:
    """The workbook with these findings shown in it; marks of an earlier audit go first."""
    bare = unmark_package(package).data
    clean = package if bare is None else package_of(bare, package.file)
    snapshot = snapshot_of(clean)
    found = audit_of(snapshot, findings)
    parts = Parts(clean)
    applied = apply_to(parts, found.result.edits)
    apply_to(parts, (record_edit(record_of(applied, found.sheet), snapshot),))
    keep_originals(parts)
    return Changed(parts.packed(), found.result.message)


def unmark_package(package: Package) -> Changed:
    """The workbook without marks: the original parts, or, where somebody worked on since, only our marks taken out."""
    snapshot = snapshot_of(package)
    record = read_record(snapshot)
    parts = Parts(package)
    if restore_originals(parts):
        count = len(record.marks) if record is not None else 0
        return Changed(parts.packed(), f"已清除{count}处审核标记，文件恢复原样。")
    if record is None:
        return Changed(None, "没有审核标记，文件未改动。")
    drop_originals(parts)
    done = apply_to(parts, _undoing(parts, record, snapshot))
    cleared = sum(edit.kind is EditKind.COLOUR for edit in done)
    changed = len(record.marks) - cleared
    kept = f"，其中{changed}格的颜色后来改过，没有动" if changed else ""
    return Changed(parts.packed(), f"已清除{cleared}处审核标记，标记以后的改动都保留{kept}。")


def _undoing(parts: Parts, record: Record, snapshot: Snapshot) -> list[Edit]:
    """The edits that take our marks out of a book that somebody changed since; cells may have moved by now."""
    sheets = {sheet.name for sheet in snapshot.sheets}
    comments = _our_comments(parts, sheets)
    moved = _moved(record.marks, comments)
    edits = [
        Edit(each.kind, each.sheet, moved.get((each.sheet, each.cell), each.cell), each.old, each.new)
        for each in unmark(snapshot).edits
        if each.sheet in sheets
    ]
    known = {(each.sheet, each.cell) for each in edits if each.kind is EditKind.COMMENT}
    edits += [
        Edit(EditKind.COMMENT, sheet, cell, PREFIX, None)
        for sheet, cells in comments.items()
        for cell in cells
        if (sheet, cell) not in known
    ]
    return [*edits, record_edit(None, snapshot)]


def _our_comments(parts: Parts, sheets: Iterable[str]) -> Mapping[str, list[str]]:
    """Sheet → the cells that carry a comment of ours, in reading order."""
    listed = BookPart(parts).sheets()
    return {
        sheet: sorted(
            (
                cell
                for cell, text in SheetComments(parts, listed[sheet]).texts().items()
                if text.startswith(PREFIX)
            ),
            key=_order,
        )
        for sheet in sheets
    }


def _moved(marks: Iterable[Mark], comments: Mapping[str, list[str]]) -> dict[tuple[str, str], str]:
    """Where the marked cells are now. Inserted rows keep the order, so our comments tell, if none is missing."""
    before: dict[str, list[str]] = {}
    for mark in marks:
        if mark.commented:
            before.setdefault(mark.sheet, []).append(mark.cell)
    places: dict[tuple[str, str], str] = {}
    for sheet, cells in before.items():
        now = comments.get(sheet, [])
        if len(now) == len(cells):
            places |= {(sheet, old): new for old, new in zip(sorted(cells, key=_order), now, strict=True)}
    return places


def _order(cell: str) -> tuple[int, int]:
    return parse_cell(cell) or (0, 0)
