"""The forms of a ledger, each built when it is asked for: a ledger of any size is gone through without holding them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import overload

from zipingbiao.form.model import Form
from zipingbiao.form.waiver import Waiver
from zipingbiao.ledger.faults import Fault
from zipingbiao.ledger.form import Sheets, built_form
from zipingbiao.ledger.gather import Gathered

_NO_WAIVERS: Mapping[int, tuple[Waiver, ...]] = MappingProxyType({})


class LedgerForms(Sequence[Form]):
    """The projects in ledger order. Each time one is asked for it is built anew. `waivers`: by the project's number."""

    def __init__(self, found: Gathered, waivers: Mapping[int, tuple[Waiver, ...]] = _NO_WAIVERS) -> None:
        self._found, self._waivers = found, waivers
        funds, indicators = found.funds, found.indicators
        self._sheets = Sheets(
            found.columns, funds.columns if funds else None, indicators.columns if indicators else None
        )

    def __len__(self) -> int:
        return len(self._found.projects)

    @overload
    def __getitem__(self, n: int) -> Form: ...

    @overload
    def __getitem__(self, n: slice) -> Sequence[Form]: ...

    def __getitem__(self, n: int | slice) -> Form | Sequence[Form]:
        if isinstance(n, slice):
            return tuple(self[each] for each in range(*n.indices(len(self))))
        n = range(len(self))[n]
        found = self._found
        return built_form(
            self._sheets,
            found.projects.get(n),
            n + 1,
            found.funds.of(n) if found.funds else (),
            found.indicators.of(n) if found.indicators else (),
            self._waivers.get(n, ()),
            found.unusable.of(n),
        )


@dataclass(frozen=True, slots=True)
class Ledger:
    """The projects in ledger order, every fault, and remarks on what was left unread (extra columns and sheets)."""

    forms: Sequence[Form]
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Fault, ...] = ()
