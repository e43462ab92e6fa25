"""`zipingbiao waive`: set a finding aside with a reason; it stays listed as 已豁免 and no longer counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date as today_of
from pathlib import Path

import click

from zipingbiao.batch.inputs import WORKBOOKS
from zipingbiao.checks.catalogue import codes
from zipingbiao.checks.facts_read import marks
from zipingbiao.checks.labels import SEVERITIES
from zipingbiao.checks.run import check_form, cross_check
from zipingbiao.checks.waivers import CODES, UNIT
from zipingbiao.commands.result import CommandResult
from zipingbiao.commands.waive import Candidate, candidates, waive
from zipingbiao.desk.grants import Word, grant
from zipingbiao.desk.register import written
from zipingbiao.desk.units import names_of
from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.for_people import ForPeople
from zipingbiao.form.model import Form, is_blank
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.hosts.cli.write_back import changed_by, placed
from zipingbiao.package.fault import ReadFault
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.scoring.score import score_form

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHOWN = 12


@click.command(
    cls=Command,
    help="豁免一处问题：写明理由、豁免人。填报单位记入自己的工作簿（自评表或台账）的“审核豁免”表：自查时仍列出、标明“已豁免”、不计数，"
    "报送以后只算申请。复核人加 --desk 复核文件夹，记入登记，报送的文件不动。所依据的内容（同一行、金额等）一改，豁免就失效。",
)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.argument("code", metavar="编码")
@click.argument("place", metavar="[单元格]", default="")
@click.option(
    "--reason", metavar="理由", required=True, help="为什么可以不改，如“批复文件即如此，见京财〔2024〕5号”"
)
@click.option("--who", metavar="姓名", required=True, help="豁免人")
@click.option("--date", metavar="年-月-日", default="", help="豁免日期，默认今天")
@click.option("--project", metavar="项目", default="", help="文件里有多个项目时：项目序号或名称")
@click.option(
    "--desk", metavar="复核文件夹", type=click.Path(path_type=Path), help="复核人用：记入复核登记，不写文件"
)
@click.option("--all", "every", is_flag=True, help="不写单元格时：豁免这条规则在文件里的全部问题")
@shared.rulebook_option
@shared.json_option
def waive_command(
    file: Path,
    code: str,
    place: str,
    reason: str,
    who: str,
    date: str,
    project: str,
    desk: Path | None,
    every: bool,
    rulebook: str | None,
    as_data: bool,
) -> int:
    """Find the findings that are meant, and write the waivers."""
    _refuse(file, code, reason, who, date, in_file=desk is None)
    inputs = shared.read_files([file])
    if not inputs.forms:
        raise CommandFault(
            f"读取失败 {file.name}：{next((f.message for f in inputs.faults), '里面没有自评表。')}"
        )
    found = _found(inputs.forms, shared.rulebooks(rulebook))
    name = next((_called(f, inputs.forms) for f in inputs.forms if project in (f.id, f.name)), project)
    hits, same = candidates(found, code, place, name)
    if not hits or (not place and not every and len(hits) > 1):
        raise CommandFault(_which(code.upper(), place, hits or same))
    day, kept = date or today_of.today().isoformat(), None
    if desk is not None:
        done = _register(desk, hits, Word(reason, who, day))
    else:
        done, kept = _write(file, hits, reason=reason, who=who, date=day)
    if as_data:
        shared.print_data(_data(file, hits, done))
        return shared.DONE
    for sentence in done.left:
        click.echo(sentence, err=True)
    click.echo(f"{file.name}：{done.message}。{_ending(done, kept)}")
    return shared.DONE


def _ending(done: CommandResult, kept: Path | None) -> str:
    if not done.edits:
        return "文件未改动。"
    return "" if kept is None else f"原文件另存为 {kept.name}。"


def _refuse(file: Path, code: str, reason: str, who: str, date: str, *, in_file: bool) -> None:
    """What can be told before the file is read."""
    if in_file and file.suffix.lower() not in WORKBOOKS:
        raise CommandFault(
            f"{file.name} 不是工作簿；JSON 请在表里加 waivers：[{{code, place, reason, who, date}}]。"
        )
    if code.upper() not in codes() or code.upper() in CODES:
        raise CommandFault(f"没有可以豁免的规则 {code}，请用 zipingbiao rules 查编码。")
    if is_blank(reason) or is_blank(who):
        raise CommandFault("豁免要写明理由（--reason）和豁免人（--who）。")
    if date and not _is_day(date):
        raise CommandFault(f"日期“{date}”请写成 2025-03-01 的样子。")


def _is_day(text: str) -> bool:
    """2024-13-01 is none."""
    try:
        today_of.fromisoformat(text)
    except ValueError:
        return False
    return _DAY.fullmatch(text) is not None


def _found(forms: Sequence[Form], find: RulebookFor) -> list[Candidate]:
    """Every finding of the file, of all rules."""
    scored = [score_form(form, find(form)) for form in forms]
    alone = [check_form(each, "finance", authority=UNIT) for each in scored]
    checked = cross_check(scored, alone, "finance", UNIT)
    return [
        Candidate(_called(form, forms), finding, mark, form)
        for form, result in zip(forms, checked, strict=True)
        for finding, mark in zip(result.findings, marks(form, result.findings), strict=True)
    ]


def _called(form: Form, forms: Sequence[Form]) -> str:
    """How the sheet names a project: by its name, by its id where two have the same; not at all where there is one."""
    if len(forms) == 1:
        return ""
    return form.name if sum(form.name == other.name for other in forms) == 1 else form.id


def _which(code: str, place: str, found: list[Candidate]) -> str:
    """Why nothing was waived: no such finding, or several."""
    if not found:
        return f"文件里没有 {code} 的问题，没有可豁免的。"
    listed = "；".join(
        "　".join(
            filter(None, (e.project, e.finding.cell, SEVERITIES[e.finding.severity], e.finding.message))
        )
        for e in found[:_SHOWN]
    )
    more = f"；等 {len(found)} 处" if len(found) > _SHOWN else ""
    if place:
        return f"{place} 没有 {code} 的问题。文件里的 {code}：{listed}{more}"
    return f"{code} 有 {len(found)} 处，请写明单元格，或加 --all 全部豁免：{listed}{more}"


def _data(file: Path, hits: list[Candidate], done: CommandResult) -> dict[str, object]:
    waived = [
        {"project": hit.project or None, "code": hit.finding.code, "cell": hit.finding.cell or None}
        for hit in hits
    ]
    return {
        "file": str(file),
        "changed": bool(done.edits),
        "message": done.message,
        "findings": waived,
        "remarks": list(done.left),
    }


def _register(desk: Path, hits: list[Candidate], word: Word) -> CommandResult:
    """Into the reviewer's register, under the names that it knows the units by."""
    with written(desk) as register:
        names = names_of(register)
        for hit in hits:
            form = replace(hit.form, owner=names.key(hit.form.unit))
            grant(register, form, hit.finding, hit.facts, word)
    return CommandResult((), f"豁免 {len(hits)} 处问题，记在复核登记 {desk}")


def _write(
    file: Path, hits: list[Candidate], *, reason: str, who: str, date: str
) -> tuple[CommandResult, Path | None]:
    """The waivers written; where the old content is kept."""
    results: list[CommandResult] = []

    def command(snapshot: Snapshot) -> CommandResult:
        results.append(waive(snapshot, hits, reason=reason, who=who, date=date))
        return results[0]

    try:
        _, kept = placed(file, lambda package: changed_by(package, command))
    except ReadFault as fault:
        raise CommandFault(f"{file.name}：{fault}") from fault
    except ForPeople as fault:
        raise CommandFault(str(fault), shared.FOUND) from fault
    return results[0], kept
