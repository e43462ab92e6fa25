"""The reviewer's columns: added to a copy, read back, told by report and diff; the self-evaluation stays as it is."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from cli.conftest import Cli
from workbook_read.books import FORMS, Look, draw
from zipingbiao.workbook.read.forms import read_workbook

LEDGER = Path(__file__).parents[2] / "workbooks" / "应急指挥保障中心2024年度自评台账.xlsx"


@pytest.fixture
def ours(cli: Cli, tmp_path: Path) -> Path:
    """Form 13 on our template."""
    cli("bulk", LEDGER, "-o", tmp_path / "表", "--progress", "none")
    return next((tmp_path / "表").glob("*业务系统运维*.xlsx"))


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """Forms 3 and 7 on two sheets that never saw our template."""
    book = Workbook()
    draw(book.worksheets[0], FORMS[2])
    draw(book.create_sheet("二"), FORMS[6])
    book.save(tmp_path / "他们.xlsx")
    return tmp_path / "他们.xlsx"


def copied(cli: Cli, path: Path, tmp_path: Path) -> Path:
    result = cli("review", path, "-o", tmp_path / "复核")
    assert result.code == 0, result.err
    return tmp_path / "复核" / path.name


def fill(path: Path, marks: dict[str, object], sheet: str | None = None) -> None:
    book = load_workbook(path)
    page = book[sheet] if sheet else book.worksheets[0]
    for cell, value in marks.items():
        page[cell].value = value
    book.save(path)


@pytest.mark.parametrize("kind", ["ours", "theirs"])
def test_the_form_is_read_as_before(
    cli: Cli, tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    path: Path = request.getfixturevalue(kind)
    before, after = read_workbook(path), read_workbook(copied(cli, path, tmp_path))
    assert after.problems == ()
    for old, new in zip(before.forms, after.forms, strict=True):
        assert (new.indicators, new.funds, new.goals, new.total) == (
            old.indicators,
            old.funds,
            old.goals,
            old.total,
        )
        assert all(f"indicators[{i}].review_score" in new.places for i in range(len(new.indicators)))
        assert "funds[0].review_score" in new.places


def test_only_the_sheet_changes(cli: Cli, ours: Path, tmp_path: Path) -> None:
    old, new = zipfile.ZipFile(ours), zipfile.ZipFile(copied(cli, ours, tmp_path))
    assert old.namelist() == new.namelist()
    changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert changed == ["xl/worksheets/sheet1.xml"]


def test_report_and_diff_tell_the_review(cli: Cli, ours: Path, tmp_path: Path) -> None:
    """Row 1: 15 → 12; money 10.00 → 9.5; row 2 has a 复核得分 that is none: no sum over the rest."""
    copy = copied(cli, ours, tmp_path)
    fill(copy, {"T6": 9.5, "T13": 12, "U13": "没有监测记录", "V13": "已补监测记录", "T14": "十五"})
    assert cli("check", copy, "--report", tmp_path / "报告.xlsx", "--force").code in (0, 1)
    rows = list(load_workbook(tmp_path / "报告.xlsx")["复核"].iter_rows(min_row=3, values_only=True))
    assert [(row[2], row[5], row[6], row[7]) for row in rows] == [
        ("预算执行率", 10, 9.5, -0.5),
        ("第1行", 15, 12, -3),
        ("第2行", 15, None, None),
        ("总分", 98, None, None),
    ]
    assert "没有合计" in str(rows[3][8])
    assert rows[1][8:] == ("没有监测记录", "已补监测记录", None, "-20%")
    assert "“十五”不是数字" in str(rows[2][8])
    (form,) = cli("diff", ours, copy, "--json").data["forms"]
    told = {(c["label"], c["after"], c["cell_after"]) for c in form["changes"]}
    assert {("复核得分", "12.00", "T13"), ("复核意见", "没有监测记录", "U13")} <= told
    cli("check", copy, "--report", tmp_path / "报告.html")
    assert "没有监测记录" in (tmp_path / "报告.html").read_text("utf-8")


def test_without_a_review_there_is_no_sheet(cli: Cli, ours: Path, tmp_path: Path) -> None:
    cli("check", ours, "--report", tmp_path / "报告.xlsx")
    assert "复核" not in load_workbook(tmp_path / "报告.xlsx").sheetnames


def test_a_second_copy_adds_nothing(cli: Cli, ours: Path, tmp_path: Path) -> None:
    copy = copied(cli, ours, tmp_path)
    again = cli("review", copy, "-o", tmp_path / "再")
    assert "没有另加" in again.out
    heads = [cell.value for cell in load_workbook(tmp_path / "再" / copy.name)["自评表"][12]]
    assert heads.count("复核得分") == 1


def test_a_copy_never_covers_the_original(cli: Cli, ours: Path) -> None:
    before = ours.read_bytes()
    result = cli("review", ours, "-o", ours.parent, "--force")
    assert result.code == 2
    assert "换一个文件夹" in result.err
    assert ours.read_bytes() == before


def test_the_reviewed_total(cli: Cli, ours: Path, tmp_path: Path) -> None:
    """Row 1: 15 → 12; money 10.00 → 9.5. 98.00 − 3 − 0.5 = 94.50. 扣30% of 15 is 10.5, not 12."""
    copy = copied(cli, ours, tmp_path)
    fill(copy, {"T6": 9.5, "T13": 12, "U13": "监测记录不全，扣30%"})
    cli("check", copy, "--report", tmp_path / "报告.xlsx", "--force")
    rows = list(load_workbook(tmp_path / "报告.xlsx")["复核"].iter_rows(min_row=3, values_only=True))
    assert [row[5:8] for row in rows if row[2] == "总分"] == [(98, 94.5, -3.5)]
    assert "应为10.5分" in str(rows[1][8])


@pytest.mark.parametrize("written", [-1, 15.5])
def test_a_score_outside_its_weight_is_not_counted(
    cli: Cli, ours: Path, tmp_path: Path, written: float
) -> None:
    copy = copied(cli, ours, tmp_path)
    fill(copy, {"T13": written})
    cli("check", copy, "--report", tmp_path / "报告.xlsx", "--force")
    rows = list(load_workbook(tmp_path / "报告.xlsx")["复核"].iter_rows(min_row=3, values_only=True))
    assert "超出分值" in str(rows[0][8])
    assert rows[-1][6] is None


def test_what_a_reviewer_found_done_is_read_back(cli: Cli, ours: Path, tmp_path: Path) -> None:
    copy = copied(cli, ours, tmp_path)
    heads = {cell.value: cell.column_letter for cell in load_workbook(copy)["自评表"][12] if cell.value}
    fill(copy, {f"{heads['复核完成值']}13": "3期", f"{heads['偏离度']}13": "-25%"})
    (form,) = read_workbook(copy).forms
    assert (form.indicators[0].review_actual, form.indicators[0].review_deviation) == ("3期", "-25%")
    cli("check", copy, "--report", tmp_path / "报告.xlsx", "--force")
    rows = list(load_workbook(tmp_path / "报告.xlsx")["复核"].iter_rows(min_row=3, values_only=True))
    assert rows[0][10:] == ("3期", "-25%")


def test_forms_beside_each_other_get_no_columns(cli: Cli, tmp_path: Path) -> None:
    """The columns right of the left form are those of the right one: said, nothing written."""
    book = Workbook()
    draw(book.worksheets[0], FORMS[2])
    draw(book.worksheets[0], FORMS[6], Look(left=11))
    book.save(tmp_path / "并排.xlsx")
    result = cli("review", tmp_path / "并排.xlsx", "-o", tmp_path / "复核")
    assert result.code == 2
    assert "并排有几张自评表" in result.err
    assert not (tmp_path / "复核" / "并排.xlsx").exists()
