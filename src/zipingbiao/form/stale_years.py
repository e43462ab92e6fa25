"""Years of an earlier time that still stand in what a form asks for: last year's deadline, last year's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import Form

#: A year, or a span of years that ends with one: `2023年`, `2023—2025年`; `2023-12-31`, `2023.6`, which no comparator
#: and no unit makes a number.
_YEAR = late_pattern(
    r"(?<![\d.〔\[])(?:(?:19|20)\d{2}\s*年?度?\s*[-—–~～至到]\s*)?((?:19|20)\d{2})(?=\s*年)"
    r"|(?<![\d.〔\[≤≥<>=＝＜＞])((?:19|20)\d{2})(?=[-./]\d{1,2}(?:[-./月日前底，。；、）)]|\s|$))"
)


@dataclass(frozen=True, slots=True)
class StaleYear:
    """A field whose text names a year before the evaluated one."""

    path: str
    text: str
    year: int


def stale_years(form: Form) -> tuple[StaleYear, ...]:
    """Where the name, the goals, the indicators and the targets of a form name an earlier year; one entry a field.

    Whether the year is to be moved only the unit knows: a report on last year may be this year's task.
    """
    now = form.evaluated_year
    if now is None:
        return ()
    found = ((path, text, _latest(text)) for path, text in _asked(form))
    return tuple(StaleYear(path, text, year) for path, text, year in found if year is not None and year < now)


def _asked(form: Form) -> Iterator[tuple[str, str]]:
    yield "name", form.name
    yield "goals.expected", form.goals.expected
    for i, row in enumerate(form.indicators):
        if "level3" not in row.merged:
            yield f"indicators[{i}].level3", row.level3
        yield f"indicators[{i}].target", row.target.text


def _latest(text: str) -> int | None:
    """The latest year that a text names: of a span its end."""
    return max((int(one or other) for one, other in _YEAR.findall(text)), default=None)
