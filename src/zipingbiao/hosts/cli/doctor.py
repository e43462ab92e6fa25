"""`zipingbiao doctor`: each link of the chain on this machine, what is broken, and how to mend it.

Whatever is missing or damaged, it still answers: it needs nothing but the standard library and, to be called as a
command, click.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from zipingbiao import __version__
from zipingbiao.hosts.cli.answered import note_answered
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.health import WORDS, Link, examine, link_data, told
from zipingbiao.hosts.health.lasting import doubts

_DONE, _FOUND = 0, 1


@click.command(
    cls=Command,
    help="检查本机环境：Python、依赖库、模板、设置、规则、写入权限、LibreOffice；每一环都真的用一次。",
)
@click.option("--rulebook", metavar="名称", help="另外检查这个规则：名称，或自己的 .toml 文件")
@click.option("--json", "as_data", is_flag=True, help="输出 JSON（UTF-8），不输出其他文字")
def doctor(rulebook: str | None, as_data: bool) -> int:
    """Use everything the program needs, the chosen rulebook included."""
    if rulebook:
        from zipingbiao.rulebook.load import load

        load(rulebook)  # broken settings are a line of the table, not the end of it
    return show_links(f"zipingbiao {__version__}", list(examine()), as_data=as_data)


def show_links(title: str, links: Sequence[Link], *, as_data: bool) -> int:
    """The links as a table or as JSON; the exit code."""
    if as_data:
        click.echo(json.dumps({"links": [link_data(each) for each in links]}, ensure_ascii=False, indent=1))
        note_answered()
    else:
        try:
            _table(title, links)
        except Exception as fault:  # rich is one of the things looked at
            click.echo(f"{title}（{told(fault)}）")
            click.echo("\n".join(lines_of(links)))
    return _FOUND if any(each.state == "broken" for each in links) else _DONE


def warn_of(recorded: Sequence[Path]) -> None:
    """What to know of the places that an installation wrote down: they may not stay what they are."""
    for sentence in doubts(recorded):
        click.echo(f"请留意：{sentence}", err=True)


def lines_of(links: Iterable[Link]) -> list[str]:
    """One line a link, for where there is no table."""
    return [f"{WORDS[x.state]} {x.name}：{x.found}{f'。{x.advice}' if x.advice else ''}" for x in links]


def _table(title: str, links: Sequence[Link]) -> None:
    from zipingbiao.hosts.cli.shared import print_table

    print_table(
        title,
        [("项目", "left"), ("结果", "left"), ("情况", "left"), ("怎么办", "left")],
        [(x.name, WORDS[x.state], x.found, x.advice) for x in links],
    )
