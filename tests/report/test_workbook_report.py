"""`check --report X.xlsx`: five sheets; what was not checked never looks passed."""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import load_workbook

from cli.conftest import Cli
from report.test_collect import table
from workbook_read.books import FORMS


def test_the_five_sheets(cli: Cli, seed: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告.xlsx"
    result = cli("check", seed, "--report", out)
    assert result.code == 1
    assert f"审核报告已写入 {out}" in result.out
    book = load_workbook(out)
    assert book.sheetnames[:5] == ["总览", "项目", "问题汇总", "问题明细", "规则状态"]
    overview = {row["项目"]: row["内容"] for row in table(book, "总览")}
    assert overview["自评表"] == "14 张"
    assert overview["总分（计算）"] == "平均 96.76，最高 98.99，最低 85.98"
    assert overview["等级"] == "优 12，良 2"
    assert overview["错误"] == "1 条"
    assert overview["没有错误的表"] == "13 张"
    assert len(book["总览"]._charts) == 3


def test_details_are_the_findings_of_the_json(cli: Cli, seed: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告.xlsx"
    forms = cli("check", seed, "--json", "--report", out).data["forms"]
    book = load_workbook(out)
    expected = [(f["name"], x["code"], x["message"]) for f in forms for x in f["findings"]]
    details = table(book, "问题明细")
    assert [(row["项目名称"], row["规则"], row["问题"]) for row in details] == expected
    (error,) = (row for row in details if row["级别"] == "错误")
    assert (error["序号"], error["规则"], error["处理"]) == (2, "JXT005", "须说明")
    summary = {row["规则"]: row["条数"] for row in table(book, "问题汇总")}
    assert sum(summary.values()) == len(expected)
    assert summary["JXC002"] == 6


def test_skipped_never_looks_passed(cli: Cli, tmp_path: Path) -> None:
    one = tmp_path / "one.json"
    one.write_text(json.dumps(FORMS[0]), encoding="utf-8")
    out = tmp_path / "报告.xlsx"
    cli("check", one, "--bundle", "review", "--report", out)
    rules = {row["规则"]: row for row in table(load_workbook(out), "规则状态")}
    assert rules["JXC002"]["结果"] == "未检查"
    assert rules["JXC002"]["通过（张表）"] == 0
    assert rules["JXC002"]["未检查或须人工核对的原因"] == "只有一张表，无从比较（1 张表）"
    assert rules["JXC003"]["结果"] == "须人工核对"
    assert "人工" in rules["JXC003"]["未检查或须人工核对的原因"]
    assert rules["JXB001"]["结果"] == "通过"


def test_partly_skipped_is_said(cli: Cli, tmp_path: Path) -> None:
    bare = {**FORMS[1], "id": "bare", "goals": {"expected": "", "actual": ""}, "indicators": []}
    source = tmp_path / "two.json"
    source.write_text(json.dumps([FORMS[0], bare]), encoding="utf-8")
    out = tmp_path / "报告.xlsx"
    runs = cli("check", source, "--json", "--report", out).data["forms"]
    for code, row in ((row["规则"], row) for row in table(load_workbook(out), "规则状态")):
        statuses = [run["status"] for form in runs for run in form["rules"] if run["code"] == code]
        if sorted(statuses) == ["passed", "skipped"]:
            assert row["结果"] == "部分未检查"
            break
    else:
        raise AssertionError("no rule was passed once and skipped once")


def test_unread_files_stand_in_the_overview(cli: Cli, seed: Path, tmp_path: Path) -> None:
    broken = tmp_path / "坏.json"
    broken.write_text("{", encoding="utf-8")
    out = tmp_path / "报告.xlsx"
    assert cli("check", seed, broken, "--report", out).code == 1
    overview = {row["项目"]: row["内容"] for row in table(load_workbook(out), "总览")}
    assert overview["没有读出的文件"] == "1 个"
    assert "JSON" in overview["读取失败：坏.json"]


def test_overwriting_and_wrong_names(cli: Cli, seed: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告.xlsx"
    assert cli("check", seed, "--report", out).code == 1
    before = out.read_bytes()
    refused = cli("check", seed, "--report", out)
    assert refused.code == 2
    assert "--force" in refused.err
    assert cli("check", seed, "--report", out, "--force").code == 1
    assert out.read_bytes() == before
    wrong = cli("check", seed, "--report", tmp_path / "报告.pdf")
    assert wrong.code == 2
    assert "以 .xlsx 或 .html 结尾" in wrong.err
