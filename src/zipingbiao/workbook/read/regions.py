"""Where on a sheet a form begins and ends, and which row heads its indicators."""

from __future__ import annotations

import re
from functools import lru_cache

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.record import record
from zipingbiao.workbook.read.grid import Grid, Spot
from zipingbiao.workbook.read.labels import COLUMNS, HEAD, TARGETS_TITLE, TITLE, bare, compact

LEVELS = frozenset({"level1", "level2", "level3"})
_VALUES = frozenset({"target", "actual"})
#: A title is short; a sentence that speaks of the form is none.
_LONGEST_TITLE = 60
_SENTENCE = late_pattern(r"[,。;!?“”\"]")
_FEWEST_HEADINGS = 2
#: Who a form without 项目名称 is about.
_WHO = frozenset({"department", "unit", "budget_unit", "code"})
_NO_END = 1 << 30
_ALL_YEARS = late_pattern("长期|中期|实施期|总体")
_ONE_YEAR = late_pattern("年度|当年|本年")
_LONGEST_CALL = 16
_INLINE = late_pattern(r"(?:^|(?<=[\s;；,，]))([^\s:：;；,，]{2,12})[:：]")


@record(frozen=True, slots=True)
class Region:
    """The rows of one form. `header` is the row of 一级指标 … (0: none), `name` the label 项目名称 (None: none)."""

    top: int
    bottom: int
    header: int
    name: Spot | None
    title: Spot | None
    #: The heading of indicators of the whole period (长期绩效指标), which are not those of the year; 0: none.
    passed_over: int = 0


def is_column_header(grid: Grid, row: int) -> bool:
    """Whether a row heads indicators: two 级指标 labels, or one with 指标值 or 完成值."""
    return _heads_indicators(grid, row) and not _names_projects(grid, row)


def is_list_header(grid: Grid, row: int) -> bool:
    """Whether a row heads a list of indicators of many projects: 项目名称 is one of its columns. A ledger, not a form."""
    return _heads_indicators(grid, row) and _names_projects(grid, row)


def _heads_indicators(grid: Grid, row: int) -> bool:
    spots = grid.spots(row)
    if len(spots) < _FEWEST_HEADINGS:
        return False
    kinds = {COLUMNS.kind(spot.text) for spot in spots}
    levels = len(kinds & LEVELS)
    return levels >= 2 or (levels == 1 and bool(kinds & _VALUES))


def _names_projects(grid: Grid, row: int) -> bool:
    return any(HEAD.kind(spot.text) in ("name", "code") for spot in grid.spots(row))


@lru_cache(maxsize=4096)
def inline_label(text: str) -> tuple[str, str]:
    """`项目名称：某项目` in one cell → label and value; a label alone has no value."""
    for colon in ("：", ":"):
        label, found, value = text.partition(colon)
        if found and value.strip() and HEAD.kind(label):
            return label, value.strip()
    return text, ""


@lru_cache(maxsize=4096)
def inline_labels(text: str) -> tuple[tuple[str, str], ...]:
    """`项目名称：某项目　实施单位：某单位　年度：2024年` in one cell → each label with its value; none for one label."""
    starts = [found for found in _INLINE.finditer(text) if HEAD.kind(found[1])]
    if len(starts) < 2 or starts[0].start() > 0:
        return ()
    ends = [found.start() for found in starts[1:]] + [len(text)]
    return tuple(
        (found[1], text[found.end() : end].strip(" \t\n\u3000;；,，"))
        for found, end in zip(starts, ends, strict=True)
    )


@lru_cache(maxsize=4096)
def is_title(text: str) -> bool:
    """Whether a text is the title of a form; a sentence about the form is none."""
    plain = compact(text)
    if len(plain) > _LONGEST_TITLE or _SENTENCE.search(plain):
        return False
    label = bare(text)
    return TITLE.similar(label) or TARGETS_TITLE.similar(label)


