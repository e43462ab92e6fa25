"""LibreOffice as a host of the buttons: the document of a window through UNO."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from zipingbiao.edits.snapshot import CellValue, Edit, Snapshot
from zipingbiao.hosts.buttons.step import BOOK
from zipingbiao.hosts.health.link import Link
from zipingbiao.hosts.libreoffice import document_edits
from zipingbiao.hosts.libreoffice.chain import extension_links, functions_link
from zipingbiao.hosts.libreoffice.dialogs import Dialogs
from zipingbiao.hosts.libreoffice.document_snapshot import snapshot_of
from zipingbiao.hosts.libreoffice.document_step import DocumentStep
from zipingbiao.hosts.libreoffice.extension import IDENTIFIER
from zipingbiao.hosts.libreoffice.protection import refuse_protected
from zipingbiao.package.address import column_name
from zipingbiao.settings import load_settings

#: Seconds that a sentence stays in the status bar.
_READING = 12.0
_EXTENSIONS = "/singletons/com.sun.star.deployment.PackageInformationProvider"


class LibreOfficeHost:
    """One open document. Implements :class:`zipingbiao.hosts.buttons.host.Host`."""

    def __init__(self, context: Any, frame: Any, dialogs: Dialogs) -> None:
        self._context, self._frame, self._dialogs = context, frame, dialogs
        self._document = frame.Controller.Model
        self._status: Any = None
        self._stopped: Callable[[], bool] = lambda: False

    def snapshot(self) -> Snapshot:
        path = self.book_path()
        return snapshot_of(self._document, path.name if path else self._document.Title)

    def step(self, title: str) -> AbstractContextManager[None]:
        """One step for LibreOffice's own 撤销 too."""
        return DocumentStep(self._document, title)

    def apply(self, edits: Iterable[Edit], title: str) -> list[Edit]:
        """One step for LibreOffice's own 撤销 too; the screen stands still meanwhile."""
        wanted = list(edits)
        refuse_protected(self._document, wanted)
        with DocumentStep(self._document, title):
            return document_edits.apply(self._document, wanted)

    def standing(self, edit: Edit) -> CellValue:
        return document_edits.standing(self._document, edit)

    def identity(self) -> tuple[str, str]:
        names = self._document.NamedRanges
        id = names.getByName(BOOK).Content if names.hasByName(BOOK) else ""
        return self._document.URL or self._document.Title, str(id).strip('="')

    def selection(self) -> tuple[str, str]:
        chosen = self._frame.Controller.Selection
        if not hasattr(chosen, "RangeAddress"):
            return self._frame.Controller.ActiveSheet.Name, "A1"
        at = chosen.RangeAddress
        return chosen.Spreadsheet.Name, f"{column_name(at.StartColumn + 1)}{at.StartRow + 1}"

    def go_to(self, sheet: str, cell: str) -> None:
        target = self._document.Sheets.getByName(sheet)
        self._frame.Controller.ActiveSheet = target
        self._frame.Controller.select(target.getCellRangeByName(cell))

    def tell(self, sentence: str) -> None:
        """In the status bar, for as long as it takes to read."""
        if self._status is None:
            self._status = self._frame.createStatusIndicator()
            self._status.start(sentence, 0)
            timer = threading.Timer(_READING, self._status.end)
            timer.daemon = True
            timer.start()
        self._status.setText(sentence)

    def show(self, title: str, text: str) -> None:
        self._dialogs.show(title, text)

    def ask_file(self, title: str) -> Path:
        return self._dialogs.file(title)

    def ask_folder(self, title: str) -> Path:
        return self._dialogs.folder(title)

    def choose(self, title: str, options: Sequence[str]) -> int:
        return self._dialogs.choose(title, options)

    def book_path(self) -> Path | None:
        import uno

        url: str = self._document.URL
        return Path(uno.fileUrlToSystemPath(url)) if url.startswith("file:") else None

    def open_book(self, path: Path) -> None:
        desktop = self._make("com.sun.star.frame.Desktop")
        desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, ())

    def export_pdf(self, path: Path) -> None:
        """The print area of the active sheet; the whole book where it has none."""
        import uno

        sheet = self._frame.Controller.ActiveSheet
        areas = sheet.getPrintAreas()
        options = [_value("FilterName", "calc_pdf_Export")]
        if areas:
            at = areas[0]
            chosen = sheet.getCellRangeByPosition(at.StartColumn, at.StartRow, at.EndColumn, at.EndRow)
            data = uno.Any("[]com.sun.star.beans.PropertyValue", (_value("Selection", chosen),))
            options.append(_value("FilterData", data))
        self._document.storeToURL(path.as_uri(), tuple(options))

    def working(self, title: str) -> AbstractContextManager[None]:
        """Calc does not hear a key while a button works; a small window with 停止 does."""
        stop = self._dialogs.stopper(title)
        self._stopped = stop.asked
        return stop

    def stop_asked(self) -> bool:
        return self._stopped()

    def links(self) -> Iterable[Link]:
        """The extension that runs here, and the functions it wrote."""
        import uno

        places = self._context.getValueByName(_EXTENSIONS)
        url: str = places.getPackageLocation(IDENTIFIER)
        settings = self._make("com.sun.star.util.PathSubstitution")
        profile = Path(uno.fileUrlToSystemPath(settings.substituteVariables("$(user)", True)))
        yield from extension_links(Path(uno.fileUrlToSystemPath(url)))
        yield functions_link(profile / "basic" / "Standard")

    def restart(self) -> str:
        """There is no process of its own to start anew."""
        self._document.calculateAll()
        return "LibreOffice 里没有单独的计算服务，已重新计算全部单元格。"

    def _make(self, service: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(service, self._context)

    def plain_values(self) -> bool:
        return load_settings().plain_values


def _value(name: str, value: Any) -> Any:
    import uno

    return uno.createUnoStruct(
        "com.sun.star.beans.PropertyValue",
        name,
        0,
        value,
        uno.Enum("com.sun.star.beans.PropertyState", "DIRECT_VALUE"),
    )
