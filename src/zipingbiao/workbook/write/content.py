"""What a written cell can hold: a text, a number, a formula with its value; and where a block's columns stand."""

from __future__ import annotations

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

    def at(self, field: str, i: int) -> str:
        return f"{self.letters[field]}{self.first + i}"

    def has(self, fields: Iterable[str]) -> bool:
        """Whether the layout has a column for each of the fields."""
        return self.letters.keys() >= set(fields)


@lru_cache(maxsize=8192)
def figure(text: str) -> Content:
    """A printed amount, weight or score: a number where it is one, else the text as printed."""
    value = number(text)
    return text_or_nothing(text) if value is None else Number(format(value, "f"))


def looking(content: Content, printed: str) -> Content:
    """A number with the look it has in the form, if it is the one printed there."""
    if isinstance(content, Text) or (isinstance(content, Formula) and content.text):
        return content
    value = number(printed)
    digits = content.digits if isinstance(content, Number) else content.cached
    if value is None or value != Decimal(digits):
        return content
    return content._replace(look=compact(printed))


def text_or_nothing(text: str) -> Content:
    return Text(text) if text else NOTHING


def plain_content(content: Content) -> Content:
    """数值模式: the value of a formula instead of the formula."""
    if isinstance(content, Formula):
        return Text(content.cached) if content.text else Number(content.cached, look=content.look)
    return content
