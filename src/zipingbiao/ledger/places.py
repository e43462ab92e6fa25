"""The cells of a ledger's form, named when they are asked for: most forms never are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from zipingbiao.form.model import Place
from zipingbiao.ledger.columns import Columns

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
            project, row = self.project
            if field in project.at:
                return project.place(row, field)
            raise KeyError(path)
        columns, rows = self.funds if block == "funds" else self.indicators
        if columns is None or n >= len(rows) or (field and field not in columns.own):
            raise KeyError(path)
        return columns.place(rows[n], field)

    def __iter__(self) -> Iterator[str]:
        columns, _ = self.project
        yield from (column.field for column in columns.layout.columns if column.field in columns.at)
        for block, (sheet, rows) in (("funds", self.funds), ("indicators", self.indicators)):
            fields = () if sheet is None else sheet.own
            for n in range(len(rows)):
                yield f"{block}[{n}]"
                yield from (f"{block}[{n}].{field}" for field in fields)

    def __len__(self) -> int:
        blocks = (len(rows) * (1 + len(sheet.own)) for sheet, rows in (self.funds, self.indicators) if sheet)
        return len(self.project[0].at) + sum(blocks)


@lru_cache(4096)
def _split(path: str) -> tuple[str, int, str]:
    """`funds[1].rate` → funds, 1, rate; the field of the project itself has no block."""
    found = _PATH.fullmatch(path)
    return ("", 0, path) if found is None else (found[1], int(found[2]), found[3] or "")
