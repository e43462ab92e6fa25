"""What earlier runs left in the folder of projects that could not be written now: no longer what the ledger says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from zipingbiao.batch.job import Outcome
from zipingbiao.batch.pdf import DRAFT


def left_behind(folder: Path, outcomes: Iterable[Outcome]) -> list[str]:
    """File names: the workbook and the PDFs of every project that was refused."""
    return [
        name for each in outcomes if each.fault and not each.kept for name in _standing(folder, each.file)
    ]


def _standing(folder: Path, file: str) -> Iterator[str]:
    stem = Path(file).stem
    for name in (file, f"{stem}.pdf", f"{stem}{DRAFT}.pdf"):
        if (folder / name).is_file():
            yield name
