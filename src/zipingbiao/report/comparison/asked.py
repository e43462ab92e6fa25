"""Which changes a unit was asked for: a finding that told it to mend this very place, and that is mended now."""

from __future__ import annotations

from collections.abc import Iterable

from zipingbiao.checks.finding import Finding, Group
from zipingbiao.report.comparison.changes import Change

#: Where a finding on a sum stands: every row's share of the sum may be what is wrong.
_SUMS = {"total.weight": "weight", "total.score": "score", "indicators": "weight"}


def was_asked_for(change: Change, mended: Iterable[Finding]) -> bool:
    """Whether one of the findings that are gone told the unit to mend what was changed."""
    return any(_asks(finding, change) for finding in mended if finding.group is Group.NOW)


def _asks(finding: Finding, change: Change) -> bool:
    if not change.path:
        return False
    if change.path == finding.field or change.path in finding.related:
        return True
    return _SUMS.get(finding.field) == change.field
