"""Excel's own dialogs for files, folders and choices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from zipingbiao.hosts.buttons.host import Cancelled

if TYPE_CHECKING:
    from xlwings import App

_FOLDER_PICKER = 4
_FILTER = "Excel 工作簿 (*.xlsx;*.xlsm),*.xlsx;*.xlsm,JSON (*.json),*.json"
#: Of Excel's InputBox: a number or a text may be typed.
_TYPED = 1 + 2
#: Excel refuses a longer prompt; a message box higher than the screen cannot be closed.
_PROMPT, _LINES = 255, 30
#: So much of an option is shown.
_OPTION = 30


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
        """All of it, a boxful at a time; 取消 ends the reading."""
        lines = text.splitlines() or [""]
        boxes = [lines[i : i + _LINES] for i in range(0, len(lines), _LINES)]
        for n, box in enumerate(boxes, 1):
            if len(boxes) == 1:
                self._app.alert("\n".join(box), title)
            elif self._read(box, f"{title}（{n}/{len(boxes)}）", last=n == len(boxes)):
                return

    def _read(self, box: Sequence[str], title: str, *, last: bool) -> bool:
        """Whether the person has had enough."""
        if last:
            self._app.alert("\n".join(box), title)
            return True
        shown = "\n".join([*box, "", "“确定”看下一页，“取消”不看了。"])
        return bool(self._app.alert(shown, title, "ok_cancel") == "cancel")

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
        """By number, or by a part of the name; an empty answer turns the page."""
        left, page, missed = list(range(len(options))), 0, ""
        while True:
            pages = list(pages_of([f"{n + 1} {_short(options[n])}" for n in left], missed))
            answer = self._app.api.InputBox(pages[page % len(pages)], title, Type=_TYPED)
            if answer is False:
                raise Cancelled
            typed = str(answer).strip().removesuffix(".0")
            page, missed = page + 1, ""
            if not typed:
                continue
            if typed.isdecimal() and 1 <= int(typed) <= len(options):
                return int(typed) - 1
            found = [n for n, option in enumerate(options) if typed in option]
            if len(found) == 1:
                return found[0]
            left, page = found or list(range(len(options))), 0
            missed = "" if found else typed


def pages_of(lines: Sequence[str], missed: str = "") -> Iterator[str]:
    """The prompts of a choice, none longer than Excel takes. `missed`: what was looked for in vain."""
    head = f"没有“{missed[:_OPTION]}”。\n" if missed else ""
    footer = "\n\n输入序号，或名称里的几个字；直接按“确定”看下一页（{}/{}）。"
    room = _PROMPT - len(head) - len(footer) - len("999/999")
    boxes: list[list[str]] = [[]]
    for line in lines:
        if boxes[-1] and _units("\n".join([*boxes[-1], line])) > room:
            boxes.append([])
        boxes[-1].append(line)
    for n, box in enumerate(boxes, 1):
        yield head + "\n".join(box) + footer.format(n, len(boxes))


def _units(text: str) -> int:
    """Characters as Windows counts them: rare Chinese ones are two."""
    return len(text.encode("utf-16-le")) // 2


def _short(option: str) -> str:
    return option if len(option) <= _OPTION else f"{option[: _OPTION - 1]}…"
