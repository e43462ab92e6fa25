"""The forms of whole folders: which files are read, which are left out and why, and what each of them holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from zipingbiao.batch.folder import read_each, unsaid
from zipingbiao.batch.inputs import InputFault, Inputs
from zipingbiao.form.model import Form, is_blank
from zipingbiao.report.subject import Sourced

FORM, LEDGER, JSON = "自评表", "台账", "JSON"
_JSON_FILES = frozenset({".json", ".jsonl"})


@dataclass(frozen=True, slots=True)
class Gathered:
    """The forms of all files; `skipped`: files left out on purpose; `files`: how many were looked at."""

    forms: tuple[Sourced, ...]
    faults: tuple[InputFault, ...]
    remarks: tuple[InputFault, ...]
    skipped: tuple[InputFault, ...]
    files: int


def gather(
    folders: Sequence[Path], leave_out: Collection[Path], before: Callable[[str], None] = unsaid
) -> Gathered:
    """Every form in the folders and their subfolders. `leave_out`: the files that will be written."""
    reading = read_each(folders, leave_out, before)
    inputs = reading.inputs
    forms = [
        Sourced(form, each.shown, _source(each.path, each.inputs))
        for each in reading.entries
        for form in each.inputs.forms
    ]
    forms, blank = _without_blanks(forms)
    kept, repeated = _without_ledger_doubles(forms)
    return Gathered(
        tuple(kept),
        inputs.faults,
        (*inputs.remarks, *blank, *repeated, *_same_projects(kept)),
        inputs.skipped,
        len(reading.entries),
    )


def _source(path: Path, found: Inputs) -> str:
    if path.suffix.lower() in _JSON_FILES:
        return JSON
    return LEDGER if found.ledger else FORM


_Key = tuple[str, str, int | None, bool]


def _key(each: Sourced) -> _Key:
    """A project of a year; its application and its 自评表 are two things."""
    form = each.form
    return "".join(form.name.split()), "".join(form.unit.split()), form.evaluated_year, form.reports


def _without_blanks(forms: list[Sourced]) -> tuple[list[Sourced], list[InputFault]]:
    """An empty template lying in the folder is no project; it is told. What stands in a form though unread makes it none."""
    kept = [each for each in forms if not _is_blank(each.form)]
    left = [each for each in forms if _is_blank(each.form)]
    return kept, [InputFault(each.file, "空白自评表，没有计入汇总。") for each in left]


def _is_blank(form: Form) -> bool:
    told = form.reading
    filled = form.name or form.unit or form.department or form.indicators or form.goals.expected
    money = any(not is_blank(line.annual_budget) or not is_blank(line.executed) for line in form.funds)
    return not (filled or money or told.unread or told.unknown)


def _without_ledger_doubles(forms: list[Sourced]) -> tuple[list[Sourced], list[InputFault]]:
    """A project that lies there as a form is not counted again from a ledger; how many were left out is told."""
    filled = {_key(each) for each in forms if each.source != LEDGER and each.form.name}
    kept: list[Sourced] = []
    doubles: dict[str, int] = {}
    for each in forms:
        if each.source == LEDGER and _key(each) in filled:
            doubles[each.file] = doubles.get(each.file, 0) + 1
        else:
            kept.append(each)
    return kept, [
        InputFault(file, f"台账里有 {n} 个项目另有自评表，以自评表为准，没有重复计入。")
        for file, n in doubles.items()
    ]


def _same_projects(forms: list[Sourced]) -> list[InputFault]:
    """Two forms of one project and year: both are kept, and told."""
    by_key: dict[_Key, list[Sourced]] = {}
    for each in forms:
        if each.form.name:
            by_key.setdefault(_key(each), []).append(each)
    return [
        InputFault(
            each.file,
            f"项目“{each.form.name}”与“{same[0].file}”中的是同一单位、同一年度的同名项目，两张都计入了汇总；如有一张是旧稿，请移走后重新汇总。",
        )
        for same in by_key.values()
        for each in same[1:]
    ]
