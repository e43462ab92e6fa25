"""What a command line was given: form workbooks, ledgers, interchange JSON. Every fault is told, none stops the rest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from zipingbiao.form.interchange import read_interchange
from zipingbiao.form.model import Form

if TYPE_CHECKING:
    from zipingbiao.package.gate import Package

WORKBOOKS = frozenset({".xlsx", ".xlsm"})
_NOT_UTF_8 = "不是 UTF-8 编码的文件，请另存为 UTF-8 后再试。"


@dataclass(frozen=True, slots=True)
class InputFault:
    """Something that could not be read. `whole`: nothing of the file could be used."""

    file: str
    message: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Inputs:
    """All forms in input order, what could not be read, and what was read with a remark.

    `forms`: held, or (of a ledger that was opened) built each time they are gone through.
    `ledger`: it was one; `own`: it was a report or a list that this tool wrote (审核报告, 汇总表 …).
    """

    forms: Sequence[Form]
    faults: tuple[InputFault, ...]
    remarks: tuple[InputFault, ...] = ()
    ledger: bool = False
    own: str = ""


def read_inputs(paths: Iterable[Path]) -> Inputs:
    """Forms of all files, in order. A file is told by its content, not only by its name."""
    return together(read_input(path) for path in paths)


def together(each: Iterable[Inputs]) -> Inputs:
    """What several files gave, as one."""
    found = list(each)
    return Inputs(
        tuple(form for one in found for form in one.forms),
        tuple(fault for one in found for fault in one.faults),
        tuple(remark for one in found for remark in one.remarks),
    )


def read_input(path: Path) -> Inputs:
    """Forms of one file, held in memory."""
    found = open_input(path)
    return replace(found, forms=tuple(found.forms))


def open_input(path: Path) -> Inputs:
    """The same, but the forms of a ledger are only built when they are gone through."""
    if not path.exists():
        return _unreadable(path, "找不到这个文件，请核对路径和文件名。")
    if path.is_dir():
        return _unreadable(path, "这是一个文件夹，请给出文件；汇总整个文件夹请用 collect 命令。")
    try:
        if path.suffix.lower() in WORKBOOKS:
            return _workbook(path)
        if path.suffix.lower() == ".json":
            return _json(path)
        if path.suffix.lower() == ".jsonl":
            return _with_whole(together(lines_of(path)))
    except OSError as problem:
        return _unreadable(path, _os_fault(problem))
    return _unreadable(
        path,
        f"不支持的文件类型“{path.suffix}”，请提供 .xlsx、.xlsm、.json 或 .jsonl 文件（.xls 请先另存为 .xlsx）。",
    )


def _os_fault(problem: OSError) -> str:
    if isinstance(problem, PermissionError):
        return "没有权限读取，请确认文件没有被其他程序独占，并且您有读取权限。"
    return f"读取失败（{problem.strerror or problem}），请确认磁盘或网络文件夹可用。"


def _unreadable(path: Path, message: str) -> Inputs:
    return Inputs((), (InputFault(path.name, message, whole=True),))


def lines_of(path: Path) -> Iterator[Inputs]:
    """What each line of a JSON Lines file gives; a bad line names itself and stops no other."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for n, line in enumerate(lines, 1):
                if line.strip():
                    yield _line(line.strip(), n, path.name)
    except UnicodeDecodeError:
        yield _unreadable(path, _NOT_UTF_8)
    except OSError as problem:
        yield _unreadable(path, _os_fault(problem))


def _line(text: str, n: int, file: str) -> Inputs:
    found, where = read_interchange(text, file, n), f"第 {n} 行"

    def told(message: str) -> InputFault:
        return InputFault(file, message if message.startswith(where) else f"{where}：{message}")

    return Inputs(found.forms, tuple(map(told, found.errors)), tuple(map(told, found.warnings)))


def _json(path: Path) -> Inputs:
    try:
        found = read_interchange(path.read_text(encoding="utf-8-sig"), path.name)
    except UnicodeDecodeError:
        return _unreadable(path, _NOT_UTF_8)
    faults = tuple(InputFault(path.name, message) for message in found.errors)
    remarks = tuple(InputFault(path.name, message) for message in found.warnings)
    return _with_whole(Inputs(found.forms, faults, remarks))


def _with_whole(file: Inputs) -> Inputs:
    """Faults of a file that gave no form are faults of the whole file."""
    if file.forms:
        return file
    return replace(file, faults=tuple(replace(fault, whole=True) for fault in file.faults))


def _workbook(path: Path) -> Inputs:
    from zipingbiao.edits.read_xlsx import snapshot_of
    from zipingbiao.ledger.recognise import holds_ledger
    from zipingbiao.package.fault import ReadFault
    from zipingbiao.package.own_output import own_output
    from zipingbiao.workbook.read.forms import forms_of

    try:
        package = _package(path)
        own = own_output(package)
        if own:
            message = f"是本工具写的{own}，不是自评表；请给出自评表或台账。"
            return replace(_unreadable(path, message), own=own)
        if holds_ledger(package):
            return _ledger(package)
        found = forms_of(snapshot_of(package))
    except ReadFault as problem:
        return _unreadable(path, problem.message)
    messages = tuple(InputFault(path.name, problem.message, not found.forms) for problem in found.problems)
    return Inputs(found.forms, () if found.forms else messages, messages if found.forms else ())


def _package(path: Path) -> Package:
    """The package of a workbook; only a ledger, whose rows are read one by one, may be very large."""
    from zipingbiao.ledger.recognise import holds_ledger
    from zipingbiao.package.fault import ReadFault, TooLarge
    from zipingbiao.package.gate import IN_PIECES, open_package

    try:
        return open_package(path)
    except TooLarge as too_large:
        try:
            package = open_package(path, IN_PIECES)
        except ReadFault:
            raise too_large from None
        if holds_ledger(package):
            return package
        package.close()
        raise


def _ledger(package: Package) -> Inputs:
    """Raises ReadFault."""
    from zipingbiao.ledger.read import ledger_in
    from zipingbiao.ledger.reasons import reason_labels

    with closing(package):
        ledger = ledger_in(package, reason_labels())
    whole = not ledger.forms
    return Inputs(
        ledger.forms,
        tuple(InputFault(package.file, str(fault), whole) for fault in ledger.faults),
        tuple(InputFault(package.file, str(remark)) for remark in ledger.remarks),
        ledger=True,
    )


def as_json(data: object) -> str:
    """JSON as a command prints it: UTF-8 text, Chinese as is."""
    return json.dumps(data, ensure_ascii=False, indent=1)
