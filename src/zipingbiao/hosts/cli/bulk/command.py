"""`zipingbiao bulk`: the workbooks of all projects of a ledger."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from zipingbiao.batch.bulk import Heard, Job, Outcome, Task, planned, run, run_on, unheard
from zipingbiao.batch.cluster import cluster
from zipingbiao.batch.files import make_folder
from zipingbiao.batch.inputs import WORKBOOKS, InputFault, Inputs
from zipingbiao.batch.names import PATTERN, count_workbooks, pattern_fault, without_project
from zipingbiao.batch.one_by_one import OneByOne
from zipingbiao.batch.round.handed_out import HandedOut
from zipingbiao.batch.round.newer import Newer, newer_workbooks
from zipingbiao.batch.round.record import NAME
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.bulk.left_behind import left_behind
from zipingbiao.hosts.cli.bulk.pdf import PdfWish, Prints, press_for, print_pdfs, show_pdfs, with_pdfs
from zipingbiao.hosts.cli.bulk.summary import Summary
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.hosts.cli.progress import display_of
from zipingbiao.hosts.cli.templates import lost_with, read_template
from zipingbiao.settings import load_settings
from zipingbiao.workbook.write.writer import Mode

#: More names than these nobody reads on a screen; JSON has them all.
_NAMED = 10
_UNRECORDED = "收回时会分不清是谁改的，update 只列出、不覆盖。请处理后加 --force 再生成一次。"


@click.command(cls=Command, help="由台账（或 JSON、自评表）批量生成自评表工作簿，每个项目一本。")
@click.argument("ledgers", metavar="台账…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", metavar="文件夹", required=True, type=click.Path(path_type=Path), help="输出文件夹"
)
@click.option(
    "--template",
    metavar="模板",
    type=click.Path(path_type=Path),
    help="自己单位的模板（保留 ZPB_ 名称），默认为标准模板",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["xlsx", "xlsm"]),
    default="xlsx",
    help="xlsm：每本都带单元格函数和“绩效自评”选项卡；默认 xlsx，不含宏",
)
@click.option("--final", is_flag=True, help="生成报送版：只有数值，没有工作列；还有错误或【请填写】的不生成")
@click.option("--values", is_flag=True, help="数值模式：得分写成数值，不写公式（WPS 或不能装插件的电脑）")
@click.option("--pdf", is_flag=True, help="另把每本的报送版导出为 PDF（要有 LibreOffice）")
@click.option(
    "--pdf-merged", is_flag=True, help="另出一份合订 PDF：连续页码，按项目有书签（要有 LibreOffice）"
)
@click.option("--draft", is_flag=True, help="还有错误或【请填写】的也导出 PDF，页眉和文件名标明草稿")
@click.option(
    "--name", "pattern", metavar="样式", default=PATTERN, help="文件名样式，默认 序号-项目；如 序号-单位-项目"
)
@click.option("--jobs", metavar="N", type=click.IntRange(1, 64), default=1, help="同时使用的进程数，默认 1")
@click.option(
    "--scheduler",
    metavar="地址",
    help="在多台机器上写：dask 调度程序的地址（tcp://主机:8786），各机器须能看到同一个输出文件夹",
)
@click.option("--resume", is_flag=True, help="接着上次：已有的文件不再写")
@click.option("--force", is_flag=True, help="覆盖已有文件（原文件有改动的另存为 .bak）")
@click.option("--dry-run", is_flag=True, help="只列出将要写的文件和问题，不写任何文件")
@click.option(
    "--progress",
    type=click.Choice(["bar", "plain", "none"]),
    default="bar",
    help="进度显示：bar 进度条，plain 每本一行，none 不显示",
)
@shared.rulebook_option
@shared.json_option
def bulk(
    ledgers: tuple[Path, ...],
    out: Path,
    template: Path | None,
    format_: str,
    final: bool,
    values: bool,
    pdf: bool,
    pdf_merged: bool,
    draft: bool,
    pattern: str,
    jobs: int,
    scheduler: str | None,
    resume: bool,
    force: bool,
    dry_run: bool,
    progress: str,
    rulebook: str | None,
    as_data: bool,
) -> int:
    """Read, score, explain, check and write every project."""
    if final and format_ == "xlsm":
        raise CommandFault("报送版不含宏，--final 不能与 --format xlsm 同用。请去掉其中一个。")
    fault = pattern_fault(pattern)
    if fault:
        raise CommandFault(fault)
    find, narrator = shared.rulebooks(rulebook), shared.narrator()
    wish = PdfWish(single=pdf, merged=pdf_merged, drafts=draft)
    plain = read_template(template)
    lacking = lost_with(template)
    if lacking and not as_data:
        click.echo(
            f"注意：模板 {template and template.name} 没有这些内容的位置，不会写进工作簿：{'、'.join(lacking)}。",
            err=True,
        )
    press = None if dry_run else press_for(wish, plain, find, narrator)
    job = Job(
        out=out,
        template=plain if format_ == "xlsx" else _with_macros(plain),
        rulebook=rulebook,
        default_rulebook=load_settings().rulebook,
        templates=load_settings().own_templates,
        mode=Mode.FINAL if final else Mode.VALUES if values else Mode.FORMULAS,
        extension=f".{format_}",
        force=force,
        resume=resume,
        dry_run=dry_run,
    )
    source = OneByOne(ledgers)
    summary, projects = Summary(job, len(source)), []
    refused: list[Outcome] = []
    tasks: Iterable[Task] = planned(source, summary.count, job.extension, pattern)
    if press is not None:
        tasks = list(tasks)  # they are needed again, for printing
    shown = "none" if as_data else progress
    newer = newer_workbooks(ledgers, out, find, narrator)
    for each in newer:
        click.echo(f"注意 {each.told(ledgers[0].name)}", err=True)
    handed = _handed_out(ledgers, job)
    watched = tasks if handed is None else handed.watched(tasks)
    heard = unheard if handed is None else handed.note
    with closing(write_all(watched, summary.count, job, jobs, shown, scheduler, heard)) as outcomes:
        for outcome in outcomes:
            summary.add(outcome)
            refused += [outcome] if outcome.fault else []
            if as_data:
                projects.append(outcome_data(outcome))
    unrecorded = [] if handed is None or not handed.fault else [InputFault(NAME, handed.fault + _UNRECORDED)]
    for each_fault in unrecorded:
        click.echo(f"注意 {each_fault.message}", err=True)
    left = left_behind(job.out, refused)
    kept = {each.n for each in refused if each.kept}
    printed = (
        None
        if press is None
        else print_pdfs([each for each in tasks if each.n not in kept], press, wish, job, jobs, shown)
    )
    told = source.told()
    stray = [] if dry_run else _stray(source, summary.count, job, pattern)
    if as_data:
        data = {
            "projects": projects,
            "newer": [_newer_data(each) for each in newer],
            "without_project": stray,
            "left_behind": left,
            **shared.told_data(replace(told, faults=(*told.faults, *unrecorded))),
            **({"lost": lacking} if lacking else {}),
        }
        shared.print_data(data if printed is None else with_pdfs(data, projects, printed))
    else:
        _tell(told, summary, printed)
        _tell_stray(stray)
        _tell_left(left)
        for each in newer:
            if lost := each.overwritten(ledgers[0].name):
                click.echo(f"注意 {lost}", err=True)
    failed = summary.failed > 0 or bool(unrecorded) or (printed is not None and printed.failed)
    return shared.exit_code(told, shared.FOUND if failed else shared.DONE)


def _stray(source: OneByOne, count: int, job: Job, pattern: str) -> list[str]:
    """The workbooks in the folder that no project stands behind; names are made again only where there are too many."""
    if count_workbooks(job.out, job.extension) <= count and not job.resume:
        return []
    names = (task.name for task in planned(source, count, job.extension, pattern))
    return without_project(job.out, job.extension, names)


def _tell_stray(stray: list[str]) -> None:
    if stray:
        more = f"等 {len(stray)} 本" if len(stray) > _NAMED else ""
        click.echo(
            f"文件夹里另有 {len(stray)} 本工作簿，这次的项目里没有对应的（项目改了名、删掉了，或是别处放进来的）："
            f"{'、'.join(stray[:_NAMED])}{more}。请核对，不要一起报送。"
        )


def _tell_left(left: list[str]) -> None:
    if left:
        more = f"等 {len(left)} 个" if len(left) > _NAMED else ""
        click.echo(
            f"没有写入的项目在文件夹里还有以前的文件 {len(left)} 个，与现在的台账不一致：{'、'.join(left[:_NAMED])}{more}。"
            "请删除或移走，不要报送。"
        )


def _handed_out(ledgers: tuple[Path, ...], job: Job) -> HandedOut | None:
    """Workbooks that will be filled in and come back; a 报送版 does not."""
    if job.dry_run or job.mode is Mode.FINAL or not any(path.suffix.lower() in WORKBOOKS for path in ledgers):
        return None
    return HandedOut(job.out)


def _newer_data(newer: Newer) -> dict[str, object]:
    return {
        "file": newer.path.name,
        "folder": str(newer.path.parent),
        "name": newer.project,
        "new": newer.new,
        "otherwise": newer.otherwise,
        "backup": newer.backup() or None,
    }


def _with_macros(template: bytes) -> bytes:
    """The Excel host is looked for only where somebody wants it."""
    from zipingbiao.hosts.excel.build import build_xlsm

    return build_xlsm(template)


def _tell(told: Inputs, summary: Summary, printed: Prints | None) -> None:
    shared.report_faults(told)
    summary.show()
    if printed is not None:
        show_pdfs(printed)


def write_all(
    tasks: Iterable[Task],
    count: int,
    job: Job,
    workers: int,
    progress: str,
    scheduler: str | None = None,
    heard: Heard = unheard,
) -> Generator[Outcome]:
    """Run the batch of `count` projects with its progress display. Closed early, it ends what is at work first."""
    if not job.dry_run:
        make_folder(job.out)
    with (
        display_of(progress, "生成自评表", count) as display,
        closing(_outcomes(tasks, job, workers, scheduler, heard)) as outcomes,
    ):
        for outcome in outcomes:
            yield outcome
            display.advance(outcome)


def _outcomes(
    tasks: Iterable[Task], job: Job, workers: int, scheduler: str | None, heard: Heard
) -> Generator[Outcome]:
    """On this machine, or on the cluster behind a scheduler."""
    if scheduler is None:
        yield from run(tasks, job, workers, heard)
        return
    with cluster(scheduler) as many:
        yield from run_on(many.executor, tasks, job, many.lost, heard)


def outcome_data(outcome: Outcome) -> dict[str, object]:
    return {
        "n": outcome.n,
        "name": outcome.project,
        "file": outcome.file,
        "total": shared.digits(outcome.total),
        "grade": outcome.grade,
        "errors": outcome.errors,
        "warnings": outcome.warnings,
        "hints": outcome.hints,
        "gaps": outcome.gaps,
        "skipped": outcome.skipped,
        "problem": outcome.fault or None,
        "remarks": list(outcome.remarks),
    }
