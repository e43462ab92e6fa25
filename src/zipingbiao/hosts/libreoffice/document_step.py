"""One step on an open Calc document, for LibreOffice's own 撤销.

A class and no generator: Python hands an exception through a generator by setting its traceback, which an exception
of UNO refuses; the true cause would be lost behind "Couldn't convert traceback".
"""

from __future__ import annotations

from types import TracebackType
from typing import Any


class DocumentStep:
    """`title`: what LibreOffice's 撤销 calls it. Steps inside a step belong to it."""

    def __init__(self, document: Any, title: str) -> None:
        self._document, self._title = document, title

    def __enter__(self) -> None:
        self._document.UndoManager.enterUndoContext(f"绩效自评：{self._title}")
        self._document.lockControllers()

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._document.unlockControllers()
        self._document.UndoManager.leaveUndoContext()
