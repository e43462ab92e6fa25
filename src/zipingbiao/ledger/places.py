"""The cells of a ledger's form, named when they are asked for: most forms never are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from zipingbiao.form.model import Place
from zipingbiao.ledger.columns import Columns
from zipingbiao.ledger.layout import Kind

_PATH = re.compile(r"(funds|indicators)\[(0|[1-9][0-9]*)\](?:\.(.+))?")


@dataclass(frozen=True, slots=True, eq=False)
class LedgerPlaces(Mapping[str, Place]):
    """Field path → cell. `funds`, `indicators`: the Excel rows of 资金 and 指标; a row as a whole has a path too."""

    project: tuple[Columns, int]
    funds: tuple[Columns | None, Sequence[int]]
    indicators: tuple[Columns | None, Sequence[int]]

    def __getitem__(self, path: str) -> Place:
        block, n, field = _split(path)
        if not block:
            columns, row = self.project
            if field in columns.at:
                return columns.place(row, field)
            raise KeyError(path)
        own, rows = self.funds if block == "funds" else self.indicators
        if own is None or n >= len(rows) or (field and field not in _fields(own)):
            raise KeyError(path)
        return own.place(rows[n], field)

    def __iter__(self) -> Iterator[str]:
        columns, _ = self.project
        yield from (column.field for column in columns.layout.columns if column.field in columns.at)
        for block, (own, rows) in (("funds", self.funds), ("indicators", self.indicators)):
            fields = () if own is None else _fields(own)
            for n in range(len(rows)):
                yield f"{block}[{n}]"
                yield from (f"{block}[{n}].{field}" for field in fields)

    def __len__(self) -> int:
        blocks = (len(rows) * (1 + len(_fields(own))) for own, rows in (self.funds, self.indicators) if own)
        return len(self.project[0].at) + sum(blocks)


def _fields(columns: Columns) -> tuple[str, ...]:
    """The fields of a row that are its own, not the keys of its project."""
    return tuple(
        column.field
        for column in columns.layout.columns
        if column.kind is not Kind.KEY and column.field in columns.at
    )


@lru_cache(4096)
def _split(path: str) -> tuple[str, int, str]:
    """`funds[1].rate` → funds, 1, rate; the field of the project itself has no block."""
    found = _PATH.fullmatch(path)
    return ("", 0, path) if found is None else (found[1], int(found[2]), found[3] or "")
