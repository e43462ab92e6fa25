"""`zipingbiao return`: one 退回意见 for each unit, as Word document and workbook, from the findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import click

from zipingbiao.batch.files import WriteFault, make_folder, write_atomically
from zipingbiao.batch.names import safe_stem, unique
from zipingbiao.batch.without_gc import calm
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.desk.asked import asked
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.hosts.cli.not_over import refuse_inputs
from zipingbiao.report.gather import Gathered, gather
from zipingbiao.report.letter.beside import Beside, Told
from zipingbiao.report.letter.opinion import Opinion, Terms, opinions
from zipingbiao.report.letter.wording import Wording, load_wording
from zipingbiao.report.subject import review
from zipingbiao.settings import load_settings

_NO_WORD = (
    "没有安装 python-docx，不能写 Word 文件。请运行 pip install 'zipingbiao[docx]'，或加 --format xlsx。"
)
_ALONE = "没有给 --desk，不知道上一次指出过什么、复核人同意豁免了什么；文件里自己写的豁免只当申请。"
F = TypeVar("F", bound=Callable[..., Any])


def letter_options(function: F) -> F:
    """The options that every command has which writes letters."""
    for option in (
        click.option("--force", is_flag=True, help="覆盖已有的退回意见（原文件另存为 .bak）"),
        click.option("--date", metavar="日期", default="【请填写：日期】", help="落款日期"),
        click.option("--reviewer", metavar="单位", default="【请填写：审核单位】", help="审核单位"),
        click.option(
            "--due", metavar="期限", default="【请填写：重报期限】", help="重新报送的期限，如 2025年3月31日"
        ),
        click.option(
            "--return-on",
            "gravity",
            type=click.Choice(["error", "warning", "any"]),
            help="有什么就退回：error 有错误（自带模板的默认）、warning 有错误或警告、any 有任何问题",
        ),
        click.option(
            "--format",
            "kind",
            type=click.Choice(["both", "docx", "xlsx"]),
            default="both",
            help="docx Word、xlsx Excel、both 两种（默认）",
        ),
        click.option(
            "-o", "--out", metavar="文件夹", required=True, type=click.Path(path_type=Path), help="写到哪里"
        ),
    ):
        function = option(function)
    return function


@click.command(
    cls=Command,
    help="审核自评表，给每个实施单位写一份退回意见：本次可改、须说明、下年申报时改进，错误在前，逐条写明位置、填报、应为、办法；"
    "依据在文末，提示另附。单位名称的写法（括号、编码、本级）不同的算一个单位。",
)
@shared.files_argument
@letter_options
@click.option(
    "--bundle",
    type=click.Choice(["default", "finance", "review"]),
    default="default",
    help="规则范围：default 填报单位自查；review 财政复核，规则更多",
)
@shared.desk_option
@shared.rulebook_option
@shared.json_option
@calm()
def return_opinion(
    files: tuple[Path, ...],
    out: Path,
    kind: str,
    bundle: str,
    due: str,
    reviewer: str,
    date: str,
    gravity: str | None,
    force: bool,
    desk: Path | None,
    rulebook: str | None,
    as_data: bool,
) -> int:
    """Check all forms of all files and write the letters."""
    wording, find = wording_for(kind, gravity), shared.rulebooks(rulebook)
    known = asked(desk)
    gathered = gather(files, (), known.names)
    checked = review(
        gathered.forms, find, bundle, gathered.faults, gathered.remarks, authority=known.authority
    )
    letters = opinions(checked, wording, Terms(due, reviewer, date), known.called, _unread(gathered))
    written = write_letters(letters, out, kind, files, force=force)
    if as_data:
        shared.print_data(letters_data(letters, written, shared.told_data(gathered)))
    else:
        for what, told in (
            ("读取失败", gathered.faults),
            ("跳过", gathered.skipped),
            ("注意", gathered.remarks),
        ):
            for each in told:
                click.echo(f"{what} {each.file}：{each.message}", err=True)
        if desk is None:
            click.echo(_ALONE, err=True)
        show_letters(letters, len(checked.forms), out)
    return max(
        shared.unread_code(checked.forms, gathered.faults),
        shared.forms_code(each.form for each in checked.forms),
    )


def _unread(gathered: Gathered) -> dict[str, Beside]:
    """The files that could not be read, to the unit whose folder they lie in; one that lies in none is only told."""
    owners = {each.file.rpartition("/")[0]: each.form.unit_key for each in gathered.forms if "/" in each.file}
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for fault in gathered.faults:
        owner = owners.get(fault.file.rpartition("/")[0])
        if owner is not None:
            found[owner].append(Told(fault.file, "", fault.message))
    return {unit: Beside(unread=tuple(told)) for unit, told in found.items()}


def wording_for(kind: str, gravity: str | None) -> Wording:
    """The office's wording, with what makes a form go back. Raises CommandFault where Word files cannot be written."""
    if kind != "xlsx" and find_spec("docx") is None:
        raise CommandFault(_NO_WORD)
    return load_wording(load_settings().templates).returning_on(gravity)


