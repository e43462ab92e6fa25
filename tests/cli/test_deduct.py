"""`deduct`: preview first; written into 自行扣分, typed values only with --replace; the shown scores follow."""

from __future__ import annotations

import copy
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from cli.conftest import Cli
from workbook_read.books import FORMS, draw

LEDGER = Path(__file__).parents[2] / "workbooks" / "应急指挥保障中心2024年度自评台账.xlsx"


@pytest.fixture
def form(cli: Cli, tmp_path: Path) -> Path:
    """Form 13 as a workbook: 满意度 5 points, 2 taken off by the unit, 98.00 in all."""
    out = tmp_path / "表"
    cli("bulk", LEDGER, "-o", out, "--progress", "none")
    return next(out.glob("*业务系统运维*.xlsx"))


def test_the_preview_writes_nothing(cli: Cli, form: Path) -> None:
    before = form.read_bytes()
    (line,) = cli("deduct", form, "--json").data["rows"]
    assert line["before"] == {"deduction": "2.00", "score": "3.00"}
    assert line["after"] == {"deduction": "1.00", "score": "4.00"}
    assert line["verdict"] == "kept"
    assert form.read_bytes() == before


def test_a_typed_deduction_stays(cli: Cli, form: Path) -> None:
    before = form.read_bytes()
    result = cli("deduct", form, "--write")
    assert "已填，保留" in result.err
    assert form.read_bytes() == before


def test_replace_writes_it_and_scores_follow(cli: Cli, form: Path) -> None:
    """The unit took 2 off, the policy takes 1: the score would rise, and that is asked for by itself."""
    before = form.read_bytes()
    refused = cli("deduct", form, "--write", "--replace")
    assert "会提高得分" in refused.err
    assert form.read_bytes() == before
    (effect,) = cli("deduct", form, "--replace", "--raise", "--json").data["forms"]
    assert effect["total"] == {"before": "98.00", "after": "99.00"}
    assert effect["grade"] == {"before": "优", "after": "优"}
    assert cli("deduct", form, "--write", "--replace", "--raise").code == 0
    shown = load_workbook(form, data_only=True)["自评表"]
    formulas = load_workbook(form)["自评表"]
    assert shown["O18"].value == 1
    assert shown["H18"].value == 4
    assert str(formulas["H18"].value).startswith("=PERF_SCORE(")
    (scored,) = cli("score", form, "--json").data["forms"]
    assert scored["total"] == scored["reported_total"] == "99.00"


def test_one_file_that_cannot_be_written_costs_that_file_only(cli: Cli, form: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(form, tmp_path / "另一份.xlsx"))
    form.with_name(f"~${form.name}").write_bytes(b"")  # it is open in Excel
    before = form.read_bytes()
    result = cli("deduct", form, other, "--write", "--replace", "--raise")
    assert result.code == 1
    assert form.read_bytes() == before
    assert load_workbook(other, data_only=True)["自评表"]["O18"].value == 1
    assert f"{other.name}：" in result.err
    assert "原文件另存为 另一份.xlsx.bak。" in result.err
    assert "改动 1 个，未改动 0 个，未能写入 1 个" in result.err


def test_a_ledger_of_a_unit(cli: Cli, tmp_path: Path) -> None:
    """12 of the 14 projects have a 满意度 row without a survey; with typed scores nothing changes unasked."""
    path = Path(shutil.copy(LEDGER, tmp_path / "台账.xlsx"))
    rows = cli("deduct", path, "--percent", "10", "--json").data["rows"]
    assert len(rows) == 12
    assert {row["verdict"] for row in rows} <= {"kept", "same"}
    cli("deduct", path, "--percent", "10", "--write", "--replace", "--raise")
    after = cli("deduct", path, "--percent", "10", "--json").data["rows"]
    assert {row["verdict"] for row in after} == {"same"}
    for row in after:
        assert Decimal(row["before"]["score"]) == Decimal(row["weight"]) * Decimal("0.9")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(("--policy", "没有的办法"), "满意度无调查"), (("--percent", "0"), "1 到 100")],
)
def test_wrong_use(cli: Cli, form: Path, arguments: tuple[str, ...], says: str) -> None:
    result = cli("deduct", form, *arguments)
    assert result.code == 2
    assert says in result.err


def test_a_folder_is_gone_through_and_what_cannot_be_done_is_told(
    cli: Cli, form: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "报送"
    (folder / "甲").mkdir(parents=True)
    shutil.copy(form, folder / "甲" / "1.xlsx")
    (folder / "甲" / "坏.xlsx").write_bytes(b"PK broken")
    result = cli("deduct", folder, "--json")
    assert [line["verdict"] for line in result.data["rows"]] == ["kept"]
    assert (result.code, "坏.xlsx" in result.err) == (1, True)
    empty = tmp_path / "空"
    empty.mkdir()
    assert cli("deduct", empty).code == 2


def test_a_form_without_the_column_is_not_passed_over(cli: Cli, tmp_path: Path) -> None:
    """A unit's own layout: the row needs a deduction and there is nowhere to write it."""
    path = tmp_path / "1.xlsx"
    book = Workbook()
    form = copy.deepcopy(FORMS[12])
    (row,) = [row for row in form["indicators"] if "满意度" in row["level1"]]
    row["score"] = row["weight"]
    draw(book.worksheets[0], form)
    book.save(path)
    before = path.read_bytes()
    result = cli("deduct", path, "--write")
    assert (result.code, path.read_bytes() == before) == (1, True)
    assert "1 行该扣而没有扣：表上没有“自行扣分”一栏" in result.out
