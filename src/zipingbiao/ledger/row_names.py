"""项目名称 beside the rows of 资金 and 指标 where it is not the name of their project: renamed, or a wrong number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from zipingbiao.ledger.faults import Fault, Faults
from zipingbiao.ledger.projects import Projects
from zipingbiao.ledger.unusable import Unusable

_ALL_OF_IT = 2  # rows; one alone may as well have a wrong number


class RowNames:
    """The names that the rows of each project (from 0) say."""

    def __init__(self) -> None:
        self._named: Counter[int] = Counter()
        self._other: dict[tuple[int, str], list[Fault]] = {}

    def note(self, project: int, name: str, fault: Fault | None) -> None:
        """A row of the project. `fault`: its name is not the project's."""
        self._named[project] += bool(name.strip())
        if fault is not None:
            self._other.setdefault((project, name.strip()), []).append(fault)

    def tell(self, projects: Projects, faults: Faults, unusable: Unusable) -> None:
        """Once for a project that was renamed, else row by row: then the number may be wrong.

        Renamed is one of whose rows in both sheets all say the same name, which is no other project's.
        """
        for (project, name), found in self._other.items():
            if len(found) == self._named[project] >= _ALL_OF_IT and not projects.bears(name):
                faults.remarks.append(_renamed(found))
                continue
            faults.faults += found
            unusable.belongs_to((project,))


def _renamed(found: Sequence[Fault]) -> Fault:
    sheets = Counter(fault.sheet for fault in found)
    rows = "、".join(f"“{sheet}”{count} 行" for sheet, count in sheets.items())
    advice = found[0].advice.replace("请核对这一行的项目", "项目改过名的，请把这一列一并改过来")
    return replace(found[0], found=f"{found[0].found}（{rows}都是）", advice=advice)
