"""`zipingbiao new ledger --from`: anything in any number; every form starts a project or is told why it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli.conftest import Cli, Result
from zipingbiao.batch.inputs import read_input
from zipingbiao.form.coverage import FormKind
from zipingbiao.form.interchange.write import write_interchange
from zipingbiao.form.model import Entry, Form, FundLine, Goals, Indicator
from zipingbiao.form.stale_years import stale_years
from zipingbiao.ledger.layout import ORIGINS
from zipingbiao.ledger.write import ledger_bytes

MONEY = (FundLine("年度资金总额", "100", "100", "95", "10"),)


def form(name: str = "甲项目", year: int = 2024, **more: object) -> Form:
    row = Indicator("产出指标", "数量指标", "培训人数", Entry("≥200人"), Entry("210人"), "90", "90")
    return Form(
        **{
            "id": "1",
            "title": "项目支出绩效自评表",
            "year": f"{year}年度",
            "name": name,
            "unit": "甲中心",
            "funds": MONEY,
            "goals": Goals("培训干部", "已培训"),
            "indicators": (row,),
        }
        | more
    )


def saved(path: Path, *forms: Form) -> Path:
    path.write_text(write_interchange(forms), "utf-8")
    return path


def begin(cli: Cli, folder: Path, *sources: Path, year: int | None = None) -> Result:
    given = [word for source in sources for word in ("--from", source)]
    more = [] if year is None else ["--year", year]
    return cli("new", "ledger", folder / "新台账.xlsx", "--force", *given, *more, "--json")


def names(folder: Path) -> list[str]:
    found = read_input(folder / "新台账.xlsx")
    assert (found.faults, found.remarks) == ((), ())
    return [each.name for each in found.forms]


def test_every_source_counts_not_only_the_last(cli: Cli, tmp_path: Path) -> None:
    book = tmp_path / "旧台账.xlsx"
    book.write_bytes(ledger_bytes([form("甲项目"), form("乙项目")]))
    folder = tmp_path / "旧表"
    folder.mkdir()
    saved(folder / "丙.json", form("丙项目"))
    done = begin(cli, tmp_path, book, folder, saved(tmp_path / "丁.json", form("丁项目")))
    assert (done.code, done.data["year"], names(tmp_path)) == (
        0,
        2025,
        ["甲项目", "乙项目", "丙项目", "丁项目"],
    )
    assert [(each["file"], each["forms"]) for each in done.data["files"]] == [
        ("旧台账.xlsx", 2),
        ("旧表/丙.json", 1),
        ("丁.json", 1),
    ]


def test_one_project_twice_is_told(cli: Cli, tmp_path: Path) -> None:
    same = saved(tmp_path / "一.json", form())
    again = saved(tmp_path / "二.json", form(id="9"))
    older = saved(tmp_path / "前年.json", form(year=2023))
    done = begin(cli, tmp_path, same, again, older)
    assert names(tmp_path) == ["甲项目"]
    why = {each["file"]: each["why"] for each in done.data["left_out"]}
    assert "内容相同" in why["二.json"]
    assert "为准" in why["前年.json"]


@pytest.mark.parametrize("mode", [(), ("--values",), ("--final",)])
@pytest.mark.parametrize("unit", ["万元", "元"])
def test_last_years_ledger_and_the_forms_made_from_it_are_the_same_projects(
    cli: Cli, tmp_path: Path, mode: tuple[str, ...], unit: str
) -> None:
    """The forms print four lines of money and 95.00; the year before is the same whichever of the two tells it."""
    book = tmp_path / "去年台账.xlsx"
    given = [form(name, department="甲局", amount_unit=unit) for name in ("甲项目", "乙项目")]
    book.write_bytes(ledger_bytes(given))
    assert cli("bulk", book, "-o", tmp_path / "去年的表", "--progress", "none", *mode).code == 0
    for sources in ((book, tmp_path / "去年的表"), (tmp_path / "去年的表", book)):
        done = begin(cli, tmp_path, *sources)
        assert names(tmp_path) == ["甲项目", "乙项目"]
        assert [each["name"] for each in done.data["left_out"]] == ["甲项目", "乙项目"]
        assert all("内容相同" in each["why"] for each in done.data["left_out"])
        assert [each["remarks"] for each in done.data["projects"]] == [[], []]


def test_two_different_forms_of_one_project_and_year_both_stay(cli: Cli, tmp_path: Path) -> None:
    other = form(goals=Goals("另一个目标"))
    done = begin(cli, tmp_path, saved(tmp_path / "一.json", form()), saved(tmp_path / "二.json", other))
    assert names(tmp_path) == ["甲项目", "甲项目"]
    assert all("请只留一个" in each["remarks"][0] for each in done.data["projects"])


def test_projects_of_one_name_and_different_units_are_two(cli: Cli, tmp_path: Path) -> None:
    done = begin(cli, tmp_path, saved(tmp_path / "一.json", form(), form(unit="乙中心")))
    assert (names(tmp_path), done.data["left_out"]) == (["甲项目", "甲项目"], [])


def test_this_years_application_goes_before_last_years_form(cli: Cli, tmp_path: Path) -> None:
    asked = form(year=2025, kind=FormKind.TARGETS, goals=Goals("今年的目标"))
    done = begin(cli, tmp_path, saved(tmp_path / "自评.json", form()), saved(tmp_path / "申报.json", asked))
    (one,) = read_input(tmp_path / "新台账.xlsx").forms
    assert (one.goals.expected, one.year, one.indicators[0].actual.text) == ("今年的目标", "2025年度", "")
    assert [each["file"] for each in done.data["left_out"]] == ["自评.json"]


def test_a_form_of_another_year_is_told_and_the_year_can_be_given(cli: Cli, tmp_path: Path) -> None:
    old = saved(tmp_path / "旧.json", form("甲项目", 2022), form("乙项目", 2024))
    done = begin(cli, tmp_path, old)
    assert done.data["year"] == 2025
    assert [each["remarks"] for each in done.data["projects"]] == [
        ["由 2022 年度的表得来，台账是 2025 年度，请核对指标是否还适用"],
        [],
    ]
    assert begin(cli, tmp_path, old, year=2026).data["year"] == 2026
    undated = begin(
        cli, tmp_path, saved(tmp_path / "无.json", form(year=2024, title="表", code="")), year=2027
    )
    assert (undated.data["year"], undated.data["year_assumed"]) == (2027, False)


def test_no_printed_year_is_told(cli: Cli, tmp_path: Path) -> None:
    done = begin(cli, tmp_path, saved(tmp_path / "无.json", replace(form(), year="")))
    assert done.data["year_assumed"] is True
    assert "没有印年度" in done.data["projects"][0]["remarks"][0]


def test_a_form_without_a_name_takes_its_files_and_says_so(cli: Cli, tmp_path: Path) -> None:
    """What a 一体化 module exports has no cell for the project."""
    saved(tmp_path / "表.json", form())
    cli("export", tmp_path / "表.json", "--to", "yth", "-o", tmp_path / "培训项目.xlsx")
    done = begin(cli, tmp_path, tmp_path / "培训项目.xlsx")
    assert done.data["projects"][0]["name"] == "培训项目"
    assert any("没有项目名称" in each for each in done.data["projects"][0]["remarks"])
    (one,) = read_input(tmp_path / "新台账.xlsx").forms
    assert [(row.level3, row.target.text, row.weight) for row in one.indicators] == [
        ("培训人数", "≥200人", "90")
    ]


def test_a_form_of_another_kind_is_told(cli: Cli, tmp_path: Path) -> None:
    done = begin(cli, tmp_path, saved(tmp_path / "一.json", form(kind=FormKind.TRANSFER)))
    assert done.data["projects"][0]["kind"] == "transfer"
    assert "转移支付" in done.data["projects"][0]["remarks"][0]


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04broken")
    done = begin(cli, tmp_path, saved(tmp_path / "好.json", form()), tmp_path / "坏.xlsx")
    assert (done.code, names(tmp_path)) == (1, ["甲项目"])
    assert [each["file"] for each in done.data["errors"]] == ["坏.xlsx"]
    nothing = cli("new", "ledger", tmp_path / "空.xlsx", "--from", tmp_path / "坏.xlsx")
    assert (nothing.code, (tmp_path / "空.xlsx").exists()) == (2, False)


def test_the_sheet_of_origins_tells_the_same_and_reads_as_no_data(cli: Cli, tmp_path: Path) -> None:
    row = Indicator("产出指标", "时效指标", "2024年底前完成", Entry("是"), weight="90")
    begin(
        cli,
        tmp_path,
        saved(tmp_path / "一.json", form(indicators=(row,))),
        saved(tmp_path / "前年.json", form(year=2023)),
    )
    sheet = load_workbook(tmp_path / "新台账.xlsx")["来源"]
    lines = [[cell.value or "" for cell in line] for line in sheet.iter_rows(min_row=2)]
    assert [(line[1], line[2], line[6]) for line in lines] == [
        ("甲项目", "一.json", "是"),
        ("甲项目", "前年.json", "否"),
    ]
    assert "2024年底前完成" in lines[0][7]


@pytest.mark.parametrize("year", [2020, 2023, 2024])
@pytest.mark.parametrize(
    "text", ["{}年6月底前", "（{}年度）", "{}-12-31", "{}.6", "{} 年度完成", "2019—{}年"]
)
def test_a_year_of_the_past_is_found_in_every_writing(text: str, year: int) -> None:
    row = Indicator(level3="按期完成", target=Entry(text.format(year)))
    found = stale_years(Form(year="2025年度", indicators=(row,)))
    assert [(each.path, each.year) for each in found] == [("indicators[0].target", year)]


@pytest.mark.parametrize(
    "text", ["≥2023人", "2025年底前", "2023—2026年", "京财〔2020〕5号", "=2024个", "12024年", "≤2023.5万元"]
)
def test_a_number_or_this_year_is_no_old_year(text: str) -> None:
    row = Indicator(level3="按期完成", target=Entry(text))
    assert stale_years(Form(year="2025年度", indicators=(row,))) == ()


@pytest.mark.parametrize(
    "sign", [chr(n) for n in range(32) if chr(n) not in "\t\n\r"] + ["\x7f", "\ufffe", "\uffff"]
)
def test_what_no_cell_can_hold_stops_no_project(cli: Cli, tmp_path: Path, sign: str) -> None:
    """In every text of a form: the project is there, with a mark where the character stood."""
    said = f"甲{sign}乙"
    row = Indicator(said, said, said, Entry(said), Entry(said), "90", "90", said, evidence=said)
    odd = form(
        said,
        id=said,
        unit=said,
        department=said,
        code=said,
        goals=Goals(said, said),
        indicators=(row,),
        below=said,
    )
    path = saved(tmp_path / "表.json", odd, form("乙项目", id="2"))
    assert begin(cli, tmp_path, path).code == 0
    assert names(tmp_path) == ["甲\ufffd乙", "乙项目"]
    page = load_workbook(tmp_path / "新台账.xlsx")[ORIGINS]
    assert [page.cell(row, 2).value for row in (2, 3)] == ["甲\ufffd乙", "乙项目"]


def test_a_name_like_a_formula_is_a_text_where_it_came_from(cli: Cli, tmp_path: Path) -> None:
    begin(cli, tmp_path, saved(tmp_path / "表.json", form("=1+1")))
    cell = load_workbook(tmp_path / "新台账.xlsx")[ORIGINS].cell(2, 2)
    assert (cell.data_type, cell.value) == ("s", "=1+1")
