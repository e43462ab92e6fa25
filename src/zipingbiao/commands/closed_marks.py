"""Marks in a closed workbook: made at package level, taken away so that every part is what it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zipingbiao.checks.finding import Finding
from zipingbiao.commands.mark import (
    HEADS,
    NOTHING_FOUND,
    PREFIX,
    Line,
    audit_of,
    is_list,
    list_edits,
    text_in,
    unmark,
)
from zipingbiao.commands.record import Mark, Record, read_record, record_edits, record_of
from zipingbiao.edits.apply import apply_to
from zipingbiao.edits.protection import refuse_protected
from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.edits.sheet_comments import SheetComments
from zipingbiao.edits.sheet_links import links_of
from zipingbiao.edits.snapshot import Edit, EditKind, Sheet, Snapshot
from zipingbiao.for_people import ForPeople
from zipingbiao.package.address import cell_name, parse_cell
from zipingbiao.package.gate import Package, package_of
from zipingbiao.package.originals import drop_originals, keep_originals, kept_original, same_parts
from zipingbiao.package.parts import Parts
from zipingbiao.package.workbook_part import BookPart
from zipingbiao.package.xml_scan import unescaped


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
    refuse_protected(snapshot, found.result.edits)
    return Changed(_marked(clean, found.result.edits, found.sheet), found.result.message)


def _marked(clean: Package, edits: Iterable[Edit], sheet: str) -> bytes:
    """The workbook with the marks, the record of them, and what its parts were before."""
    parts = Parts(clean)
    drop_originals(parts)
    applied = apply_to(parts, edits)
    apply_to(parts, record_edits(record_of(applied, sheet), snapshot_of(clean)))
    keep_originals(parts)
    return parts.packed()


def unmark_package(package: Package) -> Changed:
    """The workbook without marks: the original parts, or, where somebody worked on since, only our marks taken out."""
    snapshot = snapshot_of(package)
    record = read_record(snapshot)
    if record is None:
        return Changed(None, "没有审核标记，文件未改动。")
    original = kept_original(package)
    if original is not None and _explains(record, original, package, snapshot):
        return Changed(original, f"已清除{len(record.marks)}处审核标记，文件恢复原样。")
    parts = Parts(package)
    drop_originals(parts)
    edits = _undoing(parts, record, snapshot)
    refuse_protected(snapshot, edits)
    done = apply_to(parts, edits)
    cleared = sum(edit.kind is EditKind.COLOUR for edit in done)
    changed = len(record.marks) - cleared
    kept = f"，其中{changed}格的颜色后来改过，没有动" if changed else ""
    return Changed(parts.packed(), f"已清除{cleared}处审核标记，标记以后的改动都保留{kept}。")


def _explains(record: Record, original: bytes, package: Package, snapshot: Snapshot) -> bool:
    """Whether the kept original, marked with what stands in the file, gives the file as it is, part by part.

    Else it is not the file that was marked: somebody saved it since, or put another "original" into it.
    """
    sheet = next((each for each in snapshot.sheets if each.name == record.sheet), None)
    if sheet is None or not is_list(sheet):
        return False
    try:
        edits = (
            *_seen_marks(record, Parts(package)),
            *list_edits(_seen_lines(sheet, Parts(package)), sheet.name),
        )
        return same_parts(_marked(package_of(original, package.file), edits, sheet.name), package)
    except (ForPeople, KeyError):
        return False


def _seen_marks(record: Record, parts: Parts) -> list[Edit]:
    """The marks on cells as edits: colours from the record, comments as they stand."""
    listed = BookPart(parts).sheets()
    edits = [Edit(EditKind.COLOUR, mark.sheet, mark.cell, None, mark.colour) for mark in record.marks]
    commented = {(mark.sheet, mark.cell) for mark in record.marks if mark.commented}
    for sheet in dict.fromkeys(mark.sheet for mark in record.marks):
        for cell, text in SheetComments(parts, listed[sheet]).texts().items():
            if (sheet, cell) in commented and text.startswith(PREFIX):
                edits.append(Edit(EditKind.COMMENT, sheet, cell, None, unescaped(text)))
    return edits


def _seen_lines(sheet: Sheet, parts: Parts) -> list[Line]:
    """The lines of 问题清单 as they stand."""
    links = links_of(parts.text(BookPart(parts).sheets()[sheet.name]))
    rows = sorted({row for row, _ in sheet.cells if row > 1})
    lines = [
        Line(
            tuple(text_in(sheet, row, column) for column in range(1, len(HEADS) + 1)),
            links.get(cell_name(row, 4), ""),
        )
        for row in rows
    ]
    return [] if lines and lines[0].texts[0] == NOTHING_FOUND else lines


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
    return [*edits, *record_edits(None, snapshot)]


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
