"""The cell functions as Excel calls them: `XLPython.CallUDF(this module, name, values)`, one call a cell or a block.

The VBA wrappers hand over values, never cells, so nothing of Excel's object model is needed here. Percentages come
as the text that the cell shows, error values as their text; what cannot be computed goes back as `#VALUE!`, which the
wrapper turns into a real error value. `place` is the workbook's `rulebook|year`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

import xlwings as xw

from zipingbiao.hosts.functions import answers as functions
from zipingbiao.hosts.functions.answers import Argument, CellError, Result
from zipingbiao.hosts.functions.table import CATEGORY, FUNCTIONS
from zipingbiao.log import record_fault
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.settings import load_settings

_NO_VALUE = "#VALUE!"
_ERRORS = frozenset({"#NULL!", "#DIV/0!", _NO_VALUE, "#REF!", "#NAME?", "#NUM!", "#N/A"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_HELP = {each.name: each for each in FUNCTIONS}

Cells = list[list[Argument]]
Answers = list[list[float | str]]
_EMPTY: Cells = [[None]]


def _cell_function(function: Callable[..., Answers]) -> Callable[..., Answers]:
    """Registered with xlwings: blocks in, blocks out, with the help of the wizard."""
    registered = function
    for argument in _HELP[function.__name__].arguments:
        registered = xw.arg(argument.name, ndim=2, err_to_str=True, doc=argument.text)(registered)
    # Last: each of xlwings' decorators above sets the category back to its own.
    return xw.func(category=CATEGORY)(registered)


@_cell_function
def PERF_SCORE(  # noqa: N802
    target: Cells,
    actual: Cells,
    weight: Cells,
    deduction: Cells = _EMPTY,
    indicator: Cells = _EMPTY,
    place: str = "",
) -> Answers:
    """得分."""
    return _answers(functions.perf_score, place, target, actual, weight, deduction, indicator)


@_cell_function
def PERF_STATE(target: Cells, actual: Cells, indicator: Cells = _EMPTY, place: str = "") -> Answers:  # noqa: N802
    """完成情况."""
    return _answers(functions.perf_state, place, target, actual, indicator)


@_cell_function
def PERF_RATE(executed: Cells, annual_budget: Cells, place: str = "") -> Answers:  # noqa: N802
    """执行率."""
    return _answers(functions.perf_rate, place, executed, annual_budget)


@_cell_function
def PERF_RATE_SCORE(  # noqa: N802
    executed: Cells, annual_budget: Cells, weight: Cells = _EMPTY, place: str = ""
) -> Answers:
    """执行率得分."""
    return _answers(functions.perf_rate_score, place, executed, annual_budget, weight)


@_cell_function
def PERF_CHECK(  # noqa: N802
    target: Cells,
    actual: Cells,
    weight: Cells,
    score: Cells,
    note: Cells = _EMPTY,
    indicator: Cells = _EMPTY,
    place: str = "",
) -> Answers:
    """审核一行."""
    return _answers(functions.perf_check, place, target, actual, weight, score, note, indicator)


@_cell_function
def PERF_NOTE(  # noqa: N802
    indicator: Cells,
    target: Cells,
    actual: Cells,
    weight: Cells,
    score: Cells,
    reason: Cells = _EMPTY,
    detail: Cells = _EMPTY,
    place: str = "",
) -> Answers:
    """偏差原因分析及改进措施."""
    return _answers(functions.perf_note, place, indicator, target, actual, weight, score, reason, detail)


@_cell_function
def PERF_WHY(  # noqa: N802
    target: Cells,
    actual: Cells,
    weight: Cells,
    deduction: Cells = _EMPTY,
    indicator: Cells = _EMPTY,
    place: str = "",
) -> Answers:
    """得分依据."""
    return _answers(functions.perf_why, place, target, actual, weight, deduction, indicator)


@_cell_function
def PERF_GRADE(total: Cells, place: str = "") -> Answers:  # noqa: N802
    """自评等级."""
    return _answers(functions.perf_grade, place, total)


def _answers(function: Callable[..., Result], place: str | None, *given: Cells) -> Answers:
    """The block of answers. Whatever goes wrong is `#VALUE!` in the cell and a line in the log."""
    try:
        rulebook = _rulebook(place or "")
        found = functions.over_block(
            _guarded(function), [_argument(block) for block in given], rulebook=rulebook
        )
    except Exception:
        record_fault()
        return [[_NO_VALUE]]
    return [[_shown(each) for each in line] for line in found]


def _guarded(function: Callable[..., Result]) -> Callable[..., Result]:
    """An error value in, an error value out, as Excel's own functions do."""

    def guarded(*given: Argument, rulebook: Rulebook) -> Result:
        if any(isinstance(each, str) and each in _ERRORS for each in given):
            return CellError(why="引用的单元格是错误值")
        return function(*given, rulebook=rulebook)

    return guarded


def _argument(block: Cells) -> Argument | Cells:
    """A single cell serves every row of a block."""
    return block[0][0] if len(block) == 1 and len(block[0]) == 1 else block


def _shown(answer: Result) -> float | str:
    match answer:
        case CellError():
            return _NO_VALUE
        case Decimal():
            return float(answer)
        case _:
            return answer


@lru_cache(maxsize=64)
def _rulebook(place: str) -> Rulebook:
    """The rulebook named in `rulebook|year`; the user's own setting where the workbook names none."""
    name, _, evaluated = place.partition("|")
    year = _YEAR.search(evaluated)
    return functions.rulebook_of(name, load_settings().rulebook, int(year[0]) if year else None)
