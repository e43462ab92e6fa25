"""JSON Lines: one project a line, read as it is needed, so that a batch of any size takes no more memory than a chunk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from zipingbiao.batch.inputs import InputFault, Inputs, lines_of
from zipingbiao.form.model import Form


def is_json_lines(path: Path) -> bool:
    """Whether a file can be read line by line."""
    return path.suffix.lower() == ".jsonl" and path.is_file()


class JsonLines:
    """The projects of JSON Lines files, in order; what could not be read is known once all have been taken."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._start()

    def __len__(self) -> int:
        """Lines that are not empty: as many projects, if every line can be read."""
        return sum(_count(path) for path in self._paths)

    def __iter__(self) -> Iterator[Form]:
        self._start()
        for path in self._paths:
            for line in lines_of(path):
                self._faults += line.faults
                self._remarks += line.remarks
                if line.forms:
                    self._used.add(path.name)
                yield from line.forms

    def told(self) -> Inputs:
        """Faults and remarks of what has been read, without the forms."""
        faults = (replace(fault, whole=not self._used) for fault in self._faults)
        return Inputs((), tuple(faults), tuple(self._remarks))

    def _start(self) -> None:
        self._faults: list[InputFault] = []
        self._remarks: list[InputFault] = []
        self._used: set[str] = set()


def _count(path: Path) -> int:
    try:
        with path.open("rb") as lines:
            return sum(1 for line in lines if line.strip())
    except OSError:
        return 0  # reading tells why
