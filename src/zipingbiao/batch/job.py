"""What a batch is to do, with which project, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from zipingbiao.batch.names import PATTERN, Names
from zipingbiao.form.model import Form
from zipingbiao.workbook.write.writer import Mode


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with every project of a batch. `extension`: .xlsx or .xlsm.

    `portion`: projects that are written together, and handed to a worker process at a time: few enough for the
    progress bar, many enough to pay.
    """

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
    portion: int = 50
    version: str = ""  # of the program that began the batch
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

    `kept`: another workbook of that name stands there, and stays; `kept_as`: where it is the same project, only written
    in that other mode. `remarks`: what a reader of the printed form will miss.
    `whole`: everything of the project could be read. `shown`: what the written workbook shows that nobody typed in the ledger.
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
    kept: bool = False
    kept_as: Mode | None = None
    digest: str = ""
    remarks: tuple[str, ...] = ()
    whole: bool = True
    shown: Mapping[str, str] = field(default_factory=dict, compare=False)


def plan(forms: Sequence[Form], extension: str = ".xlsx", pattern: str = PATTERN) -> list[Task]:
    """Each project with its file name, in ledger order."""
    return list(planned(forms, len(forms), extension, pattern))


def planned(forms: Iterable[Form], count: int, extension: str, pattern: str = PATTERN) -> Iterator[Task]:
    """The same one by one, for `count` projects that nobody holds all at once."""
    names = Names(count, pattern)
    for n, form in enumerate(forms, 1):
        yield Task(n, form, names.name(n, form, extension))
