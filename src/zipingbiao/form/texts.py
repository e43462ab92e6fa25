"""Every text that is written in a form, with its path: what a template leaves behind may stand in any of them."""

from __future__ import annotations

from collections.abc import Iterator

from zipingbiao.form.model import Form, Indicator

_HEAD = ("title", "year", "name", "code", "department", "unit")
_GOALS = ("expected", "actual")
_LEVELS = ("level1", "level2")
_ROW = ("level3", "target", "actual", "note", "reason", "detail", "evidence")


def head_texts(form: Form) -> Iterator[tuple[str, str]]:
    """What stands above the indicators and below the table; figures aside."""
    yield from ((name, getattr(form, name)) for name in _HEAD)
    yield from ((f"funds[{i}].note", line.note) for i, line in enumerate(form.funds))
    yield from ((f"goals.{name}", getattr(form.goals, name)) for name in _GOALS)


def row_texts(form: Form, i: int) -> Iterator[tuple[str, str]]:
    """What a row has in cells of its own; a level that only repeats that of the row above is told there."""
    row, above = form.indicators[i], form.indicators[i - 1] if i else Indicator()
    for name in _LEVELS:
        text = getattr(row, name)
        if name not in row.merged and text != getattr(above, name):
            yield f"indicators[{i}].{name}", text
    for name in _ROW:
        if name not in row.merged:
            value = getattr(row, name)
            yield f"indicators[{i}].{name}", value if isinstance(value, str) else value.text
