"""What a finding rests on: the fields its rule read, as one short mark. A waiver holds as long as the mark is the same."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache

from zipingbiao.checks.finding import Finding
from zipingbiao.form.model import Form, is_blank
from zipingbiao.form.money import number
from zipingbiao.rulebook.schema import rule_entries

_LENGTH = 12
_INDEX = re.compile(r"^(\w+)(?:\[(\d+)\])?(?:\.(\w+))?")
_PERIOD = ("evaluated_year", "amount_unit", "kind")
_HEAD = (*_PERIOD, "title", "year", "name", "code", "department", "unit")
_ROW = ("level1", "level2", "level3", "target", "actual", "weight", "score", "deduction", "reason", "detail", "evidence")  # fmt: skip
_MONEY = ("kind", "initial_budget", "annual_budget", "executed")
_FUND = (*_MONEY, "weight", "rate", "score")
_NOTE = "note"
_TOTAL = ("weight", "score", "grade")


class Block(StrEnum):
    """The parts of a form a rule may read. `reads` of the catalogue names them; the finding's own part always counts."""

    PERIOD = "period"  # year, kind of form, unit of money
    HEAD = "head"
    MONEY = "money"  # the amounts
    FUNDS = "funds"
    GOALS = "goals"
    ROWS = "rows"
    TOTAL = "total"
    NOTES = "notes"  # beside what stands in the same row or part: its 说明 too


@lru_cache(maxsize=256)
def blocks_read(code: str) -> frozenset[Block]:
    """What a rule reads beside the finding's own row or part: as its entry says; a rule over rows reads period and money too,
    one over a form all of it.
    """
    entry: Mapping[str, object] = rule_entries().get(code, {})
    declared = entry.get("reads")
    if isinstance(declared, list):
        return frozenset(map(Block, declared))
    return frozenset({Block.PERIOD, Block.MONEY}) if entry.get("scope") == "row" else frozenset(Block)


def facts_read(form: Form, finding: Finding) -> str:
    """The mark of everything a finding rests on; blanks, and zeros behind a decimal point, make no difference."""
    said = hashlib.sha256()
    for text in _read(form, finding):
        said.update(_plain(text).encode() + b"\0")
    return said.hexdigest()[:_LENGTH]


def marks(form: Form, findings: Iterable[Finding]) -> Iterator[str]:
    """The mark of each finding on a form. Two that rest on the same words (equal rows, equal rates of two lines of money)
    are told apart by their order, so that a waiver of one is none of the other.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        mark = facts_read(form, finding)
        seen[mark] += 1
        yield mark if seen[mark] == 1 else f"{mark}-{seen[mark]}"


def _read(form: Form, finding: Finding) -> Iterator[str]:
    yield finding.code
    yield _INDEX.sub(lambda found: f"{found[1]}.{found[3] or ''}", finding.field, count=1)
    yield finding.found
    yield finding.expected
    blocks = blocks_read(finding.code)
    for path in (finding.field, *finding.related):
        yield from _own(form, path, noted=Block.NOTES in blocks)
    for block in Block:
        if block in blocks:
            yield block
            yield from _block(form, block)
    if blocks == frozenset(Block):
        yield from (row.note for row in form.indicators)
        yield from (line.note for line in form.funds)


def _own(form: Form, path: str, *, noted: bool) -> Iterator[str]:
    """The row or part in which a path lies."""
    found = _INDEX.match(path)
    head = found[1] if found else ""
    noted = noted or path.endswith(f".{_NOTE}")
    if found and found[2] and head == "indicators":
        yield from _row_facts(form, int(found[2]), (*_ROW, _NOTE) if noted else _ROW)
    elif head == "funds":
        yield from _block(form, Block.FUNDS)
        yield from (line.note for line in form.funds if noted)
    elif head in ("goals", "total"):
        yield from _block(form, Block(head))
    elif head in (*_HEAD, "below"):
        yield str(getattr(form, head))


def _block(form: Form, block: Block) -> Iterator[str]:
    if block in (Block.PERIOD, Block.HEAD):
        yield from (str(getattr(form, name)) for name in (_HEAD if block is Block.HEAD else _PERIOD))
    elif block in (Block.MONEY, Block.FUNDS):
        for line in form.funds:
            yield from _texts(line, _FUND if block is Block.FUNDS else _MONEY)
    elif block is Block.GOALS:
        yield from (form.goals.expected, form.goals.actual)
    elif block is Block.ROWS:
        for i in range(len(form.indicators)):
            yield from _row_facts(form, i, _ROW)
    elif block is Block.TOTAL:
        yield from _texts(form.total, _TOTAL)


def _row_facts(form: Form, i: int, names: Iterable[str]) -> Iterator[str]:
    """The texts of a row; what a merged cell above covers is part of it."""
    for name in names:
        n = i
        while 0 < n < len(form.indicators) and name in form.indicators[n].merged:
            n -= 1
        yield from _texts(form.indicators[n], (name,)) if n < len(form.indicators) else ("",)


def _texts(source: object, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        value = getattr(source, name)
        yield value if isinstance(value, str) else str(value.text)


def _plain(text: str) -> str:
    if is_blank(text):
        return ""
    value = number(text)
    if value is not None:
        return format(value.normalize(), "f")
    return "".join(text.split())
