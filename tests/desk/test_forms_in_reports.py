"""A form in a file that says it is one of our reports: pasted into the letter that comes back, or hidden under its name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from desk.conftest import Cli, Handed, form_of
from workbook_read.books import draw

WATER = "清河县水利局"
CLOUD = 2
#: Every workbook that this tool writes about forms: `{}` the folder, `@` the file.
REPORTS = {
    "审核报告": ("check", "{}", "--report", "@"),
    "汇总表": ("collect", "{}", "-o", "@"),
    "自评报告": ("report", "{}", "-o", "@"),
    "佐证材料清单": ("evidence", "{}", "-o", "@"),
}


def mended(n: int) -> dict[str, Any]:
    form = form_of(n, WATER)
    form["indicators"][0]["note"] = "照退回意见改过"
    return form


def letter(cli: Cli, handed: Handed, tmp_path: Path, ending: str = "xlsx") -> Path:
    """The letter about one form."""
    form = form_of(CLOUD, WATER)
    form["indicators"][0]["score"] = "99"
    handed("一/1.xlsx", form)
    cli("desk", tmp_path / "复核", "receive", tmp_path / "一")
    cli("desk", tmp_path / "复核", "letters", "-o", tmp_path / "信", "--format", ending)
    return tmp_path / "信" / f"退回意见-{WATER}.{ending}"


def paste(path: Path, form: dict[str, Any], target: Path, state: str = "visible") -> None:
    book = load_workbook(path)
    sheet = book.create_sheet("自评表")
    draw(sheet, form)
    sheet.sheet_state = state
    target.parent.mkdir(exist_ok=True)
    book.save(target)


def test_the_form_in_a_letter_is_the_resubmission(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    path = letter(cli, handed, tmp_path)
    book = load_workbook(path)
    page = book["本次可改"]
    (head,) = [row for row in page.iter_rows() if any(cell.value == "整改情况" for cell in row)]
    (column,) = [cell.column for cell in head if cell.value == "整改情况"]
    page.cell(head[0].row + 1, column, "已改")
    book.save(path)
    paste(path, mended(CLOUD), tmp_path / "二/退回意见.xlsx")
    data = cli("desk", tmp_path / "复核", "again", tmp_path / "二", "--json").data
    assert [(each["file"], each["state"]) for each in data["forms"]] == [("退回意见.xlsx", "现行")]
    assert len(data["compared"]) == 1
    assert data["status"]["not_again"] == []
    (file,) = data["files"]
    assert (file["state"], file["forms"]) == ("读出", 1)
    assert "退回意见" in file["reason"]
    # What was filled into the letter is still read.
    cli("desk", tmp_path / "复核", "export", "-o", tmp_path / "登记.xlsx")
    words = [cell for page in load_workbook(tmp_path / "登记.xlsx") for row in page.values for cell in row]
    assert "已改" in words


def test_a_hidden_form_in_a_letter_is_told(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    paste(letter(cli, handed, tmp_path), mended(CLOUD), tmp_path / "二/退回意见.xlsx", "hidden")
    result = cli("desk", tmp_path / "复核", "again", tmp_path / "二", "--json")
    (file,) = result.data["files"]
    assert file["state"] == "没有读出"
    assert "隐藏的工作表“自评表”" in file["reason"]
    assert result.code == 1


def test_a_letter_alone_stays_left_out(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    for ending in ("xlsx", "docx"):
        letter(cli, handed, tmp_path, ending)
    data = cli("desk", tmp_path / "复核", "again", tmp_path / "信", "--json").data
    assert data["forms"] == []
    assert {each["state"] for each in data["files"]} == {"跳过"}


def test_the_form_in_a_word_letter_is_read(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    from docx import Document

    path = letter(cli, handed, tmp_path, "docx")
    handed("改/1.xlsx", mended(CLOUD))
    cli("export", tmp_path / "改", "--to", "docx", "-o", tmp_path / "改.docx")
    document = Document(str(path))
    for element in list(Document(str(tmp_path / "改.docx")).element.body):
        if not element.tag.endswith("sectPr"):
            document.element.body.insert(len(document.element.body) - 1, element)
    (tmp_path / "二").mkdir()
    document.save(str(tmp_path / "二/退回意见.docx"))
    data = cli("desk", tmp_path / "复核", "again", tmp_path / "二", "--json").data
    assert [each["state"] for each in data["forms"]] == ["现行"]


@pytest.mark.parametrize("kind", REPORTS)
def test_a_form_in_any_report_counts(cli: Cli, handed: Handed, tmp_path: Path, kind: str) -> None:
    handed("一/1.xlsx", form_of(CLOUD, WATER))
    out = tmp_path / "报告.xlsx"
    cli(*(str(each).replace("{}", str(tmp_path / "一")).replace("@", str(out)) for each in REPORTS[kind]))
    paste(out, mended(3), tmp_path / "二/报告.xlsx")
    data = cli("collect", tmp_path / "二", "-o", tmp_path / "总.xlsx", "--json").data
    (project,) = data["projects"]
    assert project["name"] == form_of(3, WATER)["name"]
    assert any(kind in each["message"] for each in data["remarks"])


@pytest.mark.parametrize("kind", ["审核报告", "一体化导入表", "没有过的东西"])
def test_a_form_that_calls_itself_a_report_is_a_form(cli: Cli, tmp_path: Path, kind: str) -> None:
    book = Workbook()
    draw(book.worksheets[0], form_of(CLOUD, WATER))
    book.properties.category = f"zipingbiao {kind}"
    (tmp_path / "一").mkdir()
    book.save(tmp_path / "一/1.xlsx")
    data = cli("desk", tmp_path / "复核", "receive", tmp_path / "一", "--json").data
    assert [each["state"] for each in data["forms"]] == ["现行"]
    assert cli("check", tmp_path / "一/1.xlsx", "--json").data["forms"]
