"""Where the output cannot go on: a full disk and a reader who had enough are one clear line, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
SEED = Path(__file__).parents[1] / "data" / "forms.json"
COMMANDS = (("rules",), ("check", str(SEED), "--json"), ("explain", "JXS004"), ("--help",))


@pytest.mark.skipif(not FULL.exists(), reason="没有 /dev/full")
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_full_disk_is_one_line(command: tuple[str, ...]) -> None:
    with FULL.open("w") as out:
        done = subprocess.run(
            [sys.executable, "-m", "zipingbiao", *command],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
    assert done.returncode in (1, 2)
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "磁盘已满" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="管道在 Windows 上另有规矩")
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_reader_who_had_enough_is_no_fault(command: tuple[str, ...]) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "zipingbiao", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert running.stdout is not None and running.stderr is not None
    running.stdout.close()
    assert "Traceback" not in (said := running.stderr.read()) and "Exception" not in said, said
    running.stderr.close()
    assert running.wait() in (0, 1)
