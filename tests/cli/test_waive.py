"""Waivers: a finding set aside stays listed, with the reason, and is counted no more; nothing happens silently."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cli.conftest import Cli

LEDGER = Path(__file__).parents[2] / "workbooks" / "应急指挥保障中心2024年度自评台账.xlsx"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """The ledger of the 14 projects; its one error is JXT005, the 元 of project 2."""
    return Path(shutil.copy(LEDGER, tmp_path / "台账.xlsx"))


def findings(cli: Cli, path: Path, code: str) -> list[dict[str, Any]]:
    return [
        f
        for form in cli("check", path, "--json").data["forms"]
        for f in form["findings"]
        if f["code"] == code
    ]


def test_a_waived_error_is_listed_and_does_not_count(cli: Cli, ledger: Path) -> None:
    assert cli("check", ledger).code == 1
    done = cli(
        "waive", ledger, "JXT005", "--reason", "批复文件即如此", "--who", "李明", "--date", "2025-03-01"
    )
    assert done.code == 0, done.err
    after = cli("check", ledger)
    assert after.code == 0
    assert "已豁免（李明，2025-03-01）：批复文件即如此" in after.out
    assert "错误 0" in after.out.splitlines()[-1]
    (found,) = findings(cli, ledger, "JXT005")
    assert found["severity"] == "E"
    assert found["status"] == "waived"
    assert found["waiver"] == {
        "reason": "批复文件即如此",
        "who": "李明",
        "date": "2025-03-01",
        "at": "审核豁免!B2",
    }


def test_the_other_parts_of_the_workbook_stay(cli: Cli, ledger: Path) -> None:
    before = zipfile.ZipFile(ledger.with_name("台账.xlsx")).namelist()
    original = {name: zipfile.ZipFile(ledger).read(name) for name in before}
    cli("waive", ledger, "JXT005", "--reason", "批复文件即如此", "--who", "李明")
    after = zipfile.ZipFile(ledger)
    changed = {name for name in before if after.read(name) != original[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",  # one more style, for wrapped text
    }
    assert len(after.namelist()) == len(before) + 1
    lines = list(load_workbook(ledger)["审核豁免"].iter_rows(values_only=True))
    assert lines[0] == ("项目", "编码", "位置", "填报内容", "理由", "豁免人", "日期", "核对码")
    assert lines[1][:3] == ("应急指挥中心信息化技术保障项目", "JXT005", "指标!F19")


def test_the_sentence_names_the_backup_that_was_made(cli: Cli, ledger: Path) -> None:
    first, second = ledger.read_bytes(), b""
    done = cli("waive", ledger, "JXT005", "--reason", "批复文件即如此", "--who", "李明")
    assert "原文件另存为 台账.xlsx.bak。" in done.out
    second = ledger.read_bytes()
    done = cli("waive", ledger, "JXI006", "--reason", "已核对", "--who", "李明")
    assert "原文件另存为 台账.xlsx.bak2。" in done.out
    assert ledger.with_name("台账.xlsx.bak").read_bytes() == first
    assert ledger.with_name("台账.xlsx.bak2").read_bytes() == second


def test_a_second_waiver_joins_the_first(cli: Cli, ledger: Path) -> None:
    cli("waive", ledger, "JXT005", "--reason", "批复文件即如此", "--who", "李明")
    assert cli("waive", ledger, "JXI006", "--reason", "已核对", "--who", "李明").code == 0
    sheet = load_workbook(ledger)["审核豁免"]
    assert [cell.value for cell in sheet["B"]] == ["编码", "JXT005", "JXI006"]
    again = cli("waive", ledger, "JXT005", "--reason", "再来一次", "--who", "李明")
    assert "已经豁免过" in again.err
    assert "文件未改动" in again.out
    assert sheet.max_row == 3


def test_a_changed_value_ends_the_waiver(cli: Cli, ledger: Path) -> None:
    cli("waive", ledger, "JXT005", "--reason", "批复文件即如此", "--who", "李明")
    book = load_workbook(ledger)
    book["指标"]["F19"].value = "≤366元"
    book.save(ledger)
    (found,) = findings(cli, ledger, "JXT005")
    assert "status" not in found
    (told,) = findings(cli, ledger, "JXW003")
    assert "不再适用" in told["message"]
    assert cli("check", ledger).code == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("JXT999", "--reason", "a", "--who", "b"), "没有可以豁免的规则 JXT999"),
        (("JXT005", "--reason", " ", "--who", "b"), "理由"),
        (("JXT005", "A1", "--reason", "a", "--who", "b"), "F19"),
        (("JXN006", "--reason", "a", "--who", "b"), "--all"),
        (("JXT005", "--reason", "a", "--who", "b", "--date", "三月一日"), "2025-03-01"),
    ],
)
def test_what_cannot_be_waived_is_refused(
    cli: Cli, ledger: Path, arguments: tuple[str, ...], says: str
) -> None:
    before = ledger.read_bytes()
    result = cli("waive", ledger, *arguments)
    assert result.code == 2
    assert says in result.err
    assert ledger.read_bytes() == before


def test_a_waiver_of_an_unknown_project_is_told(cli: Cli, ledger: Path) -> None:
    cli("waive", ledger, "JXT005", "--reason", "批复文件即如此", "--who", "李明")
    book = load_workbook(ledger)
    book["审核豁免"]["A2"].value = "别的项目"
    book.save(ledger)
    result = cli("check", ledger)
    assert "没有项目“别的项目”" in result.err
    assert result.code == 1


def test_reports_show_what_was_waived(cli: Cli, ledger: Path, tmp_path: Path) -> None:
    cli("waive", ledger, "JXT005", "--reason", "批复文件即如此", "--who", "李明")
    for report in (tmp_path / "报告.xlsx", tmp_path / "报告.html"):
        assert cli("check", ledger, "--report", report).code == 0
    book = load_workbook(tmp_path / "报告.xlsx")
    overview = dict(book["总览"].iter_rows(min_row=2, max_col=2, values_only=True))
    assert overview["错误"] == "0 条"
    assert overview["已豁免"].startswith("1 条")
    headings, *rows = book["问题明细"].iter_rows(values_only=True)
    waived = [dict(zip(headings, row, strict=True)) for row in rows if "已豁免" in row]
    assert [row["规则"] for row in waived] == ["JXT005"]
    assert "批复文件即如此" in waived[0]["豁免理由"]
    page = (tmp_path / "报告.html").read_text("utf-8")
    assert "批复文件即如此" in page
    data = json.loads(page.split('id="data">')[1].split("</script>")[0])
    assert [f["code"] for f in data["findings"] if f["waived"]] == ["JXT005"]


def test_json_keeps_its_waivers(cli: Cli, seed: Path, tmp_path: Path) -> None:
    forms = json.loads(seed.read_text("utf-8"))
    forms[1]["waivers"] = [{"code": "JXT005", "place": "第10行", "reason": "批复文件即如此", "who": "李明"}]
    path = tmp_path / "表.json"
    path.write_text(json.dumps(forms, ensure_ascii=False), encoding="utf-8")
    result = cli("check", path)
    assert result.code == 0
    assert result.err == ""


def test_a_form_workbook_keeps_its_waivers(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "表"
    cli("bulk", LEDGER, "-o", out, "--progress", "none")
    (path,) = out.glob("*业务系统运维*.xlsx")
    assert cli("check", path, "--strict").code == 1
    assert cli("waive", path, "JXT003", "F13", "--reason", "日志可查", "--who", "李明").code == 0
    (found,) = findings(cli, path, "JXT003")
    assert found["status"] == "waived"
    assert found["waiver"]["at"] == "审核豁免!B2"


def test_a_waiver_of_the_ledger_goes_along_into_the_workbook(cli: Cli, ledger: Path, tmp_path: Path) -> None:
    said = ("--reason", "批复文件即如此", "--who", "李明", "--date", "2025-03-01")
    assert cli("waive", ledger, "JXT005", *said).code == 0
    assert cli("bulk", ledger, "-o", tmp_path / "out").code == 0
    (second,) = (tmp_path / "out").glob("02-*.xlsx")
    heads, line = load_workbook(second)["审核豁免"].iter_rows(values_only=True)
    assert heads == ("项目", "编码", "位置", "填报内容", "理由", "豁免人", "日期", "核对码")
    # In the ledger the cell was 指标!F19, the tenth row of project 2.
    (found,) = findings(cli, second, "JXT005")
    assert (line[0], line[1], line[2]) == (None, "JXT005", found["cell"])
    assert line[4:7] == ("批复文件即如此", "李明", "2025-03-01")
    assert (found["field"], found["status"]) == ("indicators[9].target", "waived")
    assert found["waiver"]["at"] == "审核豁免!B2"
    (first,) = (tmp_path / "out").glob("01-*.xlsx")
    assert "审核豁免" not in load_workbook(first).sheetnames


def test_a_final_workbook_has_no_sheet_of_waivers(cli: Cli, ledger: Path, tmp_path: Path) -> None:
    assert cli("waive", ledger, "JXT010", "--all", "--reason", "批复如此", "--who", "李明").code == 0
    for folder, kind in (("out", "--values"), ("final", "--final")):
        cli("bulk", ledger, "-o", tmp_path / folder, kind)
    finals = sorted(path.name for path in (tmp_path / "final").glob("*.xlsx"))
    assert any("审核豁免" in load_workbook(tmp_path / "out" / name).sheetnames for name in finals)
    assert not any("审核豁免" in load_workbook(tmp_path / "final" / name).sheetnames for name in finals)


@pytest.mark.parametrize("date", ["2024-13-01", "2024-02-30", "20240301"])
def test_a_date_that_is_none_is_refused(cli: Cli, tmp_path: Path, date: str) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"")
    result = cli("waive", path, "JXN003", "--reason", "x", "--who", "y", "--date", date)
    assert result.code == 2
    assert date in result.err
