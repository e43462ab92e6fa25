"""What `bulk` was asked to do, refused before anything is read where it cannot be done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from zipingbiao.batch.job import Job
from zipingbiao.batch.names import pattern_fault
from zipingbiao.hosts.cli import shared
from zipingbiao.hosts.cli.bulk.pdf import PdfWish
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.hosts.cli.templates import lost_with, read_template
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.own_rulebook import own_rulebook
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.settings import load_settings
from zipingbiao.workbook.write.writer import Mode


@dataclass(frozen=True, slots=True)
class Asked:
    """`plain`: the template without macros, which printing takes; `lacking`: what it has no place for."""

    ledgers: tuple[Path, ...]
    job: Job
    plain: bytes
    lacking: list[str]
    wish: PdfWish
    pattern: str
    workers: int
    scheduler: str | None
    progress: str
    find: RulebookFor
    narrator: Narrator

    @property
    def source(self) -> str:
        """The ledger, as it is called in sentences."""
        return self.ledgers[0].name


@dataclass(frozen=True, slots=True)
class Kind:
    """Which workbooks are wanted."""

    template: Path | None
    format: str
    final: bool
    values: bool

    @property
    def mode(self) -> Mode:
        return Mode.FINAL if self.final else Mode.VALUES if self.values else Mode.FORMULAS


@dataclass(frozen=True, slots=True)
class Standing:
    """What is done with what stands in the folder already."""

    out: Path
    resume: bool
    force: bool
    dry_run: bool


@dataclass(frozen=True, slots=True)
class How:
    """By which rules, with how many hands, shown how."""

    pattern: str
    workers: int
    scheduler: str | None
    progress: str
    rulebook: str | None


def asked(
    ledgers: tuple[Path, ...], kind: Kind, standing: Standing, wish: PdfWish, how: How, *, quiet: bool
) -> Asked:
    """Raises CommandFault. `quiet`: nothing is said of what the template lacks; the JSON says it."""
    if kind.final and kind.format == "xlsm":
        raise CommandFault("报送版不含宏，--final 不能与 --format xlsm 同用。请去掉其中一个。")
    fault = pattern_fault(how.pattern)
    if fault:
        raise CommandFault(fault)
    find, narrator = shared.rulebooks(how.rulebook), shared.narrator()
    plain, lacking = read_template(kind.template), lost_with(kind.template)
    if lacking and not quiet:
        name = kind.template.name if kind.template is not None else ""
        click.echo(f"注意：模板 {name} 没有这些内容的位置，不会写进工作簿：{'、'.join(lacking)}。", err=True)
    job = Job(
        out=standing.out,
        template=plain if kind.format == "xlsx" else _with_macros(plain),
        rulebook=how.rulebook,
        default_rulebook=own_rulebook(how.rulebook),
        templates=load_settings().own_templates,
        mode=kind.mode,
        extension=f".{kind.format}",
        force=standing.force,
        resume=standing.resume,
        dry_run=standing.dry_run,
    )
    return Asked(
        ledgers,
        job,
        plain,
        lacking,
        wish,
        how.pattern,
        how.workers,
        how.scheduler,
        how.progress,
        find,
        narrator,
    )


def _with_macros(template: bytes) -> bytes:
    """The Excel host is looked for only where somebody wants it."""
    from zipingbiao.hosts.excel.build import build_xlsm

    return build_xlsm(template)
