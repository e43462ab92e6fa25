"""The guard table in Excel, on real `xlwings.Book` objects."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from buttons.guarding import (
    EMPTIED,
    SHEET,
    Books,
    Open,
    guarded,
    leaves_the_protected,
    make_books,
    refuses_the_unready,
    refuses_without_a_form,
)
from excel_host.engine import open_book
from zipingbiao.batch.files import WriteFault
from zipingbiao.edits.read_xlsx import read_snapshot
from zipingbiao.hosts.buttons.guards import Guard
from zipingbiao.hosts.buttons.host import Cancelled
from zipingbiao.hosts.buttons.press import press
from zipingbiao.hosts.cli.main import run
from zipingbiao.hosts.excel import workbook_edits
from zipingbiao.hosts.excel.workbook_host import ExcelHost
from zipingbiao.package.address import parse_cell
from zipingbiao.resources import DEMO_LEDGER, workbook_path


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    demo = tmp_path_factory.mktemp("demo")
    assert run(["demo", "-o", str(demo), "--progress", "none"]) == 0
    return make_books(sorted(demo.glob("*.xlsx")), tmp_path_factory.mktemp("books"))


class Person:
    """Answers the dialogs, or closes every one of them (`folder` None)."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self.said: list[str] = []

    def show(self, title: str, text: str) -> None:
        self.said.append(text)

    def file(self, title: str) -> Path:
        return workbook_path(DEMO_LEDGER)

    def folder(self, title: str) -> Path:
        if self._folder is None:
            raise Cancelled
        return self._folder

    def choose(self, title: str, options: Sequence[str]) -> int:
        return 0


class ExcelDesk:
    """A book in the test engine."""

    def __init__(self, path: Path, person: Person) -> None:
        self.folder, self.person = path.parent, person
        self.book: Any = open_book(path)
        self.host = ExcelHost(self.book, person)

    def press(self, id: str) -> None:
        press(id, self.host)
        self.person.said.append(str(self.book.app.status_bar))

    def told(self) -> str:
        return "\n".join(self.person.said)

    def picture(self) -> object:
        wb = self.book.impl.wb
        cells = [
            (sheet.title, cell.coordinate, cell.value, cell.fill.fill_type and cell.fill.fgColor.rgb, cell.comment and cell.comment.text)
            for sheet in wb.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None or cell.fill.fill_type or cell.comment
        ]  # fmt: skip
        return wb.sheetnames, sorted(wb.defined_names), cells

    def protect(self) -> None:
        self.book.impl.wb[SHEET].protection.sheet = True

    def close(self) -> None:
        pass


@pytest.fixture
def desk_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], ExcelDesk]:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path / "home"))
    count = iter(range(100))

    def made(book: Path) -> ExcelDesk:
        folder = tmp_path / f"desk{next(count)}"
        folder.mkdir()
        return ExcelDesk(Path(shutil.copy(book, folder)), Person(folder / "出"))

    return made


@pytest.mark.parametrize("id", guarded(Guard.FORM))
def test_without_a_form_nothing_is_done(id: str, desk_of: Open, books: Books) -> None:
    refuses_without_a_form(id, desk_of, books)


@pytest.mark.parametrize("id", guarded(Guard.UNPROTECTED))
def test_what_is_protected_is_left(id: str, desk_of: Open, books: Books) -> None:
    leaves_the_protected(id, desk_of, books)


@pytest.mark.parametrize("id", guarded(Guard.READY))
def test_what_is_not_ready_is_not_handed_in(id: str, desk_of: Open, books: Books) -> None:
    refuses_the_unready(id, desk_of, books)


@pytest.mark.parametrize("id", guarded(Guard.ONE_STEP, without=("undo",)))
def test_one_undo_takes_a_button_back(id: str, desk_of: Callable[[Path], ExcelDesk], books: Books) -> None:
    desk = desk_of(books.form)
    if id == "unmark":
        desk.press("check")
    before = desk.picture()
    desk.press(id)
    assert desk.picture() != before
    desk.press("undo")
    assert desk.picture() == before, desk.told()


@pytest.mark.parametrize("id", guarded(Guard.ONE_STEP, without=("undo",)))
def test_a_step_that_fails_leaves_nothing_behind(
    id: str, desk_of: Callable[[Path], ExcelDesk], books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last edits of a button meet an error of Excel's: an audit's third batch, where marks stood before."""
    desk = desk_of(books.form)
    desk.press("check")  # the first button gives a workbook its id
    if id not in ("unmark", "check"):
        desk.press("unmark")
    before = desk.picture()
    apply, batches = workbook_edits.apply, iter(range(10))

    def failing(workbook: Any, edits: Any) -> Any:
        if next(batches) == (2 if id == "check" else 0):
            raise WriteFault("Excel 不让写。")
        return apply(workbook, edits)

    monkeypatch.setattr(workbook_edits, "apply", failing)
    desk.press(id)
    assert "Excel 不让写" in desk.told()
    assert desk.picture() == before


@pytest.mark.parametrize("id", guarded(Guard.BESIDE))
def test_files_of_a_book_never_saved_go_where_the_person_says(
    id: str, desk_of: Callable[[Path], ExcelDesk], books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(books.finished)
    monkeypatch.setattr(ExcelHost, "book_path", lambda self: None)
    desk.press(id)
    made = list((desk.folder / "出").glob("*"))
    assert made, desk.told()
    closed = ExcelDesk(desk.folder / "finished.xlsx", Person(None))
    closed.press(id)
    assert closed.told() == "已取消，没有改动。"


@pytest.mark.parametrize("id", guarded(Guard.STOP))
def test_long_work_is_stopped(
    id: str, desk_of: Callable[[Path], ExcelDesk], books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Esc after the second workbook: those two stay, a collection of half a folder is none."""
    desk = desk_of(books.form)
    if id == "collect":
        shutil.copytree(books.form.parent, desk.folder / "出")
    asked = iter(range(1, 1000))
    monkeypatch.setattr(ExcelHost, "stop_asked", lambda self: next(asked) == 2)
    desk.press(id)
    made = sorted(path.name for path in (desk.folder / "出").glob("*.xlsx"))
    if id == "bulk":
        assert len(made) == 2
        assert "写入2本自评表，已停在第2个（共14个）" in desk.told()
    else:
        assert "自评表汇总.xlsx" not in made
        assert desk.told().endswith("已取消，没有改动。")


def test_every_cell_that_is_written_stands_in_the_form(books: Books) -> None:
    """The form of the tests has something to write, else they would show nothing."""
    sheet = read_snapshot(books.form).sheets[0]
    assert all(parse_cell(cell) not in sheet.cells for cell in EMPTIED)
