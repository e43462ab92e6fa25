"""What a command line was given: forms in any kind of file, ledgers, interchange JSON. Every fault is told, none stops the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from zipingbiao.batch.given.content import document_forms, known_form, workbook_forms
from zipingbiao.batch.given.found import (
    InputFault,
    Inputs,
    os_fault,
    together,
    unread_of,
    unreadable,
    with_blanks,
    with_unread,
    with_whole,
)
from zipingbiao.batch.given.json_text import JSON_EXPORT, json_forms, lines_of
from zipingbiao.documents.bounds import MAX_FILE, MB
from zipingbiao.documents.kinds import Kind, kind_of, refuse_foreign
from zipingbiao.for_people import legible
from zipingbiao.log import record_fault
from zipingbiao.package.fault import NotAForm, ReadFault

__all__ = [
    "JSON_EXPORT",
    "WORKBOOKS",
    "InputFault",
    "Inputs",
    "broken",
    "lines_of",
    "open_input",
    "read_input",
    "read_inputs",
    "together",
    "unread_of",
    "with_blanks",
    "with_unread",
]

WORKBOOKS = frozenset({".xlsx", ".xlsm"})
_TOO_DEEP = "文件内部层层嵌套得太深，不像 Excel 保存的文件，已拒绝读取。"


def read_inputs(paths: Iterable[Path]) -> Inputs:
    """Forms of all files, in order. A file is told by its content, not only by its name."""
    return together(read_input(path) for path in paths)


def read_input(path: Path, shown: str = "") -> Inputs:
    """Forms of one file, held in memory. `shown`: its name in messages, where that is more than the file's own.

    An unexpected fault of ours is that file's fault; its details are in the log.
    """
    try:
        found = _opened(path, shown or legible(path.name))
        return replace(found, forms=tuple(found.forms))
    except RecursionError:
        return unreadable(shown or legible(path.name), _TOO_DEEP)
    except Exception:
        return unreadable(shown or legible(path.name), broken(record_fault()))


def open_input(path: Path, shown: str = "") -> Inputs:
    """The same, told by its content; the forms of a ledger are only built when they are gone through."""
    name = shown or legible(path.name)
    try:
        return _opened(path, name)
    except RecursionError:
        return unreadable(name, _TOO_DEEP)
    except Exception:
        return unreadable(name, broken(record_fault()))


def broken(log: Path) -> str:
    """What is said of a file on which the program itself failed."""
    return f"处理这个文件时程序内部出错，其他文件不受影响。详情已记入 {log}，请把它和这个文件发给维护人员。"


def _opened(path: Path, name: str) -> Inputs:
    if not path.exists():
        return unreadable(name, "找不到这个文件，请核对路径和文件名。")
    if path.is_dir():
        return unreadable(name, "这是一个文件夹，请给出其中的文件。")
    if not path.is_file():
        return unreadable(name, "这不是普通文件（是管道或设备），请先存成文件再给出。")
    try:
        if path.suffix.lower() == ".jsonl":
            return with_whole(together(lines_of(path, name)))
        return _by_content(path, name)
    except NotAForm as problem:
        return replace(unreadable(name, problem.message), foreign=True)
    except ReadFault as problem:
        return unreadable(name, problem.message)
    except OSError as problem:
        return unreadable(name, os_fault(problem))


def _by_content(path: Path, name: str) -> Inputs:
    """Raises ReadFault."""
    suffix, size = path.suffix.lower(), path.stat().st_size
    with path.open("rb") as file:
        refuse_foreign(file.read(64), name, suffix)
    if suffix == ".json" and _is_text(path):
        return json_forms(path.read_bytes(), name)
    if size > MAX_FILE and suffix in WORKBOOKS:
        return workbook_forms(path, name)  # only a ledger may be so large
    if size > MAX_FILE:
        return unreadable(
            name,
            f"文件有 {size // MB} MB，超过 {MAX_FILE // MB} MB 的上限，请删除其中的图片和无关的内容后再试。",
        )
    data = path.read_bytes()
    known = known_form(data, name) if suffix in WORKBOOKS else None
    if known is not None:
        return known
    kind = kind_of(data, name, suffix)
    if kind is Kind.WORKBOOK:
        return workbook_forms(path, name, data)
    if kind is Kind.JSON:
        return json_forms(data, name)
    return document_forms(data, name, kind)


def _is_text(path: Path) -> bool:
    """Whether a file named .json is one, not something else under that name."""
    with path.open("rb") as file:
        return not file.read(8).startswith((b"PK\3\4", b"%PDF", b"\xd0\xcf\x11\xe0"))
