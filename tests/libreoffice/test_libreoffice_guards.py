"""The guard table in a running LibreOffice, by dispatch as the toolbar does it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from buttons.guarding import (
    SHEET,
    Books,
    Open,
    guarded,
    leaves_the_protected,
    make_books,
    refuses_the_unready,
    refuses_without_a_form,
)
from libreoffice.running import Running
from libreoffice.test_libreoffice_buttons import Desk
from zipingbiao.hosts.buttons.guards import Guard
from zipingbiao.resources import DEMO_LEDGER, workbook_path


class OfficeDesk(Desk):
    """A workbook of its own folder; the person chooses the ledger and a folder."""

    def press(self, id: str, **answers: Any) -> None:
        given = {"File": str(workbook_path(DEMO_LEDGER)), "Folder": str(self.folder / "出"), "Choice": 0}
        super().press(id, **(given | answers))

    def told(self) -> str:
        return self.text_shown()

    def picture(self) -> dict[str, Any]:
        names = [each for each in self.document.NamedRanges.ElementNames if each.startswith("ZPB_")]
        return {**super().picture(), "names": sorted(names)}

    def protect(self) -> None:
        self.document.Sheets.getByName(SHEET).protect("")

    def close(self) -> None:
        for component in list(self.office.desktop.Components):
            if component.URL.startswith(self.folder.as_uri()):
                component.close(True)


@pytest.fixture(scope="module")
def books(demo: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Books:
    return make_books(demo, tmp_path_factory.mktemp("books"))


@pytest.fixture
def desk_of(office: Running, tmp_path: Path) -> Iterator[Callable[[Path], OfficeDesk]]:
    made: list[OfficeDesk] = []

    def one(book: Path) -> OfficeDesk:
        folder = tmp_path / f"desk{len(made)}"
        folder.mkdir()
        # Not hidden: LibreOffice 7.4 dies when it undoes a new sheet of a document without a window.
        made.append(OfficeDesk(office, book, folder, hidden=False))
        return made[-1]

    yield one
    for each in made:
        each.close()


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
def test_one_undo_of_libreoffices_own_takes_a_button_back(
    id: str, desk_of: Callable[[Path], OfficeDesk], books: Books
) -> None:
    desk = desk_of(books.form)
    if id in ("unmark", "check"):
        desk.press("check")  # the second audit takes the first one's marks away as well
    history = desk.document.UndoManager
    before, steps = desk.picture(), len(history.getAllUndoActionTitles())
    if id == "check":
        desk.cell("F14").String = "没有完成"
        before, steps = desk.picture(), steps + 1
    desk.press(id)
    assert desk.picture() != before
    assert len(history.getAllUndoActionTitles()) == steps + 1
    history.undo()
    assert desk.picture() == before


@pytest.mark.parametrize("id", guarded(Guard.BESIDE))
def test_files_of_a_book_never_saved_go_where_the_person_says(
    id: str, office: Running, books: Books, tmp_path: Path
) -> None:
    desk = OfficeDesk(office, books.finished, tmp_path)
    desk.document.close(True)
    template = books.finished.resolve().as_uri()
    from libreoffice.running import value

    desk.document = office.desktop.loadComponentFromURL(
        template, "_blank", 0, (value("AsTemplate", True), value("Hidden", True))
    )
    assert desk.document.URL == ""
    desk.press(id)
    assert list((tmp_path / "出").glob("*")), desk.told()
    desk.document.close(True)
    desk.close()


@pytest.mark.parametrize("id", guarded(Guard.STOP))
def test_long_work_is_stopped(id: str, desk_of: Callable[[Path], OfficeDesk], books: Books) -> None:
    desk = desk_of(books.form)
    if id == "collect":
        shutil.copytree(books.form.parent, desk.folder / "出")
    desk.press(id, StopAfter=2)
    made = sorted(path.name for path in (desk.folder / "出").glob("*.xlsx"))
    if id == "bulk":
        assert len(made) == 2
        assert "写入2本自评表，已停在第2个（共14个）" in desk.told()
    else:
        assert "自评表汇总.xlsx" not in made
