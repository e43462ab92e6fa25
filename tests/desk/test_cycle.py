"""The whole cycle with planted cheats: each is told by its name, and none of them makes a finding go away."""

from __future__ import annotations

import copy
import os
import re
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from desk.conftest import Cli, Handed, form_of
from workbook_read.books import draw

WATER, SCHOOL = "清河县水利局", "清河县教育局"
#: Form 2 has one error, JXT005 in its tenth row; 99 points in a row of 20 and 15 are errors too.
SLIP, CLOUD, RENT, SAFETY = 1, 2, 3, 4


@pytest.fixture
def first(handed: Handed, tmp_path: Path) -> Path:
    """Round one: four projects of two units, one unit written in three ways, a copy, a file that is none."""
    handed(
        "一/水利/绩效自评表（2）定稿.xlsx",
        form_of(SLIP, WATER),
        ("JXT005", "", "", "批复如此", "张三", "2025-01-01"),
    )
    cloud = form_of(CLOUD, f"{WATER}（本级）")
    cloud["indicators"][3]["score"] = "99"
    handed("一/水利/扩展.xlsx", cloud)
    rent = handed("一/水利/租用.xlsx", form_of(RENT, f"205001 {WATER}"))
    shutil.copy(rent, rent.with_name("租用 - 副本.xlsx"))
    safety = form_of(SAFETY, SCHOOL)
    safety["indicators"][0]["score"] = "99"
    handed("一/教育/绩效自评表（2）定稿.xlsx", safety)
    (tmp_path / "一/教育/坏.xlsx").write_bytes(b"PK\x03\x04 not a package")
    return tmp_path / "一"


def unit(data: dict[str, Any], key: str) -> dict[str, Any]:
    (found,) = [each for each in data["units"] if each["key"] == key]
    return dict(found)


def received(cli: Cli, first: Path, tmp_path: Path, *more: object) -> dict[str, Any]:
    result = cli("desk", tmp_path / "复核", "receive", first, "--date", "2025-03-01", "--json", *more)
    assert result.code in (0, 1), result.err
    return dict(result.data)


def test_what_came_in(cli: Cli, first: Path, tmp_path: Path) -> None:
    data = received(cli, first, tmp_path)
    states = {each["file"]: each["state"] for each in data["files"]}
    assert states["教育/坏.xlsx"] == "没有读出"
    assert sum(state == "读出" for state in states.values()) == 5
    # Three ways of writing one unit; the copy is counted once.
    water = unit(data["status"], WATER)
    assert (water["forms"], water["name"]) == (3, WATER)
    copies = [each for each in data["forms"] if each["state"] == "重复"]
    assert [each["file"] for each in copies] == ["水利/租用 - 副本.xlsx"]
    # The file that could not be read lies among the forms of one unit.
    assert unit(data["status"], SCHOOL)["unread"] == 1


def test_a_units_own_waiver_is_a_request(cli: Cli, first: Path, tmp_path: Path) -> None:
    water = unit(received(cli, first, tmp_path)["status"], WATER)
    assert water["requested"] == 1
    assert water["waived"] == 0
    assert water["errors"] >= 2  # JXT005 counts, beside the 99 points


def again(cli: Cli, tmp_path: Path) -> dict[str, Any]:
    result = cli("desk", tmp_path / "复核", "again", tmp_path / "二", "--date", "2025-03-20", "--json")
    assert result.code == 1, result.err
    return dict(result.data)


def of(data: dict[str, Any], file: str) -> dict[str, Any]:
    (found,) = [each for each in data["compared"] if each["new"]["file"] == file]
    return dict(found)


