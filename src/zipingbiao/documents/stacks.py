"""Which tables of a document belong under each other: a form over several pages, or drawn in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from zipingbiao.documents.tables import Box, Table
from zipingbiao.workbook.read.labels import COLUMNS, HEAD
from zipingbiao.workbook.read.regions import LEVELS, inline_label

#: What stands at the edge of a page and says nothing about the table: page numbers, 续表.
_EDGE = re.compile(
    r"[\s—–\-－_·.。/／|第页共（）()]*\d{0,4}[\s—–\-－_·.。/／|第页共（）()]*(?:of\s*)?\d{0,4}[\s—–\-－页（）()]*"
    r"|[（(]?\s*(?:续表|接上页|续上页|转下页|续)[\s\d一二三四五六七八九十]*[）)]?"
)
_NUMBER = re.compile(r"[-\d.,，%％]+")
#: Points by which the outer edges of two pages may differ.
_TOLERANCE = 6.0
_FEWEST_FILLED = 2


def stacks(tables: Iterable[Table]) -> Iterator[list[Table]]:
    """The tables in runs; those of one run are read as one."""
    run: list[Table] = []
    for table in tables:
        if run and not _continues(run, table):
            yield run
            run = []
        run.append(table)
    if run:
        yield run


def _continues(run: list[Table], table: Table) -> bool:
    """Whether a table goes on with the form of the tables before it."""
    named, headed = any(map(_names_project, run)), any(map(_heads_indicators, run))
    if _names_project(table):
        return not named and not headed and _same_edges(run[-1], table) and not told(run, table)
    if _same_edges(run[-1], table) and not told(run, table):
        return True
    return named and not headed and _heads_indicators(table)


def told(run: list[Table], table: Table) -> list[str]:
    """The texts above a table that are neither page numbers nor the running head of its run."""
    running = {_compact(text) for each in run for text in each.above}
    return [text for text in table.above if not _EDGE.fullmatch(text) and _compact(text) not in running]


def _compact(text: str) -> str:
    """A text without blanks and figures: the same running head on every page."""
    return re.sub(r"[\s\d]+", "", text)


def _same_edges(one: Table, other: Table) -> bool:
    if not one.edges or not other.edges:
        return False
    return (
        abs(one.edges[0] - other.edges[0]) <= _TOLERANCE
        and abs(one.edges[-1] - other.edges[-1]) <= _TOLERANCE
    )


def _names_project(table: Table) -> bool:
    return any(_is_name(box.text) for box in table.boxes)


@lru_cache(maxsize=4096)
def _is_name(text: str) -> bool:
    return len(text) < 60 and HEAD.kind(inline_label(text)[0]) == "name"


def _heads_indicators(table: Table) -> bool:
    return any(len({_column(text) for text in table.texts(row)} & LEVELS) >= 2 for row in table.rows)


@lru_cache(maxsize=4096)
def _column(text: str) -> str | None:
    return COLUMNS.kind(text) if len(text) < 60 else None


def repeated(run: list[Table], table: Table) -> int:
    """How many rows at the top of a table only repeat headings of its run, as every printed page does."""
    before = {_headings(each, row) for each in run for row in each.rows}
    count = 0
    for row in range(1, table.height + 1):
        texts = _headings(table, row)
        if len(texts) < _FEWEST_FILLED or any(map(_NUMBER.fullmatch, texts)) or texts not in before:
            break
        count = row
    return count


def _headings(table: Table, row: int) -> tuple[str, ...]:
    """What stands in a row alone; a label at its side that reaches further down is none of the headings."""
    return tuple(box.text for box in table.rows.get(row, ()) if box.text and box.bottom == row)


def is_rest(last: Iterable[Box], rest: Iterable[Box]) -> bool:
    """Whether the first row of a page is what was left of the last row on the page before.

    `last`: the filled boxes of that row; `rest`: the filled boxes of this one, in the same columns. At least two of the
    row's boxes are missing, and no figure of its own stands there.
    """
    had, own = {box.left for box in last}, list(rest)
    if not own or any(_NUMBER.fullmatch(box.text) for box in own):
        return False
    lefts = {box.left for box in own}
    return lefts <= had and len(had - lefts) >= _FEWEST_FILLED
