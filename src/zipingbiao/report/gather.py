"""The forms of whole folders: which files are read, which are left out and why, and what each of them holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from zipingbiao.batch.folder import Reading, read_each, unsaid
from zipingbiao.batch.inputs import InputFault, Inputs
from zipingbiao.form.unit_name import UnitNames
from zipingbiao.report.doubles import SetAside, counted_once, project_key
from zipingbiao.report.subject import Sourced

FORM, LEDGER, JSON = "自评表", "台账", "JSON"
_AS_WRITTEN = UnitNames()
_JSON_FILES = frozenset({".json", ".jsonl"})


@dataclass(frozen=True, slots=True)
class Gathered:
    """The forms of all files; `skipped`: files left out on purpose; `files`: how many were looked at.

    `aside`: copies and earlier drafts, not among the forms; `reading`: the files themselves.
    """

    forms: tuple[Sourced, ...]
    faults: tuple[InputFault, ...]
    remarks: tuple[InputFault, ...]
    skipped: tuple[InputFault, ...]
    files: int
    aside: tuple[SetAside, ...] = ()
    reading: Reading = field(default_factory=lambda: Reading(()))


def gather(
    folders: Sequence[Path],
    leave_out: Collection[Path] = (),
    names: UnitNames = _AS_WRITTEN,
    chosen: Container[str] = (),
    before: Callable[[str], None] = unsaid,
) -> Gathered:
    """Every form in the folders and their subfolders. `leave_out`: the files that will be written; `chosen`: which draft counts.

    `before` hears of each file before it is read.
    """
    reading = read_each(folders, leave_out, before)
    inputs = reading.inputs
    forms = [
        Sourced(form, each.shown, _source(each.path, each.inputs), _modified(each.path), each.inputs.export)
        for each in reading.entries
        for form in each.inputs.forms
    ]
    named = {each.shown for each in reading.entries if not each.below}
    forms, blank = _without_blanks(forms)
    asked = tuple(each for each in blank if each.file in named)
    forms, repeated = _without_ledger_doubles(owned(forms, names))
    kept, aside = counted_once(forms, chosen)
    told = [InputFault(each.form.file, each.message) for each in aside]
    return Gathered(
        tuple(kept),
        (*inputs.faults, *asked),
        (*inputs.remarks, *(each for each in blank if each not in asked), *repeated, *told),
        inputs.skipped,
        len(reading.entries),
        tuple(aside),
        reading,
    )


def doubles_of(reading: Reading) -> dict[int, InputFault]:
    """The copies and earlier drafts in folders that a command looks at form by form, by their number among all forms read.

    They are told, for elsewhere they are not counted. A file that was asked for by its name is only held against itself.
    """
    together: list[tuple[int, Sourced]] = []
    alone: dict[Path, list[tuple[int, Sourced]]] = {}
    read = ((entry, form) for entry in reading.entries for form in entry.inputs.forms)
    for n, (entry, form) in enumerate(read):
        source = _source(entry.path, entry.inputs)
        each = Sourced(form, entry.shown, source, _modified(entry.path), entry.inputs.export)
        (together if entry.below else alone.setdefault(entry.path, [])).append((n, each))
    told = _doubles_among(together)
    for forms in alone.values():
        told |= _doubles_among(forms)
    return told


def _doubles_among(numbered: Sequence[tuple[int, Sourced]]) -> dict[int, InputFault]:
    whole = owned([each for _, each in numbered], _AS_WRITTEN)
    _, aside = counted_once(whole)
    told = {id(each.form): InputFault(each.form.file, each.message) for each in aside}
    return {n: told[id(each)] for (n, _), each in zip(numbered, whole, strict=True) if id(each) in told}


def _source(path: Path, found: Inputs) -> str:
    if path.suffix.lower() in _JSON_FILES:
        return JSON
    return LEDGER if found.ledger else FORM


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _without_blanks(forms: list[Sourced]) -> tuple[list[Sourced], list[InputFault]]:
    """An empty template lying in the folder is no project; it is told. One that was asked for by name was not judged."""
    kept = [each for each in forms if not each.form.is_empty]
    left = [each for each in forms if each.form.is_empty]
    return kept, [InputFault(each.file, "空白自评表，没有计入汇总。", whole=True) for each in left]


def _without_ledger_doubles(forms: list[Sourced]) -> tuple[list[Sourced], list[InputFault]]:
    """A project that lies there as a form is not counted again from a ledger; how many were left out is told."""
    filled = {project_key(each.form) for each in forms if each.source != LEDGER and each.form.name}
    kept: list[Sourced] = []
    doubles: dict[str, int] = {}
    for each in forms:
        if each.source == LEDGER and project_key(each.form) in filled:
            doubles[each.file] = doubles.get(each.file, 0) + 1
        else:
            kept.append(each)
    return kept, [
        InputFault(file, f"台账里有 {n} 个项目另有自评表，以自评表为准，没有重复计入。")
        for file, n in doubles.items()
    ]


def owned(forms: Sequence[Sourced], names: UnitNames) -> list[Sourced]:
    """Each form with the unit it belongs to: 实施单位 as the reviewer reads it, else whose project it is, else its folder."""
    known = {key for each in forms if (key := names.key(each.form.unit))}
    return [
        replace(each, form=replace(each.form, owner=_owner(each, names) or _folder(each, names, known)))
        for each in forms
    ]


def _owner(each: Sourced, names: UnitNames) -> str:
    return names.owner(each.form.unit, each.form.department, each.form.name)


def _folder(each: Sourced, names: UnitNames, known: Collection[str]) -> str:
    """Of the folders above a file the nearest that is named like a unit, else the first one."""
    above = [key for part in PurePosixPath(each.file).parts[:-1] if (key := names.key(part))]
    return next((key for key in reversed(above) if key in known), above[0] if above else "")
