"""`zipingbiao bulk`: the workbooks of all projects of a ledger."""

from __future__ import annotations

from pathlib import Path

import click

from zipingbiao.batch.names import PATTERN
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.bulk.asked import How, Kind, Standing, asked
from zipingbiao.hosts.cli.bulk.carried_out import carried_out
from zipingbiao.hosts.cli.bulk.pdf import PdfWish
from zipingbiao.hosts.cli.bulk.told import bulk_data, show_bulk
from zipingbiao.hosts.cli.chinese import Command


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
    wanted = asked(
        ledgers,
        Kind(template, format_, final, values),
        Standing(out, resume, force, dry_run),
        PdfWish(single=pdf, merged=pdf_merged, drafts=draft),
        How(pattern, jobs, scheduler, "none" if as_data else progress, rulebook),
        quiet=as_data,
    )
    done = carried_out(wanted, listed=as_data)
    if as_data:
        shared.print_data(bulk_data(wanted, done))
    else:
        show_bulk(wanted, done)
    return done.code
