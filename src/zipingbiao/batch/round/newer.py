"""Workbooks that hold more than the ledger knows: handed out from it, filled in since, and not taken back yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from zipingbiao.batch.files import whole
from zipingbiao.batch.inputs import WORKBOOKS, read_input
from zipingbiao.batch.round.loose import Loose, listed, typed_outside
from zipingbiao.batch.round.record import NAME, Issued, digest_of, project_of, read_record
from zipingbiao.batch.round.update import Returned, Updater
from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.form.model import Form
from zipingbiao.ledger.update.fields import field_of, same, typed_texts
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.package.gate import open_package
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.workbook.write.writer import CompiledTemplate, compile_template


@dataclass(frozen=True, slots=True)
class Newer:
    """One such workbook: how many fields are new, and how many the ledger says otherwise or cannot take.

    `beside`: what stands where no field is, so that no ledger can ever take it.
    """

    path: Path
    project: str
    new: int
    otherwise: int
    digest: str = ""
    beside: tuple[Loose, ...] = ()

    def told(self, ledger: str) -> str:
        """What is said of it, with the way out."""
        counts = (self.new, "台账还没有的内容"), (self.otherwise, "与台账不一样")
        said = [f"{count} 处{what}" for count, what in counts if count]
        if self.beside:
            said.append(f"{len(self.beside)} 处填在台账没有的地方（{listed(self.beside)}）")
        way_out = ""
        if self.new or self.otherwise:
            way_out = f"请先运行 zipingbiao update {ledger} --from {self.path.parent.name}，再生成。"
        if self.beside:
            way_out += "台账没有地方放的，请生成后照着补填。"
        return (
            f"{self.path.name}“{self.project}”比台账新：有 {'、'.join(said)}，这次生成的不包含它们。{way_out}"
        )

    def overwritten(self, ledger: str) -> str:
        """What is said where a new workbook took its place; "" where it stands as it was."""
        kept = self.backup()
        if not kept:
            return ""
        fields = self.new + self.otherwise
        lost = [f"没有收回台账的 {fields} 处"] if fields else []
        if self.beside:
            lost.append(f"填在台账没有的地方的 {len(self.beside)} 处（{listed(self.beside)}）")
        way_out = "要用的，照着补填到新生成的表里。"
        if fields:
            way_out = (
                f"要用的，把备份改名放到别的文件夹，再运行 zipingbiao update {ledger} --from 那个文件夹，"
                "或照着填进台账。"
            )
        return (
            f"{self.path.name}“{self.project}”已被覆盖，其中{'、'.join(lost)}只留在备份 {kept} 里：{way_out}"
        )

    def backup(self) -> str:
        """The name of the copy that was kept of it when it was written over; "" where it was not."""
        if digest_of(self.path) == self.digest:
            return ""
        copies = (
            each for each in self.path.parent.iterdir() if each.name.startswith(f"{self.path.name}.bak")
        )
        return next((each.name for each in sorted(copies) if digest_of(each) == self.digest), "")


def newer_workbooks(
    ledgers: Sequence[Path], out: Path, find: RulebookFor, narrator: Narrator, template: bytes
) -> tuple[Newer, ...]:
    """Looked for in the output folder, and in the folders beside it and beside the ledger that hold a record.

    `template`: what the workbooks are made with.
    """
    books = [path for path in ledgers if path.suffix.lower() in WORKBOOKS and path.is_file()]
    handed = list(_handed_out(books, out)) if books else []
    if not any(is_changed or issued.former for _, issued, is_changed in handed):
        return ()
    forms: list[Form] = []
    for path in books:
        found = read_input(path)
        forms += found.forms if found.ledger else ()
    projects = {project_of(form): form for form in forms}
    changed = [
        path
        for path, issued, is_changed in handed
        if is_changed or (issued.former and _went_back(issued, projects.get(issued.project)))
    ]
    updater = Updater(forms, Snapshot("", ()), find, narrator)
    if not changed:
        return ()
    look = _Look(updater, find, compile_template(template))
    return tuple(newer for path in changed if (newer := look.newer(path)) is not None)


def _handed_out(ledgers: Sequence[Path], out: Path) -> Iterator[tuple[Path, Issued, bool]]:
    """The workbooks of the records, and whether their bytes are no longer those that were recorded."""
    for folder in _folders(ledgers, out):
        for name, issued in read_record(folder).items():
            path = folder / name
            if path.is_file():
                yield path, issued, digest_of(path) != issued.digest


def _went_back(issued: Issued, ledger: Form | None) -> bool:
    """Whether the ledger says again what it said before words of the workbook took its place: an old copy of it, perhaps."""
    if ledger is None:
        return True
    now = typed_texts(ledger)
    return any(
        same(field_of(path), text, now.get(path, ""))
        for path, said in issued.former_in(ledger).items()
        for text in said
    )


def _folders(ledgers: Sequence[Path], out: Path) -> list[Path]:
    around = [out.absolute().parent, *(path.absolute().parent for path in ledgers)]
    beside = (
        each for folder in dict.fromkeys(around) if folder.is_dir() for each in sorted(folder.iterdir())
    )
    candidates = (each for each in (out, *around, *beside) if (each / NAME).is_file())
    return list(dict.fromkeys(whole(each) for each in candidates))


@dataclass(frozen=True, slots=True)
class _Look:
    """What one workbook after the other is held against."""

    updater: Updater
    find: RulebookFor
    template: CompiledTemplate

    def newer(self, path: Path) -> Newer | None:
        found = read_input(path)
        if len(found.forms) != 1 or found.ledger:
            return None
        form, snapshot = found.forms[0], snapshot_of(open_package(path))
        for project in self.updater.update([Returned(path, path.name, form, snapshot)]).projects:
            new, otherwise, ledger = len(project.edits), len(project.conflicts), project.ledger
            beside = tuple(typed_outside(form, snapshot, ledger, self.find(ledger), self.template))
            if new or otherwise or beside:
                return Newer(path, ledger.name, new, otherwise, digest_of(path), beside)
        return None
