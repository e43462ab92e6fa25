"""Copies in a folder: commands that look form by form say which of them are counted nowhere else; names that repeat get their file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from openpyxl import Workbook, load_workbook

from cli.conftest import Cli
from workbook_read.books import FORMS, draw


def hand_in(path: Path, unit: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    draw(book.worksheets[0], {**FORMS[3], "unit": unit})
    book.save(path)
    return path


def test_check_says_what_is_counted_nowhere_else(cli: Cli, tmp_path: Path) -> None:
    first = hand_in(tmp_path / "报送/甲/1.xlsx", "甲局")
    shutil.copy(first, first.with_name("1 - 副本.xlsx"))
    hand_in(tmp_path / "报送/乙/1.xlsx", "乙局")
    result = cli("check", tmp_path / "报送")
    assert "注意 甲/1 - 副本.xlsx：" in result.err
    assert "其中 1 张是重复或旧稿" in result.out
    (told,) = cli("check", tmp_path / "报送", "--json").data["doubles"]
    assert told["file"] == "甲/1 - 副本.xlsx"
    collected = cli("collect", tmp_path / "报送", "-o", tmp_path / "汇总.xlsx", "--json").data
    assert len(collected["projects"]) == 2
    # One project's name in three files: each heading says which.
    for file in ("甲/1.xlsx", "甲/1 - 副本.xlsx", "乙/1.xlsx"):
        assert f"{FORMS[3]['name']}（{file}）　错误" in result.out
    assert "注意 甲/1 - 副本.xlsx：" in cli("evidence", tmp_path / "报送").err


def test_the_report_of_a_check_says_so_too(cli: Cli, tmp_path: Path) -> None:
    first = hand_in(tmp_path / "报送/甲/1.xlsx", "甲局")
    shutil.copy(first, first.with_name("1 - 副本.xlsx"))
    for name in ("报告.xlsx", "报告.html"):
        cli("check", tmp_path / "报送", "--report", tmp_path / name)
    page = load_workbook(tmp_path / "报告.xlsx")["总览"]
    told = {line[0]: str(line[1]) for line in page.iter_rows(values_only=True)}["注意：甲/1 - 副本.xlsx"]
    assert "一字不差，没有重复计入" in told
    assert "本报告逐张看，仍列在内、也计数" in told
    assert told in (tmp_path / "报告.html").read_text("utf-8")


def test_names_that_do_not_repeat_stay_alone(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(FORMS[:2]), "utf-8")
    assert f"{FORMS[0]['name']}　错误" in cli("check", tmp_path / "a.json").out


def test_diff_says_which_of_two_projects_of_one_name(cli: Cli, tmp_path: Path) -> None:
    for side in ("旧", "新"):
        for unit in ("甲局", "乙局"):
            hand_in(tmp_path / side / unit / "1.xlsx", unit)
    out = cli("diff", tmp_path / "旧", tmp_path / "新").out
    assert f"{FORMS[3]['name']}（甲局/1.xlsx）" in out
    assert f"{FORMS[3]['name']}（乙局/1.xlsx）" in out


def test_marks_say_in_which_of_two_files_of_one_name(cli: Cli, tmp_path: Path) -> None:
    for unit in ("甲局", "乙局"):
        hand_in(tmp_path / "报送" / unit / "01.xlsx", unit)
    told = cli("check", tmp_path / "报送", "--mark").err
    assert "甲局/01.xlsx：" in told
    assert "乙局/01.xlsx：" in told
