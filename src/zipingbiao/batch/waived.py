"""The waivers of a ledger go along into the workbook of their project, so that the workbook alone tells of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from zipingbiao.batch.pipeline import Processed
from zipingbiao.edits.apply import apply_edits
from zipingbiao.edits.read_xlsx import snapshot_of
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
    cells = {field: place.cell or "" for field, place in form.places.items()}
    return apply_edits(package, waiver_edits(tuple(_moved(done, cells))))


def _moved(done: Processed, cells: Mapping[str, str]) -> Iterator[Waiver]:
    """Each waiver at the cells where its findings stand in the workbook; one that does nothing stays as it is."""
    for waiver in done.form.waivers:
        fields = [finding.field for finding in done.checked.findings if finding.waiver == waiver]
        places = [cells.get(field, field) for field in fields] if waiver.names_a_cell else [waiver.place]
        for place in dict.fromkeys(places or [waiver.place]):
            yield replace(waiver, project="", place=place)
