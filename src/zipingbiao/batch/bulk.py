"""Filling the workbooks of many projects: in this process or in workers, never losing one in silence."""

from __future__ import annotations

import contextlib
import platform
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import replace
from itertools import islice

from zipingbiao import __version__
from zipingbiao.batch import journal
from zipingbiao.batch.changed import note_changed
from zipingbiao.batch.durable_chunk import clear, left_overs
from zipingbiao.batch.files import WriteFault
from zipingbiao.batch.fill import Filler
from zipingbiao.batch.job import Job, Outcome, Task, plan, planned
from zipingbiao.batch.leaving import refusal

#: What a batch is made of, for those who start one.
__all__ = [
    "Heard",
    "Job",
    "Outcome",
    "Task",
    "plan",
    "planned",
    "refusal",
    "run",
    "run_on",
    "unheard",
    "write_chunk",
]

#: Chunks handed out before the first one comes back: all workers have work, and memory stays flat.
_AHEAD = 32
_LOST = "工作进程意外中断（可能内存不足），这个项目没有写入或没有确认。"


#: Hears of each chunk that was placed, before the journal does: what it keeps, no resumed run has to make up for.
Heard = Callable[[Sequence[Outcome]], None]


def unheard(outcomes: Sequence[Outcome]) -> None:
    """Nobody keeps a list of what was written."""


def run(tasks: Iterable[Task], job: Job, workers: int = 1, heard: Heard = unheard) -> Iterator[Outcome]:
    """Write all workbooks; outcomes come in order. `workers` > 1 uses that many processes."""
    with _alone(job):
        yield from _run(tasks, job, workers, heard)


def _alone(job: Job) -> contextlib.AbstractContextManager[None]:
    return contextlib.nullcontext() if job.dry_run else journal.alone_in(job.out)


def _run(tasks: Iterable[Task], job: Job, workers: int, heard: Heard) -> Iterator[Outcome]:
    if not job.dry_run:
        # Of killed runs, whatever they were writing: on this machine it is known which processes live.
        left = left_overs(job.out)
        clear(left, tuple(left))
    if workers <= 1:
        ready = _prepared(job)
        worker = Filler(ready)
        chunks = _chunks(tasks, ready)
        yield from _finished(ready, (_noted(ready, worker.write(chunk), heard) for chunk in chunks))
        return
    # Not every machine that runs this has processes: a browser has none.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # A copy of a process with threads (the progress bar has one) can hang; a fresh one cannot.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_left_to_the_parent)
    try:
        yield from _run_on(pool, tasks, job, (BrokenExecutor,), heard)
    finally:
        pool.shutdown(cancel_futures=True)


def _left_to_the_parent() -> None:
    """Ctrl-C reaches every process of a terminal; only the parent answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def run_on(
    executor: Executor,
    tasks: Iterable[Task],
    job: Job,
    lost: tuple[type[Exception], ...] = (BrokenExecutor,),
    heard: Heard = unheard,
) -> Iterator[Outcome]:
    """The same on any `concurrent.futures.Executor`. `lost`: what it raises for work whose worker died."""
    with _alone(job):
        yield from _run_on(executor, tasks, job, lost, heard)


def _run_on(
    executor: Executor, tasks: Iterable[Task], job: Job, lost: tuple[type[Exception], ...], heard: Heard
) -> Iterator[Outcome]:
    ready = _prepared(job)
    waiting: deque[tuple[Sequence[Task], Future[list[Outcome]]]] = deque()
    done = _done_on(executor, _chunks(tasks, ready), ready, lost, waiting)
    try:
        yield from _finished(ready, (_noted(ready, outcomes, heard) for outcomes in done))
    finally:
        _called_off(waiting, ready, heard)


def _called_off(
    waiting: Iterable[tuple[Sequence[Task], Future[list[Outcome]]]], job: Job, heard: Heard
) -> None:
    """Ctrl-C: chunks that wait are not begun; those at work place their files whole, and the journal knows of it."""
    for future in [future for _, future in waiting if not future.cancel()]:
        if future.exception() is None:
            _noted(job, future.result(), heard)


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
    """One chunk in a worker process, which may be another machine's: then of the same version, or nothing is written."""
    if job.version not in ("", __version__):
        fault = (
            f"电脑 {platform.node()} 上的 zipingbiao 是 {__version__} 版，发起批量的是 {job.version} 版，"
            "没有写。请把各台电脑升级到同一版本。"
        )
        return [Outcome(task.n, task.form.name, task.name, fault=fault) for task in tasks]
    return Filler(job).write(tasks)


def _chunks(tasks: Iterable[Task], job: Job) -> Iterator[Sequence[Task]]:
    """The tasks in portions, taken as they are wanted; what a killed run left unplaced of them is cleared away."""
    waiting = iter(tasks)
    left = {} if job.dry_run else left_overs(job.out)
    while chunk := list(islice(waiting, job.portion)):
        if left:
            clear(left, (task.name for task in chunk))
        yield chunk


def _prepared(job: Job) -> Job:
    """The job with what earlier runs wrote. :class:`WriteFault` where they were made with something else."""
    job = replace(job, version=__version__)
    if job.dry_run:
        return replace(job, written=journal.continued(job.out, journal.made_with(job), resume=job.resume))
    return replace(job, written=journal.begin(job.out, journal.made_with(job), resume=job.resume))


def _finished(job: Job, chunks: Iterable[list[Outcome]]) -> Iterator[Outcome]:
    """All outcomes; after the last one, when nothing is left to do, the journal goes."""
    left = 0
    for outcomes in chunks:
        left += sum(bool(each.fault) for each in outcomes)
        yield from outcomes
    if not left and not job.dry_run:
        journal.forget(job.out)


def _noted(job: Job, outcomes: list[Outcome], heard: Heard) -> list[Outcome]:
    """The outcomes of a chunk, once the journal holds them; without a journal only `--resume` is lost."""
    if not job.dry_run:
        note_changed(job.out / each.file for each in outcomes if each.digest and not each.skipped)
        heard(outcomes)
        with contextlib.suppress(WriteFault):
            journal.note(job.out, ((each.file, each.digest) for each in outcomes if each.digest))
    return outcomes
