"""How a cell function is told the indicator of a row: by the cells of its levels, so that a changed level counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from zipingbiao.workbook.write.content import Columns
from zipingbiao.workbook.write.row_groups import Run

_LEVELS = ("level1", "level2")


@lru_cache(maxsize=8192)
def path_argument(levels: tuple[str, ...], level3: str, *, slashed: bool = False) -> str:
    """`"/"&B13&C13&"/"&D13`, of the cells of 一级, 二级 and 三级指标.

    A function looks for words in both levels together, so they stand together. `slashed`: a level has a stroke of its
    own, which would end it.
    """
    joined = "&".join(levels)
    if not joined:
        return f'"//"&{level3}'
    return f'"/"&SUBSTITUTE({joined},"/","／")&"/"&{level3}' if slashed else f'"/"&{joined}&"/"&{level3}'


def level_cells(columns: Columns, merged: Mapping[str, Sequence[Run]], rows: int) -> list[tuple[str, ...]]:
    """For each row the cells that its levels stand in: the top one of a merged area."""
    tops = {field: list(range(rows)) for field in _LEVELS if field in columns.letters}
    for field, own in tops.items():
        for first, last in merged.get(field, ()):
            own[first : last + 1] = [first] * (last + 1 - first)
    return [tuple(columns.at(field, own[i]) for field, own in tops.items()) for i in range(rows)]


def levels_above(columns: Columns, i: int) -> tuple[str, ...]:
    """The levels of a row as expressions, where nobody knows yet which cells will be merged.

    A level holds until the next one, whether the cells below it are merged with it or left blank; 二级 never beyond
    its 一级.
    """
    spans = [f"{letter}${columns.first}:{letter}{columns.first + i}" for letter in _letters(columns)]
    return tuple(
        f'IFERROR(LOOKUP(2,1/({"&".join(spans[: n + 1])}<>""),{span}),"")' for n, span in enumerate(spans)
    )


def _letters(columns: Columns) -> list[str]:
    return [columns.letters[field] for field in _LEVELS if field in columns.letters]
