"""`zipingbiao explain`: a rule by its code, or a cell of a form: why this score, why this finding."""

from __future__ import annotations

import re
from pathlib import Path

import click

from zipingbiao.checks.finding import Finding
from zipingbiao.checks.registry import explain_rule
from zipingbiao.checks.run import check_form
from zipingbiao.form.model import Form
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.check import SEVERITIES, finding_data
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.main import Failure
from zipingbiao.scoring.score import score_form
from zipingbiao.scoring.why import Trace, why_place

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
            raise Failure(
                f"“{what}”不是规则代码（如 JXS004）。解释单元格请写：zipingbiao explain 文件 单元格。"
            )
        return _rule(what.upper(), as_data)
    return _cell(Path(what), cell, rulebook, as_data)


def _rule(code: str, as_data: bool) -> int:
    explained = explain_rule(code)
    if explained is None:
        raise Failure(f"没有规则 {code}。用 zipingbiao rules 查看全部规则。")
    if as_data:
        shared.print_data(explained.as_data())
    else:
        click.echo(explained.text())
    return shared.DONE


def _cell(path: Path, cell: str, rulebook: str | None, as_data: bool) -> int:
    find = shared.rulebooks(rulebook)
    inputs = shared.read_files([path])
    if not inputs.forms:
        shared.report_faults(inputs)
        return shared.UNREADABLE
    for form in inputs.forms:
        field = _field_at(form, cell)
        if field is None:
            continue
        scored = score_form(form, find(form))
        found = [f for f in check_form(scored, "review").findings if _concerns(f, field)]
        _show(form, field, why_place(scored, form, field), found, as_data)
        return shared.DONE
    raise Failure(
        f"{path.name} 的 {cell} 不是自评表的栏目。请给出得分、指标值、完成值、金额等单元格，如 F12。"
    )


def _field_at(form: Form, cell: str) -> str | None:
    """The field path at a cell; a field path itself is taken as it is."""
    if re.match(r"(indicators|funds)\[\d+\]|total|goals|name|year|department|unit", cell):
        return cell if _exists(form, cell) else None
    found = _CELL.fullmatch(cell)
    if found is None:
        return None
    wanted, sheet = found["cell"].replace("$", "").upper(), (found["sheet"] or "").strip("'")
    for field, place in form.places.items():
        if place.cell == wanted and (not sheet or place.sheet == sheet):
            return field
    return None


def _exists(form: Form, field: str) -> bool:
    found = re.match(r"(indicators|funds)\[(\d+)\]", field)
    return found is None or int(found[2]) < len(getattr(form, found[1]))


def _concerns(finding: Finding, field: str) -> bool:
    row = field.split(".")[0]
    return finding.field == field or finding.field.split(".")[0] == row


def _show(form: Form, field: str, trace: Trace | None, found: list[Finding], as_data: bool) -> None:
    if as_data:
        shared.print_data(
            {
                "id": form.id,
                "name": form.name,
                "field": field,
                "trace": trace.as_data() if trace else None,
                "findings": [finding_data(each) for each in found],
            }
        )
        return
    click.secho(f"{form.name or form.id}　{field}", bold=True)
    for line in trace.lines() if trace else ("这一格没有计算，只有填报内容。",):
        click.echo(line)
    if not found:
        click.echo("没有问题。")
    for each in found:
        click.echo(f"{SEVERITIES[each.severity]} {each.code}：{each.message}")
        click.echo(f"  填报：{each.found}　应为：{each.expected}")
        click.echo(f"  → {each.advice}")
