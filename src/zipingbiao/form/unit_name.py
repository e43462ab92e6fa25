"""Who is one unit: the many ways in which 实施单位 is written, as one name to group by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.record import record

NO_UNIT = "（未填实施单位）"
#: Codes before a name: `205001清河县水利局`, `001-…`, `[042]…`. A shorter number without a mark is part of the name (101中学).
_CODE = late_pattern(r"^(?:[\[(]\s*\d{2,}\s*[\])]|\d{2,}\s*[-_.、:|/—–~\s]+|\d{6,}(?=\D))\s*")
#: `（205001）` behind it.
_CODE_BEHIND = late_pattern(r"[\[(]\s*\d{2,}\s*[\])]$|[-_|/]\s*\d{3,}$")
#: The unit itself, as opposed to those below it: in brackets, or straight behind the name of an organ.
_OWN_LEVEL = late_pattern(
    r"[\[(](?:局|委|厅|部|办)?(?:本级|机关|本部|本单位|机关本级)[\])]$|-?(?:机关)?本级$|(?<=[局委厅部办院会社处])机关$"
)
#: What an office prints where the seal goes: （盖章）, （公章）, （加盖公章处）.
_SEAL = late_pattern(r"\((?:单位|签字|加)*[盖公签印]+章处?\)$")
_MARKS = late_pattern(r"[\s\u200b\ufeff·•,，。.、:：;；\"'“”‘’\-_—–]+")
_BRACKETS = str.maketrans("〔〕【】{}〈〉《》", "()()()()()")


@record(frozen=True, slots=True)
class UnitNames:
    """How a reviewer tells units apart. `aliases`: one name → the name that counts; `own_level`: 本级, 机关 are the unit itself.

    `projects`: which unit has to report on which project, both as they are compared.
    """

    aliases: Mapping[str, str] = field(default_factory=dict)
    own_level: bool = True
    projects: frozenset[tuple[str, str]] = frozenset()

    def owner(self, unit: str, department: str, project: str) -> str:
        """Whose form it is: its 实施单位; where none is printed, the one that has to report on the project.

        The 主管部门 itself before another unit; "" where the list has the project for several others, or for none.
        """
        key = self.key(unit)
        if key:
            return key
        department = self.key(department)
        name = "".join(project.split())
        if (department, name) in self.projects:
            return department
        units = [unit for unit, listed in self.projects if listed == name]
        return units[0] if len(units) == 1 else ""

    def key(self, written: str) -> str:
        """The name to group by; "" where nothing was written."""
        key = unit_key(written, own_level=self.own_level)
        seen = {key}
        while (other := self.aliases.get(key)) is not None and other not in seen:
            seen.add(other)
            key = other
        return key


@lru_cache(maxsize=4096)
def unit_key(written: str, *, own_level: bool = True) -> str:
    """The normal form of 实施单位: without blanks, codes and marks, brackets and widths all alike."""
    text = unicodedata.normalize("NFKC", written).strip().translate(_BRACKETS)
    text = _without(text, _CODE)
    text = re.sub(r"\s+", "", text)
    text = _without(text, _SEAL)
    text = _without(text, _CODE_BEHIND)
    if own_level:
        text = _without(text, _OWN_LEVEL)
    return _MARKS.sub("", text).casefold()


def _without(text: str, pattern: re.Pattern[str]) -> str:
    """The text without what matches, as long as something is left."""
    while (shorter := pattern.sub("", text)) and shorter != text:
        text = shorter
    return text
