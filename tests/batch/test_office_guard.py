"""One program under guard: its exit code is told, and neither it nor its children outlive their time or their caller."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from batch.test_office import gone
from zipingbiao.batch import office_guard

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="shell scripts and /proc")


@pytest.fixture
def caller() -> Iterator[int]:
    """The other end of our standard input, as the caller of the guard holds it."""
    ours, theirs = os.pipe()
    before = os.dup(0)
    os.dup2(ours, 0)
    yield theirs
    os.dup2(before, 0)
    for each in (ours, theirs, before):
        os.close(each)


def shell(script: str) -> list[str]:
    return ["/bin/sh", "-c", script]


@pytest.mark.usefixtures("caller")
@pytest.mark.parametrize("code", [0, 3])
def test_the_exit_code_of_the_program(code: int) -> None:
    assert office_guard.main(["20", *shell(f"exit {code}")]) == code


@pytest.mark.usefixtures("caller")
def test_a_program_is_alone_in_a_session_of_its_own_and_says_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = tmp_path / "told"
    script = f"read line; echo \"[$line]\" > '{told}'; cut -d' ' -f6 /proc/$$/stat >> '{told}'; echo $$ >> '{told}'; echo loud; echo louder >&2"  # fmt: skip
    assert office_guard.main(["20", *shell(script)]) == 0
    line, session, own = told.read_text().split()
    assert line == "[]"
    assert session == own
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("caller")
def test_time_over_takes_the_children_along(tmp_path: Path) -> None:
    mark = tmp_path / "child"
    assert office_guard.main(["0.2", *shell(f"sleep 300 & echo $! > '{mark}'; sleep 300")]) == 124
    assert gone(int(mark.read_text()))


@pytest.mark.usefixtures("caller")
def test_children_that_a_program_leaves_behind_go_too(tmp_path: Path) -> None:
    mark = tmp_path / "child"
    assert office_guard.main(["20", *shell(f"sleep 300 & echo $! > '{mark}'")]) == 0
    assert gone(int(mark.read_text()))


def test_a_caller_that_speaks_is_there_and_one_that_closes_is_gone(caller: int, tmp_path: Path) -> None:
    """The program hears of it by its death: killed, it tells no code of its own."""
    os.write(caller, b"still here")
    assert office_guard.main(["20", *shell("exit 5")]) == 5
    reader, writer = os.pipe()
    os.dup2(reader, 0)
    os.close(writer)
    assert office_guard.main(["20", *shell("sleep 300")]) == -9
    os.close(reader)


def test_a_program_that_is_gone_already_needs_no_killing() -> None:
    class Gone:
        pid = 2**22 + 12345

    office_guard._kill_all(Gone())  # type: ignore[arg-type]


def test_windows_kills_the_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[list[str], dict[str, Any]]] = []

    class Child:
        pid = 4711

    with monkeypatch.context() as windows:
        windows.setattr(office_guard.subprocess, "run", lambda command, **how: called.append((command, how)))
        windows.setattr(os, "name", "nt")
        office_guard._kill_all(Child())  # type: ignore[arg-type]
    ((command, how),) = called
    assert command == ["taskkill", "/F", "/T", "/PID", "4711"]
    # A child that is gone already is no fault, and nothing of it is printed.
    assert (how["capture_output"], how["check"]) == (True, False)


def test_waiting_for_the_caller_holds_nobody_up(monkeypatch: pytest.MonkeyPatch, caller: int) -> None:
    """The thread that waits is a daemon: else the guard would never end while its caller lives."""
    begun: list[bool | None] = []

    class Thread:
        def __init__(self, *, target: object, args: tuple[object, ...], daemon: bool | None = None) -> None:
            begun.append(daemon)

        def start(self) -> None:
            begun.append(None)

    monkeypatch.setattr(office_guard.threading, "Thread", Thread)
    assert office_guard.main(["20", sys.executable, "-c", ""]) == 0
    assert begun == [True, None]
