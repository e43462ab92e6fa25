"""A 说明 cell merged over several rows: every row's note stands in it, what a person wrote there stays."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from cli.conftest import Cli
from workbook_read.books import FORMS, draw

FORM = FORMS[2]  # rows 1, 2 and 6 lost points, as published
NAMES = ["".join(row["level3"].split()) for row in FORM["indicators"]]
LOST = (1, 2, 6)


def form_with(folder: Path, first: int, last: int, note: str = "") -> tuple[Path, int]:
    """The form without notes, but for `note` in the cell of rows `first` to `last` (from 1); and the row of that cell."""
    form = copy.deepcopy(FORM)
    for row in form["indicators"]:
        row["note"] = ""
    book = Workbook()
    sheet = book.worksheets[0]
    draw(sheet, form)
    top = next(r for r in range(1, 40) if sheet.cell(r, 4).value == FORM["indicators"][0]["level3"])
    at = top + first - 1
    sheet.merge_cells(start_row=at, start_column=9, end_row=top + last - 1, end_column=9)
    sheet.cell(at, 9).value = note or None
    path = folder / "表.xlsx"
    book.save(path)
    return path, at


def noted(path: Path, row: int) -> str:
    return str(load_workbook(path).worksheets[0].cell(row, 9).value or "")


def in_turn(cli: Cli, path: Path, row: int) -> list[str]:
    """The cell after the notes were written, written again, and written anew."""
    texts = []
    for more in ((), (), ("--replace",)):
        assert cli("narrate", path, "--write", *more).code == 0
        texts.append(noted(path, row))
    return texts


@pytest.mark.parametrize(("first", "last"), [(1, 6), (1, 2), (2, 6), (5, 6), (2, 3)])
def test_every_row_that_needs_one_has_its_note_there(cli: Cli, tmp_path: Path, first: int, last: int) -> None:
    path, at = form_with(tmp_path, first, last)
    said = cli("narrate", path, "--json").data["forms"][0]["notes"]
    texts = {note["n"]: note["text"] for note in said if note["required"]}
    once, again, anew = in_turn(cli, path, at)
    due = [n for n in LOST if first <= n <= last]
    assert once == "\n".join(f"第{n}行“{NAMES[n - 1]}”：{texts[n]}" for n in due)
    assert (again, anew) == (once, once)
    told = cli("narrate", path, "--json").data["forms"][0]["notes"]
    assert {note["n"]: note["text"] for note in told if note["required"]} == texts


def test_as_many_are_said_to_be_written_as_are_there(cli: Cli, tmp_path: Path) -> None:
    path, _ = form_with(tmp_path, 1, 6)
    assert "（写入3处）" in cli("narrate", path, "--write").err
    assert "（写入0处）" in cli("narrate", path, "--write").err


@pytest.mark.parametrize(
    "note", ["第2项因财政资金未到位，6月底前补付；第6项未做问卷。", "资金到位晚", "第9行“别的”：晚了"]
)
def test_what_a_person_wrote_for_all_rows_stays(cli: Cli, tmp_path: Path, note: str) -> None:
    path, at = form_with(tmp_path, 1, 6, note)
    assert in_turn(cli, path, at) == [note] * 3
    assert "第1、2、6行的说明请写进这一格" in cli("narrate", path, "--write", "--replace").err


def test_a_formula_of_the_unit_stays_and_is_told_in_one_line(cli: Cli, tmp_path: Path) -> None:
    path, at = form_with(tmp_path, 1, 6, '=""&""')
    told = [line for line in cli("narrate", path, "--write").err.splitlines() if "是公式，没有改动" in line]
    assert len(told) == 1
    assert all(f"第{n}行“" in told[0] for n in LOST)
    assert noted(path, at) == '=""&""'


def test_a_word_of_the_unit_in_the_line_of_its_row_stays_with_that_row(cli: Cli, tmp_path: Path) -> None:
    path, at = form_with(tmp_path, 2, 6)
    cli("narrate", path, "--write")
    gap = "【请填写：是否开展满意度调查，未开展的原因】"
    assert gap in noted(path, at)
    book = load_workbook(path)
    cell = book.worksheets[0].cell(at, 9)
    cell.value = str(cell.value).replace(gap, "因系统升级推迟，未开展满意度调查")
    book.save(path)
    once, again, anew = in_turn(cli, path, at)
    assert once == again
    for text in (once, anew):
        first, second = text.splitlines()
        assert "系统升级" in second
        assert "系统升级" not in first


def test_the_line_of_a_row_that_needs_none_any_more_goes(cli: Cli, tmp_path: Path) -> None:
    path, at = form_with(tmp_path, 2, 6)
    cli("narrate", path, "--write")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.cell(at, 8).value = FORM["indicators"][1]["weight"]
    book.save(path)
    cli("narrate", path, "--write")
    assert noted(path, at).startswith("第6行")
