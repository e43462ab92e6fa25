"""Files and whole folders as a command was given them: what is read, what is left out and why; none goes unnamed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from zipingbiao.batch.files import whole
from zipingbiao.batch.inputs import InputFault, Inputs, read_input, together
from zipingbiao.for_people import legible
from zipingbiao.form.model import Form
from zipingbiao.package.own_output import IMPORT_SHEET
from zipingbiao.record import record

_THE_OUTPUT = "这是本命令要写入的文件，没有读取。"
_NOTHING = "里面没有可读的文件，什么也没有读出，请核对文件夹。"
_BACKUP = re.compile(r"\.bak\d*$")
_DIGITS = re.compile(r"(\d+)")
#: Records that this tool keeps beside the workbooks it writes: nobody's file.
OWN_NOTES = ".zipingbiao-"
#: What operating systems put into folders.
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})
#: What sqlite keeps beside a database while it is written.
_BESIDE_DATABASES = re.compile(r"\.(?:sqlite3?|db)-(?:journal|wal|shm)$")


@record(frozen=True, slots=True)
class Entry:
    """One file that was read. `shown`: its path as a person should see it; `below`: it was found in a folder."""

    path: Path
    shown: str
    inputs: Inputs
    below: bool = False


@record(frozen=True, slots=True)
class Reading:
    """All files in order; `faults`: folders that could not be opened; `skipped`: files left out on purpose.

    `own`: those of them that this tool wrote (退回意见 with a filled column comes back to who sent it).
    `nothing`: the folders, where there was no file to read in any of them.
    """

    entries: tuple[Entry, ...]
    faults: tuple[InputFault, ...] = ()
    skipped: tuple[InputFault, ...] = ()
    own: tuple[Entry, ...] = ()
    nothing: tuple[InputFault, ...] = ()

    @property
    def inputs(self) -> Inputs:
        """What all of them gave."""
        found = together(each.inputs for each in self.entries)
        return replace(found, faults=(*self.faults, *self.nothing, *found.faults), skipped=self.skipped)

    @property
    def writable(self) -> list[Path]:
        """The files a command may be asked to change: those that were named, and those of folders that hold forms."""
        return [each.path for each in self.entries if each.inputs.forms or not each.below]


def unsaid(file: str) -> None:
    """Nobody asks which file is read next."""


def read_each(
    paths: Sequence[Path], leave_out: Collection[Path] = (), before: Callable[[str], None] = unsaid
) -> Reading:
    """Every file, those in folders and their subfolders included. `leave_out`: the files that will be written.

    `before` hears of each file before it is read, and ends all reading by raising.
    """
    walk = _Walk(frozenset(whole(path) for path in leave_out))
    entries = []
    own = []
    for path, shown, below in walk.files(paths):
        before(shown)
        found = read_input(path, shown)
        if (found.own and below) or found.around:
            own.append(Entry(path, shown, found, below))
        if found.own and below:
            walk.skipped.append(InputFault(shown, f"本工具写的{found.own}，没有读取。"))
        elif found.export == IMPORT_SHEET and below and not any(map(_says_whose, found.forms)):
            # It names no project: among the files of a folder nobody could tell whose second form it is.
            walk.skipped.append(
                InputFault(shown, f"本工具导出的{found.export}，没有项目名称和资金，没有读取。")
            )
        elif found.foreign and below:
            walk.skipped += found.faults
        else:
            entries.append(Entry(path, shown, found, below))
    reading = Reading(tuple(_without_prints(entries)), tuple(walk.faults), tuple(walk.skipped), tuple(own))
    if entries or own or walk.faults:
        return reading
    # An empty folder, or one with nothing but lock files: that is not "read, and nothing to say".
    nothing = tuple(InputFault(legible(str(path)), _NOTHING, whole=True) for path in paths)
    return replace(reading, nothing=nothing)


class _Walk:
    """One pass over the folders, in the order a person would list them."""

    def __init__(self, leave_out: frozenset[Path]) -> None:
        self.leave_out = leave_out
        self.faults: list[InputFault] = []
        self.skipped: list[InputFault] = []
        self._seen: set[Path] = set()
        self._illegible: dict[str, int] = {}

    def files(self, paths: Sequence[Path]) -> Iterator[tuple[Path, str, bool]]:
        """Each file to read with its path inside its folder; one that lies in several of the folders once."""
        names = told_apart([path for path in paths if not path.is_dir()])
        for path in paths:
            if not path.is_dir():
                yield from self._named(path, self._only(names[path]))
                continue
            above = f"{whole(path).name}/" if len(paths) > 1 else ""
            for file in self._below(path):
                yield from self._file(file, self._only(f"{above}{file.relative_to(path).as_posix()}"))

    def _only(self, name: str) -> str:
        """A file's name as it can be shown; where what cannot be shown was all that told it from another, with a number."""
        shown = legible(name)
        if shown == name:
            return name
        self._illegible[shown] = self._illegible.get(shown, 0) + 1
        n, path = self._illegible[shown], PurePosixPath(shown)
        return shown if n == 1 else path.with_name(f"{path.stem}（{n}）{path.suffix}").as_posix()

    def _named(self, path: Path, shown: str) -> Iterator[tuple[Path, str, bool]]:
        """A file that was asked for by its name is read as often as it was asked for."""
        resolved = whole(path)
        if resolved in self.leave_out:
            self.skipped.append(InputFault(shown, _THE_OUTPUT))
            return
        self._seen.add(resolved)
        yield path, shown, False

    def _below(self, folder: Path) -> Iterator[Path]:
        def unreadable(fault: OSError) -> None:
            message = "文件夹打不开，其中的文件没有读取，请确认路径和读取权限。"
            self.faults.append(InputFault(legible(str(fault.filename or folder)), message, whole=True))

        for place, folders, files in os.walk(folder, onerror=unreadable):
            folders[:] = sorted((f for f in folders if not f.startswith((".", "__MACOSX"))), key=natural)
            yield from (Path(place, file) for file in sorted(files, key=natural))

    def _file(self, path: Path, shown: str) -> Iterator[tuple[Path, str, bool]]:
        if path.name.startswith(OWN_NOTES):
            return
        reason, resolved = _why_not(path), whole(path)
        if reason:
            self.skipped.append(InputFault(shown, reason))
        elif resolved in self.leave_out:
            self.skipped.append(InputFault(shown, _THE_OUTPUT))
        elif resolved not in self._seen:
            self._seen.add(resolved)
            yield path, shown, True


