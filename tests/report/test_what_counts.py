"""What of received workbooks stands in the sums of `collect`: nothing that nobody reported, nothing clipped, no 元 among 万元."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from cli.conftest import Cli
from report.test_collect import table

HEADS = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
]
ROWS = [
    ["产出指标", "数量指标", "修路里程", "≥5公里", "5公里", 50, 50, None],
    ["成本指标", "经济成本指标", "修路成本", "≤100万元", "98万元", 20, 20, None],
    ["效益指标", "社会效益指标", "受益人数", "≥300人", "300人", 20, 20, None],
]


def write(
    folder: Path, name: str, *, scores: Any = (50, 20, 20), money: Any = (100, 100, 98), total: Any = 99.8
) -> None:
    """One project: all reached, 98 of 100 万元 spent. `scores` None: a sheet without the column."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    without = scores is None
    sheet.append(["项目支出绩效自评表"])
    sheet.append(["（2024年度）"])
    sheet.append(["项目名称", None, name])
    sheet.append(["主管部门", None, "某局", None, "实施单位", None, "某所"])
    sheet.append(
        ["项目资金（万元）", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    )
    sheet.append(["年度资金总额", None, *money, 10, "98.00%", 9.8])
    sheet.append([head for head in HEADS if not (without and head == "得分")])
    for n, row in enumerate(ROWS):
        cells = row[:6] + row[7:] if without else [*row[:6], scores[n], row[7]]
        sheet.append(cells)
    sheet.append(["总分", None, None, None, None, 100, None if without else total])
    book.save(folder / f"{name}.xlsx")


@pytest.fixture
def received(tmp_path: Path) -> Path:
    """One that counts with 99.8; each other one must not."""
    folder = tmp_path / "收"
    folder.mkdir()
    write(folder, "甲")
    write(folder, "没有得分栏", scores=None)
    write(folder, "写成文字", scores=("满分", 20, 20), total=None)
    write(folder, "没有填", scores=(None, None, None), total=None)
    write(folder, "超过分值", scores=(52, 20, 20), total=101.8)
    write(folder, "负分", scores=(50, -2, 20), total=77.8)
    write(folder, "花了一半", money=(100, 100, 50))
    write(folder, "全是元", money=(1000000, 1000000, 980000))
    return folder


def test_what_stands_in_the_sums(cli: Cli, received: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总.xlsx"
    projects = {each["name"]: each for each in cli("collect", received, "-o", out, "--json").data["projects"]}
    assert {name: each["left_out"] for name, each in projects.items()} == {
        "甲": None,
        "没有得分栏": "表里没有得分一栏",
        "写成文字": "得分“满分”不是数字",
        "没有填": "得分都没有填写",
        "超过分值": "总分101.8不在0～100之间",
        "负分": "第2行得分-2分，低于0分",
        "花了一半": "执行率得分印为9.8分，按金额应为5分",
        "全是元": None,
    }
    assert {name for name, each in projects.items() if each["grade"]} == {"甲", "全是元"}
    without = {name for name, each in projects.items() if each["total"] is None}
    assert without == {"没有填", "没有得分栏", "写成文字"}
    book = load_workbook(out)
    row = table(book, "部门汇总")[0]
    assert (row["平均总分"], row["优"], row["无总分"]) == (99.8, 2, 6)
    # Seven projects have 100 万元 of budget; six spent 98, one 50; the eighth is written in 元 and left out.
    assert (row["全年预算数（万元）"], row["全年执行数（万元）"]) == (700, 638)
    assert "全是元" in str(book["部门汇总"]["A1"].value)
    reasons = {each["项目名称"]: each["金额不计入的原因"] for each in table(book, "项目")}
    assert "好像是按元填的：成本指标写100万元、98万元" in reasons.pop("全是元")
    assert set(reasons.values()) == {None}


def test_no_points_of_the_rule_among_those_won(cli: Cli, received: Path, tmp_path: Path) -> None:
    """产出指标: 甲 and 全是元 won 50 of 50 each; of 写成文字 that row has no points, and its others stand."""
    cli("collect", received, "-o", tmp_path / "汇总.xlsx")
    levels = {row["一级指标"]: row for row in table(load_workbook(tmp_path / "汇总.xlsx"), "一级指标")}
    assert (levels["产出指标"]["分值"], levels["产出指标"]["得分"]) == (100, 100)
    assert (levels["成本指标"]["分值"], levels["成本指标"]["得分"]) == (60, 60)


def test_the_register_counts_alike(cli: Cli, received: Path, tmp_path: Path) -> None:
    cli("desk", tmp_path / "复核", "receive", received)
    out = tmp_path / "登记.xlsx"
    cli("desk", tmp_path / "复核", "export", "-o", out)
    told = json.dumps(
        [row for sheet in load_workbook(out) for row in sheet.values], ensure_ascii=False, default=str
    )
    assert "平均 99.8" in told
    assert "（2 张表）" in told
    assert "表里没有得分一栏" in told


def test_the_units_own_account_counts_alike(cli: Cli, received: Path, tmp_path: Path) -> None:
    cli("report", received, "-o", tmp_path / "报告.html")
    told = (tmp_path / "报告.html").read_text("utf-8")
    assert "总分没有计入平均：没有得分栏：表里没有得分一栏。" in told
    assert "没有计入合计：全是元：" in told


def test_a_received_form_without_any_score_goes_back(cli: Cli, received: Path) -> None:
    """A unit that checks itself may still leave its scores to the rule; the column has to be there."""

    def errors(name: str, *options: str) -> list[str]:
        data = cli("check", received / f"{name}.xlsx", *options, "--json").data
        return [
            each["message"]
            for each in data["forms"][0]["findings"]
            if (each["code"], each["severity"]) == ("JXF003", "E")
        ]

    missing = ["表里没有得分一栏，3项指标的得分都无从核对。"]
    assert errors("没有得分栏") == errors("没有得分栏", "--bundle", "finance") == missing
    assert errors("没有填") == []
    assert errors("没有填", "--bundle", "finance") == ["3项指标的得分都没有填写。"]


def test_formulas_of_this_tool_without_a_result_are_left_to_the_rule(
    cli: Cli, received: Path, tmp_path: Path
) -> None:
    """Saved by a program that computes nothing, the cells are no empty ones."""
    path = received / "没有填.xlsx"
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    for row in (8, 9, 10):
        sheet.cell(row, 7).value = f"=PERF_SCORE(D{row},E{row},F{row})"
    book.save(path)
    data = cli("collect", received, "-o", tmp_path / "汇总.xlsx", "--json").data
    assert [each["left_out"] for each in data["projects"] if each["name"] == "没有填"] == [None]
    checked = cli("check", path, "--bundle", "finance", "--json").data["forms"][0]["findings"]
    assert "JXF003" not in {each["code"] for each in checked}
