"""A worksheet part row by row: however many rows it has, no more than a portion of them stands in memory.

Rows as Excel, WPS, LibreOffice and openpyxl write them are taken apart by one regular expression, at several times the
rate of an XML parser; a row that has anything else in it (rich text, a shared formula) goes through the parser. Only a part laid
out as they all lay it out is read so; any other is :class:`Irregular` and has to be read whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from zipingbiao.package.address import LAST_COLUMN, Area, column_number
from zipingbiao.package.large.portions import Irregular, portions, refuse_irregular
from zipingbiao.package.large.text import TEXT, plain_text
from zipingbiao.package.xml_scan import SheetScan, StoredCell, scan_sheet

T = TypeVar("T")

_DATA = re.compile(rb"<sheetData(?:\s[^<>]*)?(?<!/)>")
_ROW_END, _END = "</row>", "</sheetData>"
_NUMBER = re.compile(rb'<row (?:[^<>]*? )?r="([0-9]{1,7})"')
_CELL = r'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]{1,6})")?(?: t="([a-zA-Z]+)")?'
_BLANK = r'(?:<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,6}")?(?: t="[a-zA-Z]+")?(?:/>|></c>|><v ?/></c>|><v></v></c>))*+'
#: The start of a row with the empty cells before its first filled one; rows that are wholly empty may stand before it.
_START = re.compile(rf'\s*+(?:<row [^<>]*/>\s*+)*+<row (?:[^<>]*? )?r="([0-9]{{1,7}})"[^<>]*(?<!/)>{_BLANK}')
#: A filled cell with the empty ones behind it.
_FILLED = re.compile(
    rf"({_CELL}>(?:<f>({TEXT}+)</f><v>({TEXT}+)</v>|<v>({TEXT}*)</v>"
    rf'|<is><t(?: xml:space="preserve")?>({TEXT}*)</t></is>)</c>{_BLANK})'
)
#: Values kept beside what was made of them: most cells of a ledger say what others said before, long ones seldom do.
_REMEMBERED, _SHORT = 16_384, 100


@dataclass(frozen=True, slots=True)
class Outline:
    """What is to be known of a sheet before its first row: merged areas, and at least how many cells hold something."""

    merges: tuple[Area, ...]
    cells: int


def outline_of(pieces: Iterable[bytes]) -> Outline:
    """One pass over a part without reading its cells. Raises Irregular, and expat.ExpatError where it is damaged."""
    cells = last = 0
    frame: list[bytes] = []
    for inside, data in portions(pieces, _DATA, _ROW_END, _END):
        if not inside:
            frame.append(data)
            continue
        refuse_irregular(data)
        numbers = list(map(int, _NUMBER.findall(data)))
        if data.count(b"<row") != len(numbers):
            raise Irregular
        for number in numbers:
            if number <= last:
                raise Irregular
            last = number
        cells += data.count(b"</c>")
    scan = SheetScan(_nothing)
    scan_sheet(b"".join(frame), scan)
    return Outline(tuple(scan.merges), cells)


def scan_rows(
    pieces: Iterable[bytes], read: Callable[[StoredCell], T | None]
) -> Iterator[tuple[int, dict[int, T]]]:
    """Row number and column → cell, from the top, of a part whose outline was regular. `read`: None for an empty cell.

    Raises ValueError or expat.ExpatError where a row is damaged.
    """
    rows, last = _Rows(read), 0
    for number, cells in rows.all(pieces):
        if number <= last:
            raise ValueError(f"row {number} below row {last}")
        last = number
        yield number, cells


def _nothing(_: StoredCell) -> None:
    """No cell stands outside the rows."""


class _Rows(Generic[T]):
    """Rows taken apart; what a plain cell becomes is remembered by what it holds."""

    def __init__(self, read: Callable[[StoredCell], T | None]) -> None:
        self._read = read
        self._known: dict[tuple[str, ...], T | None] = {}
        self._columns: dict[str, int] = {}

    def all(self, pieces: Iterable[bytes]) -> Iterator[tuple[int, dict[int, T]]]:
        """The rows of a whole part."""
        for inside, data in portions(pieces, _DATA, _ROW_END, _END):
            if inside:
                *whole, rest = data.decode().split(_ROW_END)
                for row in whole:
                    yield from self.of(row)
                yield from self.parsed(rest)

    def of(self, xml: str) -> Iterator[tuple[int, dict[int, T]]]:
        """The row in a text, whose end tag is left out."""
        start = _START.match(xml)
        if start is not None:
            cells = _FILLED.findall(xml, start.end())
            if start.end() + sum(len(cell[0]) for cell in cells) == len(xml):
                yield int(start[1]), self._plain(start[1], cells)
                return
        yield from self.parsed(f"{xml}{_ROW_END}")

    def _plain(self, row: str, cells: Iterable[tuple[str, ...]]) -> dict[int, T]:
        """A row of plain cells: each whole, then column, row and what it says."""
        found: dict[int, T] = {}
        known, columns = self._known, self._columns
        for _, letters, number, *said in cells:
            if number != row:
                raise ValueError(f"{letters}{number} in row {row}")
            column = columns.get(letters) or self._column(letters)
            key = tuple(said)
            cell = known[key] if key in known else self._new(int(row), column, key)
            if cell is not None and column <= LAST_COLUMN:
                found[column] = cell
        return found

    def _column(self, letters: str) -> int:
        column = self._columns[letters] = column_number(letters)
        return column

    def _new(self, row: int, column: int, said: tuple[str, ...]) -> T | None:
        style, kind, formula, result, value, text = map(plain_text, said)
        cell = self._read(
            StoredCell(row, column, kind or "n", style, result or value or None, text, formula or None)
        )
        if len(value) + len(text) <= _SHORT:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[said] = cell
        return cell

    def parsed(self, xml: str) -> Iterator[tuple[int, dict[int, T]]]:
        """Rows of any kind, read by the XML parser."""
        cells: list[StoredCell] = []
        scan_sheet(f"<sheetData>{xml}</sheetData>".encode(), SheetScan(cells.append))
        rows: dict[int, dict[int, T]] = {}
        for stored in cells:
            cell = self._read(stored)
            if cell is not None:
                rows.setdefault(stored.row, {})[stored.column] = cell
        yield from rows.items()
