"""The cell functions as Excel calls them: `XLPython.CallUDF(this module, name, values)`, one call a cell or a block.

The VBA wrappers hand over values, never cells, so nothing of Excel's object model is needed here. Percentages come
as the text that the cell shows, error values as their text; what cannot be computed goes back as `#VALUE!`, which the
wrapper turns into a real error value. The last argument, `place`, is the workbook's `rulebook|year`.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from inspect import Parameter, Signature

from zipingbiao.hosts.excel.lean import xlwings as xw
from zipingbiao.hosts.functions.asked import answers_to
from zipingbiao.hosts.functions.table import CATEGORY, FUNCTIONS, CellFunction
from zipingbiao.hosts.functions.values import OMITTED, Argument, CellError, Given, Result

_NO_VALUE = "#VALUE!"
_ERRORS = frozenset({"#NULL!", "#DIV/0!", _NO_VALUE, "#REF!", "#NAME?", "#NUM!", "#N/A"})
_PLACE = "place"

Cells = list[list[Argument]]
Answers = list[list[float | str]]
_LEFT_OUT: Cells = [[OMITTED.value]]


def _registered(function: CellFunction) -> Callable[..., Answers]:
    """One function of the table as xlwings wants it: blocks in, blocks out, with the help of the wizard."""

    def called(*given: Cells | str | None) -> Answers:
        *blocks, place = given
        found = answers_to(function.name, [_given(each) for each in blocks], str(place or ""))
        return [[_shown(each) for each in line] for line in found]

    called.__name__, called.__doc__ = function.name, function.title
    called.__signature__ = _signature(function)  # type: ignore[attr-defined]
    for each in function.parameters:
        xw.arg(each.name, ndim=2, err_to_str=True, doc=each.text)(called)
    # Last: each of xlwings' decorators above sets the category back to its own.
    return xw.func(category=CATEGORY)(called)


def _signature(function: CellFunction) -> Signature:
    """What xlwings looks at: the names in order, and what stands for an argument that was left out."""
    kind = Parameter.POSITIONAL_OR_KEYWORD
    taken = [
        Parameter(each.name, kind, default=_LEFT_OUT if each.optional else Parameter.empty)
        for each in function.parameters
    ]
    return Signature([*taken, Parameter(_PLACE, kind, default="")])


def _given(block: Cells | str | None) -> Given:
    """A single cell serves every row of a block."""
    if not isinstance(block, list):
        return block
    cells = [[_cell(each) for each in line] for line in block]
    return cells[0][0] if len(cells) == 1 and len(cells[0]) == 1 else cells


def _cell(value: Argument) -> Argument | CellError:
    return CellError(str(value)) if isinstance(value, str) and value in _ERRORS else value


def _shown(answer: Result) -> float | str:
    match answer:
        case CellError():
            return _NO_VALUE
        case Decimal():
            return float(answer)
        case _:
            return answer


#: Found here by their names in a cell: `PERF_SCORE` and its sisters.
globals().update({each.name: _registered(each) for each in FUNCTIONS})
