"""Whether a row was explained: by its note, or by the merged one that covers it. A draft with a gap explains nothing yet."""

from __future__ import annotations

from zipingbiao.checks.context import Context, Row
from zipingbiao.deviation import explained
from zipingbiao.deviation.explained import GAP
from zipingbiao.form.model import is_blank

__all__ = ["GAP", "is_evidenced", "is_explained", "says_nothing"]


def says_nothing(check: Context, note: str) -> bool:
    """No note, or one of the words that only fill the cell: 无, 已完成."""
    return explained.says_nothing(note, check.rulebook)


def is_explained(check: Context, row: Row) -> bool:
    """Whether the row's note, or what the merged one that covers it says of the row, says something and is no draft."""
    return not says_nothing(check, row.explanation) and GAP not in row.explanation


def is_evidenced(row: Row) -> bool:
    """Whether 佐证材料 is named."""
    return not is_blank(row.indicator.evidence)
