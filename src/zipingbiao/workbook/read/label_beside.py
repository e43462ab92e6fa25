"""The value beside a label of the head: what stands in its field, and never a label that nobody knows."""

from __future__ import annotations

from functools import cached_property

from zipingbiao.workbook.read.grid import Grid, Spot
from zipingbiao.workbook.read.labels import COLUMNS, END, FUNDS, GOALS, HEAD, compact
from zipingbiao.workbook.read.regions import inline_label

_LONGEST_END_LABEL = 6
#: A label that nobody knows is short and holds no figure.
_LONGEST_LABEL = 10


def is_label(text: str) -> bool:
    """Whether a text is the label of some other field, so that it can't be the value of this one."""
    if any(labels.names(text) for labels in (HEAD, FUNDS, GOALS, COLUMNS)):
        return True
    return len(compact(text)) <= _LONGEST_END_LABEL and END.match(text)


class Beside:
    """The rows of a head, looked at for what belongs together."""

    def __init__(self, grid: Grid, first: int, last: int) -> None:
        self._grid = grid
        self._first, self._last = first, last

    def value(self, label: Spot) -> tuple[int, Spot | None]:
        """The column of the label's field, and what stands in it; a field may lie further right where cells are not merged."""
        column, value = self._grid.right_of(label)
        if value is None or is_label(inline_label(value.text)[0]):
            return column, None
        if value.column > column and self._belongs_elsewhere(label, column, value):
            return column, None
        return column, value

    def _belongs_elsewhere(self, label: Spot, column: int, value: Spot) -> bool:
        """Whether a text that does not touch the label is a label itself: `主管部门 | （空） | 财政处室`."""
        grid = self._grid
        if value.column > grid.area(label.row, column).right > column:
            return True  # the field is a merged cell, and it is empty
        if value.column in self._label_columns - {label.column}:
            return True
        own = self._value_columns.get(label.column)
        if own is not None and own < value.column:
            return True
        after, following = grid.right_of(value)
        short = len(value.text) <= _LONGEST_LABEL and not any(letter.isdecimal() for letter in value.text)
        return short and following is not None and following.column == after and not is_label(following.text)

    @cached_property
    def _labels(self) -> list[Spot]:
        return [
            spot
            for spot in self._grid.all_spots(self._first, self._last)
            if HEAD.kind(spot.text) or GOALS.names(spot.text) or FUNDS.names(spot.text)
        ]

    @cached_property
    def _label_columns(self) -> frozenset[int]:
        """The columns in which labels stand."""
        return frozenset(spot.column for spot in self._labels)

    @cached_property
    def _value_columns(self) -> dict[int, int]:
        """For each column of labels the first column in which a value of one of them stands."""
        found: dict[int, int] = {}
        for label in self._labels:
            _, value = self._grid.right_of(label)
            if value is not None and not is_label(inline_label(value.text)[0]):
                found[label.column] = min(found.get(label.column, value.column), value.column)
        return found
