"""A file or folder whose name is no UTF-8 (old archives, GBK): read like any other, its name shown with replacement signs."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli.conftest import Cli
from workbook_read.books import FORMS
from zipingbiao.batch.folder import read_each

GBK = "自评表".encode("gbk")
SHOWN = "\ufffd" * len(GBK)
COMMANDS = {
    "check": ("check", "{}", "--json"),
    "check html": ("check", "{}", "--report", "@.html"),
    "check xlsx": ("check", "{}", "--report", "@.xlsx"),
    "collect": ("collect", "{}", "-o", "@.xlsx", "--json"),
    "collect csv": ("collect", "{}", "-o", "@", "--to", "csv"),
    "collect parquet": ("collect", "{}", "-o", "@", "--to", "parquet"),
    "report docx": ("report", "{}", "-o", "@.docx", "--json"),
    "report html": ("report", "{}", "-o", "@.html"),
    "return": ("return", "{}", "-o", "@", "--json"),
    "export json": ("export", "{}", "-o", "@.json", "--to", "json"),
    "export csv": ("export", "{}", "-o", "@", "--to", "csv"),
    "export yth": ("export", "{}", "-o", "@", "--to", "yth"),
    "evidence": ("evidence", "{}", "-o", "@.xlsx", "--json"),
    "diff": ("diff", "{}", "{}", "--report", "@.xlsx"),
    "score": ("score", "{}", "--json"),
    "narrate": ("narrate", "{}"),
    "review": ("review", "{}", "-o", "@", "--json"),
    "deduct": ("deduct", "{}", "--percent", "10", "--json"),
    "new ledger": ("new", "ledger", "@.xlsx", "--from", "{}"),
    "mark": ("check", "{}", "--mark", "--json"),
    "desk": ("desk", "@", "receive", "{}", "--json"),
}


@pytest.fixture
def folder(cli: Cli, tmp_path: Path) -> Path:
    """Three forms: one in a file, one in a folder with such a name, and one that is like any other."""
    source = tmp_path / "表.json"
    source.write_text(json.dumps(FORMS[:4], ensure_ascii=False), "utf-8")
    assert cli("bulk", source, "-o", tmp_path / "表", "--progress", "none").code == 0
    forms = sorted((tmp_path / "表").glob("*.xlsx"))
    received = tmp_path / "收到"
    received.mkdir()
    try:
        below = Path(os.fsdecode(os.fsencode(received) + b"/" + GBK))
        below.mkdir()
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")
    for path, target in zip(
        forms,
        (
            received / "甲.xlsx",
            below / "乙.xlsx",
            received / os.fsdecode(GBK + b".xlsx"),
            received / os.fsdecode("报告书".encode("gbk") + b".xlsx"),
        ),
        strict=True,
    ):
        shutil.copy(path, target)
    return received


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_reads_it(cli: Cli, folder: Path, tmp_path: Path, name: str) -> None:
    out = str(tmp_path / "出")
    result = cli(*(each.replace("{}", str(folder)).replace("@", out) for each in COMMANDS[name]))
    assert result.code in (0, 1), result.err
    (result.out + result.err).encode()  # nothing that no file could keep


def test_each_is_shown_and_told_from_the_others(folder: Path) -> None:
    reading = read_each([folder])
    assert sorted(entry.shown for entry in reading.entries) == sorted(
        ["甲.xlsx", f"{SHOWN}/乙.xlsx", f"{SHOWN}.xlsx", f"{SHOWN}（2）.xlsx"]
    )
    assert all(len(entry.inputs.forms) == 1 for entry in reading.entries)
    assert {form.file for form in reading.inputs.forms} == {entry.shown for entry in reading.entries}


def test_the_register_has_every_file(cli: Cli, folder: Path, tmp_path: Path) -> None:
    (folder / os.fsdecode(GBK)).with_suffix(".pdf").write_bytes(b"")
    data = cli("desk", tmp_path / "复核", "receive", folder, "--json").data
    assert {each["state"] for each in data["forms"]} == {"现行"}
    with sqlite3.connect(tmp_path / "复核/复核登记.sqlite") as connection:
        files = dict(connection.execute("SELECT file, state FROM files").fetchall())
    assert files.pop(f"{SHOWN}.pdf") == "没有读出"
    assert set(files.values()) == {"读出"}
    assert len(files) == 4
    cli("desk", tmp_path / "复核", "export", "-o", tmp_path / "登记.xlsx")
    assert any(
        f"{SHOWN}.xlsx" in row
        for page in load_workbook(tmp_path / "登记.xlsx")
        for row in page.iter_rows(values_only=True)
    )


def test_one_that_is_named_and_one_that_is_written(cli: Cli, folder: Path, tmp_path: Path) -> None:
    path = folder / os.fsdecode(GBK + b".xlsx")
    (form,) = cli("check", path, "--json").data["forms"]
    assert form["name"]
    out = tmp_path / os.fsdecode(GBK + b".json")
    data = cli("export", path, "--to", "json", "-o", out, "--json").data
    assert data["files"][0]["file"].endswith(f"{SHOWN}.json")
    assert out.is_file()
