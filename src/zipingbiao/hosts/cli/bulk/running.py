"""The projects of a batch run through, with what a person sees meanwhile."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import closing

from zipingbiao.batch.bulk import Heard, Job, Outcome, Task, run, run_on, unheard
from zipingbiao.batch.cluster import cluster
from zipingbiao.batch.files import make_folder
from zipingbiao.hosts.cli.progress import display_of


def write_all(
    tasks: Iterable[Task],
    count: int,
    job: Job,
    workers: int,
    progress: str,
    scheduler: str | None = None,
    heard: Heard = unheard,
) -> Generator[Outcome]:
    """Run the batch of `count` projects with its progress display. Closed early, it ends what is at work first."""
    if not job.dry_run:
        make_folder(job.out)
    with (
        display_of(progress, "生成自评表", count) as display,
        closing(_outcomes(tasks, job, workers, scheduler, heard)) as outcomes,
    ):
        for outcome in outcomes:
            yield outcome
            display.advance(outcome)


def _outcomes(
    tasks: Iterable[Task], job: Job, workers: int, scheduler: str | None, heard: Heard
) -> Generator[Outcome]:
    """On this machine, or on the cluster behind a scheduler."""
    if scheduler is None:
        yield from run(tasks, job, workers, heard)
        return
    with cluster(scheduler) as many:
        yield from run_on(many.executor, tasks, job, many.lost, heard)
