"""`zipingbiao template check`: an office's own template, name by name, before hundreds of workbooks are made from it."""

from __future__ import annotations

from pathlib import Path

import click

from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command, LazyGroup
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.workbook.write.template_names import NameFinding, NameState
from zipingbiao.workbook.write.template_parts import TemplateFault, template_names
from zipingbiao.workbook.write.writer import compile_template

_WORDS = {
    NameState.FOUND: "有",
    NameState.MISSING: "没有",
    NameState.OVERLAPPING: "重叠",
    NameState.LENGTH: "长度不对",
    NameState.BROKEN: "断了",
    NameState.ELSEWHERE: "在别的表",
    NameState.UNKNOWN: "不认识",
    NameState.LABEL: "压着标签",
    NameState.COVERED: "看不见",
}


@click.group(cls=LazyGroup, help="自己单位的模板：逐个名称检查，会盖掉什么、会丢什么。")
def template() -> None:
    """The group of all commands on templates."""


@template.command(
    cls=Command,
    help="逐个检查模板里的 ZPB_ 名称：有没有、指到哪里、是否重叠、压着标签、被合并格盖住或长短不齐，哪些内容会因此写不进去。有会盖掉内容的，退出码 1。",
)
@click.argument("file", metavar="模板.xlsx", type=click.Path(path_type=Path))
@shared.json_option
def check(file: Path, as_data: bool) -> int:
    """Tell of every name, and whether workbooks can be made from the template."""
    try:
        package = file.read_bytes()
    except OSError as fault:
        raise CommandFault(
            f"读不了模板 {file.name}：找不到这个文件，或没有读取的权限。请核对路径。"
        ) from fault
    try:
        findings = template_names(package)
    except TemplateFault as fault:
        raise CommandFault(f"模板 {file.name}：{fault}") from fault
    usable, why = _usable(package)
    lost = [each.loses for each in findings if each.loses]
    if as_data:
        shared.print_data(
            {
                "file": file.name,
                "usable": usable,
                "problem": why or None,
                "names": [_data(each) for each in findings],
                "lost": lost,
            }
        )
    else:
        _show(file, findings, why)
    return shared.DONE if usable else shared.FOUND


def _usable(package: bytes) -> tuple[bool, str]:
    try:
        compile_template(package)
    except (TemplateFault, ValueError) as fault:
        return False, str(fault)
    return True, ""


def _show(file: Path, findings: list[NameFinding], why: str) -> None:
    shared.print_table(
        f"模板 {file.name}",
        [("名称", "left"), ("写什么", "left"), ("结果", "left"), ("位置", "left"), ("说明", "left")],
        [(each.name, each.label, _WORDS[each.state], each.where, each.message) for each in findings],
    )
    lost = [each.loses for each in findings if each.loses and not each.required]
    if lost:
        click.echo(f"用这个模板写不进去的内容：{'、'.join(lost)}。不需要的可以不管。")
    click.echo(f"不能使用：{why}" if why else "可以使用。")


def _data(finding: NameFinding) -> dict[str, str | bool | None]:
    return {
        "name": finding.name,
        "label": finding.label,
        "state": finding.state.value,
        "where": finding.where or None,
        "message": finding.message or None,
        "required": finding.required,
        "loses": finding.loses or None,
    }
