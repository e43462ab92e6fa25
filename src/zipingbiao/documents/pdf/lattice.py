"""The ruled tables of a page: lines → boxes, characters → the texts of the boxes and the texts between tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zipingbiao.documents.pdf.page import Char, Drawn, Line
from zipingbiao.documents.tables import Box, clusters

_SAME = 2.0
_SLACK = 1.5
_MOST_LINES = 2_000
_ENDS = "。；;：:！!"
_NUMBERED = re.compile(r"(?:\d{1,2}[.、．)）](?!\d)|[（(]\d{1,2}[)）]|[①-⑳]|[一二三四五六七八九十]{1,2}、)")
_WORD = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Ruled:
    """One table of a page: its boxes, its columns' edges, and where it begins and ends."""

    boxes: tuple[Box, ...]
    edges: tuple[float, ...]
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """The tables of a page from top to bottom; `texts`: the lines outside, one list above each table, one below all."""

    tables: tuple[Ruled, ...]
    texts: tuple[tuple[str, ...], ...]


def page_of(drawn: Drawn) -> Page:
    """The tables of what was drawn."""
    blocks = _blocks(drawn.vertical, drawn.horizontal)
    chars = [char for char in drawn.chars if char.text.strip() or char.text == " "]
    tables, inside = [], set()
    for vertical, horizontal in blocks:
        lattice = _Lattice(vertical, horizontal)
        if len(lattice.xs) < 3 or len(lattice.ys) < 2 or len(lattice.xs) + len(lattice.ys) < 6:
            continue  # a frame or an underline
        mine = [n for n, char in enumerate(chars) if lattice.holds(char)]
        inside.update(mine)
        tables.append(lattice.ruled([chars[n] for n in mine]))
    tables.sort(key=lambda table: table.top)
    loose = [char for n, char in enumerate(chars) if n not in inside]
    starts = [table.top for table in tables]
    between: list[list[Char]] = [[] for _ in range(len(tables) + 1)]
    for char in loose:
        between[sum(top <= char.y for top in starts)].append(char)
    return Page(tuple(tables), tuple(tuple(text for text, _, _ in lines_of(each)) for each in between))


def _blocks(vertical: list[Line], horizontal: list[Line]) -> list[tuple[list[Line], list[Line]]]:
    """The lines of each table: a band of the page that no vertical line crosses parts two tables."""
    spans = sorted((line.start - _SLACK, line.end + _SLACK) for line in vertical)
    bands: list[list[float]] = []
    for start, end in spans:
        if bands and start <= bands[-1][1]:
            bands[-1][1] = max(bands[-1][1], end)
        else:
            bands.append([start, end])
    found = []
    for top, bottom in bands:
        mine = [line for line in vertical if top <= line.start and line.end <= bottom]
        across = [line for line in horizontal if top <= line.at <= bottom]
        if across and len(mine) + len(across) <= _MOST_LINES * 10:
            found.append((mine, across))
    return found


