"""`zipingbiao desk 复核 receive | status | letters | again | export | waive | choose | close | alias`."""

from __future__ import annotations

from datetime import date as today_of
from pathlib import Path

import click

from zipingbiao.desk import choices, intake
from zipingbiao.desk.files import set_aside
from zipingbiao.desk.grants import Word, grant_by_id
from zipingbiao.desk.register import Register, read, written
from zipingbiao.desk.status import status
from zipingbiao.desk.units import add_alias, read_expected, set_own_level, store_expected
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command, LazyGroup
from zipingbiao.hosts.cli.desk.shown import round_data, show_round, show_status, status_data
from zipingbiao.hosts.cli.main import CommandFault

_LETTERS = "zipingbiao.hosts.cli.desk.letters"
_MORE = {
    "letters": (_LETTERS, "letters", "每个单位一份退回意见"),
    "export": ("zipingbiao.hosts.cli.desk.export", "export", "整本登记写成一本工作簿，第一页是一页纸的概况"),
}


@click.group(
    cls=LazyGroup,
    modules=_MORE,
    help="复核登记：收表、看情况、发退回意见、收重报、导出。“复核”是一个文件夹，登记是其中的 复核登记.sqlite，"
    "报送单位的文件不动。",
)
@click.argument("folder", metavar="复核文件夹", type=click.Path(path_type=Path))
@click.pass_context
def desk(context: click.Context, folder: Path) -> None:
    """The group; each command finds the folder in the context."""
    context.obj = folder


_bundle = click.option(
    "--bundle",
    type=click.Choice(["default", "finance", "review"]),
    default="finance",
    show_default=True,
    help="规则范围：finance（旧称 review）财政复核；default 填报单位自查",
)
_day = click.option("--date", "day", metavar="年-月-日", default="", help="收表日期，默认今天")


@desk.command(
    cls=Command,
    help="收表：读一个文件夹（含子文件夹），逐个文件登记读出、部分读出、没有读出、重复、旧稿；"
    "有应报名单的列出未报。可以分几次收。有错误、没有读出、未报或待定的，退出码为 1。",
)
@click.argument("source", metavar="报送文件夹", type=click.Path(path_type=Path))
@click.option(
    "--expected",
    metavar="应报名单.xlsx|.csv",
    type=click.Path(path_type=Path),
    help="应报名单：实施单位、项目名称（可另有项目编码）",
)
@click.option(
    "--own-level",
    type=click.Choice(["same", "apart"]),
    help="“（本级）”“机关”算不算同一个单位：same 同一个（默认）、apart 分开；只能在第一次收表时定",
)
@_bundle
@_day
@shared.rulebook_option
@shared.json_option
@click.pass_obj
def receive(
    folder: Path,
    source: Path,
    expected: Path | None,
    own_level: str | None,
    bundle: str,
    day: str,
    rulebook: str | None,
    as_data: bool,
) -> int:
    """The first round, or what came late."""
    with written(folder, new=True) as register:
        if own_level is not None:
            set_own_level(register, apart=own_level == "apart")
        if expected is not None:
            store_expected(register, read_expected(expected))
        found = _taken_in(register, source, intake.RECEIVE, day, bundle, rulebook)
    return _told(folder, found, as_data=as_data)


@desk.command(
    cls=Command,
    help="收重报：按项目编码、名称和单位、内容找到上一次的那张表（改了文件名也认得），"
    "列出批复内容被改的、改好的、删空后消失的、仍未改的。批复内容被改、有问题删空后消失的，退出码为 1。",
)
@click.argument("source", metavar="重报文件夹", type=click.Path(path_type=Path))
@_bundle
@_day
@shared.rulebook_option
@shared.json_option
@click.pass_obj
def again(folder: Path, source: Path, bundle: str, day: str, rulebook: str | None, as_data: bool) -> int:
    """A later round."""
    with written(folder) as register:
        found = _taken_in(register, source, intake.AGAIN, day, bundle, rulebook)
    return _told(folder, found, as_data=as_data)


def _taken_in(
    register: Register, source: Path, kind: str, day: str, bundle: str, rulebook: str | None
) -> intake.Round:
    return intake.take_in(register, source, kind, _dated(day), shared.bare_rulebooks(rulebook), bundle)


def _dated(day: str) -> str:
    """The day of a command: today, unless one was given that can be read."""
    if not day:
        return today_of.today().isoformat()
    try:
        return today_of.fromisoformat(day).isoformat()
    except ValueError as fault:
        raise CommandFault(f"日期“{day}”请写成 2025-03-01 的样子。") from fault


