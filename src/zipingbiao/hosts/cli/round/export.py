"""`zipingbiao export`: forms into the 一体化 import sheet, the official form in Word, plain tables or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zipingbiao.batch.files import make_folder, write_atomically
from zipingbiao.batch.inputs import JSON_EXPORT, Inputs, with_unread
from zipingbiao.batch.names import Names
from zipingbiao.form.interchange.write import exported_interchange
from zipingbiao.form.model import Form
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.hosts.cli.not_over import refuse_inputs
from zipingbiao.package.own_output import IMPORT_SHEET, WORD_FORM
from zipingbiao.report.export.completed import completed
from zipingbiao.scoring.score import score_form

if TYPE_CHECKING:
    from zipingbiao.report.export.yth_rows import Refusal

YTH, DOCX, CSV, JSON = "yth", "docx", "csv", "json"
_ENDINGS = {YTH: ".xlsx", DOCX: ".docx", JSON: ".json"}
#: What files of each kind are called when they lie among forms.
_KINDS = {YTH: IMPORT_SHEET, DOCX: WORD_FORM, CSV: "数据表", JSON: JSON_EXPORT}
_NO_WORD = "没有安装 python-docx，不能写 Word 文件。请运行 pip install 'zipingbiao[docx]'，或改用其他格式。"


@dataclass(frozen=True, slots=True)
class Exported:
    """One file that was written, or will be: for one form (`n` from 1), or for all (None)."""

    path: Path
    data: bytes
    n: int | None = None
    refusals: tuple[Refusal, ...] = ()


@click.command(
    cls=Command,
    help="把自评表导出成别的系统要的样子：yth 一体化自评导入表（计算符号、指标值、计量单位分开，逐格说明系统会拒收什么）；"
    "docx Word 版官方表样；csv 项目、资金、指标三张数据表；json 交换格式。空着的得分按规则算出，填了的照抄。",
)
@shared.files_argument
@click.option("--to", "kind", required=True, type=click.Choice([YTH, DOCX, CSV, JSON]), help="导出成哪一种")
@click.option(
    "-o",
    "--out",
    metavar="文件|文件夹",
    required=True,
    type=click.Path(path_type=Path),
    help="写到哪里：文件名带后缀的是一个文件，否则是文件夹，一张表一个文件（csv 总是文件夹）",
)
@click.option("--force", is_flag=True, help="覆盖已有文件（原文件另存为 .bak）")
@shared.rulebook_option
@shared.json_option
def export(
    files: tuple[Path, ...], kind: str, out: Path, force: bool, rulebook: str | None, as_data: bool
) -> int:
    """Write the forms of all files as another kind of file."""
    if kind == DOCX and find_spec("docx") is None:
        raise CommandFault(_NO_WORD)
    find = shared.rulebooks(rulebook)
    inputs = with_unread(shared.read_files(files))
    forms = [form for form in inputs.forms if form.reports]
    if not forms:
        shared.report_faults(inputs)
        raise CommandFault("给出的文件里没有可以导出的自评表，没有写文件。", shared.UNREADABLE)
    scored = [score_form(form, find(form)) for form in forms]
    exported = _yth(scored, out) if kind == YTH else _plain(kind, list(map(completed, scored)), out)
    refuse_inputs((each.path for each in exported), files, _KINDS[kind])
    _write(exported, out, force=force)
    left = len(inputs.forms) - len(forms)
    if as_data:
        shared.print_data(_data(exported, forms, inputs, left))
    else:
        shared.report_faults(inputs)
        _show(exported, forms, left)
    refused = any(each.refusals for each in exported)
    return shared.exit_code(inputs, shared.FOUND if refused or left else shared.DONE)


def _yth(scored: Sequence[Any], out: Path) -> list[Exported]:
    """A workbook a form: the system takes one project at a time."""
    from zipingbiao.report.export.yth_rows import yth_rows
    from zipingbiao.report.export.yth_sheet import yth_workbook

    paths = _paths([each.form for each in scored], out, _ENDINGS[YTH])
    exported = []
    for n, (each, path) in enumerate(zip(scored, paths, strict=True), 1):
        rows = yth_rows(each)
        refusals = tuple(refusal for row in rows for refusal in row.refusals)
        exported.append(Exported(path, yth_workbook(rows), n, refusals))
    return exported


def _plain(kind: str, forms: Sequence[Form], out: Path) -> list[Exported]:
    from zipingbiao.report.export.tables import csv_tables

    if kind == CSV:
        if out.suffix:
            raise CommandFault(f"csv 写项目、资金、指标三个文件，-o 请给文件夹，不是 {out.name}。")
        return [Exported(out / name, data) for name, data in csv_tables(forms)]
    if out.suffix:
        _ending(out, _ENDINGS[kind])
        return [Exported(out, _bytes(kind, forms))]
    paths = _paths(forms, out, _ENDINGS[kind])
    return [
        Exported(path, _bytes(kind, [form]), n)
        for n, (form, path) in enumerate(zip(forms, paths, strict=True), 1)
    ]


def _bytes(kind: str, forms: Sequence[Form]) -> bytes:
    if kind == JSON:
        return exported_interchange(forms).encode()
    from zipingbiao.report.export.word import word_document

    return word_document(forms)


def _paths(forms: Sequence[Form], out: Path, ending: str) -> list[Path]:
    """One file where one is named, else one a form in the folder."""
    if out.suffix:
        _ending(out, ending)
        if len(forms) > 1:
            raise CommandFault(
                f"有 {len(forms)} 张表，一张表一个文件，-o 请给文件夹，不是 {out.name}。没有写文件。"
            )
        return [out]
    names = Names(len(forms))
    return [out / names.name(n, form, ending) for n, form in enumerate(forms, 1)]


def _ending(out: Path, ending: str) -> None:
    if out.suffix.lower() != ending:
        raise CommandFault(f"文件名 {out.name} 请以 {ending} 结尾，或给出文件夹。")


def _write(exported: Sequence[Exported], out: Path, *, force: bool) -> None:
    """All or, where one stands already, none."""
    for each in exported:
        if each.path.exists() and not force:
            raise CommandFault(
                f"{each.path.name} 已存在，未覆盖。确认要重写请加 --force（原文件另存为 .bak）。"
            )
    if not out.suffix:
        make_folder(out)
    for each in exported:
        write_atomically(each.path, each.data, force=force)


def _show(exported: Sequence[Exported], forms: Sequence[Form], left: int) -> None:
    for each in exported:
        for refusal in each.refusals:
            name = forms[each.n - 1].name if each.n else ""
            click.echo(f"系统会拒收 {each.path.name}“{name}”{refusal}。")
    refused = sum(len(each.refusals) for each in exported)
    more = f"；系统会拒收 {refused} 格，请先改好再导入" if refused else ""
    click.echo(
        f"导出 {len(forms)} 张自评表，写了 {len(exported)} 个文件：{exported[0].path}"
        f"{' 等' if len(exported) > 1 else ''}{more}。"
    )
    if left:
        click.echo(f"另有 {left} 张绩效目标申报表，没有完成值，没有导出。")


def _data(exported: Sequence[Exported], forms: Sequence[Form], inputs: Inputs, left: int) -> dict[str, Any]:
    return {
        "files": [
            {
                "file": str(each.path),
                "n": each.n,
                "name": forms[each.n - 1].name if each.n else None,
                "refused": [
                    {"n": refusal.n, "column": refusal.field, "value": refusal.value, "why": refusal.why}
                    for refusal in each.refusals
                ],
            }
            for each in exported
        ],
        "forms": len(forms),
        "targets_left_out": left,
        "errors": shared.errors_data(inputs.faults),
        "skipped": shared.errors_data(inputs.skipped),
        "remarks": shared.errors_data(inputs.remarks),
    }
