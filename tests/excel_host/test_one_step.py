"""A button is one step, on books as offices have them: protected, filtered, discussed, unsaved, copied, changed meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import Protection
from openpyxl.workbook.protection import WorkbookProtection

from excel_host.engine import ComError, Range, open_book
from excel_host.test_buttons import Desk
from zipingbiao.commands.mark import LIST
from zipingbiao.commands.record import NAME
from zipingbiao.hosts.buttons.step import BOOK
from zipingbiao.hosts.cli.main import run


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The third of the published forms: it has notes with gaps, and findings of all kinds."""
    folder = tmp_path_factory.mktemp("demo")
    assert run(["demo", "-o", str(folder), "--progress", "none", "--force"]) == 0
    return sorted(folder.iterdir())[2]


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path / "home"))
    yield


@pytest.fixture
def desk(source: Path, tmp_path: Path) -> Desk:
    made = Desk(Path(shutil.copy(source, tmp_path / "自评表.xlsx")))
    made.sheet["H14"].value = made.sheet["I14"].value = None
    return made


def shown(desk: Desk) -> str:
    return "\n".join(text for _, text in desk.person.shown)


@pytest.mark.parametrize("id", ["score", "check", "narrate"])
def test_a_protected_sheet_is_said_before_anything_is_written(id: str, desk: Desk) -> None:
    desk.sheet.protection.sheet = True
    for cell in ("H14", "I14"):
        desk.sheet[cell].protection = Protection(locked=True)
    before = desk.picture()
    desk.press(id)
    assert "工作表受保护" in shown(desk) and "撤销工作表保护" in shown(desk)
    assert "程序内部出错" not in shown(desk)
    assert desk.picture() == before
    assert BOOK not in desk.book.impl.wb.defined_names


def test_cells_that_are_not_locked_may_be_filled_on_a_protected_sheet(desk: Desk) -> None:
    from copy import copy

    desk.sheet.protection.sheet = True
    for row in desk.book.impl.wb.worksheets[0].iter_rows():
        for cell in row:
            protection = copy(cell.protection)
            protection.locked = False
            cell.protection = protection
    desk.press("score")
    assert desk.person.shown == []
    assert str(desk.sheet["H14"].value).startswith("=PERF_SCORE(")


def test_a_protected_structure_is_said_before_anything_is_written(desk: Desk) -> None:
    desk.book.impl.wb.security = WorkbookProtection(lockStructure=True)
    before = desk.picture()
    desk.press("check")
    assert "工作簿的结构受保护" in shown(desk)
    assert desk.picture() == before


