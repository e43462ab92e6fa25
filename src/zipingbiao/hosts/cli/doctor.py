"""`zipingbiao doctor`: each link of the chain on this machine, what is broken, and how to mend it."""

from __future__ import annotations

import click

from zipingbiao import __version__
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.health import WORDS, examine
from zipingbiao.rulebook.load import load


@click.command(cls=Command, help="检查本机环境：Python、依赖、模板、设置、规则、写入权限、LibreOffice。")
@shared.rulebook_option
@shared.json_option
def doctor(rulebook: str | None, as_data: bool) -> int:
    """Look at everything the program needs, the chosen rulebook included."""
    if rulebook:
        load(rulebook)  # broken settings are a line of the table, not the end of it
    links = list(examine())
    if as_data:
        shared.print_data(
            {
                "links": [
                    {"name": x.name, "state": x.state, "found": x.found, "advice": x.advice} for x in links
                ]
            }
        )
    else:
        shared.print_table(
            f"zipingbiao {__version__}",
            [("项目", "left"), ("结果", "left"), ("情况", "left"), ("怎么办", "left")],
            [(x.name, WORDS[x.state], x.found, x.advice) for x in links],
        )
    return shared.FOUND if any(x.state == "broken" for x in links) else shared.DONE
