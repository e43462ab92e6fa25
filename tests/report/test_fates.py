"""Mended or hidden: what became of a finding, for every way in which its content can be made to vanish."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Cli
from workbook_read.books import FORMS

#: Form 2: JXT005 on row 10; form 3 with 99 points in a row of 20.
SLIP = FORMS[1]


def compared(cli: Cli, tmp_path: Path, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    for name, form in (("a", old), ("b", new)):
        (tmp_path / f"{name}.json").write_text(json.dumps(form, ensure_ascii=False), "utf-8")
    (found,) = cli("diff", tmp_path / "a.json", tmp_path / "b.json", "--json").data["forms"]
    return dict(found)


def changed(**fields: str) -> dict[str, Any]:
    form = copy.deepcopy(SLIP)
    form["indicators"][9].update(fields)
    return form


def codes(findings: list[dict[str, Any]]) -> set[str]:
    return {finding["code"] for finding in findings}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"actual": ""}, "实际完成值被删空"),
        ({"target": ""}, "年度指标值被删空"),
        ({"actual": "-"}, "实际完成值被删空"),
        ({"level3": "组织培训班", "target": "≥3期", "actual": "3期"}, "换成了别的指标"),
    ],
)
def test_hidden(cli: Cli, tmp_path: Path, fields: dict[str, str], why: str) -> None:
    found = compared(cli, tmp_path, SLIP, changed(**fields))
    (gone,) = [each for each in found["findings"]["hidden"] if each["code"] == "JXT005"]
    assert why in gone["why"]
    assert "JXT005" not in codes(found["findings"]["gone"])


@pytest.mark.parametrize("field", ["actual", "target"])
def test_what_was_merged_into_the_cell_above_is_hidden(cli: Cli, tmp_path: Path, field: str) -> None:
    after = changed(**{field: ""})
    after["indicators"][9]["merged"] = [field]
    found = compared(cli, tmp_path, SLIP, after)
    (gone,) = [each for each in found["findings"]["hidden"] if each["code"] == "JXT005"]
    assert "并进了上面的格" in gone["why"]
    assert "JXT005" not in codes(found["findings"]["gone"])


def test_what_nobody_can_judge_any_more_is_hidden(cli: Cli, tmp_path: Path) -> None:
    """A score above what the rule gives goes away with an actual that says nothing."""
    form = copy.deepcopy(SLIP)
    form["indicators"][0] |= {"target": "≥100次", "actual": "50次", "score": form["indicators"][0]["weight"]}
    after = copy.deepcopy(form)
    after["indicators"][0]["actual"] = "详见附件"
    found = compared(cli, tmp_path, form, after)
    (gone,) = [each for each in found["findings"]["hidden"] if each["code"] == "JXS005"]
    assert "无法判断" in gone["why"]


def test_mended(cli: Cli, tmp_path: Path) -> None:
    found = compared(cli, tmp_path, SLIP, changed(actual="365.291元"))
    assert "JXT005" in codes(found["findings"]["gone"])
    assert "JXT005" not in codes(found["findings"]["hidden"])
    assert found["approved"] == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("target", "≤400万元"),
        ("weight", "4"),
        ("level3", "确保2024年项目不超预算，另有说明"),
        ("level2", "社会成本指标"),
    ],
)
def test_what_was_approved_comes_first(cli: Cli, tmp_path: Path, field: str, value: str) -> None:
    found = compared(cli, tmp_path, SLIP, changed(**{field: value}))
    assert [each["after"] for each in found["approved"]] == [value]
    result = cli("diff", tmp_path / "a.json", tmp_path / "b.json")
    assert result.code == 1
    assert result.out.lstrip().startswith("【批复内容被改】")


def test_a_score_on_a_row_that_nobody_spoke_of(cli: Cli, tmp_path: Path) -> None:
    said = {
        each["field"].split(".")[0] for each in compared(cli, tmp_path, SLIP, SLIP)["findings"]["remaining"]
    }
    n = next(n for n in range(len(SLIP["indicators"])) if f"indicators[{n}]" not in said)
    form = copy.deepcopy(SLIP)
    form["indicators"][n]["score"] = "1"
    (change,) = compared(cli, tmp_path, SLIP, form)["unasked_scores"]
    assert (change["row"], change["after"]) == (n + 1, "1")


def test_two_projects_are_not_compared_in_silence(cli: Cli, tmp_path: Path) -> None:
    other = {**copy.deepcopy(FORMS[6]), "unit": "别的单位", "id": "x"}
    found = compared(cli, tmp_path, SLIP, other)
    assert found["paired_by"] == "order"
    assert "像是两个项目" in found["doubt"]
    result = cli("diff", tmp_path / "a.json", tmp_path / "b.json")
    assert result.code == 1
    assert "请核对" in result.out


def test_folders_against_folders(cli: Cli, tmp_path: Path) -> None:
    """Renamed files find each other; of a unit's projects none is taken for another unit's of the same name."""
    for folder, forms in (
        ("旧", {"甲/1.json": ("甲局", 1), "甲/2.json": ("甲局", 2), "乙/1.json": ("乙局", 2)}),
        ("新", {"甲/改名.json": ("甲局（本级）", 1), "乙/表.json": ("乙局", 2)}),
    ):
        for path, (unit, n) in forms.items():
            target = tmp_path / folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(json.dumps({**FORMS[n], "unit": unit}, ensure_ascii=False), "utf-8")
    result = cli("diff", tmp_path / "旧", tmp_path / "新", "--json")
    pairs = {
        (each["old"]["file"] if each["old"] else None, each["new"]["file"] if each["new"] else None)
        for each in result.data["forms"]
    }
    assert pairs == {("甲/1.json", "甲/改名.json"), ("乙/1.json", "乙/表.json"), ("甲/2.json", None)}
    (lost,) = [each for each in result.data["forms"] if each["new"] is None]
    assert lost["findings"]["lost"]
    assert result.code == 1
