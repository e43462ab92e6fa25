"""`zipingbiao demo`: the main job on 14 real projects, with nothing but this package."""

from __future__ import annotations

from pathlib import Path

import click

from zipingbiao.batch.bulk import Job, Outcome, plan
from zipingbiao.batch.inputs import read_input
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.bulk.running import write_all
from zipingbiao.hosts.cli.bulk.summary import Summary
from zipingbiao.hosts.cli.bulk.told import outcome_data
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.templates import read_template
from zipingbiao.own_rulebook import own_rulebook
from zipingbiao.resources import DEMO_LEDGER, workbook_path
from zipingbiao.settings import load_settings
from zipingbiao.workbook.write.writer import Mode


@click.command(
    cls=Command, help="用14个真实项目的自评台账演示全过程：读入、计分、写说明、审核、写出14本自评表。"
)
@click.option(
    "-o",
    "--out",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    default=Path("zipingbiao-demo"),
    help="输出文件夹，默认 zipingbiao-demo",
)
@click.option("--force", is_flag=True, help="覆盖上次演示的文件")
@click.option("--progress", type=click.Choice(["bar", "plain", "none"]), default="bar", help="进度显示")
@shared.rulebook_option
@shared.json_option
def demo(out: Path, force: bool, progress: str, rulebook: str | None, as_data: bool) -> int:
    """Write the 14 workbooks and sum up."""
    shared.rulebooks(rulebook)  # a name nobody knows is told before anything is written
    inputs = read_input(workbook_path(DEMO_LEDGER))
    job = Job(
        out=out,
        template=read_template(None),
        rulebook=rulebook,
        default_rulebook=own_rulebook(rulebook),
        templates=load_settings().own_templates,
        mode=Mode.FORMULAS,
        force=force,
    )
    shown = "none" if as_data else progress
    outcomes = list(write_all(plan(inputs.forms), len(inputs.forms), job, 1, shown))
    if as_data:
        projects = [outcome_data(outcome) for outcome in outcomes]
        shared.print_data({"projects": projects, "errors": shared.errors_data(inputs.faults)})
    else:
        shared.report_faults(inputs)
        _tell(outcomes, job)
    failed = any(outcome.fault for outcome in outcomes)
    return shared.exit_code(inputs, shared.FOUND if failed else shared.DONE)


def _tell(outcomes: list[Outcome], job: Job) -> None:
    """The summary, and where to go on."""
    summary = Summary(job, len(outcomes))
    for outcome in outcomes:
        summary.add(outcome)
    summary.show()
    click.echo("下一步：")
    click.echo(f"  zipingbiao check {job.out}/*.xlsx        逐条看问题和处理办法")
    click.echo(f"  zipingbiao explain {job.out}/03-*.xlsx {_a_score(outcomes, job)}    看一个得分怎么来的")


def _a_score(outcomes: list[Outcome], job: Job) -> str:
    """The cell of the first score in the third workbook, where there is one to be explained."""
    path = job.out / outcomes[min(2, len(outcomes) - 1)].file
    forms = read_input(path).forms if path.is_file() else ()
    place = forms[0].place("indicators[0].score") if forms else None
    return (place.cell if place is not None else None) or "单元格"
