"""Tables as documents draw them: boxes over rows and columns, where the columns stand, and the texts above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a table, merged or not: rows and columns from 1, inclusive, and its text."""

    top: int
    left: int
    bottom: int
    right: int
    text: str = ""


@dataclass(frozen=True)
class Table:
    """One ruled table. `edges`: where its columns begin and end, from left to right, one more than columns.

    `name`: how a person finds it (`第2页表1`, `表3`); `above`: the texts between it and what stood before.
    """

    name: str
    boxes: tuple[Box, ...]
    edges: tuple[float, ...]
    above: tuple[str, ...] = ()

    @cached_property
    def height(self) -> int:
        return max((box.bottom for box in self.boxes), default=0)

    @cached_property
    def rows(self) -> dict[int, list[Box]]:
        """The boxes that begin in each row, from left to right."""
        found: dict[int, list[Box]] = {}
        for box in self.boxes:
            found.setdefault(box.top, []).append(box)
        for boxes in found.values():
            boxes.sort(key=lambda box: box.left)
        return found

    def texts(self, row: int) -> tuple[str, ...]:
        """What a row says, box by box."""
        return tuple(box.text for box in self.rows.get(row, ()))

    @cached_property
    def ordinals(self) -> dict[tuple[int, int], int]:
        """Which box of its row each box is, counted as a person counts them: those that reach in from above count."""
        crossing: dict[int, list[Box]] = {}
        for box in self.boxes:
            for row in range(box.top, box.bottom + 1):
                crossing.setdefault(row, []).append(box)
        found = {}
        for row, boxes in crossing.items():
            boxes.sort(key=lambda box: box.left)
            found.update({(row, box.left): n for n, box in enumerate(boxes, 1) if box.top == row})
        return found

    def called(self, box: Box) -> str:
        """`第2页表1第5行第3列`."""
        return f"{self.name}第{box.top}行第{self.ordinals[box.top, box.left]}列"


def clusters(values: Sequence[float], tolerance: float) -> list[float]:
    """Positions that are meant to be the same, as one each, in order."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= tolerance:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]
