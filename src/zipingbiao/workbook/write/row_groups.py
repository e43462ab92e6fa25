"""Which cells of 绩效指标 are merged downwards: levels by group, other fields as they were in the form that was read."""

from __future__ import annotations

from collections.abc import Iterator

from zipingbiao.form.model import Entry, Indicator

LEVELS = ("level1", "level2")
Run = tuple[int, int]  # first and last row, 0-based


def runs(indicators: tuple[Indicator, ...]) -> dict[str, list[Run]]:
    """The runs of rows to be merged, by field."""
    found = {field: list(_groups(indicators, field)) for field in LEVELS}
    continued = {field for row in indicators[1:] for field in row.merged}
    return found | {field: list(_continued(indicators, field)) for field in continued.difference(LEVELS)}


def continues(row: Indicator, field: str) -> bool:
    """Whether the row's cell continues the one above; one with a text of its own does not, whatever its source says."""
    if field not in row.merged:
        return False
    value = getattr(row, field, "")
    return not (value.text if isinstance(value, Entry) else value)


def _groups(indicators: tuple[Indicator, ...], field: str) -> Iterator[Run]:
    """Rows with one 一级 or 二级指标; 二级 never across 一级."""
    start = 0
    for i in range(1, len(indicators) + 1):
        if i < len(indicators) and _same(indicators[start], indicators[i], field):
            continue
        if i - start > 1 and getattr(indicators[start], field):
            yield start, i - 1
        start = i


def _same(one: Indicator, other: Indicator, field: str) -> bool:
    return one.level1 == other.level1 and (field == "level1" or one.level2 == other.level2)


def _continued(indicators: tuple[Indicator, ...], field: str) -> Iterator[Run]:
    """Rows whose cell continues the one above."""
    start = 0
    for i in range(1, len(indicators) + 1):
        if i < len(indicators) and continues(indicators[i], field):
            continue
        if i - start > 1:
            yield start, i - 1
        start = i
