"""Learning from a workbook put off until another one comes: most commands read one, and learning costs as much again."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zipingbiao.edits.snapshot import Snapshot
    from zipingbiao.workbook.read.forms import ReadResult

#: The workbook that was read last with all care, with how it was read; none once it was learned from.
_last: deque[tuple[bytes, Snapshot, str, Sequence[str], ReadResult]] = deque(maxlen=1)
#: Filled once anything was learned.
_begun: set[bool] = set()


def read_with_care(
    data: bytes, snapshot: Snapshot, sheet: str, formats: Sequence[str], found: ReadResult
) -> None:
    """A workbook was read; should another come, how this one was read will be known."""
    _last.append((data, snapshot, sheet, formats, found))


def read_as_before(data: bytes, file: str) -> ReadResult | None:
    """What the careful reader would give of a workbook; None where only it can tell."""
    if not _last and not _begun:
        return None
    from zipingbiao.workbook.own.known import learn, read_known

    _begun.add(True)
    while _last:
        learn(*_last.pop())
    return read_known(data, file)