def _told(folder: Path, found: intake.Round, *, as_data: bool) -> int:
    """Told from what is kept: a screen that goes away takes nothing back."""
    with read(folder) as register:
        now = status(register)
        if as_data:
            shared.print_data({**round_data(register, found), "status": status_data(register, now)})
        else:
            show_round(register, found)
            show_status(register, now)
    whole = now.total
    trouble = (
        whole.errors or whole.unread or whole.partly or whole.missing or whole.undecided or whole.waiting
    )
    return shared.FOUND if trouble or any(each.suspicious for each in found.diffs) else shared.DONE


@desk.command(
    "status", cls=Command, help="现在的情况：要先看什么，哪些单位排在前面，未报、没有读出、上次指出仍未改。"
)
@shared.json_option
@click.pass_obj
def status_command(folder: Path, as_data: bool) -> int:
    """Look, change nothing."""
    with read(folder) as register:
        now = status(register)
        if as_data:
            shared.print_data(status_data(register, now))
        else:
            show_status(register, now)
    return shared.DONE


@desk.command(
    cls=Command,
    help="豁免一处问题：写明编号（见 export 或退回意见）、理由、豁免人。所依据的内容一改，豁免就失效。",
)
@click.argument("ids", metavar="编号…", nargs=-1, required=True)
@click.option("--reason", metavar="理由", required=True, help="为什么可以不改")
@click.option("--who", metavar="姓名", required=True, help="豁免人")
@click.option("--date", "day", metavar="年-月-日", default="", help="豁免日期，默认今天")
@shared.json_option
@click.pass_obj
def waive(folder: Path, ids: tuple[str, ...], reason: str, who: str, day: str, as_data: bool) -> int:
    """The reviewer's word, kept in the register."""
    word = Word(reason, who, _dated(day))
    with written(folder) as register:
        rows = [grant_by_id(register, id, word) for id in ids]
    told = [
        {"id": row["id"], "code": row["code"], "project": row["name"], "file": row["file"]} for row in rows
    ]
    if as_data:
        shared.print_data({"waived": told})
    else:
        for row in rows:
            click.echo(f"已豁免 {row['id']}　{row['name']}：{row['message']}")
    return shared.DONE


@desk.command(
    cls=Command, help="一个项目有几稿、分不出先后时，指定以哪个文件里的为准；下次收表、现在的统计都按它。"
)
@click.argument("file", metavar="文件（登记里的路径）")
@click.option(
    "--at",
    metavar="工作表|工作表!格",
    default="",
    help="一个文件里有同一项目的几稿时，哪一稿：所在的工作表，或收表时列出的位置",
)
@shared.rulebook_option
@shared.json_option
@click.pass_obj
def choose(folder: Path, file: str, at: str, rulebook: str | None, as_data: bool) -> int:
    """A person decides between drafts."""
    with written(folder) as register:
        chosen = choices.choose(register, file, at, shared.bare_rulebooks(rulebook))
    if as_data:
        shared.print_data({"chosen": [row["name"] for row in chosen], "file": file})
    else:
        click.echo(f"已定以 {file} 为准：{'、'.join(row['name'] for row in chosen)}。")
    return shared.DONE


@desk.command(cls=Command, help="登记别名：“别名”和“单位”是同一个单位；已经收的表一并归过去。")
@click.argument("alias_name", metavar="别名")
@click.argument("unit", metavar="单位")
@shared.json_option
@click.pass_obj
def alias(folder: Path, alias_name: str, unit: str, as_data: bool) -> int:
    """Two names of one unit."""
    with written(folder) as register:
        one, other = add_alias(register, alias_name, unit)
    if as_data:
        shared.print_data({"alias": one, "unit": other})
    else:
        click.echo(f"“{one}”从现在起归入“{other}”。")
    return shared.DONE


@desk.command(
    cls=Command, help="一个没有读出或没有读全的文件不用再管了（空文件、打包件、已另报）：写明理由。"
)
@click.argument("file", metavar="文件（登记里的路径）")
@click.option("--reason", metavar="理由", required=True, help="为什么不用再管")
@shared.json_option
@click.pass_obj
def close(folder: Path, file: str, reason: str, as_data: bool) -> int:
    """Nothing more is to come of a file."""
    with written(folder) as register:
        set_aside(register, file, reason)
    if as_data:
        shared.print_data({"file": file, "reason": reason})
    else:
        click.echo(f"{file} 记为跳过：{reason}")
    return shared.DONE
