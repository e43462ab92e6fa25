"""`zipingbiao score`: the scores of each form, on the screen, as JSON, or into the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from zipingbiao.batch.contained import scored_reading
from zipingbiao.batch.folder import read_each
from zipingbiao.batch.inputs import with_unread
from zipingbiao.batch.without_gc import calm
from zipingbiao.form.model import is_blank
from zipingbiao.form.unscored import is_unused
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.scoring.remarks import is_clipped, remarks
from zipingbiao.scoring.result import RowScore, ScoredForm

_LISTED = 200  # rows that a screen is given; no form has as many, a file made to be too large may


@click.command(
    cls=Command, help="计算每张表的执行率得分、指标得分、总分和等级。文件可以是自评表、台账或 JSON。"
)
@shared.files_argument
@click.option("--write", is_flag=True, help="把得分写回自评表（只写空着的格）")
@click.option("--replace", is_flag=True, help="与 --write 同用：已填的得分也重写")
@shared.rulebook_option
@shared.json_option
@calm()
def score(files: tuple[Path, ...], write: bool, replace: bool, rulebook: str | None, as_data: bool) -> int:
    """Score all forms of all files."""
    if replace and not write:
        raise CommandFault("--replace 只在写回时有用，请与 --write 同用，或去掉它。")
    find = shared.rulebooks(rulebook)
    reading, scored = scored_reading(read_each(files), find)
    inputs = reading.inputs
    code = shared.exit_code(inputs)
    if as_data:
        shared.print_data(
            {"forms": [score_data(each) for each in scored], **shared.told_data(with_unread(inputs))}
        )
    else:
        shared.report_faults(inputs)
        for each in scored:
            _show(each)
    if write:
        from zipingbiao.commands.write_scores import rewrite_scores, write_scores
        from zipingbiao.hosts.cli.write_back import write_back

        command = rewrite_scores if replace else write_scores
        code = max(code, write_back(reading.writable, lambda snapshot: command(snapshot, find)))
    return code


def score_data(scored: ScoredForm) -> dict[str, Any]:
    """The JSON of one form."""
    execution = scored.execution
    return {
        "id": scored.form.id,
        "name": scored.form.name,
        **shared.coverage_data(scored.form),
        "execution": {
            "rate": shared.digits(execution.rate),
            "score": shared.digits(execution.score),
            "basis": execution.basis or None,
        },
        "indicators": [
            {
                "n": row.n,
                "state": row.state.value,
                "ceiling": shared.digits(row.ceiling),
                "deduction": shared.digits(row.deduction),
                "score": shared.digits(row.score),
                "reported": shared.digits(row.reported),
            }
            for row in scored.rows
        ],
        "weights": shared.digits(scored.weights),
        "total": shared.digits(scored.total),
        "reported_total": shared.digits(scored.reported_total),
        "grade": scored.grade,
        "remarks": list(remarks(scored)),
    }


def _show(scored: ScoredForm) -> None:
    form, execution = scored.form, scored.execution
    rate = "—" if execution.rate is None else f"{shared.shown(execution.rate)}%"
    rows = [("预算执行率", "", rate, shared.shown(execution.weight), "", "", shared.shown(execution.score))]
    for row, indicator in zip(scored.rows, form.indicators, strict=True):
        if is_unused(indicator):
            continue
        rows.append(
            (
                f"{row.n} {_short(indicator.level3)}",
                _short(indicator.target.text, 60),
                _short(indicator.actual.text, 60),
                shared.shown(row.weight),
                "未填" if is_blank(indicator.actual.text) else row.state.value,
                shared.shown(row.ceiling),
                _points(row),
            )
        )
    printed = "" if scored.reported_total is None else f"（表内 {shared.shown(scored.reported_total)}）"
    told = shared.coverage_line(form)
    if told:
        click.echo(f"{form.name or form.id}　{told}")
    if not form.reports:
        click.echo("  还没有完成值，不计分；请用 check 审核指标和指标值。")
        return
    title = f"{form.name or form.id}　总分 {shared.shown(scored.total)}{printed}　{scored.grade or ''}"
    headings = [
        ("指标", "left"),
        ("指标值", "left"),
        ("完成值", "left"),
        ("分值", "right"),
        ("完成情况", "left"),
        ("规则上限", "right"),
        ("得分", "right"),
    ]
    shared.print_table(title, headings, rows[:_LISTED])
    if len(rows) > _LISTED:
        click.echo(
            f"  上面只列出前 {_LISTED} 行，其余 {len(rows) - _LISTED} 行没有列出；全部结果请加 --json。"
        )
    for remark in remarks(scored):
        click.echo(f"  注意：{remark}")


def _points(row: RowScore) -> str:
    """The score that counts, with the typed one where that is another."""
    typed = f"（填报{shared.shown(row.reported)}）" if is_clipped(row) else ""
    return f"{shared.shown(row.score)}{typed}"


def _short(text: str, limit: int = 24) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
