"""Whether something was explained: by the note of its row, or beside the money. A draft with a gap explains nothing yet."""

from __future__ import annotations

from zipingbiao.checks.context import Context, Row
from zipingbiao.form.model import is_blank

GAP = "【请"


def says_nothing(check: Context, note: str) -> bool:
    """No note, or one of the words that only fill the cell: 无, 已完成."""
    return is_blank(note) or note.strip("。.； ") in check.words("empty_note")


def is_explained(check: Context, row: Row) -> bool:
    """Whether the row's note, or what the merged one that covers it says of the row, says something and is no draft."""
    return not says_nothing(check, row.explanation) and GAP not in row.explanation


def is_evidenced(row: Row) -> bool:
    """Whether 佐证材料 is named."""
    return not is_blank(row.indicator.evidence)


def money_spoken_of(check: Context, key: str) -> bool:
    """Whether 资金说明 is filled, or a note speaks of it in the words of that list."""
    if any(not is_blank(line.note) for line in check.form.funds):
        return True
    return check.says(check.texts_of_notes, key)


def money_explained(check: Context, key: str) -> bool:
    """The same without drafts: a gap that waits for the clerk is no explanation."""
    notes = [line.note for line in check.form.funds] + [row.note for row in check.rows]
    said = [note for note in notes if not says_nothing(check, note) and GAP not in note]
    return any(line.note in said for line in check.form.funds) or any(check.says(note, key) for note in said)
