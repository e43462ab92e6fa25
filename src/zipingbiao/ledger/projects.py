"""Which project a row of 资金 or 指标 belongs to, and which projects stand in the ledger twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from zipingbiao.form.money import compact
from zipingbiao.ledger.columns import Columns
from zipingbiao.ledger.faults import Fault
from zipingbiao.ledger.rows import Row

_KEYS = ("id", "code", "name")
_HEADINGS = {"id": "项目序号", "code": "项目编码", "name": "项目名称"}

Keys = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Match:
    """The number of the project, from 0; None with what was wrong. `found`: what is wrong, of a matched row too.

    `among`: the projects it may be.
    """

    project: int | None
    key: str = ""
    found: str = ""
    advice: str = ""
    among: tuple[int, ...] = ()

    def fault(self, row: Row, columns: Columns) -> Fault | None:
        """What was wrong, at the key by which the row names its project."""
        if not self.found:
            return None
        key = self.key if self.key in columns.at else "name"
        return columns.fault(row.number, key, row.texts[key], self.found, self.advice)


class Added(NamedTuple):
    """What a row of 项目 is: a project of its own or not, what is wrong with it, and which projects (from 0) that concerns."""

    own: bool
    fault: Fault | None
    concerns: tuple[int, ...] = ()


class Projects:
    """The projects that can be told apart, in their order."""

    def __init__(self) -> None:
        self._count = 0
        self._rows: dict[Keys, tuple[int, int]] = {}  # the row on the sheet, and which project it is
        self._by_key: dict[str, dict[str, tuple[int, ...]]] = {key: {} for key in _KEYS}
        self._last: tuple[Keys, Match] | None = None

    def add(self, row: Row, columns: Columns) -> Added:
        """What the row is, remembered for the rows of the other sheets."""
        keys = _keys(row)
        own_id, _, name = keys
        if not (name if "name" in columns.at else any(keys)):
            found = "缺少项目名称，这一行没有生成自评表"
            return Added(
                False, columns.fault(row.number, "name", "", found, "请填写项目名称，或删除这一行。")
            )
        if keys in self._rows:
            first, project = self._rows[keys]
            found = f"与第 {first} 行是同一个项目，这一行没有生成自评表"
            key = "id" if own_id else "name"
            advice = "请删除重复的行，或给不同的项目不同的项目序号。"
            return Added(False, columns.fault(row.number, key, row.texts[key], found, advice), (project,))
        twins = self._by_key["id"].get(own_id, ()) if own_id else ()
        own = self._remember(keys, row.number)
        if not twins:
            return Added(True, None, (own,))
        advice = "请给每个项目不同的序号，并同样改“资金”“指标”两表。"
        fault = columns.fault(row.number, "id", row.texts["id"], "项目序号重复", advice)
        return Added(True, fault, (*twins, own))

    def _remember(self, keys: Keys, row: int) -> int:
        """The number of a new project, from 0."""
        own = self._count
        self._rows[keys] = row, own
        for key, value in zip(_KEYS, keys, strict=True):
            if value:
                self._by_key[key][value] = (*self._by_key[key].get(value, ()), own)
        self._count += 1
        return own

    def bears(self, name: str) -> bool:
        """Whether a project has that name."""
        return bool(self._by_key["name"].get(_key(name)))

    def match(self, row: Row) -> Match:
        """The project that a row of another sheet names; rows of one project mostly stand together."""
        keys = _keys(row)
        if self._last is None or self._last[0] != keys:
            self._last = keys, self._match(dict(zip(_KEYS, keys, strict=True)))
        return self._last[1]

    def _match(self, given: Mapping[str, str]) -> Match:
        typed = {key: value for key, value in given.items() if value}
        if not typed:
            return Match(None, "id", "没有写是哪个项目，这一行没有读取", "请填写项目序号或项目名称。")
        hits = {key: self._by_key[key].get(value, ()) for key, value in typed.items()}
        together = set.intersection(*map(set, hits.values()))
        if len(together) == 1:
            return Match(together.pop())
        first = next(iter(typed))
        if len(together) > 1:
            found = "有几个项目都符合，这一行没有读取"
            return Match(None, first, found, "请填写项目序号以区分。", tuple(sorted(together)))
        if len(hits[first]) == 1 and first != "name":
            advice = f"已按{_HEADINGS[first]}归入；请核对这一行的项目。"
            return Match(hits[first][0], "name", "与“项目”表中同一序号的项目名称不一致", advice)
        if len(hits[first]) > 1:
            found = "有几个项目都符合，这一行没有读取"
            return Match(None, first, found, "请填写项目序号和名称以区分。", hits[first])
        advice = "请核对序号和名称，或在“项目”表里加上这个项目。"
        return Match(None, first, "在“项目”表里没有这个项目，这一行没有读取", advice)


def _keys(row: Row) -> Keys:
    """项目序号, 项目编码 and 项目名称 without spaces and full-width digits."""
    texts = row.texts
    return _key(texts["id"]), _key(texts["code"]), _key(texts["name"])


_key = lru_cache(4096)(compact)
