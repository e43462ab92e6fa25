"""`zipingbiao update`: what was typed comes back, what two people changed is told, and the ledger's look stays."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.styles import PatternFill

from cli.clerk import type_into
from cli.conftest import Cli, Result
from zipingbiao.form.interchange.write import write_interchange
from zipingbiao.form.model import Entry, Form, FundLine, Goals, Indicator
from zipingbiao.ledger.write import ledger_bytes

ROWS = (
    Indicator("产出指标", "数量指标", "培训人数", Entry("≥200人"), weight="50"),
    Indicator("产出指标", "质量指标", "合格率", Entry("≥95%"), weight="40"),
)


def project(name: str = "培训项目", **more: object) -> Form:
    return Form(
        **{
            "id": "1",
            "year": "2024年度",
            "name": name,
            "unit": "甲中心",
            "funds": (FundLine("年度资金总额", "100", "100", "", "10"),),
            "goals": Goals("培训干部"),
            "indicators": ROWS,
        }
        | more
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(ledger_bytes([project()]))
    return path


def handed_out(cli: Cli, ledger: Path) -> Path:
    """The one workbook of the ledger."""
    folder = ledger.parent / "表"
    assert cli("bulk", ledger, "-o", folder, "--force", "--progress", "none").code == 0
    (path,) = folder.glob("*.xlsx")
    return path


def update(cli: Cli, ledger: Path, *sources: Path, **options: bool) -> Result:
    flags = [f"--{name.replace('_', '-')}" for name, on in options.items() if on]
    given = [word for source in sources for word in ("--from", source)]
    return cli("update", ledger, *given, *flags, "--json")


def changes(done: Result) -> dict[str, tuple[str, str]]:
    (one,) = done.data["projects"]
    return {each["field"]: (each["old"], each["new"]) for each in one["changes"]}


def conflicts(done: Result) -> dict[str | None, str]:
    (one,) = done.data["projects"]
    return {each["field"]: each["why"] for each in one["conflicts"]}


def cell(ledger: Path, sheet: str, name: str) -> object:
    return load_workbook(ledger)[sheet][name].value


def put(ledger: Path, sheet: str, name: str, value: object) -> None:
    """Somebody writes into the ledger."""
    book = load_workbook(ledger)
    book[sheet][name] = value
    book.save(ledger)


#: The ledger's cells of the first project.
ACTUAL, NOTE, EXECUTED = ("指标", "G2"), ("指标", "J2"), ("资金", "F2")


def test_the_cells_meant_here_are_those_of_a_new_ledger(ledger: Path) -> None:
    heads = [load_workbook(ledger)[sheet][f"{name[0]}1"].value for sheet, name in (ACTUAL, NOTE, EXECUTED)]
    assert heads == ["实际完成值", "偏差原因分析及改进措施", "全年执行数"]


def test_typed_words_come_back_into_their_cells(cli: Cli, ledger: Path) -> None:
    path = handed_out(cli, ledger)
    words = {
        "indicators[0].actual": "210人",
        "indicators[1].deduction": "2",
        "indicators[1].evidence": "考试成绩单",
        "funds[0].executed": "95.00",
        "goals.actual": "已培训210人",
    }
    type_into(path, words)
    done = update(cli, ledger, path)
    assert (done.code, changes(done)) == (0, {field: ("", text) for field, text in words.items()})
    assert [cell(ledger, *place) for place in (ACTUAL, EXECUTED)] == ["210人", 95]


def test_a_dry_run_changes_nothing_and_says_the_same(cli: Cli, ledger: Path) -> None:
    path = handed_out(cli, ledger)
    type_into(path, {"indicators[0].actual": "210人"})
    before = ledger.read_bytes()
    preview = update(cli, ledger, path, dry_run=True)
    assert ledger.read_bytes() == before
    assert preview.data["projects"] == update(cli, ledger, path).data["projects"]


@pytest.mark.parametrize("mode", [(), ("--values",)])
def test_what_nobody_typed_is_not_taken_for_typed(cli: Cli, ledger: Path, mode: tuple[str, ...]) -> None:
    """Computed scores, the note with its gaps, the deduction that follows from a score."""
    put(ledger, *ACTUAL, "150人")
    put(ledger, "指标", "G3", "98%")
    put(ledger, "指标", "I3", 38)
    folder = ledger.parent / "表"
    cli("bulk", ledger, "-o", folder, "--progress", "none", *mode)
    done = update(cli, ledger, folder)
    assert (done.code, changes(done), conflicts(done)) == (0, {}, {})


def test_the_ledgers_own_look_stays_byte_for_byte(cli: Cli, ledger: Path) -> None:
    book = load_workbook(ledger)
    page = book["指标"]
    page["Q1"], page["Q2"] = "科室", "培训科"
    page["R2"] = "=LEN(G2)"
    page["G2"].fill = PatternFill("solid", start_color="FFFFFF00")
    page.column_dimensions["G"].width = 31
    book.create_sheet("我的表")["A1"] = "别动"
    book.save(ledger)
    before = ledger.read_bytes()
    path = handed_out(cli, ledger)
    type_into(path, {"indicators[0].actual": "210人"})
    assert update(cli, ledger, path).code == 0
    with ZipFile(BytesIO(before)) as old, ZipFile(ledger) as new:
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
        assert old.namelist() == new.namelist()
    after = load_workbook(ledger)["指标"]
    # The sheet with the new value; the workbook, which is to compute the clerk's own formula.
    sheet = next(name for name in changed if name.startswith("xl/worksheets/"))
    assert changed <= {sheet, "xl/workbook.xml"}
    assert (after["G2"].value, after["G2"].fill.start_color.rgb, after.column_dimensions["G"].width) == (
        "210人",
        "FFFFFF00",
        31,
    )
    assert (after["Q2"].value, after["R2"].value) == ("培训科", "=LEN(G2)")


def test_both_sides_changed_is_told_and_kept(cli: Cli, ledger: Path) -> None:
    put(ledger, *ACTUAL, "200人")
    path = handed_out(cli, ledger)
    type_into(path, {"indicators[0].actual": "210人"})
    put(ledger, *ACTUAL, "205人")
    done = update(cli, ledger, path)
    assert (done.code, changes(done)) == (1, {})
    assert conflicts(done) == {"indicators[0].actual": "台账和工作簿都改过，不一样"}
    assert cell(ledger, *ACTUAL) == "205人"
    # It is still a conflict the next time, until somebody decides.
    assert conflicts(update(cli, ledger, path)) == conflicts(done)
    decided = update(cli, ledger, path, replace=True)
    assert (decided.code, changes(decided)) == (0, {"indicators[0].actual": ("205人", "210人")})


def test_the_ledger_alone_changed_is_no_news(cli: Cli, ledger: Path) -> None:
    put(ledger, *ACTUAL, "200人")
    path = handed_out(cli, ledger)
    put(ledger, *ACTUAL, "205人")
    done = update(cli, ledger, path)
    assert (done.code, changes(done), conflicts(done)) == (0, {}, {})


def test_what_was_cleared_in_the_workbook_is_not_cleared_in_silence(cli: Cli, ledger: Path) -> None:
    put(ledger, *ACTUAL, "200人")
    path = handed_out(cli, ledger)
    type_into(path, {"indicators[0].actual": ""})
    done = update(cli, ledger, path)
    assert (done.code, conflicts(done)) == (1, {"indicators[0].actual": "工作簿里已清空，台账里还有"})
    assert cell(ledger, *ACTUAL) == "200人"
    update(cli, ledger, path, replace=True)
    assert cell(ledger, *ACTUAL) is None


def test_without_a_record_nobody_can_tell_who_was_later(cli: Cli, ledger: Path, tmp_path: Path) -> None:
    put(ledger, *ACTUAL, "200人")
    rows = (ROWS[0], ROWS[1])
    other = project(indicators=tuple(Indicator(**{**_fields(row), "actual": Entry("210人")}) for row in rows))
    (tmp_path / "外来.json").write_text(write_interchange([other]), "utf-8")
    done = update(cli, ledger, tmp_path / "外来.json")
    assert changes(done) == {"indicators[1].actual": ("", "210人")}
    assert conflicts(done) == {"indicators[0].actual": "台账和工作簿不一样，分不清哪边是后改的"}


@pytest.mark.parametrize("mode", [(), ("--values",)])
@pytest.mark.parametrize(
    "field",
    [
        "indicators[0].actual",
        "indicators[1].actual",
        "indicators[1].note",
        "indicators[0].evidence",
        "funds[0].executed",
        "funds[0].annual_budget",
        "goals.actual",
        "unit",
        "indicators[0].target",
        "indicators[1].weight",
        "indicators[1].level3",
        "goals.expected",
    ],
)
def test_without_a_record_what_the_workbook_lacks_is_told_and_stays(
    cli: Cli, tmp_path: Path, field: str, mode: tuple[str, ...]
) -> None:
    ledger, path = _filled(cli, tmp_path, *mode)
    before = ledger.read_bytes()
    assert update(cli, ledger, path).code == 0
    type_into(path, {field: ""})
    for more in ({}, {"replace": True}):
        done = update(cli, ledger, path, **more)
        assert (done.code, changes(done)) == (1, {})
        said = {path or "": why for path, why in conflicts(done).items()}
        assert said.keys() == {field}
        assert "台账不变" in said[field]
    assert ledger.read_bytes() == before


def _filled(cli: Cli, folder: Path, *mode: str) -> tuple[Path, Path]:
    """A ledger in which everything is filled, and its workbook without the record of what was handed out."""
    told = {
        "actual": Entry("200人"),
        "note": "原因：雨天停工。改进措施：培训科6月底前补训。",
        "evidence": "签到表",
    }
    rows = tuple(Indicator(**{**_fields(row), **told}) for row in ROWS)
    funds = (FundLine("年度资金总额", "100", "100", "95", "10"),)
    path = folder / "台账.xlsx"
    path.write_bytes(ledger_bytes([project(indicators=rows, funds=funds, goals=Goals("培训干部", "已培训"))]))
    assert cli("bulk", path, "-o", folder / "表", *mode, "--progress", "none").code == 0
    (folder / "表" / ".zipingbiao-issued.jsonl").unlink()
    (workbook,) = (folder / "表").glob("*.xlsx")
    return path, workbook


def _fields(row: Indicator) -> dict[str, object]:
    return {name: getattr(row, name) for name in Indicator.__slots__}


def test_rows_find_each_other_wherever_they_stand_and_a_foreign_row_is_told(
    cli: Cli, ledger: Path, tmp_path: Path
) -> None:
    answered = [
        Indicator(**{**_fields(row), "actual": Entry(text)})
        for row, text in zip(ROWS, ("210人", "97%"), strict=True)
    ]
    extra = Indicator("效益指标", "社会效益指标", "另加的一行", Entry("好"), Entry("好"), "10")
    other = project(indicators=(answered[1], answered[0], extra))
    (tmp_path / "外来.json").write_text(write_interchange([other]), "utf-8")
    done = update(cli, ledger, tmp_path / "外来.json")
    assert changes(done) == {"indicators[0].actual": ("", "210人"), "indicators[1].actual": ("", "97%")}
    (one,) = done.data["projects"]
    lost = {(each["workbook_field"], each["why"]) for each in one["conflicts"]}
    assert lost == {
        ("indicators[2].level3", "台账里没有这一行"),
        ("indicators[2].actual", "台账里没有这一行"),
    }
    assert done.code == 1


def test_what_was_approved_is_compared_and_never_written(cli: Cli, ledger: Path) -> None:
    path = handed_out(cli, ledger)
    type_into(path, {"indicators[0].target": "≥100人"})
    done = update(cli, ledger, path, replace=True)
    assert (done.code, changes(done)) == (1, {})
    assert conflicts(done) == {"indicators[0].target": "批复的内容不一样，不写回；该改的请在台账里改"}
    assert cell(ledger, "指标", "F2") == "≥200人"


def test_a_formula_of_the_ledger_and_a_column_of_numbers_are_respected(
    cli: Cli, ledger: Path, tmp_path: Path
) -> None:
    put(ledger, *EXECUTED, "=50+45")
    other = project(
        funds=(FundLine("年度资金总额", "100", "100", "96", "10"),),
        indicators=(ROWS[0], Indicator(**{**_fields(ROWS[1]), "score": "四十"})),
    )
    (tmp_path / "外来.json").write_text(write_interchange([other]), "utf-8")
    done = update(cli, ledger, tmp_path / "外来.json")
    assert (done.code, changes(done)) == (1, {})
    assert conflicts(done) == {
        "funds[0].executed": "台账的这一格是公式，不写回",
        "indicators[1].score": "台账的这一列只能填数，不写回",
    }


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": "别的项目"}, "台账里没有这个项目"),
        ({"year": "2023年度"}, "是 2023 年度的表，台账是 2024 年度"),
        ({"kind": "targets"}, "申报表"),
    ],
)
def test_a_form_that_is_not_this_ledgers_is_told(
    cli: Cli, ledger: Path, tmp_path: Path, change: dict[str, str], why: str
) -> None:
    from zipingbiao.form.coverage import FormKind

    given = change | ({"kind": FormKind(change["kind"])} if "kind" in change else {})
    (tmp_path / "外来.json").write_text(write_interchange([project(**given)]), "utf-8")
    done = update(cli, ledger, tmp_path / "外来.json")
    assert (done.code, done.data["projects"]) == (1, [])
    assert why in done.data["unmatched"][0]["why"]


def test_two_different_workbooks_of_one_project_are_told(cli: Cli, ledger: Path) -> None:
    path = handed_out(cli, ledger)
    type_into(path, {"indicators[0].actual": "210人"})
    twin = path.with_name("副本.xlsx")
    twin.write_bytes(path.read_bytes())
    assert update(cli, ledger, path.parent, dry_run=True).code == 0
    before = ledger.read_bytes()
    for words in (
        {"indicators[0].actual": "220人"},
        {"indicators[0].actual": ""},
        {"indicators[0].target": "≥9人"},
    ):
        twin.write_bytes(path.read_bytes())
        type_into(twin, words)
        for more in ({}, {"replace": True}):
            done = update(cli, ledger, path.parent, **more)
            assert (done.code, done.data["projects"]) == (1, [])
            told = {each["file"]: each["why"] for each in done.data["unmatched"]}
            assert told.keys() == {path.name, twin.name}
            assert all("是同一项目，填的不一样，都没有写回" in why for why in told.values())
    assert ledger.read_bytes() == before
    third = path.with_name("再一本.xlsx")
    third.write_bytes(path.read_bytes())
    assert len(update(cli, ledger, path.parent).data["unmatched"]) == 3
    twin.unlink()
    assert changes(update(cli, ledger, path.parent)) == {"indicators[0].actual": ("", "210人")}


def test_amounts_come_back_in_the_ledgers_unit(cli: Cli, tmp_path: Path) -> None:
    ledger = tmp_path / "台账.xlsx"
    funds = (FundLine("年度资金总额", "1000000", "1000000", "", "10"),)
    ledger.write_bytes(ledger_bytes([project(amount_unit="元", funds=funds)]))
    path = handed_out(cli, ledger)
    type_into(path, {"funds[0].executed": "95.5"})
    assert update(cli, ledger, path).code == 0
    assert cell(ledger, *EXECUTED) == 955000


def test_only_a_ledger_can_be_updated(cli: Cli, ledger: Path, tmp_path: Path) -> None:
    path = handed_out(cli, ledger)
    assert cli("update", path, "--from", path).code == 2
    assert cli("update", tmp_path / "没有.xlsx", "--from", path).code == 2


def test_bulk_tells_which_workbook_is_newer_until_it_was_taken_back(cli: Cli, ledger: Path) -> None:
    path = handed_out(cli, ledger)
    final = ledger.parent / "报送"

    def newer() -> list[str]:
        done = cli("bulk", ledger, "-o", final, "--final", "--dry-run", "--progress", "none", "--json")
        return [each["file"] for each in done.data["newer"]]

    assert newer() == []
    # Opened and saved again, nothing typed: not newer.
    type_into(path, {})
    assert newer() == []
    type_into(path, {"indicators[0].actual": "210人"})
    assert newer() == [path.name]
    said = cli("bulk", ledger, "-o", final, "--final", "--dry-run", "--progress", "none")
    assert "比台账新" in said.err
    assert f"zipingbiao update {ledger.name}" in said.err
    update(cli, ledger, path)
    assert newer() == []
