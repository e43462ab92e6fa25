"""`zipingbiao collect`: every form of the folders into one workbook of tables, roll-ups and charts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from zipingbiao.batch.files import make_folder, write_atomically
from zipingbiao.batch.inputs import InputFault
from zipingbiao.batch.without_gc import calm
from zipingbiao.checks.finding import Severity
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.answered import note_unread
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.hosts.cli.not_over import refuse_inputs
from zipingbiao.report.collect import Collection
from zipingbiao.report.collect import collect as collect_forms
from zipingbiao.report.collected import PROJECTS, cross_findings
from zipingbiao.report.data_files import CSV, PARQUET, data_files, file_names
from zipingbiao.report.data_files import refuse as refuse_kind
from zipingbiao.report.subject import Reviewed

XLSX = "xlsx"
_SHOWN = 10


@click.command(
    cls=Command,
    help="汇总文件夹（含子文件夹）里的全部自评表：项目、指标、部门汇总、图表、跨表问题，读不出的文件列明原因。",
)
@click.argument("folders", metavar="文件夹…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    metavar="汇总.xlsx|文件夹",
    required=True,
    type=click.Path(path_type=Path),
    help="要写的汇总表；--to csv、parquet 时是放数据表的文件夹",
)
@click.option(
    "--to",
    "kind",
    type=click.Choice([XLSX, CSV, PARQUET]),
    default=XLSX,
    help="xlsx 一本汇总表；csv、parquet 数据表（项目、指标、问题、没有读出的各一个文件），供分析用",
)
@click.option(
    "--bundle",
    type=click.Choice(["default", "finance", "review"]),
    default="default",
    help="规则范围：default 填报单位自查；review 财政复核，规则更多",
)
@shared.against_option
@click.option("--force", is_flag=True, help="覆盖已有的汇总表（原文件另存为 .bak）")
@shared.rulebook_option
@shared.json_option
@calm()
def collect(
    folders: tuple[Path, ...],
    out: Path,
    kind: str,
    bundle: str,
    against: tuple[Path, ...],
    force: bool,
    rulebook: str | None,
    as_data: bool,
) -> int:
    """Read the folders and write the summary."""
    files = (out,) if kind == XLSX else tuple(out / name for name in file_names(kind))
    refuse_inputs(files, (*folders, *against), "汇总表" if kind == XLSX else "数据表")
    _refuse(folders, out, files, kind, force)
    find = shared.bare_rulebooks(rulebook)
    collection = collect_forms(
        folders, find, files, bundle, lambda forms: shared.approved(against, forms, find)
    )
    gathered = collection.gathered
    if not collection.review.forms and set(gathered.faults) <= set(gathered.reading.nothing):
        _list("跳过", gathered.skipped, "文件夹")
        for left in gathered.skipped:
            note_unread(left.file, left.message)
        raise CommandFault("这些文件夹里没有自评表，请核对路径。没有写汇总表。")
    _write(collection, out, kind, force)
    if as_data:
        shared.print_data(collection_data(collection, out))
    else:
        _show(collection, out, "工作表“读取失败”" if kind == XLSX else f"unread.{kind}")
    return max(
        shared.unread_code(collection.review.forms, collection.gathered.faults),
        shared.forms_code(each.form for each in collection.review.forms),
    )


def _refuse(folders: tuple[Path, ...], out: Path, files: tuple[Path, ...], kind: str, force: bool) -> None:
    """What can be told before thousands of files are read."""
    for folder in folders:
        if not folder.exists():
            raise CommandFault(f"找不到文件夹 {folder}，请核对路径。")
    if kind == XLSX and out.suffix.lower() != ".xlsx":
        raise CommandFault(f"汇总表的文件名 {out.name} 请以 .xlsx 结尾。")
    if kind != XLSX:
        refuse_kind(kind)
        if out.is_file():
            raise CommandFault(f"{out.name} 是一个文件；--to {kind} 写几个文件，请给出文件夹。")
    for file in files:
        if file.exists() and not force:
            raise CommandFault(f"{file.name} 已存在，未覆盖。确认要重写请加 --force（原文件另存为 .bak）。")
    if not out.absolute().parent.is_dir():
        raise CommandFault(f"要写入的文件夹 {out.parent} 不存在，请先建立，或换一个位置。")


def _write(collection: Collection, out: Path, kind: str, force: bool) -> None:
    from zipingbiao.report.collect_workbook import collection_bytes

    if kind == XLSX:
        write_atomically(out, collection_bytes(collection), force=force)
        return
    make_folder(out)
    for name, data in data_files(collection, kind):
        write_atomically(out / name, data, force=force)


def collection_data(collection: Collection, out: Path) -> dict[str, Any]:
    """The JSON of a collection: one entry a form, the findings between forms, what was not read."""
    gathered, found = collection.gathered, collection.review
    return {
        "out": str(out),
        "projects": [_project_data(each) for each in found.forms],
        "cross": [
            {"n": each.n, "code": finding.code, "field": finding.field, "message": finding.message}
            for each, finding in cross_findings(found)
        ],
        "errors": shared.errors_data(gathered.faults),
        "skipped": shared.errors_data(gathered.skipped),
        "remarks": shared.errors_data(gathered.remarks),
    }


def _project_data(each: Reviewed) -> dict[str, Any]:
    form, scored = each.form, each.scored
    return {
        "n": each.n,
        "file": each.file,
        "sheet": each.sheet or None,
        "source": each.source,
        "department": form.department,
        "unit": form.unit,
        "name": form.name,
        "year": form.year,
        **shared.coverage_data(form),
        "rate": shared.digits(scored.execution.rate),
        "execution_score": shared.digits(scored.execution.score),
        "weights": shared.digits(scored.weights),
        "reported_total": shared.digits(scored.reported_total),
        "total": shared.digits(each.total),
        "grade": each.grade,
        "left_out": each.left_out or None,
        "requested": len(each.checked.requested),
        "errors": each.count(Severity.ERROR),
        "warnings": each.count(Severity.WARNING),
        "hints": each.count(Severity.HINT),
        "gaps": each.gaps,
    }


def _show(collection: Collection, out: Path, listed: str) -> None:
    """What was collected, and what was not, each with its reason. `listed`: where all of them stand."""
    gathered, found = collection.gathered, collection.review
    for fault in gathered.faults:
        click.echo(f"读取失败 {fault.file}：{fault.message}", err=True)
    _list("跳过", gathered.skipped, listed)
    _list("注意", gathered.remarks, listed)
    indicators = sum(len(each.form.indicators) for each in found.forms)
    targets = sum(not each.form.reports for each in found.forms)
    told = f"{len(found.forms) - targets} 张自评表" + (f"、{targets} 张绩效目标申报表" if targets else "")
    click.echo(f"看了 {gathered.files} 个文件，汇总 {told}、{indicators} 个指标，写入 {out}。")
    click.echo(
        f"错误 {found.count(Severity.ERROR)}，警告 {found.count(Severity.WARNING)}，提示 {found.count(Severity.HINT)}；"
        f"其中跨表问题 {len(cross_findings(found))} 条。"
    )
    _list(
        "没有读全",
        tuple(
            InputFault(each.file, f"{each.name}：{shared.coverage_line(each.form)}。")
            for each in found.forms
            if each.form.reading.unread or each.form.reading.unknown
        ),
        f"“{PROJECTS}”",
    )
    if gathered.faults:
        click.echo(f"{len(gathered.faults)} 处没有读出，原因见{listed}。")


def _list(what: str, messages: tuple[InputFault, ...], listed: str) -> None:
    for each in messages[:_SHOWN]:
        click.echo(f"{what} {each.file}：{each.message}", err=True)
    if len(messages) > _SHOWN:
        click.echo(f"{what}：另有 {len(messages) - _SHOWN} 条，见{listed}。", err=True)
