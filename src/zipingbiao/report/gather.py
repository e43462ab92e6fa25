"""The forms of whole folders: which files are read, which are left out and why, and what each of them holds."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zipingbiao.batch.inputs import WORKBOOKS, InputFault, Inputs, read_input
from zipingbiao.report.subject import Sourced

FORM, LEDGER, JSON = "自评表", "台账", "JSON"
_JSON_FILES = frozenset({".json", ".jsonl"})
#: Tables that may be forms but cannot be read: told as unread, not passed over.
_OTHER_TABLES = frozenset({".xls", ".xlsb", ".et", ".ods", ".csv"})
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The forms of all files; `skipped`: files left out on purpose; `others`: files of other kinds, not looked at."""

    forms: tuple[Sourced, ...]
    faults: tuple[InputFault, ...]
    remarks: tuple[InputFault, ...]
    skipped: tuple[InputFault, ...]
    files: int
    others: int


def gather(folders: Sequence[Path], leave_out: Collection[Path]) -> Gathered:
    """Every form in the folders and their subfolders. `leave_out`: the files that will be written."""
    walk = _Walk(frozenset(path.resolve() for path in leave_out))
    files = list(walk.files(folders))
    forms: list[Sourced] = []
    faults, remarks = list(walk.faults), []
    for path, shown in files:
        found = read_input(path)
        if found.own:
            walk.skipped.append(InputFault(shown, f"本工具写的{found.own}，没有读取。"))
            continue
        source = _source(path, found)
        forms += [Sourced(form, shown, source) for form in found.forms]
        faults += [replace(fault, file=shown) for fault in found.faults]
        remarks += [replace(remark, file=shown) for remark in found.remarks]
    forms, blank = _without_blanks(forms)
    kept, repeated = _without_ledger_doubles(forms)
    return Gathered(
        tuple(kept),
        tuple(faults),
        (*remarks, *blank, *repeated, *_same_projects(kept)),
        tuple(walk.skipped),
        len(files),
        walk.others,
    )


class _Walk:
    """One pass over the folders, in the order a person would list them."""

    def __init__(self, leave_out: frozenset[Path]) -> None:
        self.leave_out = leave_out
        self.faults: list[InputFault] = []
        self.skipped: list[InputFault] = []
        self.others = 0
        self._seen: set[Path] = set()

    def files(self, folders: Sequence[Path]) -> Iterator[tuple[Path, str]]:
        """Each file to read, once, with its path inside the folder."""
        for folder in folders:
            if folder.is_file():
                yield from self._file(folder, folder.name)
                continue
            above = f"{folder.resolve().name}/" if len(folders) > 1 else ""
            for path in self._below(folder):
                yield from self._file(path, f"{above}{path.relative_to(folder).as_posix()}")

    def _below(self, folder: Path) -> Iterator[Path]:
        def unreadable(fault: OSError) -> None:
            message = "文件夹打不开，其中的文件没有读取，请确认路径和读取权限。"
            self.faults.append(InputFault(str(fault.filename or folder), message, whole=True))

        for place, folders, files in os.walk(folder, onerror=unreadable):
            folders[:] = sorted((f for f in folders if not f.startswith((".", "__MACOSX"))), key=natural)
            yield from (Path(place, file) for file in sorted(files, key=natural))

    def _file(self, path: Path, shown: str) -> Iterator[tuple[Path, str]]:
        reason = _why_not(path)
        suffix = path.suffix.lower()
        if reason:
            self.skipped.append(InputFault(shown, reason))
        elif suffix not in WORKBOOKS | _JSON_FILES | _OTHER_TABLES:
            self.others += 1
        else:
            resolved = path.resolve()
            if resolved in self.leave_out:
                self.skipped.append(InputFault(shown, "这是要写入的汇总表本身，没有读取。"))
            elif resolved not in self._seen:
                self._seen.add(resolved)
                yield path, shown


def _why_not(path: Path) -> str:
    """Why a file is left out by its name alone; "" where it is not."""
    if path.name.startswith(("~$", ".~lock.")):
        return "Excel、WPS 打开文件时的临时锁文件，没有读取；原文件可能还有没保存的改动。"
    if path.name.startswith("."):
        return "隐藏文件，没有读取。"
    return ""


def natural(name: str) -> list[tuple[int, str]]:
    """A sort key under which `2.xlsx` comes before `10.xlsx`."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(name)]


def _source(path: Path, found: Inputs) -> str:
    if path.suffix.lower() in _JSON_FILES:
        return JSON
    return LEDGER if found.ledger else FORM


def _key(each: Sourced) -> tuple[str, str, int | None]:
    form = each.form
    return "".join(form.name.split()), "".join(form.unit.split()), form.evaluated_year


def _without_blanks(forms: list[Sourced]) -> tuple[list[Sourced], list[InputFault]]:
    """An empty template lying in the folder is no project; it is told."""
    kept = [each for each in forms if each.form.name or each.form.indicators]
    left = [each for each in forms if not (each.form.name or each.form.indicators)]
    return kept, [InputFault(each.file, "空白自评表，没有计入汇总。") for each in left]


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
    by_key: dict[tuple[str, str, int | None], list[Sourced]] = {}
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
