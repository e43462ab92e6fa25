"""What a command line was given: forms in any kind of file, ledgers, interchange JSON. Every fault is told, none stops the rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from zipingbiao.documents.bounds import MAX_FILE, MB
from zipingbiao.documents.kinds import Kind, kind_of, refuse_foreign
from zipingbiao.documents.text import Undecodable, decoded, encoding_of
from zipingbiao.for_people import legible
from zipingbiao.form.coverage import told as coverage_told
from zipingbiao.form.model import Form
from zipingbiao.log import record_fault
from zipingbiao.package.fault import NotAForm, ReadFault, TooLarge

if TYPE_CHECKING:
    from zipingbiao.edits.read_xlsx import XlsxReader
    from zipingbiao.edits.snapshot import Snapshot
    from zipingbiao.ledger.forms import Ledger
    from zipingbiao.package.gate import Package
    from zipingbiao.workbook.read.forms import ReadResult

#: What this tool calls JSON that it wrote of forms.
JSON_EXPORT = "交换 JSON"
WORKBOOKS = frozenset({".xlsx", ".xlsm"})
_BLANK = "空白自评表，什么也没有填写，收表、汇总时不计入。"
_TOO_DEEP = "文件内部层层嵌套得太深，不像 Excel 保存的文件，已拒绝读取。"
_TOO_LONG_LINE = f"超过 {MAX_FILE // MB} MB，没有读取；.jsonl 一行是一张表，请核对换行。"
#: Letters of a line of JSON Lines, which holds one form.
_LONGEST_LINE = MAX_FILE
_NOT_TEXT = "既不是 UTF-8 也不是 GB18030 编码的文件，或已损坏，请另存为 UTF-8 后再试。"


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
    `skipped`: files of a folder that were left out on purpose; `ledger`: it was one; `printed`: it was a PDF;
    `own`: it was a report or a list that this tool wrote (审核报告, 汇总表 …); `around`: one into which somebody put a form;
    `export`: this tool wrote its forms there
    for others (Word 版自评表, 交换 JSON); `foreign`: of a kind that never holds a form, and nobody tried.
    """

    forms: Sequence[Form]
    faults: tuple[InputFault, ...]
    remarks: tuple[InputFault, ...] = ()
    skipped: tuple[InputFault, ...] = ()
    ledger: bool = False
    printed: bool = False
    own: str = ""
    around: str = ""
    export: str = ""
    foreign: bool = False


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
        tuple(skipped for one in found for skipped in one.skipped),
    )


def read_input(path: Path, shown: str = "") -> Inputs:
    """Forms of one file, held in memory. `shown`: its name in messages, where that is more than the file's own.

    An unexpected fault of ours is that file's fault; its details are in the log.
    """
    try:
        found = _opened(path, shown or legible(path.name))
        return replace(found, forms=tuple(found.forms))
    except RecursionError:
        return _unreadable(shown or legible(path.name), _TOO_DEEP)
    except Exception:
        return _unreadable(shown or legible(path.name), broken(record_fault()))


def open_input(path: Path, shown: str = "") -> Inputs:
    """The same, told by its content; the forms of a ledger are only built when they are gone through."""
    name = shown or legible(path.name)
    try:
        return _opened(path, name)
    except RecursionError:
        return _unreadable(name, _TOO_DEEP)
    except Exception:
        return _unreadable(name, broken(record_fault()))


def with_unread(inputs: Inputs) -> Inputs:
    """The same, each form of which filled rows were not read told among the remarks."""
    told = (unread_of(form) for form in inputs.forms)
    return replace(inputs, remarks=(*inputs.remarks, *(each for each in told if each is not None)))


def with_blanks(inputs: Inputs) -> Inputs:
    """The same, each form that nobody filled in told among the remarks: elsewhere it counts for nothing."""
    blank = tuple(InputFault(form.file, _BLANK) for form in inputs.forms if form.is_empty)
    return replace(inputs, remarks=(*inputs.remarks, *blank))


def unread_of(form: Form) -> InputFault | None:
    """What of a form was filled in and not read, or that nothing was filled in; None where it was read whole."""
    if form.is_empty:
        return InputFault(form.file, _BLANK)
    if not form.reading.unread:
        return None
    return InputFault(form.file, f"“{form.name or form.id}”{coverage_told(form.kind, form.reading)}。")


def broken(log: Path) -> str:
    """What is said of a file on which the program itself failed."""
    return f"处理这个文件时程序内部出错，其他文件不受影响。详情已记入 {log}，请把它和这个文件发给维护人员。"


def _opened(path: Path, name: str) -> Inputs:
    if not path.exists():
        return _unreadable(name, "找不到这个文件，请核对路径和文件名。")
    if path.is_dir():
        return _unreadable(name, "这是一个文件夹，请给出其中的文件。")
    if not path.is_file():
        return _unreadable(name, "这不是普通文件（是管道或设备），请先存成文件再给出。")
    try:
        if path.suffix.lower() == ".jsonl":
            return _with_whole(together(lines_of(path, name)))
        return _by_content(path, name)
    except NotAForm as problem:
        return replace(_unreadable(name, problem.message), foreign=True)
    except ReadFault as problem:
        return _unreadable(name, problem.message)
    except OSError as problem:
        return _unreadable(name, _os_fault(problem))


