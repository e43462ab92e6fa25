"""Which changes a unit was asked for: a finding that told it to mend this very place, and that is mended now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zipingbiao.checks.finding import Finding, Group
from zipingbiao.checks.identity import difference
from zipingbiao.form.model import Form
from zipingbiao.form.pairing import pair_rows
from zipingbiao.report.comparison.changes import Change, same_text, value_at

#: Where a finding on a sum stands: every row's share of the sum may be what is wrong.
_SUMS = {"total.weight": "weight", "total.score": "score", "indicators": "weight"}
_ROW, _WEIGHT = "row", "weight"


def was_asked_for(change: Change, mended: Iterable[Finding]) -> bool:
    """Whether one of the findings that are gone told the unit to mend what was changed."""
    return any(_asks(finding, change) for finding in mended if finding.group is Group.NOW)


def names_place(change: Change, mended: Iterable[Finding]) -> bool:
    """Whether one of them named the very place; a sum that is wrong names none of its parts."""
    return any(_names(finding, change) for finding in mended if finding.group is Group.NOW)


def _asks(finding: Finding, change: Change) -> bool:
    share = _SUMS.get(finding.field)
    if change.field == _ROW:
        return share == _WEIGHT and _mends_sum(finding, change)
    return bool(change.path) and (_names(finding, change) or share == change.field)


def _names(finding: Finding, change: Change) -> bool:
    return bool(change.path) and (change.path == finding.field or change.path in finding.related)


def _mends_sum(finding: Finding, change: Change) -> bool:
    """Rows that were missing fill up a sum that was too small; a sum that was too large loses some."""
    gap = difference(finding)
    return gap is not None and (gap < 0 if change.is_added_row else gap > 0)


def restores(change: Change, old: Form, new: Form, first: Form) -> bool:
    """Whether what was changed is again what was handed in first."""
    if change.row is None:
        return same_text(value_at(first, change.path, old), change.after) if change.path else False
    if change.field == _ROW:
        before, after = (_stands(form, change, old, new) for form in (first, old))
        return before is not after and before is change.is_added_row
    row = change.row - 1
    a = next((a for a, b in pair_rows(first.indicators, new.indicators) if b == row), None)
    return a is not None and same_text(
        value_at(first, f"indicators[{a}].{change.field}", first), change.after
    )


def _stands(form: Form, change: Change, old: Form, new: Form) -> bool:
    """Whether the row that came or went stands in a version."""
    side: Sequence[object] = new.indicators if change.is_added_row else old.indicators
    row = side[(change.row or 1) - 1]
    return any(same_text(each.level3, getattr(row, "level3", "")) for each in form.indicators)
