"""Filling the workbooks of many projects: plan, write one by one or in worker processes, never lose one in silence."""

from __future__ import annotations

import contextlib
import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from zipingbiao.batch import journal
from zipingbiao.batch.files import WriteProblem
from zipingbiao.batch.names import PATTERN, Names
from zipingbiao.batch.pipeline import Processed, process, rulebook_for
from zipingbiao.batch.shelf import Shelf, clear_left_overs
from zipingbiao.batch.waived import with_waiver_sheet
from zipingbiao.checks.finding import Severity
from zipingbiao.form.model import Form
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.rulebook.load import RulebookError
from zipingbiao.workbook.writer import CompiledTemplate, FilledForm, Mode, compile_template

#: Projects handed to a worker process at a time: few enough for the progress bar, many enough to pay.
_CHUNK = 50
_LOST = "工作进程意外中断（可能内存不足），这个项目没有写入或没有确认。"


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with every project of a batch. `extension`: .xlsx or .xlsm."""

    out: Path
    template: bytes
    rulebook: str | None
    default_rulebook: str
    templates: tuple[Path, ...]
    mode: Mode
    extension: str = ".xlsx"
    force: bool = False
    resume: bool = False
    dry_run: bool = False
    written: frozenset[str] = frozenset()  # by earlier runs, as their journal says


@dataclass(frozen=True, slots=True)
class Task:
    """One project and the file it becomes."""

    n: int
    form: Form
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one project. `problem`: why it was not written, "" if it was (or, resuming, stood already)."""

    n: int
    project: str
    file: str
    total: Decimal | None = None
    grade: str | None = None
    rate: Decimal | None = None
    errors: int = 0
    warnings: int = 0
    hints: int = 0
    gaps: int = 0
    problem: str = ""
    skipped: bool = False
    digest: str = ""


def plan(forms: Iterable[Form], extension: str = ".xlsx", pattern: str = PATTERN) -> list[Task]:
    """Each project with its file name, in ledger order."""
    listed = list(forms)
    names = Names(len(listed), pattern)
    return [Task(n, form, names.name(n, form, extension)) for n, form in enumerate(listed, 1)]


def run(tasks: Sequence[Task], job: Job, workers: int = 1) -> Iterator[Outcome]:
    """Write all workbooks; outcomes come in order. `workers` > 1 uses that many processes."""
    if workers <= 1:
        ready = _prepared(job, tasks)
        worker = _Worker(ready)
        yield from _finished(ready, (_noted(ready, worker.write(chunk)) for chunk in _chunks(tasks)))
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from run_on(pool, tasks, job)


def run_on(
    executor: Executor, tasks: Sequence[Task], job: Job, lost: tuple[type[Exception], ...] = (BrokenExecutor,)
) -> Iterator[Outcome]:
    """The same on any `concurrent.futures.Executor`. `lost`: what it raises for work whose worker died."""
    ready = _prepared(job, tasks)
    done = _done_on(executor, _chunks(tasks), ready, lost)
    yield from _finished(ready, (_noted(ready, outcomes) for outcomes in done))
    if not job.dry_run:
        clear_left_overs(job.out, (task.name for task in tasks))


def _done_on(
    executor: Executor, chunks: list[Sequence[Task]], job: Job, lost: tuple[type[Exception], ...]
) -> Iterator[list[Outcome]]:
    """The chunks in order; one that was lost is told project by project, the others go on."""
    waiting = deque((chunk, executor.submit(write_chunk, chunk, job)) for chunk in chunks)
    while waiting:
        chunk, future = waiting.popleft()
        try:
            yield future.result()
        except lost:
            yield [Outcome(task.n, task.form.name, task.name, problem=_LOST) for task in chunk]


def write_chunk(tasks: Sequence[Task], job: Job) -> list[Outcome]:
    """One chunk in a worker process."""
    return _Worker(job).write(tasks)


def _chunks(tasks: Sequence[Task]) -> list[Sequence[Task]]:
    return [tasks[i : i + _CHUNK] for i in range(0, len(tasks), _CHUNK)]


