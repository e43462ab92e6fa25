"""Projects one after the other, so that a batch of any size takes no more memory than a chunk: JSON Lines, ledgers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from zipingbiao.batch.inputs import InputFault, Inputs, lines_of, open_input, together, unread_of
from zipingbiao.form.model import Form


class OneByOne:
    """The projects of files, in order; what could not be read is known once all have been taken."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._files = [_Lines(path) if _is_json_lines(path) else _Opened(path) for path in paths]
        #: Whether filled rows of a project were not read, or it holds nothing; known once all have been taken.
        self.unread = False
        self._partly: dict[InputFault, None] = {}

    def __len__(self) -> int:
        """How many projects, if all can be read."""
        return sum(map(len, self._files))

    def __iter__(self) -> Iterator[Form]:
        for file in self._files:
            for form in file:
                self.unread |= bool(form.reading.unread) or form.is_empty
                if (unread := unread_of(form)) is not None:
                    self._partly[unread] = None
                yield form

    def told(self) -> Inputs:
        """Faults and remarks of what has been read, without the forms."""
        found = together(file.told() for file in self._files)
        return replace(found, forms=(), remarks=(*found.remarks, *self._partly))


def _is_json_lines(path: Path) -> bool:
    return path.suffix.lower() == ".jsonl" and path.is_file()


class _Opened:
    """A file that is opened as a whole. The forms of a ledger are built as they are taken."""

    def __init__(self, path: Path) -> None:
        self._found = open_input(path)

    def __len__(self) -> int:
        return len(self._found.forms)

    def __iter__(self) -> Iterator[Form]:
        return iter(self._found.forms)

    def told(self) -> Inputs:
        return replace(self._found, forms=())


class _Lines:
    """A file of JSON Lines, read line by line."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._start()

    def _start(self) -> None:
        self._faults: list[InputFault] = []
        self._remarks: list[InputFault] = []
        self._used = False

    def __len__(self) -> int:
        """Lines that are not empty: as many projects, if every line can be read."""
        try:
            with self._path.open("rb") as lines:
                return sum(1 for line in lines if line.strip())
        except OSError:
            return 0  # reading tells why

    def __iter__(self) -> Iterator[Form]:
        self._start()
        for line in lines_of(self._path):
            self._faults += line.faults
            self._remarks += line.remarks
            self._used = self._used or bool(line.forms)
            yield from line.forms

    def told(self) -> Inputs:
        faults = (replace(fault, whole=not self._used) for fault in self._faults)
        return Inputs((), tuple(faults), tuple(self._remarks))
