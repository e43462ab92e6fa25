"""`zipingbiao web build`: the whole tool as one HTML file."""

from __future__ import annotations

from pathlib import Path

import click

from zipingbiao.batch.files import write_atomically
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command, LazyGroup
from zipingbiao.hosts.cli.main import CommandFault


@click.group(cls=LazyGroup, help="自评表.html：整个工具在一个网页文件里，双击就用，不安装、不联网。")
def web() -> None:
    """The group of all commands of the page."""


@web.command(cls=Command, help="生成 自评表.html。要有 Node.js 和 npm；同样的输入得到同样的文件。")
@click.option(
    "-o", "--out", metavar="自评表.html", required=True, type=click.Path(path_type=Path), help="写到哪里"
)
@click.option(
    "--pyodide",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    help="已经解开的 npm 包 pyodide（不能上网的电脑）；默认取一次，存在用户文件夹里",
)
@click.option("--force", is_flag=True, help="覆盖已有的文件（原文件另存为 .bak）")
@shared.json_option
def build(out: Path, pyodide: Path | None, force: bool, as_data: bool) -> int:
    """Gather, compile, write."""
    from zipingbiao.hosts.page.build.page import build_page

    if out.suffix.lower() not in (".html", ".htm"):
        raise CommandFault(f"网页的文件名 {out.name} 请以 .html 结尾。")
    if out.exists() and not force:
        raise CommandFault(f"{out.name} 已存在，未覆盖。确认要重写请加 --force（原文件另存为 .bak）。")
    if not out.absolute().parent.is_dir():
        raise CommandFault(
            f"文件夹 {out.absolute().parent} 不存在，网页没有生成。请先建好文件夹，或换一个输出位置。"
        )
    data = build_page(pyodide)
    write_atomically(out, data, force=force)
    if as_data:
        shared.print_data(shared.made_data(out, data))
        return shared.DONE
    click.echo(f"已生成 {out}（{len(data) / 1e6:.1f} MB）。用 Edge、Chrome 或 Firefox 双击打开即可使用。")
    return shared.DONE
