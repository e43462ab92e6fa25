"""Workbooks as a batch hands them out: noted in the record of their folder as soon as they stand there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from zipingbiao.batch.bulk import Outcome, Task
from zipingbiao.batch.files import WriteFault
from zipingbiao.batch.round.record import Issued, add_to_record, issued


class HandedOut:
    """The tasks on their way to the writer, and what was noted of those that were written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: dict[str, Task] = {}

    def watched(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """The same tasks; each is remembered until its outcome is known."""
        for task in tasks:
            self._waiting[task.name] = task
            yield task

    def note(self, outcomes: Sequence[Outcome]) -> None:
        """These were written, or they were not; a resumed run's that stood already without being noted too.

        Without a record only the telling of who changed what is lost, not a workbook.
        """
        with contextlib.suppress(WriteFault):
            add_to_record(self._folder, list(self._placed(outcomes)))

    def _placed(self, outcomes: Sequence[Outcome]) -> Iterator[Issued]:
        for outcome in outcomes:
            task = self._waiting.pop(outcome.file, None)
            if task is not None and outcome.digest and not outcome.fault:
                yield issued(task.name, outcome.digest, task.form, outcome.shown)
