"""What a written cell can hold: a text, a number, a formula with its value; and where a block's columns stand."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from zipingbiao.form.money import compact, number
from zipingbiao.package.cell_xml import formula_cell, number_cell, text_cell, text_formula_cell

# Contents are named tuples: a workbook has some two hundred, and they are the quickest records to make.
# `cell` gives the content as a cell; its argument is the start of the cell, `<c r="B13" s="5"`.


class Text(NamedTuple):
    text: str

    def cell(self, start: str) -> str:
        return text_cell(start, self.text)


class Number(NamedTuple):
    """`digits`: a plain decimal text; `comment`: why it is a constant; `look`: the number as the unit prints it."""

    digits: str
    comment: str = ""
    look: str = ""

    def cell(self, start: str) -> str:
        return number_cell(start, self.digits)


class Formula(NamedTuple):
    """A formula with its cached value; `text` says that the value is a text; `look` as for a number."""

    formula: str
    cached: str
    text: bool = False
    look: str = ""

    def cell(self, start: str) -> str:
        made = text_formula_cell if self.text else formula_cell
        return made(start, self.formula, self.cached)


Content = Text | Number | Formula
NOTHING = Text("")
#: How the official form prints an amount that is not there.
DASH = Text("-")


@dataclass(frozen=True, slots=True)
class Columns:
    """The column letters of the fields of one block, and its first row in the written sheet."""

    letters: Mapping[str, str]
    first: int
    _lines: dict[int, Mapping[str, str]] = dataclasses.field(default_factory=dict, repr=False, compare=False)

    def line(self, i: int) -> Mapping[str, str]:
        """The cells of one row by field."""
        if i not in self._lines:
            row = self.first + i
            self._lines[i] = {field: f"{letter}{row}" for field, letter in self.letters.items()}
        return self._lines[i]

    def at(self, field: str, i: int) -> str:
        return self.line(i)[field]

    def has(self, fields: Iterable[str]) -> bool:
        """Whether the layout has a column for each of the fields."""
        return self.letters.keys() >= frozenset(fields)


@lru_cache(maxsize=8192)
def figure(text: str) -> Content:
    """A printed amount, weight or score: a number where it is one, else the text as printed."""
    value = number(text)
    return text_or_nothing(text) if value is None else Number(format(value, "f"))


def looking(content: Content, printed: str) -> Content:
    """A number with the look it has in the form, if it is the one printed there."""
    if isinstance(content, Number):
        look = _look(content.digits, printed)
        return Number(content.digits, content.comment, look) if look else content
    if isinstance(content, Formula) and not content.text:
        look = _look(content.cached, printed)
        return Formula(content.formula, content.cached, look=look) if look else content
    return content


@lru_cache(maxsize=8192)
def _look(digits: str, printed: str) -> str:
    """How a number looks in the form; "" where another one is printed there."""
    value = number(printed)
    return compact(printed) if value is not None and value == Decimal(digits) else ""


def text_or_nothing(text: str) -> Content:
    return Text(text) if text else NOTHING


def plain_content(content: Content) -> Content:
    """数值模式: the value of a formula instead of the formula."""
    if isinstance(content, Formula):
        return Text(content.cached) if content.text else Number(content.cached, look=content.look)
    return content
