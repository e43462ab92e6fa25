"""Ctrl-C and kills in the middle of writing: whole files only, a true sentence, no worker's traceback."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from cli.conftest import SEED, Cli, cli

__all__ = ["Cli", "cli"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="信号是 Linux、macOS 上的")
TIMES = 420


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    forms = json.loads(SEED.read_text("utf-8"))
    path = tmp_path_factory.mktemp("in") / "many.json"
    wanted = [{**form, "name": f"{form['name']}{n}"} for n in range(TIMES // len(forms)) for form in forms]
    path.write_text(json.dumps(wanted), "utf-8")
    return path


def whole(folder: Path) -> int:
    """How many workbooks stand there; each must be sound."""
    files = [path for path in folder.iterdir() if path.suffix == ".xlsx"]
    for path in files:
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
    return len(files)


@pytest.mark.parametrize("moment", ["first", "start"])
def test_ctrl_c_with_workers(moment: str, many: Path, tmp_path: Path) -> None:
    """The whole group of the terminal gets the signal, as a keyboard sends it."""
    out = tmp_path / "out"
    command = [
        sys.executable,
        "-m",
        "zipingbiao",
        "bulk",
        many,
        "-o",
        out,
        "--jobs",
        "2",
        "--progress",
        "none",
    ]
    process = subprocess.Popen(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if out.exists() and (moment == "start" or any(p.suffix == ".xlsx" for p in out.iterdir())):
            break
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    err = told.decode("utf-8")
    assert "Traceback" not in err
    assert "KeyboardInterrupt" not in err
    assert len(err.strip().splitlines()) <= 1
    if process.returncode == 1:
        written = whole(out)
        told_of = re.search(r"^已中断：在这之前已写好 (\d+) 个文件", err.strip())
        assert int(told_of[1] if told_of else 0) == written
        assert told_of or "没有改动任何文件" in err
    assert not [path for path in out.iterdir() if path.name.endswith(".part")]


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [("check", "--mark"), ("check", "--unmark"), ("score", "--write", "--replace")]
)
def test_killed_while_other_peoples_files_are_written(
    command: tuple[str, ...], cli: Cli, tmp_path: Path
) -> None:
    """Thirty-four kills a command, anywhere: each file is the old one or the new one, and the next run clears up."""
    out = tmp_path / "out"
    cli("bulk", SEED, "-o", out, "--progress", "none")
    files = sorted(out.iterdir())
    if "--unmark" in command:
        cli("check", *files, "--mark")
    before = {path: path.read_bytes() for path in files}
    line = [sys.executable, "-m", "zipingbiao", command[0], *map(str, files), *command[1:]]
    chance = random.Random(1)
    for _ in range(34):
        process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.4 + chance.random() * 1.6)
        process.kill()
        process.wait()
        for path in files:
            with zipfile.ZipFile(path) as package:
                assert package.testzip() is None
            if path.read_bytes() != before[path]:
                kept = [each.read_bytes() for each in out.glob(f"{path.name}.bak*")]
                assert before[path] in kept
    subprocess.run(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    assert [path.name for path in out.iterdir() if path.name.endswith((".tmp", ".part"))] == []
