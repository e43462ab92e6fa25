"""Filling the workbooks of many projects: plan, write one by one or in worker processes, never lose one in silence."""

from __future__ import annotations

import contextlib
import hashlib
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from pathlib import Path

from zipingbiao.batch import journal
from zipingbiao.batch.changed import note_changed
from zipingbiao.batch.durable_chunk import Shelf, clear, left_overs
from zipingbiao.batch.files import WriteFault
from zipingbiao.batch.inputs import broken
from zipingbiao.batch.names import PATTERN, Names
from zipingbiao.batch.pipeline import Processed, process, rulebook_for
from zipingbiao.batch.waived import with_waiver_sheet
from zipingbiao.checks.finding import Checked, Severity
from zipingbiao.for_people import ForPeople
from zipingbiao.form.model import Form
from zipingbiao.log import record_fault
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.rulebook.load import RulebookFault
from zipingbiao.workbook.write.writer import CompiledTemplate, FilledForm, Mode, compile_template

#: Projects handed to a worker process at a time: few enough for the progress bar, many enough to pay.
_CHUNK = 50
#: Chunks handed out before the first one comes back: all workers have work, and memory stays flat.
_AHEAD = 32
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
    """What became of one project. `fault`: why it was not written, "" if it was (or, resuming, stood already).

    `remarks`: what a reader of the printed form will miss.
    """

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
    fault: str = ""
    skipped: bool = False
    digest: str = ""
    remarks: tuple[str, ...] = ()


def plan(forms: Sequence[Form], extension: str = ".xlsx", pattern: str = PATTERN) -> list[Task]:
    """Each project with its file name, in ledger order."""
    return list(planned(forms, len(forms), extension, pattern))


def planned(forms: Iterable[Form], count: int, extension: str, pattern: str = PATTERN) -> Iterator[Task]:
    """The same one by one, for `count` projects that nobody holds all at once."""
    names = Names(count, pattern)
    for n, form in enumerate(forms, 1):
        yield Task(n, form, names.name(n, form, extension))


def run(tasks: Iterable[Task], job: Job, workers: int = 1) -> Iterator[Outcome]:
    """Write all workbooks; outcomes come in order. `workers` > 1 uses that many processes."""
    if not job.dry_run:
        # Of killed runs, whatever they were writing: on this machine it is known which processes live.
        left = left_overs(job.out)
        clear(left, tuple(left))
    if workers <= 1:
        ready = _prepared(job)
        worker = _Worker(ready)
        yield from _finished(ready, (_noted(ready, worker.write(chunk)) for chunk in _chunks(tasks, ready)))
        return
    # Not every machine that runs this has processes: a browser has none.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # A copy of a process with threads (the progress bar has one) can hang; a fresh one cannot.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_left_to_the_parent)
    try:
        yield from run_on(pool, tasks, job)
    finally:
        pool.shutdown(cancel_futures=True)


def _left_to_the_parent() -> None:
    """Ctrl-C reaches every process of a terminal; only the parent answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def run_on(
    executor: Executor, tasks: Iterable[Task], job: Job, lost: tuple[type[Exception], ...] = (BrokenExecutor,)
) -> Iterator[Outcome]:
    """The same on any `concurrent.futures.Executor`. `lost`: what it raises for work whose worker died."""
    ready = _prepared(job)
    waiting: deque[tuple[Sequence[Task], Future[list[Outcome]]]] = deque()
    done = _done_on(executor, _chunks(tasks, ready), ready, lost, waiting)
    try:
        yield from _finished(ready, (_noted(ready, outcomes) for outcomes in done))
    finally:
        _called_off(waiting, ready)


def _called_off(waiting: Iterable[tuple[Sequence[Task], Future[list[Outcome]]]], job: Job) -> None:
    """Ctrl-C: chunks that wait are not begun; those at work place their files whole, and the journal knows of it."""
    for future in [future for _, future in waiting if not future.cancel()]:
        if future.exception() is None:
            _noted(job, future.result())


def _done_on(
    executor: Executor,
    chunks: Iterator[Sequence[Task]],
    job: Job,
    lost: tuple[type[Exception], ...],
    waiting: deque[tuple[Sequence[Task], Future[list[Outcome]]]],
) -> Iterator[list[Outcome]]:
    """The chunks in order, some of them ahead; one that was lost is told project by project, the others go on."""
    waiting.extend(_submitted(executor, chunks, job, _AHEAD, lost))
    gone: list[str] = []
    while waiting:
        chunk, future = waiting[0]
        try:
            outcomes = future.result()
        except lost:
            gone += [task.name for task in chunk]
            outcomes = [Outcome(task.n, task.form.name, task.name, fault=_LOST) for task in chunk]
        yield outcomes
        waiting.popleft()  # only now has the journal heard of it
        waiting.extend(_submitted(executor, chunks, job, 1, lost))
    if not job.dry_run and (left := left_overs(job.out)):
        # Of a worker that died and whose chunk another one wrote, or nobody did.
        clear(left, (*journal.written(job.out), *gone))


def _submitted(
    executor: Executor,
    chunks: Iterator[Sequence[Task]],
    job: Job,
    count: int,
    lost: tuple[type[Exception], ...],
) -> Iterator[tuple[Sequence[Task], Future[list[Outcome]]]]:
    """The next chunks with their promises; an executor that has broken down gives a broken promise."""
    for chunk in islice(chunks, count):
        try:
            with _deaf_children():
                promise = executor.submit(write_chunk, chunk, job)
            yield chunk, promise
        except lost as fault:
            broken: Future[list[Outcome]] = Future()
            broken.set_exception(fault)
            yield chunk, broken


@contextlib.contextmanager
def _deaf_children() -> Iterator[None]:
    """A process started inside is deaf to Ctrl-C from its first moment, before any code of ours runs in it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def write_chunk(tasks: Sequence[Task], job: Job) -> list[Outcome]:
    """One chunk in a worker process."""
    return _Worker(job).write(tasks)


