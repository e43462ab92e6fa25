"""A template laid out for a given number of fund and indicator rows: constant text with slots in between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zipingbiao.workbook import slots
from zipingbiao.workbook.filled import Columns
from zipingbiao.workbook.template_parts import Area, TemplateParts, column_number
from zipingbiao.workbook.template_sheet import Block, RowMap, TemplateCell, TemplateRow

_SQREF = re.compile(r'(sqref|ref)="([^"]+)"')
_VALIDATIONS = re.compile(r"<dataValidations\b.*?</dataValidations>", re.DOTALL)
_MERGES = re.compile(r"<mergeCells\b.*?</mergeCells>", re.DOTALL)
_DIMENSION = re.compile(r"<dimension\b[^>]*/>")
_CONDITIONS = re.compile(r"<conditionalFormatting\b.*?</conditionalFormatting>", re.DOTALL)
_FORMULA = re.compile(r"<f>([^<]*)</f>")

#: Field and 0-based row of its block: ("f.rate", 0), ("i.target", 3); ("name", -1) for a single field.
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell to be filled: its place in the pieces, its field, the start of its XML, its reference."""

    piece: int
    key: Key
    start: str
    reference: str


@dataclass(frozen=True, slots=True)
class Height:
    """A row whose height depends on its texts: the fields and the width in characters each has."""

    piece: int
    least: float
    texts: tuple[tuple[Key, float], ...]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """`pieces` with "" where a slot or a height goes; `merges` is the piece for the merged cells."""

    pieces: tuple[str, ...]
    slots: tuple[Slot, ...]
    heights: tuple[Height, ...]
    merges: int
    fixed_merges: tuple[str, ...]
    rows: Columns
    funds: Columns
    moved: RowMap


def lay_out(template: TemplateParts, fund_rows: int, indicator_rows: int, *, working: bool) -> Skeleton:
    """The skeleton for that many rows; without `working`, nothing right of the print area is kept."""
    return _Builder(template, fund_rows, indicator_rows, working).build()


