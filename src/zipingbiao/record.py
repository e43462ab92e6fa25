"""Records that nobody may change: cells, rows, readings, scores, of which one form makes some hundred.

To a type checker a record is a frozen dataclass, and so it stays what it was made as. At run time nothing guards it: the
guard would make every field that is set at the making pass through a call of its own, a tenth of all the time of a form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen, slots):
        """`@record(frozen=True, slots=True)`, compared and hashed by its fields."""
        assert frozen
        return dataclass(slots=slots, unsafe_hash=True)


__all__ = ["record"]
