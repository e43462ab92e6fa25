"""What a reviewer wrote on copies reaches the letter of the very form that was copied, and none of it is lost in silence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desk.conftest import Cli, Handed, form_of

WATER, SCHOOL = "清河县水利局", "清河县教育局"
CLOUD, RENT = 2, 3


def write_on(path: Path, heading: str, label: str, text: str) -> None:
    """Into the column of that heading, in the row whose first cells hold the label."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    (column,) = {cell.column for row in sheet.iter_rows() for cell in row if cell.value == heading}
    row = next(cell.row for row in sheet.iter_rows() for cell in row if label in str(cell.value))
    sheet.cell(row, column).value = text
    book.save(path)


def drafts(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    """The same project twice; the file 新 is the later one."""
    other = form_of(RENT, WATER)
    other["indicators"][0]["note"] = "另一稿"
    os.utime(handed("一/旧.xlsx", form_of(RENT, WATER)), (1_700_000_000, 1_700_000_000))
    os.utime(handed("一/新.xlsx", other), (1_700_100_000, 1_700_100_000))
    cli("desk", tmp_path / "复核", "receive", tmp_path / "一")
    assert cli("review", tmp_path / "一", "-o", tmp_path / "副本").code == 0


def letters(cli: Cli, tmp_path: Path, *more: object) -> Any:
    out = tmp_path / "信"
    return cli("desk", tmp_path / "复核", "letters", "-o", out, "--format", "xlsx", "--force", *more)


def opinions_of(tmp_path: Path) -> str:
    book = load_workbook(tmp_path / "信" / f"退回意见-{WATER}.xlsx")
    return str(list(book["复核意见"].values)) if "复核意见" in book.sheetnames else ""


def row_of(form: int, n: int) -> str:
    return str(form_of(form, WATER)["indicators"][n]["level3"])


def test_an_opinion_on_a_draft_is_not_one_on_the_form(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    drafts(cli, handed, tmp_path)
    write_on(tmp_path / "副本/旧.xlsx", "复核意见", row_of(RENT, 0), "旧稿的意见")
    result = letters(cli, tmp_path, "--opinions", tmp_path / "副本")
    assert result.code == 1
    assert "旧.xlsx：是第1次收到的“旧.xlsx”（旧稿）的副本" in result.err
    assert "旧稿的意见" not in opinions_of(tmp_path)
    write_on(tmp_path / "副本/新.xlsx", "复核意见", row_of(RENT, 0), "新稿的意见")
    (tmp_path / "副本/旧.xlsx").unlink()
    assert letters(cli, tmp_path, "--opinions", tmp_path / "副本").code == 0
    assert "新稿的意见" in opinions_of(tmp_path)


def test_a_copy_of_nothing_is_told(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    handed("一/1.xlsx", form_of(RENT, WATER))
    cli("desk", tmp_path / "复核", "receive", tmp_path / "一")
    handed("别处/2.xlsx", form_of(CLOUD, SCHOOL))
    cli("review", tmp_path / "别处", "-o", tmp_path / "副本")
    write_on(tmp_path / "副本/2.xlsx", "复核得分", row_of(CLOUD, 0), "1")
    result = letters(cli, tmp_path, "--opinions", tmp_path / "副本")
    assert (result.code, "没有与它对应的表" in result.err) == (1, True)


@pytest.mark.parametrize(
    ("heading", "label", "text"),
    [
        ("复核意见", "总分", "总分偏高，请核对"),
        ("复核得分", "总分", "80"),
        ("偏离度", "三级指标行", "12%"),
        ("整改情况", "三级指标行", "应补验收单"),
    ],
)
def test_every_column_and_row_reaches_the_letter(
    cli: Cli, handed: Handed, tmp_path: Path, heading: str, label: str, text: str
) -> None:
    handed("一/1.xlsx", form_of(RENT, WATER))
    cli("desk", tmp_path / "复核", "receive", tmp_path / "一")
    cli("review", tmp_path / "一", "-o", tmp_path / "副本")
    where = row_of(RENT, 0) if label == "三级指标行" else label
    write_on(tmp_path / "副本/1.xlsx", heading, where, text)
    assert letters(cli, tmp_path, "--opinions", tmp_path / "副本").code == 0
    assert text in opinions_of(tmp_path)


def test_an_opinion_stays_after_a_resubmission(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    handed("一/1.xlsx", form_of(RENT, WATER))
    cli("desk", tmp_path / "复核", "receive", tmp_path / "一")
    cli("review", tmp_path / "一", "-o", tmp_path / "副本")
    write_on(tmp_path / "副本/1.xlsx", "复核意见", row_of(RENT, 0), "没有见到验收单")
    letters(cli, tmp_path, "--opinions", tmp_path / "副本")
    later = form_of(RENT, WATER)
    later["indicators"][0]["note"] = "补充说明"
    handed("二/1.xlsx", later)
    cli("desk", tmp_path / "复核", "again", tmp_path / "二")
    letters(cli, tmp_path)
    text = opinions_of(tmp_path)
    assert "没有见到验收单" in text
    assert "（对上次报的表）" in text


def test_review_tells_of_drafts_and_of_what_it_could_not_read(
    cli: Cli, handed: Handed, tmp_path: Path
) -> None:
    drafts(cli, handed, tmp_path)
    (tmp_path / "一/坏.xlsx").write_bytes(b"PK\x03\x04 not a package")
    (tmp_path / "一/空.xlsx").write_bytes(b"")
    (tmp_path / "一/包.zip").write_bytes(b"PK\x05\x06" + b"\0" * 18)
    result = cli("review", tmp_path / "一", "-o", tmp_path / "副本", "--force")
    assert result.code == 1
    for name in ("坏.xlsx", "空.xlsx", "包.zip"):
        assert name in result.err
    (line,) = [line for line in result.out.splitlines() if "旧.xlsx" in line and "新.xlsx" in line]
    assert "更新的一稿" in line


@pytest.mark.parametrize("name", ["水利局", "清河县水利局（本级）", "001-清河县水利局", "河东水务"])
def test_one_unit_by_any_of_its_names(cli: Cli, handed: Handed, tmp_path: Path, name: str) -> None:
    handed("一/水利/1.xlsx", form_of(RENT, WATER))
    handed("一/教育/1.xlsx", form_of(CLOUD, SCHOOL))
    handed("一/水利/2.xlsx", form_of(CLOUD, "河东水务"))
    cli("desk", tmp_path / "复核", "receive", tmp_path / "一")
    assert cli("desk", tmp_path / "复核", "alias", "河东水务", WATER).code == 0
    assert letters(cli, tmp_path, "--unit", name).code == 0
    assert [path.name for path in (tmp_path / "信").iterdir()] == [f"退回意见-{WATER}.xlsx"]


@pytest.mark.parametrize("name", ["清河县林业局", "清河县"])
def test_a_unit_that_nobody_knows_is_refused(cli: Cli, handed: Handed, tmp_path: Path, name: str) -> None:
    handed("一/水利/1.xlsx", form_of(RENT, WATER))
    handed("一/教育/1.xlsx", form_of(CLOUD, SCHOOL))
    cli("desk", tmp_path / "复核", "receive", tmp_path / "一")
    result = letters(cli, tmp_path, "--unit", name)
    assert result.code == 2
    assert name in result.err
