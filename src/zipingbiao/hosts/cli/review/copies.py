"""`zipingbiao review`: copies of form workbooks with columns for the reviewer beside the self-evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from zipingbiao.batch.files import WriteFault, make_folder, whole, write_atomically
from zipingbiao.batch.folder import told_apart
from zipingbiao.batch.inputs import WORKBOOKS, InputFault, broken, read_input
from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.not_over import is_input
from zipingbiao.log import record_fault
from zipingbiao.package.fault import ReadFault
from zipingbiao.package.gate import open_package
from zipingbiao.report.gather import Gathered, gather
from zipingbiao.workbook.read.forms import forms_of
from zipingbiao.workbook.review_copy import has_review, review_copy


@click.command(
    cls=Command,
    help="给复核人一份副本：在自评表右边加“复核得分”“复核意见”“整改情况”“复核完成值”“偏离度”。可以给文件夹，同名文件按原来的子文件夹分开放。填好后 check --report、diff 都读得出。",
)
@shared.files_argument
@click.option(
    "-o", "--out", metavar="文件夹", required=True, type=click.Path(path_type=Path), help="副本写到哪里"
)
@click.option("--force", is_flag=True, help="覆盖已有的副本（原文件另存为 .bak）")
@shared.json_option
def review_copies(files: tuple[Path, ...], out: Path, force: bool, as_data: bool) -> int:
    """Write the copies; every file is told of."""
    make_folder(out)
    folders = gather([path for path in files if path.is_dir()])
    aside = {each.form.file: each.message for each in folders.aside}
    copies = [
        _one(path, out / name, aside.get(name, ""), files, force=force)
        for path, name in _places(files, folders)
    ]
    copies += [_Copy(Path(fault.file), out, fault.message, shared.UNREADABLE) for fault in _unread(folders)]
    if as_data:
        written = [{"file": str(each.target), "remark": each.told} for each in copies if not each.code]
        refused = [{"file": each.path.name, "message": each.told} for each in copies if each.code]
        shared.print_data({"copies": written, "errors": refused})
    else:
        for each in copies:
            _tell(each)
        for left in folders.skipped:
            click.echo(f"跳过 {left.file}：{left.message}", err=True)
    return _code(copies)


def _code(copies: Sequence[_Copy]) -> int:
    """2 where there is no copy at all; 1 where one of several is missing."""
    codes = [each.code for each in copies]
    partly = shared.FOUND if any(each.partly for each in copies) else shared.DONE
    if not codes:
        return shared.UNREADABLE
    return max(codes) if all(codes) else max(partly, min(max(codes), shared.FOUND))


def _places(files: Sequence[Path], folders: Gathered) -> Iterator[tuple[Path, str]]:
    """Each file and where its copy goes: in the same folders below `out`, so that two of one name stay two."""
    named = told_apart([path for path in files if not path.is_dir()])
    for path in files:
        if not path.is_dir():
            yield path, named[path]
    yield from ((entry.path, entry.shown) for entry in folders.reading.entries if entry.inputs.forms)


def _unread(folders: Gathered) -> Iterator[InputFault]:
    """The files of which there is no copy, because nothing could be read in them."""
    told = {fault.file for fault in folders.faults}
    copied = {entry.shown for entry in folders.reading.entries if entry.inputs.forms}
    yield from (fault for fault in folders.faults if fault.file not in copied)
    for entry in folders.reading.entries:
        if not entry.inputs.forms and entry.shown not in told:
            why = " ".join(remark.message for remark in entry.inputs.remarks) or "里面没有自评表。"
            yield InputFault(entry.shown, f"{why}没有写副本。")


@dataclass(frozen=True, slots=True)
class _Copy:
    """What came of one file: `told` is the remark or, with a `code`, why there is no copy."""

    path: Path
    target: Path
    told: str = ""
    code: int = shared.DONE
    #: There is a copy, of which something could not be read.
    partly: bool = False


def _one(path: Path, target: Path, aside: str, inputs: Sequence[Path], *, force: bool) -> _Copy:
    """Write one copy; a file that cannot be copied does not stop the others."""
    if path.suffix.lower() not in WORKBOOKS or not path.is_file():
        return _Copy(path, target, "不是自评表工作簿（.xlsx、.xlsm），没有写副本。", shared.UNREADABLE)
    if whole(target) == whole(path) or (is_input(target, inputs) and not _is_copy(target)):
        return _Copy(path, target, "副本会覆盖原文件，请换一个文件夹。", shared.UNREADABLE)
    try:
        package = open_package(path)
        snapshot = snapshot_of(package)
        forms = forms_of(snapshot).forms
        if not forms:
            return _Copy(path, target, "里面没有自评表，没有写副本。", shared.UNREADABLE)
        make_folder(target.parent)
        write_atomically(target, review_copy(package, snapshot, forms), force=force)
    except ReadFault as fault:
        return _Copy(path, target, fault.message, shared.UNREADABLE)
    except WriteFault as fault:
        return _Copy(path, target, str(fault), shared.FOUND)
    except Exception:
        return _Copy(path, target, broken(record_fault()), shared.FOUND)
    own = "原有复核栏，没有另加" if all(map(has_review, forms)) else ""
    unread = next((shared.coverage_line(form) for form in forms if form.reading.unread), "")
    empty = "里面有空白自评表" if any(form.is_empty for form in forms) else ""
    return _Copy(
        path, target, "；".join(filter(None, (aside, own, unread, empty))), partly=bool(unread or empty)
    )


def _is_copy(path: Path) -> bool:
    """Whether a file is a copy that was written before, though it lies among what is read."""
    forms = read_input(path).forms
    return bool(forms) and all(map(has_review, forms))


def _tell(copy: _Copy) -> None:
    if copy.code:
        click.echo(f"{copy.path.name}：{copy.told}", err=True)
    else:
        click.echo(f"已写入 {copy.target}{f'（{copy.told}）' if copy.told else ''}")
