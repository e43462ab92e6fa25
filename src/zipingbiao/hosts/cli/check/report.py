"""`check --report`: what was found, as a workbook or an HTML page; which of the two, the file's name tells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zipingbiao.batch.files import write_atomically
from zipingbiao.batch.inputs import InputFault, Inputs
from zipingbiao.checks.finding import Checked
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.hosts.cli.not_over import refuse_inputs
from zipingbiao.scoring.result import ScoredForm

if TYPE_CHECKING:
    from zipingbiao.report.subject import Review

_KINDS = (".xlsx", ".html", ".htm")


def refuse_report(path: Path, inputs: Sequence[Path], kind: str, *, force: bool) -> None:
    """What can be told before anything is scored. `kind`: what is to be written (审核报告, 对比表 …)."""
    if path.suffix.lower() not in _KINDS:
        raise CommandFault(f"报告的文件名 {path.name} 请以 .xlsx 或 .html 结尾。")
    refuse_inputs((path,), inputs, kind)
    if path.exists() and not force:
        raise CommandFault(f"{path.name} 已存在，未覆盖。确认要重写请加 --force（原文件另存为 .bak）。")
    if not path.absolute().parent.is_dir():
        raise CommandFault(f"要写入的文件夹 {path.parent} 不存在，请先建立，或换一个位置。")


def write_report(
    path: Path,
    inputs: Inputs,
    scored: Sequence[ScoredForm],
    checked: Sequence[Checked],
    *,
    doubles: tuple[InputFault, ...],
    bundle: str,
    force: bool,
) -> None:
    """Write the report of a check that has been made. `doubles`: copies and earlier drafts, which it counts like any form."""
    from zipingbiao.report.subject import Review, reviewed, sourced

    told = tuple(InputFault(each.file, f"{each.message}本报告逐张看，仍列在内、也计数。") for each in doubles)
    forms = tuple(reviewed(sourced(inputs.forms), scored, checked))
    review = Review(forms, inputs.faults, (*told, *inputs.remarks))
    write_atomically(path, _content(path, review, bundle), force=force)


def _content(path: Path, review: Review, bundle: str) -> bytes:
    if path.suffix.lower() == ".xlsx":
        from zipingbiao.report.workbook_report import report_bytes

        return report_bytes(review, bundle)
    from zipingbiao.report.html_report import report_html

    return report_html(review, bundle).encode()
