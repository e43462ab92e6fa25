"""Every command that takes files, given one that is sound and one that is not: never 0, never silence, the sound one done."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from cli.conftest import Cli
from workbook_read.books import FORMS
from zipingbiao.hosts.cli.main import run
from zipingbiao.resources import TEMPLATE, workbook_path

#: `+` is the sound file, `-` the other one, `/` the folder of both, `@` where to write.
TOGETHER = {
    "score": ("score", "+", "-"),
    "check": ("check", "+", "-"),
    "narrate": ("narrate", "+", "-"),
    "deduct": ("deduct", "+", "-"),
    "evidence": ("evidence", "+", "-"),
    "review": ("review", "+", "-", "-o", "@"),
    "return": ("return", "+", "-", "-o", "@"),
    "export csv": ("export", "+", "-", "--to", "csv", "-o", "@"),
    "export json": ("export", "+", "-", "--to", "json", "-o", "@"),
    "report": ("report", "+", "-", "-o", "@.docx"),
    "bulk": ("bulk", "+", "-", "-o", "@"),
    "new ledger": ("new", "ledger", "@.xlsx", "--from", "+", "--from", "-"),
    "update": ("update", "台账.xlsx", "--from", "+", "--from", "-", "--dry-run"),
    "diff": ("diff", "+", "-"),
    "collect": ("collect", "/", "-o", "@.xlsx"),
    "desk receive": ("desk", "@", "receive", "/"),
}
#: A comparison needs both, a template in a folder of forms is told and is no form that was handed in.
ALONE = {"diff"}


def missing(path: Path) -> None:
    """Nothing stands there."""


def no_bytes(path: Path) -> None:
    path.write_bytes(b"")


def torn(path: Path) -> None:
    path.write_bytes((path.parent / "好.xlsx").read_bytes()[:3000])


def no_form(path: Path) -> None:
    Workbook().save(path)


def untouched(path: Path) -> None:
    shutil.copy(workbook_path(TEMPLATE), path)


def row_below(path: Path) -> None:
    """An indicator typed below 总分, where no reader of the form takes it for one."""
    book = load_workbook(path.parent / "好.xlsx")
    page = book.worksheets[0]
    for column, text in ((4, "新增的指标"), (5, "≥3次"), (6, "2次")):
        page.cell(page.max_row if column > 4 else page.max_row + 1, column).value = text
    book.save(path)


BAD = (missing, no_bytes, torn, no_form, untouched, row_below)


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sixth form, which has no error and no gap, and a ledger of it."""
    place = tmp_path_factory.mktemp("一张表")
    (place / "表.json").write_text(json.dumps(FORMS[5], ensure_ascii=False), "utf-8")
    run(["bulk", str(place / "表.json"), "-o", str(place / "出"), "--values", "--progress", "none"])
    (place / "收到").mkdir()
    (workbook,) = (place / "出").glob("*.xlsx")
    good = shutil.copy(workbook, place / "收到" / "好.xlsx")
    run(["new", "ledger", str(place / "台账.xlsx"), "--from", str(good), "--year", "2024"])
    return place


@pytest.fixture
def folder(handed_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(handed_in, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "收到"


def arguments(name: str, folder: Path) -> list[str]:
    places = {"+": folder / "好.xlsx", "-": folder / "坏.xlsx", "/": folder, "@": folder.parent / "出来"}
    return [
        f"{places[each[0]]}{each[1:]}"
        if each[0] in places and not each.startswith("--") and each != "-o"
        else each
        for each in TOGETHER[name]
    ]


@pytest.mark.parametrize("name", TOGETHER)
def test_the_sound_file_alone(cli: Cli, folder: Path, name: str) -> None:
    shutil.copy(folder / "好.xlsx", folder / "坏.xlsx")
    assert cli(*arguments(name, folder), "--json").code == 0


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.__name__)
@pytest.mark.parametrize("name", TOGETHER)
def test_with_one_that_is_not(cli: Cli, folder: Path, name: str, bad: object) -> None:
    if bad is missing and "/" in TOGETHER[name]:
        pytest.skip("a folder holds no file that is missing")
    bad(folder / "坏.xlsx")  # type: ignore[operator]
    done = cli(*arguments(name, folder), "--json")
    expected = {1, 2} if name in ALONE else {1}
    if bad is untouched and name == "collect":
        expected = {0}
    assert done.code in expected
    assert "坏.xlsx" in done.out + done.err


@pytest.mark.parametrize("bad", BAD[:4], ids=lambda bad: bad.__name__)
@pytest.mark.parametrize("name", sorted(set(TOGETHER) - ALONE))
def test_nothing_but_one_that_is_not(cli: Cli, folder: Path, name: str, bad: object) -> None:
    if bad is missing and "/" in TOGETHER[name]:
        pytest.skip("a folder holds no file that is missing")
    bad(folder / "坏.xlsx")  # type: ignore[operator]
    words = arguments(name, folder)
    good = str(folder / "好.xlsx")
    at = words.index(good) if good in words else -1
    if at >= 0:
        del words[at - (words[at - 1] == "--from") : at + 1]
    (folder / "好.xlsx").unlink()
    done = cli(*words, "--json")
    assert done.code in ({1, 2} if name in ("update", "desk receive", "collect") else {2})


#: Commands that need the very file: without it there is nothing to do.
NEEDED = {
    "explain": ("explain", "-", "F13"),
    "template check": ("template", "check", "-"),
    "waive": ("waive", "-", "JXT005", "F12", "--reason", "如此", "--who", "李某"),
    "new form": ("new", "form", "@.xlsx", "--from", "-"),
    "check --against": ("check", "+", "--against", "-"),
    "bulk --template": ("bulk", "+", "-o", "@", "--template", "-"),
}


@pytest.mark.parametrize("bad", BAD[:4], ids=lambda bad: bad.__name__)
@pytest.mark.parametrize("name", NEEDED)
def test_without_the_file_that_is_needed(cli: Cli, folder: Path, name: str, bad: object) -> None:
    bad(folder / "坏.xlsx")  # type: ignore[operator]
    places = {
        "+": folder / "好.xlsx",
        "-": folder / "坏.xlsx",
        "@": folder.parent / "出来",
        "@.xlsx": folder / "新.xlsx",
    }
    done = cli(*(places.get(word, word) for word in NEEDED[name]))
    assert done.code == 2
    assert "坏.xlsx" in done.err
    assert "No such file" not in done.err
