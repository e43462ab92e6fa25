"""The sheets and columns of a ledger, as data: `columns.toml`. Headings are found by name or synonym."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.money import MONEY_UNITS
from zipingbiao.record import record

_BRACKETS = late_pattern(r"[（(\[【][^（()）\[\]【】]*[)）\]】]")
_MARKS = late_pattern(r"[\s\u200b\ufeff*＊※★:：、]+")
_MONEY_UNIT = late_pattern(rf"[（(\[【](?:单位[:：])?({'|'.join(MONEY_UNITS)})[)）\]】]")

#: Sheets of our own ledgers that hold no data: how to fill it in, what the dropdowns offer, where the projects came from.
GUIDE, LISTS, ORIGINS = "填写说明", "选项", "来源"


class Kind(StrEnum):
    """What a column holds; see the head of columns.toml."""

    KEY = "key"
    TEXT = "text"
    VALUE = "value"
    NUMBER = "number"
    RATE = "rate"
    UNIT = "unit"


@record(frozen=True, slots=True)
class Column:
    """One column: `field` is the path in the form (`goals.expected`); `optional` ones are read but not written."""

    field: str
    heading: str
    kind: Kind
    help: str
    width: int
    synonyms: tuple[str, ...] = ()
    required: bool = False
    optional: bool = False
    list: str = ""


@record(frozen=True, slots=True)
class SheetLayout:
    """One sheet: its name, the names it may also have, its columns in the order of a new ledger."""

    name: str
    about: str
    columns: tuple[Column, ...]
    synonyms: tuple[str, ...] = ()

    @property
    def written(self) -> tuple[Column, ...]:
        """The columns of a new ledger."""
        return tuple(column for column in self.columns if not column.optional)

    def column(self, heading: str) -> Column | None:
        """The column that a heading names."""
        return self._by_heading.get(bare(heading))

    @property
    def _by_heading(self) -> Mapping[str, Column]:
        return _headings(self)


@record(frozen=True, slots=True)
class Layout:
    """The whole ledger."""

    projects: SheetLayout
    funds: SheetLayout
    indicators: SheetLayout
    lists: Mapping[str, tuple[str, ...]]
    guide_title: str
    guide: tuple[str, ...]

    @property
    def sheets(self) -> tuple[SheetLayout, SheetLayout, SheetLayout]:
        return self.projects, self.funds, self.indicators

    def sheet(self, name: str) -> SheetLayout | None:
        """The sheet that a tab name means; None for a tab that is not part of a ledger."""
        key = bare(name)
        return next((each for each in self.sheets if key in map(bare, (each.name, *each.synonyms))), None)


def bare(heading: str) -> str:
    """A heading without brackets, marks and spaces: `* 年初预算数（万元）` → `年初预算数`."""
    return _MARKS.sub("", _BRACKETS.sub("", heading)).replace("／", "/") or _MARKS.sub("", heading)


@cache
def unit_in(heading: str) -> str:
    """The money unit that a heading states in brackets: `全年执行数（元）` → `元`; "" where it states none."""
    found = _MONEY_UNIT.search(re.sub(r"\s+", "", heading))
    return found.group(1) if found else ""


@cache
def _headings(layout: SheetLayout) -> Mapping[str, Column]:
    """Own headings win over synonyms, earlier columns over later ones."""
    found: dict[str, Column] = {}
    for column in layout.columns:
        found.setdefault(bare(column.heading), column)
    for column in layout.columns:
        for synonym in column.synonyms:
            found.setdefault(bare(synonym), column)
    return found


@cache
def ledger_layout() -> Layout:
    """The layout that ships with the program."""
    data = tomllib.loads(Path(__file__).with_name("columns.toml").read_text("utf-8"))
    projects, funds, indicators = (_sheet(raw) for raw in data["sheets"])
    lists = {name: tuple(items) for name, items in data["lists"].items()}
    return Layout(projects, funds, indicators, lists, data["guide"]["title"], tuple(data["guide"]["lines"]))


def _sheet(raw: Mapping[str, Any]) -> SheetLayout:
    columns = tuple(
        Column(**{**each, "kind": Kind(each["kind"]), "synonyms": tuple(each.get("synonyms", ()))})
        for each in raw["columns"]
    )
    return SheetLayout(raw["name"], raw["about"], columns, tuple(raw.get("synonyms", ())))
