"""The record of what was handed out: beside the workbooks, what the ledger said when each of them was written.

With it `update` tells who changed a field since, and `bulk` which workbook holds more than the ledger knows.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from zipingbiao.batch.files import WriteFault, os_words
from zipingbiao.form.model import Form, Indicator
from zipingbiao.form.pairing import pair_rows
from zipingbiao.ledger.update.fields import approved_texts, typed_texts

NAME = ".zipingbiao-issued.jsonl"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Issued:
    """One workbook as it was handed out. `typed`: the ledger's typed fields then, by the paths they had then.

    `rows`, `funds`: what those rows were called; `approved`: what was approved then; `shown`: what the workbook showed
    and nobody had typed; `untouched`: the same of later, as it came back. `former`: what the ledger said before words of
    the workbook took its place.
    """

    file: str
    digest: str
    project: tuple[str, str, str]
    rows: tuple[str, ...]
    funds: tuple[str, ...]
    typed: Mapping[str, str]
    untouched: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    approved: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def typed_in(self, ledger: Form) -> dict[str, str]:
        """The typed fields of then by the paths that the ledger's form has now."""
        return self._moved(self.typed, ledger)

    def untouched_in(self, ledger: Form) -> dict[str, str]:
        """The same for what nobody had typed."""
        return self._moved(self.untouched, ledger)

    def shown_in(self, ledger: Form) -> dict[str, str]:
        """The same for what the workbook showed when it was handed out."""
        return self._moved(self.shown, ledger)

    def approved_in(self, ledger: Form) -> dict[str, str]:
        """The same for what was approved."""
        return self._moved(self.approved, ledger)

    def former_in(self, ledger: Form) -> dict[str, tuple[str, ...]]:
        """The same for what the ledger once said."""
        return self._moved(self.former, ledger)

    def _moved(self, texts: Mapping[str, T], ledger: Form) -> dict[str, T]:
        then = [Indicator(level3=each) for each in self.rows]
        now = [Indicator(level3=row.level3) for row in ledger.indicators]
        rows = {old: new for old, new in pair_rows(then, now) if old is not None and new is not None}
        kinds = [line.kind for line in ledger.funds]
        funds = {n: kinds.index(kind) for n, kind in enumerate(self.funds) if kind in kinds}
        moved: dict[str, T] = {}
        for path, text in texts.items():
            block, bracket, rest = path.partition("[")
            if not bracket:
                moved[path] = text
                continue
            index, _, name = rest.partition("].")
            new = (rows if block == "indicators" else funds).get(int(index))
            if new is not None:
                moved[f"{block}[{new}].{name}"] = text
        return moved


def project_of(form: Form) -> tuple[str, str, str]:
    """What tells a project from the others of its ledger."""
    return form.id, form.name, form.unit


def issued(file: str, digest: str, ledger: Form, shown: Mapping[str, str]) -> Issued:
    """A workbook that is handed out now."""
    return Issued(
        file,
        digest,
        project_of(ledger),
        tuple(row.level3 for row in ledger.indicators),
        tuple(line.kind for line in ledger.funds),
        typed_texts(ledger),
        shown=shown,
        approved=approved_texts(ledger),
    )


def digest_of(path: Path) -> str:
    """The fingerprint of a file; "" where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def read_record(folder: Path) -> dict[str, Issued]:
    """File name → how it was handed out; of several lines the last. A line torn by a crash counts for nothing."""
    found: dict[str, Issued] = {}
    try:
        lines = (folder / NAME).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return found
    for line in lines:
        try:
            each = _read(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
        found[each.file] = each
    return found


def add_to_record(folder: Path, entries: Iterable[Issued]) -> None:
    """Note what was handed out. :class:`WriteFault` where that fails."""
    lines = "".join(f"{json.dumps(_data(each), ensure_ascii=False)}\n" for each in entries)
    if not lines:
        return
    try:
        with (folder / NAME).open("a", encoding="utf-8") as record:
            record.write(lines)
            record.flush()
            os.fsync(record.fileno())
    except OSError as fault:
        raise WriteFault(f"发放记录 {NAME} 未能写入：{os_words(fault)}。") from fault


def _data(each: Issued) -> dict[str, Any]:
    return {
        "file": each.file,
        "sha256": each.digest,
        "project": each.project,
        "rows": each.rows,
        "funds": each.funds,
        "typed": dict(each.typed),
        "untouched": dict(each.untouched),
        "shown": dict(each.shown),
        "approved": dict(each.approved),
        "former": dict(each.former),
    }


def _read(data: Mapping[str, Any]) -> Issued:
    one, name, unit = map(str, data["project"])
    return Issued(
        str(data["file"]),
        str(data["sha256"]),
        (one, name, unit),
        tuple(map(str, data["rows"])),
        tuple(map(str, data["funds"])),
        _texts(data["typed"]),
        _texts(data["untouched"]),
        _texts(data["shown"]),
        _texts(data["approved"]),
        {str(path): tuple(map(str, said)) for path, said in data.get("former", {}).items()},
    )


def _texts(data: Mapping[str, Any]) -> dict[str, str]:
    return {str(path): str(text) for path, text in data.items()}
