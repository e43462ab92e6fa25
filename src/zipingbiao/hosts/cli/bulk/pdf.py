"""`bulk --pdf` and `bulk --pdf-merged`: what is asked for, refused before work starts, written and told."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from zipingbiao.batch.bulk import Job, Task
from zipingbiao.batch.files import WriteFault, write_atomically
from zipingbiao.batch.office import find_office
from zipingbiao.batch.pdf import DRAFT, Press, Printed, print_all
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.hosts.cli.progress import display_of
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.workbook.write.writer import compile_template

MERGED = "自评表合订本"


@dataclass(frozen=True, slots=True)
class PdfWish:
    """What was asked for: a PDF of each form, one of all, drafts of those that are not ready."""

    single: bool
    merged: bool
    drafts: bool


@dataclass(frozen=True, slots=True)
class Prints:
    """What became of it, in the order of the projects. `merged`: the file of all, "" where none was asked for."""

    each: tuple[Printed, ...]
    merged: str = ""
    merged_problem: str = ""

    @property
    def failed(self) -> bool:
        return bool(self.merged_problem) or any(printed.fault for printed in self.each)


def press_for(wish: PdfWish, template: bytes, find: RulebookFor, narrator: Narrator) -> Press | None:
    """What printing needs; None where no PDF is asked for. What is missing is told before anything is written."""
    if not wish.single and not wish.merged:
        if wish.drafts:
            raise CommandFault("--draft 只用于 PDF，请与 --pdf 或 --pdf-merged 同用。")
        return None
    if wish.merged and importlib.util.find_spec("pypdf") is None:
        raise CommandFault('合订 PDF 要用 pypdf，没有安装。请运行：pip install "zipingbiao[pdf]"')
    program = find_office()
    return Press(program, compile_template(template), find, narrator, wish.drafts)


def print_pdfs(
    tasks: Sequence[Task], press: Press, wish: PdfWish, job: Job, workers: int, progress: str
) -> Prints:
    """Print, and write each PDF as it comes; with --resume those that stand already are left."""
    standing = {task.n: pdf for task in tasks if job.resume and (pdf := _standing(task, job.out)) is not None}
    wanted = [task for task in tasks if task.n not in standing]
    made: dict[int, Printed] = {}
    with display_of(progress, "导出 PDF", len(wanted)) as display:
        for printed in print_all(wanted, press, workers):
            written = _written(printed, job) if wish.single else printed
            made[written.n] = written if wish.merged else replace(written, data=b"")
            display.advance(written)
    if not wish.merged:
        return Prints(tuple(made.values()))
    return _with_merged([made.get(task.n) or _read(task, standing[task.n]) for task in tasks], job)


def _standing(task: Task, out: Path) -> Path | None:
    """The PDF that was printed of the workbook as it stands; an older one is printed anew."""
    workbook = out / task.name
    for name in (f"{workbook.stem}.pdf", f"{workbook.stem}{DRAFT}.pdf"):
        pdf = out / name
        if pdf.is_file() and (not workbook.exists() or workbook.stat().st_mtime <= pdf.stat().st_mtime):
            return pdf
    return None


def _read(task: Task, pdf: Path) -> Printed:
    return Printed(task, pdf.name, pdf.read_bytes(), draft=pdf.stem.endswith(DRAFT))


def _written(printed: Printed, job: Job) -> Printed:
    if printed.fault:
        return printed
    try:
        write_atomically(job.out / printed.file, printed.data, force=job.force or job.resume)
    except WriteFault as fault:
        return replace(printed, fault=str(fault))
    return printed


def _with_merged(done: list[Printed], job: Job) -> Prints:
    """One PDF of all, only when all are there: a bound volume with a project missing is not handed in."""
    from zipingbiao.batch.pdf_merge import merged

    lacking = sum(not printed.data for printed in done)
    name = f"{MERGED}{DRAFT if any(printed.draft for printed in done) else ''}.pdf"
    if lacking or not done:
        fault = f"{lacking}个项目没有 PDF，没有生成合订本。请先改好，或加 --draft 生成草稿。"
        return Prints(tuple(done), name, fault if done else "没有项目，没有生成合订本。")
    try:
        write_atomically(job.out / name, merged(done), force=job.force or job.resume)
    except WriteFault as fault:
        return Prints(tuple(done), name, str(fault))
    return Prints(tuple(done), name)


def with_pdfs(data: dict[str, Any], projects: list[dict[str, object]], prints: Prints) -> dict[str, Any]:
    """The JSON with each project's PDF."""
    by_n = {printed.n: printed for printed in prints.each}
    for project in projects:
        printed = by_n.get(int(str(project["n"])))
        if printed is not None:
            project["pdf"] = None if printed.fault else printed.file
            project["pdf_problem"] = printed.fault or None
    if prints.merged:
        data["pdf_merged"] = None if prints.merged_problem else prints.merged
        data["pdf_merged_problem"] = prints.merged_problem or None
    return data


def show_pdfs(prints: Prints) -> None:
    """What was printed, and each project that was not, with the reason."""
    made = [printed for printed in prints.each if not printed.fault]
    drafts = sum(printed.draft for printed in made)
    click.echo(f"导出 PDF {len(made)} 份" + (f"，其中草稿 {drafts} 份。" if drafts else "。"))
    for printed in prints.each:
        if printed.fault:
            click.echo(f"  {printed.file} 没有导出：{printed.fault}")
    if any(printed.fault for printed in prints.each) and not drafts:
        click.echo("  还没改好又急着看的，加 --draft 导出草稿。")
    if prints.merged:
        click.echo(prints.merged_problem or f"合订本：{prints.merged}。")
