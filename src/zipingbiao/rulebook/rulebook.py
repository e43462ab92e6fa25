"""A rulebook at one date: parameters with value, unit, source and status, and the lexicon of the grammar.

Rulebooks are data (`rulebook/data/*.toml`). A place stands on another by `extends`; a later entry of the same
id replaces the earlier one. What no published text says is `assumed`, and is shown as such.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from zipingbiao.record import record


class RuleStatus(StrEnum):
    """How sure a rule is."""

    OFFICIAL = "official"  # 有文件依据
    LOCAL = "local"  # 地方规定
    OBSERVED = "observed"  # 公开表格或系统的做法
    ASSUMED = "assumed"  # 本工具约定


STATUS_LABELS: Mapping[RuleStatus, str] = {
    RuleStatus.OFFICIAL: "有文件依据",
    RuleStatus.LOCAL: "地方规定",
    RuleStatus.OBSERVED: "公开表格或系统的做法",
    RuleStatus.ASSUMED: "本工具约定，非文件规定",
}


@record(frozen=True, slots=True)
class Source:
    """Where a value comes from: document, number (文号), clause, the words themselves, and where they were seen."""

    title: str
    number: str = ""
    clause: str = ""
    quote: str = ""
    where: str = ""

    def __str__(self) -> str:
        return "".join((f"《{self.title}》", f"（{self.number}）" if self.number else "", self.clause))


@record(frozen=True, slots=True)
class Parameter:
    """One value in force at the rulebook's date.

    Numbers are Decimal, tables tuples of tuples, a method its name, a flag a bool; None where the place does not use
    the rule (`"off"`). `says`: the rule in words: what the method computes, else the label.
    """

    id: str
    label: str
    value: Any
    unit: str
    effective: date
    status: RuleStatus
    source: Source
    note: str = ""
    says: str = ""


@record(frozen=True, slots=True)
class RuleSetting:
    """What a place sets of a check rule: `severity` "" and `blocks_final` None leave the catalogue's own."""

    severity: str
    blocks_final: bool | None
    status: RuleStatus
    source: Source
    note: str = ""


@record(frozen=True, slots=True, eq=False)
class Rulebook:
    """All parameters of a place in force for an evaluated year. Two loadings are two rulebooks."""

    name: str
    title: str
    version: str
    on: date
    parameters: Mapping[str, Parameter]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rules: Mapping[str, RuleSetting] = field(default_factory=dict)
    _finders: dict[str, re.Pattern[str] | None] = field(default_factory=dict, repr=False, compare=False)

    def first_word(self, text: str, key: str) -> str:
        """The first word of a word list that a text holds, the longest where several begin there; "" for none."""
        if not text:
            return ""
        if key not in self._finders:
            listed = sorted(self.words.get(key, ()), key=len, reverse=True)
            self._finders[key] = re.compile("|".join(map(re.escape, listed))) if listed else None
        finder = self._finders[key]
        found = finder.search(text) if finder is not None else None
        return found.group() if found is not None else ""

    def parameter(self, id: str) -> Parameter:
        """The parameter with its source; KeyError names an id that no rulebook knows."""
        return self.parameters[id]

    def number(self, id: str) -> Decimal:
        """A numeric value (points, %, 万元 … as the parameter's unit says)."""
        value = self.parameters[id].value
        if not isinstance(value, Decimal):
            raise TypeError(f"{id} is not a number: {value!r}")
        return value

    def table(self, id: str) -> tuple[tuple[Any, ...], ...]:
        """A table value: rows of (text or Decimal)."""
        value = self.parameters[id].value
        if not isinstance(value, tuple):
            raise TypeError(f"{id} is not a table: {value!r}")
        return value

    def method(self, id: str) -> str:
        """The name of the method by which the place computes; the schema lists those there are."""
        value = self.parameters[id].value
        if not isinstance(value, str):
            raise TypeError(f"{id} is not a method: {value!r}")
        return value

    def flag(self, id: str) -> bool:
        """Whether the place does it."""
        value = self.parameters[id].value
        if not isinstance(value, bool):
            raise TypeError(f"{id} is not a flag: {value!r}")
        return value

    def optional_number(self, id: str) -> Decimal | None:
        """A numeric value, None where the place does not use the rule."""
        return None if self.parameters[id].value is None else self.number(id)

    def optional_table(self, id: str) -> tuple[tuple[Any, ...], ...] | None:
        """A table value, None where the place does not use the rule."""
        return None if self.parameters[id].value is None else self.table(id)
