"""`zipingbiao excel build | install | doctor | uninstall | serve`: the workbook with functions and buttons."""

from __future__ import annotations

from pathlib import Path

import click

from zipingbiao.batch.files import os_words, write_atomically
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command, LazyGroup
from zipingbiao.hosts.cli.doctor import show_links, warn_of
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.hosts.cli.templates import read_template
from zipingbiao.hosts.excel.build import build_xlsm

_ELSEWHERE = (
    "这台电脑不是 Windows：Excel 的按钮和单元格函数用不了。可以用命令行的全部功能，"
    "也可以用 zipingbiao excel build 生成 .xlsm 交给 Windows 用户。"
)


@click.group(cls=LazyGroup, help="Excel 里的单元格函数和按钮：生成、安装、检测、卸载。")
def excel() -> None:
    """The group of all Excel commands."""


@excel.command(
    cls=Command,
    help="生成带单元格函数和“绩效自评”选项卡的工作簿 .xlsm，不需要 Excel；同样的输入得到同样的文件。",
)
@click.option(
    "-o",
    "--out",
    metavar="文件.xlsm",
    required=True,
    type=click.Path(path_type=Path),
    help="写到哪里",
)
@click.option(
    "--template",
    metavar="模板",
    type=click.Path(path_type=Path),
    help="自己单位的 .xlsx 模板（保留 ZPB_ 名称），默认为标准模板",
)
@click.option("--force", is_flag=True, help="覆盖已有文件")
@shared.json_option
def build(out: Path, template: Path | None, force: bool, as_data: bool) -> int:
    """The template with its VBA project and ribbon."""
    if out.suffix.lower() != ".xlsm":
        raise CommandFault(f"{out.name}：带宏的工作簿要以 .xlsm 结尾，例如 {out.stem}.xlsm。")
    data = build_xlsm(read_template(template))
    write_atomically(out, data, force=force)
    if as_data:
        shared.print_data(shared.made_data(out, data))
        return shared.DONE
    click.echo(f"已生成 {out}。在装好 zipingbiao 的 Windows 电脑上用 Excel 打开，启用宏即可使用。")
    return shared.DONE


@excel.command(cls=Command, help="为当前用户装好 Excel 里的函数和按钮：写配置、生成模板。不需要管理员权限。")
@click.option(
    "--folder",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    help="模板放在哪里，默认“文档”文件夹；已有的模板（如管理员签名的）不覆盖",
)
@click.option(
    "--template",
    metavar="文件.xlsm",
    type=click.Path(path_type=Path),
    help="用这一份模板（如管理员签名的），默认现场生成",
)
@click.option(
    "--resident",
    is_flag=True,
    help="计算服务由登录时启动的 zipingbiao excel serve 提供；用于安全策略不许 Office 启动程序的电脑",
)
def install(folder: Path | None, template: Path | None, resident: bool) -> int:
    """Find Python and Excel, write the configuration, build the template."""
    from zipingbiao.hosts.excel.install import install as write
    from zipingbiao.hosts.excel.machine import this_machine

    machine = this_machine()
    if not machine.is_windows:
        click.echo(_ELSEWHERE)
        return shared.DONE
    place = folder or machine.documents
    try:
        done = write(machine, place, lambda: _template_bytes(template), resident=resident)
    except OSError as fault:
        raise CommandFault(
            f"写不了 {fault.filename or place}：{os_words(fault)}。请换一个文件夹，用 --folder 指定。"
        ) from fault
    click.echo(f"Python：{done.python}")
    click.echo(f"配置：{done.conf}")
    click.echo(f"启动库：{done.starter}")
    click.echo(f"模板：{done.template}{'（已有，原样保留）' if done.kept else ''}")
    warn_of([done.python, done.starter])
    click.echo("打开模板，启用宏，就有“绩效自评”选项卡。有问题请运行 zipingbiao excel doctor。")
    return shared.DONE


