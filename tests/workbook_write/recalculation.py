"""A spreadsheet program small enough for the formulas that the writer uses: what a cell will show when it recalculates."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from zipingbiao.hosts.functions import perf_score, perf_state
from zipingbiao.rulebook.rulebook import Rulebook

_TOKEN = re.compile(r'"(?:[^"]|"")*"|([A-Z]+\d+):([A-Z]+\d+)|([A-Z]+\d+)\b|\d+(?:\.\d+)?|&')


class Recalculated:
    """The cells of one sheet, formulas computed anew."""

    def __init__(self, sheet: Worksheet, book: Rulebook) -> None:
        self._sheet, self._book = sheet, book

    def value(self, reference: str) -> Any:
        value = self._sheet[reference].value
        if isinstance(value, str) and self._sheet[reference].data_type == "f":
            return self.formula(value[1:])
        return Decimal(str(value)) if isinstance(value, int | float) else value or ""

    def formula(self, formula: str) -> Any:
        names = {
            "cell": self.value, "span": self._span, "number": Decimal, "ROUND": _round, "SUM": _sum, "MAX": max, "MIN": min,
            "N": lambda value: value if isinstance(value, Decimal) else Decimal(0),
            "PERF_SCORE": lambda *given: perf_score(*given, rulebook=self._book),
            "PERF_STATE": lambda *given: perf_state(*given, rulebook=self._book),
        }  # fmt: skip
        return eval(_TOKEN.sub(_as_python, formula), {"__builtins__": {}}, names)

    def _span(self, first: str, last: str) -> list[Any]:
        return [self.value(cell.coordinate) for row in self._sheet[f"{first}:{last}"] for cell in row]


def _as_python(found: re.Match[str]) -> str:
    text = found.group()
    if text == "&":
        return "+"
    if text.startswith('"'):
        return repr(text[1:-1].replace('""', '"'))
    if found[1]:
        return f"span({found[1]!r},{found[2]!r})"
    return f"cell({found[3]!r})" if found[3] else f"number({text!r})"


def _round(value: Decimal, places: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)


def _sum(*values: Any) -> Decimal:
    """Texts and empty cells are passed over, as by Excel."""
    flat = [each for value in values for each in (value if isinstance(value, list) else [value])]
    return sum((each for each in flat if isinstance(each, Decimal)), Decimal(0))
