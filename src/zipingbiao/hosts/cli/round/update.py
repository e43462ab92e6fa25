"""`zipingbiao update`: what was typed in the workbooks, back into the ledger, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from contextlib import nullcontext
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zipingbiao.batch.files import WriteFault, alone_with, write_atomically
from zipingbiao.batch.folder import Reading, read_each
from zipingbiao.batch.inputs import WORKBOOKS, InputFault, read_input
from zipingbiao.form.field_names import called
from zipingbiao.form.money import number, plain
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.hosts.cli.templates import read_template
from zipingbiao.ledger.update.differences import Why
from zipingbiao.ledger.update.fields import AMOUNTS, field_of

if TYPE_CHECKING:
    from zipingbiao.batch.round.record import Issued
    from zipingbiao.batch.round.update import ProjectUpdate, Returned, Update, Updater
    from zipingbiao.form.model import Form
    from zipingbiao.ledger.update.differences import Conflict
    from zipingbiao.ledger.update.edits import Written

_SHOWN = 40
_UNRECORDED = (
    "台账已经写回的不受影响；以后台账、工作簿再改，会当作两边都改过列出来。请让这个文件夹可以写，再运行一次。"
)


@click.command(
    cls=Command,
    help="把各单位在自评表工作簿里填的完成值、执行数、得分、说明、扣分类型、佐证材料写回台账，逐项列出；"
    "两边都改过的只列出、不覆盖（要以工作簿为准加 --replace）。台账的列宽、颜色、自己加的列和表、公式都不变。",
)
@click.argument("ledger", metavar="台账.xlsx", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "origins",
    metavar="文件|文件夹",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="填好的自评表，或它们的文件夹；可写多次",
)
@click.option("--replace", "replacing", is_flag=True, help="两边不一样的，以工作簿为准")
@click.option("--dry-run", is_flag=True, help="只列出将要写回的内容，不改台账")
@shared.rulebook_option
@shared.json_option
def update(
    ledger: Path,
    origins: tuple[Path, ...],
    replacing: bool,
    dry_run: bool,
    rulebook: str | None,
    as_data: bool,
) -> int:
    """Compare the workbooks with the ledger, write what is new, list the rest."""
    with nullcontext() if dry_run else alone_with(_lock_of(ledger), "另一个 update 正在写这本台账"):
        done = _taken_in(ledger, origins, rulebook, replacing=replacing, dry_run=dry_run)
    inputs = done.reading.inputs
    if as_data:
        shared.print_data(_data(ledger, done, dry_run=dry_run))
    else:
        shared.report_faults(replace(inputs, forms=()))
        for fault in (*done.ledger_faults, *done.unrecorded):
            click.echo(f"注意 {fault.file}：{fault.message}", err=True)
        _show(ledger, done.found, dry_run=dry_run, kept=done.kept)
        for said in done.loose:
            click.echo(f"注意 {said.file}：{said.message}", err=True)
    unread = any(each.unread for each in done.found.projects)
    is_open = done.found.open or unread or done.ledger_faults or done.unrecorded
    return shared.exit_code(inputs, shared.FOUND if is_open else shared.DONE)


@dataclass(frozen=True, slots=True)
class _Done:
    """What was found, and what became of it.

    `loose`: what was typed where no field is; `kept`: where the old ledger is; `unrecorded`: records left as they were.
    """

    found: Update
    reading: Reading
    ledger_faults: tuple[InputFault, ...]
    loose: tuple[InputFault, ...]
    kept: Path | None = None
    unrecorded: tuple[InputFault, ...] = ()


def _lock_of(ledger: Path) -> Path:
    ledger = ledger.resolve() if ledger.is_file() else ledger
    return ledger.with_name(f".{ledger.name}.update.lock")


def _taken_in(
    ledger: Path, origins: tuple[Path, ...], rulebook: str | None, *, replacing: bool, dry_run: bool
) -> _Done:
    """Bring the workbooks into the ledger, unless it changed while they were read; then into the record."""
    from zipingbiao.batch.round.record import digest_of
    from zipingbiao.batch.round.update import Updater
    from zipingbiao.edits.apply import apply_edits
    from zipingbiao.edits.read_xlsx import snapshot_of
    from zipingbiao.package.gate import open_package

    before = digest_of(ledger)
    known = _ledger(ledger)
    package = open_package(ledger)
    reading = read_each(origins, leave_out=(ledger,))
    if not reading.entries and not reading.faults:
        named = "、".join(map(str, origins))
        raise CommandFault(f"{named} 里没有可读的自评表，没有写回；请核对文件夹。")
    updater = Updater(known.forms, snapshot_of(package), shared.rulebooks(rulebook), shared.narrator())
    found = updater.update(_returned(reading), replacing=replacing)
    loose = tuple(_typed_outside(found, updater, rulebook))
    if dry_run:
        return _Done(found, reading, known.faults, loose)
    kept = None
    if found.edits:
        data = apply_edits(package, found.edits)
        if digest_of(ledger) != before:
            raise WriteFault(
                f"{ledger.name} 在读它的时候被别人改过（保存过，或恢复了备份），没有写回任何内容。请再运行一次。"
            )
        kept = write_atomically(ledger, data, force=True)
    holding_more = {each.file for each in loose}
    unrecorded = _note(found, read_input(ledger).forms, updater.issued, holding_more)
    return _Done(found, reading, known.faults, loose, kept, unrecorded)


def _ledger(path: Path) -> Any:
    """The ledger that will be changed: an .xlsx that can be read."""
    if path.suffix.lower() not in WORKBOOKS:
        raise CommandFault(f"{path.name} 不是 .xlsx 台账，不能写回；请给出自评台账。")
    known = read_input(path)
    if not known.ledger:
        said = known.faults[0].message if known.faults else "是自评表，不是台账。"
        raise CommandFault(f"{path.name} 不能作为台账写回：{said}")
    if not known.forms:
        raise CommandFault(
            f"{path.name} 里还没有项目，没有可写回的；请用 zipingbiao new ledger --from 建台账。"
        )
    return known


def _returned(reading: Reading) -> Iterator[Returned]:
    """Every form that came back, with the cells of its workbook."""
    from zipingbiao.batch.round.update import Returned
    from zipingbiao.edits.read_xlsx import snapshot_of
    from zipingbiao.package.gate import open_package

    for each in reading.entries:
        forms = each.inputs.forms
        is_workbook = each.path.suffix.lower() in WORKBOOKS and forms and not each.inputs.ledger
        snapshot = snapshot_of(open_package(each.path)) if is_workbook else None
        for form in forms:
            yield Returned(each.path, each.shown, form, snapshot, alone=len(forms) == 1)


def _typed_outside(found: Update, updater: Updater, rulebook: str | None) -> list[InputFault]:
    """What stands in handed-out workbooks beside the fields: no workbook made later will hold it."""
    from zipingbiao.batch.round.loose import listed, typed_outside
    from zipingbiao.workbook.write.writer import compile_template

    told: list[InputFault] = []
    find, template = shared.rulebooks(rulebook), None
    for each in found.projects:
        snapshot = each.returned.snapshot
        if snapshot is None or updater.issued(each.returned) is None:
            continue
        template = template or compile_template(read_template(None))
        cells = typed_outside(each.returned.form, snapshot, each.ledger, find(each.ledger), template)
        if cells:
            message = (
                f"有 {len(cells)} 处填在台账没有的地方：{listed(cells)}。没有写回，由台账再生成的表里也没有，"
                "请生成报送版后再填。"
            )
            told.append(InputFault(each.returned.file, message))
    return told


def _note(
    found: Update, ledger: Iterable[Form], issued: Any, holding_more: Set[str]
) -> tuple[InputFault, ...]:
    """Renew the record of the workbooks that were taken in; what could not be noted, and what that means."""
    from zipingbiao.batch.round.record import NAME, add_to_record
    from zipingbiao.batch.round.renewed import renewed

    forms = list(ledger)
    entries: dict[Path, list[Issued]] = {}
    for each in found.projects:
        before = issued(each.returned)
        if before is not None:
            more = each.returned.file in holding_more
            entry = renewed(before, forms[each.n - 1], each, holds_more=more)
            entries.setdefault(each.returned.path.parent, []).append(entry)
    faults = []
    for folder, of_folder in entries.items():
        try:
            add_to_record(folder, of_folder)
        except WriteFault as fault:
            faults.append(InputFault(f"{folder.name}/{NAME}", f"{fault}{_UNRECORDED}"))
    return tuple(faults)


def _show(ledger: Path, found: Update, *, dry_run: bool, kept: Path | None) -> None:
    for each in found.projects:
        for written in each.written:
            if written.edit is not None:
                where = f"{written.edit.sheet}!{written.edit.cell}"
                old = f"“{_cut(written.change.old)}”→" if written.change.old else ""
                click.echo(
                    f"{each.n} {each.ledger.name} {called(written.change.path)}（{where}）：{old}“{_cut(_entered(written))}”"
                )
    for each in found.projects:
        for conflict in each.conflicts:
            click.echo(f"没有写回 {each.returned.file} {each.ledger.name}：{_said(each, conflict)}。")
        if each.unread:
            click.echo(f"没有读全 {each.returned.file}：{each.unread}。")
    for left in found.unmatched:
        click.echo(f"没有写回 {left.returned.file}“{left.returned.form.name}”：{left.why}。")
    changed, fields = sum(bool(each.edits) for each in found.projects), len(found.edits)
    verb = "将写回" if dry_run else "写回"
    click.echo(
        f"看了 {len(found.projects) + len(found.unmatched)} 张表，{verb} {changed} 个项目、{fields} 处到 {ledger}；"
        f"没有写回的 {found.open} 处。" + (f"原台账另存为 {kept.name}。" if kept is not None else "")
    )


def _entered(written: Written) -> str:
    """What the ledger's cell holds now: an amount in the ledger's own unit."""
    text = written.change.new.text
    value = written.edit.new if written.edit is not None else None
    if field_of(written.change.path) in AMOUNTS and isinstance(value, Decimal) and value != number(text):
        return plain(value)
    return text


def _said(project: ProjectUpdate, conflict: Conflict) -> str:
    """One line for what was not written."""
    path = conflict.path or conflict.theirs
    place = project.ledger.place(conflict.path) if conflict.path else project.returned.form.place(path)
    cell = f"（{place.sheet}!{place.cell}）" if place.sheet and place.cell else ""
    ours = f"台账“{_cut(conflict.old)}”，" if conflict.path else ""
    lacking = conflict.why is Why.NO_COLUMN
    way_out = f"，要写回请在台账里加一列“{called(path).split()[-1]}”再运行" if lacking else ""
    return f"{called(path)}{cell} {ours}工作簿“{_cut(conflict.new.text)}”：{conflict.why.value}{way_out}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _data(ledger: Path, done: _Done, *, dry_run: bool) -> dict[str, Any]:
    found, kept, inputs, loose = done.found, done.kept, done.reading.inputs, done.loose
    return {
        "ledger": str(ledger),
        "dry_run": dry_run,
        "backup": kept.name if kept is not None else None,
        "projects": [_project_data(each) for each in found.projects],
        "unmatched": [
            {"file": each.returned.file, "name": each.returned.form.name, "why": each.why}
            for each in found.unmatched
        ],
        "errors": shared.errors_data([*inputs.faults, *done.unrecorded]),
        "skipped": shared.errors_data(inputs.skipped),
        "remarks": shared.errors_data(
            [
                *inputs.remarks,
                *loose,
                *(InputFault(each.returned.file, each.unread) for each in found.projects if each.unread),
            ]
        ),
    }


def _project_data(each: ProjectUpdate) -> dict[str, Any]:
    return {
        "n": each.n,
        "name": each.ledger.name,
        "file": each.returned.file,
        "changes": [
            {
                "field": written.change.path,
                "sheet": written.edit.sheet,
                "cell": written.edit.cell,
                "old": written.change.old,
                "new": written.change.new.text,
            }
            for written in each.written
            if written.edit is not None
        ],
        "conflicts": [
            {
                "field": conflict.path or None,
                "workbook_field": conflict.theirs or None,
                "old": conflict.old,
                "new": conflict.new.text,
                "why": conflict.why.value,
            }
            for conflict in each.conflicts
        ],
    }
