"""The files of a round: read, read in part, not read, left out; and which of them are still open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import PurePosixPath
from typing import Any

from zipingbiao.batch.inputs import InputFault
from zipingbiao.desk.register import Register, RegisterFault
from zipingbiao.desk.seen import CURRENT
from zipingbiao.desk.units import names_of
from zipingbiao.form.unit_name import UnitNames
from zipingbiao.report.gather import Gathered

#: A shorter project name may stand in a file's name by chance.
_A_NAME = 4
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
        empty = bool(entry.inputs.forms) and all(form.is_empty for form in entry.inputs.forms)
        state = (PARTLY if forms else UNREAD) if told else PARTLY if unread else UNREAD if empty else READ
        reason = [fault.message for fault in told] + remarks.get(entry.shown, [])
        reason += ["有填了的行没有读出，见问题"] if unread else []
        folder = PurePosixPath(entry.shown).parts[:-1]
        unit = units.get(entry.shown) or folders.get("/".join(folder), "")
        unit = unit or _named_by(folder, names, set(units.values()))
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


def _named_by(folder: Sequence[str], names: UnitNames, known: Collection[str]) -> str:
    """The unit that a folder is called after: the only one that has its name in its own, else the name itself."""
    for part in folder:
        if key := names.key(part):
            meant = [unit for unit in known if key in unit]
            return meant[0] if len(meant) == 1 else key
    return ""


def _folders(gathered: Gathered) -> dict[str, str]:
    """The unit of each folder all of whose forms are one unit's: a file there that nobody could read is its file too."""
    found: dict[str, set[str]] = {}
    for each in gathered.forms:
        parts = PurePosixPath(each.file).parts[:-1]
        for n in range(1, len(parts) + 1):
            found.setdefault("/".join(parts[:n]), set()).add(each.form.unit_key)
    return {folder: next(iter(units)) for folder, units in found.items() if len(units) == 1}


def open_files(register: Register) -> Sequence[Any]:
    """The files not read, or not whole, of which nothing has come since: no file of that path or name, no form of that name."""
    rows = register.rows(
        "SELECT * FROM files a WHERE state IN (?, ?) AND NOT EXISTS"
        " (SELECT 1 FROM files b WHERE b.round > a.round AND b.file = a.file)"
        " AND (a.state = ? OR EXISTS (SELECT 1 FROM forms m WHERE m.round = a.round AND m.file = a.file AND m.state = ?))"
        " ORDER BY round, file",
        UNREAD,
        PARTLY,
        UNREAD,
        CURRENT,
    )
    read = register.rows("SELECT round, file FROM files WHERE state = ?", READ)
    forms = register.rows("SELECT round, unit, name FROM forms WHERE state = ?", CURRENT)
    return [row for row in rows if row["state"] != UNREAD or not _has_come(row, read, forms)]


def _has_come(row: Any, read: Sequence[Any], forms: Sequence[Any]) -> bool:
    """Whether what a file that could not be read was to bring has come later, as a file of another kind.

    By the file's own name, or by the project's: `扫描件….pdf` whose project came as a Word document.
    """
    place = PurePosixPath(row["file"]).with_suffix("")
    if any(
        each["round"] > row["round"] and PurePosixPath(each["file"]).with_suffix("") == place for each in read
    ):
        return True
    said = "".join(place.name.split())
    return any(
        each["round"] > row["round"] and each["unit"] == row["unit"] and _names(said, each["name"])
        for each in forms
    )


def _names(said: str, project: str) -> bool:
    name = "".join(project.split())
    return len(name) >= _A_NAME and name in said


def set_aside(register: Register, file: str, reason: str) -> int:
    """A reviewer's word that nothing more is to come of a file; how many entries that were open it closes."""
    if not reason.strip():
        raise RegisterFault("请写明为什么不用再管（--reason）。")
    rows = [row for row in open_files(register) if row["file"] == file]
    if not rows:
        raise RegisterFault(f"没有读全的文件里没有“{file}”；路径见 status。")
    for row in rows:
        register.write(
            "UPDATE files SET state = ?, reason = ? WHERE round = ? AND file = ?",
            SKIPPED,
            f"复核人：{reason.strip()}（原为{row['state']}：{row['reason']}）",
            row["round"],
            file,
        )
    return len(rows)
