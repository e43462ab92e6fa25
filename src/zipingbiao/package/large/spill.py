"""Pieces of data kept in the order they come: in memory as long as they are few, in a file without a name beyond."""

from __future__ import annotations

from array import array
from tempfile import SpooledTemporaryFile

#: What stands in memory at most.
_IN_MEMORY = 8 * 1024 * 1024


class Spill:
    """Pieces by their number, from 0."""

    def __init__(self) -> None:
        # Closed, and gone from the disk, when nobody holds the pieces any more.
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._ends = array("Q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def put(self, data: bytes) -> int:
        """Keep a piece; its number comes back. All pieces are put before the first is taken."""
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))
        return len(self._ends) - 2

    def get(self, number: int) -> bytes:
        start = self._ends[number]
        self._file.seek(start)
        return self._file.read(self._ends[number + 1] - start)
