"""Where the template's rows go when its blocks grow or shrink, and references moved along."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_CORNER = re.compile(r"(\$?(?:[A-Z]{1,3})?)(\$?)(\d+)$")
#: What a formula consists of, as far as references go: texts, references to other books, references, other words.
_TOKEN = re.compile(
    r'"(?:[^"]|"")*"'
    r"|\[[^\]]*\](?:[\w.]*![$A-Z0-9:]+)?"
    r"|(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
    r"(?P<area>\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?|\$?[0-9]{1,7}:\$?[0-9]{1,7})(?![\w.(!])"
    r"|[\w.]+!?"
)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that repeat: the first stands for all; `count` is how many the template shows."""

    first: int
    count: int

    @property
    def last(self) -> int:
        return self.first + self.count - 1


@dataclass(frozen=True, slots=True)
class RowMap:
    """New row numbers. `blocks`: each block with its new row count, from top to bottom."""

    blocks: tuple[tuple[Block, int], ...]

    def top(self, row: int) -> int:
        """The new number of a row, as the top of an area."""
        shift = 0
        for block, count in self.blocks:
            if row <= block.first:
                break
            if row <= block.last:
                return block.first + shift + min(row - block.first, count - 1)
            shift += count - block.count
        return row + shift

    def bottom(self, row: int) -> int:
        """The new number of a row, as the bottom of an area: a block's last row stays its last."""
        shift = 0
        for block, count in self.blocks:
            if row < block.first:
                break
            if row == block.last:
                return block.first + shift + count - 1
            if row < block.last:
                return block.first + shift + min(row - block.first, count - 1)
            shift += count - block.count
        return row + shift

    def areas(self, references: str) -> str:
        """`B13:B22` or several, with blanks between them, moved."""
        return " ".join(self.area(each) for each in references.split(" "))

    def area(self, reference: str) -> str:
        """`$A$1:$K$25`, `E13`, `$12:$12` or `A:C`, moved."""
        start, colon, end = reference.partition(":")
        if not colon:
            return _CORNER.sub(lambda m: f"{m[1]}{m[2]}{self.top(int(m[3]))}", start)
        first = _CORNER.sub(lambda m: f"{m[1]}{m[2]}{self.top(int(m[3]))}", start)
        return first + colon + _CORNER.sub(lambda m: f"{m[1]}{m[2]}{self.bottom(int(m[3]))}", end)

    def in_copy(self, own: int, number: int) -> Callable[[str], str]:
        """How references move in row `number`, a copy of the template's row `own`: `E13` stays in its own row."""

        def move(reference: str) -> str:
            corners = [_CORNER.fullmatch(corner) for corner in reference.split(":")]
            if any(corner is None or corner[2] or int(corner[3]) != own for corner in corners):
                return self.area(reference)
            return ":".join(f"{corner[1]}{number}" for corner in corners if corner is not None)

        return move


def moved_formula(formula: str, move: Callable[[str], str], sheet: str, here: str) -> str:
    """A formula that stands on sheet `here`, with its references to `sheet` moved; all others stay."""

    def replaced(found: re.Match[str]) -> str:
        area, prefix = found["area"], found["sheet"] or ""
        if area is None or sheet_of(prefix, here) != sheet:
            return found.group()
        return prefix + move(area)

    return _TOKEN.sub(replaced, formula)


def sheet_of(prefix: str, here: str) -> str:
    """`'表''1'!` → `表'1`; the sheet itself where nothing stands before the reference."""
    name = prefix.removesuffix("!")
    if not name:
        return here
    return name[1:-1].replace("''", "'") if name.startswith("'") else name