@pytest.mark.parametrize("after", range(0, 30, 3))
@pytest.mark.parametrize("id", ["score", "check", "narrate"])
def test_a_step_that_fails_in_the_middle_leaves_nothing_behind(
    id: str, after: int, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel refuses one cell, after so many writes of whatever kind; then it takes everything again."""
    before = desk.picture()
    count = 0

    def counted(name: str) -> None:
        real = getattr(Range, name)

        def write(self: Range, value: Any) -> None:
            nonlocal count
            count += 1
            if count == after + 1:
                raise ComError("此操作无法完成")
            real.fset(self, value)

        monkeypatch.setattr(Range, name, property(real.fget, write))

    for name in ("formula", "color", "row_height"):
        counted(name)
    desk.press(id)
    if count <= after:
        return  # this button writes less than that
    assert "写不进去（此操作无法完成）" in shown(desk)
    assert "恢复了原样" in shown(desk)
    assert desk.picture() == before
    assert desk.press("undo") == "没有可以撤销的操作。"


def test_what_could_not_be_taken_back_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Range.color.fset
    calls = 0

    def write(self: Range, value: Any) -> None:
        nonlocal calls
        calls += 1
        if calls > 2:
            raise ComError("远程过程调用失败")
        real(self, value)

    monkeypatch.setattr(Range, "color", property(Range.color.fget, write))
    desk.press("check")
    assert "没能恢复：请不要保存" in shown(desk)


def test_a_failed_step_keeps_the_one_before_it(desk: Desk) -> None:
    before = desk.picture()
    desk.press("narrate")
    desk.sheet.protection.sheet = True
    desk.press("check")
    desk.sheet.protection.sheet = False
    assert desk.press("undo") == "已撤销“生成偏差原因及措施”。"
    assert desk.picture() == before


def test_undo_of_a_protected_sheet_can_be_tried_again(desk: Desk) -> None:
    before = desk.picture()
    desk.press("narrate")
    desk.sheet.protection.sheet = True
    assert desk.press("undo") == "撤销上次操作没有完成。"
    desk.sheet.protection.sheet = False
    assert desk.press("undo") == "已撤销“生成偏差原因及措施”。"
    assert desk.picture() == before


def test_undo_does_not_reach_into_another_unsaved_book(source: Path, tmp_path: Path) -> None:
    """Two books of one name on no disk, as Excel calls them: 工作簿1, in this session and in the next."""
    folders = [tmp_path / "甲", tmp_path / "乙"]
    desks = []
    for folder in folders:
        folder.mkdir()
        desk = Desk(Path(shutil.copy(source, folder / "工作簿1.xlsx")))
        desk.book.impl.path = Path("工作簿1")
        desks.append(desk)
    first, second = desks
    first.press("check")
    second.book.sheets[0]["H14"].color = (1, 2, 3)
    second.book.sheets.add(LIST)
    before = second.picture()
    assert second.press("undo") == "没有可以撤销的操作。"
    assert second.picture() == before


def test_undo_does_not_reach_into_a_copy(desk: Desk, tmp_path: Path) -> None:
    desk.press("check")
    desk.book.save(str(tmp_path / "副本.xlsx"))
    copy = Desk(tmp_path / "副本.xlsx")
    before = copy.picture()
    assert copy.press("undo") == "没有可以撤销的操作。"
    assert copy.picture() == before


def test_a_colour_put_on_since_stays(desk: Desk) -> None:
    sheet = desk.book.sheets[0]
    plain = {cell.coordinate for row in desk.sheet.iter_rows() for cell in row if not cell.fill.fill_type}
    desk.press("check")
    marked = next(a for a in sorted(plain) if desk.sheet[a].fill.fill_type)
    sheet[marked].color = (1, 2, 3)
    assert f"{marked}等1处后来改过" in desk.press("undo")
    assert sheet[marked].color == (1, 2, 3)


def test_a_note_written_over_ours_stays(desk: Desk) -> None:
    desk.press("check")
    noted = next(c for row in desk.sheet.iter_rows() for c in row if c.comment)
    noted.comment.text = "局长：此处请说明"
    assert f"{noted.coordinate}等1处后来改过" in desk.press("undo")
    assert noted.comment.text == "局长：此处请说明"


def test_a_list_that_somebody_wrote_into_stays(desk: Desk) -> None:
    desk.press("check")
    desk.book.sheets[LIST]["J2"].value = "已改"
    assert f"“{LIST}”表等1处后来改过" in desk.press("undo")
    assert desk.book.sheets[LIST]["J2"].value == "已改"


def test_a_record_of_a_later_marking_stays(desk: Desk) -> None:
    desk.press("check")
    desk.book.names.add(NAME, '={"别人的记录"}')
    assert NAME in desk.press("undo")
    assert desk.book.names[NAME].refers_to == '={"别人的记录"}'


def test_undo_of_clearing_brings_the_list_back(desk: Desk) -> None:
    desk.press("check")
    marked = desk.picture()
    desk.press("unmark")
    assert LIST not in desk.picture()["sheets"]
    assert desk.press("undo") == "已撤销“清除审核标记”。"
    assert desk.picture() == marked


def test_undo_of_a_second_audit_gives_the_first_one(desk: Desk) -> None:
    desk.press("check")
    marked = desk.picture()
    desk.sheet["F14"].value = "若干"
    desk.press("check")
    assert desk.picture() != marked
    desk.press("undo")
    desk.sheet["F14"].value = marked["cells"][desk.sheet.title, "F14"][0]
    assert desk.picture() == marked


def test_a_conversation_on_a_cell_is_left_alone(desk: Desk) -> None:
    clean = desk.picture()
    desk.press("check")
    noted = [(c.parent.title, c.coordinate) for row in desk.sheet.iter_rows() for c in row if c.comment]
    desk.press("undo")
    desk.book.impl.threaded = set(noted[:2])
    assert desk.press("check").startswith("审核完成")
    assert desk.person.shown == []
    assert all(desk.sheet[cell].comment is None for _, cell in noted[:2])
    assert all(desk.sheet[cell].comment is not None for _, cell in noted[2:])
    assert desk.press("undo") == "已撤销“审核本表”。"
    assert desk.picture() == clean


def test_filtered_rows_get_their_own_values(desk: Desk, source: Path, tmp_path: Path) -> None:
    """The same cells are written as without a filter."""
    plain = Desk(Path(shutil.copy(source, tmp_path / "没有筛选.xlsx")))
    for each in (desk, plain):
        for row in range(13, 20):
            each.sheet[f"H{row}"].value = None
    desk.sheet.auto_filter.ref = "A12:I20"
    for row in (14, 16):
        desk.sheet.row_dimensions[row].hidden = True
    for each in (desk, plain):
        each.press("score")
    assert [desk.sheet[f"H{n}"].value for n in range(13, 20)] == [
        plain.sheet[f"H{n}"].value for n in range(13, 20)
    ]


def test_a_hidden_row_stays_hidden(desk: Desk) -> None:
    desk.sheet.row_dimensions[14].hidden = True
    desk.press("narrate")
    assert "【请填写" in desk.sheet["I14"].value
    assert desk.sheet.row_dimensions[14].hidden


def test_a_column_of_the_user_is_left_alone(desk: Desk) -> None:
    for row in range(1, 25):
        desk.sheet.cell(row, 30).value = f"备注{row}"
    desk.press("check")
    desk.press("undo")
    assert [desk.sheet.cell(row, 30).value for row in range(1, 25)] == [f"备注{n}" for n in range(1, 25)]


def test_a_status_bar_that_fails_does_not_hide_what_was_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zipingbiao.hosts.excel.workbook_host import ExcelHost

    def refuse(self: ExcelHost, sentence: str) -> None:
        raise ComError("被呼叫方拒绝接收呼叫")

    monkeypatch.setattr(ExcelHost, "tell", refuse)
    desk.press("narrate")
    assert "写了" in shown(desk) or "说明" in shown(desk)


def test_macros_and_drawing_rest_for_the_time_of_a_step_only(desk: Desk) -> None:
    app = desk.book.app
    app.calculation = "semiautomatic"
    desk.press("check")
    assert (app.calculation, app.screen_updating, app.enable_events, app.display_alerts) == (
        "semiautomatic", True, True, True,
    )  # fmt: skip


def test_the_stand_in_refuses_as_excel_does(source: Path) -> None:
    book = open_book(source)
    sheet = book.sheets[0]
    book.impl.threaded = {(sheet.name, "E13")}
    with pytest.raises(ComError):
        sheet["E13"].api  # noqa: B018
        sheet.range("E13").impl.add_note("批注")
    with pytest.raises(ComError):
        sheet["F13"].formula = f'="{"长" * 8192}"'
    with pytest.raises(ComError):
        book.app.api.InputBox("选" * 256)
    sheet.api.protection.sheet = True
    with pytest.raises(ComError):
        sheet["A1"].formula = "1"
