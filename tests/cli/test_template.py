"""`template check`, and what `bulk` makes of a template whose names were dragged, copied or lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from zipingbiao.edits.read_xlsx import read_snapshot
from zipingbiao.resources import DEMO_LEDGER, TEMPLATE, workbook_path
from zipingbiao.workbook import slots

ALL = (*slots.SINGLE.values(), *slots.FUNDS.values(), *slots.INDICATORS.values())


def changed(path: Path, **names: str | None) -> Path:
    """The standard template with names moved, or (None) taken away."""
    workbook = openpyxl.load_workbook(workbook_path(TEMPLATE))
    for name, target in names.items():
        del workbook.defined_names[name]
        if target is not None:
            workbook.defined_names[name] = DefinedName(name, attr_text=target)
    workbook.save(path)
    return path


def test_the_standard_template_has_every_name(cli: Any) -> None:
    done = cli("template", "check", workbook_path(TEMPLATE), "--json")
    assert done.code == 0
    assert done.data["usable"] and done.data["lost"] == []
    assert [each["name"] for each in done.data["names"]] == list(ALL)
    assert {each["state"] for each in done.data["names"]} == {"found"}


@pytest.mark.parametrize("name", [name for name in ALL if name not in ("ZPB_NAME",)])
def test_each_name_is_missed_and_what_it_loses_is_told(cli: Any, tmp_path: Path, name: str) -> None:
    file = changed(tmp_path / "own.xlsx", **{name: None})
    done = cli("template", "check", file, "--json")
    found = {each["name"]: each for each in done.data["names"]}
    assert found[name]["state"] == "missing"
    assert done.data["lost"] == [found[name]["label"]] and found[name]["label"]
    assert done.code == (0 if done.data["usable"] else 1)
    bulk = cli("bulk", workbook_path(DEMO_LEDGER), "-o", tmp_path / "out", "--template", file, "--dry-run")
    # A template that can be used is refused for the forms that hold what has no place in it.
    assert bulk.code == 0 or name in bulk.out + bulk.err
    assert done.data["usable"] or bulk.code != 0
    assert found[name]["label"] in bulk.err or name in bulk.out + bulk.err


@pytest.mark.parametrize(
    ("one", "over"),
    [
        ("ZPB_SCORE", "ZPB_WEIGHT"),
        ("ZPB_UNIT", "ZPB_DEPARTMENT"),
        ("ZPB_FUND_RATE", "ZPB_FUND_EXECUTED"),
        ("ZPB_EVIDENCE", "ZPB_DETAIL"),
    ],
)
def test_a_name_over_another_is_refused(cli: Any, tmp_path: Path, one: str, over: str) -> None:
    """ZPB_SCORE on the weights: formulas that refer to themselves would stand where the weights were."""
    target = read_snapshot(workbook_path(TEMPLATE)).names[over]
    file = changed(tmp_path / "own.xlsx", **{one: target})
    done = cli("template", "check", file, "--json")
    states = {each["name"]: each["state"] for each in done.data["names"]}
    assert done.code == 1 and not done.data["usable"]
    assert states[one] == states[over] == "overlapping"
    bulk = cli("bulk", workbook_path(DEMO_LEDGER), "-o", tmp_path / "out", "--template", file)
    assert bulk.code == 2
    assert one in bulk.err and over in bulk.err and "盖掉" in bulk.err
    assert not (tmp_path / "out").exists()


def test_other_faults_of_a_name(cli: Any, tmp_path: Path) -> None:
    file = changed(
        tmp_path / "own.xlsx",
        ZPB_EVIDENCE="#REF!",
        ZPB_DETAIL="'字典'!$A$1:$A$10",
        ZPB_REASON="'自评表'!$P$13:$P$18",
        ZPB_STATE=None,
    )
    workbook = openpyxl.load_workbook(file)
    workbook.defined_names["ZPB_STAT"] = DefinedName("ZPB_STAT", attr_text="'自评表'!$M$13:$M$22")
    workbook.save(file)
    done = cli("template", "check", file, "--json")
    found = {each["name"]: each for each in done.data["names"]}
    assert found["ZPB_EVIDENCE"]["state"] == "broken"
    assert found["ZPB_DETAIL"]["state"] == "elsewhere"
    assert found["ZPB_REASON"]["state"] == "length"
    assert found["ZPB_STATE"]["state"] == "missing"
    assert (found["ZPB_STAT"]["state"], found["ZPB_STAT"]["message"].partition("，")[2]) == (
        "unknown",
        "是不是 ZPB_STATE？",
    )
    assert len(done.data["lost"]) == 3


def test_evidence_without_a_place_is_told_before_the_work(cli: Any, tmp_path: Path) -> None:
    file = changed(tmp_path / "own.xlsx", ZPB_EVIDENCE=None)
    done = cli(
        "bulk", workbook_path(DEMO_LEDGER), "-o", tmp_path / "out", "--template", file, "--progress", "none"
    )
    assert done.code == 0
    assert "不会写进工作簿：指标各行的佐证材料" in done.err
    told = cli("bulk", workbook_path(DEMO_LEDGER), "-o", tmp_path / "b", "--template", file, "--json")
    assert told.data["lost"] == ["指标各行的佐证材料"]


def test_the_bureaus_own_title_stays(cli: Any, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(workbook_path(TEMPLATE))
    workbook.worksheets[0]["A1"] = "某某市市级部门项目绩效自评表"
    workbook.save(tmp_path / "own.xlsx")
    done = cli(
        "bulk",
        workbook_path(DEMO_LEDGER),
        "-o",
        tmp_path / "out",
        "--template",
        tmp_path / "own.xlsx",
        "--progress",
        "none",
    )
    assert done.code == 0
    for file in sorted((tmp_path / "out").glob("*.xlsx")):
        cells = read_snapshot(file).sheets[0].cells
        assert cells[1, 1].value == "某某市市级部门项目绩效自评表"
        assert re.fullmatch("（2024年度）", str(cells[2, 1].value))


def test_what_is_no_template_is_wrong_use(cli: Any, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"no")
    for file in (tmp_path / "a.xlsx", tmp_path / "nowhere.xlsx", workbook_path(DEMO_LEDGER)):
        done = cli("template", "check", file)
        assert (done.code, done.out) == (2, "")
        assert len(done.err.splitlines()) == 1
