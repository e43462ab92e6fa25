"""Comparing a reading with a hand-written expectation from YAML."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from zipingbiao.form.quantity.readings import (
    Empty,
    Moment,
    Number,
    Range,
    Reading,
    Several,
    Unreadable,
    Word,
    YesNo,
)

KINDS = {
    "number": Number,
    "range": Range,
    "several": Several,
    "moment": Moment,
    "yes_no": YesNo,
    "word": Word,
    "empty": Empty,
    "unreadable": Unreadable,
}


def differences(reading: Reading, expect: dict[str, Any]) -> list[str]:
    """What differs, in words; empty if the reading is as expected. Only the keys given are compared."""
    kind = KINDS[expect["kind"]]
    if not isinstance(reading, kind):
        return [f"kind: expected {expect['kind']}, got {reading!r}"]
    found = _fields(reading)
    return [
        f"{key}: expected {wanted!r}, got {found.get(key)!r}"
        for key, wanted in expect.items()
        if key != "kind" and not _same(found.get(key), wanted)
    ]


def _fields(reading: Reading) -> dict[str, Any]:
    match reading:
        case Number():
            return {"comparator": reading.comparator.value, "value": reading.value, "unit": reading.unit.name,
                    "approximate": reading.approximate}  # fmt: skip
        case Range():
            return {"low": reading.low, "high": reading.high, "unit": reading.unit.name}
        case Several():
            return {"items": [each.what + (f"{each.number.comparator}{each.number.value}{each.number.unit.name}" if each.number else "") for each in reading.items]}  # fmt: skip
        case Moment():
            return {
                "first": reading.first,
                "last": reading.last,
                "by": reading.by,
                "lenient": reading.lenient,
            }
        case YesNo():
            return {"yes": reading.yes}
        case Word():
            return {"word": reading.word, "level": reading.level.value, "scale": reading.scale}
        case _:
            return {}


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(found, Decimal):
        return found == Decimal(str(wanted))
    if isinstance(wanted, bool) or isinstance(found, bool):
        return bool(found) is bool(wanted)
    return str(found) == str(wanted)
