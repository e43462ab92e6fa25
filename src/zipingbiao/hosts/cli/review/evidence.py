"""`zipingbiao evidence`: the 佐证材料清单 of forms and ledgers; files that are named but not there are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from zipingbiao.batch.files import WriteFault, write_atomically
from zipingbiao.batch.folder import read_each
from zipingbiao.batch.inputs import with_blanks
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.check.report import refuse_report
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.report.evidence_list import Listed, State, Store, evidence_list, list_workbook
from zipingbiao.report.gather import doubles_of

_SHOWN = 12


@click.command(
    cls=Command,
    help="列出每行指标的佐证材料：名称、文号、日期、存放位置，核对文件在不在。有文件找不到时退出码为 1。"
    "材料之间用“；”或换行分开，一份材料写作“名称（文号，日期，存放位置）”。",
)
@shared.files_argument
@click.option("-o", "--out", metavar="清单.xlsx", type=click.Path(path_type=Path), help="写成可打印的清单")
@click.option("--force", is_flag=True, help="覆盖已有的清单（原文件另存为 .bak）")
@shared.json_option
def evidence(files: tuple[Path, ...], out: Path | None, force: bool, as_data: bool) -> int:
    """List the materials of all forms of all files."""
    if out is not None:
        if out.suffix.lower() != ".xlsx":
            raise CommandFault(f"清单的文件名 {out.name} 请以 .xlsx 结尾。")
        refuse_report(out, files, "佐证材料清单", force=force)
    reading = read_each(files)
    read = [(each.path.parent, each.inputs) for each in reading.entries]
    stores = {folder: Store(folder) for folder, each in read if each.forms}
    lines = tuple(
        line
        for folder, each in read
        if each.forms
        for line in evidence_list(each.forms, folder, stores[folder])
    )
    uncited = [_under(folder, name, stores) for folder, store in stores.items() for name in store.uncited()]
    inputs = with_blanks(reading.inputs)
    if out is not None:
        try:
            write_atomically(out, list_workbook(lines, uncited), force=force)
        except WriteFault as problem:
            raise CommandFault(str(problem), shared.FOUND) from problem
    if as_data:
        data = [_line_data(line) for line in lines]
        shared.print_data({"evidence": data, "uncited": uncited, **shared.told_data(inputs)})
    else:
        shared.report_faults(inputs)
        shared.report_doubles(tuple(doubles_of(reading).values()))
        _show(lines, uncited, out)
    missing = any(line.state is State.MISSING for line in lines)
    return shared.exit_code(inputs, shared.FOUND if missing else shared.DONE)


def _line_data(line: Listed) -> dict[str, Any]:
    found = line.evidence
    return {
        "id": line.form.id,
        "project": line.form.name,
        "file": line.form.file,
        "n": line.row,
        "cell": line.cell or None,
        "name": found.name if found else None,
        "number": found.number if found else None,
        "date": found.date if found else None,
        "place": found.place if found else None,
        "state": line.state.name.lower(),
    }


def _under(folder: Path, name: str, stores: Mapping[Path, Store]) -> str:
    """A file as a person should see it: with its form's folder where there are several."""
    return name if len(stores) == 1 else f"{folder.name}/{name}"


def _where(line: Listed, lines: Sequence[Listed]) -> str:
    """Project, row and cell; the file too where another has the same project's name."""
    form = line.form
    same = any(other.form.name == form.name and other.form.file != form.file for other in lines)
    name = f"{form.name}（{form.file}）" if same else form.name
    return "　".join(part for part in (name, f"第{line.row}行", line.cell) if part)


def _show(lines: tuple[Listed, ...], uncited: Sequence[str], out: Path | None) -> None:
    for line in lines:
        if line.state is State.MISSING and line.evidence is not None:
            where = _where(line, lines)
            click.echo(f"找不到文件　{where}：{line.evidence.name}（{line.evidence.place}）")
    full = [line for line in lines if line.state is State.NONE_FULL]
    for line in full[:_SHOWN]:
        where = _where(line, lines)
        click.echo(f"得满分，没有写佐证材料　{where}")
    for name in uncited[:_SHOWN]:
        click.echo(f"没有一行引用　{name}")
    if len(full) > _SHOWN or len(uncited) > _SHOWN:
        click.echo("其余的见清单（-o）或 --json。")
    counts = Counter(line.state for line in lines)
    materials = len(lines) - counts[State.NONE] - counts[State.NONE_FULL]
    told = "，".join(f"{state.value} {counts[state]}" for state in State if counts[state])
    click.echo(f"佐证材料 {materials} 份：{told or '没有自评表'}。")
    if out is not None:
        click.echo(f"清单已写入 {out}。")
