"""Where a place of an earlier version stands in a later one."""

from __future__ import annotations

import re
from collections.abc import Mapping

ROW = re.compile(r"indicators\[(\d+)\]")


def place_now(code: str, field: str, to_new: Mapping[int, int]) -> tuple[str, str]:
    """The rule and the place where a finding of the old version would stand in the new one."""
    found = ROW.match(field)
    if found is None:
        return code, field
    b = to_new.get(int(found.group(1)))
    place = "gone" if b is None else f"indicators[{b}]"
    return code, place + field[found.end() :]
