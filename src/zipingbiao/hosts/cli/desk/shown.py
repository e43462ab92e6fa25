"""What the commands of the register print: a round, and where the review stands; the same as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from zipingbiao.desk.files import held_project, not_come, open_files
from zipingbiao.desk.intake import Round
from zipingbiao.desk.register import Register
from zipingbiao.desk.sent import letters_written
from zipingbiao.desk.status import Standing, Status, not_again
from zipingbiao.desk.units import by_folder, called
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.review.diff import form_data
from zipingbiao.hosts.cli.review.diff_shown import in_one_line, show

_SHOWN = 15
_COLUMNS = (
    ("单位", "left"),
    ("表", "right"),
    ("错误", "right"),
    ("警告", "right"),
    ("批复被改", "right"),
    ("删空消失", "right"),
    ("仍未改", "right"),
    ("已改好", "right"),
    ("没读出", "right"),
    ("未报", "right"),
    ("未重报", "right"),
    ("待定", "right"),
    ("已豁免", "right"),
    ("申请豁免", "right"),
)


def show_round(register: Register, found: Round) -> None:
    """What this round brought, and each resubmission that must be looked at."""
    states = Counter(
        row["state"] for row in register.rows("SELECT state FROM files WHERE round = ?", found.number)
    )
    listed = "，".join(f"{state} {n}" for state, n in states.items())
    click.echo(
        f"第 {found.number} 次收表：{sum(states.values())} 个文件（{listed}），{len(found.forms)} 张表。"
    )
    for row in register.rows("SELECT * FROM forms WHERE round = ? AND reason <> ''", found.number):
        click.echo(f"  {row['state']}　{row['file']}：{row['reason']}", err=True)
    for row in register.rows(
        "SELECT * FROM files WHERE round = ? AND state <> '读出' ORDER BY state, rowid", found.number
    ):
        click.echo(f"  {row['state']}　{row['file']}：{row['reason']}", err=True)
    if found.diffs:
        fresh = len(found.forms) - len(found.diffs)
        same = sum(each.same for each in found.diffs)
        click.echo(f"认出重报 {len(found.diffs)} 张（没有变化 {same} 张），新来 {fresh} 张。")
    for each in found.diffs:
        if not each.same:
            click.echo(f"  {in_one_line(each)}")
        for change, told in each.raised_scores:
            click.echo(
                f"    得分改高：{change.where} {change.before} → {change.after}；上次指出：{told.code} {told.message}"
            )
        for change in each.unasked_scores:
            click.echo(f"    没有指出问题，得分却改了：{change.where} {change.before} → {change.after}")
    for each in found.diffs:
        if each.suspicious:
            show(each, by_file=True)


def round_data(register: Register, found: Round) -> dict[str, Any]:
    """The JSON of a round."""
    files = register.rows("SELECT * FROM files WHERE round = ? ORDER BY rowid", found.number)
    forms = register.rows("SELECT * FROM forms WHERE round = ? ORDER BY form", found.number)
    return {
        "round": found.number,
        "files": [{key: row[key] for key in ("file", "state", "forms", "reason", "unit")} for row in files],
        "forms": [
            {
                key: row[key] or None
                for key in (
                    "file",
                    "unit",
                    "name",
                    "code",
                    "state",
                    "reason",
                    "paired",
                    "total",
                    "grade",
                    "left_out",
                )
            }
            for row in forms
        ],
        "compared": [form_data(each) for each in found.diffs],
    }


def status_data(register: Register, now: Status) -> dict[str, Any]:
    """The JSON of the state of affairs."""
    return {
        "round": now.round,
        "day": now.day,
        "first": list(now.first),
        "units": [asdict(each) for each in now.units],
        "departments": [asdict(each) for each in now.departments],
        "total": asdict(now.total),
        "files": now.files,
        "missing": [asdict(each) for each in not_come(register)],
        "not_again": [
            {key: row[key] for key in ("unit", "name", "code", "file")} for row in not_again(register)
        ],
        "by_folder": [
            {"unit": row["unit"] or None, "name": row["name"], "file": row["file"]}
            for row in by_folder(register)
        ],
        "near_names": [list(pair) for pair in now.near],
        "letters": [
            {key: row[key] for key in ("round", "unit", "day", "files", "forms", "returned", "items")}
            for row in letters_written(register)
        ],
    }


def show_status(register: Register, now: Status) -> None:
    """For a person: first what nobody may overlook, then the units in their order, then what has not come."""
    _show_units(now)
    _show_not_come(register)
    _show_letters(register)
    _show_by_folder(register)
    for one, other in now.near:
        click.echo(f"“{one}”和“{other}”像是同一个单位；是的话用 desk 复核 alias 登记。")


def _show_units(now: Status) -> None:
    if now.first:
        click.secho(f"\n先看（{len(now.first)}）：", bold=True)
    _list(now.first)
    rows = [_row(each) for each in now.units]
    if len(rows) > 1:
        rows.append(_row(now.total))
    shared.print_table(f"第 {now.round} 次收表后（{now.day}），要先管的单位在前", _COLUMNS, rows)
    left = now.total.left_out
    if left:
        click.echo(f"{left} 张表没有总分，或分值、得分、总分对不上，不定等级、不计入平均。")


def _show_not_come(register: Register) -> None:
    gone, files, names = not_come(register), open_files(register), called(register)
    if files:
        click.echo(f"没有读全的文件（{len(files)}）：")
        _list([_unread(register, row) for row in files])
    if gone:
        click.echo(f"未报（{len(gone)}）：")
        _list([f"{names.get(each.unit, each.unit)}　{each.name or '（没有一张表）'}" for each in gone])
    if late := not_again(register):
        click.echo(f"有错误、退回后未重报（{len(late)}）：")
        _list([f"{names.get(row['unit'], row['unit'])}　{row['name']}（{row['file']}）" for row in late])


def _unread(register: Register, row: Any) -> str:
    held = held_project(register, row)
    return f"{row['file']}：{row['reason']}" + (f"从文件名看，是应报的“{held.name}”。" if held else "")


def _show_by_folder(register: Register) -> None:
    """Whose a form is that does not say so itself: a reviewer has to see what was made of it."""
    forms, names = by_folder(register), called(register)
    if forms:
        click.echo(f"没有写实施单位、按文件夹归的表（{len(forms)}）：")
        _list(
            [
                f"{row['file']}“{row['name']}” → {names.get(row['unit'], row['unit']) or '不知道是哪个单位的'}"
                for row in forms
            ]
        )
        click.echo("归得不对的，用 desk 复核 alias 文件夹名 单位 登记，已经收的也会改过去。")


def _show_letters(register: Register) -> None:
    """One line a round."""
    rounds: dict[int, list[Any]] = {}
    for row in letters_written(register):
        rounds.setdefault(row["round"], []).append(row)
    for number, rows in rounds.items():
        days = "、".join(dict.fromkeys(row["day"] for row in rows))
        returned, items = (sum(row[key] for row in rows) for key in ("returned", "items"))
        click.echo(
            f"第 {number} 次收表后写了退回意见 {len(rows)} 份（{days}），退回 {returned} 张，逐条问题 {items} 条。"
        )


def _row(each: Standing) -> tuple[str, ...]:
    figures = (
        each.forms,
        each.errors,
        each.warnings,
        each.approved,
        each.hidden,
        each.still,
        each.mended,
        each.unread + each.partly,
        each.missing,
        each.waiting,
        each.undecided,
        each.waived,
        each.requested,
    )
    return (each.name, *(str(n) if n else "" for n in figures))


def _list(texts: Sequence[str]) -> None:
    for text in texts[:_SHOWN]:
        click.echo(f"  {text}")
    if len(texts) > _SHOWN:
        click.echo(f"  另有 {len(texts) - _SHOWN} 条，见 desk 复核 export。")