def test_every_cheat_of_a_resubmission_is_told_by_its_name(
    cli: Cli, first: Path, handed: Handed, tmp_path: Path
) -> None:
    received(cli, first, tmp_path)
    deleted = form_of(SLIP, WATER)
    del deleted["indicators"][9]
    handed("二/水利/全部改好.xlsx", deleted)  # renamed as well
    emptied = form_of(CLOUD, f"{WATER}(本级)")  # with other brackets
    emptied["indicators"][3]["score"] = ""
    handed("二/水利/扩展.xlsx", emptied)
    lowered = form_of(RENT, WATER)
    lowered["indicators"][4]["target"] = "≥60%"
    handed("二/水利/租用.xlsx", lowered)
    mended = form_of(SAFETY, SCHOOL)
    handed("二/教育/重报.xlsx", mended)
    data = again(cli, tmp_path)
    assert len(data["compared"]) == 4
    assert {each["paired"] for each in data["forms"]} == {"项目名称和单位"}

    row = of(data, "水利/全部改好.xlsx")
    assert [(c["label"], c["after"]) for c in row["approved"]] == [("整行", "删除")]
    hidden = {each["code"]: each["why"] for each in row["findings"]["hidden"]}
    assert "这一行被删除" in hidden["JXT005"]
    assert "JXT005" not in {each["code"] for each in row["findings"]["gone"]}

    cell = of(data, "水利/扩展.xlsx")
    hidden = {each["code"]: each["why"] for each in cell["findings"]["hidden"]}
    assert hidden["JXS003"] == "第4行的得分被删空"
    assert cell["approved"] == []

    target = of(data, "水利/租用.xlsx")
    (change,) = target["approved"]
    assert (change["label"], change["before"], change["after"]) == ("年度指标值", "≥95%", "≥60%")

    honest = of(data, "教育/重报.xlsx")
    assert "JXS003" in {each["code"] for each in honest["findings"]["gone"]}
    assert honest["approved"] == honest["findings"]["hidden"] == []

    first_of_all = data["status"]["first"]
    assert sum(text.startswith("批复内容被改") for text in first_of_all) == 2
    assert any("这一行被删除" in text and "JXT005" in text for text in first_of_all)
    water = unit(data["status"], WATER)
    assert (water["forms"], water["approved"]) == (3, 2)
    assert water["hidden"] >= 2
    assert data["status"]["units"][0]["key"] == WATER  # what must be looked at comes first


def test_an_unchanged_resubmission_says_what_is_open(
    cli: Cli, first: Path, handed: Handed, tmp_path: Path
) -> None:
    received(cli, first, tmp_path)
    handed("二/水利/绩效自评表（2）定稿.xlsx", form_of(SLIP, WATER))
    result = cli("desk", tmp_path / "复核", "again", tmp_path / "二", "--json")
    (same,) = result.data["compared"]
    assert same["same"] is True
    assert same["findings"]["open"] == same["findings"]["kept"] > 0
    assert unit(result.data["status"], WATER)["still"] > 0


def test_a_waiver_holds_for_what_it_waived_and_ends_with_it(
    cli: Cli, first: Path, handed: Handed, tmp_path: Path
) -> None:
    received(cli, first, tmp_path)
    desk = tmp_path / "复核"
    rows = sqlite3.connect(desk / "复核登记.sqlite").execute("SELECT id FROM findings WHERE code = 'JXT005'")
    (id,) = [row[0] for row in rows]
    done = cli("desk", desk, "waive", id, "--reason", "批复文件即如此", "--who", "李明")
    assert done.code == 0, done.err
    before = unit(cli("desk", desk, "status", "--json").data, WATER)
    assert before["waived"] == 1
    # Carried over a resubmission that leaves the row and the money as they were …
    kept = form_of(SLIP, WATER)
    kept["indicators"][0]["note"] = "另一行的说明"
    handed("二/水利/1.xlsx", kept)
    (one,) = cli("desk", desk, "again", tmp_path / "二", "--json").data["compared"]
    assert "JXT005" not in {f["code"] for f in one["findings"]["remaining"] if f.get("status") != "waived"}
    assert unit(cli("desk", desk, "status", "--json").data, WATER)["waived"] == 1
    # … and gone with one that does not.
    other = copy.deepcopy(kept)
    other["indicators"][9]["score"] = "2"
    handed("三/水利/1.xlsx", other)
    (two,) = cli("desk", desk, "again", tmp_path / "三", "--json").data["compared"]
    assert any(f["code"] == "JXT005" and "status" not in f for f in two["findings"]["remaining"])
    assert unit(cli("desk", desk, "status", "--json").data, WATER)["waived"] == 0


