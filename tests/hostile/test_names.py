"""Project names as file names: inside the folder, unique, told apart by every file system, whatever is typed."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from hostile.everything import with_texts
from zipingbiao.batch.bulk import Job, plan, run
from zipingbiao.batch.durable_chunk import Shelf
from zipingbiao.batch.names import Names, safe_stem
from zipingbiao.form.model import Form
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.workbook.write.writer import Mode

DEVICES = (
    "CON", "con", "Con.xlsx", "PRN", "AUX", "NUL", "nul.tar.gz", "COM1", "COM0", "COM¹", "com9.txt", "LPT1", "LPT³",
    "CONIN$", "CONOUT$", "CLOCK$", "CON .txt", "AUX ", "NUL.", "COM1:", "con\u200b", "ＣＯＮ",
)  # fmt: skip
PATHS = (
    "..", ".", "...", "../x", "..\\x", "..\\..\\Windows\\x", "../../../../etc/passwd", "/etc/passwd", "C:\\x", "C:x",
    "\\\\server\\share\\x", "//server/share", "file:///etc/passwd", "~/x", "~root", "a/b", "a\\b", "%2e%2e%2fx",
    "..%c0%afx", "．．／x", "a：b", "a:b", "a::$DATA", "\\\\?\\C:\\x", "$HOME", "`id`", "$(id)", "-rf", "--help", "|x",
)  # fmt: skip
LONG = (
    "x" * 300,
    "长" * 300,
    "长" * 39 + ".",
    "a" * 119 + "长",
    "e\u0301" * 200,
    "👩\u200d👩\u200d👧" * 40,
    ".xlsx" * 60,
)
SIGNS = (
    "", " ", "\u3000", "\u00a0", ".", " .", "尾点.", "尾空格 ", "a\nb", "a\r\nb", "a\tb", "a\x00b", "\x00", "a\x1bb", "\x7f",
    "<>|?*\"", "a\u202exslx", "\u200fمشروع\u200e", "\ufeff项目", "\u2028", "项目😀", "e\u0301", "\u00e9", "ﬁ", "İ", "ß",
    "~$项目", ".隐藏", "._项目", ".zipingbiao-batch.jsonl", "项目.xlsx", "项目.bak", "项目.part", "Thumbs.db", "desktop.ini",
    "a\ud800b", "项目A", "项目a", "项目Ａ", "项目A",
)  # fmt: skip
TITLES = DEVICES + PATHS + LONG + SIGNS
_WINDOWS = {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"
}


def names() -> list[str]:
    given = Names(len(TITLES))
    return [given.name(n, Form(name=title), ".xlsx") for n, title in enumerate(TITLES, 1)]


def test_there_are_enough_of_them() -> None:
    assert len(set(TITLES)) >= 60


@pytest.mark.parametrize("name", names(), ids=range(len(TITLES)))
def test_a_name_is_a_name_everywhere(name: str, tmp_path: Path) -> None:
    assert not set(name) & set('<>:"/\\|?*') and name.isprintable()
    assert name.endswith(".xlsx") and name == name.strip(" .") and not name.startswith(("~$", "-"))
    assert name.split(".")[0].strip().casefold() not in _WINDOWS
    assert len(name.encode()) <= 130 and len(name) <= 200
    path = tmp_path / name
    path.write_bytes(b"x")
    assert [found.name for found in tmp_path.iterdir()] == [name]
    assert path.resolve().parent == tmp_path.resolve()


def test_names_are_told_apart_by_file_systems_that_know_no_case_and_no_accents_forms() -> None:
    """macOS joins letters and accents, Windows knows no case."""
    seen = {unicodedata.normalize("NFC", name).casefold() for name in names()}
    assert len(seen) == len(TITLES)


def test_the_same_number_and_title_give_two_names() -> None:
    given = Names(1)
    same = [
        given.name(1, Form(name=title), ".xlsx")
        for title in ("é", "e\u0301", "É", "长" * 300, "长" * 301, "a/b", "a\\b", "a_b")
    ]
    assert len({unicodedata.normalize("NFC", name).casefold() for name in same}) == len(same)
    assert all(len(name.encode()) <= 130 for name in same)


def test_a_symbolic_link_in_the_folder_is_never_followed(tmp_path: Path) -> None:
    """Where a workbook should stand lies a link to somebody's file: that file is left as it is."""
    out, mine = tmp_path / "out", tmp_path / "mine.txt"
    out.mkdir()
    mine.write_text("mine")
    tasks = plan([with_texts(["甲"]), with_texts(["乙"])])
    (out / tasks[0].name).symlink_to(mine)
    (out / tasks[1].name).symlink_to(tmp_path / "nowhere")
    for force in (False, True):
        job = Job(out, workbook_path(TEMPLATE).read_bytes(), "cn", "cn", (), Mode.VALUES, force=force)
        outcomes = list(run(tasks, job))
        assert mine.read_text() == "mine"
        assert not (tmp_path / "nowhere").exists()
        assert [bool(each.fault) for each in outcomes] == [not force, False]
    assert not any((out / task.name).is_symlink() for task in tasks)


def test_a_link_under_the_name_of_a_passing_file_is_never_followed(tmp_path: Path) -> None:
    """Somebody who may write into the folder lays links under the names that a run uses before placing."""
    out, mine = tmp_path / "out", tmp_path / "mine.txt"
    out.mkdir()
    mine.write_text("mine")
    (task,) = plan([with_texts(["甲"])])
    (out / task.name).write_bytes(b"old")
    (out / f"{task.name}.bak").symlink_to(mine)
    (out / f".{task.name}.{os.getpid()}.part").symlink_to(mine)
    shelf = Shelf(force=True)
    shelf.put(out / task.name, b"new")
    assert shelf.close() == {}
    assert mine.read_text() == "mine"
    assert (out / f"{task.name}.bak2").read_bytes() == b"old"


@pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
def test_a_stem_without_a_number_before_it(title: str) -> None:
    stem = safe_stem(title)
    assert 0 < len(stem.encode()) <= 121
    assert stem.split(".")[0].strip().casefold() not in _WINDOWS
    assert stem.isprintable() and not set(stem) & set('<>:"/\\|?*')
