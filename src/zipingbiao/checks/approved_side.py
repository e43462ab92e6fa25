"""What of a form was approved with the budget: nobody can mend it this year, only complete it as approved."""

from __future__ import annotations

import re

_APPROVED_SIDE = re.compile(r"indicators\[\d+\]\.(?:level[123]|target|weight)|goals\.expected")


def is_approved_side(field: str) -> bool:
    """Whether a field path is that of an approved indicator, target, weight or goal; the project's name is none."""
    return _APPROVED_SIDE.fullmatch(field) is not None
