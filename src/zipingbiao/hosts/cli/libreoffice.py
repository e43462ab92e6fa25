"""`zipingbiao libreoffice install | doctor | uninstall`: toolbar, menu and functions inside LibreOffice."""

from __future__ import annotations

from pathlib import Path

import click

from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command, LazyGroup
from zipingbiao.hosts.cli.doctor import show_links, warn_of

_profile_option = click.option(
    "--profile",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    help="LibreOffice 的配置文件夹；默认为当前用户自己的（用 root 运行时装给本机所有用户）",
)


@click.group(cls=LazyGroup, help="LibreOffice 里的工具栏、菜单和单元格函数：安装、检测、卸载。")
def libreoffice() -> None:
    """The group of all LibreOffice commands."""


@libreoffice.command(cls=Command, help="把扩展装进 LibreOffice；已装的旧版会被替换。请先关闭 LibreOffice。")
@_profile_option
def install(profile: Path | None) -> int:
    """Build and add the extension."""
    from zipingbiao.hosts.libreoffice import install as installing
    from zipingbiao.hosts.libreoffice.chain import links

    place = installing.find_place(_absolute(profile))
    installing.install(place)
    if place.for_everybody:
        click.echo("用 root 安装：装给本机所有用户。只装给自己的，请用自己的账户运行。")
    click.echo("已装好。重新打开 LibreOffice Calc，就有“绩效自评”工具栏和菜单，单元格里可用 =PERF_SCORE(…)。")
    warn_of([Path(folder) for folder in installing.package_folders()])
    broken = [each for each in links(place.profile) if each.state == "broken"]
    for each in broken:
        click.echo(f"{each.name}：{each.found}。{each.advice}", err=True)
    return shared.FOUND if broken else shared.DONE


@libreoffice.command(cls=Command, help="逐环检查 LibreOffice 到本程序的每一步，指出哪里坏了、怎样修。")
@_profile_option
@shared.json_option
def doctor(profile: Path | None, as_data: bool) -> int:
    """Every link of the chain."""
    from zipingbiao.hosts.libreoffice.chain import links

    return show_links("LibreOffice 环境检测", list(links(_absolute(profile))), as_data=as_data)


@libreoffice.command(cls=Command, help="从 LibreOffice 里拿走扩展和单元格函数；自己的文件和宏不动。")
@_profile_option
def uninstall(profile: Path | None) -> int:
    """Take away what install added."""
    from zipingbiao.hosts.buttons import undo
    from zipingbiao.hosts.libreoffice import install as installing

    gone = installing.uninstall(installing.find_place(_absolute(profile)))
    if undo.clear():
        gone.append("撤销记录")
    click.echo(f"已卸载：{'、'.join(gone)}。" if gone else "没有安装过，没有可卸载的。")
    return shared.DONE


def _absolute(profile: Path | None) -> Path | None:
    return None if profile is None else profile.resolve()
