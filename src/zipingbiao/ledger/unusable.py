"""Which project each fault of a ledger belongs to: one of which a row or cell could not be used is not handed in."""

from __future__ import annotations

from collections.abc import Iterable

from zipingbiao.ledger.faults import Faults


class Unusable:
    """The faults by project (from 0), sorted as the rows go by; one about a whole sheet belongs to every project."""

    def __init__(self, faults: Faults) -> None:
        self._told = faults.faults
        self._sorted = 0
        self._of_all: list[str] = []
        self._of: dict[int, list[str]] = {}

    def of(self, project: int) -> tuple[str, ...]:
        """What of a project could not be used."""
        return (*self._of_all, *self._of.get(project, ()))

    def belongs_to(self, projects: Iterable[int]) -> None:
        """What was told since the last call belongs to these projects."""
        new = self._new()
        for project in projects if new else ():
            self._of.setdefault(project, []).extend(new)

    def belongs_to_all(self) -> None:
        """What was told since the last call is about a whole sheet."""
        self._of_all += self._new()

    def _new(self) -> list[str]:
        new = [str(fault) for fault in self._told[self._sorted :]]
        self._sorted = len(self._told)
        return new
