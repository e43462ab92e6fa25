"""自评报告.html: one file that needs nothing else; every text goes through autoescape, nothing runs, nothing is fetched."""

from __future__ import annotations

import base64
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from zipingbiao import __version__
from zipingbiao.report.account.content import Account, Block, Picture
from zipingbiao.report.account.shown import shown
from zipingbiao.report.html_report import look
from zipingbiao.report.tables import Kind, Table
from zipingbiao.resources import templates_path


def account_page(account: Account) -> str:
    """The same report gives the same page."""
    environment = Environment(
        loader=FileSystemLoader(templates_path() / "account", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sections = [
        {"heading": section.heading, "blocks": [_block(block) for block in section.blocks]}
        for section in account.sections
    ]
    return environment.get_template("account.html.j2").render(
        version=__version__,
        title=account.title,
        sections=sections,
        signature=account.signature,
        style=Markup(look()),
    )


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        return {
            "kind": "table",
            "name": block.name,
            "heads": [column.heading for column in block.columns],
            "figures": [column.kind is not Kind.TEXT for column in block.columns],
            "rows": [list(map(shown, block.columns, row)) for row in block.rows],
        }
    if isinstance(block, Picture):
        data = base64.b64encode(block.png).decode()
        return {"kind": "picture", "source": f"data:image/png;base64,{data}", "caption": block.caption}
    return {"kind": "text", "text": block}