@excel.command(
    cls=Command,
    help="生成一个安装包文件夹：用户双击里面的“安装”就能用，不联网、不要管理员权限。生成时要能用 pip 取到包。",
)
@click.option(
    "-o",
    "--out",
    metavar="文件夹",
    required=True,
    type=click.Path(path_type=Path),
    help="写到哪个空文件夹",
)
@click.option(
    "--python",
    "versions",
    metavar="版本",
    multiple=True,
    default=("3.12",),
    show_default=True,
    type=click.Choice(["3.11", "3.12", "3.13", "3.14"]),
    help="用户电脑上的 Python 版本，可写多次",
)
@click.option(
    "--embeddable",
    metavar="python-3.12.x-embed-amd64.zip",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="python.org 的免安装包，放进安装包，给没有 Python 的电脑用",
)
@click.option(
    "--template",
    metavar="文件.xlsm",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="用这一份模板（如签过名的），默认现场生成",
)
@shared.json_option
def bundle(
    out: Path, versions: tuple[str, ...], embeddable: Path | None, template: Path | None, as_data: bool
) -> int:
    """The folder for a clerk's PC without a network."""
    from zipingbiao.hosts.excel.bundle.folder import write_bundle

    click.echo("正在取各个安装包，约需一两分钟……", err=True)
    try:
        write_bundle(out, _template_bytes(template), versions, embeddable)
    except OSError as fault:
        raise CommandFault(f"写不了 {fault.filename or out}：{os_words(fault)}。") from fault
    if as_data:
        shared.print_data(
            {"folder": str(out), "python": list(versions), "embeddable": embeddable is not None}
        )
        return shared.DONE
    click.echo(f"已生成 {out}。整个文件夹拷到用户的电脑上，双击里面的“安装.cmd”。")
    if embeddable is None:
        click.echo(
            f"用户的电脑上要有 python.org 的 Python {'、'.join(versions)}；没有的，请用 --embeddable 放入免安装包。"
        )
    return shared.DONE


def _template_bytes(path: Path | None) -> bytes:
    return path.read_bytes() if path is not None else build_xlsm(read_template(None))


@excel.command(cls=Command, help="逐环检查 Excel 到 Python 的每一步，指出哪里坏了、怎样修。")
@click.option(
    "--bundle", metavar="文件.zip", type=click.Path(path_type=Path), help="另存一个诊断包给维护人员"
)
@click.option("--with-data", is_flag=True, help="诊断包里保留日志中的项目名称和金额（默认隐去）")
@shared.json_option
def doctor(bundle: Path | None, with_data: bool, as_data: bool) -> int:
    """Every link of the chain."""
    from zipingbiao.hosts.excel.chain import bundle as packed
    from zipingbiao.hosts.excel.chain import links
    from zipingbiao.hosts.excel.machine import this_machine

    machine = this_machine()
    found = list(links(machine))
    code = show_links("Excel 环境检测", found, as_data=as_data)
    if bundle is not None:
        bundle.write_bytes(packed(machine, with_data=with_data))
        click.echo(f"诊断包：{bundle}", err=True)
    return code


@excel.command(cls=Command, help="拿走 install 装上、之后没有改过的配置、环境和模板；其余一概不动。")
def uninstall() -> int:
    """Take away what install wrote."""
    from zipingbiao.hosts.buttons import undo
    from zipingbiao.hosts.excel.install import uninstall as take_away
    from zipingbiao.hosts.excel.machine import this_machine

    machine = this_machine()
    done = take_away(machine)
    for path in done.gone:
        click.echo(f"已删除 {path}")
    for path in done.left:
        click.echo(f"没有删除 {path}：安装以后改过（填过、签过名），请自己决定去留。")
    if records := undo.clear():
        click.echo(f"已删除 {records} 条撤销记录")
    if not done.gone and not done.left and not records:
        click.echo("没有安装过，没有可删除的。" if machine.is_windows else _ELSEWHERE)
    return shared.DONE


@excel.command(cls=Command, help="常驻的计算服务（配合 install --resident），登录 Windows 时启动，一直开着。")
def serve() -> int:
    """Serve the fixed id until the session ends."""
    from zipingbiao.hosts.excel.install import SERVER_ID
    from zipingbiao.hosts.excel.machine import this_machine

    if not this_machine().is_windows:
        click.echo(_ELSEWHERE)
        return shared.DONE
    from xlwings import com_server

    import zipingbiao.hosts.excel.lean  # noqa: F401 (before the service)

    click.echo("计算服务已启动，请不要关闭这个窗口。")
    com_server.serve(SERVER_ID)  # type: ignore[no-untyped-call, unused-ignore]
    return shared.DONE
