"""The files of a round: read, read in part, not read, left out; and which of them are still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from zipingbiao.batch.inputs import InputFault
from zipingbiao.desk.register import Register, RegisterFault
from zipingbiao.desk.seen import CURRENT
from zipingbiao.desk.units import Expected, missing, names_of
from zipingbiao.form.model import Form
from zipingbiao.form.unit_name import UnitNames
from zipingbiao.report.gather import Gathered

#: A shorter project name may stand in a file's name by chance.
_A_NAME = 4
#: What many a project's name ends in; the names of files do without it.
_KIND = "项目"
READ, PARTLY, UNREAD, SKIPPED = "读出", "部分读出", "没有读出", "跳过"


def store_files(
    register: Register,
    number: int,
    folder: Path,
    gathered: Gathered,
    said: Sequence[InputFault],
    scoring: Sequence[InputFault],
) -> None:
    """Every file of the folder: read, read in part, not read, left out, each with the reason."""
    forms = (*gathered.forms, *(aside.form for aside in gathered.aside))
    units, counted = {each.file: each.form.unit_key for each in forms}, Counter(each.file for each in forms)
    unit_of = _Units(register, _folders(gathered), units)
    faults = _by_file((*gathered.faults, *scoring))
    remarks = _by_file(said)
    for entry in gathered.reading.entries:
        file, scored = entry.shown, counted[entry.shown]
        state, reason = _read(entry.inputs.forms, scored, faults.pop(file, []))
        digest = _digest(entry.path) if state in (UNREAD, PARTLY) else ""
        told = " ".join((*reason, *(remark.message for remark in remarks.get(file, []))))
        _store(register, number, file, state, told, unit=unit_of(file), digest=digest, forms=scored)
    for file, problems in faults.items():
        told = " ".join(fault.message for fault in problems)
        unit, digest = _by_project(register, file), _digest(folder / file)
        _store(register, number, file, UNREAD, told, unit=unit, digest=digest)
    for left in gathered.skipped:
        _store(register, number, left.file, SKIPPED, left.message)


def _store(
    register: Register,
    number: int,
    file: str,
    state: str,
    reason: str,
    *,
    unit: str = "",
    digest: str = "",
    forms: int = 0,
) -> None:
    register.add(
        "files", round=number, file=file, state=state, forms=forms, reason=reason, unit=unit, digest=digest
    )


def _by_file(faults: Iterable[InputFault]) -> dict[str, list[InputFault]]:
    found: dict[str, list[InputFault]] = {}
    for fault in faults:
        found.setdefault(fault.file, []).append(fault)
    return found


class _Units:
    """Whose each file is: its form's unit, else that of its folder, else the one that folder or file is called after."""

    def __init__(self, register: Register, folders: Mapping[str, str], units: Mapping[str, str]) -> None:
        self._register, self._folders, self._units = register, folders, units
        self._names, self._known = names_of(register), set(units.values())

    def __call__(self, file: str) -> str:
        above = PurePosixPath(file).parts[:-1]
        unit = self._units.get(file) or self._folders.get("/".join(above), "")
        return unit or _named_by(above, self._names, self._known) or _by_project(self._register, file)


def _read(forms: Sequence[Form], counted: int, told: Sequence[InputFault]) -> tuple[str, list[str]]:
    """How far a file was read, and why not further. `counted`: the forms of it that were scored."""
    unread = any(form.reading.unread for form in forms)
    empty = bool(forms) and all(form.is_empty for form in forms)
    state = (PARTLY if counted else UNREAD) if told else PARTLY if unread else UNREAD if empty else READ
    return state, [fault.message for fault in told] + (["有填了的行没有读出，见问题"] if unread else [])


def _digest(path: Path) -> str:
    """What tells whether a file that was not read whole is the same as one of before; "" where nobody can say."""
    try:
        return sha256(path.read_bytes()).hexdigest()[:16]
    except OSError:
        return ""


