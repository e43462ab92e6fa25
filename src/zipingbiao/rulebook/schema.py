"""What a rulebook may say: each parameter's kind, unit and range, and the word lists (data in `schema.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from zipingbiao.record import record

#: Written where a value could stand: the place does not use this rule.
OFF = "off"


class Kind(StrEnum):
    """What a parameter holds."""

    NUMBER = "number"
    TABLE = "table"
    METHOD = "method"  # named in data, written in code
    FLAG = "flag"


@record(frozen=True, slots=True)
class Column:
    """One column of a table: text, or a number within bounds; `percent`: 85 is 85 %, and no fraction of 1."""

    name: str
    is_text: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    percent: bool = False


@record(frozen=True, slots=True)
class Spec:
    """What one parameter is, and which values it may take. `about` tells it to the person who writes a rulebook."""

    id: str
    label: str
    kind: Kind
    about: str
    unit: str = ""
    optional: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    whole: bool = False
    one_percent: bool = False  # 1 is 1 %, and not the whole
    methods: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[Column, ...] = ()
    names: tuple[str, ...] = ()  # of the first column, in this order
    rows: int = 0  # 0: as many as wanted, at least one
    falling: tuple[int, ...] = ()  # columns that fall from row to row
    not_rising: tuple[int, ...] = ()  # columns that may stay as they are from row to row, and never rise
    ends_at_zero: bool = False  # the first falling column does in its last row
    spans: bool = False  # each row is low, high
    row: str = ""  # how a rule's text says one row
    last: str = ""  # and the last one

    @property
    def percent(self) -> bool:
        """Whether the value is a percentage, written as 85 for 85 %."""
        return self.unit == "%"


@record(frozen=True, slots=True)
class Schema:
    """All parameters by id, and the word lists with what each is for."""

    parameters: Mapping[str, Spec]
    words: Mapping[str, str]


@lru_cache(maxsize=1)
def schema() -> Schema:
    """The schema of this version of the program."""
    text = Path(__file__).with_name("schema.toml").read_text("utf-8")
    data = tomllib.loads(text, parse_float=Decimal)
    return Schema({id: _spec(id, raw) for id, raw in data["parameters"].items()}, dict(data["words"]))


@lru_cache(maxsize=1)
def rule_entries() -> Mapping[str, Mapping[str, Any]]:
    """The catalogue of rules as it is written, by code: a rulebook may set what a place knows better of them.

    Only the data file is read; what a rule does is not known here.
    """
    text = (Path(__file__).parents[1] / "checks" / "catalogue.toml").read_text("utf-8")
    return tomllib.loads(text)


def _spec(id: str, raw: Mapping[str, Any]) -> Spec:
    rest = {
        key: raw[key]
        for key in (
            "unit",
            "optional",
            "whole",
            "one_percent",
            "rows",
            "ends_at_zero",
            "spans",
            "row",
            "last",
        )
        if key in raw
    }
    return Spec(
        id=id,
        label=raw["label"],
        kind=Kind(raw["kind"]),
        about=raw["about"],
        least=_bound(raw, "least"),
        most=_bound(raw, "most"),
        methods=raw.get("methods", {}),
        columns=tuple(_column(column) for column in raw.get("columns", ())),
        names=tuple(raw.get("names", ())),
        falling=tuple(raw.get("falling", ())),
        not_rising=tuple(raw.get("not_rising", ())),
        **rest,
    )


def _column(raw: Mapping[str, Any]) -> Column:
    is_text, percent = raw.get("kind") == "text", raw.get("percent", False)
    return Column(raw["name"], is_text, _bound(raw, "least"), _bound(raw, "most"), percent)


def _bound(raw: Mapping[str, Any], key: str) -> Decimal | None:
    return Decimal(raw[key]) if key in raw else None
