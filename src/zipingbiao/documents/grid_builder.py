"""Rows of cells with spans (HTML, Word) → the boxes of a table."""

from __future__ import annotations

from dataclasses import dataclass, field

from zipingbiao.documents.bounds import MAX_CELLS, MAX_COLUMNS, too_much
from zipingbiao.documents.tables import Box
from zipingbiao.form.keys import MAX_ROWS


@dataclass
class GridBuilder:
    """A table that is filled row by row; cells that reach down push those of later rows to the right."""

    file: str
    boxes: list[Box] = field(default_factory=list)
    row: int = 0
    column: int = 0
    width: int = 0
    #: Column → last row of the cell that reaches down in it.
    _reach: dict[int, int] = field(default_factory=dict)
    _covered: int = 0
    #: Column → the cell that began there to be merged downwards.
    _merging: dict[int, int] = field(default_factory=dict)

    def next_row(self) -> None:
        self.row += 1
        self.column = 0
        if self.row > MAX_ROWS:
            raise too_much(self.file, f"表格超过 {MAX_ROWS // 10_000} 万行")

    def add(self, text: str, rows: int = 1, columns: int = 1) -> None:
        """The next cell of the row."""
        left = self.column + 1
        while self._reach.get(left, 0) >= self.row:
            left += 1
        right = left + max(columns, 1) - 1
        bottom = self.row + min(max(rows, 1), MAX_ROWS) - 1
        if right > MAX_COLUMNS:
            raise too_much(self.file, f"表格的列数超过 {MAX_COLUMNS}")
        if bottom > self.row:
            for column in range(left, right + 1):
                self._reach[column] = bottom
        self._covered += right - left + 1
        if self._covered > MAX_CELLS:
            raise too_much(self.file, f"表格超过 {MAX_CELLS // 10_000} 万格")
        self.boxes.append(Box(self.row, left, bottom, right, text))
        self.column = right
        self.width = max(self.width, right)

    def go_on(self, columns: int = 1) -> bool:
        """The next cell of the row goes on with the merged one above it; False where none such stands there."""
        left = self.column + 1
        above = self._merging.get(left)
        if above is None or self.boxes[above].bottom != self.row - 1:
            return False
        self.column = left + max(columns, 1) - 1
        box = self.boxes[above]
        self.boxes[above] = Box(box.top, box.left, self.row, box.right, box.text)
        return True

    def merges(self) -> None:
        """The last cell may go on in the rows below."""
        self._merging[self.boxes[-1].left] = len(self.boxes) - 1

    def finished(self) -> tuple[Box, ...]:
        """The boxes; none reaches below the last row."""
        boxes = tuple(
            box if box.bottom <= self.row else Box(box.top, box.left, self.row, box.right, box.text)
            for box in self.boxes
        )
        if sum((box.bottom - box.top + 1) * (box.right - box.left + 1) for box in boxes) > 5 * MAX_CELLS:
            raise too_much(self.file, "合并单元格太多太大")
        return boxes
