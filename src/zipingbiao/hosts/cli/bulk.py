"""`zipingbiao bulk`: the workbooks of all projects of a ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import click

from zipingbiao.batch.bulk import Job, Outcome, Task, plan, run, run_on
from zipingbiao.batch.cluster import ClusterProblem, cluster
from zipingbiao.batch.files import WriteProblem, make_folder
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.main import Failure
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.settings import load_settings
from zipingbiao.workbook.template_parts import TemplateFault
from zipingbiao.workbook.writer import Mode, compile_template


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
@click.option("--final", is_flag=True, help="生成报送版：只有数值，没有工作列；还有错误或【请填写】的不生成")
@click.option("--values", is_flag=True, help="数值模式：得分写成数值，不写公式（WPS 或不能装插件的电脑）")
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
    final: bool,
    values: bool,
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
    shared.rulebooks(rulebook)
    shared.narrator()
    inputs = shared.read_files(ledgers)
    job = Job(
        out=out,
        template=read_template(template),
        rulebook=rulebook,
        default_rulebook=load_settings().rulebook,
        templates=own_templates(),
        mode=Mode.FINAL if final else Mode.VALUES if values else Mode.FORMULAS,
        force=force,
        resume=resume,
        dry_run=dry_run,
    )
    outcomes = write_all(plan(inputs.forms), job, jobs, "none" if as_data else progress, scheduler)
    if as_data:
        shared.print_data(
            {
                "projects": [outcome_data(each) for each in outcomes],
                "errors": shared.errors_data(inputs.faults),
            }
        )
    else:
        shared.report_faults(inputs)
        show_summary(outcomes, job)
    failed = any(each.problem for each in outcomes)
    return shared.exit_code(inputs, shared.FOUND if failed else shared.DONE)


def read_template(path: Path | None) -> bytes:
    chosen = path or workbook_path(TEMPLATE)
    try:
        package = chosen.read_bytes()
        compile_template(package)
    except OSError as problem:
        raise Failure(f"读不了模板 {chosen.name}：{problem.strerror}。请核对路径。") from problem
    except TemplateFault as problem:
        raise Failure(f"模板 {chosen.name}：{problem}") from problem
    return package


def own_templates() -> tuple[Path, ...]:
    own = load_settings().templates
    return (own,) if own else ()


def write_all(
    tasks: Sequence[Task], job: Job, workers: int, progress: str, scheduler: str | None = None
) -> list[Outcome]:
    """Run the batch with its progress display."""
    if not job.dry_run:
        try:
            make_folder(job.out)
        except WriteProblem as problem:
            raise Failure(str(problem)) from problem
    with _display(progress, len(tasks)) as display:
        outcomes = []
        for outcome in _outcomes(tasks, job, workers, scheduler):
            outcomes.append(outcome)
            display.advance(outcome)
    return outcomes


def _outcomes(tasks: Sequence[Task], job: Job, workers: int, scheduler: str | None) -> Iterator[Outcome]:
    """On this machine, or on the cluster behind a scheduler."""
    if scheduler is None:
        yield from run(tasks, job, workers)
        return
    try:
        with cluster(scheduler) as many:
            yield from run_on(many.executor, tasks, job, many.lost)
    except ClusterProblem as problem:
        raise Failure(str(problem)) from problem


class _Display(Protocol):
    def advance(self, outcome: Outcome) -> None: ...


class _Silent:
    def advance(self, outcome: Outcome) -> None:
        pass


class _Plain:
    def __init__(self, count: int) -> None:
        self._count = count

    def advance(self, outcome: Outcome) -> None:
        click.echo(
            f"{outcome.n}/{self._count} {outcome.file} {outcome.problem or ('已有' if outcome.skipped else '完成')}",
            err=True,
        )


@contextmanager
def _display(kind: str, count: int) -> Iterator[_Display]:
    if kind == "plain":
        yield _Plain(count)
        return
    if kind == "none" or count == 0:
        yield _Silent()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("生成自评表", total=count)

        class Bar:
            def advance(self, outcome: Outcome) -> None:
                bar.advance(task)

        yield Bar()


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
        "problem": outcome.problem or None,
    }


def show_summary(outcomes: Sequence[Outcome], job: Job) -> None:
    """One line a project, then what was written and what was not."""
    rows = [
        (
            str(each.n),
            each.project,
            "" if each.rate is None else f"{shared.shown(each.rate)}%",
            "" if each.skipped else shared.shown(each.total),
            each.grade or "",
            "" if each.skipped else f"{each.errors}/{each.warnings}/{each.hints}",
            "" if each.skipped else str(each.gaps),
            each.problem or ("已有，未重写" if each.skipped else "将写入" if job.dry_run else "已写入"),
        )
        for each in outcomes
    ]
    headings = [
        ("序号", "right"),
        ("项目", "left"),
        ("执行率", "right"),
        ("总分", "right"),
        ("等级", "center"),
        ("错误/警告/提示", "center"),
        ("待填", "right"),
        ("结果", "left"),
    ]
    shared.print_table("", headings, rows)
    failed = [each for each in outcomes if each.problem]
    written = sum(not each.problem and not each.skipped for each in outcomes)
    verb = "将写入" if job.dry_run else "写入"
    click.echo(
        f"{verb} {written} 本自评表，文件夹 {job.out}"
        + (f"；{len(failed)} 个项目未写入：" if failed else "。")
    )
    for each in failed:
        click.echo(f"  {each.n} {each.project}：{each.problem}")
    if failed and not job.dry_run:
        click.echo("处理后加 --resume 再运行一次，只写剩下的。")
    gaps = sum(each.gaps for each in outcomes)
    if gaps:
        click.echo(f"说明中有 {gaps} 处【请填写】等单位补充：在工作簿的说明栏里直接改写。")
