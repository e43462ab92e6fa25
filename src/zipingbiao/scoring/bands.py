"""The band within which a person decides: 部分达成 [60 %, 80 %) of the 分值, 未达成 [0, 60 %)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.form.quantity.readings import Level
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.result import RowScore, State

#: The rulebook parameters that give a row its band.
BAND_RULES = ("qualitative.bands", "yesno.no_share")
_LEVEL_OF = {State.PARTIAL: Level.PARTIAL, State.LATE: Level.PARTIAL, State.NOT_MET: Level.MISSED}


@dataclass(frozen=True, slots=True)
class Band:
    """In points, half-open: `low` belongs to the band, `top` to the next one."""

    low: Decimal
    top: Decimal


def band_of(row: RowScore, rulebook: Rulebook) -> Band | None:
    """The band of a row whose score a person has to set; None for a row that the rule decides, or without a 分值."""
    level = _LEVEL_OF.get(row.state)
    if not row.in_band or level is None or row.weight is None:
        return None
    tops = {str(name): Decimal(share) for name, share in rulebook.table("qualitative.bands")}
    floors = {str(name): Decimal(share) for name, share in rulebook.table("qualitative.floors")}
    top = rulebook.number("timeliness.late_share") if row.state is State.LATE else tops[level]
    return Band(row.weight * floors[level], row.weight * top)
