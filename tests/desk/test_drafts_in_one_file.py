"""Two versions of a project in one file: nothing tells which is the newer one, so a person decides; neither is added up twice."""

from __future__ import annotations

import copy
import os
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from desk.conftest import Cli, form_of
from workbook_read.books import Look, draw

WATER = "清河县水利局"
CLOUD, RENT = 2, 3
BESIDE, BELOW = "on a second sheet", "lower on the sheet"


def book(path: Path, one: dict[str, Any], other: dict[str, Any], how: str) -> Path:
    """A workbook with two forms."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Workbook()
    last = draw(made.worksheets[0], one)
    if how == BESIDE:
        draw(made.create_sheet("Sheet2"), other)
    else:
        draw(made.worksheets[0], other, Look(top=last + 3))
    made.save(path)
    return path


def lowered(form: dict[str, Any]) -> dict[str, Any]:
    """The same form with another target in its first row, and other money."""
    changed = copy.deepcopy(form)
    changed["indicators"][0]["target"] = "≥1个"
    changed["funds"][0]["annual_budget"] = "999"
    return changed


@pytest.fixture(params=[BESIDE, BELOW])
def how(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def handed_in_again(cli: Cli, folder: Path, how: str) -> Path:
    """A register that received a form; in the folder 二 a file holds it once more, and with it a lowered one."""
    form, desk = form_of(CLOUD, WATER), folder / "复核"
    (folder / "一").mkdir()
    made = Workbook()
    draw(made.worksheets[0], form)
    made.save(folder / "一/1.xlsx")
    cli("desk", desk, "receive", folder / "一")
    book(folder / "二/1.xlsx", form, lowered(form), how)
    return desk


def states(data: dict[str, Any]) -> list[str]:
    return [each["state"] for each in data["forms"]]


def test_the_second_version_waits_for_a_decision(cli: Cli, tmp_path: Path, how: str) -> None:
    form = form_of(CLOUD, WATER)
    book(tmp_path / "一/1.xlsx", form, lowered(form), how)
    desk = tmp_path / "复核"
    result = cli("desk", desk, "receive", tmp_path / "一", "--json")
    assert states(result.data) == ["现行", "待定"]
    assert result.data["status"]["total"]["undecided"] == 1
    assert result.code == 1
    # The same folder once more says nothing new.
    again = cli("desk", desk, "receive", tmp_path / "一", "--json").data
    assert states(again) == ["重复", "重复"]
    assert again["status"]["total"]["undecided"] == 1


def test_a_lowered_target_behind_the_old_form_is_seen(cli: Cli, tmp_path: Path, how: str) -> None:
    desk = handed_in_again(cli, tmp_path, how)
    data = cli("desk", desk, "again", tmp_path / "二", "--json").data
    assert states(data) == ["现行", "待定"]
    (first,) = [line for line in data["status"]["first"] if line.startswith("要您定")]
    assert "--at" in first
    # Nobody can choose a file that holds both.
    refused = cli("desk", desk, "choose", "1.xlsx")
    assert refused.code == 2
    place = refused.err.rpartition("、")[2].strip("。\n")
    assert place in data["forms"][1]["reason"]
    assert cli("desk", desk, "choose", "1.xlsx", "--at", place).code == 0
    after = cli("desk", desk, "status", "--json").data
    assert after["total"]["undecided"] == 0
    assert after["total"]["forms"] == 1
    # The version that counts now is held against what was handed in before: target and money are of the approval.
    changed = [line for line in after["first"] if line.startswith("批复内容被改")]
    assert any("年度指标值" in line and "≥1个" in line for line in changed)
    assert any("全年预算数" in line and "999" in line for line in changed)
    assert after["not_again"] == []


def test_a_version_that_comes_late_beside_the_old_one_waits_too(cli: Cli, tmp_path: Path, how: str) -> None:
    desk = handed_in_again(cli, tmp_path, how)
    for expected in (["现行", "待定"], ["重复", "重复"]):
        data = cli("desk", desk, "receive", tmp_path / "二", "--json").data
        assert states(data) == expected
        assert data["status"]["total"]["undecided"] == 1


def test_the_first_version_can_be_chosen_too(cli: Cli, tmp_path: Path, how: str) -> None:
    form, desk = form_of(CLOUD, WATER), tmp_path / "复核"
    book(tmp_path / "一/1.xlsx", form, lowered(form), how)
    cli("desk", desk, "receive", tmp_path / "一")
    assert cli("desk", desk, "choose", "1.xlsx", "--at", "没有").code == 2
    place = cli("desk", desk, "choose", "1.xlsx").err.rpartition("：")[2].partition("、")[0]
    assert cli("desk", desk, "choose", "1.xlsx", "--at", place).code == 0
    after = cli("desk", desk, "status", "--json").data
    assert (after["total"]["undecided"], after["total"]["forms"]) == (0, 1)
    # It stays decided in the next file that holds both.
    third = lowered(form)
    third["indicators"][1]["note"] = "又一稿"
    book(tmp_path / "二/1.xlsx", form, third, how)
    cli("desk", desk, "again", tmp_path / "二")
    assert cli("desk", desk, "status", "--json").data["total"]["undecided"] == 0


def test_every_sum_takes_one_of_them(cli: Cli, tmp_path: Path, how: str) -> None:
    form = form_of(RENT, WATER)
    path = book(tmp_path / "一/1.xlsx", form, lowered(form), how)
    budget = form["funds"][0]["annual_budget"]
    for source in (tmp_path / "一", path):
        collected = cli("collect", source, "-o", tmp_path / "汇总.xlsx", "--force", "--json").data
        assert len(collected["projects"]) == 1
        assert any("请确认以哪一稿为准" in each["message"] for each in collected["remarks"])
        report = cli("report", source, "-o", tmp_path / "报告.html", "--force", "--json").data
        assert report["projects"] == 1
        assert float(report["annual_budget"]) == float(budget)
        (told,) = cli("check", source, "--json").data["doubles"]
        assert "请确认以哪一稿为准" in told["message"]
        assert "请确认以哪一稿为准" in cli("return", source, "-o", tmp_path / "信", "--force").err


def test_the_same_twice_is_a_copy_and_another_project_is_none(cli: Cli, tmp_path: Path, how: str) -> None:
    form = form_of(RENT, WATER)
    book(tmp_path / "一/1.xlsx", form, form, how)
    book(tmp_path / "一/2.xlsx", form_of(CLOUD, WATER), lowered(form_of(CLOUD, WATER, name="另一个")), how)
    data = cli("desk", tmp_path / "复核", "receive", tmp_path / "一", "--json").data
    assert sorted(states(data)) == ["现行", "现行", "现行", "重复"]


def test_a_draft_of_another_file_that_is_chosen_is_held_against_the_version_before(
    cli: Cli, tmp_path: Path
) -> None:
    form, desk = form_of(CLOUD, WATER), tmp_path / "复核"
    for folder, name, content in (("一", "1", form), ("二", "1", form), ("二", "1 改", lowered(form))):
        (tmp_path / folder).mkdir(exist_ok=True)
        made = Workbook()
        draw(made.worksheets[0], content)
        made.save(tmp_path / folder / f"{name}.xlsx")
        os.utime(tmp_path / folder / f"{name}.xlsx", (1_700_000_000, 1_700_000_000))
    cli("desk", desk, "receive", tmp_path / "一")
    assert states(cli("desk", desk, "again", tmp_path / "二", "--json").data) == ["现行", "待定"]
    assert cli("desk", desk, "choose", "1 改.xlsx").code == 0
    after = cli("desk", desk, "status", "--json").data
    assert any(line.startswith("批复内容被改") and "≥1个" in line for line in after["first"])
    assert after["total"]["forms"] == 1
