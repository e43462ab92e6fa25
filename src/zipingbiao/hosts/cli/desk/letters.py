"""`zipingbiao desk 复核 letters`: one 退回意见 for each unit, with all that the register knows."""

from __future__ import annotations

from datetime import date as today_of
from pathlib import Path

import click

from zipingbiao.batch.without_gc import calm
from zipingbiao.desk.letters import beside, standing, without_addressee
from zipingbiao.desk.opinions import store_opinions
from zipingbiao.desk.register import read, written
from zipingbiao.desk.sent import store_letters
from zipingbiao.desk.units import called, unit_named
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.review.letters import (
    letter_options,
    letters_data,
    show_letters,
    wording_for,
    write_letters,
)
from zipingbiao.report.letter.opinion import Terms, opinions


@click.command(
    cls=Command,
    help="每个单位一份退回意见（Word、Excel）：没有读出的文件、未报的项目、被改的批复内容、删空后消失的问题、复核意见、"
    "逐条问题（上次指出仍未改的标明）。单位在 Excel 的“整改情况”栏填好后随重报的表一起交回，again 会读。",
)
@letter_options
@click.option(
    "--opinions",
    "copies",
    metavar="复核副本文件夹",
    type=click.Path(path_type=Path),
    help="先读入填好的复核副本（zipingbiao review 写的），复核得分和意见写进退回意见",
)
@click.option("--unit", "only", metavar="单位", default="", help="只写一个单位的")
@shared.rulebook_option
@shared.json_option
@click.pass_obj
@calm()
def letters(
    folder: Path,
    out: Path,
    kind: str,
    due: str,
    reviewer: str,
    date: str,
    gravity: str | None,
    force: bool,
    copies: Path | None,
    only: str,
    rulebook: str | None,
    as_data: bool,
) -> int:
    """From the register alone: the files need not be there any more."""
    not_taken = 0
    wording, find = wording_for(kind, gravity), shared.rulebooks(rulebook)
    if copies is not None:
        with written(folder) as register:
            taken = store_opinions(register, copies, find)
        for text in taken.told:
            click.echo(f"副本 {text}", err=True)
        not_taken = len(taken.told)
        if not as_data:
            click.echo(f"读入复核意见：{taken.forms} 张表。")
    with read(folder) as register:
        found, more, names = standing(register, find), beside(register), called(register)
        wanted = unit_named(register, only) if only else None
        nobodys = without_addressee(register)
    made = opinions(found, wording, Terms(due, reviewer, date), names, more)
    if wanted is not None:
        made = tuple(letter for letter in made if letter.key == wanted)
        if not made:
            click.echo(f"“{names.get(wanted, wanted)}”没有要说的，没有写退回意见。", err=True)
    if nobodys and wanted is None:
        told = "、".join(nobodys)
        click.echo(
            f"没有读全的文件 {len(nobodys)} 个不知道是哪个单位的，没有写进退回意见：{told}。请问清楚以后让单位重报。",
            err=True,
        )
    files = write_letters(made, out, kind, (folder, *([copies] if copies else ())), force=force)
    with written(folder) as register:
        store_letters(register, made, files, today_of.today().isoformat())
    if as_data:
        shared.print_data(letters_data(made, files, {"errors": []}))
    else:
        show_letters(made, len(found.forms) if not only else 0, out)
    return shared.FOUND if not_taken else shared.DONE
