"""What is collected while a form is read, to be told with it: rows, headings and names that were not taken as they stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from zipingbiao.form.coverage import Reading, UnreadRow
from zipingbiao.workbook.read.coverage import Unknown
from zipingbiao.workbook.read.name_clashes import Clashes
from zipingbiao.workbook.read.source_map import Where


@dataclass(slots=True)
class Told:
    """Grows while the blocks are read; `reading` closes it."""

    rows: list[tuple[UnreadRow, Where]] = field(default_factory=list)
    unknown: Unknown = field(default_factory=list)
    clashes: Clashes = field(default_factory=list)

    def clash(self, found: Clashes) -> bool:
        """Note the clashes; whether there were any."""
        self.clashes += found
        return bool(found)

    def reading(self, rows_read: int, places: dict[str, Where]) -> Reading:
        """The coverage of the form; the cells of what is told go into `places` (`reading.unread[0]` …)."""
        for name, told in (("unread", self.rows), ("unknown", self.unknown), ("clashes", self.clashes)):
            places.update({f"reading.{name}[{i}]": where for i, (_, where) in enumerate(told)})
        return Reading(
            rows_read,
            tuple(each for each, _ in self.rows),
            tuple(each for each, _ in self.unknown),
            tuple(each for each, _ in self.clashes),
        )
