"""The forms of a batch as PDF, printed from their 报送版; one that is not ready is refused, or marked as a draft."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from zipingbiao.batch.job import Task
from zipingbiao.batch.leaving import refusal
from zipingbiao.batch.office import Office
from zipingbiao.batch.pipeline import process_final
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.workbook.write.draft import drafted
from zipingbiao.workbook.write.indicator_cells import FilledForm
from zipingbiao.workbook.write.writer import CompiledTemplate, Mode

DRAFT = "（草稿）"
#: Workbooks that one call of LibreOffice prints: its start costs about ten of them.
_CHUNK = 40


@dataclass(frozen=True, slots=True)
class Printed:
    """One project on paper. `data`: the PDF, b"" where there is none and `fault` says why."""

    task: Task
    file: str
    data: bytes = b""
    fault: str = ""
    draft: bool = False

    @property
    def n(self) -> int:
        return self.task.n

    @property
    def skipped(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Press:
    """What printing needs: LibreOffice's program, template, rulebooks and narrative.

    `drafts`: forms that are not ready are printed as drafts instead of refused.
    """

    program: str
    template: CompiledTemplate
    find: RulebookFor
    narrator: Narrator
    drafts: bool = False


def print_all(tasks: Sequence[Task], press: Press, workers: int = 1) -> Iterator[Printed]:
    """Print all tasks, in order; each worker has a LibreOffice of its own."""
    chunks = _shared_out(tasks, workers)
    count = max(1, min(workers, len(chunks)))
    idle: SimpleQueue[Office] = SimpleQueue()

    def work(chunk: Sequence[Task]) -> list[Printed]:
        office = idle.get()
        try:
            return _print_chunk(chunk, press, office)
        finally:
            idle.put(office)

    with ExitStack() as stack:
        for _ in range(count):
            idle.put(stack.enter_context(Office(press.program)))
        pool = stack.enter_context(ThreadPoolExecutor(count))
        try:
            for printed in pool.map(work, chunks):
                yield from printed
        finally:
            pool.shutdown(cancel_futures=True)


def _shared_out(tasks: Sequence[Task], workers: int) -> list[Sequence[Task]]:
    """Chunks of at most :data:`_CHUNK`, and no fewer chunks than there are workers to share them."""
    size = max(1, min(_CHUNK, -(-len(tasks) // workers)))
    return [tasks[i : i + size] for i in range(0, len(tasks), size)]


def _print_chunk(tasks: Sequence[Task], press: Press, office: Office) -> list[Printed]:
    with tempfile.TemporaryDirectory(prefix="zipingbiao-pdf-", ignore_cleanup_errors=True) as folder:
        printed: list[Printed] = []
        workbooks: list[Path] = []
        for task in tasks:
            workbook = Path(folder, f"{task.n}.xlsx")
            placed = _prepare(task, press, workbook)
            printed.append(placed)
            if not placed.fault:
                workbooks.append(workbook)
        made = {pdf.stem: pdf for pdf in office.to_pdf(workbooks, Path(folder))} if workbooks else {}
        return [_collected(each, made) for each in printed]


def _prepare(task: Task, press: Press, workbook: Path) -> Printed:
    """The workbook to print; for one that is not ready the reason, or a draft."""
    done = process_final(task.form, press.find(task.form), press.narrator)
    why = refusal(done)
    stem = Path(task.name).stem
    if why and not press.drafts:
        return Printed(task, f"{stem}.pdf", fault=why)
    try:
        data = press.template.render(
            FilledForm(done.form, done.scored, done.narrated, done.checked), Mode.FINAL
        )
    except ValueError as fault:
        return Printed(task, f"{stem}.pdf", fault=str(fault))
    workbook.write_bytes(drafted(data) if why else data)
    return Printed(task, f"{stem}{DRAFT if why else ''}.pdf", draft=bool(why))


def _collected(printed: Printed, made: dict[str, Path]) -> Printed:
    if printed.fault:
        return printed
    pdf = made.get(str(printed.task.n))
    if pdf is None:
        fault = "LibreOffice 没有打印出这一本，请单独重试；仍不行的，请在 Excel 中打开后另存为 PDF。"
        return Printed(printed.task, printed.file, fault=fault, draft=printed.draft)
    return Printed(printed.task, printed.file, pdf.read_bytes(), draft=printed.draft)
