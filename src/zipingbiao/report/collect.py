"""`collect`: the forms of whole folders, read, scored, checked against each other, and laid into one workbook."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from zipingbiao.batch.pipeline import RulebookFor
from zipingbiao.report.gather import Gathered, gather
from zipingbiao.report.review import Review, review

#: Objects made between two passes of the garbage collector while thousands of forms are being read.
_CALM = 500_000


@dataclass(frozen=True, slots=True)
class Collection:
    """What was found in the folders, and the review of all forms in it."""

    gathered: Gathered
    review: Review


def collect(folders: Sequence[Path], find: RulebookFor, out: Path, bundle: str = "default") -> Collection:
    """Read, score and check every form in the folders. `out` is the file to be written, which is not read."""
    with _calm():
        gathered = gather(folders, out)
        found = review(gathered.forms, find, bundle, gathered.faults, gathered.remarks)
    return Collection(gathered, found)


@contextmanager
def _calm() -> Iterator[None]:
    """Fewer passes of the garbage collector: forms are kept to the end, so that looking through them frees nothing."""
    before = gc.get_threshold()
    gc.set_threshold(_CALM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
