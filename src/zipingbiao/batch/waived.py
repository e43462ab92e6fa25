"""The waivers of a ledger go along into the workbook of their project, so that the workbook alone tells of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zipingbiao.batch.pipeline import Processed
from zipingbiao.checks.facts_read import facts_read
from zipingbiao.checks.finding import Finding
from zipingbiao.edits.apply import apply_edits
from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.form.model import Form
from zipingbiao.form.waiver import Waiver
from zipingbiao.package.gate import package_of
from zipingbiao.workbook.read.forms import forms_of
from zipingbiao.workbook.waivers import waiver_edits


def with_waiver_sheet(data: bytes, done: Processed) -> bytes:
    """A workbook just written, with the sheet 审核豁免 if its project has waivers."""
    if not done.form.waivers:
        return data
    package = package_of(data, "")
    (form,) = forms_of(snapshot_of(package)).forms
    return apply_edits(package, waiver_edits(tuple(_moved(done, form))))


def _moved(done: Processed, written: Form) -> Iterator[Waiver]:
    """Each waiver at the cells where its findings stand in the workbook; one that does nothing stays as it is."""
    for waiver in done.form.waivers:
        mine = [finding for finding in done.checked.findings if finding.waiver == waiver]
        if not mine:
            yield replace(waiver, project="")
        for finding in mine:
            facts = facts_read(written, finding) if waiver.facts else ""
            yield replace(waiver, project="", place=_place(waiver, finding, written), facts=facts)


def _place(waiver: Waiver, finding: Finding, written: Form) -> str:
    cell = written.places[finding.field].cell if finding.field in written.places else None
    return cell or finding.field if waiver.names_a_cell else waiver.place
