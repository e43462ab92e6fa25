"""Filling the workbooks of many projects: plan, write one by one or in worker processes, never lose one in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from zipingbiao.batch.files import WriteProblem, write_atomically
from zipingbiao.batch.names import Names
from zipingbiao.batch.pipeline import Processed, process
from zipingbiao.checks.finding import Severity
from zipingbiao.form.model import Form
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.rulebook.load import load
from zipingbiao.workbook.writer import CompiledTemplate, FilledForm, Mode, compile_template

#: Projects handed to a worker process at a time: few enough for the progress bar, many enough to pay.
_CHUNK = 50


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


def plan(forms: Iterable[Form], extension: str = ".xlsx") -> list[Task]:
    """Each project with its file name, in ledger order."""
    listed = list(forms)
    names = Names(len(listed))
    return [Task(n, form, names.name(n, form.name, extension)) for n, form in enumerate(listed, 1)]


def run(tasks: Sequence[Task], job: Job, workers: int = 1) -> Iterator[Outcome]:
    """Write all workbooks; outcomes come in order. `workers` > 1 uses that many processes."""
    if workers <= 1:
        yield from _Worker(job).write(tasks)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from run_on(pool, tasks, job)


def run_on(executor: Executor, tasks: Sequence[Task], job: Job) -> Iterator[Outcome]:
    """The same on any `concurrent.futures.Executor`."""
    chunks = [tasks[i : i + _CHUNK] for i in range(0, len(tasks), _CHUNK)]
    for outcomes in executor.map(write_chunk, chunks, [job] * len(chunks)):
        yield from outcomes


def write_chunk(tasks: Sequence[Task], job: Job) -> list[Outcome]:
    """One chunk in a worker process."""
    return list(_Worker(job).write(tasks))


class _Worker:
    """Template and narrative compiled once, then one project after the other."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._template: CompiledTemplate = compile_template(job.template)
        self._narrator = Narrator.load(directories=job.templates)

    def write(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        for task in tasks:
            yield self._one(task)

    def _one(self, task: Task) -> Outcome:
        job, form = self._job, task.form
        path = job.out / task.name
        if job.resume and path.exists():
            return Outcome(task.n, form.name, task.name, skipped=True)
        book = load(job.rulebook or form.rulebook or job.default_rulebook, form.evaluated_year)
        done = process(form, book, self._narrator)
        problem = refusal(done) if job.mode is Mode.FINAL else ""
        if not problem and not job.dry_run:
            problem = self._save(path, done)
        return _outcome(task, done, problem)

    def _save(self, path: Path, done: Processed) -> str:
        try:
            data = self._template.render(
                FilledForm(done.form, done.scored, done.narrated, done.checked), self._job.mode
            )
            write_atomically(path, data, force=self._job.force)
        except (WriteProblem, ValueError) as problem:
            return str(problem)
        return ""


def refusal(done: Processed) -> str:
    """Why a form may not become a 报送版 yet: an error finding or a gap is left."""
    errors = [finding for finding in done.checked.findings if finding.severity is Severity.ERROR]
    if not errors:
        return ""
    first = errors[0]
    more = f"等 {len(errors)} 处错误" if len(errors) > 1 else ""
    return f"不能生成报送版：{first.code} {first.message}{more}。请先改好，再生成报送版。"


def _outcome(task: Task, done: Processed, problem: str) -> Outcome:
    severities = [finding.severity for finding in done.checked.findings]
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
