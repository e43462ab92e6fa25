"""Cells of 绩效指标 that are merged over several rows."""

from __future__ import annotations

from collections.abc import Sequence

from zipingbiao.form.model import Indicator


def rows_sharing(rows: Sequence[Indicator], i: int, field: str) -> range:
    """The rows, from 0, whose cell of a field is the one that row `i` has: only itself, as a rule."""
    first, last = i, i + 1
    while first > 0 and field in rows[first].merged:
        first -= 1
    while last < len(rows) and field in rows[last].merged:
        last += 1
    return range(first, last)