def _why_not(path: Path) -> str:
    """Why a file is left out by its name alone; "" where it is not."""
    name = path.name.lower()
    if name.startswith(("~$", ".~lock.")):
        return "Excel、WPS 打开文件时的临时锁文件，没有读取；原文件可能还有没保存的改动。"
    if name.startswith("."):
        return "隐藏文件，没有读取。"
    if _BESIDE_DATABASES.search(name):
        return "数据库（如复核登记）正在写时的临时文件，没有读取。"
    if name in _SYSTEM_FILES:
        return "操作系统的文件，没有读取。"
    if _BACKUP.search(name):
        return "改动前的备份，没有读取。"
    return ""


def told_apart(paths: Sequence[Path]) -> dict[Path, str]:
    """The name of each file as a person should see it: with as much of its folders as tells it from the others."""
    parts = {path: path.absolute().parts[1:] for path in paths}
    names: dict[Path, str] = {}
    for path, mine in parts.items():
        others = {theirs for theirs in parts.values() if theirs != mine}
        depth = next(
            n for n in range(1, len(mine) + 1) if n == len(mine) or mine[-n:] not in {o[-n:] for o in others}
        )
        names[path] = "/".join(mine[-depth:])
    return names


def natural(name: str) -> list[tuple[int, str]]:
    """A sort key under which `2.xlsx` comes before `10.xlsx`."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(name)]


def _without_prints(entries: Sequence[Entry]) -> Iterator[Entry]:
    """A PDF printed from a form that lies beside it is the same form, not a second one; it is told."""
    originals = {_content(form) for each in entries if not each.inputs.printed for form in each.inputs.forms}
    for each in entries:
        forms = each.inputs.forms
        kept = tuple(form for form in forms if not each.inputs.printed or _content(form) not in originals)
        if len(kept) == len(forms):
            yield each
            continue
        told = InputFault(
            each.shown, f"有 {len(forms) - len(kept)} 张表与同时读取的工作簿一字不差，没有重复计入。"
        )
        yield replace(each, inputs=replace(each.inputs, forms=kept, remarks=(*each.inputs.remarks, told)))


def _says_whose(form: Form) -> bool:
    return bool(form.name or form.unit or form.funds)


def _content(form: Form) -> tuple[str, ...]:
    """What a form says, whatever it was printed with."""
    rows = (
        text
        for row in form.indicators
        for text in (row.level3, row.target.text, row.actual.text, row.weight, row.score, row.note)
    )
    said = (form.name, form.unit, form.year, form.total.score, *rows)
    return tuple("".join(text.split()) for text in said)
