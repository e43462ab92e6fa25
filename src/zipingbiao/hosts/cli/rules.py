"""`zipingbiao rules`: the catalogue, as a table or as JSON."""

from __future__ import annotations

import click

from zipingbiao.checks.catalogue import RuleInfo, all_rules
from zipingbiao.checks.labels import GROUPS, SEVERITIES
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.rulebook.rulebook import STATUS_LABELS

_BUNDLES = {"default": "自查", "finance": "复核"}


@click.command(cls=Command, help="列出全部审核规则。每条规则的说明见 zipingbiao explain 代码。")
@shared.rulebook_option
@shared.json_option
def rules(rulebook: str | None, as_data: bool) -> int:
    """All rules, in order of code."""
    chosen = shared.one_rulebook(rulebook)
    listed = all_rules(chosen)
    if as_data:
        shared.print_data({"rules": [rule_data(info) for info in listed]})
        return shared.DONE
    shared.print_table(
        f"审核规则 {len(listed)} 条（{chosen.title}）",
        [
            ("代码", "left"),
            ("名称", "left"),
            ("级别", "left"),
            ("报送版", "left"),
            ("处理", "left"),
            ("范围", "left"),
            ("依据", "left"),
        ],
        [
            (
                info.code,
                info.title,
                SEVERITIES[info.severity],
                "须先处理" if info.blocks_final else "",
                GROUPS[info.group],
                _BUNDLES[info.bundle],
                STATUS_LABELS[info.status],
            )
            for info in listed
        ],
    )
    return shared.DONE


def rule_data(info: RuleInfo) -> dict[str, object]:
    """The JSON of one rule."""
    return {
        "code": info.code,
        "slug": info.slug,
        "title": info.title,
        "severity": info.severity.value,
        "group": info.group.value,
        "bundle": info.bundle,
        "source": info.source,
        "status": info.status.value,
        "quote": info.quote,
        "blocks_final": info.blocks_final,
    }
