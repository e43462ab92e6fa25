"""The guard table held in every host: the workbooks it is tried on, and what must hold after a button was pressed.

A host is a :class:`Desk`; its test file says how a button is pressed there and which buttons it does not have, and why.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import openpyxl

from zipingbiao.edits.apply import apply_edits
from zipingbiao.edits.read_xlsx import read_snapshot
from zipingbiao.edits.snapshot import Edit, EditKind
from zipingbiao.hosts.buttons.guards import Guard
from zipingbiao.hosts.buttons.table import BUTTONS
from zipingbiao.package.address import cell_name
from zipingbiao.package.gate import open_package, package_of
from zipingbiao.package.parts import Parts
from zipingbiao.resources import DEMO_LEDGER, workbook_path

SHEET = "自评表"
#: Cells that every changing button has something to write into, in the form the tests are made on.
EMPTIED = ("H14", "I14")


class Desk(Protocol):
    """One workbook in one host. `told`: everything that was said since it was opened."""

    folder: Path

    def press(self, id: str) -> None: ...

    def told(self) -> str: ...

    def picture(self) -> object: ...

    def protect(self) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Books:
    """`form`: open gaps, two cells to be written; `finished`: ready to be handed in; `nothing`: no form in any."""

    form: Path
    finished: Path
    nothing: tuple[Path, ...]


Open = Callable[[Path], Desk]


def guarded(guard: Guard, without: Iterable[str] = ()) -> list[str]:
    """The buttons that the table gives a guard."""
    return [each.id for each in BUTTONS if guard in each.guards and each.id not in without]


def make_books(demo: list[Path], folder: Path) -> Books:
    folder.mkdir(parents=True, exist_ok=True)
    form, finished = folder / "form.xlsx", folder / "finished.xlsx"
    form.write_bytes(_emptied(demo[2]))
    finished.write_bytes(_finished(demo[4]))
    empty, foreign = openpyxl.Workbook(), openpyxl.Workbook()
    foreign.active["A1"] = "部门"  # type: ignore[index]
    for row in range(2, 30):
        foreign.active[f"A{row}"], foreign.active[f"B{row}"] = f"第{row}处", row * 10  # type: ignore[index]
    empty.save(folder / "empty.xlsx")
    foreign.save(folder / "foreign.xlsx")
    shutil.copy(workbook_path(DEMO_LEDGER), folder / "ledger.xlsx")
    return Books(form, finished, (folder / "empty.xlsx", folder / "foreign.xlsx", folder / "ledger.xlsx"))


def _emptied(path: Path) -> bytes:
    """With two cells to be written, and every cell locked where somebody protects the sheet."""
    edits = [Edit(EditKind.VALUE, SHEET, cell, None, None) for cell in EMPTIED]
    parts = Parts(package_of(apply_edits(open_package(path), edits), path.name))
    parts.write("xl/styles.xml", parts.text("xl/styles.xml").replace('locked="0"', 'locked="1"'))
    return parts.packed()


def _finished(path: Path) -> bytes:
    said = "未开展满意度调查，扣1分。因人手不足未能组织问卷；2025年6月底前由办公室开展问卷调查。"
    sheet = read_snapshot(path).sheets[0]
    edits = [
        Edit(EditKind.VALUE, sheet.name, cell_name(*at), cell.value, said)
        for at, cell in sheet.cells.items()
        if isinstance(cell.value, str) and "【请填写" in cell.value
    ]
    return apply_edits(open_package(path), edits)


def refuses_without_a_form(id: str, open_desk: Open, books: Books) -> None:
    """Nothing is written, nothing sounds as if it had been looked at."""
    for book in books.nothing:
        desk = open_desk(book)
        before = desk.picture()
        desk.press(id)
        assert desk.picture() == before, book.name
        said = desk.told()
        assert "没有发现问题" not in said and "审核完成" not in said, said
        assert "没有找到项目支出绩效自评表" in said or "台账" in said or "没有自评表" in said, (
            book.name,
            said,
        )
        desk.close()


def leaves_the_protected(id: str, open_desk: Open, books: Books) -> None:
    """Protection is told in its own sentence, before anything is written."""
    desk = open_desk(books.form)
    if id in ("unmark", "undo"):
        desk.press("check")
    desk.protect()
    before = desk.picture()
    desk.press(id)
    assert desk.picture() == before
    assert "受保护，没有做任何改动" in desk.told(), desk.told()
    desk.close()


def refuses_the_unready(id: str, open_desk: Open, books: Books) -> None:
    """A form with gaps is handed in by nobody; a finished one is."""
    desk = open_desk(books.form)
    desk.press(id)
    assert not _handed_in(desk.folder), _handed_in(desk.folder)
    assert "没有填" in desk.told() or "【请填写" in desk.told() or "不能生成" in desk.told(), desk.told()
    desk.close()
    desk = open_desk(books.finished)
    desk.press(id)
    assert _handed_in(desk.folder), desk.told()
    desk.close()


def _handed_in(folder: Path) -> list[Path]:
    return [path for name in ("报送版", "PDF") for path in (folder / name).glob("[!.]*")]