def write_letters(
    letters: Sequence[Opinion], out: Path, kind: str, inputs: Sequence[Path], *, force: bool
) -> list[list[Path]]:
    """The files of all letters; two units whose names make one file name get a letter each. `inputs`: what was read."""
    given: set[str] = set()
    stems = [out / unique(f"退回意见-{safe_stem(letter.unit)}", given) for letter in letters]
    endings = [f".{ending}" for ending in ("docx", "xlsx") if kind in (ending, "both")]
    refuse_inputs((stem.with_name(stem.name + end) for stem in stems for end in endings), inputs, "退回意见")
    try:
        make_folder(out)
        return [_write(letter, stem, kind, force=force) for letter, stem in zip(letters, stems, strict=True)]
    except WriteFault as fault:
        raise CommandFault(str(fault), shared.FOUND) from fault


def _write(letter: Opinion, path: Path, kind: str, *, force: bool) -> list[Path]:
    """The files of one letter. `path`: without its extension."""
    written = []
    if kind != "xlsx":
        from zipingbiao.report.letter.document import opinion_document

        written.append(path.with_name(f"{path.name}.docx"))
        write_atomically(written[-1], opinion_document(letter), force=force)
    if kind != "docx":
        from zipingbiao.report.letter.workbook import opinion_workbook

        written.append(path.with_name(f"{path.name}.xlsx"))
        write_atomically(written[-1], opinion_workbook(letter), force=force)
    return written


def letters_data(
    letters: Sequence[Opinion], written: Sequence[list[Path]], told: Mapping[str, Any]
) -> dict[str, Any]:
    """The JSON of letters. `told`: what is said beside them of the files they tell of."""
    units = [_data(letter, files) for letter, files in zip(letters, written, strict=True)]
    return {"units": units, **told}


def _data(letter: Opinion, files: list[Path]) -> dict[str, object]:
    return {
        "unit": letter.unit,
        "forms": len(letter.forms),
        "returned": letter.returned,
        "sections": [{"heading": each.heading, "items": len(each.items)} for each in letter.sections],
        "hints": len(letter.annex.items),
        "unread": len(letter.beside.unread),
        "missing": len(letter.beside.missing),
        "files": [str(path) for path in files],
    }


def show_letters(letters: Sequence[Opinion], forms: int, out: Path) -> None:
    """One line a letter."""
    for letter in letters:
        counts = [f"{section.heading} {len(section.items)} 条" for section in letter.sections]
        counts += [f"提示 {len(letter.annex.items)} 条"] if letter.annex.items else []
        counts += [f"没有读出 {len(letter.beside.unread)} 个文件"] if letter.beside.unread else []
        counts += [f"未报 {len(letter.beside.missing)} 个"] if letter.beside.missing else []
        click.echo(f"{letter.unit}：{len(letter.forms)} 份，退回 {letter.returned} 份；{'，'.join(counts)}。")
    told = sum(len(letter.forms) for letter in letters)
    if told < forms:
        click.echo(f"另有 {forms - told} 份自评表所在单位没有问题，不写退回意见。")
    if letters:
        click.echo(f"退回意见已写入 {out}。")
