"""A written note and the gaps that only the unit can fill."""

from __future__ import annotations

from dataclasses import dataclass

from zipingbiao.record import record


@record(frozen=True, slots=True)
class Note:
    """The text for one row (`n` counts from 1) or for the money block (`n` = "funds").

    `required`: whether the row needs a note at all. `reason`: the reason code used, "" if none was entered.
    `text` ≤ 200 characters. `gaps`: the 【请填写：…】 left in it.
    """

    n: int | str
    required: bool
    reason: str
    text: str
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrated:
    """All notes of one form, and one sentence that sums the form up."""

    notes: tuple[Note, ...]
    summary: str
