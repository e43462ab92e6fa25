"""`collect`: the published forms read back from folders; sums worked out by hand from the published figures."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from cli.conftest import Cli
from workbook_read.books import FORMS, draw
from zipingbiao.resources import DEMO_LEDGER, TEMPLATE, workbook_path

SHEETS = ["项目", "指标", "部门汇总", "一级指标", "图表", "跨表问题", "读取失败"]
TOTALS = [97.94, 97.99, 85.98, 98, 97.99, 98, 87.95, 98.89, 98.97, 98.97, 98.99, 98.99, 98, 98]


def table(book: Any, sheet: str) -> list[dict[str, Any]]:
    """The rows below the headings; a remark above them has one cell only."""
    rows = [list(row) for row in book[sheet].iter_rows(values_only=True)]
    while rows and sum(cell is not None for cell in rows[0]) < 2:
        rows.pop(0)
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_the_published_forms(cli: Cli, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总.xlsx"
    result = cli("collect", folder, "-o", out)
    assert (result.code, result.err) == (0, "")
    assert "汇总 14 张自评表、110 个指标" in result.out
    book = load_workbook(out)
    assert book.sheetnames == SHEETS
    projects = table(book, "项目")
    assert [row["总分（计算）"] for row in projects] == TOTALS
    assert [row["总分（表内）"] for row in projects] == TOTALS
    assert [row["工作表"] for row in projects[:4]] == ["表1", "表2", "表3", "Sheet"]
    assert [row["文件"] for row in projects[2:5]] == ["一处.xlsx", "二处/4.xlsx", "二处/5.xlsx"]
    third = projects[2]
    assert third["主管部门"] == "北京市应急管理局"
    assert third["实施单位"] == "北京市应急指挥保障中心"
    assert third["项目名称"] == "信息系统政务云扩展服务项目"
    assert (third["年初预算数（万元）"], third["全年预算数（万元）"], third["全年执行数（万元）"]) == (
        0,
        185.76,
        111.08,
    )
    assert (third["执行率"], third["执行率得分"], third["分值合计"], third["等级"]) == (
        0.598,
        5.98,
        100,
        "良",
    )
    assert sum(row["错误"] for row in projects) == 1
    assert len(table(book, "指标")) == 110


def test_roll_ups(cli: Cli, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总.xlsx"
    cli("collect", folder, "-o", out)
    book = load_workbook(out)
    department, totals = table(book, "部门汇总")
    # Form 9 prints 042- before the department's name; it is one department all the same.
    assert department["主管部门"] == "北京市应急管理局"
    for row in (department, totals):
        assert (row["项目数"], row["优"], row["良"], row["中"], row["差"]) == (14, 12, 2, 0, 0)
        assert row["平均总分"] == 96.76  # 1354.66 / 14
        assert row["全年预算数（万元）"] == 3865
        assert row["全年执行数（万元）"] == 3758.47
        assert row["执行率"] == 0.9724
    levels = {row["一级指标"]: (row["指标数"], row["分值"], row["得分"]) for row in table(book, "一级指标")}
    assert levels == LEVELS


LEVELS = {
    "产出指标": (60, 605, 593),
    "成本指标": (14, 240, 240),
    "效益指标": (23, 295, 293),
    "满意度指标": (13, 120, 97),
}


def test_figures_are_numbers_and_texts_are_texts(cli: Cli, tmp_path: Path) -> None:
    form = json.loads(json.dumps(FORMS[2]))
    form["name"] = '=HYPERLINK("http://x","点")'
    form["department"] = "+1+cmd"
    form["indicators"][0]["note"] = "@SUM(A1)"
    form["indicators"][1]["note"] = "#N/A"
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.json").write_text(json.dumps([form]), encoding="utf-8")
    out = tmp_path / "汇总.xlsx"
    cli("collect", source, "-o", out)
    with zipfile.ZipFile(out) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in package.read(name), name
    book = load_workbook(out)
    row = next(book["项目"].iter_rows(min_row=2))
    cells = {book["项目"].cell(1, cell.column).value: cell for cell in row}
    assert (cells["项目名称"].value, cells["项目名称"].data_type) == (form["name"], "s")
    assert (cells["主管部门"].value, cells["主管部门"].data_type) == ("+1+cmd", "s")
    assert (cells["总分（计算）"].value, cells["总分（计算）"].data_type) == (85.98, "n")
    notes = [row["偏差原因分析及改进措施"] for row in table(book, "指标")]
    assert notes[:2] == ["@SUM(A1)", "#N/A"]


def test_amounts_in_yuan_are_summed_in_wan(cli: Cli, tmp_path: Path) -> None:
    form = json.loads(json.dumps(FORMS[2]))
    form["amount_unit"] = "元"
    form["funds"][0] |= {"initial_budget": "0", "annual_budget": "1,857,600.00", "executed": "约111万"}
    (tmp_path / "a.json").write_text(json.dumps(form), encoding="utf-8")
    cli("collect", tmp_path, "-o", tmp_path / "汇总.xlsx")
    book = load_workbook(tmp_path / "汇总.xlsx")
    (row,) = table(book, "项目")
    assert (row["全年预算数（万元）"], row["全年执行数（万元）"]) == (185.76, "约111万")


def test_look(cli: Cli, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总.xlsx"
    cli("collect", folder, "-o", out)
    book = load_workbook(out)
    sheet = book["项目"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:AC15")
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.column_dimensions["G"].width == 30
    assert len(book["图表"]._charts) == 2
    spread = table(book, "图表")
    assert spread[0] == {"总分（分）": "85～86", "项目数": 1}
    assert spread[-1] == {"总分（分）": "98～99", "项目数": 9}
    assert sum(row["项目数"] for row in spread) == 14


def test_what_cannot_be_read_is_told_and_stops_nothing(cli: Cli, folder: Path, tmp_path: Path) -> None:
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 not a package")
    (folder / "~$一处.xlsx").write_bytes(b"\x05owner")
    (folder / "旧.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (folder / "说明.docx").write_bytes(b"PK")
    out = folder / "汇总.xlsx"
    result = cli("collect", folder, "-o", out)
    assert result.code == 1
    assert "读取失败 坏.xlsx" in result.err
    assert "读取失败 说明.docx" in result.err
    assert "跳过 ~$一处.xlsx" in result.err
    book = load_workbook(out)
    assert len(table(book, "项目")) == 14
    unread = {row["文件"]: (row["情况"], row["原因和处理办法"]) for row in table(book, "读取失败")}
    assert set(unread) == {"坏.xlsx", "旧.xls", "说明.docx", "~$一处.xlsx"}
    assert unread["坏.xlsx"][0] == unread["旧.xls"][0] == "没有读出"
    assert unread["~$一处.xlsx"][0] == "跳过"
    assert "损坏" in unread["坏.xlsx"][1]
    assert "另存为 .xlsx" in unread["旧.xls"][1]
    assert "14 张表" in book["读取失败"]["A1"].value
    # A second run does not read its own summary back.
    again = cli("collect", folder, "-o", out, "--force", "--json")
    assert len(again.data["projects"]) == 14
    assert "汇总.xlsx" in {each["file"] for each in again.data["skipped"]}


def test_what_this_tool_wrote_is_passed_over(cli: Cli, folder: Path, tmp_path: Path) -> None:
    """An older 汇总.xlsx, a report and a list lie among the forms: none of them is a form or a broken ledger."""
    form = str(min(folder.glob("*.xlsx")))
    assert cli("collect", str(folder), "-o", str(tmp_path / "汇总旧.xlsx")).code == 0
    cli("check", form, "--report", str(tmp_path / "报告.xlsx"))
    assert cli("evidence", form, "-o", str(tmp_path / "佐证.xlsx")).code == 0
    for name in ("汇总旧.xlsx", "报告.xlsx", "佐证.xlsx"):
        (tmp_path / name).rename(folder / name)
    done = cli("collect", str(folder), "-o", str(tmp_path / "汇总.xlsx"), "--json")
    assert done.code == 0
    assert done.data["errors"] == []
    assert {each["file"] for each in done.data["skipped"]} == {"汇总旧.xlsx", "报告.xlsx", "佐证.xlsx"}
    alone = cli("check", str(folder / "报告.xlsx"))
    assert "本工具写的审核报告" in alone.err


def test_a_ledger_is_told_apart_and_counted_once(cli: Cli, tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    shutil.copy(workbook_path(DEMO_LEDGER), source / "台账.xlsx")
    data = cli("collect", source, "-o", tmp_path / "1.xlsx", "--json").data
    assert [each["source"] for each in data["projects"]] == ["台账"] * 14
    book = Workbook()
    draw(book.worksheets[0], FORMS[3])
    book.save(source / "政务云.xlsx")
    data = cli("collect", source, "-o", tmp_path / "2.xlsx", "--json").data
    assert sorted(each["source"] for each in data["projects"]) == ["台账"] * 13 + ["自评表"]
    (remark,) = (each for each in data["remarks"] if each["file"] == "台账.xlsx")
    assert "1 个项目另有自评表" in remark["message"]


def test_a_copy_of_a_project_is_counted_once_and_told(cli: Cli, tmp_path: Path) -> None:
    for name in ("表.json", "表 - 副本.json"):
        (tmp_path / name).write_text(json.dumps(FORMS[0]), encoding="utf-8")
    data = cli("collect", tmp_path, "-o", tmp_path / "汇总.xlsx", "--json").data
    assert [each["file"] for each in data["projects"]] == ["表.json"]
    (remark,) = data["remarks"]
    assert remark["file"] == "表 - 副本.json"
    assert "没有重复计入" in remark["message"]


def test_of_two_drafts_the_newer_one_is_counted(cli: Cli, tmp_path: Path) -> None:
    for name, note, time in (("初稿.json", "甲", 1_700_000_000), ("终稿.json", "乙", 1_700_100_000)):
        form = json.loads(json.dumps(FORMS[0]))
        form["indicators"][0]["note"] = note
        (tmp_path / name).write_text(json.dumps(form), encoding="utf-8")
        os.utime(tmp_path / name, (time, time))
    data = cli("collect", tmp_path, "-o", tmp_path / "汇总.xlsx", "--json").data
    assert [each["file"] for each in data["projects"]] == ["终稿.json"]
    assert [each["file"] for each in data["remarks"]] == ["初稿.json"]


def test_a_total_that_cannot_be_is_in_no_average(cli: Cli, tmp_path: Path) -> None:
    """120 points, weights that sum to 10, a sum that does not add up: no grade, and the number left out is said."""
    sound, high, light, broken = (json.loads(json.dumps(FORMS[2])) for _ in range(4))
    high["indicators"][3]["score"] = high["indicators"][3]["weight"] = "54.02"
    light["indicators"] = []
    broken["total"]["score"] = "99"
    forms = [dict(form, name=f"项目{n}") for n, form in enumerate((sound, high, light, broken))]
    (tmp_path / "表.json").write_text(json.dumps(forms), encoding="utf-8")
    out = tmp_path / "汇总.xlsx"
    data = cli("collect", tmp_path, "-o", out, "--json").data
    assert [each["grade"] for each in data["projects"]] == ["良", None, None, None]
    assert [bool(each["left_out"]) for each in data["projects"]] == [False, True, True, True]
    row = table(load_workbook(out), "部门汇总")[0]
    assert (row["平均总分"], row["良"], row["无总分"]) == (85.98, 1, 3)
    assert "3 张表" in str(load_workbook(out)["部门汇总"]["A1"].value)


def test_money_in_two_units_is_in_no_sum_and_named(cli: Cli, tmp_path: Path) -> None:
    """199.13 of 200.25 万元 were spent; one form has the one figure in 元, another the other."""
    sound, spent, budget = (json.loads(json.dumps(FORMS[0])) for _ in range(3))
    spent["funds"][0]["executed"] = "1991300"
    budget["funds"][0]["annual_budget"] = "2002500"
    forms = [
        dict(form, name=f"项目{n}", department="某局") for n, form in enumerate((sound, spent, budget), 1)
    ]
    (tmp_path / "表.json").write_text(json.dumps(forms), encoding="utf-8")
    out = tmp_path / "汇总.xlsx"
    data = cli("collect", tmp_path, "-o", out, "--json").data
    assert [each["grade"] for each in data["projects"]] == ["优", None, None]
    book = load_workbook(out)
    row = table(book, "部门汇总")[0]
    assert (row["全年预算数（万元）"], row["全年执行数（万元）"]) == (200.25, 199.13)
    assert float(row["执行率"]) == pytest.approx(0.9944, abs=0.0001)
    assert "项目2、项目3" in str(book["部门汇总"]["A1"].value)
    reasons = [line["金额不计入的原因"] or "" for line in table(book, "项目")]
    assert ["相差约一万倍" in reason for reason in reasons] == [False, True, True]
    cli("collect", tmp_path, "--to", "csv", "-o", tmp_path / "数据")
    lines = (tmp_path / "数据" / "projects.csv").read_text("utf-8-sig").splitlines()
    assert ["相差约一万倍" in line for line in lines[1:]] == [False, True, True]
    cli("report", tmp_path / "表.json", "-o", tmp_path / "报告.html")
    told = (tmp_path / "报告.html").read_text("utf-8")
    assert "没有计入合计：项目2：全年执行数1991300与全年预算数200.25相差约一万倍" in told


def test_an_empty_template_is_no_project(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "一.json").write_text(json.dumps(FORMS[0]), encoding="utf-8")
    shutil.copy(workbook_path(TEMPLATE), tmp_path / "空白.xlsx")
    data = cli("collect", tmp_path, "-o", tmp_path / "汇总.xlsx", "--json").data
    assert [each["file"] for each in data["projects"]] == ["一.json"]
    assert "空白自评表，没有计入汇总。" in [each["message"] for each in data["remarks"]]


def test_cross_form_findings(cli: Cli, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总.xlsx"
    cli("collect", folder, "-o", out)
    found = table(load_workbook(out), "跨表问题")
    # 口头满意度结果较好，后续采取问卷调查等方式的满意度调查工作。 stands word for word in six forms.
    same = [row for row in found if row["规则"] == "JXC002"]
    assert len(same) == 6
    assert {row["文件"] for row in same} == {f"二处/{n}.xlsx" for n in (4, 5, 6, 9, 10, 12)}
    assert same[0]["相关"].startswith("基础软件采购项目、信息安全服务项目")


def test_json_and_overwriting(cli: Cli, seed: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总.xlsx"
    data = cli("collect", seed.parent, "-o", out, "--json").data
    assert [Decimal(each["total"]) for each in data["projects"]] == [Decimal(str(t)) for t in TOTALS]
    assert set(data) == {"out", "projects", "cross", "errors", "skipped", "remarks"}
    before = out.read_bytes()
    refused = cli("collect", seed.parent, "-o", out)
    assert refused.code == 2
    assert "已存在" in refused.err
    assert out.read_bytes() == before
    assert cli("collect", seed.parent, "-o", out, "--force").code == 0
    assert out.read_bytes() == before, "the same forms give the same bytes"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["没有的文件夹", "-o", "x.xlsx"], "找不到文件夹"),
        ([".", "-o", "x.csv"], "以 .xlsx 结尾"),
        ([".", "-o", "没有/x.xlsx"], "不存在"),
        ([".", "-o", "x.xlsx"], "没有自评表"),
    ],
)
def test_wrong_use(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = cli("collect", *arguments)
    assert result.code == 2
    assert says in result.err
    assert not list(tmp_path.rglob("*.xlsx"))


def test_a_units_own_waiver_is_listed_as_a_request(cli: Cli, tmp_path: Path) -> None:
    form = json.loads(json.dumps(FORMS[1]))
    form["waivers"] = [{"code": "JXT005", "place": "第10行", "reason": "批复如此", "who": "张三"}]
    (tmp_path / "表.json").write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    out = tmp_path / "汇总.xlsx"
    (project,) = cli("collect", tmp_path, "-o", out, "--json").data["projects"]
    assert (project["requested"], project["errors"]) == (1, 1)
    (row,) = table(load_workbook(out), "申请豁免")
    assert (row["规则"], row["申请的理由"], row["谁写的"]) == ("JXT005", "批复如此", "张三")
