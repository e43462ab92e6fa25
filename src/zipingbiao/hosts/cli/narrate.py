"""`zipingbiao narrate`: the notes each form needs, with what only the unit can fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from zipingbiao.batch.contained import scored_reading
from zipingbiao.batch.folder import read_each
from zipingbiao.batch.inputs import with_unread
from zipingbiao.form.model import Form
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.chinese import Command
from zipingbiao.narrative.narrate import narrate_form
from zipingbiao.narrative.note import Narrated


@click.command(
    cls=Command, help="生成偏差原因分析及改进措施。只写表内已知的事实，未填的原因和措施写成【请填写：…】。"
)
@shared.files_argument
@click.option("--write", is_flag=True, help="把说明写回自评表（只写空着的格）")
@click.option("--replace", is_flag=True, help="与 --write 同用：已填的说明也重写")
@shared.rulebook_option
@shared.json_option
def narrate(files: tuple[Path, ...], write: bool, replace: bool, rulebook: str | None, as_data: bool) -> int:
    """Write the notes of all forms of all files."""
    find, teller = shared.rulebooks(rulebook), shared.narrator()
    reading, scored = scored_reading(read_each(files), find)
    inputs = reading.inputs
    told = [(each.form, narrate_form(each, teller)) for each in scored]
    code = shared.exit_code(inputs)
    if as_data:
        shared.print_data(
            {
                "forms": [narrate_data(form, each) for form, each in told],
                **shared.told_data(with_unread(inputs)),
            }
        )
    else:
        shared.report_faults(with_unread(inputs))
        for form, each in told:
            _show(form, each)
    if write:
        from zipingbiao.commands.write_notes import rewrite_notes, write_notes
        from zipingbiao.hosts.cli.write_back import write_back

        command = rewrite_notes if replace else write_notes
        code = max(code, write_back(reading.writable, lambda snapshot: command(snapshot, find, teller)))
    return code


def narrate_data(form: Form, narrated: Narrated) -> dict[str, Any]:
    """The JSON of one form."""
    return {
        "id": form.id,
        "name": form.name,
        "notes": [
            {
                "n": note.n,
                "required": note.required,
                "reason": note.reason,
                "text": note.text,
                "gaps": list(note.gaps),
            }
            for note in narrated.notes
        ],
        "summary": narrated.summary,
    }


def _show(form: Form, narrated: Narrated) -> None:
    click.echo()
    click.secho(form.name or form.id, bold=True)
    if not form.reports:
        click.echo("  绩效目标申报表，还没有完成值，没有要说明的。")
        return
    click.echo(f"  {narrated.summary}")
    for note in narrated.notes:
        if not note.required:
            continue
        place = "资金" if note.n == "funds" else f"第{note.n}行"
        click.echo(f"  {place}：{note.text}")
        if note.gaps:
            click.echo(f"    还缺：{'；'.join(note.gaps)}")