def test_what_is_expected_and_has_not_come(cli: Cli, first: Path, tmp_path: Path) -> None:
    names = tmp_path / "应报.csv"
    names.write_text(
        f"实施单位,项目名称\n{WATER}（本级）,信息系统政务云租用项目\n{WATER},没有报的项目\n清河县林业局,\n",
        "utf-8",
    )
    data = received(cli, first, tmp_path, "--expected", names)
    assert [(each["unit"], each["name"]) for each in data["status"]["missing"]] == [
        (WATER, "没有报的项目"),
        ("清河县林业局", ""),
    ]


def test_an_alias_joins_what_was_received(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    handed("一/a.xlsx", form_of(SLIP, WATER))
    handed("一/b.xlsx", form_of(RENT, "清河水务局"))
    desk = tmp_path / "复核"
    data = received(cli, tmp_path / "一", tmp_path)
    assert len(data["status"]["units"]) == 2
    assert cli("desk", desk, "alias", "清河水务局", WATER).code == 0
    (only,) = cli("desk", desk, "status", "--json").data["units"]
    assert (only["key"], only["forms"]) == (WATER, 2)


def test_drafts_are_decided_by_a_person_where_times_do_not_tell(
    cli: Cli, handed: Handed, tmp_path: Path
) -> None:
    one, other = form_of(RENT, WATER), form_of(RENT, WATER)
    other["indicators"][0]["note"] = "另一稿"
    paths = [handed("一/最终版.xlsx", one), handed("一/最终版2.xlsx", other)]
    for path in paths:
        os.utime(path, (1_700_000_000, 1_700_000_000))
    data = received(cli, tmp_path / "一", tmp_path)
    assert unit(data["status"], WATER)["undecided"] == 1
    assert unit(data["status"], WATER)["forms"] == 1
    (waiting,) = [each["file"] for each in data["forms"] if each["state"] == "待定"]
    assert cli("desk", tmp_path / "复核", "choose", waiting).code == 0
    after = cli("desk", tmp_path / "复核", "status", "--json").data
    assert (unit(after, WATER)["undecided"], unit(after, WATER)["forms"]) == (0, 1)


def test_the_newer_draft_counts(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    other = form_of(RENT, WATER)
    other["indicators"][0]["note"] = "另一稿"
    os.utime(handed("一/旧.xlsx", form_of(RENT, WATER)), (1_700_000_000, 1_700_000_000))
    os.utime(handed("一/新.xlsx", other), (1_700_100_000, 1_700_100_000))
    data = received(cli, tmp_path / "一", tmp_path)
    assert {each["file"]: each["state"] for each in data["forms"]} == {"旧.xlsx": "旧稿", "新.xlsx": "现行"}


def test_two_writers_do_not_write_at_once(cli: Cli, first: Path, tmp_path: Path) -> None:
    received(cli, first, tmp_path)
    path = tmp_path / "复核" / "复核登记.sqlite"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    refused = cli("desk", tmp_path / "复核", "alias", "甲局", "乙局")
    other.execute("ROLLBACK")
    assert refused.code == 2
    assert "另一个人" in refused.err


def test_a_fault_leaves_the_register_as_it_was(cli: Cli, first: Path, tmp_path: Path) -> None:
    received(cli, first, tmp_path)
    before = (tmp_path / "复核" / "复核登记.sqlite").read_bytes()
    assert cli("desk", tmp_path / "复核", "again", tmp_path / "没有").code == 2
    assert cli("desk", tmp_path / "复核", "waive", "JXT005-00000000", "--reason", "a", "--who", "b").code == 2
    assert (tmp_path / "复核" / "复核登记.sqlite").read_bytes() == before


def test_nothing_is_written_into_the_units_files(cli: Cli, first: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in first.rglob("*") if path.is_file()}
    received(cli, first, tmp_path)
    assert {path: path.read_bytes() for path in first.rglob("*") if path.is_file()} == before


def test_without_a_register_it_says_what_to_do(cli: Cli, tmp_path: Path) -> None:
    result = cli("desk", tmp_path / "复核", "status")
    assert result.code == 2
    assert "receive" in result.err


def test_the_single_commands_ask_the_register(cli: Cli, first: Path, tmp_path: Path) -> None:
    received(cli, first, tmp_path)
    desk, file = tmp_path / "复核", first / "水利" / "绩效自评表（2）定稿.xlsx"
    before = file.read_bytes()
    said = ("--reason", "批复文件即如此", "--who", "李明")
    assert cli("waive", file, "JXT005", *said, "--desk", desk).code == 0
    assert file.read_bytes() == before

    def slip(*arguments: object) -> dict[str, Any]:
        (form,) = cli("check", file, "--json", *arguments).data["forms"]
        (found,) = [each for each in form["findings"] if each["code"] == "JXT005"]
        return dict(found)

    assert slip("--desk", desk)["waiver"]["who"] == "李明"
    assert "request" in slip("--bundle", "finance")  # the unit's own line, to a reviewer
    (form,) = cli("diff", file, file, "--json", "--desk", desk).data["forms"]
    assert [f["status"] for f in form["findings"]["remaining"] if f["code"] == "JXT005"] == ["waived"]
    out = tmp_path / "退回"
    cli("return", file, "-o", out, "--format", "xlsx", "--desk", desk)
    assert "已豁免" in load_workbook(out / f"退回意见-{WATER}.xlsx").sheetnames


def test_letters_tell_what_was_told_before_and_what_the_unit_answered(
    cli: Cli, first: Path, handed: Handed, tmp_path: Path
) -> None:
    received(cli, first, tmp_path)
    desk = tmp_path / "复核"
    done = cli("desk", desk, "letters", "-o", tmp_path / "信一", "--format", "xlsx", "--json")
    assert [each["unit"] for each in done.data["units"]] == [SCHOOL, WATER]
    assert [each["unread"] for each in done.data["units"]] == [1, 0]
    letter = tmp_path / "信一" / f"退回意见-{WATER}.xlsx"
    book = load_workbook(letter)
    sheet = book["须说明"]
    (row,) = [row for row in sheet.iter_rows(min_row=3) if row[5].value == "JXT005"]
    row[12].value = "已向财政局说明，仍按批复填报"
    (tmp_path / "二/水利").mkdir(parents=True)
    book.save(tmp_path / "二/水利" / letter.name)
    handed("二/水利/又改了名.xlsx", form_of(SLIP, WATER))
    cli("desk", desk, "again", tmp_path / "二")
    cli("desk", desk, "letters", "-o", tmp_path / "信二", "--format", "xlsx", "--unit", "水利")
    rows = load_workbook(tmp_path / "信二" / letter.name)["须说明"].iter_rows(min_row=3, values_only=True)
    (remark,) = [str(row[11]) for row in rows if row[5] == "JXT005"]
    remark = re.sub(r"见[\d-]+的", "见", remark)
    assert remark == f"上次指出仍未改（见{letter.name}）；上次填的整改情况：已向财政局说明，仍按批复填报"


def test_the_reviewers_words_go_into_the_letter(cli: Cli, first: Path, tmp_path: Path) -> None:
    received(cli, first, tmp_path)
    copies = tmp_path / "副本"
    assert cli("review", first / "水利", "-o", copies).code in (0, 1)
    path = copies / "租用.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[12] if cell.value}
    sheet.cell(13, heads["复核得分"]).value = 1
    sheet.cell(13, heads["复核意见"]).value = "没有见到验收单"
    book.save(path)
    out = tmp_path / "信"
    cli("desk", tmp_path / "复核", "letters", "-o", out, "--format", "xlsx", "--opinions", copies)
    rows = list(
        load_workbook(out / f"退回意见-{WATER}.xlsx")["复核意见"].iter_rows(min_row=2, values_only=True)
    )
    assert rows[0][5:] == ("1", "没有见到验收单")
    assert rows[1][1] == "总分"


def test_two_files_of_one_name_are_told_apart(cli: Cli, first: Path, tmp_path: Path) -> None:
    same = sorted(first.rglob("绩效自评表（2）定稿.xlsx"))
    data = cli("check", *same, "--json").data["forms"]
    files = {each["file"] for form in data for each in form["findings"]}
    assert files == {"教育/绩效自评表（2）定稿.xlsx", "水利/绩效自评表（2）定稿.xlsx"}
    ids = [each["id"] for form in data for each in form["findings"]]
    assert len(ids) == len(set(ids))
    assert cli("review", *same, "-o", tmp_path / "副本").code == 0
    assert len(list((tmp_path / "副本").rglob("*.xlsx"))) == 2


def test_the_export_begins_with_one_page(cli: Cli, first: Path, tmp_path: Path) -> None:
    received(cli, first, tmp_path)
    out = tmp_path / "登记.xlsx"
    assert cli("desk", tmp_path / "复核", "export", "-o", out).code == 0
    book = load_workbook(out)
    page = dict(book["概况"].iter_rows(min_row=2, max_col=2, values_only=True))
    assert "2 个单位，4 张表" in str(page["收表"])
    assert "1 个：教育/坏.xlsx" in str(page["没有读全的文件"])
    assert "申请豁免 1 条" in str(page["要复核人定的"])
    assert book["概况"].max_row <= 40
    assert (book["概况"].page_setup.fitToWidth, book["概况"].page_setup.fitToHeight) == (1, 1)
    again = tmp_path / "再.xlsx"
    cli("desk", tmp_path / "复核", "export", "-o", again)
    assert again.read_bytes() == out.read_bytes()


def test_a_register_that_is_none_is_told(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "复核").mkdir()
    (tmp_path / "复核" / "复核登记.sqlite").write_bytes(b"not a database at all, whatever it may be called")
    for command in (("status",), ("alias", "甲", "乙")):
        result = cli("desk", tmp_path / "复核", *command)
        assert result.code == 2
        assert "复核登记" in result.err


def test_a_form_left_out_of_a_resubmission_stays_open(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    """Two forms in one file come back as one: what was found on the other is not gone."""
    both = tmp_path / "一" / "水利" / "两张表.xlsx"
    both.parent.mkdir(parents=True)
    book = Workbook()
    draw(book.worksheets[0], form_of(SLIP, WATER))
    draw(book.create_sheet("二"), form_of(RENT, WATER))
    book.save(both)
    received(cli, tmp_path / "一", tmp_path)
    handed("二/水利/两张表.xlsx", form_of(RENT, WATER))
    status = cli("desk", tmp_path / "复核", "again", tmp_path / "二", "--json").data["status"]
    water = unit(status, WATER)
    assert (water["forms"], water["errors"]) == (2, 1)  # JXT005 of the form that did not come


def test_a_day_that_is_none_is_refused_before_anything_is_kept(cli: Cli, first: Path, tmp_path: Path) -> None:
    refused = cli("desk", tmp_path / "复核", "receive", first, "--date", "三月一日")
    assert refused.code == 2
    assert "2025-03-01" in refused.err
    after = cli("desk", tmp_path / "复核", "status")
    assert after.code == 2
    assert "没有复核登记" in after.err
    assert not (tmp_path / "复核" / "复核登记.sqlite").exists()
