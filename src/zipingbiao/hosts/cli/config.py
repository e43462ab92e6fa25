"""`zipingbiao config`: every setting as it holds now, and where it comes from."""

from __future__ import annotations

import click

from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.settings import effective_settings, home, settings_files

_WORDS = {
    "rulebook": "评分规则（表里没有写明规则时用它）",
    "templates": "自己单位的说明模板所在的文件夹",
    "plain_values": "数值模式：按钮只写数值，不写公式",
}


@click.command(cls=Command, help="列出每一项设置现在的值、它从哪里来，以及设置文件和个人文件夹的位置。")
@shared.json_option
def config(as_data: bool) -> int:
    """Show what holds; nothing is changed."""
    settings = effective_settings()
    system, own = settings_files()
    if as_data:
        shared.print_data(
            {
                "settings": [
                    {"key": each.key, "value": each.value, "origin": each.origin or None} for each in settings
                ],
                "files": {"system": str(system), "user": str(own), "home": str(home())},
            }
        )
        return shared.DONE
    shared.print_table(
        "设置（环境变量 > 个人 > 全机 > 默认）",
        [("设置", "left"), ("现在的值", "left"), ("来自", "left"), ("意思", "left")],
        [(each.key, _told(each.value), each.origin or "默认", _WORDS[each.key]) for each in settings],
    )
    for label, path in (("个人设置文件", own), ("全机设置文件", system)):
        click.echo(f"{label}：{path}{'' if path.is_file() else '（没有）'}")
    click.echo(f"个人文件夹（设置、撤销记录、日志）：{home()}")
    return shared.DONE


def _told(value: str | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value or "（空）"
