"""Letters are kept: which, when, what they pointed out; 整改情况 comes back in either kind; waivers know their place."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desk.conftest import Cli, Handed, form_of

WATER, SCHOOL = "清河县水利局", "清河县教育局"
SLIP = 1
#: The second published form; JXT005 stands on one of its rows and has to be explained.
ANSWERED = "已向财政局说明，仍按批复填报"


def run(cli: Cli, tmp_path: Path, command: str, *arguments: object) -> Any:
    return cli("desk", tmp_path / "复核", command, *arguments, "--json").data


def rows_of(book: Path, sheet: str) -> list[dict[str, Any]]:
    page = load_workbook(book)[sheet]
    lines = [line for line in page.iter_rows(values_only=True) if any(line)]
    heads = next(n for n, line in enumerate(lines) if sum(cell is not None for cell in line) > 2)
    return [dict(zip(lines[heads], line, strict=True)) for line in lines[heads + 1 :]]


@pytest.fixture
def received(cli: Cli, handed: Handed, tmp_path: Path) -> Path:
    handed("一/水利/表.xlsx", form_of(SLIP, WATER))
    handed("一/教育/表.xlsx", form_of(2, SCHOOL))
    cli("desk", tmp_path / "复核", "receive", tmp_path / "一", "--date", "2025-03-01")
    return tmp_path / "复核"


def test_letters_are_kept_shown_and_exported(cli: Cli, received: Path, tmp_path: Path) -> None:
    assert run(cli, tmp_path, "status")["letters"] == []
    done = run(cli, tmp_path, "letters", "-o", tmp_path / "信", "--format", "xlsx")
    kept = run(cli, tmp_path, "status")["letters"]
    assert [each["unit"] for each in kept] == [each["unit"] for each in done["units"]]
    for each, letter in zip(kept, done["units"], strict=True):
        assert (each["round"], each["forms"], each["returned"]) == (1, letter["forms"], letter["returned"])
        assert each["files"] == f"退回意见-{letter['unit']}.xlsx"
        assert each["items"] == sum(section["items"] for section in letter["sections"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", each["day"])
    # Written anew after the same round they are still one a unit.
    run(cli, tmp_path, "letters", "-o", tmp_path / "信", "--format", "both", "--force")
    again = run(cli, tmp_path, "status")["letters"]
    assert [each["unit"] for each in again] == [each["unit"] for each in kept]
    assert again[0]["files"] == f"退回意见-{again[0]['unit']}.docx、退回意见-{again[0]['unit']}.xlsx"
    cli("desk", received, "export", "-o", tmp_path / "登记.xlsx")
    assert [line["文件"] for line in rows_of(tmp_path / "登记.xlsx", "退回意见")] == [
        each["files"] for each in again
    ]
    said = cli("desk", received, "status").out
    assert f"第 1 次收表后写了退回意见 {len(again)} 份（{again[0]['day']}）" in said


def fill_docx(path: Path, code_id: str) -> None:
    from docx import Document

    letter = Document(str(path))
    for table in letter.tables:
        for row in table.rows:
            if code_id in row.cells[2].text:
                row.cells[-1].text = ANSWERED
    letter.save(str(path))


def fill_xlsx(path: Path, code_id: str) -> None:
    book = load_workbook(path)
    for page in book.worksheets:
        for line in page.iter_rows():
            if any(cell.value == code_id for cell in line):
                heads = [cell.value for cell in page[2]]
                line[heads.index("整改情况")].value = ANSWERED
    book.save(path)


@pytest.mark.parametrize(("kind", "fill"), [("docx", fill_docx), ("xlsx", fill_xlsx)])
def test_what_the_unit_wrote_in_a_letter_comes_back_and_the_letter_is_cited(
    cli: Cli, received: Path, handed: Handed, tmp_path: Path, kind: str, fill: Any
) -> None:
    run(cli, tmp_path, "letters", "-o", tmp_path / "信", "--format", kind)
    letter = tmp_path / "信" / f"退回意见-{WATER}.{kind}"
    cli("desk", received, "export", "-o", tmp_path / "登记.xlsx")
    (told,) = [line for line in rows_of(tmp_path / "登记.xlsx", "问题") if line["规则"] == "JXT005"]
    back = handed("二/水利/表.xlsx", form_of(SLIP, WATER, goals={"expected": "不变", "actual": "改了"}))
    (back.parent / letter.name).write_bytes(letter.read_bytes())
    fill(back.parent / letter.name, told["编号"])
    run(cli, tmp_path, "again", tmp_path / "二")
    cli("desk", received, "export", "-o", tmp_path / "登记.xlsx", "--force")
    (answer,) = rows_of(tmp_path / "登记.xlsx", "整改情况")
    assert (answer["编号"], answer["整改情况"]) == (told["编号"], ANSWERED)
    day = run(cli, tmp_path, "status")["letters"][0]["day"]
    run(cli, tmp_path, "letters", "-o", tmp_path / "信二", "--format", "xlsx")
    texts = [
        str(cell)
        for page in load_workbook(tmp_path / "信二" / f"退回意见-{WATER}.xlsx").worksheets
        for line in page.iter_rows(values_only=True)
        if "JXT005" in line
        for cell in line
    ]
    assert f"上次指出仍未改（见{day}的{letter.name}）；上次填的整改情况：{ANSWERED}" in texts


#: The first form's total and its first part print the same wrong rate: two findings of JXB001 on the same words.
def two_alike(**changes: Any) -> dict[str, Any]:
    form = form_of(0, WATER, **changes)
    for line in form["funds"][:2]:
        line["rate"] = "88.00%"
    return form


def wrong_rates(cli: Cli, tmp_path: Path) -> dict[str, str]:
    """Cell → state of the findings of JXB001 on the forms that count."""
    cli("desk", tmp_path / "复核", "export", "-o", tmp_path / "登记.xlsx", "--force")
    lines = rows_of(tmp_path / "登记.xlsx", "问题")
    return {line["编号"]: line["状态"] for line in lines if line["规则"] == "JXB001"}


def test_a_waiver_is_for_one_place_and_goes_along_with_it(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    handed("一/表.xlsx", two_alike())
    run(cli, tmp_path, "receive", tmp_path / "一")
    _, second = wrong_rates(cli, tmp_path)
    run(cli, tmp_path, "waive", second, "--reason", "系统如此", "--who", "李复核")
    assert list(wrong_rates(cli, tmp_path).values()) == ["待处理", "已豁免"]
    handed("二/表.xlsx", two_alike(goals={"expected": "不变", "actual": "改了"}))
    run(cli, tmp_path, "again", tmp_path / "二")
    assert list(wrong_rates(cli, tmp_path).values()) == ["上次指出仍未改", "已豁免"]
    (kept,) = rows_of(tmp_path / "登记.xlsx", "豁免")
    assert kept["位置"]


def test_a_request_is_answered_by_a_waiver_of_what_it_names(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    handed("一/表.xlsx", two_alike(), waiver=("JXB001", "", "88.00%", "系统如此", "张三", "2025-01-01"))
    water = run(cli, tmp_path, "receive", tmp_path / "一")["status"]["units"][0]
    assert water["requested"] == 1
    for n, id in enumerate(wrong_rates(cli, tmp_path)):
        run(cli, tmp_path, "waive", id, "--reason", "同意", "--who", "李复核")
        # One of two that it names is not all that was asked for.
        assert run(cli, tmp_path, "status")["units"][0]["requested"] == 1 - n
    cli("desk", tmp_path / "复核", "export", "-o", tmp_path / "登记.xlsx", "--force")
    assert [line["情况"] for line in rows_of(tmp_path / "登记.xlsx", "申请豁免")] == ["已同意"]


def test_a_register_of_the_first_version_is_made_one_of_today(
    cli: Cli, handed: Handed, tmp_path: Path
) -> None:
    handed("一/表.xlsx", two_alike(), waiver=("JXB001", "", "88.00%", "系统如此", "张三", "2025-01-01"))
    run(cli, tmp_path, "receive", tmp_path / "一")
    before = run(cli, tmp_path, "status")
    (file,) = (tmp_path / "复核").glob("*.sqlite")
    connection = sqlite3.connect(file)
    for statement in (
        "DROP TABLE asked", "DROP TABLE letters", "DROP TABLE pointed", "ALTER TABLE waivers DROP COLUMN place",
        "ALTER TABLE files DROP COLUMN digest",
        "UPDATE meta SET value = '1' WHERE key = 'version'",
    ):  # fmt: skip
        connection.execute(statement)
    connection.commit()
    connection.close()
    assert run(cli, tmp_path, "status") == before
    assert len(run(cli, tmp_path, "letters", "-o", tmp_path / "信", "--format", "xlsx")["units"]) == 1


def test_a_form_without_a_unit_is_told_and_an_alias_settles_it(
    cli: Cli, handed: Handed, tmp_path: Path
) -> None:
    handed("一/水利/甲.xlsx", form_of(2, "", department=""))
    handed("一/散/乙.xlsx", form_of(3, WATER))
    shown = run(cli, tmp_path, "receive", tmp_path / "一")["status"]
    assert [(each["unit"], each["file"]) for each in shown["by_folder"]] == [("水利", "水利/甲.xlsx")]
    said = cli("desk", tmp_path / "复核", "status").out
    assert "没有写实施单位、按文件夹归的表（1）" in said
    assert "水利/甲.xlsx" in said
    run(cli, tmp_path, "alias", "水利", WATER)
    units = run(cli, tmp_path, "status")["units"]
    assert [(each["name"], each["forms"]) for each in units] == [(WATER, 2)]
    handed("二/水利/甲.xlsx", form_of(2, "", department="", goals={"expected": "不变", "actual": "改了"}))
    assert [each["unit"] for each in run(cli, tmp_path, "again", tmp_path / "二")["forms"]] == [WATER]


def test_one_named_file_in_no_folder_of_a_unit_is_told_as_nobodys(
    cli: Cli, handed: Handed, tmp_path: Path
) -> None:
    handed("一/甲.xlsx", form_of(2, "", department=""))
    shown = run(cli, tmp_path, "receive", tmp_path / "一")["status"]
    assert [each["unit"] for each in shown["by_folder"]] == [None]
    assert "不知道是哪个单位的" in cli("desk", tmp_path / "复核", "status").out
