"""Workbooks as a batch hands them out: noted in the record of their folder as soon as they stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from zipingbiao.batch.bulk import Outcome, Task
from zipingbiao.batch.files import WriteFault
from zipingbiao.batch.round.record import Issued, add_to_record, issued, read_record
from zipingbiao.batch.round.renewed import still_former


class HandedOut:
    """The tasks on their way to the writer, and what was noted of those that were written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before = read_record(folder)
        self._waiting: dict[str, Task] = {}
        #: Why the record could not be kept, "" where it could: then nobody will know who changed what.
        self.fault = ""

    def watched(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """The same tasks; each is remembered until its outcome is known."""
        for task in tasks:
            self._waiting[task.name] = task
            yield task

    def note(self, outcomes: Sequence[Outcome]) -> None:
        """A chunk stands on the disk, or parts of it do not."""
        told = [(self._waiting.pop(each.file, None), each) for each in outcomes]
        try:
            add_to_record(self._folder, [entry for task, each in told if (entry := self._entry(task, each))])
        except WriteFault as fault:
            self.fault = str(fault)

    def _entry(self, task: Task | None, outcome: Outcome) -> Issued | None:
        if task is None or not outcome.digest or outcome.fault:
            return None
        entry = issued(task.name, outcome.digest, task.form, outcome.shown)
        before = self._before.get(task.name)
        return entry if before is None else replace(entry, former=still_former(before, task.form))
