"""Which files a run has changed so far, so that what is said when it breaks off is true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

_FILES: ContextVar[list[Path] | None] = ContextVar("files_changed", default=None)
_NAMED = 3


@contextmanager
def watching() -> Iterator[list[Path]]:
    """The files changed inside, in order; it grows while the run goes on."""
    files: list[Path] = []
    token = _FILES.set(files)
    try:
        yield files
    finally:
        _FILES.reset(token)


def note_changed(paths: Iterable[Path]) -> None:
    """These files stand on the disk as this run wrote them."""
    files = _FILES.get()
    if files is not None:
        files += paths


def told(files: list[Path]) -> str:
    """How many files were changed before a run ended, and the first of them by name."""
    files = list(dict.fromkeys(files))
    if not files:
        return "没有改动任何文件"
    named = "、".join(path.name for path in files[:_NAMED])
    more = " 等" if len(files) > _NAMED else ""
    return f"在这之前已写好 {len(files)} 个文件（{named}{more}），都是完整的，其余没有改动"
