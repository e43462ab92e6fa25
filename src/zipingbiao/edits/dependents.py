"""Formulas that rest on changed cells, on whatever sheet: their kept values are renewed, or dropped where nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from zipingbiao.edits.calculation.evaluate import Calculation, Spot
from zipingbiao.edits.calculation.parse import NotUnderstood
from zipingbiao.edits.snapshot import CellValue, Edit, EditKind, Snapshot
from zipingbiao.package.address import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    cell_name,
    column_number,
    parse_area,
    parse_cell,
)
from zipingbiao.record import record

#: Sheet and cell.
Place = tuple[str, str]
_CONTENT = (EditKind.VALUE, EditKind.FORMULA)
_TOKEN = re.compile(
    r"""("(?:[^"]|"")*")
    |(?P<book>\[\d+\](?:'?[^\W\d][\w.]*'?!|[^!]*'!)?\$?[\w$:]*|'[^']*\[[^']*'!\$?[\w$:]*)
    |(?P<sheet>'(?:[^']|'')+'!|[^\W\d][\w.]*!)?
     (?P<area>\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?\d{1,7}:\$?\d{1,7})(?![\w.(!])
    |(?P<word>[^\W\d][\w.]*)(?P<open>[(\[]?)""",
    re.VERBOSE,
)
#: They may rest on any cell.
_ANYWHERE = frozenset({"INDIRECT", "OFFSET"})
#: How the names of our own functions begin.
_OURS = "PERF_"


@record(frozen=True, slots=True)
class _Sources:
    """What a formula rests on. `anywhere`: cells that it does not name."""

    areas: tuple[tuple[str, Area], ...]
    names: tuple[str, ...]
    anywhere: bool


def followers(snapshot: Snapshot, changed: Iterable[Spot]) -> list[Spot]:
    """The cells with formulas that rest on the changed ones, directly or not; none twice.

    A function of ours shows what we wrote there: it follows nothing, and nothing follows a change through it.
    """
    formulas = {
        (sheet.name, row, column): _sources(cell.formula)
        for sheet in snapshot.sheets
        for (row, column), cell in sheet.cells.items()
        if cell.formula and _OURS not in cell.formula.upper()
    }
    names = {name.rpartition("!")[2].upper(): target for name, target in snapshot.names.items()}
    waiting, found = list(changed), dict[Spot, None]()
    reached: set[Spot] = set(waiting)
    rests = {spot: list(_areas(sources, spot[0], names)) for spot, sources in formulas.items()}
    while waiting:
        spot = waiting.pop()
        for follower, areas in rests.items():
            if follower not in reached and (
                formulas[follower].anywhere or any(_inside(spot, sheet, area) for sheet, area in areas)
            ):
                reached.add(follower)
                found[follower] = None
                waiting.append(follower)
    return list(found)


def unknown_after(snapshot: Snapshot, edits: Iterable[Edit]) -> list[Place]:
    """The formulas that rest on the edited cells and that only a spreadsheet program can compute."""
    return [(edit.sheet, edit.cell) for edit in renewed(snapshot, edits) if edit.cached is None]


def renewed(snapshot: Snapshot, edits: Iterable[Edit]) -> list[Edit]:
    """The formulas that rest on the edited cells, each with the value it gives now, or without where nobody knows."""
    now: dict[Spot, CellValue] = {}
    for edit in edits:
        at = parse_cell(edit.cell)
        if edit.kind in _CONTENT and at is not None:
            now[edit.sheet, *at] = edit.new if edit.kind is EditKind.VALUE else edit.cached
    if not now:
        return []
    stale = [spot for spot in followers(snapshot, now) if spot not in now]
    calculation = Calculation(snapshot, now, frozenset(stale))
    sheets = {sheet.name: sheet for sheet in snapshot.sheets}
    found = []
    for sheet, row, column in sorted(stale):
        cell = sheets[sheet].cells[row, column]
        try:
            value: CellValue = calculation.formula(cell.formula, sheet)
        except NotUnderstood:
            value = None
        if value is None or value != cell.value:
            found.append(
                Edit(EditKind.FORMULA, sheet, cell_name(row, column), cell.formula, cell.formula, value)
            )
    return found


@lru_cache(maxsize=4096)
def _sources(formula: str) -> _Sources:
    areas, names, anywhere = [], [], False
    for found in _TOKEN.finditer(formula):
        if found["area"]:
            area = _area(found["area"])
            if area is not None:
                sheet = (found["sheet"] or "").removesuffix("!")
                areas.append((sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet, area))
        elif found["word"]:
            word = found["word"].upper()
            anywhere = anywhere or word in _ANYWHERE or found["open"] == "["
            if not found["open"]:
                names.append(word)
    return _Sources(tuple(areas), tuple(names), anywhere)


def _areas(sources: _Sources, own: str, names: Mapping[str, str]) -> Iterator[tuple[str, Area]]:
    """The areas a formula rests on; those behind a defined name too."""
    for sheet, area in sources.areas:
        yield sheet or own, area
    for name in sources.names:
        target = names.get(name)
        if target:
            yield from ((sheet or own, area) for sheet, area in _sources(target).areas)


def _area(text: str) -> Area | None:
    """`B3:D5`, `A:C` or `3:7`."""
    plain = text.replace("$", "")
    first, _, last = plain.partition(":")
    if first.isdigit():
        return Area(int(first), 1, int(last), LAST_COLUMN)
    if first.isalpha():
        return Area(1, column_number(first), LAST_ROW, column_number(last))
    return parse_area(plain)


def _inside(spot: Spot, sheet: str, area: Area) -> bool:
    name, row, column = spot
    return (
        name.casefold() == sheet.casefold()
        and area.top <= row <= area.bottom
        and area.left <= column <= area.right
    )
