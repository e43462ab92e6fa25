"""What `diff` prints: approved values changed first, then what changed, what was mended, hidden, left, what is new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from zipingbiao.checks.finding import Finding
from zipingbiao.checks.labels import SEVERITIES
from zipingbiao.hosts.cli import shared
from zipingbiao.report.comparison.changes import KINDS, Change
from zipingbiao.report.comparison.fates import Hidden
from zipingbiao.report.comparison.versions import FormDiff
from zipingbiao.scoring.reported import unreported
from zipingbiao.scoring.result import ScoredForm

_IN_A_LINE = 4


def show(each: FormDiff, *, by_file: bool = False) -> None:
    """One pair as a table, then its findings. `by_file`: another pair has the same project's name."""
    one = each.new or each.old
    if one is None:
        return
    name = f"{one.name}（{one.file}）" if by_file else one.name
    if each.old is None or each.new is None:
        click.echo(f"\n{name}：{_one_sided(each)}。")
        return
    if each.same:
        click.echo(f"\n{name}：{_unchanged(each)}。")
        return
    if each.doubt:
        click.echo(f"\n【请核对】{each.doubt}。")
    _approved(name, each.approved_changes)
    totals = f"总分 {_total(each.old.scored)} → {_total(each.new.scored)}"
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
        shared.print_table(f"{name}　{totals}", headings, rows)
    else:
        click.echo(f"\n{name}　{totals}：填报内容没有变化。")
    _hidden(each.hidden_findings)
    _unasked(each.unasked_scores)
    _raised(each)
    _asked(each.asked_changes)
    _list("新出现的问题", each.new_findings)
    _list("已改好的问题", each.gone_findings)
    _list("别的表变了、不再提出的问题（这张表没有改）", each.lapsed_findings)
    _list("新豁免的问题", each.waived_findings)
    _list("仍有的问题", each.kept_findings)
    click.echo(f"  {tally(each)}。")


def _total(scored: ScoredForm) -> str:
    """The total, and whether only the rule's points make it."""
    by_rule = scored.total is not None and unreported(scored)
    return f"{shared.shown(scored.total)}{'（按规则算，未填报）' if by_rule else ''}"


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
    """`已改好 3 条，仍有 5 条，新出现 1 条`."""
    counts = [
        f"已改好 {len(each.gone_findings)} 条",
        *([f"删空后消失 {len(each.hidden_findings)} 条"] if each.hidden_findings else []),
        f"仍有 {len(each.kept_findings)} 条",
        f"新出现 {len(each.new_findings)} 条",
    ]
    if each.waived_findings:
        counts.append(f"新豁免 {len(each.waived_findings)} 条")
    return "，".join(counts)


def sum_up(found: tuple[FormDiff, ...]) -> None:
    if len(found) > 1:
        changed = sum(each.old is not None and each.new is not None and not each.same for each in found)
        added, gone = (
            sum(side is None for side in sides)
            for sides in zip(*((e.old, e.new) for e in found), strict=True)
        )
        click.echo(
            f"\n共 {len(found)} 个项目：有变化 {changed}，没有变化 {len(found) - changed - added - gone}，新增 {added}，减少 {gone}。"
        )
    approved = sum(bool(each.approved_changes) for each in found)
    hidden = sum(len(each.hidden_findings) for each in found)
    if len(found) > 1 and (approved or hidden):
        click.echo(f"请先看：批复内容被改的 {approved} 个项目；删空后消失的问题 {hidden} 条。")


def _one_sided(each: FormDiff) -> str:
    if each.old is None:
        return "只在后稿里有"
    lost = len(each.lost_findings)
    return f"只在前稿里有，没有再报；前稿还有 {lost} 条问题没有了着落" if lost else "只在前稿里有，没有再报"


def _unchanged(each: FormDiff) -> str:
    left = len(each.open_findings)
    waived = len(each.new.checked.waived) if each.new else 0
    also = f"，另有 {waived} 条已豁免" if waived else ""
    return f"没有变化，仍有 {left} 条问题{also}" if left else f"没有变化，没有问题{also}"


def _approved(name: str, changes: Sequence[Change]) -> None:
    """First on the page: nobody may change what was approved."""
    if not changes:
        return
    click.echo()
    click.secho(
        f"【批复内容被改】{name}：{len(changes)} 处，自评时不能改，请核对批复文件", bold=True, fg="red"
    )
    for change in changes:
        click.echo(f"    {change.where}　{change.label}：{_short(change.before)} → {_short(change.after)}")


def _hidden(hidden: Sequence[Hidden]) -> None:
    if hidden:
        click.echo("  【不是改好的：内容删空或看不懂，问题随之消失】")
    for each in hidden:
        finding = each.finding
        where = f"{finding.cell}　" if finding.cell else ""
        click.echo(
            f"    {SEVERITIES[finding.severity]} {finding.code}　{where}{each.why}。原问题：{finding.message}"
        )


def _unasked(changes: Sequence[Change]) -> None:
    if changes:
        click.echo("  【没有指出问题，得分却改了】")
    for change in changes:
        click.echo(f"    {change.where}：{_short(change.before)} → {_short(change.after)}")


def _raised(each: FormDiff) -> None:
    for n, (change, told) in enumerate(each.raised_scores):
        if n == 0:
            click.echo("  【指出过问题的行，得分改高了】")
        click.echo(
            f"    {change.where}：{_short(change.before)} → {_short(change.after)}　原来指出：{told.code} {told.message}"
        )


def _asked(changes: Sequence[Change]) -> None:
    if changes:
        click.echo("  【按指出的问题改了批复的内容，请对照批复文件核对】")
    for change in changes:
        click.echo(f"    {change.where}　{change.label}：{_short(change.before)} → {_short(change.after)}")


def in_one_line(each: FormDiff) -> str:
    """What a resubmission changed: its total and grade before and after, and the first of the changes."""
    old, new = each.old, each.new
    if old is None or new is None:
        return ""
    totals = f"总分 {_total(old.scored)} → {_total(new.scored)}"
    if old.scored.grade != new.scored.grade:
        totals += f"，等级 {old.scored.grade or '（不定）'} → {new.scored.grade or '（不定）'}"
    changes = [change for change in each.changes if not change.is_computed]
    told = "；".join(
        f"{change.where}{change.label} {_short(change.before, 16)} → {_short(change.after, 16)}"
        for change in changes[:_IN_A_LINE]
    )
    more = f"；等 {len(changes)} 处" if len(changes) > _IN_A_LINE else ""
    return f"“{new.name}”（{new.file}）：{totals}。{f'改了 {told}{more}。' if changes else ''}"
