"""The source map of a form: field path → cell, kept as numbers until somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from zipingbiao.form.model import Place
from zipingbiao.package.address import cell_name
from zipingbiao.record import record

#: Row and column, from 1.
Where = tuple[int, int]


@record(frozen=True, slots=True)
class Places(Mapping[str, Place]):
    """All fields of one form stand on one sheet of one file. `called`: as the sheet names its places without cells."""

    file: str
    sheet: str
    cells: Mapping[str, Where]
    called: Mapping[Where, str] = field(default_factory=dict)

    def __getitem__(self, path: str) -> Place:
        if self.called:
            return Place(self.file, None, self.called.get(self.cells[path], self.sheet))
        return Place(self.file, self.sheet, cell_name(*self.cells[path]))

    def __iter__(self) -> Iterator[str]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)
