"""`template check`, and what `bulk` makes of a template whose names were dragged, copied or lost."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from zipingbiao.edits.read_xlsx import read_snapshot
from zipingbiao.resources import DEMO_LEDGER, TEMPLATE, workbook_path
from zipingbiao.workbook import slots
from zipingbiao.workbook.write.template_names import REQUIRED

ALL = (*slots.SINGLE.values(), *slots.FUNDS.values(), *slots.INDICATORS.values())


@cache
def standard() -> Workbook:
    """The standard template, read once; nobody leaves it changed."""
    return openpyxl.load_workbook(workbook_path(TEMPLATE))


def changed(path: Path, **names: str | None) -> Path:
    """The standard template with names moved, or (None) taken away."""
    workbook = standard()
    whole = dict(workbook.defined_names)
    for name, target in names.items():
        workbook.defined_names.pop(name, None)
        if target is not None:
            workbook.defined_names[name] = DefinedName(name, attr_text=target)
    workbook.save(path)
    workbook.defined_names.clear()
    workbook.defined_names.update(whole)
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


LABELS = [cell.coordinate for row in standard().worksheets[0].iter_rows(min_row=3, max_col=11) for cell in row
          if isinstance(cell.value, str) and not cell.value.startswith("=")]  # fmt: skip
COVERED = [f"{chr(64 + column)}{row}" for area in standard().worksheets[0].merged_cells.ranges
           for row, column in area.cells if (row, column) != (area.min_row, area.min_col) and row not in (1, 2)]  # fmt: skip


def refused(cli: Any, folder: Path, state: str, name: str, target: str) -> None:
    file = changed(folder / "own.xlsx", **{name: target})
    done = cli("template", "check", file, "--json")
    states = {each["name"]: each["state"] for each in done.data["names"]}
    assert (done.code, done.data["usable"], states[name]) == (1, False, state), target
    bulk = cli("bulk", workbook_path(DEMO_LEDGER), "-o", folder / "out", "--template", file)
    assert bulk.code == 2 and name in bulk.err, target
    assert not (folder / "out").exists()


@pytest.mark.parametrize("name", ["ZPB_UNIT", "ZPB_CODE", "ZPB_TOTAL_SCORE", "ZPB_GOAL_ACTUAL"])
def test_a_name_on_a_printed_label_is_refused(cli: Any, tmp_path: Path, name: str) -> None:
    """Every second label of the standard form; `（单位盖章）` and what stands in the blocks are left out."""
    left_out = {"C6", "C7", "C8", "C9", "I24"}
    for cell in [each for each in LABELS if each not in left_out][::2]:
        refused(cli, tmp_path, "label", name, f"'自评表'!${cell[0]}${cell[1:]}")


@pytest.mark.parametrize("name", ["ZPB_UNIT", "ZPB_CODE"])
def test_a_name_under_a_merged_cell_is_refused(cli: Any, tmp_path: Path, name: str) -> None:
    free = [each for each in COVERED if standard().worksheets[0][each].value is None][::9]
    assert len(free) > 5
    for cell in free:
        refused(cli, tmp_path, "covered", name, f"'自评表'!${cell[0]}${cell[1:]}")


@pytest.mark.parametrize("column", ["J", "K"])
def test_the_names_of_a_block_under_a_merged_cell_are_refused(cli: Any, tmp_path: Path, column: str) -> None:
    refused(cli, tmp_path, "covered", "ZPB_NOTE", f"'自评表'!${column}$13:${column}$22")


@pytest.mark.parametrize(("target", "state"), [("$F$4", "label"), ("$J$23", "covered"), ("$I$23", "")])
def test_the_place_of_the_printed_funds_note(cli: Any, tmp_path: Path, target: str, state: str) -> None:
    if state:
        refused(cli, tmp_path, state, "ZPB_FUNDS_NOTE_PRINTED", f"'自评表'!{target}")
        return
    file = changed(tmp_path / "own.xlsx", ZPB_FUNDS_NOTE_PRINTED=f"'自评表'!{target}")
    done = cli("template", "check", file, "--json")
    assert done.code == 0 and done.data["usable"]


def test_text_in_a_cell_for_figures_is_printed_there(cli: Any, tmp_path: Path) -> None:
    """An office's own words, that no list holds: nobody types them where a score goes."""
    workbook = openpyxl.load_workbook(workbook_path(TEMPLATE))
    workbook.worksheets[0]["H23"] = "由局里统一核定"
    workbook.worksheets[0]["C11"] = "按批复填"
    workbook.save(tmp_path / "own.xlsx")
    done = cli("template", "check", tmp_path / "own.xlsx", "--json")
    found = {each["name"]: each for each in done.data["names"]}
    assert (done.code, found["ZPB_TOTAL_SCORE"]["state"]) == (1, "label")
    assert found["ZPB_GOAL_EXPECTED"]["state"] == "found"
    assert "按批复填" in found["ZPB_GOAL_EXPECTED"]["message"]


@pytest.mark.parametrize("name", REQUIRED)
def test_a_name_that_has_to_be_there_is_not_called_needless(cli: Any, tmp_path: Path, name: str) -> None:
    done = cli("template", "check", changed(tmp_path / "own.xlsx", **{name: None}))
    assert done.code == (2 if name == "ZPB_NAME" else 1)
    assert "不需要的可以不管" not in done.out
    assert name in done.out.splitlines()[-1] if done.out else name in done.err


@pytest.mark.parametrize("name", ["ZPB_NOTE", "ZPB_NAME", "ZPB_EVIDENCE"])
@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("OFFSET('自评表'!$I$13,0,0,10,1)", "公式算出来的"),
        ("'自评表'!$I$13:$I$15,'自评表'!$I$17:$I$22", "几块区域"),
        ("'自评表'!#REF!", "已被删掉"),
        ('"说明"', "固定的值"),
    ],
)
def test_a_name_that_is_there_is_not_called_missing(
    cli: Any, tmp_path: Path, name: str, target: str, said: str
) -> None:
    done = cli("template", "check", changed(tmp_path / "own.xlsx", **{name: target}))
    told = "".join((done.out + done.err).split())
    assert "缺少名称" not in told and "没有名称" not in told
    assert said in told


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
