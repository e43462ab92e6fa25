"""A flowing document (Word, HTML) on its way to tables: paragraphs, tables within tables, cells with spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from zipingbiao.documents.bounds import MAX_NESTING, MAX_TABLES, too_much
from zipingbiao.documents.grid_builder import GridBuilder
from zipingbiao.documents.tables import Box, Table

#: A table within a cell is a table of its own from this size on; a smaller one belongs to the cell's text.
_OWN_ROWS, _OWN_COLUMNS = 5, 3


@dataclass
class _Open:
    """A table that has begun. `parts`: the text of the cell that has begun, None between cells."""

    order: int
    grid: GridBuilder
    above: tuple[str, ...]
    widths: list[float] = field(default_factory=list)
    parts: list[str] | None = None


class Flow:
    """What a document says, in its order. Raises ReadFault where it holds more than any document of forms."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._stack: list[_Open] = []
        self._done: list[tuple[int, Table]] = []
        self._texts: list[str] = []
        self._line: list[str] = []
        self._begun = 0

    @property
    def table(self) -> _Open | None:
        """The innermost table that has begun."""
        return self._stack[-1] if self._stack else None

    @property
    def grid(self) -> GridBuilder | None:
        """Its rows and cells."""
        return self._stack[-1].grid if self._stack else None

    # Text

    def write(self, text: str) -> None:
        if not self._stack:
            self._line.append(text)
        elif self._stack[-1].parts is not None:
            self._stack[-1].parts.append(text)

    def end_line(self) -> None:
        """A paragraph or a line ends."""
        if self._stack:
            self.write("\n")
            return
        text = tidy("".join(self._line))
        self._line.clear()
        if text:
            self._texts.append(text)

    # Tables

    def begin_table(self) -> None:
        if len(self._stack) >= MAX_NESTING:
            raise too_much(self.file, f"表格套表格超过 {MAX_NESTING} 层")
        if self._begun >= MAX_TABLES:
            raise too_much(self.file, f"超过 {MAX_TABLES} 个表格")
        if self._stack:
            parts = self._stack[-1].parts or []
            above = tuple(line for line in tidy("".join(parts)).split("\n") if line)
        else:
            self.end_line()
            above = tuple(self._texts)
            self._texts.clear()
        self._begun += 1
        self._stack.append(_Open(self._begun, GridBuilder(self.file), above))

    def begin_cell(self) -> None:
        if self._stack:
            self._stack[-1].parts = []

    def end_cell(self) -> str:
        """The text of the cell that ends."""
        if not self._stack or self._stack[-1].parts is None:
            return ""
        text = tidy("".join(self._stack[-1].parts))
        self._stack[-1].parts = None
        return text

    def end_table(self) -> None:
        if not self._stack:
            return
        table = self._stack.pop()
        boxes = table.grid.finished()
        if self._stack and (table.grid.row < _OWN_ROWS or table.grid.width < _OWN_COLUMNS):
            self.write(f"\n{_as_text(boxes)}\n")
        elif boxes:
            edges = _edges(table.widths, table.grid.width)
            self._done.append((table.order, Table("", boxes, edges, table.above)))

    def tables(self) -> list[Table]:
        """All tables in their order, named `表1`, `表2` …"""
        self._done.sort(key=lambda each: each[0])
        return [
            Table(f"表{n}", table.boxes, table.edges, table.above)
            for n, (_, table) in enumerate(self._done, 1)
        ]

    def tail(self) -> list[str]:
        """The texts below the last table, or all texts where there is none."""
        self.end_line()
        return self._texts


def tidy(text: str) -> str:
    """A text without blanks at the ends of its lines, and without empty lines."""
    lines = (line.strip() for line in text.replace("\xa0", " ").split("\n"))
    return "\n".join(line for line in lines if line)


def _as_text(boxes: Sequence[Box]) -> str:
    rows: dict[int, list[str]] = {}
    for box in boxes:
        if box.text:
            rows.setdefault(box.top, []).append(box.text.replace("\n", " "))
    return "\n".join(" ".join(texts) for texts in rows.values())


def _edges(widths: Sequence[float], columns: int) -> tuple[float, ...]:
    """The columns' edges from their widths; where these are not told, columns of one width."""
    if len(widths) < columns or not all(width > 0 for width in widths[:columns]):
        return tuple(float(n * 100) for n in range(columns + 1))
    return tuple(accumulate(widths[:columns], initial=0.0))
