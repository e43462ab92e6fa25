"""Closed workbooks changed in place (`--write`, `--mark`, `--unmark`). The old file is kept as .bak."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from zipingbiao.batch.files import WriteFault, write_atomically
from zipingbiao.batch.inputs import WORKBOOKS
from zipingbiao.commands.closed_marks import Changed
from zipingbiao.commands.record import TooManyMarks
from zipingbiao.commands.result import CommandResult
from zipingbiao.edits.apply import apply_edits
from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.package.cell_xml import TextTooLong
from zipingbiao.package.fault import ReadFault
from zipingbiao.package.gate import Package, open_package

DONE, NOT_WRITTEN, WRONG_USE = 0, 1, 2
_NO_FORM = "不是自评表工作簿，没有写回；台账和 JSON 请用 bulk 命令生成自评表。"
_TEXT = frozenset({".json", ".jsonl"})
Command = Callable[[Snapshot], CommandResult]
Change = Callable[[Package], Changed]


def write_back(files: Sequence[Path], command: Command) -> int:
    """Run a command on each workbook and write its edits; every file is told of on standard error."""

    def change(package: Package) -> Changed:
        result = command(snapshot_of(package))
        data = apply_edits(package, result.edits) if result.edits else None
        kept = "原文件另存为 .bak" if result.edits else "没有需要写入的内容，文件未改动"
        return Changed(data, "\n".join((*result.left, f"{result.message}。{kept}。")))

    return max((rewrite(path, change) for path in files), default=DONE)


def rewrite(path: Path, change: Change) -> int:
    """Change one workbook, whole or not at all; the exit code, the sentence on standard error."""
    if not path.is_file():
        return DONE  # reading has told of it
    if path.suffix.lower() not in WORKBOOKS:
        return _tell(path, _no_workbook(path), WRONG_USE)
    try:
        package = open_package(path)
        if _is_ledger(package):
            return _tell(path, _NO_FORM, WRONG_USE)
        changed = change(package)
        if changed.data is not None:
            write_atomically(path, changed.data, force=True)
    except ReadFault as fault:
        return _tell(path, fault.message, WRONG_USE)
    except (TextTooLong, TooManyMarks, WriteFault) as fault:
        return _tell(path, str(fault), NOT_WRITTEN)
    for sentence in changed.message.splitlines():
        _tell(path, sentence, DONE)
    return DONE


def _no_workbook(path: Path) -> str:
    """Why a file of another kind is not changed, and the way to a workbook that can be."""
    if path.suffix.lower() in _TEXT:
        return _NO_FORM
    return (
        f"{path.suffix} 文件不能写回（只能改 .xlsx、.xlsm），没有改动。请先用 zipingbiao bulk {path.name} -o 文件夹 "
        "生成自评表工作簿，再对生成的文件运行本命令；只要问题清单的，用 check --report。"
    )


def _is_ledger(package: Package) -> bool:
    from zipingbiao.ledger.recognise import holds_ledger

    return holds_ledger(package)


def _tell(path: Path, sentence: str, code: int) -> int:
    click.echo(f"{path.name}：{sentence}", err=True)
    return code
