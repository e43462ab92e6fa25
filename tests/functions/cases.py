"""The cases of the cell functions, one file a function: asked in every host, so that all of them give the same.

`given`: the arguments in order, trailing ones left out. One of `gives` (the value), `says` (texts that the answer
holds) or `error` (why there is no answer). `place`: the workbook's `rulebook|year`, where it is not the usual one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cases_in import cases_in
from zipingbiao.hosts.functions.table import FUNCTIONS

FOLDER = Path(__file__).with_name("cases")
PLACE = "cn|2024"
#: Stands for a host's own error value.
ERROR = object()


@dataclass(frozen=True, slots=True)
class Case:
    """One question and what the answer must be."""

    name: str
    given: tuple[Any, ...]
    gives: Any = None
    says: tuple[str, ...] = ()
    error: str = ""
    place: str = PLACE

    def __str__(self) -> str:
        return f"{self.name}({', '.join(map(str, self.given))})"

    def is_met_by(self, answer: Any) -> bool:
        """`answer`: a number, a text, or :data:`ERROR`."""
        if self.error or answer is ERROR:
            return bool(self.error) and answer is ERROR
        if self.says:
            return isinstance(answer, str) and all(text in answer for text in self.says)
        return type(answer) is type(self.gives) and bool(answer == self.gives)


def cases_of(name: str) -> list[Case]:
    """The cases of a function; none where nobody wrote any."""
    path = FOLDER / f"{name}.yaml"
    if not path.is_file():
        return []
    return [_case(name, **entry) for entry in cases_in(path)]


def _case(name: str, given: list[Any], gives: Any = None, says: Any = (), **rest: str) -> Case:
    number = isinstance(gives, int) and not isinstance(gives, bool)
    return Case(name, tuple(given), float(gives) if number else gives, tuple(says), **rest)


CASES = [case for function in FUNCTIONS for case in cases_of(function.name)]
#: What a spreadsheet is asked that has no way to name another rulebook than its own.
USUAL = [case for case in CASES if case.place == PLACE]