def _chunks(tasks: Iterable[Task], job: Job) -> Iterator[Sequence[Task]]:
    """The tasks in portions, taken as they are wanted; what a killed run left unplaced of them is cleared away."""
    waiting = iter(tasks)
    left = {} if job.dry_run else left_overs(job.out)
    while chunk := list(islice(waiting, _CHUNK)):
        if left:
            clear(left, (task.name for task in chunk))
        yield chunk


def _prepared(job: Job) -> Job:
    """The job with what earlier runs wrote."""
    return replace(job, written=journal.written(job.out)) if job.resume and not job.dry_run else job


def _finished(job: Job, chunks: Iterable[list[Outcome]]) -> Iterator[Outcome]:
    """All outcomes; after the last one, when nothing is left to do, the journal goes."""
    left = 0
    for outcomes in chunks:
        left += sum(bool(each.fault) for each in outcomes)
        yield from outcomes
    if not left and not job.dry_run:
        journal.forget(job.out)


def _noted(job: Job, outcomes: list[Outcome]) -> list[Outcome]:
    """The outcomes of a chunk, once the journal holds them; without a journal only `--resume` is lost."""
    if not job.dry_run:
        note_changed(job.out / each.file for each in outcomes if each.digest)
        with contextlib.suppress(WriteFault):
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
        outcomes = [self._contained(task, shelf) for task in tasks]
        problems = {path.name: fault for path, fault in shelf.close().items()}
        return [
            replace(each, fault=problems[each.file], digest="") if each.file in problems else each
            for each in outcomes
        ]

    def _contained(self, task: Task, shelf: Shelf) -> Outcome:
        """A project on which the program itself fails costs that project only."""
        try:
            return self._one(task, shelf)
        except Exception:
            return Outcome(task.n, task.form.name, task.name, fault=broken(record_fault()))

    def _one(self, task: Task, shelf: Shelf) -> Outcome:
        job, form = self._job, task.form
        if task.name in job.written and (job.out / task.name).exists():
            return Outcome(task.n, form.name, task.name, skipped=True)
        try:
            rulebook = self._rulebook_for(form)
        except RulebookFault as why:
            return Outcome(task.n, form.name, task.name, fault=f"规则：{why}")
        done = process(form, rulebook, self._narrator)
        fault = refusal(done) if job.mode is Mode.FINAL else ""
        if fault or job.dry_run:
            return _outcome(task, done, fault)
        try:
            written = self._template.written(
                FilledForm(done.form, done.scored, done.narrated, done.checked), self._job.mode
            )
            data = written.data
            if job.mode is not Mode.FINAL:
                data = with_waiver_sheet(data, done)
            if job.resume and _stands(job.out / task.name, data):
                return Outcome(task.n, form.name, task.name, skipped=True)
            shelf.put(job.out / task.name, data)
        except (ForPeople, ValueError) as why:
            return _outcome(task, done, str(why))
        digest = hashlib.sha256(data).hexdigest()
        return replace(_outcome(task, done, ""), digest=digest, remarks=written.cut)


def _stands(path: Path, data: bytes) -> bool:
    """Whether the very same workbook is there already."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def refusal(done: Processed) -> str:
    """Why a form may not become a 报送版 yet: a finding whose rule blocks it is left, or there is nothing to hand in yet."""
    return refused_for(done.checked, done.form)


def refused_for(checked: Checked, form: Form) -> str:
    """The same of a form as it stands, whatever notes it could still get."""
    if not form.reports:
        return "不能生成报送版：这是绩效目标申报表，还没有完成值和得分。请用 new form --from 由它建自评表，填好再报送。"
    blocking = [finding for finding in checked.open if finding.blocks_final]
    if not blocking:
        return ""
    first = blocking[0]
    more = f"等 {len(blocking)} 处" if len(blocking) > 1 else ""
    return f"不能生成报送版：{first.code} {first.message}{more}。请先改好，再生成报送版。"


def _outcome(task: Task, done: Processed, fault: str) -> Outcome:
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
        fault=fault,
    )
