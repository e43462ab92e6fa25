"""Every command of the toolbar by dispatch on a real form: what it changes, and 撤销 back to the identical content."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from buttons.guarding import make_books
from libreoffice.running import Running
from zipingbiao.batch.inputs import read_inputs
from zipingbiao.commands.mark import LIST
from zipingbiao.commands.record import NAME
from zipingbiao.edits.read_xlsx import read_snapshot
from zipingbiao.hosts.buttons.table import BUTTONS, Button
from zipingbiao.hosts.libreoffice.document_snapshot import snapshot_of
from zipingbiao.resources import DEMO_LEDGER, workbook_path


class Desk:
    """A form open in LibreOffice, in a folder of its own."""

    def __init__(self, office: Running, source: Path, folder: Path, *, hidden: bool = True) -> None:
        self.office, self.folder = office, folder
        self.path = Path(shutil.copy(source, folder))
        self.document = office.open(self.path, hidden=hidden)
        self.sheet = self.document.Sheets.getByIndex(0)
        self.shown = folder / "shown.txt"

    def press(self, id: str, **answers: Any) -> None:
        self.office.press(self.document, id, Shown=str(self.shown), **answers)

    def text_shown(self) -> str:
        return self.shown.read_text("utf-8") if self.shown.exists() else ""

    def cell(self, address: str) -> Any:
        return self.sheet.getCellRangeByName(address)

    def picture(self) -> dict[str, Any]:
        """Everything a person can see: contents, colours, comments, heights, sheets."""
        found: dict[str, Any] = {"sheets": self.document.Sheets.ElementNames}
        for name in self.document.Sheets.ElementNames:
            sheet = self.document.Sheets.getByName(name)
            block = sheet.getCellRangeByName("A1:T40")
            found[name] = (
                block.getFormulaArray(),
                _colours(block),
                sorted((a.Position.Row, a.Position.Column, a.String) for a in _each(sheet.Annotations)),
                [sheet.Rows.getByIndex(r).Height for r in range(40)],
            )
        return found


def _colours(block: Any) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for group in _each(block.UniqueCellFormatRanges):
        for at in group.RangeAddresses:
            cells = {
                (r, c)
                for r in range(at.StartRow, at.EndRow + 1)
                for c in range(at.StartColumn, at.EndColumn + 1)
            }
            found.setdefault(group.CellBackColor, set()).update(f"{r} {c}" for r, c in cells)
    return found


def _each(collection: Any) -> list[Any]:
    return [collection.getByIndex(n) for n in range(collection.Count)]


@pytest.fixture
def desk(office: Running, demo: list[Path], tmp_path: Path) -> Any:
    made = Desk(office, demo[2], tmp_path)
    yield made
    made.document.close(True)
    (office.home / "settings.toml").unlink(
        missing_ok=True
    )  # one home for all tests: 数值模式 must not stay on


def test_toolbar_and_menu_have_every_command(desk: Desk) -> None:
    for each in BUTTONS:
        import uno

        url = uno.createUnoStruct("com.sun.star.util.URL")
        url.Complete = f"org.zipingbiao:{each.id}"
        _, parsed = desk.office.make("com.sun.star.util.URLTransformer").parseStrict(url)
        assert desk.document.CurrentController.Frame.queryDispatch(parsed, "_self", 0) is not None


@pytest.mark.parametrize("n", range(14))
def test_the_open_book_reads_as_the_closed_one(n: int, office: Running, demo: list[Path]) -> None:
    document = office.open(demo[n])
    here, closed = snapshot_of(document, demo[n].name), read_snapshot(demo[n])
    sheet, other = here.sheets[0], closed.sheets[0]
    assert {at: (cell.value, cell.formula) for at, cell in sheet.cells.items()} == {
        at: (cell.value, cell.formula) for at, cell in other.cells.items()
    }
    assert set(sheet.merges) == set(other.merges)
    assert [each.hidden for each in here.sheets] == [each.hidden for each in closed.sheets]
    named = {name: text for name, text in here.names.items() if name.startswith("ZPB_")}
    assert named == {name: text for name, text in closed.names.items() if name.startswith("ZPB_")}
    document.close(True)


def test_audit_marks_and_takes_all_of_it_back(desk: Desk) -> None:
    before = desk.picture()
    desk.press("check")
    marked = desk.picture()
    assert LIST in marked["sheets"] and desk.document.NamedRanges.hasByName(NAME)
    listed = desk.document.Sheets.getByName(LIST)
    assert [listed.getCellByPosition(c, 0).String for c in range(5)] == [
        "处理",
        "级别",
        "编码",
        "位置",
        "填报",
    ]
    assert marked["自评表"][1] != before["自评表"][1] and marked["自评表"][2]
    desk.press("unmark")
    assert desk.picture() == before
    assert not desk.document.NamedRanges.hasByName(NAME)


def test_undo_after_audit_gives_the_identical_book(desk: Desk) -> None:
    before = desk.picture()
    desk.press("check")
    desk.press("undo")
    assert desk.picture() == before


def test_libreoffices_own_undo_takes_a_button_back_in_one_step(desk: Desk) -> None:
    desk.cell("I14").clearContents(1 | 2 | 4 | 16)
    before = desk.picture()
    desk.press("narrate")
    assert desk.picture() != before
    history = desk.document.UndoManager
    assert history.getCurrentUndoActionTitle() == "绩效自评：生成偏差原因及措施"
    history.undo()
    assert desk.picture() == before


def test_score_fills_what_is_empty_and_keeps_what_was_typed(desk: Desk) -> None:
    desk.cell("H14").clearContents(1 | 2 | 4 | 16)
    desk.cell("H15").Value = 9
    desk.cell("F16").String = "50万元"
    before = desk.picture()
    desk.press("score")
    assert desk.cell("H14").Formula.startswith("=PERF_SCORE(") and desk.cell("H14").Value == 15
    assert (desk.cell("H15").Formula, desk.cell("H15").Value) == ("9", 9)
    desk.press("undo")
    assert desk.picture() == before


def test_notes_are_written_and_taken_back(desk: Desk) -> None:
    desk.cell("I14").clearContents(1 | 2 | 4 | 16)
    before = desk.picture()
    desk.press("narrate")
    assert "【请填写" in desk.cell("I14").String
    desk.press("undo")
    assert desk.picture() == before


def test_next_finding_and_why_follow_the_selection(desk: Desk) -> None:
    controller = desk.document.CurrentController
    controller.select(desk.cell("A1"))
    desk.press("next_finding")
    first = controller.Selection.AbsoluteName
    desk.press("next_finding")
    assert first != "$自评表.$A$1" and controller.Selection.AbsoluteName != first
    controller.select(desk.cell("H13"))
    desk.press("why")
    assert "得分依据 H13" in desk.text_shown()


def test_bulk_and_import_and_collect(desk: Desk) -> None:
    out = desk.folder / "批量"
    desk.press("bulk", File=str(workbook_path(DEMO_LEDGER)), Folder=str(out))
    assert len(list(out.glob("*.xlsx"))) == 14
    assert "写入14本自评表" in desk.text_shown()
    desk.press("collect", Folder=str(out))
    assert (out / "自评表汇总.xlsx").is_file()
    desk.press("from_ledger", File=str(workbook_path(DEMO_LEDGER)), Choice=4)
    (made,) = (desk.folder / "自评表").glob("*.xlsx")
    assert [form.name for form in read_inputs([made]).forms] == ["基础软件采购项目"]
    for component in list(desk.office.desktop.Components):
        if component.URL.startswith(desk.folder.as_uri()) and component.URL != desk.document.URL:
            component.close(True)


def test_final_is_refused_while_a_gap_is_left(desk: Desk) -> None:
    desk.cell("I14").String = "【请填写：原因】"
    desk.press("final")
    assert not list((desk.folder / "报送版").glob("*.xlsx"))
    assert "生成报送版" in desk.text_shown()


def test_pdf_of_the_active_sheet(office: Running, demo: list[Path], tmp_path: Path) -> None:
    desk = Desk(office, make_books(demo, tmp_path / "books").finished, tmp_path)
    desk.press("pdf")
    desk.document.close(True)
    (made,) = (desk.folder / "PDF").glob("*.pdf")
    assert made.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("each", BUTTONS, ids=lambda each: each.id)
def test_every_button_works_and_can_be_taken_back(each: Button, desk: Desk) -> None:
    """On a real form, by a person who closes every dialog."""
    desk.cell("H14").clearContents(1 | 2 | 4 | 16)
    desk.cell("I14").clearContents(1 | 2 | 4 | 16)
    before = desk.picture()
    desk.press(each.id)
    assert "程序内部出错" not in desk.text_shown()
    desk.press("undo")
    assert desk.picture() == before


@pytest.mark.parametrize("id", ["rules", "doctor", "about"])
def test_help_buttons_answer(id: str, desk: Desk) -> None:
    desk.press(id)
    assert desk.text_shown()


@pytest.mark.parametrize("id", ["bulk", "collect", "from_ledger"])
def test_a_closed_dialog_changes_nothing(id: str, desk: Desk) -> None:
    before = desk.picture()
    desk.press(id)
    assert desk.picture() == before
    assert [path.name for path in desk.folder.glob("[!.]*")] == [desk.path.name]


def test_a_clerks_hour(office: Running, tmp_path: Path) -> None:
    """New form from the ledger, a wrong value typed, found, corrected, noted, saved, read back."""
    start = Desk(office, workbook_path("自评表模板.xlsx"), tmp_path)
    start.press("from_ledger", File=str(workbook_path(DEMO_LEDGER)), Choice=0)
    start.document.close(True)
    (path,) = (tmp_path / "自评表").glob("*.xlsx")
    (tmp_path / "work").mkdir()
    desk = Desk(office, path, tmp_path / "work")
    good = desk.cell("F13").String
    desk.cell("F13").String = "若干"
    desk.press("check")
    listed = desk.document.Sheets.getByName(LIST)
    codes = {listed.getCellByPosition(2, r).String for r in range(1, 30)}
    assert "JXT015" in codes
    desk.press("unmark")
    desk.cell("F13").String = good
    desk.press("score")
    desk.press("narrate")
    saved = tmp_path / "work" / "saved.xlsx"
    office.save(desk.document, saved)
    desk.document.close(True)
    (form,) = read_inputs([saved]).forms
    assert (form.name, form.total.score) == ("北京市应急管理局指挥信息网建设项目", "97.94")
    assert openpyxl.load_workbook(saved).sheetnames[0] == "自评表"
