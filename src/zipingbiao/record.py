"""Records that nobody may change: cells, rows, readings, scores, of which one form makes some hundred.

To a type checker a record is a frozen dataclass, and so it stays what it was made as. At run time nothing guards it: the
guard would make every field that is set at the making pass through a call of its own, a tenth of all the time of a form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass, fields

    def record(*, frozen, slots, eq=True):
        """`@record(frozen=True, slots=True)`, compared and hashed by its fields unless `eq` is False."""
        assert frozen

        def made(cls):
            cls.__repr__ = _told  # one for all: a start makes a hundred classes
            return dataclass(slots=slots, eq=eq, unsafe_hash=eq, repr=False)(cls)

        return made

    def _told(self) -> str:
        told = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
        return f"{type(self).__qualname__}({', '.join(told)})"


__all__ = ["record"]
