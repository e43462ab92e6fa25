"""退回意见: every open finding of a unit, told where it stands, in both kinds of file; and the re-submission compared."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from cli.conftest import Cli
from workbook_read.books import FORMS, draw
from zipingbiao.report.letter.wording import WordingFault, load_wording
from zipingbiao.resources import templates_path

UNIT = "北京市应急指挥保障中心"


def two_units(tmp_path: Path) -> list[Path]:
    """Form 2 (with its 元 for 万元) of its own unit, form 7 of another."""
    other = json.loads(json.dumps(FORMS[6]))
    other["unit"] = "某中心"
    paths = []
    for n, form in enumerate((FORMS[1], other)):
        paths.append(tmp_path / f"{n}.xlsx")
        book = Workbook()
        draw(book.worksheets[0], form)
        book.save(paths[-1])
    return paths


def findings(cli: Cli, path: Path) -> list[dict[str, Any]]:
    (form,) = cli("check", path, "--json").data["forms"]
    return list(form["findings"])


def test_one_letter_a_unit_with_every_finding(cli: Cli, tmp_path: Path) -> None:
    paths, out = two_units(tmp_path), tmp_path / "退回"
    result = cli("return", *paths, "-o", out, "--due", "2025年3月31日", "--reviewer", "市财政局")
    assert result.code == 0, result.err
    assert {path.name for path in out.iterdir()} == {
        f"退回意见-{unit}{kind}" for unit in (UNIT, "某中心") for kind in (".docx", ".xlsx")
    }
    letter = Document(str(out / f"退回意见-{UNIT}.docx"))
    text = "\n".join(paragraph.text for paragraph in letter.paragraphs)
    assert "2024年度项目支出绩效自评表共1份" in text
    assert "请于2025年3月31日前" in text
    assert "审核单位：市财政局" in text
    assert "日期：【请填写：日期】" in text
    cells = {cell.text for table in letter.tables for row in table.rows for cell in row.cells}
    for finding in findings(cli, paths[0]):
        assert any(f" {finding['code']} " in text for text in cells), finding["code"]
        assert any(finding["message"] in text for text in cells), finding["message"]
        assert finding["found"] in cells
        assert finding["expected"] in cells
    assert not any("等级保护测评" in text for text in cells)


def test_two_units_that_make_one_file_name_get_a_letter_each(cli: Cli, tmp_path: Path) -> None:
    forms = [dict(FORMS[6], unit=unit) for unit in ("甲/乙中心", "甲:乙中心")]
    source = tmp_path / "两个单位.json"
    source.write_text(json.dumps(forms, ensure_ascii=False), "utf-8")
    assert cli("return", source, "-o", tmp_path / "退回", "--format", "xlsx").code == 0
    assert {path.name for path in (tmp_path / "退回").iterdir()} == {
        "退回意见-甲_乙中心.xlsx",
        "退回意见-甲_乙中心（2）.xlsx",
    }


GRAVITY = {"E": 0, "W": 1}


def test_the_workbook_groups_what_can_be_done(cli: Cli, tmp_path: Path) -> None:
    """In each group errors first, then by rule; hints stand apart."""
    paths, out = two_units(tmp_path), tmp_path / "退回"
    cli("return", *paths, "-o", out, "--format", "xlsx")
    book = load_workbook(out / f"退回意见-{UNIT}.xlsx")
    names = {"now": "本次可改", "explain": "须说明", "next": "下年申报时改进"}
    everything = findings(cli, paths[0])
    for group, sheet in names.items():
        mine = [f for f in everything if f["group"] == group and f["severity"] != "I"]
        if not mine:
            assert sheet not in book.sheetnames
            continue
        rows = [row for row in book[sheet].iter_rows(min_row=3, values_only=True) if row[0]]
        assert sorted(str(row[13]) for row in rows) == sorted(f["id"] for f in mine)
        grave = [{"错误": 0, "警告": 1}[str(row[4])] for row in rows]
        assert grave == sorted(grave) == sorted(GRAVITY[f["severity"]] for f in mine)
        assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    hints = {f["id"] for f in everything if f["severity"] == "I"}
    assert {row[13] for row in book["提示"].iter_rows(min_row=3, values_only=True)} == hints
    assert [cell.value for cell in book["本次可改"][2]][-2:] == ["整改情况", "编号"]


def test_a_ground_is_said_once_at_the_end(cli: Cli, tmp_path: Path) -> None:
    path, out = two_units(tmp_path)[0], tmp_path / "退回"
    cli("return", path, "-o", out, "--format", "docx")
    letter = Document(str(out / f"退回意见-{UNIT}.docx"))
    lines = [paragraph.text for paragraph in letter.paragraphs]
    assert sum("本工具约定，无文件规定" in line for line in lines) == 1
    assert lines.index("依据") > lines.index("审核单位：【请填写：审核单位】")
    cells = {cell.text for table in letter.tables for row in table.rows for cell in row.cells}
    assert not any("本工具约定" in text for text in cells)


@pytest.mark.parametrize(("gravity", "returned"), [("error", 1), ("warning", 2), ("any", 2), (None, 1)])
def test_what_makes_a_form_go_back(cli: Cli, tmp_path: Path, gravity: str | None, returned: int) -> None:
    """Of the two forms one has an error, JXT005; both have warnings."""
    asked = ("--return-on", gravity) if gravity else ()
    units = cli(
        "return", *two_units(tmp_path), "-o", tmp_path / "退回", "--format", "xlsx", "--json", *asked
    ).data["units"]
    assert sum(unit["returned"] for unit in units) == returned


def test_a_units_own_waiver_is_a_request_in_its_letter(cli: Cli, tmp_path: Path) -> None:
    path, out = two_units(tmp_path)[0], tmp_path / "退回"
    cli("waive", path, "JXT005", "--reason", "批复文件即如此", "--who", "李明")
    result = cli("return", path, "-o", out, "--format", "xlsx")
    assert "申请" in result.err
    book = load_workbook(out / f"退回意见-{UNIT}.xlsx")
    assert "已豁免" not in book.sheetnames
    (row,) = [row for row in book["须说明"].iter_rows(min_row=3, values_only=True) if row[5] == "JXT005"]
    assert row[11] == "申请豁免，未同意"


def test_one_unit_written_in_many_ways_gets_one_letter(cli: Cli, tmp_path: Path) -> None:
    written = [
        "清河县水利局",
        "清河县水利局（本级）",
        "清河县水利局(本级)",
        "001-清河县水利局",
        "205001 清河县水利局",
    ]
    forms = [dict(FORMS[n], unit=unit) for n, unit in enumerate(written)]
    source = tmp_path / "表.json"
    source.write_text(json.dumps(forms, ensure_ascii=False), "utf-8")
    (unit,) = cli("return", source, "-o", tmp_path / "退回", "--format", "xlsx", "--json").data["units"]
    assert (unit["unit"], unit["forms"]) == ("清河县水利局", 5)


def test_letters_are_not_written_over(cli: Cli, tmp_path: Path) -> None:
    path, out = two_units(tmp_path)[0], tmp_path / "退回"
    assert cli("return", path, "-o", out, "--format", "xlsx").code == 0
    again = cli("return", path, "-o", out, "--format", "xlsx")
    assert again.code == 1
    assert "--force" in again.err


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("请于{due}", "请于{期限}", "不认识的空 {期限}"),
        ('severities = ["E"]', 'severities = ["X"]', "X"),
        ("closing = [", "ending = [", "closing"),
        ("title = ", "title ", "读不出来"),
    ],
)
def test_a_broken_wording_is_told(tmp_path: Path, old: str, new: str, says: str) -> None:
    own = tmp_path / "return" / "退回意见.toml"
    own.parent.mkdir()
    shutil.copy(templates_path() / "return" / "退回意见.toml", own)
    load_wording(tmp_path)
    own.write_text(own.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(WordingFault, match=says):
        load_wording(tmp_path)


def test_the_resubmission_is_compared(cli: Cli, tmp_path: Path) -> None:
    """Mended: the 万元 of row 10 written as 元, as approved. New: 满意度 above its weight. The rest remains."""
    mended = json.loads(json.dumps(FORMS[1]))
    mended["indicators"][9]["actual"] = "365.291元"
    mended["indicators"][12]["score"] = "6"
    paths = [tmp_path / "报送.json", tmp_path / "重报.json"]
    for path, form in zip(paths, (FORMS[1], mended), strict=True):
        path.write_text(json.dumps(form), encoding="utf-8")
    result = cli("diff", *paths, "--json", "--report", tmp_path / "比较.xlsx")
    (form,) = result.data["forms"]
    told = form["findings"]
    assert "JXT005" in {f["code"] for f in told["gone"]}
    assert "JXS003" in {f["code"] for f in told["new"]}
    assert len(told["remaining"]) == told["kept"] > 0
    assert "JXT005" not in {f["code"] for f in told["remaining"]}
    rows = list(load_workbook(tmp_path / "比较.xlsx")["问题"].iter_rows(min_row=2, values_only=True))
    assert ("已改好", "JXT005") in {(row[2], row[5]) for row in rows}
    assert ("新出现", "JXS003") in {(row[2], row[5]) for row in rows}
    assert sum(row[2] == "仍有" for row in rows) == told["kept"]


def test_a_unit_cannot_waive_its_own_findings_between_two_versions(cli: Cli, tmp_path: Path) -> None:
    waived = {
        **FORMS[1],
        "waivers": [{"code": "JXT005", "place": "第10行", "reason": "批复文件即如此", "who": "李明"}],
    }
    paths = [tmp_path / "报送.json", tmp_path / "重报.json"]
    for path, form in zip(paths, (FORMS[1], waived), strict=True):
        path.write_text(json.dumps(form), encoding="utf-8")
    (form,) = cli("diff", *paths, "--json").data["forms"]
    told = form["findings"]
    assert told["waived"] == told["gone"] == told["new"] == []
    (asked,) = [f for f in told["remaining"] if "request" in f]
    assert (asked["code"], asked["request"]["reason"]) == ("JXT005", "批复文件即如此")
