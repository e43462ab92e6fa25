"""The guard table on the command line and in the page, which runs the same commands on the files it was given."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from buttons.guarding import (
    SHEET,
    Books,
    guarded,
    leaves_the_protected,
    make_books,
    refuses_the_unready,
    refuses_without_a_form,
)
from zipingbiao.edits.read_xlsx import read_snapshot
from zipingbiao.hosts.buttons.guards import Guard
from zipingbiao.hosts.buttons.table import BUTTONS
from zipingbiao.hosts.cli.main import run
from zipingbiao.hosts.page.engine.call import call
from zipingbiao.package.gate import open_package
from zipingbiao.package.parts import Parts

#: What each button is called as a command; `{}`: the workbook.
COMMANDS = {
    "score": ("score", "{}", "--write"),
    "check": ("check", "{}", "--mark"),
    "narrate": ("narrate", "{}", "--write"),
    "unmark": ("check", "{}", "--unmark"),
    "why": ("explain", "{}", "H14"),
    "final": ("bulk", "{}", "-o", "报送版", "--final", "--progress", "none"),
}
#: Buttons that no command stands for, and why.
WITHOUT = {
    "next_finding": "命令行列出全部问题",
    "undo": "命令行留 .bak",
    "pdf": "bulk --pdf 打印的是报送版，在 tests/batch/test_printing.py 里试",
}
#: Of those, what the page does not call as a command.
NOT_IN_THE_PAGE = {"why", "final"}


class CommandDesk:
    """A workbook in a folder of its own, worked on from outside."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self.folder, self._capsys = path, path.parent, capsys
        self.said: list[str] = []

    def press(self, id: str) -> None:
        words = [word.format(self.path) for word in COMMANDS[id]]
        words = [str(self.folder / word) if word == "报送版" else word for word in words]
        self._capsys.readouterr()
        code = run(words)
        told = self._capsys.readouterr()
        self.said += [told.out, told.err, f"退出码 {code}"]
        if "没有做任何改动" in told.err or "没有找到" in told.err:
            assert code != 0

    def told(self) -> str:
        return "\n".join(self.said)

    def picture(self) -> object:
        return self.path.read_bytes()

    def protect(self) -> None:
        parts = Parts(open_package(self.path))
        part = "xl/worksheets/sheet1.xml"
        text = parts.text(part).replace("</sheetData>", '</sheetData><sheetProtection sheet="1"/>', 1)
        parts.write(part, text)
        self.path.write_bytes(parts.packed())
        assert read_snapshot(self.path).sheets[0].unlocked == frozenset()

    def close(self) -> None:
        pass


class PageDesk(CommandDesk):
    """The same file in the folder of the page's engine."""

    def press(self, id: str) -> None:
        command, _, *options = COMMANDS[id]
        flags = {option.removeprefix("--"): True for option in options}
        answer = call(self.folder, command, [self.path.name], flags)
        self.said += [answer.output, *answer.messages]


Made = Callable[[Path], Any]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    demo = tmp_path_factory.mktemp("demo")
    assert run(["demo", "-o", str(demo), "--progress", "none"]) == 0
    return make_books(sorted(demo.glob("*.xlsx")), tmp_path_factory.mktemp("books"))


@pytest.fixture(params=[CommandDesk, PageDesk], ids=["command line", "page"])
def desk_of(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Made:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path / "home"))
    count = iter(range(100))

    def made(book: Path) -> Any:
        folder = tmp_path / f"desk{next(count)}"
        folder.mkdir()
        return request.param(Path(shutil.copy(book, folder)), capsys)

    return made


def held(guard: Guard) -> list[str]:
    return guarded(guard, WITHOUT)


def skip_where_it_is_not(id: str, request: pytest.FixtureRequest) -> None:
    if "page" in request.node.name and id in NOT_IN_THE_PAGE:
        pytest.skip("网页里另有办法")


@pytest.mark.parametrize("id", held(Guard.FORM))
def test_without_a_form_nothing_is_done(
    id: str, desk_of: Made, books: Books, request: pytest.FixtureRequest
) -> None:
    skip_where_it_is_not(id, request)
    only = Books(books.form, books.finished, books.nothing[:2])  # a ledger is what bulk is made for
    refuses_without_a_form(id, desk_of, only)


@pytest.mark.parametrize("id", held(Guard.UNPROTECTED))
def test_what_is_protected_is_left(id: str, desk_of: Made, books: Books) -> None:
    leaves_the_protected(id, desk_of, books)


@pytest.mark.parametrize("id", held(Guard.READY))
def test_what_is_not_ready_is_not_handed_in(
    id: str, desk_of: Made, books: Books, request: pytest.FixtureRequest
) -> None:
    skip_where_it_is_not(id, request)
    refuses_the_unready(id, desk_of, books)


@pytest.mark.parametrize("id", [id for id in held(Guard.ONE_STEP) if id != "unmark"])
def test_the_backup_takes_a_command_back(id: str, desk_of: Made, books: Books) -> None:
    desk = desk_of(books.form)
    before = desk.picture()
    desk.press(id)
    assert desk.picture() != before
    assert desk.path.with_name("form.xlsx.bak").read_bytes() == before


def test_every_guarded_button_is_a_command_or_says_why_not() -> None:
    guards = {Guard.FORM, Guard.UNPROTECTED, Guard.READY, Guard.ONE_STEP}
    named = {each.id for each in BUTTONS if each.guards & guards}
    assert named == COMMANDS.keys() | WITHOUT.keys()
    assert SHEET
