"""Tables of a document → sheets of a Snapshot: one for each form, its pages under each other on one set of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from zipingbiao.documents.bounds import MAX_CELLS, MAX_COLUMNS, too_much
from zipingbiao.documents.stacks import is_rest, repeated, stacks, told
from zipingbiao.documents.tables import Box, Table, clusters
from zipingbiao.edits.snapshot import Cell, Sheet, Snapshot
from zipingbiao.package.address import Area
from zipingbiao.workbook.read.regions import is_title

#: Texts above a table that may be its title, year or unit; a report's chapters are none of these.
_MOST_ABOVE = 12
_SAME_COLUMN = 3.0
Place = tuple[int, int]


def snapshot_of_tables(tables: Sequence[Table], tail: Sequence[str], file: str) -> Snapshot:
    """A sheet for each run of tables. `tail`: the texts below the last one. Raises ReadFault for too large ones."""
    if sum(len(table.boxes) for table in tables) > MAX_CELLS:
        raise too_much(file, f"表格超过 {MAX_CELLS // 10_000} 万格")
    runs = list(stacks(tables))
    below = [*(_split(run[0].above)[0] for run in runs[1:]), list(tail)]
    sheets = []
    for n, (run, texts) in enumerate(zip(runs, below, strict=True)):
        above = _split(run[0].above)[1] if n else list(run[0].above)
        sheets.append(_Stack(run, file).sheet(above[-_MOST_ABOVE:], texts[:_MOST_ABOVE]))
    return Snapshot(file, tuple(sheets))


def _split(above: Sequence[str]) -> tuple[list[str], list[str]]:
    """The texts between two forms: what still belongs to the first, and the second's title with what follows it."""
    at = next((n for n, text in enumerate(above) if is_title(text)), 0)
    return list(above[:at]), list(above[at:])


@dataclass
class _Stack:
    """One run of tables on its way to a sheet."""

    run: list[Table]
    file: str
    cells: dict[Place, Cell] = field(default_factory=dict)
    called: dict[Place, str] = field(default_factory=dict)
    #: Every box as it stands on the sheet, by its first cell.
    areas: dict[Place, Area] = field(default_factory=dict)
    row: int = 0

    def sheet(self, above: Sequence[str], below: Sequence[str]) -> Sheet:
        edges = clusters([edge for table in self.run for edge in table.edges], _SAME_COLUMN)
        if len(edges) > MAX_COLUMNS:
            raise too_much(self.file, f"{self.run[0].name}的列数超过 {MAX_COLUMNS}")
        first = self.run[0]
        self._texts(above, f"{first.name}上方")
        for n, table in enumerate(self.run):
            if n:
                self._texts(told(self.run[:n], table), f"{table.name}上方")
            self._add(table, edges, self.run[:n])
        self._texts(below, f"{self.run[-1].name}下方")
        merges = tuple(a for a in self.areas.values() if (a.top, a.left) != (a.bottom, a.right))
        return Sheet(first.name, self.cells, merges, called=self.called)

    def _texts(self, texts: Sequence[str], called: str) -> None:
        for text in texts:
            self.row += 1
            self.cells[self.row, 1] = Cell(text)
            self.called[self.row, 1] = called

    def _add(self, table: Table, edges: list[float], before: list[Table]) -> None:
        columns = [_nearest(edges, edge) for edge in table.edges]
        skip = repeated(before, table) if before else 0
        if before and self._took_rest(table, columns, skip + 1):
            skip += 1
        shift, last = self.row - skip, self.row
        for box in table.boxes:
            if box.bottom <= skip:
                continue
            top = max(box.top, skip + 1)
            at = (shift + top, columns[box.left - 1] + 1)
            area = Area(*at, shift + box.bottom, max(columns[box.right], at[1]))
            if before and top == skip + 1 and self._goes_on(box, area, last, again=box.top <= skip):
                continue
            self.areas[at] = area
            self.called[at] = table.called(box)
            if box.text:
                self.cells[at] = Cell(box.text)
        self.row = shift + table.height

    def _took_rest(self, table: Table, columns: list[int], row: int) -> bool:
        """Add the rest of a row that the page broke to that row, where the first row of this page is such a rest."""
        boxes = table.rows.get(row, [])
        if not self.row or any(box.text and box.bottom > row for box in boxes):
            return False
        filled = {columns[box.left - 1] + 1: box for box in boxes if box.text}
        here = {
            area.left: at for at, area in self.areas.items() if area.bottom == self.row and at in self.cells
        }
        last = [Box(1, left, 1, left, "…") for left in here]
        rest = [Box(1, left, 1, left, box.text) for left, box in filled.items()]
        if not is_rest(last, rest):
            return False
        for left, box in filled.items():
            at = here[left]
            self.cells[at] = Cell(f"{self.cells[at].value}{box.text}")
        return True

    def _goes_on(self, box: Box, area: Area, last: int, *, again: bool) -> bool:
        """Whether a box at the top of a page is the merged box above it, cut by the page.

        It is empty, or, where it stood beside headings that were said `again`, says the same.
        """
        for at, above in self.areas.items():
            if above.bottom == last and (above.left, above.right) == (area.left, area.right):
                same = at in self.cells and self.cells[at].value == box.text
                if box.text and not (again and same):
                    return False
                if above.top == above.bottom and area.top == area.bottom:
                    return False
                self.areas[at] = Area(above.top, above.left, area.bottom, above.right)
                return True
        return False


def _nearest(edges: list[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda n: abs(edges[n] - edge))
