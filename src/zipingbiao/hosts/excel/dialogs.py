"""Excel's own dialogs for files, folders and choices."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from zipingbiao.hosts.buttons.box import fitting
from zipingbiao.hosts.buttons.host import Cancelled

if TYPE_CHECKING:
    from xlwings import App

_FOLDER_PICKER = 4
_FILTER = "Excel 工作簿 (*.xlsx;*.xlsm),*.xlsx;*.xlsm,JSON (*.json),*.json"
_NUMBER = 1
#: An input box shows about so many lines.
_LINES = 30


class Dialogs(Protocol):
    """What is asked of a person; :class:`Cancelled` where the person closes the dialog."""

    def show(self, title: str, text: str) -> None: ...

    def file(self, title: str) -> Path: ...

    def folder(self, title: str) -> Path: ...

    def choose(self, title: str, options: Sequence[str]) -> int: ...


class ExcelDialogs:
    """The dialogs of a running Windows Excel."""

    def __init__(self, app: App) -> None:
        self._app = app

    def show(self, title: str, text: str) -> None:
        self._app.alert(fitting(text), title)

    def file(self, title: str) -> Path:
        chosen = self._app.api.GetOpenFilename(_FILTER, 1, title)
        if not chosen:
            raise Cancelled
        return Path(chosen)

    def folder(self, title: str) -> Path:
        dialog = self._app.api.FileDialog(_FOLDER_PICKER)
        dialog.Title = title
        if not dialog.Show():
            raise Cancelled
        return Path(dialog.SelectedItems(1))

    def choose(self, title: str, options: Sequence[str]) -> int:
        listed = "\n".join(f"{n} {option}" for n, option in enumerate(options[:_LINES], 1))
        answer = self._app.api.InputBox(f"{listed}\n\n请输入序号（1～{len(options)}）", title, Type=_NUMBER)
        if answer is False or not 1 <= int(answer) <= len(options):
            raise Cancelled
        return int(answer) - 1
