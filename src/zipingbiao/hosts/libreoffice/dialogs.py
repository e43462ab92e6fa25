"""What is asked of a person in LibreOffice: its own file pickers and message boxes; or answers of a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from zipingbiao.hosts.buttons.host import Cancelled

_OK = 1
#: com.sun.star.ui.dialogs.TemplateDescription.FILEOPEN_SIMPLE, and the answer of a picker that was confirmed.
_OPEN, _CHOSEN = 0, 1
_FILTERS = (("Excel 工作簿", "*.xlsx;*.xlsm"), ("JSON", "*.json"))
_LINES = 30


class Dialogs(Protocol):
    """:class:`Cancelled` where the person closes the dialog."""

    def show(self, title: str, text: str) -> None: ...

    def file(self, title: str) -> Path: ...

    def folder(self, title: str) -> Path: ...

    def choose(self, title: str, options: Sequence[str]) -> int: ...


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

    def _answer(self, name: str) -> Any:
        if name not in self._answers:
            raise Cancelled
        return self._answers[name]


class OfficeDialogs:
    """The dialogs of a LibreOffice window."""

    def __init__(self, context: Any, frame: Any) -> None:
        self._context, self._frame = context, frame

    def show(self, title: str, text: str) -> None:
        import uno

        lines = text.splitlines()
        more = f"\n…… 另有{len(lines) - _LINES}行" if len(lines) > _LINES else ""
        window = self._frame.ContainerWindow
        kind = uno.Enum("com.sun.star.awt.MessageBoxType", "INFOBOX")
        box = window.Toolkit.createMessageBox(window, kind, _OK, title, "\n".join(lines[:_LINES]) + more)
        box.execute()

    def file(self, title: str) -> Path:
        picker = self._make("com.sun.star.ui.dialogs.FilePicker", (_OPEN,))
        picker.setTitle(title)
        for name, pattern in _FILTERS:
            picker.appendFilter(name, pattern)
        if picker.execute() != _CHOSEN:
            raise Cancelled
        return _path(picker.getSelectedFiles()[0])

    def folder(self, title: str) -> Path:
        picker = self._make("com.sun.star.ui.dialogs.FolderPicker", ())
        picker.setTitle(title)
        if picker.execute() != _CHOSEN:
            raise Cancelled
        return _path(picker.getDirectory())

    def choose(self, title: str, options: Sequence[str]) -> int:
        """A list to choose from."""
        model = self._make("com.sun.star.awt.UnoControlDialogModel", ())
        model.setPropertyValues(
            ("Height", "PositionX", "PositionY", "Title", "Width"), (150, 60, 40, title, 260)
        )
        listed = _control(model, "ListBox", "list", 6, 6, 248, 112)
        listed.StringItemList, listed.SelectedItems = tuple(options), (0,)
        for name, label, kind, left in (("ok", "确定", 1, 140), ("no", "取消", 2, 200)):
            button = _control(model, "Button", name, left, 126, 54, 16)
            button.Label, button.PushButtonType = label, kind
        dialog = self._make("com.sun.star.awt.UnoControlDialog", ())
        dialog.setModel(model)
        dialog.createPeer(self._frame.ContainerWindow.Toolkit, self._frame.ContainerWindow)
        confirmed = dialog.execute() == _CHOSEN
        chosen = int(dialog.getControl("list").getSelectedItemPos())
        dialog.dispose()
        if not confirmed or chosen < 0:
            raise Cancelled
        return chosen

    def _make(self, service: str, arguments: tuple[Any, ...]) -> Any:
        manager = self._context.ServiceManager
        if arguments:
            return manager.createInstanceWithArgumentsAndContext(service, arguments, self._context)
        return manager.createInstanceWithContext(service, self._context)


def _control(model: Any, kind: str, name: str, left: int, top: int, width: int, height: int) -> Any:
    made = model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
    made.PositionX, made.PositionY, made.Width, made.Height = left, top, width, height
    model.insertByName(name, made)
    return made


def _path(url: str) -> Path:
    import uno

    return Path(uno.fileUrlToSystemPath(url))
