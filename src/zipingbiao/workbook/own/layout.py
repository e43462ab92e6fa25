"""Where the fields of a form stand in our own workbook, from its defined names; and what a value must not say there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.money import MONEY_UNITS, is_amount
from zipingbiao.package.address import cell_name, column_number, parse_area
from zipingbiao.workbook import slots
from zipingbiao.workbook.own.values import NotOurs, Shown, Values
from zipingbiao.workbook.read.funds_block import AMOUNTS
from zipingbiao.workbook.read.labels import (
    COLUMNS,
    END,
    FUNDS,
    GOALS,
    HEAD,
    INDICATOR_BAND,
    MAX_LABEL,
    SUBTOTAL_ROW,
    TOTAL_ROW,
)
from zipingbiao.workbook.read.named_fields import Named
from zipingbiao.workbook.read.regions import inline_labels, is_title
from zipingbiao.workbook.read.source_map import Where
from zipingbiao.workbook.signatures import signing_label

LEVELS = ("level1", "level2", "level3")
#: Texts that the frame holds as they stand: what a reader makes of the sheet hangs on them.
_SAID = ("title", "year")
#: A longer text heads nothing, unless it begins with 项目名称.
_SHORT = 60
#: Labels are compared without a numbering of up to three signs before them.
_LONGEST = MAX_LABEL + 3
#: What a cleaned text loses more by, or what is a remark by its first words alone.
_CUTS = late_pattern(r"[(（\[［︵﹙﹇⁽₍注备说]")
_OTHER_SIGNS = late_pattern("[^一-鿿]+")
#: Two labels of these in a row head indicators, or points.
_TELLING = frozenset({*LEVELS, "target", "actual", "weight", "score"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of 绩效指标: the cell of each field by its name and by its numbers."""

    number: int
    cells: Mapping[str, str]
    places: Mapping[str, Where]


@dataclass(frozen=True, slots=True)
class Layout:
    """The cells of the fields. `head`, `above`: those above the money, above the indicators; `figures`: those of the money, and whether it is an amount."""

    single: Mapping[str, str]
    head: tuple[str, ...]
    kinds: tuple[str, ...]
    figures: Mapping[str, bool]
    rows: tuple[Row, ...]
    slots: frozenset[str]
    level_columns: Mapping[int, str]
    above: tuple[str, ...]

    @classmethod
    def of(cls, named: Named) -> Layout | None:
        """None where a field has no name: then labels tell where it stands."""
        funds, block = named.funds, named.indicators
        if funds is None or block is None or named.single.keys() != slots.SINGLE.keys():
            return None
        if funds.columns.keys() != slots.FUNDS.keys() or block.columns.keys() != slots.INDICATORS.keys():
            return None
        single = {path: cell_name(area.top, area.left) for path, area in named.single.items()}
        money = range(funds.top, funds.bottom + 1)
        kinds = [cell_name(row, funds.columns["kind"].left) for row in money]
        figures = {
            cell_name(row, column.left): kind in AMOUNTS
            for row in money
            for kind, column in funds.columns.items()
            if kind != "kind"
        }
        rows = tuple(
            Row(
                row,
                {kind: cell_name(row, column.left) for kind, column in block.columns.items()},
                {kind: (row, column.left) for kind, column in block.columns.items()},
            )
            for row in range(block.top, block.bottom + 1)
        )
        #: Rows that head a block, or follow it.
        heads = {funds.top - 1, funds.bottom + 1, block.top - 1}
        if any(area.top in heads or block.top <= area.top <= block.bottom for area in named.single.values()):
            return None
        everything = [
            *single.values(),
            *kinds,
            *figures,
            *(cell for row in rows for cell in row.cells.values()),
        ]
        if len(set(everything)) < len(everything):
            return None
        head = tuple(single[path] for path, area in named.single.items() if area.top < funds.top)
        columns = {block.columns[kind].left: kind for kind in LEVELS}
        above = (*(single[path] for path, area in named.single.items() if area.top < block.top), *figures)
        return cls(single, head, tuple(kinds), figures, rows, frozenset(everything), columns, above)

    def signature(self, values: Values) -> str:
        """All that decides what is read where: the frame, which fields are filled, the texts that head something."""
        cells = values.cells
        said = [_text(cells, self.single[path]) for path in _SAID]
        filled = ["1" if cell in cells else "0" for cell in self.single.values()]
        kinds = [_text(cells, cell) for cell in self.kinds]
        figures = [_figure(_text(cells, cell), amount) for cell, amount in self.figures.items()]
        return "\2".join((values.frame, self.runs(values)[1], *said, *filled, *kinds, *figures))

    def runs(self, values: Values) -> tuple[dict[str, list[tuple[int, int]]], str]:
        """The groups of 一级, 二级 and 三级指标 merged downwards (field → first and last row); every other merged area, as text."""
        first, last = self.rows[0].number, self.rows[-1].number
        found: dict[str, list[tuple[int, int]]] = {}
        others = []
        for text in values.merges:
            area = parse_area(text)
            if area is None:
                raise NotOurs
            field = self.level_columns.get(area.left)
            inside = first <= area.top < area.bottom <= last
            if field is None or not inside or area.left != area.right:
                others.append(text)
            else:
                found.setdefault(field, []).append((area.top, area.bottom))
        for runs in found.values():
            runs.sort()
            if any(before[1] >= after[0] for before, after in pairwise(runs)):
                raise NotOurs
        return found, ",".join(others)

    def lets_stand(self, values: Values) -> bool:
        """Whether no value says what a label says: then nothing but the frame decides what is read where."""
        cells = values.cells
        fixed = {*self.kinds, *(self.single[path] for path in _SAID)}
        texts = {cell: shown.text for cell, shown in cells.items() if cell not in fixed}
        if any(map(_speaks, texts.values())):
            return False
        above = (texts[cell] for cell in self.above if cell in texts)
        if any(map(_speaks_above, above)):
            return False
        if any(_speaks_in_head(texts[cell]) for cell in self.head if cell in texts):
            return False
        goals = (self.single["goals.expected"], self.single["goals.actual"])
        if any(_column_kind(texts[cell]) for cell in goals if cell in texts):
            return False
        rows = {_where(cell)[0] for cell, text in texts.items() if _column_kind(text)}
        return not rows or not any(_heads(values, row) for row in rows)

    def is_beside_nothing(self, values: Values) -> bool:
        """Whether an empty field has a label or nothing to its right, so that no other value could be taken for its own."""
        filled = [(cell, True) for cell in values.cells] + [(cell, False) for cell in values.other]
        by_row: dict[int, list[tuple[int, bool]]] = {}
        for cell, is_value in filled:
            row, column = _where(cell)
            by_row.setdefault(row, []).append((column, is_value))
        labelled = (*self.head, self.single["goals.expected"], self.single["goals.actual"])
        for cell in labelled:
            row, column = _where(cell)
            right = sorted(each for each in by_row.get(row, ()) if each[0] > column)
            if cell not in values.cells and right and right[0][1]:
                return False
        left = min(self.rows[0].places.values())[1]
        block = range(self.rows[0].number, self.rows[-1].number + 1)
        return all(column < left or row not in block for row, column in map(_where, values.other))


