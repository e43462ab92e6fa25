"""What was not read is told on the screen, in the JSON, in the reports and in the exit code; kinds of form; --against."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from cli.conftest import Cli
from workbook_read.sheets import HEAD, INDICATORS, LEVELS, MONEY, Rows

TARGETS: Rows = [
    ["项目支出绩效目标申报表（2023年度）"],
    ["项目名称", "河道清淤"],
    [*LEVELS, "指标值"],
    ["产出指标", "数量指标", "清淤长度", "≥10公里"],
    ["", "质量指标", "验收合格率", "≥95%"],
]
CORNER: Rows = [["年度绩效指标完成情况", *INDICATORS[0]], *(["", *line] for line in INDICATORS[1:])]
TOTAL: Rows = [["总分", "", "", "", "", "100", "98"]]
BELOW: Rows = [["加分项", "", "经验推广", "≥1次", "1次", "2", "2"]]


def book(path: Path, *sheets: Rows) -> Path:
    made = Workbook()
    for number, rows in enumerate(sheets):
        page = made.worksheets[0] if not number else made.create_sheet()
        for row, line in enumerate(rows, 1):
            for column, text in enumerate(line, 1):
                if text:
                    page.cell(row, column, text)
    made.save(path)
    return path


def test_a_corner_label_hides_no_row(cli: Cli, tmp_path: Path) -> None:
    path = book(tmp_path / "表.xlsx", [*HEAD, *MONEY, *CORNER])
    (form,) = cli("score", path, "--json").data["forms"]
    assert form["reading"] == {"rows_seen": 2, "rows_read": 2, "unknown": []}
    assert form["kind"] == "project"
    assert Decimal(form["total"]) == 98


def test_rows_that_were_not_read_are_an_error(cli: Cli, tmp_path: Path) -> None:
    path = book(tmp_path / "表.xlsx", [*HEAD, *MONEY, *INDICATORS, *TOTAL, *BELOW])
    result = cli("check", path, "--json")
    assert result.code == 1
    (form,) = result.data["forms"]
    assert form["reading"] == {"rows_seen": 3, "rows_read": 2, "unknown": []}
    (finding,) = [each for each in form["findings"] if each["code"] == "JXR001"]
    assert (finding["severity"], finding["cell"], finding["sheet"]) == ("E", "C9", "Sheet")
    assert cli("score", path, "--json").code == 1
    assert "1 行没有读出" in cli("check", path).out


@pytest.mark.parametrize("kind", ["xlsx", "html"])
def test_reports_tell_it(cli: Cli, tmp_path: Path, kind: str) -> None:
    path = book(tmp_path / "表.xlsx", [*HEAD, *MONEY, *INDICATORS, *TOTAL, *BELOW])
    report = tmp_path / f"报告.{kind}"
    cli("check", path, "--report", report)
    if kind == "html":
        assert "1 行没有读出" in report.read_text("utf-8")
    else:
        texts = [cell.value for row in load_workbook(report)["总览"].iter_rows() for cell in row]
        assert any("1 行没有读出" in str(text) for text in texts)


def test_collect_tells_it_and_calls_no_filled_form_blank(cli: Cli, tmp_path: Path) -> None:
    """No name, no indicator that could be read: still something stands there."""
    folder = tmp_path / "收"
    folder.mkdir()
    lost = [HEAD[0], ["项目名称"], INDICATORS[0], *TOTAL, *BELOW]
    book(folder / "甲.xlsx", lost)
    book(folder / "乙.xlsx", [HEAD[0], ["项目名称"], INDICATORS[0]])
    result = cli("collect", folder, "-o", tmp_path / "汇总.xlsx", "--json")
    assert result.code == 1
    assert [each["file"] for each in result.data["projects"]] == ["甲.xlsx"]
    assert result.data["projects"][0]["reading"]["rows_seen"] == 1
    assert [each["file"] for each in result.data["remarks"] if "空白自评表" in each["message"]] == ["乙.xlsx"]
    sheet = load_workbook(tmp_path / "汇总.xlsx")["项目"]
    headings = [cell.value for cell in sheet[1]]
    row = dict(zip(headings, [cell.value for cell in sheet[2]], strict=True))
    assert (row["填了几行"], row["读出几行"], row["表的种类"]) == (1, 0, "项目支出绩效自评表")


def test_a_sheet_that_was_not_read_is_no_remark(cli: Cli, tmp_path: Path) -> None:
    other = [*HEAD, *MONEY, [*LEVELS, "年度指标值", "到达", "分值", "得分"], *INDICATORS[1:]]
    result = cli("check", book(tmp_path / "表.xlsx", [*HEAD, *MONEY, *INDICATORS], other), "--json")
    assert result.code == 1
    assert len(result.data["forms"]) == 1
    assert "Sheet1" in result.data["errors"][0]["message"]


def test_targets_are_checked_not_refused(cli: Cli, tmp_path: Path) -> None:
    result = cli("check", book(tmp_path / "申报.xlsx", TARGETS), "--json")
    assert result.code == 0
    (form,) = result.data["forms"]
    assert form["kind"] == "targets"
    assert {each["group"] for each in form["findings"]} == {"now"}
    assert all("下年" not in each["advice"] for each in form["findings"])


def test_against_the_approved_targets(cli: Cli, tmp_path: Path) -> None:
    form = book(tmp_path / "自评.xlsx", [*HEAD, *MONEY, *INDICATORS])
    approved = book(tmp_path / "申报.xlsx", TARGETS)
    result = cli("check", form, "--against", approved, "--json")
    assert result.code == 1
    found = [
        (each["code"], each["cell"])
        for each in result.data["forms"][0]["findings"]
        if each["code"].startswith("JXA")
    ]
    assert found == [("JXA001", "D6")]
    plain = cli("check", form, "--json").data["forms"][0]
    assert not any(each["code"].startswith("JXA") for each in plain["rules"])


def test_an_approved_file_that_cannot_be_read_is_wrong_use(cli: Cli, tmp_path: Path) -> None:
    form = book(tmp_path / "自评.xlsx", [*HEAD, *MONEY, *INDICATORS])
    assert cli("check", form, "--against", tmp_path / "没有.xlsx").code == 2


def test_approved_projects_that_nobody_reports_on_are_named(cli: Cli, tmp_path: Path) -> None:
    form = book(tmp_path / "自评.xlsx", [*HEAD, *MONEY, *INDICATORS])
    other = [TARGETS[0], ["项目名称", "道路养护"], *TARGETS[2:]]
    approved = book(tmp_path / "申报.xlsx", TARGETS, other)
    assert "道路养护" in cli("check", form, "--against", approved).err


def test_collect_against_the_approved_targets(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "收"
    folder.mkdir()
    book(folder / "自评.xlsx", [*HEAD, *MONEY, *INDICATORS])
    approved = book(tmp_path / "申报.xlsx", TARGETS)
    summary = tmp_path / "汇总.xlsx"
    both = [
        cli("collect", folder, "-o", summary, "--force", "--json", *more).data["projects"][0]["errors"]
        for more in ((), ("--against", approved))
    ]
    assert both[1] == both[0] + 1


def test_an_application_becomes_a_ledger_of_its_year(cli: Cli, tmp_path: Path) -> None:
    approved = book(tmp_path / "申报.xlsx", TARGETS)
    ledger = tmp_path / "台账.xlsx"
    assert cli("new", "ledger", ledger, "--from", approved).code == 0
    result = cli("check", ledger, "--against", approved, "--json")
    assert not any(each["code"].startswith("JXA") for each in result.data["forms"][0]["findings"])
    assert result.data["forms"][0]["name"] == "河道清淤"


def test_an_application_is_never_handed_in_as_a_form_of_what_was_done(cli: Cli, tmp_path: Path) -> None:
    approved = book(tmp_path / "申报.xlsx", TARGETS)
    result = cli("bulk", approved, "-o", tmp_path / "出", "--final", "--jobs", "1", "--progress", "none")
    assert result.code == 1
    assert "申报表" in result.out + result.err
    assert not list((tmp_path / "出").glob("*.xlsx"))


def test_nothing_is_written_into_an_application(cli: Cli, tmp_path: Path) -> None:
    approved = book(tmp_path / "申报.xlsx", TARGETS)
    before = approved.read_bytes()
    cli("score", approved, "--write")
    cli("narrate", approved, "--write")
    assert approved.read_bytes() == before
