"""What is asked of a person in LibreOffice: its own file pickers and message boxes; or answers of a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from zipingbiao.hosts.buttons.box import fits
from zipingbiao.hosts.buttons.host import Cancelled
from zipingbiao.hosts.libreoffice.windows import Box, StopWindow, Window, text_window

_OK = 1
#: com.sun.star.ui.dialogs.TemplateDescription.FILEOPEN_SIMPLE, and the answer of a picker that was confirmed.
_OPEN, _CHOSEN = 0, 1
_FILTERS = (("Excel 工作簿", "*.xlsx;*.xlsm"), ("JSON", "*.json"))


class Stopper(Protocol):
    """Long work goes on inside; `asked`: whether the person wants it to end."""

    def __enter__(self) -> None: ...

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def asked(self) -> bool: ...


class Dialogs(Protocol):
    """:class:`Cancelled` where the person closes the dialog."""

    def show(self, title: str, text: str) -> None: ...

    def file(self, title: str) -> Path: ...

    def folder(self, title: str) -> Path: ...

    def choose(self, title: str, options: Sequence[str]) -> int: ...

    def stopper(self, title: str) -> Stopper:
        """What the person stops long work with."""


class ScriptedDialogs:
    """A macro that presses a button answers beforehand; what would be shown goes to the file named `Shown`."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self._answers = answers

    def show(self, title: str, text: str) -> None:
        place = self._answers.get("Shown")
        if place:
            with Path(place).open("a", encoding="utf-8") as out:
                out.write(f"【{title}】\n{text}\n")

    def file(self, title: str) -> Path:
        return Path(self._answer("File"))

    def folder(self, title: str) -> Path:
        return Path(self._answer("Folder"))

    def choose(self, title: str, options: Sequence[str]) -> int:
        return int(self._answer("Choice"))

    def stopper(self, title: str) -> Stopper:
        """`StopAfter`: asked so many times, the person wants an end."""
        return _ScriptedStop(int(self._answers.get("StopAfter", 0)))

    def _answer(self, name: str) -> Any:
        if name not in self._answers:
            raise Cancelled
        return self._answers[name]


class _ScriptedStop:
    def __init__(self, after: int) -> None:
        self._left = after

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def asked(self) -> bool:
        self._left -= 1
        return self._left == 0


class OfficeDialogs:
    """The dialogs of a LibreOffice window."""

    def __init__(self, context: Any, frame: Any) -> None:
        self._context, self._frame = context, frame

    def show(self, title: str, text: str) -> None:
        """A message box; where the text is too long for one, a window that scrolls."""
        import uno

        window = self._frame.ContainerWindow
        if not fits(text):
            text_window(self._context, window, title, text)
            return
        kind = uno.Enum("com.sun.star.awt.MessageBoxType", "INFOBOX")
        window.Toolkit.createMessageBox(window, kind, _OK, title, text).execute()

    def stopper(self, title: str) -> Stopper:
        return StopWindow(self._context, self._frame.ContainerWindow, title)

    def file(self, title: str) -> Path:
        picker = self._make("com.sun.star.ui.dialogs.FilePicker", (_OPEN,))
        picker.setTitle(title)
        self._begin_beside(picker)
        for name, pattern in _FILTERS:
            picker.appendFilter(name, pattern)
        if picker.execute() != _CHOSEN:
            raise Cancelled
        return _path(picker.getSelectedFiles()[0])

    def folder(self, title: str) -> Path:
        picker = self._make("com.sun.star.ui.dialogs.FolderPicker", ())
        picker.setTitle(title)
        self._begin_beside(picker)
        if picker.execute() != _CHOSEN:
            raise Cancelled
        return _path(picker.getDirectory())

    def choose(self, title: str, options: Sequence[str]) -> int:
        """A list to choose from."""
        with Window(self._context, title, 260, 150) as window:
            listed = window.add("ListBox", "list", Box(6, 6, 248, 112))
            listed.StringItemList, listed.SelectedItems = tuple(options), (0,)
            window.button("ok", "确定", 1, Box(140, 126, 54, 16))
            window.button("no", "取消", 2, Box(200, 126, 54, 16))
            confirmed = window.execute(self._frame.ContainerWindow) == _CHOSEN
            chosen = int(window.control("list").getSelectedItemPos())
        if not confirmed or chosen < 0:
            raise Cancelled
        return chosen

    def _begin_beside(self, picker: Any) -> None:
        """The folder of the document, where it has one."""
        url: str = self._frame.Controller.Model.URL
        if url.startswith("file:"):
            picker.setDisplayDirectory(url.rpartition("/")[0])

    def _make(self, service: str, arguments: tuple[Any, ...]) -> Any:
        manager = self._context.ServiceManager
        if arguments:
            return manager.createInstanceWithArgumentsAndContext(service, arguments, self._context)
        return manager.createInstanceWithContext(service, self._context)


def _path(url: str) -> Path:
    import uno

    return Path(uno.fileUrlToSystemPath(url))
