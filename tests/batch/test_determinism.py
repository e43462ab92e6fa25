"""The same input gives the same bytes, whatever the hash seed, the language, the time zone and the number of workers."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

SEED = Path(__file__).parents[1] / "data" / "forms.json"
#: One process makes everything: its start costs more than its work.
_SCRIPT = """
import sys
from pathlib import Path
from zipingbiao.hosts.cli.main import run
from zipingbiao.ledger.write import ledger_bytes
from zipingbiao.form.interchange import read_interchange
seed, out, jobs = sys.argv[1:]
assert run(["bulk", seed, "-o", f"{out}/forms", "--progress", "none", "--jobs", jobs]) == 0
run(["bulk", seed, "-o", f"{out}/final", "--final", "--progress", "none", "--jobs", jobs])
run(["check", seed, "--report", f"{out}/report.xlsx"])
run(["check", seed, "--report", f"{out}/report.html"])
run(["narrate", seed, "--json"])
assert run(["collect", f"{out}/forms", "-o", f"{out}/all.xlsx"]) == 0
Path(out, "ledger.xlsx").write_bytes(ledger_bytes(read_interchange(Path(seed).read_text("utf-8"), "forms.json").forms))
"""


def made(folder: Path, jobs: int = 1, **environment: str) -> dict[str, str]:
    """File → digest of everything that one run writes and prints."""
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(SEED), ".", str(jobs)],
        capture_output=True,
        cwd=folder,
        env={**os.environ, "ZIPINGBIAO_HOME": str(folder / "home"), "PYTHONUTF8": "1", **environment},
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")[-2000:]
    (folder / "printed.txt").write_bytes(done.stdout)
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("first") / "out"
    return made(folder, PYTHONHASHSEED="0", LC_ALL="C.UTF-8", TZ="UTC")


def test_everything_was_made(first: dict[str, str]) -> None:
    assert sum(name.startswith("forms") for name in first) == 14
    assert {"report.xlsx", "report.html", "all.xlsx", "ledger.xlsx", "printed.txt"} <= first.keys()


#: Python itself cannot read where an editable install stands, if that path has Chinese signs and the language has none.
_PLAIN_PATH = pytest.mark.skipif(
    not sys.executable.isascii(),
    reason="检出文件夹的路径里有中文，在没有中文的语言环境里 Python 找不到可编辑安装",
)


@_PLAIN_PATH
@pytest.mark.parametrize(
    ("seed", "language", "zone", "jobs"),
    [("1", "zh_CN.UTF-8", "Asia/Shanghai", 1), ("4711", "tr_TR.UTF-8", "America/St_Johns", 2)],
)
def test_the_same_bytes(
    seed: str, language: str, zone: str, jobs: int, first: dict[str, str], tmp_path: Path
) -> None:
    again = made(tmp_path / "out", jobs, PYTHONHASHSEED=seed, LC_ALL=language, LANG=language, TZ=zone)
    assert again == first


@_PLAIN_PATH
@pytest.mark.slow
def test_the_same_bytes_over_all_of_them(first: dict[str, str], tmp_path: Path) -> None:
    """Five hash seeds, three languages, two time zones, one to three workers."""
    n = 0
    for seed in ("0", "1", "2", "3", "4"):
        for language in ("C", "zh_CN.GB18030", "de_DE.UTF-8"):
            for zone in ("Asia/Shanghai", "Pacific/Apia"):
                n += 1
                folder = tmp_path / str(n)
                assert made(folder, n % 3 + 1, PYTHONHASHSEED=seed, LC_ALL=language, TZ=zone) == first
