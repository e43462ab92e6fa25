"""Results of our own formulas that a program without the cell functions could not give.

On such a PC `=PERF_SCORE(…)` shows #NAME?, and whatever adds it up does too. That is no mistake of the unit's: the
cells are read as empty, and what they would give is computed anew by whoever asks.
"""

from __future__ import annotations

import re
from dataclasses import replace

from zipingbiao.edits.dependents import followers
from zipingbiao.edits.snapshot import Cell, Snapshot

#: Functions whose answer the tool computes anyway; a note that nobody sees stays a doubt.
_COMPUTED = re.compile(r"\bPERF_(?:SCORE|STATE|RATE|RATE_SCORE|GRADE)\s*\(", re.IGNORECASE)


def is_computed(cell: Cell) -> bool:
    """Whether a cell holds one of our functions that compute."""
    return bool(cell.formula) and _COMPUTED.search(cell.formula) is not None


def lacks_result(cell: Cell) -> bool:
    """Whether a formula shows nothing or an error value."""
    return bool(cell.formula) and (cell.error or cell.value is None)


def sheets_lacking(snapshot: Snapshot) -> frozenset[str]:
    """The sheets on which such cells stand."""
    return frozenset(
        sheet.name
        for sheet in snapshot.sheets
        if any(cell.formula and lacks_result(cell) and is_computed(cell) for cell in sheet.cells.values())
    )


def without_lacking(snapshot: Snapshot) -> Snapshot:
    """The workbook with those cells empty, and the cells that only show an error because of them."""
    lacking = [
        (sheet.name, *at)
        for sheet in snapshot.sheets
        for at, cell in sheet.cells.items()
        if cell.formula and lacks_result(cell) and is_computed(cell)
    ]
    if not lacking:
        return snapshot
    emptied = {*lacking, *followers(snapshot, lacking)}
    sheets = []
    for sheet in snapshot.sheets:
        cells = {
            at: Cell(None, cell.number_format)
            if (sheet.name, *at) in emptied and lacks_result(cell)
            else cell
            for at, cell in sheet.cells.items()
        }
        sheets.append(replace(sheet, cells=cells))
    return replace(snapshot, sheets=tuple(sheets))
