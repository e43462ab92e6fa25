"""`zipingbiao desk 复核 export`: the whole register as a workbook."""

from __future__ import annotations

from pathlib import Path

import click

from zipingbiao.batch.files import WriteFault, write_atomically
from zipingbiao.desk.export import register_workbook
from zipingbiao.desk.register import read
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.check.report import refuse_report
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.main import CommandFault


@click.command(
    cls=Command,
    help="整本登记写成一本工作簿：概况（一页纸）、单位、主管部门、收表、表、问题、重报对照、改动、豁免、申请豁免、退回意见、整改情况、未报。",
)
@click.option(
    "-o", "--out", metavar="登记.xlsx", required=True, type=click.Path(path_type=Path), help="写到哪里"
)
@click.option("--force", is_flag=True, help="覆盖已有的文件（原文件另存为 .bak）")
@shared.json_option
@click.pass_obj
def export(folder: Path, out: Path, force: bool, as_data: bool) -> int:
    """Write it."""
    if out.suffix.lower() != ".xlsx":
        raise CommandFault(f"导出的文件名 {out.name} 请以 .xlsx 结尾。")
    refuse_report(out, (folder,), "复核登记", force=force)
    with read(folder) as register:
        data = register_workbook(register)
    try:
        write_atomically(out, data, force=force)
    except WriteFault as problem:
        raise CommandFault(str(problem), shared.FOUND) from problem
    if as_data:
        shared.print_data({"out": str(out)})
    else:
        click.echo(f"已写入 {out}，第一页是概况。")
    return shared.DONE
