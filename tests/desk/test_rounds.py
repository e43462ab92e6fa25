"""What a second look at the same files must not change, and what a resubmission changed: each is told."""

from __future__ import annotations

import copy
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desk.conftest import Cli, Handed, form_of

WATER, SCHOOL = "清河县水利局", "清河县教育局"
SLIP, CLOUD, RENT, SAFETY = 1, 2, 3, 4


def wrong(n: int, unit: str) -> dict[str, Any]:
    """A form with one error that a letter returns: 99 points in its first row."""
    form = form_of(n, unit)
    form["indicators"][0]["score"] = "99"
    return form


def run(cli: Cli, tmp_path: Path, command: str, folder: str, *more: object) -> dict[str, Any]:
    result = cli("desk", tmp_path / "复核", command, tmp_path / folder, "--json", *more)
    assert result.code in (0, 1), result.err
    return dict(result.data)


def unit(data: dict[str, Any], key: str) -> dict[str, Any]:
    (found,) = [each for each in data["units"] if each["key"] == key]
    return dict(found)


def test_the_same_folder_twice_is_no_resubmission(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    handed("一/水利/1.xlsx", wrong(CLOUD, WATER))
    one, other = form_of(RENT, WATER), form_of(RENT, WATER)
    other["indicators"][0]["note"] = "另一稿"
    for path in (handed("一/水利/稿.xlsx", one), handed("一/水利/另稿.xlsx", other)):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    before = run(cli, tmp_path, "receive", "一")["status"]
    after = run(cli, tmp_path, "receive", "一")
    assert after["compared"] == []
    assert {each["state"] for each in after["forms"]} == {"重复"}
    assert all("与第1次收到的" in each["reason"] for each in after["forms"])
    assert after["status"]["units"] == before["units"]  # still 0, undecided 1, errors as they were
    out = tmp_path / "信"
    cli("desk", tmp_path / "复核", "letters", "-o", out, "--format", "xlsx")
    rows = load_workbook(out / f"退回意见-{WATER}.xlsx")["本次可改"].iter_rows(min_row=3, values_only=True)
    assert not any("上次指出" in str(cell) for row in rows for cell in row)


def test_an_old_version_does_not_come_back(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    handed("一/水利/1.xlsx", wrong(CLOUD, WATER))
    run(cli, tmp_path, "receive", "一")
    handed("二/水利/1.xlsx", form_of(CLOUD, WATER))
    mended = unit(run(cli, tmp_path, "again", "二")["status"], WATER)["mended"]
    assert mended >= 1
    handed("一/教育/1.xlsx", form_of(SAFETY, SCHOOL))  # late, into the old folder
    for command in ("receive", "again"):
        data = run(cli, tmp_path, command, "一")
        assert data["status"]["first"] == []
        water = unit(data["status"], WATER)
        assert (water["forms"], water["errors"], water["mended"], water["approved"]) == (1, 0, mended, 0)
        (old,) = [each for each in data["forms"] if each["file"] == "水利/1.xlsx"]
        assert old["state"] == "重复"
        assert "已被第2次收到的“水利/1.xlsx”替换" in old["reason"]


def test_the_same_resubmission_twice_says_the_same(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    handed("一/水利/1.xlsx", wrong(CLOUD, WATER))
    run(cli, tmp_path, "receive", "一")
    shutil.copytree(tmp_path / "一", tmp_path / "二")
    first = run(cli, tmp_path, "again", "二")
    (same,) = first["compared"]
    assert same["same"] is True  # handed in again as it was: an answer, and told
    assert unit(first["status"], WATER)["still"] >= 1
    second = run(cli, tmp_path, "again", "二")
    assert second["compared"] == []
    assert second["status"]["units"] == first["status"]["units"]


def test_a_late_version_before_any_return_was_not_told_before(
    cli: Cli, handed: Handed, tmp_path: Path
) -> None:
    handed("一/水利/1.xlsx", wrong(CLOUD, WATER))
    run(cli, tmp_path, "receive", "一")
    later = wrong(CLOUD, WATER)
    later["indicators"][3]["note"] = "补充的说明"
    handed("一/水利/1.xlsx", later)
    data = run(cli, tmp_path, "receive", "一")
    assert len(data["compared"]) == 1
    assert unit(data["status"], WATER)["still"] == 0


def test_every_changed_form_is_told_with_its_total(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    form = form_of(CLOUD, WATER)
    handed("一/1.xlsx", form)
    run(cli, tmp_path, "receive", "一")
    changed = copy.deepcopy(form)
    changed["indicators"][5]["score"] = "8"
    changed["funds"][0]["executed"] = "60"
    handed("二/1.xlsx", changed)
    result = cli("desk", tmp_path / "复核", "again", tmp_path / "二")
    assert f"“{form['name']}”（1.xlsx）：总分 85.98 →" in result.out
    assert "全年执行数" in result.out
    out = tmp_path / "登记.xlsx"
    cli("desk", tmp_path / "复核", "export", "-o", out)
    rows = list(load_workbook(out)["改动"].iter_rows(min_row=2, values_only=True))
    assert {"全年执行数", "得分", "总分（计算）"} <= {row[5] for row in rows}


def test_a_score_raised_where_something_had_been_said_is_named(
    cli: Cli, handed: Handed, tmp_path: Path
) -> None:
    form = form_of(CLOUD, WATER)
    form["indicators"][0]["score"] = "1"  # points lost without a word
    form["indicators"][0]["note"] = ""
    handed("一/1.xlsx", form)
    said = run(cli, tmp_path, "receive", "一")
    assert unit(said["status"], WATER)["forms"] == 1
    raised = copy.deepcopy(form)
    raised["indicators"][0]["score"] = raised["indicators"][0]["weight"]
    handed("二/1.xlsx", raised)
    data = run(cli, tmp_path, "again", "二")
    (pair,) = data["compared"]
    assert [(each["row"], each["before"]) for each in pair["raised_scores"]] == [(1, "1")]
    assert any(text.startswith("指出过问题的行，得分改高") for text in data["status"]["first"])


def _put(form: dict[str, Any], path: tuple[Any, ...], value: str) -> dict[str, Any]:
    changed = copy.deepcopy(form)
    place: Any = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return changed


@pytest.mark.parametrize(
    ("path", "value", "label"),
    [
        (("goals", "expected"), "做好信息安全服务。", "预期目标"),
        (("funds", 0, "weight"), "5", "分值"),
        (("funds", 0, "initial_budget"), "999", "年初预算数"),
        (("funds", 0, "annual_budget"), "999", "全年预算数"),
        (("funds", 1, "annual_budget"), "999", "全年预算数"),
        (("name",), "信息系统政务云扩展项目", "项目名称"),
        (("year",), "2023年度", "年度"),
    ],
)
def test_all_that_was_approved_is_told(
    cli: Cli, handed: Handed, tmp_path: Path, path: tuple[Any, ...], value: str, label: str
) -> None:
    form = form_of(CLOUD, WATER)
    handed("一/1.xlsx", form)
    run(cli, tmp_path, "receive", "一")
    handed("二/1.xlsx", _put(form, path, value))
    data = run(cli, tmp_path, "again", "二")
    assert label in {change["label"] for change in data["compared"][0]["approved"]}
    assert any(text.startswith("批复内容被改") and label in text for text in data["status"]["first"])


def test_what_the_letter_asked_for_is_no_accusation(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    """分值 that do not add up: the unit was told to mend them, and did."""
    form = form_of(CLOUD, WATER)
    wrong = _put(form, ("indicators", 0, "weight"), str(int(form["indicators"][0]["weight"]) - 5))
    handed("一/1.xlsx", wrong)
    assert "JXS001" in str(cli("check", tmp_path / "一/1.xlsx", "--json").data)
    run(cli, tmp_path, "receive", "一")
    handed("二/1.xlsx", form)
    data = run(cli, tmp_path, "again", "二")
    (pair,) = data["compared"]
    assert pair["approved"] == []
    assert [change["label"] for change in pair["asked"]] == ["分值"]
    assert unit(data["status"], WATER)["approved"] == 0
    # … but a target lowered by the way is one.
    lowered = _put(form, ("indicators", 0, "target"), "≥1个")
    shutil.rmtree(tmp_path / "复核")
    run(cli, tmp_path, "receive", "一")
    handed("二/1.xlsx", lowered)
    (pair,) = run(cli, tmp_path, "again", "二")["compared"]
    assert [change["label"] for change in pair["approved"]] == ["年度指标值"]


def test_what_did_not_come_again_is_named_and_was_told_before(
    cli: Cli, handed: Handed, tmp_path: Path
) -> None:
    for n, project in enumerate((CLOUD, RENT, SAFETY)):
        handed(f"一/{n}.xlsx", wrong(project, WATER))
    handed("一/好.xlsx", form_of(SLIP + 6, WATER))
    first = run(cli, tmp_path, "receive", "一")
    assert unit(first["status"], WATER)["waiting"] == 0
    handed("二/0.xlsx", form_of(CLOUD, WATER))
    data = run(cli, tmp_path, "again", "二")["status"]
    assert {each["file"] for each in data["not_again"]} >= {"1.xlsx", "2.xlsx"}
    assert "0.xlsx" not in {each["file"] for each in data["not_again"]}
    assert unit(data, WATER)["waiting"] == len(data["not_again"])
    assert unit(data, WATER)["still"] >= 2
    out = tmp_path / "信"
    cli("desk", tmp_path / "复核", "letters", "-o", out, "--format", "xlsx")
    text = str(list(load_workbook(out / f"退回意见-{WATER}.xlsx")["本次可改"].values))
    assert text.count("上次指出仍未改") >= 2


def test_a_department_is_counted_like_its_units(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    handed("一/1.xlsx", wrong(CLOUD, WATER))
    handed("一/2.xlsx", wrong(RENT, WATER))
    run(cli, tmp_path, "receive", "一")
    handed("二/1.xlsx", _put(form_of(CLOUD, WATER), ("indicators", 1, "target"), "≥1个"))
    data = run(cli, tmp_path, "again", "二")["status"]
    (department,) = data["departments"]
    water = unit(data, WATER)
    assert water["approved"] == 1
    assert {k: v for k, v in department.items() if k not in ("key", "name")} == {
        k: v for k, v in water.items() if k not in ("key", "name")
    }


def test_a_waiver_on_a_version_that_was_replaced_is_refused(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    said = ("--reason", "批复如此", "--who", "李明", "--desk", tmp_path / "复核")
    old = handed("一/1.xlsx", form_of(SLIP, WATER))
    run(cli, tmp_path, "receive", "一")
    later = form_of(SLIP, WATER)
    later["indicators"][9]["score"] = "2"
    handed("二/1.xlsx", later)
    run(cli, tmp_path, "again", "二")
    refused = cli("waive", old, "JXT005", *said)
    assert (refused.code, "已被重报替换" in refused.err) == (2, True)
    assert cli("waive", tmp_path / "二/1.xlsx", "JXT005", *said).code == 0


def test_a_request_that_was_granted_waits_no_longer(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    asked = ("JXT005", "", "", "批复如此", "张三", "2025-01-01")
    path = handed("一/1.xlsx", form_of(SLIP, WATER), asked)
    assert unit(run(cli, tmp_path, "receive", "一")["status"], WATER)["requested"] == 1
    said = ("--reason", "批复如此", "--who", "李明", "--desk", tmp_path / "复核")
    assert cli("waive", path, "JXT005", *said).code == 0
    status = cli("desk", tmp_path / "复核", "status", "--json").data
    assert (unit(status, WATER)["requested"], unit(status, WATER)["waived"]) == (0, 1)


def test_a_draft_that_was_not_chosen_says_so(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    one, other = form_of(RENT, WATER), form_of(RENT, WATER)
    other["indicators"][0]["note"] = "另一稿"
    for path in (handed("一/甲.xlsx", one), handed("一/乙稿.xlsx", other)):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    run(cli, tmp_path, "receive", "一")
    assert cli("desk", tmp_path / "复核", "choose", "乙稿.xlsx").code == 0
    third = copy.deepcopy(other)
    third["indicators"][0]["note"] = "又一稿"
    path = handed("二/丙.xlsx", third)
    handed("二/乙稿.xlsx", other)
    handed("二/甲.xlsx", one)
    os.utime(path, (1_600_000_000, 1_600_000_000))
    told = run(cli, tmp_path, "receive", "二")["forms"]
    assert not any("修改时间晚" in str(each["reason"]) for each in told)
