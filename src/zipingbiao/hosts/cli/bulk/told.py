"""What `bulk` tells of what it did: sentences for a person, JSON for a script."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from zipingbiao.batch.job import Outcome
from zipingbiao.batch.round.newer import Newer
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.bulk.asked import Asked
from zipingbiao.hosts.cli.bulk.carried_out import Done
from zipingbiao.hosts.cli.bulk.pdf import show_pdfs, with_pdfs

#: More names than these nobody reads on a screen; JSON has them all.
_NAMED = 10


def bulk_data(asked: Asked, done: Done) -> dict[str, Any]:
    """The JSON of a batch."""
    projects = [outcome_data(each) for each in done.outcomes]
    data: dict[str, Any] = {
        "projects": projects,
        "newer": [_newer_data(each) for each in done.newer],
        "without_project": done.stray,
        "left_behind": done.left,
        **shared.told_data(replace(done.told, faults=(*done.told.faults, *done.unrecorded))),
        **({"lost": asked.lacking} if asked.lacking else {}),
    }
    return data if done.printed is None else with_pdfs(data, projects, done.printed)


def show_bulk(asked: Asked, done: Done) -> None:
    """For a person: what could not be read, what was written, what is in the way."""
    shared.report_faults(done.told)
    done.summary.show()
    if done.printed is not None:
        show_pdfs(done.printed)
    _tell_stray(done.stray)
    _tell_left(done.left)
    for each in done.newer:
        if lost := each.overwritten(asked.source):
            click.echo(f"注意 {lost}", err=True)


def _tell_stray(stray: list[str]) -> None:
    if stray:
        more = f"等 {len(stray)} 本" if len(stray) > _NAMED else ""
        click.echo(
            f"文件夹里另有 {len(stray)} 本工作簿，这次的项目里没有对应的（项目改了名、删掉了，或是别处放进来的）："
            f"{'、'.join(stray[:_NAMED])}{more}。请核对，不要一起报送。"
        )


def _tell_left(left: list[str]) -> None:
    if left:
        more = f"等 {len(left)} 个" if len(left) > _NAMED else ""
        click.echo(
            f"没有写入的项目在文件夹里还有以前的文件 {len(left)} 个，与现在的台账不一致：{'、'.join(left[:_NAMED])}{more}。"
            "请删除或移走，不要报送。"
        )


def _newer_data(newer: Newer) -> dict[str, object]:
    return {
        "file": newer.path.name,
        "folder": str(newer.path.parent),
        "name": newer.project,
        "new": newer.new,
        "otherwise": newer.otherwise,
        "beside": [{"cell": each.cell, "text": each.text} for each in newer.beside],
        "backup": newer.backup() or None,
    }


def outcome_data(outcome: Outcome) -> dict[str, object]:
    return {
        "n": outcome.n,
        "name": outcome.project,
        "file": outcome.file,
        "total": shared.digits(outcome.total),
        "grade": outcome.grade,
        "errors": outcome.errors,
        "warnings": outcome.warnings,
        "hints": outcome.hints,
        "gaps": outcome.gaps,
        "skipped": outcome.skipped,
        "problem": outcome.fault or None,
        "remarks": list(outcome.remarks),
    }
