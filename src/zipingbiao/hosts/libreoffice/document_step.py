"""One step on an open Calc document: done whole, or taken back by LibreOffice's own 撤销.

A class and no generator: Python hands an exception through a generator by setting its traceback, which an exception
of UNO refuses; the true cause would be lost behind "Couldn't convert traceback".
"""

from __future__ import annotations

from types import TracebackType
from typing import Any


class Step:
    """`title`: what LibreOffice's 撤销 calls it."""

    def __init__(self, document: Any, title: str) -> None:
        self._document, self._title = document, title
        self._history = document.UndoManager
        self._before = 0

    def __enter__(self) -> None:
        self._before = self._steps()
        self._history.enterUndoContext(f"绩效自评：{self._title}")
        self._document.lockControllers()

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._document.unlockControllers()
        self._history.leaveUndoContext()
        if kind is not None and self._steps() > self._before:
            self._history.undo()

    def _steps(self) -> int:
        return len(self._history.getAllUndoActionTitles())
