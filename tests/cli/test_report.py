"""`zipingbiao report`: folders in, one report out; what was not counted is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Cli


@pytest.mark.parametrize("name", ["自评报告.docx", "自评报告.xlsx", "自评报告.html"])
def test_the_report_of_a_folder(cli: Cli, seed: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "表"
    folder.mkdir()
    (folder / "全部.json").write_bytes(seed.read_bytes())
    done = cli("report", folder, "-o", folder / name, "--json")
    assert (done.code, done.data["projects"], done.data["outcomes"]) == (0, 14, {"met": 110})
    # A report among the forms is no form.
    again = cli("report", folder, "-o", tmp_path / name, "--json")
    assert again.data["projects"] == 14
    kept = cli("report", folder, "-o", tmp_path / name)
    assert kept.code != 0
    assert "已存在" in kept.err


def test_what_is_not_counted_is_told_and_the_exit_code_says_so(cli: Cli, seed: Path, tmp_path: Path) -> None:
    forms = json.loads(seed.read_text("utf-8"))[:2]
    forms[1] |= {"kind": "department", "name": "部门整体"}
    (tmp_path / "表.json").write_text(json.dumps(forms, ensure_ascii=False), "utf-8")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04broken")
    done = cli("report", tmp_path, "-o", tmp_path / "自评报告.html", "--json")
    assert (done.code, done.data["projects"]) == (1, 1)
    assert [each["message"] for each in done.data["left_out"]] == [
        "“部门整体”是部门整体支出绩效自评表，没有计入项目的合计。"
    ]
    assert [each["file"] for each in done.data["errors"]] == ["坏.xlsx"]
    page = (tmp_path / "自评报告.html").read_text("utf-8")
    assert "坏.xlsx" in page
    assert "没有计入项目的合计" in page


def test_no_form_no_report(cli: Cli, tmp_path: Path) -> None:
    done = cli("report", tmp_path, "-o", tmp_path / "自评报告.html")
    assert (done.code, (tmp_path / "自评报告.html").exists()) == (2, False)
    wrong = cli("report", tmp_path, "-o", tmp_path / "自评报告.txt")
    assert (wrong.code, "结尾" in wrong.err) == (2, True)
