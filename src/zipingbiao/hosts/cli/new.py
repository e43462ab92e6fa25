"""`zipingbiao new`: an empty form or ledger, or this year's carried over from last year's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from zipingbiao.batch.bulk import Job, plan
from zipingbiao.batch.files import write_atomically
from zipingbiao.form.model import Form
from zipingbiao.form.stale_years import stale_years
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.bulk.running import write_all
from zipingbiao.hosts.cli.chinese import Command, LazyGroup
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.hosts.cli.not_over import refuse_inputs
from zipingbiao.hosts.cli.round.ledger import is_known, new_ledger, refuse_other
from zipingbiao.hosts.cli.templates import read_template
from zipingbiao.ledger.origins import stale_line
from zipingbiao.own_rulebook import own_rulebook
from zipingbiao.rulebook.load import load
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.settings import load_settings
from zipingbiao.workbook.write.writer import Mode


@click.command(cls=LazyGroup, help="新建自评表（form）或自评台账（ledger）。")
def new() -> None:
    """The group of `new form` and `new ledger`."""


new.add_command(new_ledger)


@new.command(
    "form",
    cls=Command,
    help="新建一张自评表；--from 上年的表：指标、分值、文字照抄，完成值、得分、说明清空。",
)
@click.argument("path", metavar="文件.xlsx", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "last_year",
    metavar="上年文件",
    type=click.Path(path_type=Path),
    help="上年的自评表、台账或 JSON",
)
@click.option("--force", is_flag=True, help="覆盖已有文件")
@shared.rulebook_option
@shared.json_option
def new_form(path: Path, last_year: Path | None, force: bool, rulebook: str | None, as_data: bool) -> int:
    """An empty template, or last year's form carried over."""
    refuse_other(path)
    chosen = load(rulebook) if rulebook and is_known(rulebook) else None
    if last_year is None:
        template = read_template(None)
        _write(path, template if chosen is None else with_rulebook(template, chosen), force)
        _tell(path, None, (), as_data)
        return shared.DONE
    refuse_inputs((path,), (last_year,))
    forms = _carried(last_year)
    if len(forms) > 1:
        raise CommandFault(
            f"{last_year.name} 里有 {len(forms)} 张表，一个文件只能放一张。请用 zipingbiao new ledger --from 新建台账，再用 bulk 批量生成。"
        )
    job = Job(
        path.parent,
        read_template(None),
        rulebook,
        own_rulebook(rulebook),
        load_settings().own_templates,
        Mode.FORMULAS,
        force=force,
    )
    task = plan(forms)[0]
    (outcome,) = write_all([type(task)(1, task.form, path.name)], 1, job, 1, "none")
    if outcome.fault:
        raise CommandFault(outcome.fault, shared.FOUND)
    _tell(path, last_year, forms, as_data)
    return shared.DONE


def _tell(path: Path, last_year: Path | None, forms: Sequence[Form], as_data: bool) -> None:
    """What was made of what, and the years of last year that still stand in it."""
    stale = [stale_line(each) for form in forms for each in stale_years(form)]
    if as_data:
        made: dict[str, object] = {
            "file": str(path),
            "from": None if last_year is None else last_year.name,
            "year": forms[0].year if forms else None,
            "stale_years": stale,
        }
        shared.print_data(made)
        return
    if last_year is None:
        click.echo(f"已新建空白自评表 {path}。")
        return
    click.echo(f"已由 {last_year.name} 结转生成 {path}（{forms[0].year}）：完成值、得分、说明待填。")
    for each in stale:
        click.echo(f"旧年份：{each}，该改的请改。")


def with_rulebook(template: bytes, rulebook: Rulebook) -> bytes:
    """A template whose workbooks are scored by that rulebook, with the 分值 that it gives the execution rate."""
    from zipingbiao.edits.apply import apply_edits
    from zipingbiao.edits.read_xlsx import snapshot_of
    from zipingbiao.edits.snapshot import Edit, EditKind
    from zipingbiao.package.address import cell_name, parse_reference
    from zipingbiao.package.gate import package_of
    from zipingbiao.workbook.slots import FUNDS, RULEBOOK, RULEBOOK_VERSION

    package = package_of(template, "template")
    named = {RULEBOOK: rulebook.name, RULEBOOK_VERSION: rulebook.version}
    edits = [Edit(EditKind.NAME, "", name, None, f'="{value}"') for name, value in named.items()]
    found = parse_reference(snapshot_of(package).names.get(FUNDS["weight"], ""))
    if found is not None:
        sheet, area = found
        weight = rulebook.number("execution.weight")
        edits.append(Edit(EditKind.VALUE, sheet, cell_name(area.top, area.left), None, weight))
    return apply_edits(package, edits)


def _carried(last_year: Path) -> list[Form]:
    from zipingbiao.ledger.carry import start_from

    inputs = shared.read_files([last_year])
    shared.report_faults(inputs)
    if not inputs.forms:
        raise CommandFault(f"{last_year.name} 里没有可以结转的自评表。")
    return [start_from(form) for form in inputs.forms]


def _write(path: Path, data: bytes, force: bool) -> None:
    write_atomically(path, data, force=force)
