"""A form that nobody filled in is called so by every command, whatever kind of file it lies in."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cli.conftest import Cli
from workbook_read.books import FORMS
from zipingbiao.resources import TEMPLATE, workbook_path

SAID = "空白自评表"
COMMANDS = {
    "check": ("check", "{}", "--json"),
    "evidence": ("evidence", "{}", "--json"),
    "score": ("score", "{}", "--json"),
    "narrate": ("narrate", "{}", "--json"),
    "export": ("export", "{}", "--to", "json", "-o", "@", "--json"),
    "collect": ("collect", "{}", "-o", "@.xlsx", "--json"),
    "report": ("report", "{}", "-o", "@.html", "--json"),
    "return": ("return", "{}", "-o", "@", "--json"),
}


@pytest.mark.parametrize("kind", ["json", "xlsx"])
@pytest.mark.parametrize("name", COMMANDS)
def test_it_is_called_so(cli: Cli, tmp_path: Path, name: str, kind: str) -> None:
    folder = tmp_path / "收到"
    folder.mkdir()
    (folder / "甲.json").write_text(json.dumps(FORMS[0], ensure_ascii=False), "utf-8")
    blank = folder / f"乙.{kind}"
    if kind == "json":
        blank.write_text("{}", "utf-8")
    else:
        shutil.copy(workbook_path(TEMPLATE), blank)
    result = cli(
        *(each.replace("{}", str(folder)).replace("@", str(tmp_path / "出")) for each in COMMANDS[name])
    )
    told = [each for each in result.data["remarks"] if SAID in each["message"]]
    assert [each["file"] for each in told] == [blank.name]


def test_a_form_without_a_name_is_shown_by_its_file(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "乙.json").write_text("{}", "utf-8")
    result = cli("check", tmp_path / "乙.json")
    assert result.code == 1
    assert "乙.json　错误" in result.out
    assert f"注意 乙.json：{SAID}" in result.err
