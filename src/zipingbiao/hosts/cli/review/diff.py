"""`zipingbiao diff A B`: two versions of a form, or of files with many, compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from zipingbiao.batch.files import WriteFault, write_atomically
from zipingbiao.batch.inputs import Inputs, together
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.check.command import finding_data
from zipingbiao.hosts.cli.check.report import refuse_report
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.desk.asked import Asked, asked
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.hosts.cli.review.diff_shown import show, sum_up
from zipingbiao.report.comparison.changes import Change
from zipingbiao.report.comparison.versions import FormDiff
from zipingbiao.report.comparison.versions import diff as compare
from zipingbiao.report.subject import Review, Reviewed, review, sourced
from zipingbiao.rulebook.choice import RulebookFor


@click.command(
    cls=Command,
    help="比较前后两稿（如报送稿和退回后的重报稿）：先列批复的指标、指标值、分值有没有被改；"
    "再列哪些问题改好了、哪些是内容删空后消失的、没改、新出现。可以是两个文件，也可以是两个文件夹；"
    "按项目编码、项目名称和单位配对。批复内容被改、有问题删空后消失的，退出码为 1。",
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
@shared.desk_option
@click.option("--force", is_flag=True, help="覆盖已有的比较结果（原文件另存为 .bak）")
@shared.rulebook_option
@shared.json_option
def diff(
    old: Path,
    new: Path,
    bundle: str,
    report: Path | None,
    desk: Path | None,
    force: bool,
    rulebook: str | None,
    as_data: bool,
) -> int:
    """Compare all forms of two files."""
    find = shared.rulebooks(rulebook)
    if report is not None:
        _refuse_report(report, (old, new), force=force)
    sides = [shared.read_files([path]) for path in (old, new)]
    for path, inputs in zip((old, new), sides, strict=True):
        if not inputs.forms:
            raise CommandFault(_why_nothing(path, inputs))
    known = asked(desk)
    found = compare(_review(sides[0], find, bundle, known), _review(sides[1], find, bundle, known))
    both = together(sides)
    if report is not None:
        _write_report(report, found, force=force)
    if as_data:
        shared.print_data({"forms": [form_data(each) for each in found], **shared.told_data(both)})
    else:
        for inputs in sides:
            shared.report_faults(inputs)
        names = Counter(one.name for each in found if (one := each.new or each.old) is not None)
        for each in found:
            one = each.new or each.old
            show(each, by_file=one is not None and names[one.name] > 1)
        sum_up(found)
    wrong = both.faults or any(each.suspicious for each in found)
    return max(shared.FOUND if wrong else shared.DONE, shared.forms_code(both.forms))


def _refuse_report(path: Path, inputs: Sequence[Path], *, force: bool) -> None:
    if path.suffix.lower() != ".xlsx":
        raise CommandFault(f"比较结果的文件名 {path.name} 请以 .xlsx 结尾。")
    refuse_report(path, inputs, "对比表", force=force)


def _write_report(path: Path, found: tuple[FormDiff, ...], *, force: bool) -> None:
    from zipingbiao.report.comparison.workbook import diff_bytes

    try:
        write_atomically(path, diff_bytes(found), force=force)
    except WriteFault as problem:
        raise CommandFault(str(problem), shared.FOUND) from problem


def _review(inputs: Inputs, find: RulebookFor, bundle: str, known: Asked) -> Review:
    forms = sourced(known.owned(inputs.forms))
    return review(forms, find, bundle, inputs.faults, inputs.remarks, authority=known.authority)


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
        "paired_by": each.basis.value if each.basis else None,
        "doubt": each.doubt or None,
        "approved": [_change_data(change) for change in each.approved_changes],
        "asked": [_change_data(change) for change in each.asked_changes],
        "raised_scores": [
            {**_change_data(change), "code": told.code, "message": told.message}
            for change, told in each.raised_scores
        ],
        "unasked_scores": [_change_data(change) for change in each.unasked_scores],
        "changes": [_change_data(change) for change in each.changes],
        "findings": {
            "new": [finding_data(finding) for finding in each.new_findings],
            "open": len(each.open_findings),
            "hidden": [{**finding_data(gone.finding), "why": gone.why} for gone in each.hidden_findings],
            "lost": [finding_data(finding) for finding in each.lost_findings],
            "lapsed": [finding_data(finding) for finding in each.lapsed_findings],
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
