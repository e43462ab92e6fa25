"""The journal beside the workbooks: which of them a batch wrote, so that `--resume` goes on where a run ended."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from zipingbiao.batch.files import WriteFault, os_words

NAME = ".zipingbiao-batch.jsonl"


def written(folder: Path) -> frozenset[str]:
    """File names that the journal of a folder holds. A line torn by a crash counts for nothing."""
    names: set[str] = set()
    try:
        lines = (folder / NAME).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return frozenset()
    for line in lines:
        try:
            names.add(str(json.loads(line)["file"]))
        except (ValueError, KeyError, TypeError):
            continue
    return frozenset(names)


def forget(folder: Path) -> None:
    """Take the journal away: the batch is complete."""
    with contextlib.suppress(OSError):
        (folder / NAME).unlink(missing_ok=True)


def note(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    """Add file names with the SHA-256 of their bytes, forced to the disk. :class:`WriteFault` where that fails."""
    lines = "".join(
        f"{json.dumps({'file': name, 'sha256': digest}, ensure_ascii=False)}\n" for name, digest in files
    )
    if not lines:
        return
    try:
        with (folder / NAME).open("a", encoding="utf-8") as journal:
            journal.write(lines)
            journal.flush()
            os.fsync(journal.fileno())
    except OSError as fault:
        raise WriteFault(f"批量记录 {NAME} 未能写入：{os_words(fault)}。") from fault
