"""The desk of opened files: each as it was, what was typed into it since, and what the engine says of it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from zipingbiao.batch.inputs import WORKBOOKS, InputFault, Inputs, read_input
from zipingbiao.checks.run import cross_check
from zipingbiao.commands.why import explain_field
from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.hosts.page.engine.absent import FILES
from zipingbiao.hosts.page.engine.handed_over import handed_over, received
from zipingbiao.hosts.page.engine.judged import Judged, detail_data, judge, summary_data
from zipingbiao.hosts.page.engine.table import table_data
from zipingbiao.hosts.page.engine.typed import Change, Typed, written
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.package.gate import package_of
from zipingbiao.rulebook.choice import RulebookFor, rulebook_for


@dataclass(frozen=True, slots=True)
class Opened:
    """One file on the desk. `read`: what stood in it; `judged`: what stands in it now."""

    name: str
    original: bytes
    current: bytes
    read: Inputs
    judged: tuple[Judged, ...]
    changes: tuple[Change, ...] = ()

    @property
    def is_workbook(self) -> bool:
        return Path(self.name).suffix.lower() in WORKBOOKS

    @property
    def kind(self) -> str:
        return "台账" if self.read.ledger else "自评表" if self.is_workbook else "JSON"


@dataclass(frozen=True, slots=True)
class Ways:
    """How everything on the desk is judged."""

    rulebook: str | None = None
    bundle: str = "default"

    @property
    def find(self) -> RulebookFor:
        return rulebook_for(self.rulebook, "cn")


class Desk:
    """Files by the key the page gave them. `place`: a folder of its own, for reading."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._ways = Ways()
        self._narrator = Narrator.load(directories=())
        self._files: dict[str, Opened] = {}

    def judge_by(self, rulebook: str | None, bundle: str) -> list[dict[str, Any]]:
        """Another rulebook or another set of rules, for everything on the desk."""
        self._ways = Ways(rulebook, bundle)
        for key, file in self._files.items():
            forms = [each.form for each in file.judged]
            self._files[key] = replace(
                file, judged=tuple(judge(form, self._ways.find, self._narrator, bundle) for form in forms)
            )
        return [self.data(key) for key in self._files]

    def open(self, key: str, name: str, content: bytes) -> dict[str, Any]:
        """A file that came in; one that cannot be read is told as the command line tells it."""
        inputs = self._read(name, content)
        self._files[key] = Opened(name, content, content, inputs, self._judged(inputs))
        return self.data(key)

    def read_for_another(self, name: str, content: bytes) -> bytes:
        """A file read and judged for the desk of another engine."""
        inputs = self._read(name, content)
        opened = Opened(name, content, content, inputs, self._judged(inputs))
        return handed_over((self._ways, opened))

    def take_over(self, key: str, data: bytes) -> dict[str, Any]:
        """What :meth:`read_for_another` gave; judged again where the way of judging has changed since."""
        ways, opened = received(data)
        if ways != self._ways:
            opened = replace(opened, judged=self._judged(opened.read))
        self._files[key] = opened
        return self.data(key)

    def close(self, key: str) -> None:
        self._files.pop(key, None)

    def type_into(self, key: str, typed: Sequence[Typed]) -> dict[str, Any]:
        """Everything that was typed into a file so far; the file as it was is the start each time."""
        file = self._files[key]
        content, changes = written(file.original, file.name, file.read.forms, typed, self._ways.find)
        inputs = self._read(file.name, content)
        self._files[key] = replace(file, current=content, changes=changes, judged=self._judged(inputs))
        return self.data(key)

    def content(self, key: str) -> tuple[str, bytes]:
        """A file as it stands now."""
        return self._files[key].name, self._files[key].current

    def cross(self, order: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
        """What only shows between the forms of all files, in the order of the list; the summaries again."""
        self._files = {key: self._files[key] for key in order if key in self._files}
        everything = [each for file in self._files.values() for each in file.judged]
        standing, alone = [each.standing for each in everything], [each.alone for each in everything]
        checked = iter(cross_check(standing, alone, self._ways.bundle))
        for key, file in self._files.items():
            mine = tuple(each.among_others(next(checked)) for each in file.judged)
            self._files[key] = replace(file, judged=mine)
        return {key: [summary_data(each) for each in file.judged] for key, file in self._files.items()}

    def data(self, key: str) -> dict[str, Any]:
        """What the list shows of a file."""
        file = self._files[key]
        return {
            "key": key,
            "file": file.name,
            "kind": file.kind,
            "own": file.read.own,
            "faults": [fault.message for fault in file.read.faults],
            "remarks": [remark.message for remark in file.read.remarks],
            "forms": [summary_data(each) for each in file.judged],
            "changes": [change.as_data() for change in file.changes],
        }

    def form(self, key: str, n: int) -> dict[str, Any]:
        """A form's own page."""
        file = self._files[key]
        judged = file.judged[n]
        typed = file.is_workbook and not file.read.ledger
        snapshot = snapshot_of(package_of(file.current, file.name)) if typed else None
        return {
            **detail_data(judged),
            "table": table_data(judged.scored, snapshot, self._narrator.reasons),
            "changes": [change.as_data() for change in file.changes],
        }

    def why(self, key: str, n: int, field: str) -> dict[str, Any]:
        """How a number comes about."""
        explained = explain_field(self._files[key].judged[n].form, self._ways.find, field)
        trace = explained.trace if explained is not None else None
        return {"lines": list(trace.lines()) if trace is not None else ["这一格没有计算，只有填报内容。"]}

    def _read(self, name: str, content: bytes) -> Inputs:
        path = self._place / Path(name).name
        absent = FILES.get(path.suffix.lower())
        if absent:
            return Inputs((), (InputFault(path.name, absent, whole=True),))
        try:
            path.write_bytes(content)
            return read_input(path)
        finally:
            path.unlink(missing_ok=True)

    def _judged(self, inputs: Inputs) -> tuple[Judged, ...]:
        find, bundle = self._ways.find, self._ways.bundle
        return tuple(judge(form, find, self._narrator, bundle) for form in inputs.forms)
