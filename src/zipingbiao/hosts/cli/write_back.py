"""Closed workbooks changed in place (`--write`, `--mark`, `--unmark`). The old file is kept as .bak.

What goes wrong with one file is that file's fault; the others are done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path

import click

from zipingbiao.batch.files import write_atomically
from zipingbiao.batch.folder import told_apart
from zipingbiao.batch.inputs import WORKBOOKS, broken
from zipingbiao.commands.closed_marks import Changed
from zipingbiao.commands.result import CommandResult
from zipingbiao.edits.apply import apply_edits
from zipingbiao.edits.dependents import Place, unknown_after
from zipingbiao.edits.protection import refuse_protected
from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.for_people import ForPeople, legible
from zipingbiao.log import record_fault
from zipingbiao.package.fault import ReadFault
from zipingbiao.package.gate import Package, open_package

DONE, NOT_WRITTEN, WRONG_USE = 0, 1, 2
_NO_FORM = "不是自评表工作簿，没有写回；台账和 JSON 请用 bulk 命令生成自评表。"
_TEXT = frozenset({".json", ".jsonl"})
_UNCHANGED = "没有需要写入的内容，文件未改动。"
_STALE_SHOWN = 5
Command = Callable[[Snapshot], CommandResult]
Change = Callable[[Package], Changed]


class _NoForm(ForPeople):
    """A workbook that is meant for another command."""


class Ending(Enum):
    """What became of one file."""

    CHANGED = "改动"
    UNCHANGED = "未改动"
    FAILED = "未能写入"


def write_back(files: Sequence[Path], command: Command) -> int:
    """Run a command on each workbook and write its edits; every file is told of on standard error."""

    def change(package: Package) -> Changed:
        return changed_by(package, command)

    return rewrite_all([(path, change) for path in files])


def changed_by(package: Package, command: Command) -> Changed:
    """A closed workbook as a command changes it, and what is said of that."""
    snapshot = snapshot_of(package)
    result = command(snapshot)
    if not result.edits:
        return Changed(None, "\n".join((*result.left, f"{result.message}。{_UNCHANGED}")))
    refuse_protected(snapshot, result.edits)
    stale = _stale(unknown_after(snapshot, result.edits))
    data = apply_edits(package, result.edits)
    return Changed(data, "\n".join((*result.left, *stale, f"{result.message}。")))


def _stale(places: Sequence[Place]) -> list[str]:
    """What is said of formulas that depend on what was written and that only Excel can compute."""
    if not places:
        return []
    named = "、".join(f"{sheet}!{cell}" for sheet, cell in places[:_STALE_SHOWN])
    more = f"等{len(places)}格" if len(places) > _STALE_SHOWN else ""
    return [f"{named}{more}的公式用到了写入的格，本工具算不出它的结果；请用 Excel 打开，重新计算后保存。"]


def rewrite_all(changes: Sequence[tuple[Path, Change]]) -> int:
    """Change each workbook of forms, as :func:`rewrite_each` does; a ledger is refused."""
    return rewrite_each([(path, _of_forms(change)) for path, change in changes])


def rewrite_each(changes: Sequence[tuple[Path, Change]]) -> int:
    """Change each workbook, whole or not at all; the worst exit code. How many were changed is told where there are several."""
    named = told_apart([path for path, _ in changes])
    ended = [rewrite(path, change, named[path]) for path, change in changes]
    if len(ended) > 1:
        counts = Counter(ending for _, ending in ended)
        listed = "，".join(f"{ending.value} {counts[ending]} 个" for ending in Ending)
        click.echo(f"共 {len(ended)} 个文件：{listed}。", err=True)
    return max((code for code, _ in ended), default=DONE)


def rewrite(path: Path, change: Change, shown: str = "") -> tuple[int, Ending]:
    """Change one workbook, whole or not at all; the exit code, the sentence on standard error. `shown`: its name there."""
    shown = shown or path.name
    if not path.is_file():
        return DONE, Ending.FAILED  # reading has told of it
    if path.suffix.lower() not in WORKBOOKS:
        return _tell(shown, _no_workbook(path), WRONG_USE), Ending.FAILED
    try:
        changed, kept = placed(path, change)
    except (ReadFault, _NoForm) as fault:
        return _tell(shown, str(fault), WRONG_USE), Ending.FAILED
    except ForPeople as fault:
        return _tell(shown, str(fault), NOT_WRITTEN), Ending.FAILED
    except Exception:
        return _tell(shown, broken(record_fault()), NOT_WRITTEN), Ending.FAILED
    *before, last = changed.message.splitlines()
    for sentence in before:
        _tell(shown, sentence, DONE)
    _tell(shown, f"{last}原文件另存为 {kept.name}。" if kept is not None else last, DONE)
    return DONE, Ending.UNCHANGED if changed.data is None else Ending.CHANGED


def placed(path: Path, change: Change) -> tuple[Changed, Path | None]:
    """The workbook changed on the disk, and where its old content is kept. Raises what stood in the way."""
    changed = change(open_package(path))
    return changed, None if changed.data is None else write_atomically(path, changed.data, force=True)


def _no_workbook(path: Path) -> str:
    """Why a file of another kind is not changed, and the way to a workbook that can be."""
    if path.suffix.lower() in _TEXT:
        return _NO_FORM
    return (
        f"{path.suffix} 文件不能写回（只能改 .xlsx、.xlsm），没有改动。请先用 zipingbiao bulk {path.name} -o 文件夹 "
        "生成自评表工作簿，再对生成的文件运行本命令；只要问题清单的，用 check --report。"
    )


def _of_forms(change: Change) -> Change:
    from zipingbiao.ledger.recognise import holds_ledger

    def guarded(package: Package) -> Changed:
        if holds_ledger(package):
            raise _NoForm(_NO_FORM)
        return change(package)

    return guarded


def _tell(shown: str, sentence: str, code: int) -> int:
    click.echo(legible(f"{shown}：{sentence}"), err=True)
    return code
