"""豁免: a finding that a reviewer set aside, with the reason; kept beside the form, never applied silently."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.record import record

#: The sheet of a form workbook or a ledger that holds the waivers, and its headings by field.
SHEET = "审核豁免"
HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "project": "项目",
        "code": "编码",
        "place": "位置",
        "found": "填报内容",
        "reason": "理由",
        "who": "豁免人",
        "date": "日期",
        "facts": "核对码",
    }
)
_WHOLE_FORM = frozenset({"", "全表", "整张表", "本表"})
_CELL = late_pattern(r"(?:(?P<sheet>.+)!)?\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>\d+)")
_ROW = late_pattern(r"第(\d+)行")


@record(frozen=True, slots=True)
class Waiver:
    """One line of 审核豁免, as it was written.

    `place`: a cell (`F12`, `自评表!F12`), a field path (`indicators[3].actual`), `第4行`, or "" for every finding of
    that rule on the form. `found`: what stood there when it was granted; `facts`: the mark of everything the rule read
    then. The waiver ends when one of them changes. `at`: where the waiver itself stands, for messages.
    """

    code: str = ""
    place: str = ""
    found: str = ""
    reason: str = ""
    who: str = ""
    date: str = ""
    project: str = ""
    facts: str = ""
    at: str = ""

    @property
    def names_a_cell(self) -> bool:
        """Whether the place is a cell of the very file that the waiver stands in."""
        return _CELL.fullmatch(self._place) is not None

    @property
    def is_groundless(self) -> bool:
        """Whether it speaks of a whole form and names nothing that it was granted for: it would never end."""
        return self._place in _WHOLE_FORM and not self.found.strip() and not self.facts.strip()

    @property
    def _place(self) -> str:
        return "".join(self.place.split()).strip("'")

    def covers(self, sheet: str | None, cell: str | None, field: str) -> bool:
        """Whether a place of the form is the one that this waiver names."""
        place = self._place
        if place in _WHOLE_FORM:
            return True
        named = _CELL.fullmatch(place)
        if named is not None:
            same_sheet = named["sheet"] is None or named["sheet"].strip("'") == "".join((sheet or "").split())
            return same_sheet and cell == f"{named['column'].upper()}{int(named['row'])}"
        row = _ROW.fullmatch(place)
        path = f"indicators[{int(row[1]) - 1}]" if row else place
        return field == path or field.startswith((f"{path}.", f"{path}["))

    def still_fits(self, found: str, facts: str) -> bool:
        """Whether what stands there is what the waiver was granted for."""
        if self.facts.strip():
            return self.facts.strip() == facts
        return not self.found.strip() or "".join(self.found.split()) == "".join(found.split())
