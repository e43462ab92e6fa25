"""The workbooks of a batch written, and printed where that was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import click

from zipingbiao.batch.bulk import Job, Outcome, Task, planned, unheard
from zipingbiao.batch.inputs import WORKBOOKS, InputFault, Inputs
from zipingbiao.batch.names import count_workbooks, without_project
from zipingbiao.batch.one_by_one import OneByOne
from zipingbiao.batch.round.handed_out import HandedOut
from zipingbiao.batch.round.newer import Newer, newer_workbooks
from zipingbiao.batch.round.record import NAME
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.bulk.asked import Asked
from zipingbiao.hosts.cli.bulk.left_behind import left_behind
from zipingbiao.hosts.cli.bulk.pdf import Prints, press_for, print_pdfs
from zipingbiao.hosts.cli.bulk.running import write_all
from zipingbiao.hosts.cli.bulk.summary import Summary
from zipingbiao.workbook.write.writer import Mode

_UNRECORDED = "收回时会分不清是谁改的，update 只列出、不覆盖。请处理后加 --force 再生成一次。"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of the batch. `told`: what could not be read of the ledgers; `unrecorded`: not be noted of the workbooks.

    `outcomes`: of every project where they were asked for (`listed`); `newer`: workbooks that hold more than the ledger;
    `stray`: those no project stands behind; `left`: older files of projects that were not written now.
    """

    summary: Summary
    outcomes: Sequence[Outcome]
    printed: Prints | None
    told: Inputs
    unrecorded: tuple[InputFault, ...]
    newer: Sequence[Newer]
    stray: list[str]
    left: list[str]
    unread: bool

    @property
    def code(self) -> int:
        failed = self.summary.failed or bool(self.unrecorded)
        failed = failed or (self.printed is not None and self.printed.failed) or self.unread
        seen = range(self.summary.seen)
        return max(shared.FOUND if failed else shared.DONE, shared.unread_code(seen, self.told.faults))


def carried_out(asked: Asked, *, listed: bool) -> Done:
    """Write every project. What needs saying before its file is overwritten, or while it is written, is said at once."""
    job, wish = asked.job, asked.wish
    press = None if job.dry_run else press_for(wish, asked.plain, asked.find, asked.narrator)
    source = OneByOne(asked.ledgers)
    summary = Summary(job, len(source))
    tasks: Iterable[Task] = planned(source, summary.count, job.extension, asked.pattern)
    if press is not None:
        tasks = list(tasks)  # they are needed again, for printing
    newer = newer_workbooks(asked.ledgers, job.out, asked.find, asked.narrator, asked.plain)
    for each in newer:
        click.echo(f"注意 {each.told(asked.source)}", err=True)
    handed = _handed_out(asked.ledgers, job)
    outcomes, refused = _written(asked, summary, tasks, handed, listed=listed)
    unrecorded = () if handed is None or not handed.fault else (InputFault(NAME, handed.fault + _UNRECORDED),)
    for fault in unrecorded:
        click.echo(f"注意 {fault.message}", err=True)
    left = left_behind(job.out, refused)
    printed = None
    if press is not None:
        kept = {each.n for each in refused if each.kept}
        printed = print_pdfs(
            [each for each in tasks if each.n not in kept], press, wish, job, asked.workers, asked.progress
        )
    stray = [] if job.dry_run else _without_project(source, summary.count, job, asked.pattern)
    return Done(summary, outcomes, printed, source.told(), unrecorded, newer, stray, left, source.unread)


def _written(
    asked: Asked, summary: Summary, tasks: Iterable[Task], handed: HandedOut | None, *, listed: bool
) -> tuple[list[Outcome], list[Outcome]]:
    """The outcomes of all projects where they are `listed`, and of those that were not written."""
    watched = tasks if handed is None else handed.watched(tasks)
    heard = unheard if handed is None else handed.note
    outcomes: list[Outcome] = []
    refused: list[Outcome] = []
    running = write_all(
        watched, summary.count, asked.job, asked.workers, asked.progress, asked.scheduler, heard
    )
    with closing(running):
        for outcome in running:
            summary.add(outcome)
            refused += [outcome] if outcome.fault else []
            outcomes += [outcome] if listed else []
    return outcomes, refused


def _without_project(source: OneByOne, count: int, job: Job, pattern: str) -> list[str]:
    """The workbooks in the folder that no project stands behind; names are made again only where there are too many."""
    if count_workbooks(job.out, job.extension) <= count and not job.resume:
        return []
    names = (task.name for task in planned(source, count, job.extension, pattern))
    return without_project(job.out, job.extension, names)


def _handed_out(ledgers: tuple[Path, ...], job: Job) -> HandedOut | None:
    """Workbooks that will be filled in and come back; a 报送版 does not."""
    if job.dry_run or job.mode is Mode.FINAL or not any(path.suffix.lower() in WORKBOOKS for path in ledgers):
        return None
    return HandedOut(job.out)