class _Builder:
    def __init__(self, template: TemplateParts, fund_rows: int, indicator_rows: int, working: bool) -> None:
        self._template = template
        self._counts = {template.funds: max(fund_rows, 1), template.indicators: max(indicator_rows, 1)}
        ordered = sorted(self._counts.items(), key=lambda pair: pair[0].first)
        self._map = RowMap(tuple(ordered))
        self._last = 16384 if working else template.last_printed
        self._pieces: list[str] = []
        self._slots: list[Slot] = []
        self._heights: list[Height] = []
        self._single = _by_cell(template.areas, slots.SINGLE)
        self._block_fields = {
            template.funds: _by_column(template.areas, slots.FUNDS, "f."),
            template.indicators: _by_column(template.areas, slots.INDICATORS, "i."),
        }

    def build(self) -> Skeleton:
        template = self._template
        self._text(self._before(template.sheet.before))
        for row in template.sheet.rows:
            self._place(row)
        before, after = _split_merges(template.sheet.after)
        self._text(before)
        merges = self._gap()
        self._text(self._moved(after))
        return Skeleton(
            pieces=tuple(self._pieces),
            slots=tuple(self._slots),
            heights=tuple(self._heights),
            merges=merges,
            fixed_merges=tuple(self._merges()),
            rows=self._columns(template.indicators, slots.INDICATORS),
            funds=self._columns(template.funds, slots.FUNDS),
            moved=self._map,
        )

    def _columns(self, block: Block, names: Mapping[str, str]) -> Columns:
        letters = {f: self._template.areas[n].column for f, n in names.items() if n in self._template.areas}
        return Columns(letters, self._map.top(block.first))

    def _text(self, text: str) -> None:
        self._pieces.append(text)

    def _gap(self) -> int:
        self._pieces.append("")
        return len(self._pieces) - 1

    def _before(self, text: str) -> str:
        return _DIMENSION.sub("", text)

    def _place(self, row: TemplateRow) -> None:
        """A row of the template in all its copies; the further rows of a block come from its first."""
        for block, count in self._counts.items():
            if block.first < row.number <= block.last:
                return
            if row.number == block.first:
                for i in range(count):
                    self._row(row, self._map.top(block.first) + i, block, i)
                return
        self._row(row, self._map.top(row.number), None, -1)

    def _row(self, row: TemplateRow, number: int, block: Block | None, i: int) -> None:
        fields = self._block_fields[block] if block else {}
        self._text(f'<row r="{number}"{row.attributes} ht="')
        texts: list[tuple[Key, float]] = []
        height = self._gap()
        self._text('" customHeight="1">')
        for cell in row.cells:
            if column_number(cell.column) > self._last:
                continue
            single = self._single.get((cell.column, row.number)) if block is None or i == 0 else None
            key = (single, -1) if single else (fields[cell.column], i) if cell.column in fields else None
            self._cell(cell, number, key)
            if key is not None:
                texts.append((key, self._width(cell.column, row.number)))
        self._text("</row>")
        if texts:
            self._heights.append(Height(height, row.height, tuple(texts)))
        else:
            self._pieces[height] = f"{row.height:g}"

    def _cell(self, cell: TemplateCell, number: int, key: Key | None) -> None:
        reference = f"{cell.column}{number}"
        start = f'<c r="{reference}" s="{cell.style}"'
        if key is not None:
            self._slots.append(Slot(self._gap(), key, start, reference))
        elif cell.content is None:
            self._text(f"{start}/>")
        else:
            content = _FORMULA.sub(lambda m: f"<f>{self._map.formula(m[1])}</f>", cell.content)
            self._text(f"{start}{cell.attributes}>{content}</c>")

    def _width(self, column: str, row: int) -> float:
        """Characters a cell is wide, with the cells it is merged with."""
        widths, last = self._template.widths, column
        for left, top, right, bottom in self._template.merges:
            if left == column and top <= row <= bottom:
                last = right
        numbers = range(column_number(column), column_number(last) + 1)
        by_number = {column_number(letter): width for letter, width in widths.items()}
        return sum(by_number.get(n, 9.0) for n in numbers)

    def _merges(self) -> Iterator[str]:
        """The template's merged areas, moved; those inside a block's first row once for every row."""
        for left, top, right, bottom in self._template.merges:
            if column_number(right) > self._last:
                continue
            block = next((b for b in self._counts if b.first <= top and bottom <= b.last), None)
            if block is None:
                yield f"{left}{self._map.top(top)}:{right}{self._map.bottom(bottom)}"
            elif top == bottom == block.first:
                first = self._map.top(block.first)
                single = (left, top) in self._single
                for row in range(first, first + (1 if single else self._counts[block])):
                    yield f"{left}{row}:{right}{row}"

    def _moved(self, text: str) -> str:
        """What follows the merged cells: areas moved; without working columns no dropdowns and no colours."""
        if self._last != 16384:
            text = _CONDITIONS.sub("", _VALIDATIONS.sub("", text))
        return _SQREF.sub(lambda m: f'{m[1]}="{self._map.area(m[2])}"', text)


def _split_merges(after: str) -> tuple[str, str]:
    """The text before and after where mergeCells stand, or have to stand."""
    found = _MERGES.search(after)
    if found is not None:
        return after[: found.start()], after[found.end() :]
    end = len("</sheetData>")
    while (passed := _BEFORE_MERGES.match(after, end)) is not None:
        end = passed.end()
    return after[:end], after[end:]


_BEFORE_MERGES = re.compile(
    r"<(sheetCalcPr|sheetProtection|protectedRanges|scenarios|autoFilter|sortState|dataConsolidate|customSheetViews)\b"
    r"(?:[^>]*/>|.*?</\1>)",
    re.DOTALL,
)


def _by_cell(areas: Mapping[str, Area], names: Mapping[str, str]) -> dict[tuple[str, int], str]:
    return {(areas[name].column, areas[name].top): field for field, name in names.items() if name in areas}


def _by_column(areas: Mapping[str, Area], names: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {areas[name].column: prefix + field for field, name in names.items() if name in areas}
