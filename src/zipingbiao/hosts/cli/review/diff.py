"""`zipingbiao diff A B`: two versions of a form, or of files with many, compared."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from zipingbiao.batch.files import WriteFault, write_atomically
from zipingbiao.batch.inputs import Inputs
from zipingbiao.checks.finding import Finding
from zipingbiao.checks.labels import SEVERITIES
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.check.command import finding_data
from zipingbiao.hosts.cli.check.report import refuse_report
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.report.comparison.versions import KINDS, Change, FormDiff
from zipingbiao.report.comparison.versions import diff as compare
from zipingbiao.report.subject import Review, Reviewed, review, sourced
from zipingbiao.rulebook.choice import RulebookFor


@click.command(
    cls=Command,
    help="比较前后两稿（如报送稿和退回后的重报稿）：哪些栏目、得分变了，哪些问题改了、没改、新出现。文件里有多张表的，按项目编码、名称配对。",
)
@click.argument("old", metavar="前稿", type=click.Path(path_type=Path))
@click.argument("new", metavar="后稿", type=click.Path(path_type=Path))
@click.option(
    "--bundle",
    type=click.Choice(["default", "finance", "review"]),
    default="default",
    help="规则范围：default 填报单位自查；review 财政复核，规则更多",
)
@click.option(
    "--report",
    metavar="比较.xlsx",
    type=click.Path(path_type=Path),
    help="另写一份比较结果：项目、变化、问题",
)
@click.option("--force", is_flag=True, help="覆盖已有的比较结果（原文件另存为 .bak）")
@shared.rulebook_option
@shared.json_option
def diff(
    old: Path,
    new: Path,
    bundle: str,
    report: Path | None,
    force: bool,
    rulebook: str | None,
    as_data: bool,
) -> int:
    """Compare all forms of two files."""
    find = shared.rulebooks(rulebook)
    if report is not None:
        _refuse_report(report, force=force)
    sides = [shared.read_files([path]) for path in (old, new)]
    for path, inputs in zip((old, new), sides, strict=True):
        if not inputs.forms:
            raise CommandFault(_why_nothing(path, inputs))
    found = compare(_review(sides[0], find, bundle), _review(sides[1], find, bundle))
    faults = [fault for inputs in sides for fault in inputs.faults]
    if report is not None:
        _write_report(report, found, force=force)
    if as_data:
        shared.print_data(
            {"forms": [form_data(each) for each in found], "errors": shared.errors_data(faults)}
        )
    else:
        for inputs in sides:
            shared.report_faults(inputs)
        for each in found:
            _show(each)
        _sum_up(found)
    return shared.FOUND if faults else shared.DONE


def _refuse_report(path: Path, *, force: bool) -> None:
    if path.suffix.lower() != ".xlsx":
        raise CommandFault(f"比较结果的文件名 {path.name} 请以 .xlsx 结尾。")
    refuse_report(path, force=force)


def _write_report(path: Path, found: tuple[FormDiff, ...], *, force: bool) -> None:
    from zipingbiao.report.comparison.workbook import diff_bytes

    try:
        write_atomically(path, diff_bytes(found), force=force)
    except WriteFault as problem:
        raise CommandFault(str(problem), shared.FOUND) from problem


def _review(inputs: Inputs, find: RulebookFor, bundle: str) -> Review:
    return review(sourced(inputs.forms), find, bundle, inputs.faults, inputs.remarks)


def _why_nothing(path: Path, inputs: Inputs) -> str:
    reason = next((fault.message for fault in (*inputs.faults, *inputs.remarks)), "里面没有自评表。")
    return f"读取失败 {path.name}：{reason}"


def form_data(each: FormDiff) -> dict[str, Any]:
    """The JSON of one pair."""
    old, new = each.old, each.new
    return {
        "old": _side(old),
        "new": _side(new),
        "same": each.same,
        "changes": [_change_data(change) for change in each.changes],
        "findings": {
            "new": [finding_data(finding) for finding in each.new_findings],
            "gone": [finding_data(finding) for finding in each.gone_findings],
            "kept": len(each.kept_findings),
            "remaining": [finding_data(finding) for finding in each.kept_findings],
            "waived": [finding_data(finding) for finding in each.waived_findings],
        },
    }


def _side(each: Reviewed | None) -> dict[str, Any] | None:
    if each is None:
        return None
    return {
        "id": each.form.id,
        "name": each.form.name,
        "file": each.file,
        "total": shared.digits(each.scored.total),
        "reported_total": shared.digits(each.scored.reported_total),
        "grade": each.scored.grade,
    }


def _change_data(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "row": change.row,
        "where": change.where,
        "label": change.label,
        "before": change.before,
        "after": change.after,
        "cell_before": change.cell_before,
        "cell_after": change.cell_after,
    }


def _show(each: FormDiff) -> None:
    """One pair as a table, then its findings."""
    one = each.new or each.old
    if one is None:
        return
    if each.old is None or each.new is None:
        click.echo(f"\n{one.name}：{'只在后稿里有' if each.old is None else '只在前稿里有'}。")
        return
    if each.same:
        click.echo(f"\n{one.name}：没有变化。")
        return
    totals = f"总分 {shared.shown(each.old.scored.total)} → {shared.shown(each.new.scored.total)}"
    if each.changes:
        headings = [
            ("变化", "left"),
            ("位置", "left"),
            ("栏目", "left"),
            ("单元格", "left"),
            ("前稿", "left"),
            ("后稿", "left"),
        ]
        rows = [
            (
                KINDS[change.kind],
                change.where,
                change.label,
                _cells(change),
                _short(change.before),
                _short(change.after),
            )
            for change in each.changes
        ]
        shared.print_table(f"{one.name}　{totals}", headings, rows)
    else:
        click.echo(f"\n{one.name}　{totals}：填报内容没有变化。")
    _list("新出现的问题", each.new_findings)
    _list("已消除的问题", each.gone_findings)
    _list("新豁免的问题", each.waived_findings)
    _list("仍有的问题", each.kept_findings)
    click.echo(f"  {tally(each)}。")


def _cells(change: Change) -> str:
    cells = [cell for cell in (change.cell_before, change.cell_after) if cell]
    return " → ".join(dict.fromkeys(cells))


def _short(text: str, limit: int = 60) -> str:
    if not text:
        return "（空）"
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _list(heading: str, findings: Iterable[Finding]) -> None:
    for n, finding in enumerate(findings):
        if n == 0:
            click.echo(f"  【{heading}】")
        where = f"{finding.cell}　" if finding.cell else ""
        click.echo(f"    {SEVERITIES[finding.severity]} {finding.code}　{where}{finding.message}")


def tally(each: FormDiff) -> str:
    """`已消除 3 条，仍有 5 条，新出现 1 条`."""
    counts = [
        f"已消除 {len(each.gone_findings)} 条",
        f"仍有 {len(each.kept_findings)} 条",
        f"新出现 {len(each.new_findings)} 条",
    ]
    if each.waived_findings:
        counts.append(f"新豁免 {len(each.waived_findings)} 条")
    return "，".join(counts)


def _sum_up(found: tuple[FormDiff, ...]) -> None:
    if len(found) > 1:
        changed = sum(each.old is not None and each.new is not None and not each.same for each in found)
        added, gone = (
            sum(side is None for side in sides)
            for sides in zip(*((e.old, e.new) for e in found), strict=True)
        )
        click.echo(
            f"\n共 {len(found)} 个项目：有变化 {changed}，没有变化 {len(found) - changed - added - gone}，新增 {added}，减少 {gone}。"
        )
