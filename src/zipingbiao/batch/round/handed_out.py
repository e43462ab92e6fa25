"""Workbooks as a batch hands them out: noted in the record of their folder, a portion at a time."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from zipingbiao.batch.bulk import Outcome, Task
from zipingbiao.batch.files import WriteFault
from zipingbiao.batch.round.record import Issued, add_to_record, issued

_PORTION = 200


class HandedOut:
    """The tasks on their way to the writer, and what was noted of those that were written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: dict[str, Task] = {}
        self._ready: list[Issued] = []

    def watched(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """The same tasks; each is remembered until its outcome is known."""
        for task in tasks:
            self._waiting[task.name] = task
            yield task

    def note(self, outcome: Outcome) -> None:
        """A workbook was written, or it was not."""
        task = self._waiting.pop(outcome.file, None)
        if task is not None and outcome.digest and not outcome.fault:
            self._ready.append(issued(task.name, outcome.digest, task.form, outcome.shown))
        if len(self._ready) >= _PORTION:
            self.close()

    def close(self) -> None:
        """Note what is left. Without a record only the telling of who changed what is lost, not a workbook."""
        with contextlib.suppress(WriteFault):
            add_to_record(self._folder, self._ready)
        self._ready = []
