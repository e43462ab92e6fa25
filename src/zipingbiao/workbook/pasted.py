"""Forms inside a file that says it is one of this tool's reports: pasted into a 退回意见 that comes back, or hidden under its name."""

from __future__ import annotations

from dataclasses import replace

from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.form.model import Form
from zipingbiao.package.fault import PartFault
from zipingbiao.workbook.read.forms import ReadResult, forms_of


def pasted_forms(snapshot: Snapshot) -> ReadResult:
    """The forms among the tables of a report, and what stands on their sheets and was not read; neither where there are none."""
    found = forms_of(snapshot)
    forms = tuple(form for form in found.forms if _is_one(form))
    if not forms:
        return ReadResult((), _hidden(snapshot))
    sheets = {place.sheet for form in forms for place in form.places.values()}
    hidden = {sheet.name for sheet in snapshot.sheets if sheet.hidden}
    told = tuple(each for each in found.problems if each.sheet is None or each.sheet in sheets | hidden)
    return ReadResult(forms, told)


def _is_one(form: Form) -> bool:
    """Whether it says whose project its rows are of: a report shows rows as well, but under headings of its own."""
    return bool(form.indicators and (form.name or form.unit or form.funds))


def _hidden(snapshot: Snapshot) -> tuple[PartFault, ...]:
    """The filled forms on hidden sheets, where there is none to be seen."""
    behind = tuple(replace(sheet, hidden=False) for sheet in snapshot.sheets if sheet.hidden)
    if not behind:
        return ()
    forms = filter(_is_one, forms_of(replace(snapshot, sheets=behind)).forms)
    names = dict.fromkeys(
        place.sheet or "" for form in forms for place in [form.place("indicators[0].target")]
    )
    return tuple(
        PartFault(
            snapshot.file,
            f"隐藏的工作表“{name}”里有一张填了内容的自评表，没有读取；要读取请取消隐藏，不用的请删除这张工作表。",
            name,
            unread=True,
        )
        for name in names
    )
