"""`zipingbiao deduct`: one deduction policy for all forms of a unit; shows before and after, writes only when asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from zipingbiao.batch.folder import read_each
from zipingbiao.batch.inputs import WORKBOOKS, InputFault
from zipingbiao.commands.closed_marks import Changed
from zipingbiao.commands.deduct import Effect, Proposal, Spared, Verdict, deduct, effects, proposals, spared
from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.form.model import Form
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.hosts.cli.write_back import Change, changed_by, rewrite_each
from zipingbiao.package.gate import Package, open_package
from zipingbiao.resources import template_file, template_names
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.scoring.policy import Policy, PolicyFault, read_policy

_COLUMNS = (
    ("项目", "left"),
    ("行", "right"),
    ("三级指标", "left"),
    ("分值", "right"),
    ("现自行扣分", "right"),
    ("现得分", "right"),
    ("拟自行扣分", "right"),
    ("拟得分", "right"),
    ("处理", "left"),
)


@click.command(
    cls=Command,
    help="按同一办法给一个单位的所有自评表（或台账）扣分，如满意度没有调查的一律扣20%。默认只列出扣前扣后，加 --write 才写入。",
)
@shared.files_argument
@click.option(
    "--policy", metavar="名称|办法.toml", default="满意度无调查", show_default=True, help="扣分办法"
)
@click.option("--percent", metavar="百分比", type=int, help="改办法里的百分比，如 --percent 10")
@click.option("--write/--dry-run", default=False, help="写进“自行扣分”；默认只看不写")
@click.option("--replace", "replacing", is_flag=True, help="已填的自行扣分、得分也改；会把得分改高的除外")
@click.option("--raise", "raising", is_flag=True, help="与 --replace 同用：会把得分改高的也改")
@shared.rulebook_option
@shared.json_option
def deduct_command(
    files: tuple[Path, ...],
    policy: str,
    percent: int | None,
    write: bool,
    replacing: bool,
    raising: bool,
    rulebook: str | None,
    as_data: bool,
) -> int:
    """Preview the policy on all files, then write it where asked."""
    chosen, find = _policy(policy, percent), shared.rulebooks(rulebook)
    for path in files:
        if not path.is_dir() and path.suffix.lower() not in WORKBOOKS:
            raise CommandFault(f"{path.name} 不是工作簿；统一扣分只用于自评表和台账（.xlsx、.xlsm）。")
    read, left_out = _workbooks(files)
    for fault in left_out:
        click.echo(f"没有处理 {fault.file}：{fault.message}", err=True)
    if not read:
        click.echo("没有可以扣分的自评表工作簿（.xlsx、.xlsm）。", err=True)
    found = [
        proposals(each.snapshot, each.forms, find, chosen, replacing=replacing, raising=raising)
        for each in read
    ]
    everything = [proposal for each in found for proposal in each]
    all_forms = [form for each in read for form in each.forms]
    left, made = spared(all_forms, find, chosen), effects(all_forms, everything, find)
    if as_data:
        shared.print_data(
            {
                "policy": chosen.name,
                "rows": [_data(each) for each in everything],
                "spared": [_spared_data(each) for each in left],
                "forms": [_effect_data(each) for each in made],
                "errors": shared.errors_data(left_out),
            }
        )
    else:
        _show(chosen, everything, write=write)
        _show_spared(left)
        _show_effects(made)
    missed = shared.FOUND if left_out or any(map(_is_left, everything)) else shared.DONE
    missed = shared.UNREADABLE if not read else missed
    if not write:
        return missed
    written = rewrite_each([(each.path, _change(mine, find)) for each, mine in zip(read, found, strict=True)])
    return max(missed, written)


def _is_left(each: Proposal) -> bool:
    """Whether a row keeps points that the policy takes, because there is nowhere to write it."""
    lower = each.score_before is None or each.score_after is None or each.score_after < each.score_before
    return each.verdict in (Verdict.NO_PLACE, Verdict.SHARED) and lower


@dataclass(frozen=True, slots=True)
class _Read:
    """A workbook with its forms, be it a form workbook or a ledger."""

    path: Path
    snapshot: Snapshot
    forms: Sequence[Form]


def _workbooks(files: Sequence[Path]) -> tuple[tuple[_Read, ...], tuple[InputFault, ...]]:
    """The workbooks that were named and those of the folders that hold forms; whatever was not judged is told."""
    reading = read_each(files)
    left = [
        *reading.faults,
        *reading.nothing,
        *(each for entry in reading.entries for each in entry.inputs.faults),
    ]
    found: list[_Read] = []
    for entry in reading.entries:
        forms = entry.inputs.forms
        filled = [form for form in forms if not form.is_empty]
        if not forms:
            continue  # its fault says why
        left += [
            InputFault(entry.shown, f"{shared.coverage_line(form)}。")
            for form in forms
            if form.reading.unread
        ]
        left += [InputFault(entry.shown, "空白自评表，没有可以扣分的。")] * (len(forms) - len(filled))
        if entry.path.suffix.lower() not in WORKBOOKS:
            left.append(InputFault(entry.shown, "不是工作簿，不能写进“自行扣分”；请单位改报 .xlsx。"))
        elif filled:
            found.append(_Read(entry.path, snapshot_of(open_package(entry.path)), filled))
    return tuple(found), tuple(left)


def _policy(name: str, percent: int | None) -> Policy:
    """A policy by the name of one that ships, or by its file."""
    path = Path(name) if name.endswith(".toml") else template_file("policy", f"{name}.toml")
    if percent is not None and not 0 < percent <= 100:
        raise CommandFault("--percent 应为 1 到 100。")
    try:
        policy = read_policy(path.read_text("utf-8-sig"))
    except FileNotFoundError as fault:
        known = "、".join(each.removesuffix(".toml") for each in template_names("policy"))
        raise CommandFault(f"没有扣分办法 {name}；自带的有：{known}，自己的请给出 .toml 文件。") from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise CommandFault(f"扣分办法 {path} 读不出来，请确认是 UTF-8 的文本文件。") from fault
    except PolicyFault as fault:
        raise CommandFault(f"扣分办法 {path.name}：{fault}，请改正。") from fault
    if percent is None:
        return policy
    return replace(policy, percent=Decimal(percent), name=f"{policy.name}（本次按{percent}%）")


def _change(found: Sequence[Proposal], find: RulebookFor) -> Change:
    """What is written into one workbook."""

    def change(package: Package) -> Changed:
        return changed_by(package, lambda snapshot: deduct(snapshot, found, find))

    return change


def _data(each: Proposal) -> dict[str, Any]:
    return {
        "id": each.form.id,
        "project": each.form.name,
        "file": each.form.file,
        "n": each.row,
        "weight": shared.digits(each.weight),
        "before": {
            "deduction": shared.digits(each.deduction_before),
            "score": shared.digits(each.score_before),
        },
        "after": {"deduction": shared.digits(each.deduction_after), "score": shared.digits(each.score_after)},
        "verdict": each.verdict.name.lower(),
    }


def _spared_data(each: Spared) -> dict[str, Any]:
    return {
        "id": each.form.id,
        "project": each.form.name,
        "file": each.form.file,
        "n": each.row,
        "words": each.words,
    }


def _effect_data(each: Effect) -> dict[str, Any]:
    return {
        "id": each.form.id,
        "project": each.form.name,
        "file": each.form.file,
        "total": {"before": shared.digits(each.total_before), "after": shared.digits(each.total_after)},
        "grade": {"before": each.grade_before, "after": each.grade_after},
    }


def _show_spared(left: Sequence[Spared]) -> None:
    """Who is spared, and by which words: a reviewer reads them."""
    if left:
        click.echo(f"不扣的 {len(left)} 行，凭的是：")
    for each in left:
        click.echo(f"  {each.form.name}　第{each.row}行：{each.words}")


def _show_effects(made: Sequence[Effect]) -> None:
    for each in made:
        grades = [grade or "—" for grade in (each.grade_before, each.grade_after)]
        grade = grades[0] if grades[0] == grades[1] else " → ".join(grades)
        click.echo(
            f"  {each.form.name}　总分 {shared.shown(each.total_before)} → {shared.shown(each.total_after)}，等级 {grade}"
        )


def _show(policy: Policy, found: Sequence[Proposal], *, write: bool) -> None:
    rows = [
        (
            each.form.name,
            str(each.row),
            "".join(each.form.indicators[each.row - 1].level3.split())[:24],
            shared.shown(each.weight),
            shared.shown(each.deduction_before),
            shared.shown(each.score_before),
            shared.shown(each.deduction_after),
            shared.shown(each.score_after),
            each.verdict.value,
        )
        for each in found
    ]
    if rows:
        shared.print_table(policy.name, _COLUMNS, rows)
    writable = sum(each.verdict is Verdict.WRITE for each in found)
    click.echo(f"适用 {len(found)} 行，{'写入' if write else '可写入'} {writable} 行。")
    if not write and writable:
        click.echo("这是预览，没有写入；确认后加 --write。")
    lacking = sum(map(_is_left, found))
    if lacking:
        click.echo(
            f"另有 {lacking} 行该扣而没有扣：表上没有“自行扣分”一栏。请在复核副本的“复核得分”里写（zipingbiao review），或退回单位改。"
        )
    if any(each.verdict is Verdict.KEPT for each in found):
        click.echo("“已填，保留”的要改，加 --replace。")
    if any(each.verdict is Verdict.RAISES for each in found):
        click.echo("按办法扣，得分反而比现在高的没有写；确认要改高，再加 --raise。")
