"""`zipingbiao new ledger`: an empty ledger, or the new year's from everything an office has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

import click

from zipingbiao.batch.files import write_atomically
from zipingbiao.batch.folder import Reading, read_each
from zipingbiao.form.coverage import KIND_NAMES, FormKind
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.hosts.cli.not_over import refuse_inputs

if TYPE_CHECKING:
    from zipingbiao.ledger.start import Project, Start


@click.command(
    "ledger",
    cls=Command,
    short_help="新建自评台账；--from：由上年的自评表、台账、本年的申报表建，每张表的去向都列出来。",
    help="新建自评台账；--from 可写多次：上年的自评表、台账、本年的绩效目标申报表、一体化导出表，文件或文件夹。"
    "批复的指标、指标值、分值照抄，完成值、得分、说明清空；每个文件、每张表的去向都列出来。",
)
@click.argument("path", metavar="文件.xlsx", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "origins",
    metavar="文件|文件夹",
    multiple=True,
    type=click.Path(path_type=Path),
    help="上年的自评表或台账、本年的申报表；可写多次",
)
@click.option(
    "--year",
    metavar="年",
    type=click.IntRange(2000, 2100),
    help="台账的年度；默认按申报表的年度，或上年自评表的下一年",
)
@click.option("--force", is_flag=True, help="覆盖已有文件（原文件另存为 .bak）")
@shared.rulebook_option
@shared.json_option
def new_ledger(
    path: Path, origins: tuple[Path, ...], year: int | None, force: bool, rulebook: str | None, as_data: bool
) -> int:
    """An empty ledger, or one that starts from forms of any kind."""
    from zipingbiao.ledger.start import Source, start
    from zipingbiao.ledger.write import empty_ledger_bytes, started_bytes

    refuse_other(path)
    if not origins:
        if is_known(rulebook) or year:
            raise CommandFault("空白台账还没有项目，年度和评分规则请以后填在“项目”表里；或与 --from 同用。")
        write_atomically(path, empty_ledger_bytes(), force=force)
        if as_data:
            shared.print_data(_data(path, None, None))
        else:
            click.echo(f"已新建空白自评台账 {path}：先看其中的“填写说明”。")
        return shared.DONE
    refuse_inputs((path,), origins)
    reading = read_each(origins)
    begun = start([Source(form, each.shown) for each in reading.entries for form in each.inputs.forms], year)
    if not begun.projects:
        shared.report_faults(reading.inputs)
        raise CommandFault("给出的文件里没有可以结转的自评表或申报表，没有写台账。")
    if is_known(rulebook):
        projects = tuple(replace(each, form=replace(each.form, rulebook=rulebook)) for each in begun.projects)
        begun = replace(begun, projects=projects)
    write_atomically(path, started_bytes(begun), force=force)
    if as_data:
        shared.print_data(_data(path, begun, reading))
    else:
        _show(path, begun, reading)
    code = shared.exit_code(reading.inputs)
    return max(code, shared.FOUND) if any(_unread(each) for each in begun.projects) else code


def is_known(rulebook: str | None) -> TypeGuard[str]:
    """Whether one was chosen; a name nobody knows is wrong use."""
    shared.rulebooks(rulebook)
    return bool(rulebook)


def refuse_other(path: Path) -> None:
    """A form or a ledger is an .xlsx."""
    if path.suffix.lower() != ".xlsx":
        raise CommandFault(f"文件名 {path.name} 请以 .xlsx 结尾。")


def _unread(project: Project) -> bool:
    reading = project.source.form.reading
    return bool(reading.unread or reading.unknown)


def _show(path: Path, begun: Start, reading: Reading) -> None:
    from zipingbiao.ledger.origins import stale_line

    inputs = reading.inputs
    shared.report_faults(inputs)
    for each in reading.entries:
        kept = sum(project.source.file == each.shown for project in begun.projects)
        click.echo(f"{each.shown}：{len(each.inputs.forms)} 张表，放进台账 {kept} 个项目。")
    for left in begun.left_out:
        click.echo(f"没有放进 {left.source.file} {left.source.said}：{left.why}。")
    for project in begun.projects:
        where = f"{project.form.id} {project.form.name}"
        kind = project.source.form.kind
        if kind is FormKind.TARGETS:
            click.echo(f"{where}：由{KIND_NAMES[kind]}建，指标、指标值和年初预算数照抄。")
        said = shared.coverage_line(project.source.form) if _unread(project) else ""
        for remark in (*project.remarks, *([said] if said else ())):
            click.echo(f"请核对 {where}：{remark}。")
        for stale in project.stale:
            click.echo(f"旧年份 {where}：{stale_line(stale)}，该改的请改。")
    if begun.assumed:
        click.echo(f"各表都没有印年度，台账按 {begun.year} 年度建；不对的请用 --year 指定。")
    used = {project.source.file for project in begun.projects} | {each.source.file for each in begun.left_out}
    click.echo(
        f"已由 {len(used)} 个文件建成 {begun.year} 年度台账 {path}：{len(begun.projects)} 个项目，"
        "完成值、执行数、得分、说明待填；来源记在工作表“来源”里。"
    )


def _data(path: Path, begun: Start | None, reading: Reading | None) -> dict[str, Any]:
    inputs = reading.inputs if reading is not None else None
    return {
        "out": str(path),
        "year": begun.year if begun is not None else None,
        "year_assumed": begun is not None and begun.assumed,
        "files": [
            {"file": each.shown, "forms": len(each.inputs.forms)}
            for each in (reading.entries if reading else ())
        ],
        "projects": [_project_data(n, each) for n, each in enumerate(begun.projects if begun else (), 1)],
        "left_out": [
            {"file": each.source.file, "name": each.source.form.name, "why": each.why}
            for each in (begun.left_out if begun else ())
        ],
        "errors": shared.errors_data(inputs.faults if inputs else ()),
        "skipped": shared.errors_data(inputs.skipped if inputs else ()),
        "remarks": shared.errors_data(inputs.remarks if inputs else ()),
    }


def _project_data(n: int, project: Project) -> dict[str, Any]:
    form, source = project.form, project.source
    return {
        "n": n,
        "id": form.id,
        "name": form.name,
        "unit": form.unit,
        "file": source.file,
        "from_year": source.form.evaluated_year,
        **shared.coverage_data(source.form),
        "indicators": len(form.indicators),
        "remarks": list(project.remarks),
        "stale": [{"field": each.path, "text": each.text, "year": each.year} for each in project.stale],
    }
