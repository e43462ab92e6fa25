"""What a file gave: its forms, what could not be read, what was remarked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from zipingbiao.form.coverage import told as coverage_told
from zipingbiao.form.model import Form

_BLANK = "空白自评表，什么也没有填写，收表、汇总时不计入。"


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


def together(each: Iterable[Inputs]) -> Inputs:
    """What several files gave, as one."""
    found = list(each)
    return Inputs(
        tuple(form for one in found for form in one.forms),
        tuple(fault for one in found for fault in one.faults),
        tuple(remark for one in found for remark in one.remarks),
        tuple(skipped for one in found for skipped in one.skipped),
    )


def unreadable(name: str, message: str) -> Inputs:
    """Nothing of a file, and why."""
    return Inputs((), (InputFault(name, message, whole=True),))


def os_fault(problem: OSError) -> str:
    """What the system refused, as it is told."""
    if isinstance(problem, PermissionError):
        return "没有权限读取，请确认文件没有被其他程序独占，并且您有读取权限。"
    return f"读取失败（{problem.strerror or problem}），请确认磁盘或网络文件夹可用。"


def with_whole(file: Inputs) -> Inputs:
    """Faults of a file that gave no form are faults of the whole file; without any, what was remarked is one."""
    if file.forms:
        return file
    told, remarks = (file.faults, file.remarks) if file.faults else (file.remarks, ())
    return replace(file, faults=tuple(replace(fault, whole=True) for fault in told), remarks=remarks)


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