@lru_cache(maxsize=8192)
def _where(cell: str) -> Where:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), column_number(letters)


def _text(cells: Mapping[str, Shown], cell: str) -> str:
    found = cells.get(cell)
    return found.text if found is not None else ""


def _figure(text: str, amount: bool) -> str:
    """A field of the money block: empty, filled, an amount; what should be one and is none, as it stands."""
    if not text or not amount:
        return "1" if text else ""
    return "0" if is_amount(text) else text


def _heads(values: Values, row: int) -> bool:
    """Whether the texts of a row could together be taken for the heading of a table."""
    cells = {cell: shown.text for cell, shown in values.cells.items()} | dict(values.other)
    kinds = [_column_kind(text) for cell, text in cells.items() if _where(cell)[0] == row]
    return all(kinds) or len({*kinds} & _TELLING) > 1


@lru_cache(maxsize=16384)
def _speaks(text: str) -> bool:
    """Whether a text could be taken for the label of the head, a title, a total or a remark."""
    before = (text.partition(colon)[0] for colon in "：:" if colon in text)
    if any(HEAD.kind(label) for label in before if not _is_long(label)):
        return True
    if _is_long(text):
        return False
    if HEAD.kind(text) or any(words.match(text) for words in (TOTAL_ROW, SUBTOTAL_ROW, END)):
        return True
    if TOTAL_ROW.composed(text) or SUBTOTAL_ROW.composed(text) or signing_label(text):
        return True
    return (len(text) <= _SHORT or "名称" in text[:_SHORT]) and is_title(text)


@lru_cache(maxsize=16384)
def _column_kind(text: str) -> str:
    """The field of 绩效指标 that a text could head."""
    return "" if text.isascii() or _is_long(text) else COLUMNS.kind(text)


@lru_cache(maxsize=4096)
def _is_long(text: str) -> bool:
    """Whether a text is longer than any label, however it is cleaned: most notes are, and need no cleaning."""
    if len(text) <= _LONGEST or _CUTS.search(text) is not None:
        return False
    return len(_OTHER_SIGNS.sub("", text)) > _LONGEST


@lru_cache(maxsize=4096)
def _speaks_above(text: str) -> bool:
    """Whether a text above the indicators could be taken for the label of a block."""
    return bool(FUNDS.kind(text) or GOALS.kind(text) or INDICATOR_BAND.match(text))


def _speaks_in_head(text: str) -> bool:
    """Whether a text of the head could be taken for a label, or names the unit of the amounts."""
    return bool(inline_labels(text) or COLUMNS.kind(text)) or any(unit in text for unit in MONEY_UNITS)
