"""Whose a form is where it does not say so, and which files are still open."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from desk.conftest import Cli, Handed, form_of
from zipingbiao.form.interchange import read_interchange
from zipingbiao.form.unit_name import unit_key

WATER, CULTURE = "清河县水利局", "清河县文化和旅游局"
SLIP, CLOUD, RENT, SAFETY = 1, 2, 3, 4


def expected(tmp_path: Path, *rows: tuple[str, str]) -> Path:
    path = tmp_path / "应报.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("实施单位", "项目名称"), *rows])
    return path


def run(cli: Cli, tmp_path: Path, command: str, folder: str, *more: object) -> dict[str, Any]:
    result = cli("desk", tmp_path / "复核", command, tmp_path / folder, "--json", *more)
    assert result.code in (0, 1), result.err
    return dict(result.data)


@pytest.mark.parametrize("seal", ["（盖章）", "(公章)", "（加盖公章处）", "（单位盖章）", "（签章）"])
def test_where_the_seal_goes_is_no_part_of_the_name(seal: str) -> None:
    assert unit_key(f"{WATER}{seal}") == WATER
    assert unit_key(f"{WATER}（本级）{seal}") == WATER


@pytest.mark.parametrize("name", ["济南市某某局（章丘）", "印章管理所", "清河县水利局（公路站）"])
def test_a_name_with_such_a_letter_stays(name: str) -> None:
    assert unit_key(name) == name.replace("（", "(").replace("）", ")")


def test_without_a_unit_the_list_says_whose_project_it_is(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    forms = [form_of(n, "", department=CULTURE) for n in (CLOUD, RENT)]
    for n, form in enumerate(forms):
        handed(f"一/文旅局报送材料/{n}.xlsx", form)
    # Of a project that is not on the list nobody knows whose it is: it stays with its folder.
    handed("一/文旅局报送材料/9.xlsx", form_of(SAFETY, "", department=CULTURE))
    names = expected(tmp_path, *((CULTURE, form["name"]) for form in forms))
    status = run(cli, tmp_path, "receive", "一", "--expected", names)["status"]
    assert status["missing"] == []
    assert {(each["key"], each["forms"]) for each in status["units"]} == {
        (CULTURE, 2),
        ("文旅局报送材料", 1),
    }


def test_a_renamed_project_has_come(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    form = form_of(CLOUD, WATER)
    handed("一/1.xlsx", form)
    run(cli, tmp_path, "receive", "一", "--expected", expected(tmp_path, (WATER, form["name"])))
    handed("二/别的文件.xlsx", {**form, "name": "政务云扩展服务"})
    data = run(cli, tmp_path, "again", "二")
    assert [each["paired"] for each in data["forms"]] == ["内容相近"]
    assert data["status"]["missing"] == []
    (change,) = data["compared"][0]["approved"]
    assert (change["label"], change["after"]) == ("项目名称", "政务云扩展服务")


@pytest.mark.parametrize("later", ["坏.xlsx", "坏.docx", "另外的名字.xlsx"])
def test_a_file_is_closed_by_what_came_in_its_place(
    cli: Cli, handed: Handed, tmp_path: Path, later: str
) -> None:
    form = form_of(CLOUD, WATER)
    handed("一/水利/1.xlsx", form_of(RENT, WATER))
    name = f"扫描件{form['name']}.pdf" if later.startswith("另外") else "坏.xlsx"
    (tmp_path / "一/水利" / name).write_bytes(b"%PDF-1.4 broken")
    assert run(cli, tmp_path, "receive", "一")["status"]["total"]["unread"] == 1
    if later.endswith("docx"):
        pytest.importorskip("docx")
        from zipingbiao.report.export.word import word_document

        (one,) = read_interchange(json.dumps(form), "").forms
        (tmp_path / "二/水利").mkdir(parents=True)
        (tmp_path / "二/水利" / later).write_bytes(word_document([one]))
    else:
        handed(f"二/水利/{later}", form)
    assert run(cli, tmp_path, "again", "二")["status"]["total"]["unread"] == 0


def test_a_file_goes_to_the_unit_that_its_folder_is_called_after(
    cli: Cli, handed: Handed, tmp_path: Path
) -> None:
    """One form in the folder has its unit misspelt: the others still say whose folder it is."""
    handed("一/水利局/1.xlsx", form_of(RENT, WATER))
    handed("一/水利局/2.xlsx", form_of(CLOUD, "清河县水力局"))
    (tmp_path / "一/水利局/坏.xlsx").write_bytes(b"PK broken")
    units = run(cli, tmp_path, "receive", "一")["status"]["units"]
    assert {each["key"]: each["unread"] for each in units} == {WATER: 1, "清河县水力局": 0}


def test_another_project_does_not_close_it(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    handed("一/水利/1.xlsx", form_of(RENT, WATER))
    (tmp_path / "一/水利/扫描件某某项目.pdf").write_bytes(b"%PDF-1.4 broken")
    run(cli, tmp_path, "receive", "一")
    handed("二/水利/2.xlsx", form_of(CLOUD, WATER))
    assert run(cli, tmp_path, "again", "二")["status"]["total"]["unread"] == 1


def test_the_reviewer_closes_what_brings_nothing(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    handed("一/1.xlsx", form_of(RENT, WATER))
    (tmp_path / "一/空.xlsx").write_bytes(b"")
    desk = tmp_path / "复核"
    assert run(cli, tmp_path, "receive", "一")["status"]["total"]["unread"] == 1
    assert cli("desk", desk, "close", "没有.xlsx", "--reason", "空文件").code == 2
    assert cli("desk", desk, "close", "空.xlsx", "--reason", " ").code == 2
    assert cli("desk", desk, "close", "空.xlsx", "--reason", "空文件").code == 0
    assert cli("desk", desk, "status", "--json").data["total"]["unread"] == 0


def test_an_alias_of_names_that_nobody_knows_is_refused(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    handed("一/1.xlsx", form_of(RENT, WATER))
    run(cli, tmp_path, "receive", "一")
    refused = cli("desk", tmp_path / "复核", "alias", "甲", "乙")
    assert (refused.code, "没有出现过" in refused.err) == (2, True)
    assert cli("desk", tmp_path / "复核", "alias", "河东水务", WATER).code == 0


def test_every_command_says_what_it_does(cli: Cli, tmp_path: Path) -> None:
    listed = re.findall(r"^  ([a-z]+)(.*)$", cli("desk", tmp_path, "--help").out, flags=re.M)
    assert len(listed) >= 9
    assert all(len(text.strip()) > 4 for _, text in listed), listed


@pytest.mark.parametrize("department", [CULTURE, "清河县人民政府", ""])
@pytest.mark.parametrize("folder", ["文旅局", "", "报送材料/第一批"])
def test_a_project_that_the_list_has_once_is_that_units(
    cli: Cli, handed: Handed, tmp_path: Path, department: str, folder: str
) -> None:
    once, twice = form_of(CLOUD, "", department=department), form_of(RENT, "", department=department)
    handed(f"一/{folder}/1.xlsx", once)
    handed(f"一/{folder}/2.xlsx", twice)
    names = expected(
        tmp_path, (CULTURE, once["name"]), (WATER, twice["name"]), ("清河县审计局", twice["name"])
    )
    status = run(cli, tmp_path, "receive", "一", "--expected", names)["status"]
    owners = {each["key"]: each["forms"] for each in status["units"] if each["forms"]}
    assert owners.pop(CULTURE) == 1
    assert not {WATER, "清河县审计局"} & set(owners)  # of two, nobody knows which
    assert sum(owners.values()) == 1
    assert [each["name"] for each in status["by_folder"]] == [twice["name"]]


def test_a_list_that_comes_later_settles_what_had_come(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    form = form_of(CLOUD, "", department="")
    handed("一/某处/1.xlsx", form)
    run(cli, tmp_path, "receive", "一")
    handed("二/1.xlsx", form_of(RENT, CULTURE))
    names = expected(tmp_path, (CULTURE, form["name"]))
    status = run(cli, tmp_path, "receive", "二", "--expected", names)["status"]
    assert ([each["key"] for each in status["units"]], status["missing"]) == ([CULTURE], [])


@pytest.mark.parametrize("folder", ["水利局/", ""])
@pytest.mark.parametrize("name", ["{}.xlsx", "03-{}（定稿）.xlsx", "扫描件{}.pdf"])
@pytest.mark.parametrize("ending", ["", "项目"])
def test_a_project_in_a_damaged_file_is_told_once(
    cli: Cli, handed: Handed, tmp_path: Path, folder: str, name: str, ending: str
) -> None:
    handed("一/水利局/1.xlsx", form_of(CLOUD, WATER))
    (tmp_path / "一" / folder / name.format(f"堤防加固工程{ending}")).write_bytes(b"PK broken")
    names = expected(
        tmp_path, (WATER, "堤防加固工程项目"), (WATER, "堤防项目"), (WATER, form_of(CLOUD, WATER)["name"])
    )
    status = run(cli, tmp_path, "receive", "一", "--expected", names)["status"]
    (water,) = status["units"]
    assert (water["key"], water["unread"], water["missing"]) == (WATER, 1, 1)
    assert [each["name"] for each in status["missing"]] == ["堤防项目"]
    assert "从文件名看，是应报的“堤防加固工程项目”" in cli("desk", tmp_path / "复核", "status").out


def test_a_file_of_nobody_makes_no_letter(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    handed("一/水利局/1.xlsx", form_of(CLOUD, WATER))
    (tmp_path / "一/某个文件.xlsx").write_bytes(b"PK broken")
    run(cli, tmp_path, "receive", "一")
    result = cli("desk", tmp_path / "复核", "letters", "-o", tmp_path / "信", "--format", "xlsx")
    assert [path.name for path in (tmp_path / "信").iterdir()] == [f"退回意见-{WATER}.xlsx"]
    assert "某个文件.xlsx" in result.err


@pytest.mark.parametrize("how", ["another kind", "the same path", "closed"])
def test_the_same_damaged_file_once_more_is_no_other(
    cli: Cli, handed: Handed, tmp_path: Path, how: str
) -> None:
    handed("一/水利局/1.xlsx", form_of(RENT, WATER))
    form = form_of(CLOUD, WATER)
    broken = tmp_path / "一/水利局" / f"{form['name']}.xlsx"
    broken.write_bytes(b"PK broken")
    run(cli, tmp_path, "receive", "一")
    if how == "closed":
        said = ("close", f"水利局/{broken.name}", "--reason", "空文件")
        assert cli("desk", tmp_path / "复核", *said).code == 0
    else:
        handed(f"二/水利局/{'2' if how == 'another kind' else form['name']}.xlsx", form)
        run(cli, tmp_path, "again", "二")
    before = cli("desk", tmp_path / "复核", "status", "--json").data
    after = run(cli, tmp_path, "receive", "一")["status"]
    assert before["total"]["unread"] == 0
    assert (after["units"], after["missing"]) == (before["units"], before["missing"])
    broken.write_bytes(b"PK broken in another way")
    assert run(cli, tmp_path, "receive", "一")["status"]["total"]["unread"] == 1


def test_a_known_project_at_the_path_of_a_damaged_file_is_not_what_is_missing(
    cli: Cli, handed: Handed, tmp_path: Path
) -> None:
    handed("一/水利局/1.xlsx", form_of(CLOUD, WATER))
    (tmp_path / "一/水利局/2.xlsx").write_bytes(b"PK broken")
    run(cli, tmp_path, "receive", "一")
    later = form_of(CLOUD, WATER)
    later["indicators"][0]["note"] = "第二稿。"
    handed("二/水利局/2.xlsx", later)
    assert run(cli, tmp_path, "again", "二")["status"]["total"]["unread"] == 1


def test_a_department_is_one_however_its_code_is_printed(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    for n, department in enumerate((CULTURE, f"042-{CULTURE}", f"清河县 {CULTURE[3:]}")):
        handed(f"一/{n}.xlsx", form_of(n + 1, WATER, department=department))
    status = run(cli, tmp_path, "receive", "一")["status"]
    assert [(each["name"], each["forms"]) for each in status["departments"]] == [(CULTURE, 3)]


def test_names_that_count_otherwise_are_not_taken_for_one(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    """县第六中学 beside 县第八中学 are two schools; a slip of the pen is asked about."""
    names = ("清河县第六初级中学", "清河县第八初级中学", "清河县第六初级中學")
    for n, name in enumerate(names):
        handed(f"一/{n}/表.xlsx", form_of(n, name))
    near = run(cli, tmp_path, "receive", "一")["status"]["near_names"]
    assert [set(pair) for pair in near] == [{names[0], names[2]}]
