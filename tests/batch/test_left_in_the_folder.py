"""A folder written before from another ledger: what is kept is told once with a way out, and what no project stands behind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from batch.test_leaving import project
from zipingbiao.hosts.cli.main import run


def _wrote(
    capsys: pytest.CaptureFixture[str], folder: Path, names: list[str], *options: str
) -> tuple[int, str]:
    source = folder.parent / "项目.json"
    source.write_text(json.dumps([project(name) for name in names], ensure_ascii=False), "utf-8")
    capsys.readouterr()
    code = run(["bulk", str(source), "-o", str(folder), "--progress", "none", *options])
    return code, capsys.readouterr().out


def test_a_changed_ledger_is_not_told_to_resume_for_ever(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert _wrote(capsys, out, ["甲", "乙"])[0] == 0
    for one in out.iterdir():
        one.write_bytes(one.read_bytes() + b"typed by hand")
    code, told = _wrote(capsys, out, ["甲", "乙"], "--resume")
    assert code == 1
    assert "加 --resume 再运行一次" not in told
    assert "有 2 本文件夹里已有" in told
    assert "--force" in told
    assert "update" in told


def test_both_kinds_of_failure_get_their_way_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert _wrote(capsys, out, ["甲", "乙"])[0] == 0
    first, second = sorted(out.iterdir())
    first.write_bytes(b"typed by hand")
    second.unlink()
    second.mkdir()
    told = _wrote(capsys, out, ["甲", "乙"], "--resume")[1]
    assert "加 --resume 再运行一次" in told
    assert "有 1 本文件夹里已有" in told


def test_workbooks_that_no_project_stands_behind_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert "没有对应的" not in _wrote(capsys, out, ["甲", "乙"])[1]
    told = _wrote(capsys, out, ["甲", "乙改"])[1]
    assert "另有 1 本工作簿" in told
    assert "02-乙.xlsx" in told
    data: dict[str, Any] = json.loads(_wrote(capsys, out, ["甲"], "--json")[1])
    assert data["without_project"] == ["02-乙.xlsx", "02-乙改.xlsx"]


def test_what_excel_puts_beside_an_open_workbook_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name in ("~$02-乙.xlsx", ".隐藏.xlsx", "说明.docx", "01-甲.xlsx.bak"):
        (out / name).write_bytes(b"")
    assert "没有对应的" not in _wrote(capsys, out, ["甲"], "--resume")[1]


def test_an_application_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """bulk on a 绩效目标申报表: a workbook of targets and points, and a sentence that nothing is reported in it yet."""
    data = project("甲") | {"kind": "targets"}
    for row in data["indicators"]:
        row |= {"actual": "", "score": "", "evidence": ""}
    source = tmp_path / "申报表.json"
    source.write_text(json.dumps([data], ensure_ascii=False), "utf-8")
    assert run(["bulk", str(source), "-o", str(tmp_path / "out"), "--progress", "none"]) == 0
    told = capsys.readouterr().out
    assert "注意 1 甲：来自绩效目标申报表" in told
    assert run(["bulk", str(source), "-o", str(tmp_path / "final"), "--final", "--progress", "none"]) == 1
    assert "绩效目标申报表" in capsys.readouterr().out
    assert [path for path in (tmp_path / "final").iterdir() if not path.name.startswith(".")] == []
