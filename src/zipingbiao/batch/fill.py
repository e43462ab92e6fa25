"""One project after the other becomes its workbook: processed, filled into the template, put on the shelf."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from zipingbiao.batch.durable_chunk import Shelf
from zipingbiao.batch.files import AlreadyThere
from zipingbiao.batch.inputs import broken
from zipingbiao.batch.job import Job, Outcome, Task
from zipingbiao.batch.leaving import gaps_left, refusal
from zipingbiao.batch.pipeline import Processed, process, process_final
from zipingbiao.batch.round.computed import shown_fields
from zipingbiao.batch.waived import with_waiver_sheet
from zipingbiao.checks.finding import Severity
from zipingbiao.for_people import ForPeople
from zipingbiao.form.model import Form
from zipingbiao.log import record_fault
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.rulebook.choice import rulebook_for
from zipingbiao.rulebook.load import RulebookFault
from zipingbiao.workbook.write.writer import CompiledTemplate, FilledForm, Mode, Written, compile_template


class Filler:
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
        processed = process_final if job.mode is Mode.FINAL else process
        done = processed(form, rulebook, self._narrator)
        fault = refusal(done) if job.mode is Mode.FINAL else ""
        if fault:
            return outcome_of(task, done, fault)
        try:
            written, data = self._written(done, job.mode)
            digest = hashlib.sha256(data).hexdigest()
            if job.resume and _stands(job.out / task.name, data):
                # A killed run placed it, and had no time to say so.
                return Outcome(
                    task.n,
                    form.name,
                    task.name,
                    skipped=True,
                    digest=digest,
                    shown=_shown(job, done, form, written),
                )
            (shelf.preview if job.dry_run else shelf.put)(job.out / task.name, data)
        except AlreadyThere as why:
            return replace(
                outcome_of(task, done, str(why)),
                kept=True,
                kept_as=self._stands_as(job.out / task.name, done),
            )
        except (ForPeople, ValueError) as why:
            return outcome_of(task, done, str(why))
        return replace(
            outcome_of(task, done, ""),
            digest="" if job.dry_run else digest,
            remarks=(*_lost_told(form), *_kind_told(form), *written.cut),
            shown=_shown(job, done, form, written),
        )

    def _written(self, done: Processed, mode: Mode) -> tuple[Written, bytes]:
        written = self._template.written(
            FilledForm(done.form, done.scored, done.narrated, done.checked), mode
        )
        return written, written.data if mode is Mode.FINAL else with_waiver_sheet(written.data, done)

    def _stands_as(self, path: Path, done: Processed) -> Mode | None:
        """In which other mode the very same project stands there; None where it is another content."""
        for mode in Mode:
            if mode is not self._job.mode:
                with contextlib.suppress(ForPeople, ValueError):
                    if _stands(path, self._written(done, mode)[1]):
                        return mode
        return None


def _shown(job: Job, done: Processed, ledger: Form, written: Written) -> dict[str, str]:
    """What the program wrote where a person may type; a 报送版 does not come back.

    Over a formula nobody can type what it shows without meaning it.
    """
    if job.mode is Mode.FINAL:
        return {}
    return {path: text for path, text in shown_fields(done, ledger).items() if path not in written.formulas}


def _lost_told(form: Form) -> tuple[str, ...]:
    """A workbook of a project that was not read whole is not the whole project."""
    if not form.unusable:
        return ()
    return (f"来源里有 {len(form.unusable)} 处没有用上，这一本不完整，如：{form.unusable[0]}",)


def _kind_told(form: Form) -> tuple[str, ...]:
    """An application becomes a form that nobody has filled yet."""
    if form.reports:
        return ()
    return ("来自绩效目标申报表，写成的自评表只有指标和分值，完成值、得分和说明还没有填。",)


def _stands(path: Path, data: bytes) -> bool:
    """Whether the very same workbook is there already."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def outcome_of(task: Task, done: Processed, fault: str) -> Outcome:
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
        gaps=gaps_left(done.form),
        fault=fault,
        whole=not done.form.unusable,
    )
