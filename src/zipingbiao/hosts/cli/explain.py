"""`zipingbiao explain`: a rule by its code, or a cell of a form: why this score, why this finding."""

from __future__ import annotations

import re
from pathlib import Path

import click

from zipingbiao.checks.catalogue import explain_rule
from zipingbiao.checks.examples import KINDS, examples_of
from zipingbiao.checks.labels import SEVERITIES
from zipingbiao.commands.why import Explanation, explain_cell, explain_field
from zipingbiao.form.field_names import called
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.check.command import finding_data
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.rulebook.rulebook import Rulebook

_CODE = re.compile(r"JX[A-Z]\d{3}", re.IGNORECASE)
_CELL = re.compile(r"(?:(?P<sheet>.+)!)?\$?(?P<cell>[A-Za-z]{1,3}\$?\d{1,7})$")


@click.command(
    cls=Command,
    help="explain 代码：一条规则说什么、依据是什么、怎么改。\n\nexplain 文件 单元格：这个得分怎么来的、有哪些问题。单元格写 F12 或 工作表名!F12；JSON 写字段，如 indicators[3].score。",
)
@click.argument("what", metavar="代码|文件")
@click.argument("cell", metavar="[单元格]", required=False)
@shared.rulebook_option
@shared.json_option
def explain(what: str, cell: str | None, rulebook: str | None, as_data: bool) -> int:
    """Explain a rule, or a cell."""
    if cell is None:
        if not _CODE.fullmatch(what):
            raise CommandFault(
                f"“{what}”不是规则代码（如 JXS004）。解释单元格请写：zipingbiao explain 文件 单元格。"
            )
        return _rule(what.upper(), shared.one_rulebook(rulebook), as_data)
    return _cell(Path(what), cell, rulebook, as_data)


def _rule(code: str, rulebook: Rulebook, as_data: bool) -> int:
    explained = explain_rule(code, rulebook)
    if explained is None:
        raise CommandFault(f"没有规则 {code}。用 zipingbiao rules 查看全部规则。")
    if as_data:
        examples = {kind: list(told) for kind, told in examples_of(code).items()}
        shared.print_data(explained.as_data() | {"examples": examples, "rulebook": rulebook.name})
    else:
        click.echo(explained.text())
        click.echo(f"以上按“{rulebook.title}”的规则（{rulebook.name}）。")
        for kind, told in examples_of(code).items():
            click.echo(f"例子（按全国通用的规则），{KINDS[kind]}：")
            for each in told:
                click.echo(f"  · {each}")
    return shared.DONE


def _cell(path: Path, cell: str, rulebook: str | None, as_data: bool) -> int:
    find = shared.rulebooks(rulebook)
    inputs = shared.read_files([path])
    if not inputs.forms:
        shared.report_faults(inputs)
        return shared.UNREADABLE
    found = _CELL.fullmatch(cell)
    if found is not None:
        sheet = found["sheet"].strip("'") if found["sheet"] else None
        explained = explain_cell(inputs.forms, find, sheet, found["cell"].replace("$", "").upper())
    else:
        each = (explain_field(form, find, cell) for form in inputs.forms)
        explained = next((one for one in each if one is not None), None)
        if explained is None:  # a place in a file without cells: 第2页表1第5行第3列
            explained = explain_cell(inputs.forms, find, None, cell)
    if explained is None:
        raise CommandFault(
            f"{path.name} 的 {cell} 不是自评表的栏目。请给出得分、指标值、完成值、金额等单元格，如 F12。"
        )
    _show(explained, as_data)
    return shared.DONE


def _show(explained: Explanation, as_data: bool) -> None:
    form, trace = explained.form, explained.trace
    if as_data:
        shared.print_data(
            {
                "id": form.id,
                "name": form.name,
                "field": explained.field,
                "trace": trace.as_data() if trace else None,
                "findings": [finding_data(each) for each in explained.findings],
            }
        )
        return
    click.secho(f"{form.name or form.id}　{called(explained.field)}", bold=True)
    for line in trace.lines() if trace else ("这一格没有计算，只有填报内容。",):
        click.echo(line)
    if not explained.findings:
        click.echo("没有问题。")
    for each in explained.findings:
        click.echo(f"{SEVERITIES[each.severity]} {each.code}：{each.message}")
        click.echo(f"  填报：{each.found}　应为：{each.expected}")
        click.echo(f"  → {each.advice}")
