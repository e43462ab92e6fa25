"""What a block reader hands over: field texts by path, and the cell of each."""

from __future__ import annotations

from dataclasses import dataclass, field

from zipingbiao.workbook.read.source_map import Where


@dataclass(slots=True)
class Found:
    """Fields of one form as far as read: path (`name`, `total.score`) → text and place."""

    values: dict[str, str] = field(default_factory=dict)
    places: dict[str, Where] = field(default_factory=dict)

    def put(self, path: str, text: str, place: Where) -> None:
        self.values[path] = text
        self.places[path] = place

    def get(self, path: str) -> str:
        return self.values.get(path, "")


def named_year(text: str) -> str:
    """`（2024年度）` → `2024年度`; the template's `（    年度）` says nothing yet."""
    return text.strip("（）()") if any(letter.isdecimal() for letter in text) else ""
