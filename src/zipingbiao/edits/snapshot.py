"""What every host hands to a command (a snapshot of the book) and what every command gives back (edits)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from zipingbiao.package.address import Area
from zipingbiao.record import record

CellValue = str | Decimal | bool | date | datetime | None


@record(frozen=True, slots=True)
class Cell:
    """One cell as a host sees it: its value (Decimal for numbers), its number format, its formula if any.

    A formula is kept with its =. `value` of a formula cell is the cached value. An error value (#VALUE!) is the text of the error with `error`.
    """

    value: CellValue = None
    number_format: str = "General"
    formula: str = ""
    error: bool = False


@record(frozen=True, slots=True)
class Sheet:
    """One worksheet: non-empty cells by (row, column), 1-based, and the merged areas.

    `widths`: columns of a width of their own, in half-width characters; `heights`: rows of a height of their own, in
    points. `unlocked`: the cells that may be filled in though the sheet is protected, None where it is not. `called`: what a place is called in a file that has no cells (`第2页表1第5行第3列`); empty where it has them.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[Area, ...] = ()
    hidden: bool = False
    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    called: Mapping[tuple[int, int], str] = field(default_factory=dict)
    unlocked: frozenset[tuple[int, int]] | None = None


@record(frozen=True, slots=True)
class Snapshot:
    """An open or closed workbook at one moment. `names`: defined name → `'Sheet'!$A$1:$B$2` as written.

    `fixed`: its structure is protected, no sheet can be added or taken away.
    """

    file: str
    sheets: tuple[Sheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    fixed: bool = False


class EditKind(StrEnum):
    VALUE = "value"
    FORMULA = "formula"
    COLOUR = "colour"
    COMMENT = "comment"
    NUMBER_FORMAT = "number-format"
    ROW_HEIGHT = "row-height"
    SHEET = "sheet"
    LINK = "link"
    NAME = "name"


@record(frozen=True, slots=True)
class Edit:
    """One change of one place; undo is the list of inverse edits in reverse order.

    `cell` is an address; for SHEET it is empty and `sheet` the sheet made (new = its name) or removed (new = None); for
    NAME it is the defined name. COLOUR: `RRGGBB`, None for no fill. A command that cannot see the old colour or comment
    leaves `old` None; the host that applies the edit fills it in.
    """

    kind: EditKind
    sheet: str
    cell: str
    old: CellValue
    new: CellValue
    #: For FORMULA: the value to cache beside the formula.
    cached: CellValue = None

    @property
    def puts_formula(self) -> bool:
        """Whether a formula will stand there: a FORMULA edit may also put a plain value where one stood."""
        return self.kind is EditKind.FORMULA and isinstance(self.new, str) and self.new.startswith("=")

    def inverse(self) -> Edit:
        return Edit(self.kind, self.sheet, self.cell, self.new, self.old)
