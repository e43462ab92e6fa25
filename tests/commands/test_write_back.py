"""`score --write` and `narrate --write` on closed workbooks: what is filled, what is kept, what stays byte for byte."""

from __future__ import annotations

import copy
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from workbook_read.books import FORMS, draw
from zipingbiao.edits.apply import apply_edits
from zipingbiao.edits.read_xlsx import read_snapshot, snapshot_of
from zipingbiao.edits.snapshot import Edit, EditKind
from zipingbiao.form.interchange import read_interchange
from zipingbiao.hosts.cli.main import run
from zipingbiao.package.gate import open_package, package_of


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path / "home"))


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The first published form as our own workbook: formulas in the score cells."""
    source = tmp_path / "one.json"
    source.write_text(json.dumps(FORMS[0], ensure_ascii=False), encoding="utf-8")
    assert run(["bulk", str(source), "-o", str(tmp_path / "out"), "--progress", "none"]) == 0
    return next((tmp_path / "out").iterdir())


def foreign(tmp_path: Path, form: dict[str, Any]) -> Path:
    """A form drawn by somebody else: labels, no names, no formulas."""
    book = openpyxl.Workbook()
    draw(book.worksheets[0], form)
    book.create_sheet("备注")["A1"] = "勿动"
    path = tmp_path / "外来表.xlsx"
    book.save(path)
    return path


def scores(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    run(["score", str(path), "--json"])
    data: dict[str, Any] = json.loads(capsys.readouterr().out)["forms"][0]
    return data


def edit(path: Path, **cells: object) -> None:
    book = openpyxl.load_workbook(path)
    for name, value in cells.items():
        book.worksheets[0][name] = value
    book.save(path)


def test_a_changed_fact_changes_every_score_that_rests_on_it(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """完成值 50% of =100%: 10 × 50% = 5.00; 150 ÷ 200.25 = 74.91%, 7.49; total 97.94 − 5 − (9.94 − 7.49) = 90.49."""
    edit(written, F13="50%", G6=150)
    assert run(["score", str(written), "--write"]) == 0
    book = openpyxl.load_workbook(written, data_only=True).worksheets[0]
    assert [book[cell].value for cell in ("J6", "K6", "H13", "H20", "G21", "H21", "M13")] == [
        0.7491, 7.49, 5, 8, 100, 90.49, "未完成",
    ]  # fmt: skip
    formulas = openpyxl.load_workbook(written).worksheets[0]
    assert formulas["H13"].value.startswith("=PERF_SCORE(")
    assert scores(written, capsys)["total"] == "90.49"


def test_a_second_run_changes_nothing(written: Path) -> None:
    edit(written, F13="50%")
    run(["score", str(written), "--write"])
    before = written.read_bytes()
    run(["score", str(written), "--write"])
    assert written.read_bytes() == before


def test_empty_score_cells_of_a_foreign_form_are_filled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = copy.deepcopy(FORMS[0])
    for row in form["indicators"][:7]:
        row["score"] = ""
    form["total"]["score"] = form["funds"][0]["rate"] = form["funds"][0]["score"] = ""
    path = foreign(tmp_path, form)
    assert run(["score", str(path), "--write"]) == 0
    data = scores(path, capsys)
    assert [float(row["reported"]) for row in data["indicators"]] == [10, 10, 10, 10, 20, 10, 10, 8]
    assert data["reported_total"] == "97.94"
    assert (data["execution"]["rate"], data["execution"]["score"]) == ("99.44", "9.94")


def test_a_typed_score_stays_unless_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = foreign(tmp_path, FORMS[0])
    before = path.read_bytes()
    run(["score", str(path), "--write"])
    assert path.read_bytes() == before
    run(["score", str(path), "--write", "--replace"])
    assert scores(path, capsys)["indicators"][7]["reported"] == "10.00"


def test_all_else_stays_byte_for_byte(written: Path, tmp_path: Path) -> None:
    edit(written, F13="50%")
    old = {name: zipfile.ZipFile(written).read(name) for name in zipfile.ZipFile(written).namelist()}
    run(["score", str(written), "--write"])
    new = {name: zipfile.ZipFile(written).read(name) for name in zipfile.ZipFile(written).namelist()}
    assert list(old) == list(new)
    changed = [name for name in old if old[name] != new[name]]
    assert changed == ["xl/worksheets/sheet1.xml"]
    assert written.with_name(f"{written.name}.bak").exists()


def test_an_open_file_is_left_alone(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(written, F13="50%")
    before = written.read_bytes()
    written.with_name(f"~${written.name}").write_bytes(b"")
    assert run(["score", str(written), "--write"]) == 1
    assert "正在 Excel 或 WPS 中打开" in capsys.readouterr().err
    assert written.read_bytes() == before


def test_json_is_not_written_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(FORMS[0]), encoding="utf-8")
    assert run(["score", str(path), "--write"]) == 2
    assert "bulk" in capsys.readouterr().err


def test_notes_are_written_where_none_stands(tmp_path: Path) -> None:
    """Row 2 of the third form lost 5 points without a word; the published notes of rows 1 and 6 stay."""
    path = foreign(tmp_path, FORMS[2])
    first = openpyxl.load_workbook(path).worksheets[0]
    row = next(
        r
        for r in range(1, 40)
        if str(first.cell(r, 4).value).startswith(FORMS[2]["indicators"][0]["level3"][:10])
    )
    assert run(["narrate", str(path), "--write"]) == 0
    sheet = openpyxl.load_workbook(path).worksheets[0]
    notes = [sheet.cell(row + i, 9).value for i in range(6)]
    assert notes[0] == FORMS[2]["indicators"][0]["note"]
    assert notes[5] == FORMS[2]["indicators"][5]["note"]
    assert "【请填写" in notes[1]
    assert sheet.row_dimensions[row + 1].height > 30
    assert openpyxl.load_workbook(path)["备注"]["A1"].value == "勿动"


def test_edits_and_their_inverse_give_the_same_sheet(written: Path) -> None:
    package = open_package(written)
    sheet = snapshot_of(package).sheets[0].name
    edits = [
        Edit(EditKind.VALUE, sheet, "F13", "100%", "=1+1"),
        Edit(EditKind.VALUE, sheet, "Z99", None, "界外"),
    ]
    done = package_of(apply_edits(package, edits), "x.xlsx")
    cells = snapshot_of(done).sheets[0].cells
    assert cells[13, 6].value == "=1+1"
    assert not cells[13, 6].formula
    assert cells[99, 26].value == "界外"
    undone = apply_edits(done, [each.inverse() for each in reversed(edits)])
    assert snapshot_of(package_of(undone, "x.xlsx")).sheets[0].cells == read_snapshot(written).sheets[0].cells


@pytest.mark.parametrize("n", range(14))
def test_nothing_to_write_in_a_finished_form(n: int, tmp_path: Path) -> None:
    """All 14 published forms carry every score: nothing is touched."""
    form = FORMS[n]
    assert read_interchange(json.dumps(form), "x").forms[0].total.score
    path = foreign(tmp_path, form)
    before = path.read_bytes()
    assert run(["score", str(path), "--write"]) == 0
    assert path.read_bytes() == before
