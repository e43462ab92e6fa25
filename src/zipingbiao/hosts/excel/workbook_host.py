"""Excel as a host of the buttons: the open workbook through xlwings."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from zipingbiao.edits.snapshot import CellValue, Edit, Snapshot
from zipingbiao.hosts.buttons.host import Cancelled
from zipingbiao.hosts.buttons.step import BOOK
from zipingbiao.hosts.excel import workbook_edits
from zipingbiao.hosts.excel.chain import links
from zipingbiao.hosts.excel.dialogs import Dialogs
from zipingbiao.hosts.excel.machine import this_machine
from zipingbiao.hosts.excel.workbook_snapshot import snapshot_of
from zipingbiao.hosts.health.link import Link
from zipingbiao.settings import load_settings

if TYPE_CHECKING:
    from xlwings import Book

#: Windows' code of the Esc key, and the bit that says it is down.
_ESCAPE, _DOWN = 0x1B, 0x8000
#: Excel's status bar takes no longer sentence.
_STATUS = 250


class ExcelHost:
    """One open workbook. Implements :class:`zipingbiao.hosts.buttons.host.Host`."""

    def __init__(self, workbook: Book, dialogs: Dialogs) -> None:
        self._workbook, self._dialogs = workbook, dialogs

    def snapshot(self) -> Snapshot:
        return snapshot_of(self._workbook)

    def step(self, title: str) -> AbstractContextManager[None]:
        """Excel keeps no undo of a program's work: the buttons' own remembers it."""
        return nullcontext()

    def apply(self, edits: Iterable[Edit], title: str) -> list[Edit]:
        with self._quiet():
            return workbook_edits.apply(self._workbook, edits)

    def standing(self, edit: Edit) -> CellValue:
        return workbook_edits.standing(self._workbook, edit)

    def identity(self) -> tuple[str, str]:
        ids = {name.name: name.refers_to for name in self._workbook.names if name.name == BOOK}
        return self._workbook.fullname, (ids.get(BOOK) or "").strip('="')

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        """No flicker, no recalculation between two cells, and no macro of somebody else that answers to each of them."""
        app = self._workbook.app
        updating, calculation, events = app.screen_updating, app.calculation, app.enable_events
        app.screen_updating, app.calculation, app.enable_events = False, "manual", False
        try:
            yield
        finally:
            app.enable_events, app.calculation, app.screen_updating = events, calculation, updating

    def selection(self) -> tuple[str, str]:
        chosen = self._workbook.selection
        if chosen is None:
            return self._workbook.sheets.active.name, "A1"
        first = chosen[0, 0]
        return first.sheet.name, first.get_address(False, False)

    def go_to(self, sheet: str, cell: str) -> None:
        self._workbook.sheets[sheet].activate()
        self._workbook.sheets[sheet].range(cell).select()

    def tell(self, sentence: str) -> None:
        self._workbook.app.status_bar = (
            sentence if len(sentence) <= _STATUS else f"{sentence[: _STATUS - 1]}…"
        )

    def show(self, title: str, text: str) -> None:
        self._dialogs.show(title, text)

    def ask_file(self, title: str) -> Path:
        return self._dialogs.file(title)

    def ask_folder(self, title: str) -> Path:
        return self._dialogs.folder(title)

    def choose(self, title: str, options: Sequence[str]) -> int:
        return self._dialogs.choose(title, options)

    def book_path(self) -> Path | None:
        """None for a book never saved, and for one that lies on a server (its name is then an address)."""
        name: str = self._workbook.fullname
        path = Path(name)
        return path if "://" not in name and path.is_absolute() else None

    def open_book(self, path: Path) -> None:
        self._workbook.app.books.open(str(path))

    def export_pdf(self, path: Path) -> None:
        self._workbook.sheets.active.to_pdf(str(path))

    @contextmanager
    def working(self, title: str) -> Iterator[None]:
        """Esc is looked at; the status bar says so by what is told meanwhile."""
        self.tell(f"{title}：按住 Esc 停止。")
        yield

    def stop_asked(self) -> bool:
        """Whether Esc is down: Excel itself does not hear it while Python works."""
        if sys.platform != "win32":
            return False
        import ctypes

        return bool(ctypes.windll.user32.GetAsyncKeyState(_ESCAPE) & _DOWN)

    def links(self) -> Iterable[Link]:
        return links(this_machine())

    def restart(self) -> str:
        """VBA ended the old process before it called this one."""
        return "计算服务已重新启动，正在重新计算本工作簿。"

    def plain_values(self) -> bool:
        return load_settings().plain_values


__all__ = ["Cancelled", "ExcelHost"]
