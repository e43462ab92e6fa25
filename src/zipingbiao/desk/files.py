"""The files of a round: read, read in part, not read, left out; and which of them are still open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from zipingbiao.batch.inputs import InputFault
from zipingbiao.desk.register import Register
from zipingbiao.desk.units import names_of
from zipingbiao.report.gather import Gathered

READ, PARTLY, UNREAD, SKIPPED = "读出", "部分读出", "没有读出", "跳过"


def store_files(
    register: Register,
    number: int,
    gathered: Gathered,
    said: Sequence[InputFault],
    scoring: Sequence[InputFault],
) -> None:
    """Every file of the folder: read, read in part, not read, left out, each with the reason."""
    names = names_of(register)
    folders = _folders(gathered)
    units = {each.file: each.form.unit_key for each in (*gathered.forms, *(a.form for a in gathered.aside))}
    counted: dict[str, int] = {}
    for each in (*gathered.forms, *(aside.form for aside in gathered.aside)):
        counted[each.file] = counted.get(each.file, 0) + 1
    faults: dict[str, list[InputFault]] = {}
    for fault in (*gathered.faults, *scoring):
        faults.setdefault(fault.file, []).append(fault)
    remarks: dict[str, list[str]] = {}
    for remark in said:
        remarks.setdefault(remark.file, []).append(remark.message)
    for entry in gathered.reading.entries:
        told = faults.pop(entry.shown, [])
        forms = counted.get(entry.shown, 0)
        unread = any(form.reading.unread for form in entry.inputs.forms)
        state = (PARTLY if forms else UNREAD) if told else PARTLY if unread else READ
        reason = [fault.message for fault in told] + remarks.get(entry.shown, [])
        reason += ["有填了的行没有读出，见问题"] if unread else []
        folder = PurePosixPath(entry.shown).parts[:-1]
        unit = units.get(entry.shown) or folders.get("/".join(folder), "")
        unit = unit or next((key for part in folder if (key := names.key(part))), "")
        register.add(
            "files",
            round=number,
            file=entry.shown,
            state=state,
            forms=forms,
            reason=" ".join(reason),
            unit=unit,
        )
    for file, told in faults.items():
        reason_text = " ".join(fault.message for fault in told)
        register.add("files", round=number, file=file, state=UNREAD, forms=0, reason=reason_text, unit="")
    for left in gathered.skipped:
        register.add(
            "files", round=number, file=left.file, state=SKIPPED, forms=0, reason=left.message, unit=""
        )


def _folders(gathered: Gathered) -> dict[str, str]:
    """The unit of each folder all of whose forms are one unit's: a file there that nobody could read is its file too."""
    found: dict[str, set[str]] = {}
    for each in gathered.forms:
        parts = PurePosixPath(each.file).parts[:-1]
        for n in range(1, len(parts) + 1):
            found.setdefault("/".join(parts[:n]), set()).add(each.form.unit_key)
    return {folder: next(iter(units)) for folder, units in found.items() if len(units) == 1}
