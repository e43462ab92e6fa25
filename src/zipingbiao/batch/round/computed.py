"""What a workbook shows that nobody typed: cells with formulas of ours, computed scores, notes written for the unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from zipingbiao.batch.pipeline import Processed
from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.form.model import Form, FundKind, Total, is_blank
from zipingbiao.form.money import plain
from zipingbiao.ledger.update.fields import RESULTS, field_of, same, typed_paths, typed_texts
from zipingbiao.package.address import parse_cell
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.result import ScoredForm
from zipingbiao.scoring.score import score_form
from zipingbiao.workbook.write.content import Columns, Number
from zipingbiao.workbook.write.fund_cells import fund_row
from zipingbiao.workbook.write.indicator_cells import FilledForm

_OWN_FUNCTION = "PERF_"
_NO_COLUMNS = Columns({}, 1)
_PERCENT = Decimal(100)


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


def shown_fields(done: Processed, ledger: Form) -> dict[str, str]:
    """The texts that a workbook shows in fields where the ledger says nothing, or something else, when it is handed out."""
    typed = typed_texts(ledger)
    return {path: text for path, text in _shown(done) if not same(field_of(path), typed.get(path, ""), text)}


def own_results(workbook: Form, rulebook: Rulebook) -> dict[str, str]:
    """What its results would be if nobody had typed one: computed from what else stands in the workbook."""
    bare = replace(
        workbook,
        indicators=tuple(replace(row, score="") for row in workbook.indicators),
        funds=tuple(replace(line, rate="", score="") for line in workbook.funds),
        total=Total(weight=workbook.total.weight),
    )
    return dict(_results(score_form(bare, rulebook), bare))


def _shown(done: Processed) -> Iterator[tuple[str, str]]:
    form = done.form
    yield from _results(done.scored, form)
    for i, (row, indicator) in enumerate(zip(done.scored.rows, form.indicators, strict=True)):
        if row.deduction is not None and is_blank(indicator.deduction):
            yield f"indicators[{i}].deduction", format(row.deduction, "f")
        if indicator.note:
            yield f"indicators[{i}].note", indicator.note
    for i, line in enumerate(form.funds):
        note = _noted(form) or line.note if line.row is FundKind.TOTAL else ""
        if note:
            yield f"funds[{i}].note", note


def _results(scored: ScoredForm, form: Form) -> Iterator[tuple[str, str]]:
    """Scores, rates and totals as the cells hold them; a score that was typed stands as it was typed."""
    filled = FilledForm(form, scored)
    for i, row in enumerate(scored.rows):
        if row.score is not None and row.reported is None:
            yield f"indicators[{i}].score", format(row.score, "f")
    for i, line in enumerate(form.funds):
        cells = fund_row(line, i, filled, _NO_COLUMNS, "", formulas=False)
        rate, score = cells["rate"], cells["score"]
        if isinstance(rate, Number):
            yield f"funds[{i}].rate", f"{plain(Decimal(rate.digits) * _PERCENT)}%"
        if isinstance(score, Number):
            yield f"funds[{i}].score", score.digits
    if scored.total is not None:
        yield "total.score", format(scored.total, "f")
    grade = form.total.grade or scored.grade
    if grade:
        yield "total.grade", grade


def _noted(form: Form) -> str:
    """资金说明 as one cell shows it where several lines have one."""
    noted = [line for line in form.funds if line.note]
    return "\n".join(f"{line.kind}：{line.note}" for line in noted) if len(noted) > 1 else ""
