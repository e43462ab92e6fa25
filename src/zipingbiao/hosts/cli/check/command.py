"""`zipingbiao check`: findings with place, found, expected and advice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from zipingbiao.batch.contained import scored_reading
from zipingbiao.batch.folder import read_each
from zipingbiao.batch.inputs import with_blanks
from zipingbiao.batch.pipeline import as_it_will_stand
from zipingbiao.batch.without_gc import calm
from zipingbiao.checks.finding import Checked, Finding, Severity, Status
from zipingbiao.checks.identity import difference, finding_ids
from zipingbiao.checks.labels import GROUPS, REQUESTED, SEVERITIES, WAIVED, next_step, requested
from zipingbiao.checks.run import check_form, cross_check
from zipingbiao.checks.waivers import Authority
from zipingbiao.form.model import Form
from zipingbiao.form.waiver import Waiver
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.check.marks import mark_files, unmark_files
from zipingbiao.hosts.cli.check.report import refuse_report, write_report
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.report.gather import doubles_of
from zipingbiao.scoring.result import ScoredForm

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "blue"}


@click.command(cls=Command, help="审核自评表：算术、资金、指标值、偏差、说明。发现错误时退出码为 1。")
@shared.files_argument
@click.option(
    "--bundle",
    type=click.Choice(["default", "finance", "review"]),
    default="default",
    help="规则范围：default 填报单位自查；review 财政复核，规则更多",
)
@click.option("--strict", is_flag=True, help="有警告也按不通过处理（退出码 1）")
@click.option(
    "--report",
    metavar="报告.xlsx|报告.html",
    type=click.Path(path_type=Path),
    help="另写一份审核报告：.xlsx 工作簿，或 .html 网页（可离线看、可打印）",
)
@shared.against_option
@shared.desk_option
@click.option(
    "--mark", is_flag=True, help="在自评表里标出：按级别着色、加批注、另加一张“问题清单”（原文件另存为 .bak）"
)
@click.option("--unmark", is_flag=True, help="清除标记，文件恢复原样；不审核")
@click.option("--force", is_flag=True, help="覆盖已有的报告（原文件另存为 .bak）")
@shared.rulebook_option
@shared.json_option
@calm()
def check(
    files: tuple[Path, ...],
    bundle: str,
    strict: bool,
    report: Path | None,
    against: tuple[Path, ...],
    desk: Path | None,
    mark: bool,
    unmark: bool,
    force: bool,
    rulebook: str | None,
    as_data: bool,
) -> int:
    """Check all forms of all files, each by itself and against each other."""
    if unmark:
        if mark or report is not None:
            raise CommandFault("--unmark 只清除标记，不能与 --mark 或 --report 同用，请分两次运行。")
        return unmark_files(files, as_data=as_data)
    find = shared.rulebooks(rulebook)
    if report is not None:
        refuse_report(report, (*files, *against), "审核报告", force=force)
    reading, judged = scored_reading(read_each(files), find)
    aside = doubles_of(reading)
    doubles = tuple(aside.values())
    inputs, standing = with_blanks(reading.inputs), list(map(as_it_will_stand, judged))
    approved = shared.approved(against, inputs.forms, find)
    scored, word = _by_register(desk, standing)
    results = [check_form(each, bundle, beside, word) for each, beside in zip(scored, approved, strict=True)]
    checked = _beside_others(scored, results, aside, bundle, word)
    if report is not None:
        write_report(report, inputs, scored, checked, doubles=doubles, bundle=bundle, force=force)
    if as_data:
        forms = [check_data(each.form, result) for each, result in zip(scored, checked, strict=True)]
        told = [{"file": each.file, "message": each.message} for each in doubles]
        shared.print_data({"forms": forms, "doubles": told, **shared.told_data(inputs)})
    else:
        shared.report_faults(inputs)
        shared.report_doubles(doubles)
        names = Counter(each.form.name for each in scored)
        for each, result in zip(scored, checked, strict=True):
            show_findings(each.form, result, each.form.file if names[each.form.name] > 1 else "")
        _summary(checked, len(doubles))
        if report is not None:
            click.echo(f"审核报告已写入 {report}。")
    blocking = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    bad = any(finding.severity in blocking for result in checked for finding in result.open)
    code = shared.exit_code(inputs, shared.FOUND if bad else shared.DONE)
    return max(code, mark_files(reading.entries, checked)) if mark else code


def _beside_others(
    scored: Sequence[ScoredForm],
    results: Sequence[Checked],
    aside: Container[int],
    bundle: str,
    word: Authority | None,
) -> list[Checked]:
    """What shows between forms; a copy or an earlier draft is no other project, and is looked at by itself."""
    counted = [n for n in range(len(scored)) if n not in aside]
    told = cross_check([scored[n] for n in counted], [results[n] for n in counted], bundle, word)
    beside = dict(zip(counted, told, strict=True))
    return [
        beside[n] if n in beside else cross_check([form], [result], bundle, word)[0]
        for n, (form, result) in enumerate(zip(scored, results, strict=True))
    ]


def _by_register(desk: Path | None, scored: list[ScoredForm]) -> tuple[list[ScoredForm], Authority | None]:
    """The forms with the units a register knows, and whose word counts; as they are where no register was given."""
    if desk is None:
        return scored, None
    from zipingbiao.hosts.cli.desk.asked import asked

    known = asked(desk)
    owned = known.owned(each.form for each in scored)
    return [replace(each, form=form) for each, form in zip(scored, owned, strict=True)], known.authority


def check_data(form: Form, checked: Checked) -> dict[str, Any]:
    """The JSON of one form."""
    return {
        "id": form.id,
        "name": form.name,
        **shared.coverage_data(form),
        "findings": [
            {"id": id, **finding_data(finding)}
            for id, finding in zip(finding_ids(form, checked.findings), checked.findings, strict=True)
        ],
        "rules": [{"code": run.code, "status": run.status.value, "why": run.why} for run in checked.runs],
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "group": finding.group.value,
        "file": finding.file,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "field": finding.field,
        "found": finding.found,
        "expected": finding.expected,
        "difference": shared.digits(difference(finding)),
        "message": finding.message,
        "advice": finding.advice,
        "related": list(finding.related),
        **({} if finding.waiver is None else {"status": "waived", "waiver": _waiver_data(finding.waiver)}),
        **({} if finding.request is None else {"request": _waiver_data(finding.request)}),
    }


def _waiver_data(waiver: Waiver) -> dict[str, str]:
    """Who set a finding aside, or asks for it, when and why."""
    return {"reason": waiver.reason, "who": waiver.who, "date": waiver.date, "at": waiver.at}


def show_findings(form: Form, checked: Checked, file: str = "") -> None:
    """The findings of one form, grouped by what the clerk can do about them. `file`: where another has its name."""
    counts = count(checked)
    click.echo()
    where = f"（{file}）" if file else ""
    click.secho(f"{form.name or form.id or form.file}{where}　{counts}", bold=True)
    told = shared.coverage_line(form)
    if told:
        click.echo(f"  {told}")
    for group, heading in GROUPS.items():
        _show_group(heading, [finding for finding in checked.open if finding.group is group])
    _show_group(f"{WAIVED}，不计数", checked.waived)
    skipped: dict[str, list[str]] = {}
    for run in checked.runs:
        if run.status in (Status.SKIPPED, Status.MANUAL):
            skipped.setdefault(run.why, []).append(run.code)
    if skipped:
        listed = "；".join(f"{'、'.join(rules)} {why}" for why, rules in skipped.items())
        click.echo(f"  未检查的规则 {sum(map(len, skipped.values()))} 条：{listed}")


def _show_group(heading: str, findings: Sequence[Finding]) -> None:
    if findings:
        click.echo(f"  【{heading}】")
    for finding in findings:
        label = click.style(f"{SEVERITIES[finding.severity]} {finding.code}", fg=_COLOURS[finding.severity])
        where = f"{finding.cell}　" if finding.cell else ""
        click.echo(f"    {label}　{where}{finding.message}")
        if next_step(finding):
            click.echo(f"      → {next_step(finding)}")
        if finding.request is not None and finding.waiver is None:
            click.echo(f"      {requested(finding.request)}")


def count(checked: Checked) -> str:
    """`错误 1，警告 4，提示 2`; with the number of those set aside where there are any."""
    counts = [
        f"{name} {sum(finding.severity is severity for finding in checked.open)}"
        for severity, name in SEVERITIES.items()
    ]
    if checked.waived:
        counts.append(f"{WAIVED} {len(checked.waived)}")
    if checked.requested:
        counts.append(f"{REQUESTED} {len(checked.requested)}（仍计数）")
    return "，".join(counts)


def _summary(checked: list[Checked], doubles: int) -> None:
    everything = Checked(tuple(f for each in checked for f in each.findings), ())
    if len(checked) > 1:
        also = f"；其中 {doubles} 张是重复或旧稿，收表、汇总、退回时不计入" if doubles else ""
        click.echo(f"\n共 {len(checked)} 张表：{count(everything)}{also}")
