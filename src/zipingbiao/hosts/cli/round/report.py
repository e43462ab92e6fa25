"""`zipingbiao report`: the unit's 自评报告 from the forms of all its projects."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from zipingbiao.batch.contained import scored_or_told
from zipingbiao.batch.files import write_atomically
from zipingbiao.batch.inputs import InputFault
from zipingbiao.form.coverage import KIND_NAMES, FormKind
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.answered import note_unread
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.hosts.cli.not_over import refuse_inputs
from zipingbiao.report.account.content import Account, account
from zipingbiao.report.account.figures import Figures, figures
from zipingbiao.report.account.wording import load_wording
from zipingbiao.report.gather import Gathered, gather
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.scoring.result import ScoredForm
from zipingbiao.settings import load_settings

_KINDS = (".docx", ".xlsx", ".html")
_NO_WORD = (
    "没有安装 python-docx，不能写 Word 文件。请运行 pip install 'zipingbiao[docx]'，或写成 .html、.xlsx。"
)


@click.command(
    cls=Command,
    help="由一个单位的全部自评表写出自评报告：资金、分类完成情况、得分、偏差原因和措施、下一步安排、项目一览，图是图片；"
    "表里没有的不代拟，写成【请填写：…】。",
)
@shared.files_argument
@click.option(
    "-o",
    "--out",
    metavar="自评报告.docx|.xlsx|.html",
    required=True,
    type=click.Path(path_type=Path),
    help="要写的报告，按后缀定格式",
)
@click.option("--unit", metavar="单位", default="", help="单位名称；默认取各表共同的实施单位或主管部门")
@click.option("--date", metavar="日期", default="", help="落款日期")
@click.option("--force", is_flag=True, help="覆盖已有的报告（原文件另存为 .bak）")
@shared.rulebook_option
@shared.json_option
def report(
    files: tuple[Path, ...],
    out: Path,
    unit: str,
    date: str,
    force: bool,
    rulebook: str | None,
    as_data: bool,
) -> int:
    """Read the forms, count, and write the report."""
    kind = out.suffix.lower()
    if kind not in _KINDS:
        raise CommandFault(f"报告的文件名 {out.name} 请以 {'、'.join(_KINDS)} 之一结尾。")
    if kind == ".docx" and find_spec("docx") is None:
        raise CommandFault(_NO_WORD)
    refuse_inputs((out,), files, "自评报告")
    wording, narrator = load_wording(load_settings().templates), shared.narrator()
    gathered = gather(files, (out,))
    scored, left = _taken(gathered, shared.rulebooks(rulebook))
    if not scored:
        for fault in gathered.faults:
            click.echo(f"读取失败 {fault.file}：{fault.message}", err=True)
            note_unread(fault.file, fault.message)
        raise CommandFault("给出的文件里没有可以汇总的自评表，没有写报告。")
    found = figures(scored, narrator)
    told = (*gathered.faults, *left, *gathered.remarks, *_unread(scored))
    made = account(found, wording, date, told, unit)
    write_atomically(out, _bytes(made, kind), force=force)
    if as_data:
        shared.print_data(_data(out, found, made, gathered, left))
    else:
        _show(out, found, made, told)
    code = shared.unread_code(scored, gathered.faults)
    incomplete = left or any(form.form.reading.unread for form in scored) or found.money.unread
    return max(code, shared.FOUND) if incomplete else code


def _taken(gathered: Gathered, find: RulebookFor) -> tuple[list[ScoredForm], list[InputFault]]:
    """The forms of projects with their scores; each other form with the reason why it is not counted."""
    scored: list[ScoredForm] = []
    left: list[InputFault] = []
    for each in gathered.forms:
        form = each.form
        if form.kind in (FormKind.DEPARTMENT, FormKind.TARGETS):
            left.append(
                InputFault(each.file, f"“{form.name}”是{KIND_NAMES[form.kind]}，没有计入项目的合计。")
            )
            continue
        result = scored_or_told(form, find)
        if isinstance(result, ScoredForm):
            scored.append(result)
        else:
            left.append(InputFault(each.file, result))
    return scored, left


def _unread(scored: Sequence[ScoredForm]) -> list[InputFault]:
    """What forms that were taken in hold beside what was read."""
    return [
        InputFault(each.form.file, f"“{each.form.name}”没有读全：{said}。")
        for each in scored
        if (each.form.reading.unread or each.form.reading.unknown)
        and (said := shared.coverage_line(each.form))
    ]


def _bytes(made: Account, kind: str) -> bytes:
    if kind == ".docx":
        from zipingbiao.report.account.document import account_document

        return account_document(made)
    if kind == ".xlsx":
        from zipingbiao.report.account.workbook import account_workbook

        return account_workbook(made)
    from zipingbiao.report.account.page import account_page

    return account_page(made).encode()


def _show(out: Path, found: Figures, made: Account, told: Sequence[InputFault]) -> None:
    for each in told:
        click.echo(f"注意 {each.file}：{each.message}", err=True)
    click.echo(
        f"自评报告已写入 {out}：{len(found.forms)} 个项目，{sum(found.outcomes.values())} 个指标，"
        f"有偏差的 {len(found.deviations)} 个，【请填写】{made.gaps} 处待单位补充。"
    )


def _data(
    out: Path, found: Figures, made: Account, gathered: Gathered, left: Sequence[InputFault]
) -> dict[str, Any]:
    money = found.money
    return {
        "out": str(out),
        "title": made.title,
        "projects": len(found.forms),
        "initial_budget": shared.digits(money.initial),
        "annual_budget": shared.digits(money.budget),
        "executed": shared.digits(money.executed),
        "rate": shared.digits(money.rate),
        "amounts_not_counted": list(money.unread),
        "outcomes": {outcome.name.lower(): n for outcome, n in found.outcomes.items()},
        "deviations": len(found.deviations),
        "explained": sum(each.explained for each in found.deviations),
        "gaps": made.gaps,
        "left_out": shared.errors_data(left),
        "errors": shared.errors_data(gathered.faults),
        "skipped": shared.errors_data(gathered.skipped),
        "remarks": shared.errors_data(gathered.remarks),
    }
