"""What a spreadsheet program asks: a function by its name, over cells or ranges, by the rulebook of the workbook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from zipingbiao.hosts.functions.table import CellFunction, cell_function
from zipingbiao.hosts.functions.values import OMITTED, Argument, CellError, Given, Result
from zipingbiao.log import record_fault
from zipingbiao.own_rulebook import own_rulebook
from zipingbiao.rulebook.load import load_named
from zipingbiao.rulebook.rulebook import Rulebook

_YEAR = re.compile(r"(?:19|20)\d\d")


def answers_to(name: str, given: Sequence[Given], place: str) -> list[list[Result]]:
    """A block in, a block out; cells alone give one cell. `place`: the workbook's `rulebook|year`.

    Whatever goes wrong is an error value in the cell and a line in the log.
    """
    try:
        return _over_block(cell_function(name), given, _rulebook_at(place))
    except Exception:
        record_fault()
        return [[CellError(why="程序内部出错，详情在日志里")]]


def _over_block(function: CellFunction, given: Sequence[Given], rulebook: Rulebook) -> list[list[Result]]:
    """A scalar serves every cell. Ranges of different shapes give an error in every cell: rows that do not belong
    together are not computed.
    """
    shapes = {
        (len(each), len(each[0]))
        for each in given
        if isinstance(each, Sequence) and not isinstance(each, str)
    }
    height, width = max(shapes, default=(1, 1))
    if len(shapes) > 1:
        return [[CellError(why="各参数的区域大小不一致")] * width for _ in range(height)]
    return [
        [_answer(function, [_at(each, r, c) for each in given], rulebook) for c in range(width)]
        for r in range(height)
    ]


def _answer(function: CellFunction, cells: Sequence[Argument | CellError], rulebook: Rulebook) -> Result:
    """An error value in, an error value out, as a spreadsheet's own functions do."""
    readable = [cell for cell in cells if not isinstance(cell, CellError)]
    if len(readable) < len(cells):
        return CellError(why="引用的单元格是错误值")
    named = zip(function.parameters, readable, strict=False)
    told = {each.name: cell for each, cell in named if not (each.optional and cell is OMITTED)}
    return function.answer(**told, rulebook=rulebook)


def _at(given: Given, row: int, column: int) -> Argument | CellError:
    """One cell of what was given; the mark of a wrapper for an argument nobody wrote is :data:`OMITTED`."""
    cell = given[row][column] if isinstance(given, Sequence) and not isinstance(given, str) else given
    return OMITTED if cell == OMITTED.value else cell


@lru_cache(maxsize=64)
def _rulebook_at(place: str) -> Rulebook:
    """The rulebook named in `rulebook|year`; the user's own setting where the workbook names none."""
    name, _, evaluated = place.partition("|")
    year = _YEAR.search(evaluated)
    return load_named(name, own_rulebook(), int(year[0]) if year else None)