def _by_content(path: Path, name: str) -> Inputs:
    """Raises ReadFault."""
    suffix, size = path.suffix.lower(), path.stat().st_size
    with path.open("rb") as file:
        refuse_foreign(file.read(64), name, suffix)
    if suffix == ".json" and _is_text(path):
        return _json(path.read_bytes(), name)
    if size > MAX_FILE and suffix in WORKBOOKS:
        return _workbook(path, name)  # only a ledger may be so large
    if size > MAX_FILE:
        return _unreadable(
            name,
            f"文件有 {size // MB} MB，超过 {MAX_FILE // MB} MB 的上限，请删除其中的图片和无关的内容后再试。",
        )
    data = path.read_bytes()
    known = _known(data, name) if suffix in WORKBOOKS else None
    if known is not None:
        return known
    kind = kind_of(data, name, suffix)
    if kind is Kind.WORKBOOK:
        return _workbook(path, name, data)
    if kind is Kind.JSON:
        return _json(data, name)
    return _document(data, name, kind)


def _is_text(path: Path) -> bool:
    """Whether a file named .json is one, not something else under that name."""
    with path.open("rb") as file:
        return not file.read(8).startswith((b"PK\3\4", b"%PDF", b"\xd0\xcf\x11\xe0"))


def _os_fault(problem: OSError) -> str:
    if isinstance(problem, PermissionError):
        return "没有权限读取，请确认文件没有被其他程序独占，并且您有读取权限。"
    return f"读取失败（{problem.strerror or problem}），请确认磁盘或网络文件夹可用。"


def _unreadable(name: str, message: str) -> Inputs:
    return Inputs((), (InputFault(name, message, whole=True),))


def lines_of(path: Path, shown: str = "") -> Iterator[Inputs]:
    """What each line of a JSON Lines file gives; a bad line names itself and stops no other."""
    name = shown or legible(path.name)
    try:
        with path.open(encoding=_lines_encoding(path)) as lines:
            for n, line in enumerate(iter(lambda: lines.readline(_LONGEST_LINE), ""), 1):
                if len(line) >= _LONGEST_LINE:
                    yield _unreadable(name, f"第 {n} 行{_TOO_LONG_LINE}")
                    return
                if line.strip():
                    yield _line(line.strip(), n, name)
    except UnicodeError:
        yield _unreadable(name, _NOT_TEXT)
    except OSError as problem:
        yield _unreadable(name, _os_fault(problem))


def _lines_encoding(path: Path) -> str:
    """The encoding of a file that may be too large to be held: told by its first line with other than ASCII."""
    with path.open("rb") as file:
        if file.read(3) == b"\xef\xbb\xbf":
            return "utf-8-sig"
        file.seek(0)
        telling = next((line for line in file if not line.isascii()), b"")
    return encoding_of(telling)


def _line(text: str, n: int, file: str) -> Inputs:
    from zipingbiao.form.interchange import read_interchange

    found, where = read_interchange(text, file, n), f"第 {n} 行"

    def told(message: str) -> InputFault:
        return InputFault(file, message if message.startswith(where) else f"{where}：{message}")

    return Inputs(found.forms, tuple(map(told, found.errors)), tuple(map(told, found.warnings)))


def _json(data: bytes, name: str) -> Inputs:
    from zipingbiao.form.interchange import read_interchange

    try:
        found = read_interchange(decoded(data), name)
    except Undecodable:
        return _unreadable(name, _NOT_TEXT)
    faults = tuple(InputFault(name, message) for message in found.errors)
    remarks = tuple(InputFault(name, message) for message in found.warnings)
    export = JSON_EXPORT if found.exported else ""
    return _with_whole(Inputs(found.forms, faults, remarks, export=export))


def _with_whole(file: Inputs) -> Inputs:
    """Faults of a file that gave no form are faults of the whole file; without any, what was remarked is one."""
    if file.forms:
        return file
    told, remarks = (file.faults, file.remarks) if file.faults else (file.remarks, ())
    return replace(file, faults=tuple(replace(fault, whole=True) for fault in told), remarks=remarks)


def _known(data: bytes, name: str) -> Inputs | None:
    """The form of a workbook that differs from one of ours by its values only."""
    from zipingbiao.workbook.own.put_off import read_as_before

    found = read_as_before(data, name)
    return _read(name, found) if found is not None else None