def _by_project(register: Register, file: str) -> str:
    """The unit whose project a file is called after, where the list has it for one unit only."""
    units = {unit for unit, name in names_of(register).projects if _length(file, name)}
    return next(iter(units)) if len(units) == 1 else ""


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
    """The files not read, or not whole, of which nothing has come since: no file of that path or name, no form of that name.

    The same file received once more is no other: neither is it open again, nor does it close anything.
    """
    entries = _without_repeats(register.rows("SELECT * FROM files ORDER BY round, file"))
    forms = register.rows(
        "SELECT m.round, m.file, m.unit, m.name, m.state, b.file AS replaced FROM forms m"
        " LEFT JOIN forms b ON m.before = b.form"
    )
    found = []
    for row in (each for each in entries if each["state"] in (UNREAD, PARTLY)):
        later = [each for each in entries if each["round"] > row["round"] and each["file"] == row["file"]]
        if row["state"] == UNREAD:
            gone = [each for each in later if not _is_of_another(each, forms)]
            if not gone and not _has_come(row, entries, forms):
                found.append(row)
        elif not later and _counts(row, forms):
            found.append(row)
    return found


def _without_repeats(rows: Sequence[Any]) -> list[Any]:
    """The files without those that had come before, bit for bit, at the same path."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for row in rows:
        if row["digest"] and (row["file"], row["digest"]) in seen:
            continue
        seen.add((row["file"], row["digest"]))
        kept.append(row)
    return kept


def _counts(row: Any, forms: Sequence[Any]) -> bool:
    """Whether a form of a file is the one that counts."""
    return any(
        (each["round"], each["file"], each["state"]) == (row["round"], row["file"], CURRENT) for each in forms
    )


def _is_of_another(row: Any, forms: Sequence[Any]) -> bool:
    """Whether a file holds nothing but projects that had come in other files: its path is no proof that it is the missing one."""
    replaced = [
        each["replaced"] for each in forms if (each["round"], each["file"]) == (row["round"], row["file"])
    ]
    return bool(replaced) and all(file not in (None, row["file"]) for file in replaced)


def _has_come(row: Any, files: Sequence[Any], forms: Sequence[Any]) -> bool:
    """Whether what a file that could not be read was to bring has come later, as a file of another kind.

    By the file's own name, or by the project's: `扫描件….pdf` whose project came as a Word document.
    """
    place = PurePosixPath(row["file"]).with_suffix("")
    if any(
        each["state"] == READ
        and each["round"] > row["round"]
        and PurePosixPath(each["file"]).with_suffix("") == place
        and not _is_of_another(each, forms)
        for each in files
    ):
        return True
    return any(
        each["state"] == CURRENT
        and each["round"] > row["round"]
        and each["replaced"] is None
        and each["unit"] == row["unit"]
        and _length(row["file"], each["name"])
        for each in forms
    )


def held_by_unread(unread: Sequence[Any], form: Form) -> bool:
    """Whether one of the files that could not be read is called after the project of a form."""
    return any(
        row["state"] == UNREAD and row["unit"] in ("", form.unit_key) and _length(row["file"], form.name)
        for row in unread
    )


def held_project(register: Register, row: Any) -> Expected | None:
    """The project of the list that a file is called after: the one whose name it has most of; None where several are it."""
    if row["state"] != UNREAD:
        return None
    near = [
        (_length(row["file"], each.name), each)
        for each in missing(register)
        if row["unit"] in ("", each.unit) and _length(row["file"], each.name)
    ]
    most = max((length for length, _ in near), default=0)
    best = [each for length, each in near if length == most]
    return best[0] if len(best) == 1 else None


def not_come(register: Register) -> list[Expected]:
    """What is expected and has not come at all: what lies in a file that could not be read is told with that file."""
    held = [held_project(register, row) for row in open_files(register)]
    return [each for each in missing(register) if each not in held]


def _length(file: str, project: str) -> int:
    """How much of a project's name stands in a file's, 0 where it does not: with its last word or without."""
    said = "".join(PurePosixPath(file).with_suffix("").name.split())
    name = "".join(project.split())
    return next(
        (len(text) for text in (name, name.removesuffix(_KIND)) if len(text) >= _A_NAME and text in said), 0
    )


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
