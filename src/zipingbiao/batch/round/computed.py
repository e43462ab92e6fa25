"""What a workbook shows that nobody typed: cells with formulas of ours, computed scores, notes written for the unit."""

from __future__ import annotations

from collections.abc import Iterator

from zipingbiao.batch.pipeline import Processed
from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.form.model import Form, FundKind
from zipingbiao.ledger.update.fields import RESULTS, field_of, typed_paths
from zipingbiao.package.address import parse_cell

_OWN_FUNCTION = "PERF_"


def computed_fields(form: Form, snapshot: Snapshot | None) -> frozenset[str]:
    """Fields whose cell holds a formula of ours; of a result any formula. A formula in another field is what was typed."""
    if snapshot is None:
        return frozenset()
    sheets = {sheet.name: sheet for sheet in snapshot.sheets}
    found = set()
    for path in typed_paths(form):
        place = form.places.get(path)
        at = parse_cell(place.cell or "") if place is not None else None
        if place is None or at is None or place.sheet not in sheets:
            continue
        cell = sheets[place.sheet].cells.get(at)
        if cell is None or not cell.formula:
            continue
        result = field_of(path) in RESULTS or (path.startswith("funds") and path.endswith(".score"))
        if result or _OWN_FUNCTION in cell.formula.upper():
            found.add(path)
    return frozenset(found)


def shown_fields(done: Processed) -> dict[str, str]:
    """The texts that a workbook of the form shows in fields that are empty in the ledger."""
    return dict(_shown(done))


def _shown(done: Processed) -> Iterator[tuple[str, str]]:
    scored = done.scored
    for i, row in enumerate(scored.rows):
        if row.score is not None:
            yield f"indicators[{i}].score", format(row.score, "f")
        if row.deduction is not None:
            yield f"indicators[{i}].deduction", format(row.deduction, "f")
    for i, indicator in enumerate(done.form.indicators):
        if indicator.note:
            yield f"indicators[{i}].note", indicator.note
    for i, line in enumerate(done.form.funds):
        if line.row is FundKind.TOTAL:
            yield from _of_total(done, f"funds[{i}]", _noted(done.form) or line.note)
    if scored.total is not None:
        yield "total.score", format(scored.total, "f")
    if scored.grade:
        yield "total.grade", scored.grade


def _of_total(done: Processed, block: str, note: str) -> Iterator[tuple[str, str]]:
    execution = done.scored.execution
    if execution.rate is not None:
        yield f"{block}.rate", f"{execution.rate:f}%"
    if execution.score is not None:
        yield f"{block}.score", format(execution.score, "f")
    if note:
        yield f"{block}.note", note


def _noted(form: Form) -> str:
    """资金说明 as one cell shows it where several lines have one."""
    noted = [line for line in form.funds if line.note]
    return "\n".join(f"{line.kind}：{line.note}" for line in noted) if len(noted) > 1 else ""
