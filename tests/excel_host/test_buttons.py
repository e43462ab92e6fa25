"""Every button on real `xlwings.Book` objects: what it changes, and that undo gives back the identical sheet."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from excel_host.engine import open_book
from zipingbiao.commands.mark import LIST
from zipingbiao.commands.record import NAME
from zipingbiao.edits.apply import apply_edits
from zipingbiao.edits.read_xlsx import read_snapshot
from zipingbiao.edits.snapshot import Edit, EditKind
from zipingbiao.hosts.buttons.host import Cancelled
from zipingbiao.hosts.buttons.press import press
from zipingbiao.hosts.buttons.step import BOOK
from zipingbiao.hosts.buttons.table import BUTTONS, Button
from zipingbiao.hosts.cli.main import run
from zipingbiao.hosts.excel.workbook_host import ExcelHost
from zipingbiao.package.address import cell_name
from zipingbiao.package.gate import open_package
from zipingbiao.resources import DEMO_LEDGER, workbook_path


class Person:
    """Answers the dialogs and keeps what was shown."""

    def __init__(self, file: Path | None = None, folder: Path | None = None, choice: int = 0) -> None:
        self.answers = (file, folder, choice)
        self.shown: list[tuple[str, str]] = []

    def show(self, title: str, text: str) -> None:
        self.shown.append((title, text))

    def file(self, title: str) -> Path:
        return self._answered(self.answers[0])

    def folder(self, title: str) -> Path:
        return self._answered(self.answers[1])

    def choose(self, title: str, options: Sequence[str]) -> int:
        return self.answers[2]

    @staticmethod
    def _answered(path: Path | None) -> Path:
        if path is None:
            raise Cancelled
        return path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("demo")
    assert run(["demo", "-o", str(folder), "--progress", "none", "--force"]) == 0
    return sorted(folder.iterdir())


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path / "home"))
    yield


class Desk:
    """A book, a person, and a host between them."""

    def __init__(self, path: Path, person: Person | None = None) -> None:
        self.book, self.person = open_book(path), person or Person()
        self.host = ExcelHost(self.book, self.person)

    def press(self, id: str) -> str:
        press(id, self.host)
        return str(self.book.app.status_bar)

    @property
    def sheet(self) -> Any:
        return self.book.sheets[0].api

    def picture(self) -> dict[str, Any]:
        """Everything a person can see: contents, fills, comments, heights, sheets, names."""
        wb = self.book.impl.wb
        cells = {
            (sheet.title, cell.coordinate): (
                cell.value,
                cell.fill.fgColor.rgb if cell.fill.fill_type else None,
                cell.comment.text if cell.comment else None,
            )
            for sheet in wb.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None or cell.fill.fill_type or cell.comment
        }
        heights = {(s.title, n): d.height for s in wb.worksheets for n, d in s.row_dimensions.items()}
        return {
            "cells": cells,
            "heights": heights,
            "names": sorted(set(wb.defined_names) - {BOOK}),
            "sheets": wb.sheetnames,
        }


@pytest.mark.parametrize("each", BUTTONS, ids=lambda each: each.id)
def test_every_button_says_what_it_did_and_can_be_taken_back(
    each: Button, demo: list[Path], tmp_path: Path
) -> None:
    """On a real form, by a person who closes every dialog."""
    desk = Desk(Path(shutil.copy(demo[2], tmp_path)))
    desk.sheet["H14"].value = desk.sheet["I14"].value = None
    before = desk.picture()
    assert desk.press(each.id)
    assert "程序内部出错" not in str(desk.person.shown)
    desk.press("undo")
    assert desk.picture() == before


@pytest.mark.parametrize("n", range(14))
def test_the_open_book_reads_as_the_closed_one(n: int, demo: list[Path]) -> None:
    here, closed = Desk(demo[n]).host.snapshot().sheets[0], read_snapshot(demo[n]).sheets[0]
    assert {at: (cell.value, cell.formula) for at, cell in here.cells.items()} == {
        at: (cell.value, cell.formula) for at, cell in closed.cells.items()
    }
    assert set(here.merges) == set(closed.merges)


@pytest.mark.parametrize("n", range(14))
def test_audit_marks_and_takes_all_of_it_back(n: int, demo: list[Path]) -> None:
    desk = Desk(demo[n])
    before = desk.picture()
    sentence = desk.press("check")
    assert sentence.startswith("审核完成：错误")
    marked = desk.picture()
    assert LIST in marked["sheets"]
    assert NAME in marked["names"]
    assert marked != before
    listed = desk.book.sheets[LIST].api
    assert [cell.value for cell in listed[1]] == [
        "处理",
        "级别",
        "编码",
        "位置",
        "填报",
        "应为",
        "问题",
        "怎么办",
    ]
    assert str(listed["D2"].value).startswith("=HYPERLINK(") or listed["D2"].value == "本表"
    again = desk.press("check")
    assert again == sentence
    assert desk.picture() == marked
    desk.press("unmark")
    assert desk.picture() == before


@pytest.mark.parametrize("n", range(14))
def test_undo_after_audit_gives_the_identical_book(n: int, demo: list[Path]) -> None:
    desk = Desk(demo[n])
    before = desk.picture()
    desk.press("check")
    assert desk.press("undo") == "已撤销“审核本表”。"
    assert desk.picture() == before
    assert desk.press("undo") == "没有可以撤销的操作。"


def test_score_fills_what_is_empty_and_keeps_what_was_typed(demo: list[Path]) -> None:
    """Row 1 of the first form: 100% of =100% → 10. Row 8 was typed 8 and stays."""
    desk = Desk(demo[0])
    desk.sheet["H13"].value = None
    desk.sheet["H20"].value = 8
    before = desk.picture()
    assert "总分97.94分" in desk.press("score")
    assert desk.sheet["H13"].value == '=PERF_SCORE(E13,F13,G13,O13,"/"&B13&C13&"/"&D13)'
    assert desk.sheet["H20"].value == 8
    desk.press("undo")
    assert desk.picture() == before


def test_plain_values_writes_no_formula(demo: list[Path]) -> None:
    desk = Desk(demo[0])
    desk.sheet["H13"].value = None
    assert "数值" in desk.press("plain_values")
    desk.press("score")
    assert desk.sheet["H13"].value == 10


def test_notes_are_written_and_taken_back(demo: list[Path]) -> None:
    desk = Desk(demo[2])
    assert "【请填写" in desk.sheet["I14"].value
    desk.sheet["I14"].value = None
    desk.sheet.row_dimensions[14].height = 12
    before = desk.picture()
    desk.press("narrate")
    assert "【请填写" in desk.sheet["I14"].value
    assert desk.sheet["I13"].value == before["cells"]["自评表", "I13"][0]
    desk.press("undo")
    assert desk.sheet["I14"].value is None


def test_undo_leaves_a_cell_that_somebody_changed_since(demo: list[Path]) -> None:
    desk = Desk(demo[2])
    desk.sheet["I14"].value = None
    desk.press("narrate")
    desk.sheet["I14"].value = "我自己写的"
    assert "I14等1处后来改过，没有撤销" in desk.press("undo")
    assert desk.sheet["I14"].value == "我自己写的"


def test_a_comment_and_a_colour_of_the_user_survive(demo: list[Path]) -> None:
    desk = Desk(demo[1])
    desk.book.sheets[0]["F22"].color = (1, 2, 3)
    desk.book.sheets[0]["F22"].add_note("局长已阅")
    desk.press("check")
    assert desk.book.sheets[0]["F22"].note.text == "局长已阅"
    assert desk.book.sheets[0]["F22"].color != (1, 2, 3)  # ours, whatever its severity
    desk.press("unmark")
    assert desk.book.sheets[0]["F22"].note.text == "局长已阅"
    assert desk.book.sheets[0]["F22"].color == (1, 2, 3)


def test_next_finding_walks_through_all_of_them(demo: list[Path]) -> None:
    desk = Desk(demo[6])
    seen = []
    for _ in range(30):
        desk.press("next_finding")
        seen.append(desk.book.selection.get_address(False, False))
    assert len(set(seen)) > 5
    assert seen[0] in seen[1:]


def test_why_says_how_a_score_comes_about(demo: list[Path]) -> None:
    desk = Desk(demo[0])
    desk.book.sheets[0]["H20"].select()
    desk.press("why")
    ((title, text),) = desk.person.shown
    assert title == "得分依据 H20"
    assert "8" in text
    desk.book.sheets[0]["A1"].select()
    assert "不是自评表的栏目" in desk.press("why") or desk.person.shown


def test_bulk_and_import_from_a_ledger(demo: list[Path], tmp_path: Path) -> None:
    desk = Desk(demo[0], Person(file=workbook_path(DEMO_LEDGER), folder=tmp_path / "出", choice=4))
    assert "写入14本自评表" in desk.press("bulk")
    assert len(list((tmp_path / "出").iterdir())) == 14
    assert "基础软件采购项目" in desk.press("from_ledger")
    assert desk.book.app.books[-1].name.endswith("基础软件采购项目.xlsx")


def test_final_is_refused_while_a_gap_is_left(demo: list[Path]) -> None:
    desk = Desk(demo[2])
    assert desk.press("final") == "生成报送版没有完成。"
    assert "【请填写" in desk.person.shown[0][1]


def finished(demo: list[Path], folder: Path) -> Path:
    """A form with nothing left to fill in."""
    package = open_package(demo[4])
    sheet = read_snapshot(demo[4]).sheets[0]
    said = "未开展满意度调查，扣1分。因人手不足未能组织问卷；2025年6月底前由办公室开展问卷调查。"
    edits = [
        Edit(EditKind.VALUE, sheet.name, cell_name(*at), cell.value, said)
        for at, cell in sheet.cells.items()
        if isinstance(cell.value, str) and "【请填写" in cell.value
    ]
    path = folder / "完成.xlsx"
    path.write_bytes(apply_edits(package, edits))
    return path


def test_final_of_a_finished_form(demo: list[Path], tmp_path: Path) -> None:
    desk = Desk(finished(demo, tmp_path))
    sentence = desk.press("final")
    made = list((tmp_path / "报送版").glob("*.xlsx"))
    assert len(made) == 1, (sentence, desk.person.shown)


@pytest.mark.parametrize("id", ["from_ledger", "bulk", "collect"])
def test_a_closed_dialog_changes_nothing(id: str, demo: list[Path]) -> None:
    desk = Desk(demo[0])
    assert desk.press(id) == "已取消，没有改动。"


def test_a_fault_becomes_a_sentence_and_a_log(demo: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(demo[0])
    monkeypatch.setattr(ExcelHost, "snapshot", lambda self: 1 / 0)
    assert desk.press("score") == "计算得分没有完成。"
    assert "zipingbiao.log" in desk.person.shown[0][1]
    assert "Traceback" not in desk.person.shown[0][1]


def test_the_pdf_holds_the_sheet_that_is_shown(demo: list[Path], tmp_path: Path) -> None:
    desk = Desk(finished(demo, tmp_path))
    assert desk.press("pdf").startswith("已导出"), desk.person.shown
    (made,) = (tmp_path / "PDF").glob("*.pdf")
    assert made.read_text("utf-8") == "%PDF 自评表"


def test_collect_reads_a_folder_back(demo: list[Path], tmp_path: Path) -> None:
    for path in demo:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    desk = Desk(demo[0], Person(folder=tmp_path))
    assert desk.press("collect").startswith("已汇总14张自评表")
    assert (tmp_path / "自评表汇总.xlsx").is_file()


@pytest.mark.parametrize("standing", [["自评表汇总.xlsx"], ["自评表汇总.xlsx", "自评表汇总（2）.xlsx"]])
def test_collect_writes_over_nothing(demo: list[Path], tmp_path: Path, standing: list[str]) -> None:
    """Whatever has the name already, of whomever it is: it stays, and the person is told."""
    (tmp_path / demo[0].name).write_bytes(demo[0].read_bytes())
    for name in standing:
        Workbook().save(tmp_path / name)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    desk = Desk(demo[0], Person(folder=tmp_path))
    told = desk.press("collect")
    made = tmp_path / f"自评表汇总（{len(standing) + 1}）.xlsx"
    assert told.endswith(f"{made}。文件夹里原有的自评表汇总.xlsx没有改动。")
    assert set(tmp_path.iterdir()) == {*before, made}
    assert all(path.read_bytes() == content for path, content in before.items())


def test_collect_again_reads_no_earlier_summary(demo: list[Path], tmp_path: Path) -> None:
    for path in demo[:2]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    desk = Desk(demo[0], Person(folder=tmp_path))
    for made in ("自评表汇总.xlsx", "自评表汇总（2）.xlsx", "自评表汇总（3）.xlsx"):
        told = desk.press("collect")
        assert told.startswith(f"已汇总2张自评表：{tmp_path / made}。")
