"""What has to hold before a command does anything; every host asks here, so that all of them refuse alike."""

from __future__ import annotations

from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.for_people import ForPeople
from zipingbiao.form.model import Form
from zipingbiao.workbook.read.forms import forms_of


class NoForm(ForPeople):
    """The workbook holds no form that could be read: nothing may be said of it as if it did."""


def forms_here(snapshot: Snapshot) -> tuple[Form, ...]:
    """The forms of a workbook. :class:`NoForm` where there is none, with what was seen instead."""
    found = forms_of(snapshot)
    if not found.forms:
        raise NoForm("\n".join(problem.message for problem in found.problems) or "没有找到自评表。")
    return found.forms


def forms_on(snapshot: Snapshot, sheet: str) -> tuple[Form, ...]:
    """The forms of one sheet, in the same way."""
    here = tuple(
        form for form in forms_here(snapshot) if any(place.sheet == sheet for place in form.places.values())
    )
    if not here:
        raise NoForm(f"工作表“{sheet}”上没有自评表，请先切换到自评表再点。")
    return here
