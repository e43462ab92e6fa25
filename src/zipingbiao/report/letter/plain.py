"""The items of a letter, in words that are for the unit: nothing twice, nothing that only a reviewer can do."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

#: A text that is longer is said once in a list, and pointed at from then on.
_LONG = 24
#: 豁免 is the reviewer's: a unit gives its reasons.
_WAIVE = re.compile(r"写明(\w+?)后(?:可以)?豁免本条")


@dataclass(frozen=True, slots=True)
class Item:
    """One finding as it stands in the letter. `place`: sheet and cell, else the field in words."""

    n: int
    id: str
    project: str
    file: str
    place: str
    fault: str
    found: str
    expected: str
    remark: str  # 上次指出仍未改, 申请豁免未同意, why it was waived


@dataclass(frozen=True, slots=True)
class Lot:
    """The findings of one rule over all forms of the unit: what to do and on what ground is said once. `note`: its number."""

    severity: str
    code: str
    title: str
    advice: str
    note: int
    items: tuple[Item, ...]


def to_a_unit(advice: str) -> str:
    """What to do, for one who cannot set a finding aside: it may say why, and the reviewer decides."""
    return _WAIVE.sub(r"写明\1，由审核单位定", advice)


def said_once(lot: Lot) -> Lot:
    """The same findings, each long text only where it stands first: forms that share a habit share its sentence."""
    first: dict[str, int] = {}
    items = []
    for item in lot.items:
        fault, expected = item.fault, item.expected
        if fault in first:
            fault = _see(first[fault])
        elif len(expected) > _LONG and expected in first:
            fault = fault.replace(expected, _see(first[expected]))
        for text in (item.fault, item.expected):
            if len(text) > _LONG:
                first.setdefault(text, item.n)
        if len(expected) > _LONG and first[expected] != item.n:
            expected = _see(first[expected])
        items.append(replace(item, fault=fault, expected=expected))
    return replace(lot, items=tuple(items))


def _see(n: int) -> str:
    return f"同第{n}条"
