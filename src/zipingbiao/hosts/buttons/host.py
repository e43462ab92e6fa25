"""What a spreadsheet program has to be able to do for the buttons; everything else is done by the commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from zipingbiao.edits.snapshot import CellValue, Edit, Snapshot
from zipingbiao.hosts.health.link import Link


class Cancelled(Exception):
    """The person closed a dialog or pressed Esc; nothing is wrong."""


class Host(Protocol):
    """The open book and the window around it. Texts are Chinese, for the clerk."""

    def snapshot(self) -> Snapshot:
        """The open book."""

    def step(self, title: str) -> AbstractContextManager[None]:
        """Several calls of :meth:`apply` inside are one step of the program's own 撤销, where it has one."""

    def apply(self, edits: Iterable[Edit], title: str) -> list[Edit]:
        """Make the edits as one step; they come back with what really stood there before.

        All or none: :class:`~zipingbiao.for_people.ForPeople` where one cannot be made (a protected sheet), and then
        the book is as it was.
        """

    def standing(self, edit: Edit) -> CellValue:
        """The fill, comment, number format or row height that stands where an edit goes; None for none, or no such sheet."""

    def identity(self) -> tuple[str, str]:
        """The full name of the book, and the id in its hidden name ("" for none): both together are no other book's."""

    def selection(self) -> tuple[str, str]:
        """Sheet and cell where the person is."""

    def go_to(self, sheet: str, cell: str) -> None:
        """Select a cell and show it."""

    def tell(self, sentence: str) -> None:
        """One sentence in the status bar."""

    def show(self, title: str, text: str) -> None:
        """A dialog to read."""

    def ask_file(self, title: str) -> Path:
        """A workbook to read. :class:`Cancelled` where none is chosen."""

    def ask_folder(self, title: str) -> Path:
        """A folder. :class:`Cancelled` where none is chosen."""

    def choose(self, title: str, options: Sequence[str]) -> int:
        """One of several; its place counts from 0. :class:`Cancelled` where none is chosen."""

    def book_path(self) -> Path | None:
        """Where the book is saved; None where it never was, or not on a disk."""

    def open_book(self, path: Path) -> None:
        """Open another workbook."""

    def export_pdf(self, path: Path) -> None:
        """Print the active sheet into a PDF."""

    def working(self, title: str) -> AbstractContextManager[None]:
        """Long work goes on inside: whatever the person needs to stop it is there."""

    def stop_asked(self) -> bool:
        """Whether the person wants long work to end."""

    def links(self) -> Iterable[Link]:
        """What lies between this program and the package, each link looked at."""

    def restart(self) -> str:
        """Start the calculation service anew; a sentence of what was done."""

    def plain_values(self) -> bool:
        """数值模式: whether scores are to be written as values instead of formulas."""
