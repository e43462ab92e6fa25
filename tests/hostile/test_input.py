"""Hostile files through every command: refused or read, fast, in little memory, in Chinese, never a traceback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from hostile.document_files import DOCUMENTS
from hostile.files import FILES, SEED

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="内存峰值只能在 Linux 上量")
COMMANDS = ("score", "check", "write", "bulk", "collect", "diff")
#: All commands read a file in one way; those of the other kinds go through three of them.
CASES = [
    (name, command)
    for name in FILES
    for command in (("check", "write", "collect") if name in DOCUMENTS else COMMANDS)
]
SECONDS, MEGABYTES = 1.0, 300
#: On a slow or busy machine: so many times the fixed piece of work that the child measures beside.
YARDSTICKS = 10
_CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Verdict:
    code: int
    out: str
    err: str
    seconds: float
    peak: float
    allowed: float


Verdicts = dict[tuple[str, str], Verdict]


def arguments(command: str, path: Path, folder: Path) -> list[str]:
    """The command line that puts a file through a command. Writing commands may write beside it."""
    out = folder / f"{command}-{path.parent.name}"
    return {
        "score": ["score", str(path), "--json"],
        "check": ["check", str(path), "--bundle", "review", "--json"],
        "write": ["score", str(path), "--write"],
        "bulk": ["bulk", str(path), "-o", str(out), "--json"],
        "collect": ["collect", str(path.parent), "-o", f"{out}.xlsx", "--json"],
        "diff": ["diff", str(SEED), str(path), "--json"],
    }[command]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    """Every file through every command, in one process that has done its imports before."""
    folder = tmp_path_factory.mktemp("hostile")
    home = folder / "home"
    places = {}
    for name, hostile in FILES.items():
        places[name] = folder / name / f"{name}{hostile.suffix}"
        places[name].parent.mkdir()
        places[name].write_bytes(hostile.build())
    warm = folder / "热身"
    warm.mkdir()
    (warm / "表.json").write_bytes(SEED.read_bytes())
    lines = [arguments(command, warm / "表.json", folder) for command in COMMANDS]
    lines += [arguments(command, places[name], folder) for name, command in CASES]
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("child.py"))],
        input=json.dumps(lines),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        env={**os.environ, "ZIPINGBIAO_HOME": str(home), "OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    measured = json.loads(done.stdout)
    allowed = max(SECONDS, YARDSTICKS * measured["yardstick"])
    told = [Verdict(*each, allowed) for each in measured["verdicts"]][len(COMMANDS) :]
    log = home / "zipingbiao.log"
    assert not log.exists(), log.read_text("utf-8")[-4000:]
    return dict(zip(CASES, told, strict=True))


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 40


@pytest.mark.parametrize(("name", "command"), CASES)
def test_a_hostile_file(name: str, command: str, verdicts: Verdicts) -> None:
    verdict = verdicts[name, command]
    assert verdict.code in (0, 1, 2)
    assert verdict.seconds < verdict.allowed
    assert verdict.peak < MEGABYTES
    assert "Traceback" not in verdict.out + verdict.err
    if FILES[name].refused:
        assert verdict.code == 2
        assert FILES[name].words in refusal(verdict)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_form_under_a_rulebook_that_nobody_knows(command: str, verdicts: Verdicts) -> None:
    """Told with its name; where many forms are at work, the others go on."""
    verdict = verdicts["规则名上溯", command]
    assert "没有名为“../../../../etc/passwd”的规则" in verdict.out + verdict.err
    assert verdict.code == (1 if command in ("bulk", "collect") else 2)


def refusal(verdict: Verdict) -> str:
    """The one line that tells why the file was refused."""
    if verdict.out.startswith("{"):
        lines = [error["message"] for error in json.loads(verdict.out)["errors"]]
    else:
        lines = verdict.err.strip().splitlines()
    assert lines
    assert all(_CHINESE.search(line) and len(line) < 400 for line in lines)
    return lines[0]
