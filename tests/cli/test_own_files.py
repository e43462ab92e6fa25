"""What this tool writes itself, lying among the forms: recognised as such, told, and never counted as a form more."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cli.clerk import type_into
from cli.conftest import Cli
from workbook_read.books import FORMS
from zipingbiao.documents.own_tables import own_headings

#: Every command that writes files beside forms; `{}` is the folder of the forms, `@` where to write.
WRITERS = {
    "导出docx": ("export", "{}", "--to", "docx", "-o", "@"),
    "导出json": ("export", "{}", "--to", "json", "-o", "@"),
    "导出yth": ("export", "{}", "--to", "yth", "-o", "@"),
    "导出csv": ("export", "{}", "--to", "csv", "-o", "@"),
    "数据csv": ("collect", "{}", "--to", "csv", "-o", "@"),
    "数据parquet": ("collect", "{}", "--to", "parquet", "-o", "@"),
    "汇总.xlsx": ("collect", "{}", "-o", "@"),
    "报告.docx": ("report", "{}", "-o", "@"),
    "报告.html": ("report", "{}", "-o", "@"),
    "报告.xlsx": ("report", "{}", "-o", "@"),
    "审核.html": ("check", "{}", "--report", "@"),
    "审核.xlsx": ("check", "{}", "--report", "@"),
    "退回": ("return", "{}", "-o", "@"),
    "复核副本": ("review", "{}", "-o", "@"),
    "佐证.xlsx": ("evidence", "{}", "-o", "@"),
    "登记": ("desk", "@", "receive", "{}"),
}


@pytest.fixture
def folder(cli: Cli, tmp_path: Path) -> Path:
    source = tmp_path / "表.json"
    source.write_text(json.dumps(FORMS[:3], ensure_ascii=False), "utf-8")
    assert cli("bulk", source, "-o", tmp_path / "收到", "--progress", "none").code == 0
    return tmp_path / "收到"


@pytest.mark.parametrize("name", WRITERS)
def test_beside_the_forms(cli: Cli, folder: Path, tmp_path: Path, name: str) -> None:
    out = folder / name
    done = cli(*(str(a).replace("{}", str(folder)).replace("@", str(out)) for a in WRITERS[name]))
    assert done.code in (0, 1), done.err
    mine = [path for path in folder.rglob("*") if path.is_file() and name in path.parts[len(folder.parts) :]]
    assert mine
    # A later file is not the newer draft of a form because of that.
    for path in mine:
        os.utime(path, (path.stat().st_mtime + 1000,) * 2)
    again = cli("collect", folder, "-o", tmp_path / "总.xlsx", "--json")
    assert again.code == 0, again.data["errors"]
    files = [each["file"] for each in again.data["projects"]]
    assert len(files) == 3
    assert not [file for file in files if name in file]
    told = {each["file"]: each["message"] for each in (*again.data["skipped"], *again.data["remarks"])}
    received = cli("desk", tmp_path / "复核", "receive", folder, "--json").data
    assert [each["state"] for each in received["forms"]].count("现行") == 3
    for path in mine:
        assert "没有" in told[path.relative_to(folder).as_posix()]


@pytest.mark.parametrize("kind", ["docx", "json"])
def test_alone_an_export_counts(cli: Cli, folder: Path, tmp_path: Path, kind: str) -> None:
    cli("export", folder, "--to", kind, "-o", tmp_path / "导出")
    data = cli("collect", tmp_path / "导出", "-o", tmp_path / "总.xlsx", "--json").data
    assert len(data["projects"]) == 3


def test_a_review_copy_that_was_written_into_is_no_second_draft(
    cli: Cli, folder: Path, tmp_path: Path
) -> None:
    # openpyxl, which types here, keeps no result of a formula.
    cli("bulk", tmp_path / "表.json", "-o", folder, "--values", "--force", "--progress", "none")
    cli("review", folder, "-o", folder / "副本")
    for path in (folder / "副本").glob("*.xlsx"):
        type_into(path, {"indicators[0].review_opinion": "请附验收单"})
    data = cli("collect", folder, "-o", tmp_path / "总.xlsx", "--json").data
    assert not [each["file"] for each in data["projects"] if "副本" in each["file"]]
    assert sum("复核副本" in each["message"] for each in data["remarks"]) == 3


def test_the_first_lines_are_those_that_are_written(cli: Cli, folder: Path, tmp_path: Path) -> None:
    cli("export", folder, "--to", "csv", "-o", tmp_path / "a")
    cli("collect", folder, "--to", "csv", "-o", tmp_path / "b")
    written = {
        path.stem: path.read_text("utf-8-sig").splitlines()[0]
        for x in "ab"
        for path in (tmp_path / x).iterdir()
    }
    assert written == own_headings()


def test_two_projects_of_one_name_in_one_export_both_count(cli: Cli, tmp_path: Path) -> None:
    other = json.loads(json.dumps(FORMS[0]))
    other["goals"]["actual"] = "另一个"
    (tmp_path / "表.json").write_text(json.dumps([FORMS[0], other], ensure_ascii=False), "utf-8")
    cli("export", tmp_path / "表.json", "--to", "json", "-o", tmp_path / "导出.json")
    (tmp_path / "表.json").unlink()
    data = cli("collect", tmp_path, "-o", tmp_path / "总.xlsx", "--json").data
    assert len(data["projects"]) == 2
