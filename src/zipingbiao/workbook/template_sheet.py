"""The template's sheet taken apart: rows, cells, and the two blocks that grow with the form.

Works on the sheet's text by position, so that everything an office has put into its template stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_ROW = re.compile(r"<row\b([^>]*?)(?:/>|>(.*?)</row>)", re.DOTALL)
_CELL = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_REFERENCE = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")


@dataclass(frozen=True, slots=True)
class TemplateCell:
    """One cell of the template: its column letters, its style index, and its content as it stands."""

    column: str
    style: str
    attributes: str
    content: str | None


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One row: its number, its attributes without number and height, its height, its cells."""

    number: int
    attributes: str
    height: float
    cells: tuple[TemplateCell, ...]


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
    """Where the template's rows go when its blocks have other row counts."""

    blocks: tuple[tuple[Block, int], ...]

    def top(self, row: int) -> int:
        """The new number of a row, as the top of an area."""
        shift = 0
        for block, count in self.blocks:
            if row <= block.first:
                break
            if row <= block.last:
                return block.first + shift + min(row - block.first, max(count, 1) - 1)
            shift += count - block.count
        return row + shift

    def bottom(self, row: int) -> int:
        """The new number of a row, as the bottom of an area: a block's last row stays its last."""
        shift = 0
        for block, count in self.blocks:
            if row < block.first:
                break
            if row == block.last:
                return block.first + shift + max(count, 1) - 1
            if row < block.last:
                return block.first + shift + min(row - block.first, max(count, 1) - 1)
            shift += count - block.count
        return row + shift

    def area(self, reference: str) -> str:
        """`B13:B22`, `$A$1:$K$25` or several, moved."""
        return " ".join(self._one(part) for part in reference.split(" "))

    def _one(self, reference: str) -> str:
        start, colon, end = reference.partition(":")
        moved = _REFERENCE.sub(lambda m: self._cell(m, self.top(int(m[4]))), start)
        return (
            f"{moved}:{_REFERENCE.sub(lambda m: self._cell(m, self.bottom(int(m[4]))), end)}"
            if colon
            else moved
        )

    @staticmethod
    def _cell(found: re.Match[str], row: int) -> str:
        return f"{found[1]}{found[2]}{found[3]}{row}"

    def formula(self, text: str) -> str:
        """A formula of the template with its references moved."""
        return re.sub(
            r"\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?(?![\w(])",
            lambda found: self._one(found.group()),
            text,
        )


@dataclass(frozen=True, slots=True)
class TemplateSheet:
    """The text before the rows, the rows, and the text after them."""

    before: str
    rows: tuple[TemplateRow, ...]
    after: str

    def row(self, number: int) -> TemplateRow:
        return next(row for row in self.rows if row.number == number)


def take_apart(xml: str) -> TemplateSheet:
    """Split a sheet part at its rows; ValueError if it has none."""
    start, end = xml.find("<sheetData>"), xml.find("</sheetData>")
    if start < 0 or end < 0:
        raise ValueError("模板的工作表没有内容，请使用由标准模板改成的模板。")
    start += len("<sheetData>")
    rows = tuple(_row(found) for found in _ROW.finditer(xml, start, end))
    return TemplateSheet(xml[:start], rows, xml[end:])


def _row(found: re.Match[str]) -> TemplateRow:
    attributes: Mapping[str, str] = dict(_ATTRIBUTE.findall(found[1]))
    kept = "".join(
        f' {k}="{v}"' for k, v in attributes.items() if k not in ("r", "ht", "customHeight", "spans")
    )
    cells = tuple(_cell(cell) for cell in _CELL.finditer(found[2] or ""))
    return TemplateRow(int(attributes["r"]), kept, float(attributes.get("ht", "15")), cells)


def _cell(found: re.Match[str]) -> TemplateCell:
    attributes = dict(_ATTRIBUTE.findall(found[1]))
    column = attributes["r"].rstrip("0123456789")
    others = "".join(f' {k}="{v}"' for k, v in attributes.items() if k not in ("r", "s"))
    return TemplateCell(column, attributes.get("s", "0"), others, found[2] or None)
