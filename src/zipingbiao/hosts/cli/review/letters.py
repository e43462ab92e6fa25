"""`zipingbiao return`: one 退回意见 for each unit, as Word document and workbook, from the findings."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from zipingbiao.batch.files import WriteFault, make_folder, write_atomically
from zipingbiao.batch.names import safe_stem, unique
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.report.letter.opinion import Opinion, Terms, opinions
from zipingbiao.report.letter.wording import Wording, load_wording
from zipingbiao.report.subject import Review, review, sourced
from zipingbiao.settings import load_settings

_NO_WORD = (
    "没有安装 python-docx，不能写 Word 文件。请运行 pip install 'zipingbiao[docx]'，或加 --format xlsx。"
)


@click.command(
    cls=Command,
    help="审核自评表，给每个实施单位写一份退回意见：本次可改、须说明、下年申报时改进，逐条写明位置、填报、应为、办法和依据。",
)
@shared.files_argument
@click.option(
    "-o", "--out", metavar="文件夹", required=True, type=click.Path(path_type=Path), help="写到哪里"
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["both", "docx", "xlsx"]),
    default="both",
    help="docx Word、xlsx Excel、both 两种（默认）",
)
@click.option(
    "--bundle",
    type=click.Choice(["default", "finance", "review"]),
    default="default",
    help="规则范围：default 填报单位自查；review 财政复核，规则更多",
)
@click.option(
    "--due", metavar="期限", default="【请填写：重报期限】", help="重新报送的期限，如 2025年3月31日"
)
@click.option("--reviewer", metavar="单位", default="【请填写：审核单位】", help="审核单位")
@click.option("--date", metavar="日期", default="【请填写：日期】", help="落款日期")
@click.option("--force", is_flag=True, help="覆盖已有的退回意见（原文件另存为 .bak）")
@shared.rulebook_option
@shared.json_option
def return_opinion(
    files: tuple[Path, ...],
    out: Path,
    kind: str,
    bundle: str,
    due: str,
    reviewer: str,
    date: str,
    force: bool,
    rulebook: str | None,
    as_data: bool,
) -> int:
    """Check all forms of all files and write the letters."""
    if kind != "xlsx" and find_spec("docx") is None:
        raise CommandFault(_NO_WORD)
    wording, find = _wording(), shared.rulebooks(rulebook)
    inputs = shared.read_files(files)
    checked = review(sourced(inputs.forms), find, bundle, inputs.faults, inputs.remarks)
    letters = opinions(checked, wording, Terms(due, reviewer, date))
    try:
        make_folder(out)
        given: set[str] = set()
        written = [
            _write(letter, out / unique(f"退回意见-{safe_stem(letter.unit)}", given), kind, force=force)
            for letter in letters
        ]
    except WriteFault as fault:
        raise CommandFault(str(fault), shared.FOUND) from fault
    if as_data:
        units = [_data(letter, files) for letter, files in zip(letters, written, strict=True)]
        shared.print_data({"units": units, "errors": shared.errors_data(inputs.faults)})
    else:
        shared.report_faults(inputs)
        _sum_up(letters, checked, out)
    return shared.exit_code(inputs)


def _wording() -> Wording:
    return load_wording(load_settings().templates)


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


def _data(letter: Opinion, files: list[Path]) -> dict[str, object]:
    return {
        "unit": letter.unit,
        "forms": len(letter.forms),
        "returned": letter.returned,
        "sections": [{"heading": each.heading, "items": len(each.items)} for each in letter.sections],
        "files": [str(path) for path in files],
    }


def _sum_up(letters: tuple[Opinion, ...], checked: Review, out: Path) -> None:
    for letter in letters:
        counts = "，".join(f"{section.heading} {len(section.items)} 条" for section in letter.sections)
        click.echo(f"{letter.unit}：{len(letter.forms)} 份，退回 {letter.returned} 份；{counts}。")
    told = sum(len(letter.forms) for letter in letters)
    if told < len(checked.forms):
        click.echo(f"另有 {len(checked.forms) - told} 份自评表所在单位没有问题，不写退回意见。")
    if letters:
        click.echo(f"退回意见已写入 {out}。")