def _workbook(path: Path, name: str, data: bytes = b"") -> Inputs:
    """`data`: its bytes, where they are held. Raises ReadFault."""
    from zipingbiao.edits.read_xlsx import FORMS, XlsxReader
    from zipingbiao.ledger.recognise import holds_ledger
    from zipingbiao.package.own_output import EXPORTS, own_output

    package = _package(path, name)
    own = own_output(package)
    if own and own not in EXPORTS:
        return _own(name, own, lambda: XlsxReader(package, FORMS).snapshot(), TooLarge)
    if holds_ledger(package):
        return _ledger_in(package)
    return replace(_learned(data, XlsxReader(package, FORMS)), export=own)


def _learned(data: bytes, reader: XlsxReader) -> Inputs:
    """The forms of a workbook; how it was read is remembered for others like it."""
    from zipingbiao.workbook.own.put_off import read_with_care
    from zipingbiao.workbook.read.forms import forms_of

    snapshot = reader.snapshot()
    found = forms_of(snapshot)
    visible = [each.part for each in reader.worksheets() if not each.hidden]
    read_with_care(data, snapshot, visible[0] if len(visible) == 1 else "", reader.formats, found)
    return _read(snapshot.file, found)


def _document(data: bytes, name: str, kind: Kind) -> Inputs:
    """A file that is neither .xlsx nor JSON. Raises ReadFault."""
    from zipingbiao.documents.read import own_document, read_document
    from zipingbiao.ledger.recognise import names_ledger
    from zipingbiao.package.own_output import EXPORTS

    if kind is Kind.DOC:
        from zipingbiao.batch.old_word import as_docx

        data, kind = as_docx(data, name), Kind.DOCX
    own = own_document(data, name, kind)
    if own and own not in EXPORTS:
        return _own(name, own, lambda: read_document(data, name, kind).snapshot, ReadFault)
    document = read_document(data, name, kind)
    snapshot = document.snapshot
    found = _ledger(snapshot) if names_ledger(each.name for each in snapshot.sheets) else _forms(snapshot)
    unread = tuple(InputFault(name, message) for message in document.unread)
    return _with_whole(replace(found, faults=(*found.faults, *unread), printed=kind is Kind.PDF, export=own))


def _own(name: str, own: str, snapshot: Callable[[], Snapshot], excused: type[ReadFault]) -> Inputs:
    """A report of ours; the forms that somebody put into it are forms all the same. Raises ReadFault.

    `excused`: how one may fail to be read: the tables of thousands of projects; a letter without any table.
    """
    from zipingbiao.workbook.pasted import pasted_forms

    try:
        found = _read(name, pasted_forms(snapshot()))
    except excused:
        found = Inputs((), ())
    if found.forms or found.faults:
        told = InputFault(name, f"是本工具写的{own}，里面另有自评表。")
        return replace(found, remarks=(told, *found.remarks), around=own)
    message = f"是本工具写的{own}，不是自评表；请给出自评表或台账。"
    return replace(_unreadable(name, message), own=own)


def _forms(snapshot: Snapshot) -> Inputs:
    from zipingbiao.workbook.read.forms import forms_of

    return _read(snapshot.file, forms_of(snapshot))


def _read(file: str, found: ReadResult) -> Inputs:
    """What a workbook gave. What stands in it and was not read is a fault; a doubt about a form that was, a remark."""
    whole = not found.forms
    faults = (each for each in found.problems if whole or each.unread)
    remarks = (each for each in found.problems if not whole and not each.unread)
    return Inputs(
        found.forms,
        tuple(InputFault(file, each.message, whole) for each in faults),
        tuple(InputFault(file, each.message) for each in remarks),
    )


def _package(path: Path, name: str) -> Package:
    """The package of a workbook; only a ledger, whose rows are read one by one, may be very large."""
    from zipingbiao.ledger.recognise import holds_ledger
    from zipingbiao.package.gate import IN_PIECES, open_package

    try:
        return open_package(path, name)
    except TooLarge as too_large:
        try:
            package = open_package(path, name, IN_PIECES)
        except ReadFault:
            raise too_large from None
        if holds_ledger(package):
            return package
        package.close()
        raise


def _ledger_in(package: Package) -> Inputs:
    """Raises ReadFault."""
    from zipingbiao.ledger.read import ledger_in
    from zipingbiao.ledger.reasons import reason_labels

    with closing(package):
        return _of_ledger(package.file, ledger_in(package, reason_labels()))


def _ledger(snapshot: Snapshot) -> Inputs:
    from zipingbiao.ledger.read import ledger_of
    from zipingbiao.ledger.reasons import reason_labels

    return _of_ledger(snapshot.file, ledger_of(snapshot, reason_labels()))


def _of_ledger(file: str, ledger: Ledger) -> Inputs:
    whole = not ledger.forms
    return Inputs(
        ledger.forms,
        tuple(InputFault(file, str(fault), whole) for fault in ledger.faults),
        tuple(InputFault(file, str(remark)) for remark in ledger.remarks),
        ledger=True,
    )


def as_json(data: object) -> str:
    """JSON as a command prints it: UTF-8 text, Chinese as is."""
    return legible(json.dumps(data, ensure_ascii=False, indent=1))