class _Lattice:
    """The grid that the lines of one table make."""

    def __init__(self, vertical: Sequence[Line], horizontal: Sequence[Line]) -> None:
        ends = [line.start for line in horizontal] + [line.end for line in horizontal]
        self.xs = clusters([*(line.at for line in vertical), min(ends), max(ends)], _SAME)
        # A row that the page breaks may be open below, and its rest open above.
        reach = [min(line.start for line in vertical), max(line.end for line in vertical)]
        self.ys = clusters([*(line.at for line in horizontal), *reach], _SAME)
        self._right_of = [[False] * max(len(self.ys) - 1, 0) for _ in self.xs]
        self._below = [[False] * max(len(self.xs) - 1, 0) for _ in self.ys]
        for line in vertical:
            _mark(self._right_of[_nearest(self.xs, line.at)], self.ys, line)
        for line in horizontal:
            _mark(self._below[_nearest(self.ys, line.at)], self.xs, line)

    def holds(self, char: Char) -> bool:
        return self.xs[0] <= char.x <= self.xs[-1] and self.ys[0] <= char.y <= self.ys[-1]

    def ruled(self, chars: Iterable[Char]) -> Ruled:
        owner = self._boxes()
        texts: dict[tuple[int, int, int, int], list[Char]] = {}
        for char in chars:
            row, column = bisect_right(self.ys, char.y) - 1, bisect_right(self.xs, char.x) - 1
            texts.setdefault(owner[min(row, len(self.ys) - 2), min(column, len(self.xs) - 2)], []).append(
                char
            )
        boxes = []
        for area in dict.fromkeys(owner.values()):
            top, left, bottom, right = area
            text = _text_of(texts.get(area, []), self.xs[right + 1])
            boxes.append(Box(top + 1, left + 1, bottom + 1, right + 1, text))
        return Ruled(tuple(boxes), tuple(self.xs), self.ys[0], self.ys[-1])

    def _boxes(self) -> dict[tuple[int, int], tuple[int, int, int, int]]:
        """Which box each field of the grid belongs to."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        owner: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        for row in range(rows):
            for column in range(columns):
                if (row, column) in owner:
                    continue
                right = column
                while (
                    right + 1 < columns
                    and not self._right_of[right + 1][row]
                    and (row, right + 1) not in owner
                ):
                    right += 1
                bottom = row
                while bottom + 1 < rows and not any(
                    self._below[bottom + 1][k] or (bottom + 1, k) in owner for k in range(column, right + 1)
                ):
                    bottom += 1
                area = (row, column, bottom, right)
                owner.update({(r, c): area for r in range(row, bottom + 1) for c in range(column, right + 1)})
        return owner


def _mark(present: list[bool], positions: Sequence[float], line: Line) -> None:
    """The bands between positions that a line runs along."""
    for n in range(len(positions) - 1):
        middle = (positions[n] + positions[n + 1]) / 2
        if line.start - _SLACK <= middle <= line.end + _SLACK:
            present[n] = True


def _nearest(positions: Sequence[float], at: float) -> int:
    return min(range(len(positions)), key=lambda n: abs(positions[n] - at))


def lines_of(chars: Iterable[Char]) -> list[tuple[str, float, float]]:
    """Lines of text from top to bottom, each with its right end and the width of its last character."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: char.y):
        if rows and char.y - rows[-1][0].y <= max(rows[-1][0].size, char.size) * 0.5:
            rows[-1].append(char)
        else:
            rows.append([char])
    found = []
    for row in rows:
        row.sort(key=lambda char: char.left)
        text = _spaced(row).strip()
        if text:
            last = next(char for char in reversed(row) if char.text.strip())
            found.append((text, last.right, max(last.right - last.left, last.size * 0.5)))
    return found


def _spaced(row: Sequence[Char]) -> str:
    """Characters of a line; a gap of more than a character and a half is a blank, one twice in a place is once there."""
    pieces: list[str] = []
    before: Char | None = None
    for char in row:
        if before is not None:
            if char.text == before.text and abs(char.left - before.left) < before.size * 0.1:
                continue  # bold drawn twice
            if char.left - before.right > before.size * 1.5 and pieces[-1] != " ":
                pieces.append(" ")
        pieces.append(char.text)
        before = char
    return "".join(pieces)


def _text_of(chars: Sequence[Char], edge: float) -> str:
    """The text of a box: its lines put together; a line that ended early before a new item or sentence stays a line."""
    text, room, width = "", 0.0, 0.0
    for line, right, last in lines_of(chars):
        if text:
            ended = room > 2 * width and (text[-1] in _ENDS or _NUMBERED.match(line))
            words = _WORD.fullmatch(text[-1]) and _WORD.fullmatch(line[0])
            text += "\n" if ended else " " if words else ""
        text += line
        room, width = edge - right, last
    return text
