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
