"""The value of a formula in a snapshot in which some cells hold something else by now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal

from zipingbiao.edits.calculation.functions import (
    FUNCTIONS,
    Argument,
    Block,
    Value,
    number_of,
    operated,
    truth_of,
)
from zipingbiao.edits.calculation.parse import Call, Cells, Literal, Node, NotUnderstood, parsed
from zipingbiao.edits.snapshot import Cell, CellValue, Sheet, Snapshot
from zipingbiao.package.address import Area

#: Sheet, row, column.
Spot = tuple[str, int, int]
#: What a function that is none of Excel's gives; it raises NotUnderstood for one it does not know.
Foreign = Callable[[str], Value]
_ASKING_FOR_ERRORS = frozenset({"ISERROR", "ISERR", "ISNA"})
_MOST_CELLS, _DEEPEST = 20_000, 60


def unknown(name: str) -> Value:
    """No function beside Excel's."""
    raise NotUnderstood(name)


class Calculation:
    """`now`: what cells hold by now; `stale`: formulas whose kept values count no more."""

    def __init__(self, snapshot: Snapshot, now: Mapping[Spot, CellValue], stale: Collection[Spot]) -> None:
        self._sheets: dict[str, Sheet] = {sheet.name.casefold(): sheet for sheet in snapshot.sheets}
        self._now, self._stale = dict(now), stale
        self._known: dict[Spot, Value] = {}
        self._open: set[Spot] = set()

    def set(self, spot: Spot, value: CellValue) -> None:
        """From here on the cell holds this."""
        self._now[spot] = value
        self._known.clear()

    def formula(self, formula: str, sheet: str, foreign: Foreign = unknown) -> Value:
        """What a formula on that sheet gives. Raises :class:`NotUnderstood`."""
        value = _Formula(self, sheet, foreign).value(parsed(formula))
        if isinstance(value, tuple):
            raise NotUnderstood
        return _rounded(value)

    def block(self, sheet: str, area: Area) -> Block:
        """The values of an area."""
        if (area.bottom - area.top + 1) * (area.right - area.left + 1) > _MOST_CELLS:
            raise NotUnderstood
        found = self._sheets.get(sheet.casefold())
        if found is None:
            raise NotUnderstood
        return tuple(
            tuple(self._cell(found, row, column) for column in range(area.left, area.right + 1))
            for row in range(area.top, area.bottom + 1)
        )

    def _cell(self, sheet: Sheet, row: int, column: int) -> Value:
        spot = (sheet.name, row, column)
        if spot in self._now:
            return _plain(self._now[spot])
        cell = sheet.cells.get((row, column))
        if cell is None:
            return None
        if not cell.formula:
            return _kept(cell)
        if spot not in self._known:
            try:
                self._known[spot] = self._opened(spot, cell.formula)
            except NotUnderstood:
                if spot in self._stale or cell.value is None:
                    raise
                self._known[spot] = _kept(cell)
        return self._known[spot]

    def _opened(self, spot: Spot, formula: str) -> Value:
        """A formula another one rests on; a circle is left to Excel."""
        if spot in self._open or len(self._open) > _DEEPEST:
            raise NotUnderstood
        self._open.add(spot)
        try:
            return self.formula(formula, spot[0])
        finally:
            self._open.discard(spot)


class _Formula:
    """One formula being worked out."""

    def __init__(self, calculation: Calculation, sheet: str, foreign: Foreign) -> None:
        self._calculation, self._sheet, self._foreign = calculation, sheet, foreign

    def value(self, node: Node, *, blocks: bool = False) -> Argument:
        """`blocks`: operators work cell by cell, as inside SUMPRODUCT."""
        if isinstance(node, Literal):
            return node.value
        if isinstance(node, Cells):
            block = self._calculation.block(node.sheet or self._sheet, node.area)
            return block[0][0] if len(block) == len(block[0]) == 1 else block
        return self._call(node, blocks=blocks)

    def _call(self, node: Call, *, blocks: bool) -> Argument:
        name, arguments = node.name, node.arguments
        if name == "IF":
            return self._if(arguments)
        if name == "IFERROR" and arguments:
            return self.value(arguments[0])
        if name in _ASKING_FOR_ERRORS and arguments:
            self.value(arguments[0])  # an error is never worked out: what can be, is none
            return False
        if name in FUNCTIONS:
            inside = name == "SUMPRODUCT"
            values = [self.value(argument, blocks=inside) for argument in arguments]
            try:
                return FUNCTIONS[name](values)
            except (IndexError, ArithmeticError) as fault:
                raise NotUnderstood from fault
        if name[0].isalpha():
            return self._foreign(name)
        values = [self.value(argument, blocks=blocks) for argument in arguments]
        if len(values) == 1:
            one = number_of(values[0])
            return -one if name == "-" else one / 100
        return _joined(name, values[0], values[1], blocks=blocks)

    def _if(self, arguments: tuple[Node, ...]) -> Argument:
        if not 2 <= len(arguments) <= 3:
            raise NotUnderstood
        if truth_of(self.value(arguments[0])):
            return self.value(arguments[1])
        return self.value(arguments[2]) if len(arguments) == 3 else False


def _joined(sign: str, left: Argument, right: Argument, *, blocks: bool) -> Argument:
    if not isinstance(left, tuple) and not isinstance(right, tuple):
        return operated(sign, left, right)
    if not blocks:
        raise NotUnderstood
    rows = len(left) if isinstance(left, tuple) else len(right) if isinstance(right, tuple) else 0
    pairs = zip(_spread(left, rows, right), _spread(right, rows, left), strict=True)
    return tuple(
        tuple(operated(sign, one, other) for one, other in zip(*pair, strict=True)) for pair in pairs
    )


def _spread(value: Argument, rows: int, beside: Argument) -> Block:
    """A single value as a block like the other one."""
    if not isinstance(value, tuple):
        width = len(beside[0]) if isinstance(beside, tuple) else 1
        return ((value,) * width,) * rows
    if isinstance(beside, tuple) and (len(beside), len(beside[0])) != (len(value), len(value[0])):
        raise NotUnderstood
    return value


def _kept(cell: Cell) -> Value:
    if cell.error:
        raise NotUnderstood
    return _plain(cell.value)


def _plain(value: CellValue) -> Value:
    """A cell's value in a formula; dates are left to Excel."""
    if value is None or isinstance(value, Decimal | str | bool):
        return value
    raise NotUnderstood


def _rounded(value: Value) -> Value:
    """Excel keeps 15 digits of a number."""
    if not isinstance(value, Decimal) or isinstance(value, bool):
        return value
    if not value.is_finite():
        raise NotUnderstood
    places = 14 - value.adjusted() if value else 0
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        value = round(value, places)
    return value
