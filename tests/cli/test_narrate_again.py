"""narrate --write --replace on its own output changes nothing; what the unit adds to a written note stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli.conftest import Cli


@pytest.fixture
def workbooks(cli: Cli, seed: Path, tmp_path: Path) -> list[Path]:
    assert cli("bulk", seed, "-o", tmp_path / "表", "--progress", "none").code == 0
    return sorted((tmp_path / "表").iterdir())


def _notes(cli: Cli, files: list[Path]) -> list[list[str]]:
    data = cli("narrate", *files, "--json").data["forms"]
    return [[note["text"] for note in form["notes"]] for form in data]


def test_written_twice_it_is_the_same(cli: Cli, workbooks: list[Path]) -> None:
    assert cli("narrate", *workbooks, "--write", "--replace").code == 0
    once = [path.read_bytes() for path in workbooks]
    told = _notes(cli, workbooks)
    again = cli("narrate", *workbooks, "--write", "--replace")
    assert "改动 0 个，未改动 14 个" in again.err
    assert [path.read_bytes() for path in workbooks] == once
    assert _notes(cli, workbooks) == told


def test_what_the_unit_wrote_into_the_notes_is_kept(cli: Cli, workbooks: list[Path]) -> None:
    """The money note of project 1 and the note of a row, with the gaps filled and words added before the heading."""
    first = workbooks[0]
    cli("narrate", first, "--write", "--replace")
    book = load_workbook(first)
    sheet = book["自评表"]
    filled = 0
    for row in sheet.iter_rows():
        for cell in row:
            text = str(cell.value or "")
            if text.startswith("年初预算0"):
                cell.value = (
                    text.replace("【请填写：批复文号、时间和事由】", "财预〔2024〕12号追加")
                    + "未执行1.12万元为招标节约。"
                )
                filled += 1
            elif text.startswith("指标值≥99%"):
                cell.value = text.replace("扣2分。", "扣2分，电话回访30人。")
                filled += 1
    assert filled == 2
    book.save(first)
    cli("score", first, "--write")
    assert cli("narrate", first, "--write", "--replace").code == 0
    told = json.dumps(cli("narrate", first, "--json").data, ensure_ascii=False)
    assert "调整依据：财预〔2024〕12号追加。" in told
    assert "未执行1.12万元为招标节约" in told
    assert "电话回访30人" in told
    assert told.count("系年度中安排") == 1


ROW = {"level1": "产出指标", "level2": "数量指标", "level3": "培训人数", "target": "≥300人", "weight": "90"}
MONEY = {"kind": "年度资金总额", "initial_budget": "9", "annual_budget": "9", "executed": "9", "weight": "10"}


def drafted(cli: Cli, folder: Path, actual: str, added: str = "") -> tuple[Path, str, str]:
    """A workbook with a draft for 280人, in which somebody then changed the actual: its path, the cells of both."""
    source = folder / "表.json"
    form = {"year": "2024年度", "name": "培训", "funds": [MONEY], "indicators": [ROW | {"actual": "280人"}]}
    source.write_text(json.dumps([form]), "utf-8")
    cli("bulk", source, "-o", folder / "表", "--progress", "none")
    (path,) = (folder / "表").glob("*.xlsx")
    cli("narrate", path, "--write")
    book = load_workbook(path)
    cells = [cell for line in book["自评表"].iter_rows() for cell in line if isinstance(cell.value, str)]
    note = next(cell for cell in cells if "实际完成280人" in cell.value)
    done = next(cell for cell in cells if cell.value == "280人")
    done.value, note.value = actual, note.value + added
    book.save(path)
    return path, note.coordinate, done.coordinate


def noted(path: Path, cell: str) -> str:
    return str(load_workbook(path)["自评表"][cell].value or "")


def test_a_draft_that_nobody_touched_follows_the_actual(cli: Cli, tmp_path: Path) -> None:
    path, note, _ = drafted(cli, tmp_path, "290人")
    cli("narrate", path, "--write")
    assert "实际完成290人" in noted(path, note)
    assert "280人" not in noted(path, note)


def test_a_draft_goes_when_its_row_needs_no_note_any_more(cli: Cli, tmp_path: Path) -> None:
    path, note, _ = drafted(cli, tmp_path, "300人")
    cli("score", path, "--write", "--replace")
    cli("narrate", path, "--write")
    assert noted(path, note) == ""


def test_a_draft_with_words_of_the_unit_stays_and_is_told(cli: Cli, tmp_path: Path) -> None:
    path, note, _ = drafted(cli, tmp_path, "300人", "已请示分管领导。")
    cli("score", path, "--write", "--replace")
    told = cli("narrate", path, "--write").err
    assert noted(path, note).endswith("已请示分管领导。")
    assert f"说明栏（{note}）" in told