def regions(grid: Grid) -> list[Region]:
    """The forms of a sheet from top to bottom.

    项目名称 begins one where a title or an indicator block lies between; so does a title over a head without 项目名称
    (部门整体支出) that has indicators of its own.
    """
    last = grid.last_row
    headers: list[int] = []
    titles: list[Spot] = []
    names: list[Spot] = []
    heads: list[int] = []
    for row in grid.rows(1, last):
        if is_column_header(grid, row):
            headers.append(row)
            continue
        for spot in grid.spots(row):
            if spot.text.isascii():
                continue  # a figure
            if len(spot.text) > _LONGEST_TITLE and "名称" not in spot.text[:_LONGEST_TITLE]:
                continue
            if is_title(spot.text):
                titles.append(spot)
                continue
            kind = HEAD.kind(inline_label(spot.text)[0])
            if kind == "name":
                names.append(spot)
            elif kind in _WHO:
                heads.append(row)
    starts = _starts(names, titles, headers, heads)
    if not starts:
        return [Region(1, last, headers[0], None, titles[0] if titles else None)] if headers else []
    found = []
    for index, (top, name, title) in enumerate(starts):
        bottom = starts[index + 1][0] - 1 if index + 1 < len(starts) else last
        own = [row for row in headers if top <= row <= bottom]
        first = own[0] if own else 0
        header = _of_the_year(grid, own) or first
        found.append(Region(top, bottom, header, name, title, first if header != first else 0))
    return found


def _of_the_year(grid: Grid, headers: list[int]) -> int:
    """The heading of 年度绩效指标 where 长期绩效指标 have their own above; 0 where nothing says so."""
    if len(headers) < 2 or not _is_called(grid, headers[0], _ALL_YEARS):
        return 0
    return next((row for row in headers[1:] if _is_called(grid, row, _ONE_YEAR)), 0)


def _is_called(grid: Grid, header: int, words: re.Pattern[str]) -> bool:
    """What stands first in the heading or alone above it."""
    above = grid.spots(header - 1)
    labels = [grid.spots(header)[0].text, *(spot.text for spot in above[:1] if len(above) == 1)]
    return any(len(label) <= _LONGEST_CALL and words.search(compact(label)) for label in labels)


_Start = tuple[int, Spot | None, Spot | None]


def _starts(names: list[Spot], titles: list[Spot], headers: list[int], heads: list[int]) -> list[_Start]:
    starts: list[_Start] = []
    before = 0
    for name in names:
        title = next((spot for spot in reversed(titles) if before < spot.row <= name.row), None)
        fresh = title is not None or any(before < row < name.row for row in headers)
        if starts and not fresh:
            starts[-1] = _better_name(starts[-1], name)
            continue
        top = title.row if title is not None else name.row
        starts.append((top, name, title))
        before = name.row
    starts = _with_nameless(starts, titles, headers, heads)
    return [(1, *starts[0][1:]), *starts[1:]] if starts else []


def _with_nameless(
    starts: list[_Start], titles: list[Spot], headers: list[int], heads: list[int]
) -> list[_Start]:
    """The forms without 项目名称 among the others: a title, who it is about, and a heading of indicators."""
    taken = {title.row for _, _, title in starts if title is not None}
    found = list(starts)
    for index, title in enumerate(titles):
        ends = [spot.row for spot in titles[index + 1 :] if spot.row > title.row]
        ends += [top for top, _, _ in starts if top > title.row]
        end = min(ends, default=_NO_END)
        header = next((row for row in headers if title.row < row < end), 0)
        told = any(title.row < row < header for row in heads)
        named = any(name is not None and title.row <= name.row < end for _, name, _ in starts)
        other = all(title.text != earlier.text for earlier in titles[:index])
        if header and (told or other) and not named and title.row not in taken:
            found.append((title.row, None, title))
    return sorted(found, key=lambda start: start[0])


def _better_name(start: _Start, name: Spot) -> _Start:
    """Of 一级项目名称 and 二级项目名称 the evaluated project is the second; a plain 项目名称 stays."""
    top, first, title = start
    return (top, name if first is not None and "一级" in first.text else first, title)
