"""A template laid out for a given number of fund and indicator rows: constant text with slots in between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from zipingbiao.package.address import LAST_COLUMN, column_name, column_number
from zipingbiao.package.element_order import place_of
from zipingbiao.package.text_height import points_for
from zipingbiao.workbook import slots
from zipingbiao.workbook.write.content import Columns
from zipingbiao.workbook.write.pages import Label
from zipingbiao.workbook.write.printed.below import ADDED, NOTHING_BELOW, Below, field_at
from zipingbiao.workbook.write.printed.note import PRINTED_NOTE, printed_note, with_place
from zipingbiao.workbook.write.row_map import Block, RowMap, moved_formula
from zipingbiao.workbook.write.sheet_rest import moved_rest, narrowed, split_merges, without_rules
from zipingbiao.workbook.write.template_parts import Area, TemplateParts
from zipingbiao.workbook.write.template_sheet import TemplateCell, TemplateRow, formula_content

_DIMENSION = re.compile(r"<dimension\b[^>]*/>")

_ADDED_HEIGHT = 20.0
#: Working columns do not stretch a printed row; 审核 does, or its texts would be cut.
_UNSTRETCHED = frozenset({*slots.WORKING - {"review"}, "funds_note"})


class Slot(NamedTuple):
    """A cell to be filled: its place in the pieces, its field, the start of its XML, its reference.

    A text in it stretches its row: `height` is the piece with the row's height, `width` how many characters the cell
    has room for in a line. `height` is 0 for working columns, which stretch no printed row.
    """

    piece: int
    field: str
    start: str
    reference: str
    height: int = 0
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Skeleton:
    """`pieces` with an empty cell where a slot goes; `merges` is the piece for the merged cells.

    `lines`: the slots of the single fields, then of each row of 项目资金, then of each row of 绩效指标; `first_row` is
    the first of these. `heights`: the pieces with the height of a row, and the least it has, in points. `sideways`: for each 绩效指标 field its merged areas by row, none where its cell is one column.
    """

    pieces: tuple[str, ...]
    lines: tuple[tuple[Slot, ...], ...]
    first_row: int
    heights: Mapping[int, float]
    merges: int
    fixed_merges: tuple[str, ...]
    rows: Columns
    funds: Columns
    sideways: Mapping[str, tuple[str, ...]]
    rights: Mapping[str, str]
    moved: RowMap
    #: Each row with the piece that holds its height, and the piece for page breaks.
    rows_in_order: tuple[tuple[int, int], ...]
    breaks: int
    #: Labels beside all rows of 绩效指标.
    labels: tuple[Label, ...]
    #: The row added under the table; 0: none.
    added: int = 0


def lay_out(
    template: TemplateParts,
    fund_rows: int,
    indicator_rows: int,
    below: Below = NOTHING_BELOW,
    *,
    working: bool,
) -> Skeleton:
    """The skeleton for that many rows; without `working`, nothing right of the print area is kept.

    `below`: which cells under the table are filled, and whether a row is added there.
    """
    return _Builder(template, fund_rows, indicator_rows, below, working).build()


class _Builder:
    def __init__(
        self, template: TemplateParts, fund_rows: int, indicator_rows: int, below: Below, working: bool
    ) -> None:
        self._template = template
        self._counts = {template.funds: max(fund_rows, 1), template.indicators: max(indicator_rows, 1)}
        ordered = sorted(self._counts.items(), key=lambda pair: pair[0].first)
        self._map = RowMap(tuple(ordered))
        self._last = LAST_COLUMN if working else template.last_printed
        self._pieces: list[str] = []
        funds, rows = self._counts[template.funds], self._counts[template.indicators]
        self._lines: list[list[Slot]] = [[] for _ in range(1 + funds + rows)]
        self._first_line = {template.funds: 1, template.indicators: 1 + funds}
        self._heights: dict[int, float] = {}
        self._rows: list[tuple[int, int]] = []
        self._labels: dict[str, dict[int, int]] = {}
        self._label_contents: dict[str, str] = {}
        self._single = _by_cell(template.areas, slots.SINGLE)
        self._single |= {place: field_at(place) for place in below.cells}
        self._below = below
        self._note = None if working else printed_note(template)
        if self._note is not None:
            self._single[self._note] = PRINTED_NOTE
        self._block_fields = {
            template.funds: _by_column(template.areas, slots.FUNDS),
            template.indicators: _by_column(template.areas, slots.INDICATORS),
        }
        #: Cells merged over all rows of a block, such as 绩效指标 left of them: by left column and first row.
        self._whole_block = {
            (left, top)
            for left, top, _, bottom in template.merges
            for block, fields in self._block_fields.items()
            if (top, bottom) == (block.first, block.last) and top < bottom and left not in fields
        }
        #: Labels beside all rows of 绩效指标, mostly with its heading: column → first and last row, last column.
        block = template.indicators
        self._beside = {
            left: (top, bottom, right)
            for left, top, right, bottom in template.merges
            if top <= block.first < bottom == block.last and left not in self._block_fields[block]
        }

    def build(self) -> Skeleton:
        template = self._template
        before = _DIMENSION.sub("", template.sheet.before)
        self._text(before if self._last == LAST_COLUMN else narrowed(before, self._last))
        for row in template.sheet.rows:
            self._place(row)
        added = self._added_row() if self._below.added else 0
        before, after = split_merges(template.sheet.after)
        self._text(before)
        merges = self._gap()
        rest = self._rest(after)
        at = place_of(f"</sheetData>{rest}", "rowBreaks") - len("</sheetData>")
        self._text(rest[:at])
        breaks = self._gap()
        self._text(rest[at:])
        return Skeleton(
            pieces=tuple(self._pieces),
            lines=tuple(map(tuple, self._lines)),
            first_row=self._first_line[template.indicators],
            heights=self._heights,
            merges=merges,
            fixed_merges=tuple(dict.fromkeys((*self._merges(), *self._added_area(added)))),
            rows=self._columns(template.indicators, slots.INDICATORS),
            funds=self._columns(template.funds, slots.FUNDS),
            sideways=self._sideways(),
            rights=self._rights(),
            moved=self._map,
            rows_in_order=tuple(self._rows),
            breaks=breaks,
            labels=tuple(self._block_labels()),
            added=added,
        )

    def _columns(self, block: Block, names: Mapping[str, str]) -> Columns:
        letters = {f: self._template.areas[n].column for f, n in names.items() if n in self._template.areas}
        return Columns(letters, self._map.top(block.first))

    def _text(self, text: str) -> None:
        self._pieces.append(text)

    def _gap(self) -> int:
        self._pieces.append("")
        return len(self._pieces) - 1

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
        height = self._gap()
        self._rows.append((number, height))
        self._pieces[height] = f"{row.height:g}"
        self._text('" customHeight="1">')
        for cell in with_place(row, self._note):
            if column_number(cell.column) > self._last:
                continue
            single = self._single.get((cell.column, row.number)) if block is None or i == 0 else None
            field = single or fields.get(cell.column, "")
            line = 0 if block is None or single else self._first_line[block] + i
            if not field:
                self._cell(cell, row.number, number, first=i <= 0)
                if cell.column in self._beside:
                    self._note_label(cell, row.number, number)
                continue
            slot = self._slot(cell, number, field)
            if field not in _UNSTRETCHED and (
                single is None or (cell.column, row.number) not in self._below.cells
            ):
                slot = slot._replace(height=height, width=self._width(cell.column, row.number))
                self._heights[height] = row.height
                self._pieces[height] = f"{points_for(1, row.height):g}"
            self._lines[line].append(slot)
        self._text("</row>")

    def _added_row(self) -> int:
        """A row under everything for what is typed there and has no label; it looks like the goals."""
        template = self._template
        number = self._map.bottom(template.last_row) + 1
        style = template.style_at(template.areas.get(slots.SINGLE["goals.actual"]))
        self._text(f'<row r="{number}" ht="')
        height = self._gap()
        self._rows.append((number, height))
        self._heights[height] = _ADDED_HEIGHT
        self._pieces[height] = f"{points_for(1, _ADDED_HEIGHT):g}"
        self._text('" customHeight="1">')
        names = [column_name(n) for n in range(1, template.last_printed + 1)]
        slot = self._slot(TemplateCell(names[0], style, "", None), number, ADDED)
        width = sum(template.widths.get(name, 9.0) for name in names)
        self._lines[0].append(slot._replace(height=height, width=width))
        for name in names[1:]:
            self._text(f'<c r="{name}{number}" s="{style}"/>')
        self._text("</row>")
        return number

    def _added_area(self, row: int) -> Iterator[str]:
        if row and self._template.last_printed > 1:
            yield f"A{row}:{column_name(self._template.last_printed)}{row}"

    def _note_label(self, cell: TemplateCell, own: int, number: int) -> None:
        """The cell just placed belongs to a label beside the indicators, or stands above or below it."""
        top, bottom, _ = self._beside[cell.column]
        if top <= own <= bottom:
            self._labels.setdefault(cell.column, {})[number] = len(self._pieces) - 1
            if own == top and cell.content is not None:
                self._label_contents[cell.column] = f' s="{cell.style}"{cell.attributes}>{cell.content}</c>'

    def _block_labels(self) -> Iterator[Label]:
        for left, (top, bottom, right) in self._beside.items():
            if left in self._label_contents:
                first, last = self._map.top(top), self._map.bottom(bottom)
                yield Label(left, right, first, last, self._label_contents[left], self._labels[left])

    def _slot(self, cell: TemplateCell, number: int, field: str) -> Slot:
        reference = f"{cell.column}{number}"
        start = f'<c r="{reference}" s="{cell.style}"'
        self._text(f"{start}/>")
        return Slot(len(self._pieces) - 1, field, start, reference)

    def _cell(self, cell: TemplateCell, own: int, number: int, *, first: bool) -> None:
        """Cell of the template's row `own` in row `number`; `first`: not one of a block's further rows."""
        start = f'<c r="{cell.column}{number}" s="{cell.style}"'
        if cell.content is None or (not first and (cell.column, own) in self._whole_block):
            self._text(f"{start}/>")
        elif cell.formula:
            move = self._map.area if first else self._map.in_copy(own, number)
            formula = moved_formula(cell.formula, move, self._template.sheet_name, self._template.sheet_name)
            self._text(f"{start}>{formula_content(formula, move(cell.array))}</c>")
        else:
            self._text(f"{start}{cell.attributes}>{cell.content}</c>")

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
        """The template's merged areas, moved; those inside a block's first row once for every row.

        Cells of 绩效指标 fields are left out: how they are merged depends on the form.
        """
        for left, top, right, bottom in self._template.merges:
            if column_number(right) > self._last:
                continue
            block = next((b for b in self._counts if b.first <= top and bottom <= b.last), None)
            if block is None or (left, top) in self._whole_block:
                area = f"{left}{self._map.top(top)}:{right}{self._map.bottom(bottom)}"
                if not _is_one_cell(area):
                    yield area
            elif top == bottom == block.first and not self._is_field(block, left):
                first = self._map.top(block.first)
                single = (left, top) in self._single
                for row in range(first, first + (1 if single else self._counts[block])):
                    yield f"{left}{row}:{right}{row}"

    def _is_field(self, block: Block, column: str) -> bool:
        return block == self._template.indicators and column in self._block_fields[block]

    def _rights(self) -> dict[str, str]:
        """The last column of each 绩效指标 field that is kept."""
        block = self._template.indicators
        sideways = {
            left: right for left, top, right, bottom in self._template.merges if top == bottom == block.first
        }
        return {
            field: sideways.get(column, column)
            for column, field in self._block_fields[block].items()
            if column_number(sideways.get(column, column)) <= self._last
        }

    def _sideways(self) -> dict[str, tuple[str, ...]]:
        """The merged areas of each 绩效指标 field that is kept, one for each row; none where it is one column."""
        columns = self._columns(self._template.indicators, slots.INDICATORS)
        rows = range(columns.first, columns.first + self._counts[self._template.indicators])
        return {
            field: tuple(f"{left}{row}:{right}{row}" for row in rows) if left != right else ()
            for field, right in self._rights().items()
            for left in [columns.letters[field]]
        }

    def _rest(self, text: str) -> str:
        """What follows the merged cells; without working columns no dropdowns and no colours."""
        if self._last != LAST_COLUMN:
            text = without_rules(text)
        sheet = self._template.sheet_name
        formula = partial(moved_formula, move=self._map.area, sheet=sheet, here=sheet)
        return moved_rest(text, self._map, formula)


def _is_one_cell(area: str) -> bool:
    start, _, end = area.partition(":")
    return start == end


def _by_cell(areas: Mapping[str, Area], names: Mapping[str, str]) -> dict[tuple[str, int], str]:
    return {(areas[name].column, areas[name].top): field for field, name in names.items() if name in areas}


def _by_column(areas: Mapping[str, Area], names: Mapping[str, str]) -> dict[str, str]:
    return {areas[name].column: field for field, name in names.items() if name in areas}
