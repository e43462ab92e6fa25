"""Worksheets row by row, whether they stand in a snapshot or are read from a closed file as they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from operator import itemgetter
from typing import Protocol, TypeVar
from xml.parsers.expat import ExpatError

from zipingbiao.edits.read_xlsx import LEDGER, Bound, Worksheet, XlsxReader
from zipingbiao.edits.snapshot import Cell, Sheet, Snapshot
from zipingbiao.package.address import Area
from zipingbiao.package.fault import ReadFault
from zipingbiao.package.gate import Package
from zipingbiao.package.large.portions import Irregular
from zipingbiao.package.large.rows import Outline, outline_of, scan_rows
from zipingbiao.package.xml_scan import StoredCell

T = TypeVar("T")
#: More than a sheet of a million rows holds in the columns of a ledger; the time it takes is the bound.
_STREAMED = Bound(40_000_000, "已停止读取；请把台账分成几本，或用 JSON Lines。")


class SheetRows(Protocol):
    """A worksheet: its name, its merged areas, and its rows from the top."""

    @property
    def name(self) -> str: ...

    @property
    def merges(self) -> tuple[Area, ...]: ...

    def rows(self, read: Callable[[Cell], T]) -> Iterator[tuple[int, Mapping[int, T]]]:
        """Row number and column → what was read of the cell, of every row that holds something.

        `read` is asked once for cells that hold the same.
        """
        ...


def rows_of(snapshot: Snapshot) -> tuple[SheetRows, ...]:
    """The sheets of a snapshot."""
    return tuple(map(_Held, snapshot.sheets))


def rows_in(package: Package) -> tuple[SheetRows, ...]:
    """The sheets of a closed file; each is read when it is gone through. Raises :class:`ReadFault`."""
    reader = XlsxReader(package, LEDGER)
    return tuple(_Streamed(reader, worksheet) for worksheet in reader.worksheets())


class _Held:
    """A sheet that stands in memory."""

    def __init__(self, sheet: Sheet) -> None:
        self.name, self.merges = sheet.name, sheet.merges
        self._cells = sheet.cells

    def rows(self, read: Callable[[Cell], T]) -> Iterator[tuple[int, Mapping[int, T]]]:
        rows: dict[int, dict[int, T]] = {}
        for (row, column), cell in self._cells.items():
            rows.setdefault(row, {})[column] = read(cell)
        yield from sorted(rows.items(), key=itemgetter(0))


class _Streamed:
    """A sheet of a closed file. One laid out as no office program lays it out is read whole instead."""

    def __init__(self, reader: XlsxReader, worksheet: Worksheet) -> None:
        self.name = worksheet.name
        self._reader, self._worksheet = reader, worksheet

    @property
    def merges(self) -> tuple[Area, ...]:
        return self._looked.merges

    def rows(self, read: Callable[[Cell], T]) -> Iterator[tuple[int, Mapping[int, T]]]:
        if isinstance(self._looked, _Held):
            yield from self._looked.rows(read)
            return
        masters: dict[str, StoredCell] = {}

        def taken(stored: StoredCell) -> T | None:
            cell = self._reader.cell(stored, masters, self.name)
            return None if cell is None else read(cell)

        try:
            yield from scan_rows(self._reader.package.pieces(self._worksheet.part), taken)
        except (ExpatError, ValueError, LookupError) as fault:
            raise self._reader.broken(self._worksheet.part) from fault

    @cached_property
    def _looked(self) -> Outline | _Held:
        part = self._worksheet.part
        try:
            outline = outline_of(self._reader.package.pieces(part))
        except Irregular:
            return _Held(self._reader.sheet(self._worksheet))
        except (ExpatError, ValueError, LookupError) as fault:
            raise self._reader.broken(part) from fault
        if outline.cells > _STREAMED.cells:
            raise ReadFault(
                self._reader.file,
                f"工作表“{self.name}”的数据超过 {_STREAMED.cells // 10000} 万格，{_STREAMED.advice}",
            )
        return outline