def _prepared(job: Job, tasks: Sequence[Task]) -> Job:
    """The job with what earlier runs wrote, and a folder without what a killed one left unplaced."""
    if job.dry_run:
        return job
    clear_left_overs(job.out, (task.name for task in tasks))
    return replace(job, written=journal.written(job.out)) if job.resume else job


def _finished(job: Job, chunks: Iterable[list[Outcome]]) -> Iterator[Outcome]:
    """All outcomes; after the last one, when nothing is left to do, the journal goes."""
    left = 0
    for outcomes in chunks:
        left += sum(bool(each.problem) for each in outcomes)
        yield from outcomes
    if not left and not job.dry_run:
        journal.forget(job.out)


def _noted(job: Job, outcomes: list[Outcome]) -> list[Outcome]:
    """The outcomes of a chunk, once the journal holds them; without a journal only `--resume` is lost."""
    if not job.dry_run:
        with contextlib.suppress(WriteProblem):
            journal.note(job.out, ((each.file, each.digest) for each in outcomes if each.digest))
    return outcomes


class _Worker:
    """Template and narrative compiled once, then one project after the other."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._template: CompiledTemplate = compile_template(job.template)
        self._narrator = Narrator.load(directories=job.templates)
        self._rulebook_for = rulebook_for(job.rulebook, job.default_rulebook)

    def write(self, tasks: Iterable[Task]) -> list[Outcome]:
        """One chunk: computed, then placed together."""
        shelf = Shelf(force=self._job.force)
        outcomes = [self._one(task, shelf) for task in tasks]
        problems = {path.name: problem for path, problem in shelf.close().items()}
        return [
            replace(each, problem=problems[each.file], digest="") if each.file in problems else each
            for each in outcomes
        ]

    def _one(self, task: Task, shelf: Shelf) -> Outcome:
        job, form = self._job, task.form
        if task.name in job.written and (job.out / task.name).exists():
            return Outcome(task.n, form.name, task.name, skipped=True)
        try:
            book = self._rulebook_for(form)
        except RulebookError as fault:
            return Outcome(task.n, form.name, task.name, problem=f"规则：{fault}")
        done = process(form, book, self._narrator)
        problem = refusal(done) if job.mode is Mode.FINAL else ""
        if problem or job.dry_run:
            return _outcome(task, done, problem)
        try:
            data = self._template.render(
                FilledForm(done.form, done.scored, done.narrated, done.checked), self._job.mode
            )
            if job.mode is not Mode.FINAL:
                data = with_waiver_sheet(data, done)
            if job.resume and _stands(job.out / task.name, data):
                return Outcome(task.n, form.name, task.name, skipped=True)
            shelf.put(job.out / task.name, data)
        except (WriteProblem, ValueError) as fault:
            return _outcome(task, done, str(fault))
        return replace(_outcome(task, done, ""), digest=hashlib.sha256(data).hexdigest())


def _stands(path: Path, data: bytes) -> bool:
    """Whether the very same workbook is there already."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def refusal(done: Processed) -> str:
    """Why a form may not become a 报送版 yet: an error finding or a gap is left."""
    errors = [finding for finding in done.checked.open if finding.severity is Severity.ERROR]
    if not errors:
        return ""
    first = errors[0]
    more = f"等 {len(errors)} 处错误" if len(errors) > 1 else ""
    return f"不能生成报送版：{first.code} {first.message}{more}。请先改好，再生成报送版。"


def _outcome(task: Task, done: Processed, problem: str) -> Outcome:
    severities = [finding.severity for finding in done.checked.open]
    return Outcome(
        n=task.n,
        project=task.form.name,
        file=task.name,
        total=done.scored.total,
        grade=done.scored.grade,
        rate=done.scored.execution.rate,
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        hints=severities.count(Severity.HINT),
        gaps=sum(len(note.gaps) for note in done.narrated.notes if note.required),
        problem=problem,
    )
