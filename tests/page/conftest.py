"""The page as people get it, built once for all tests, and the browsers to open it in."""

from __future__ import annotations

import fcntl
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zipingbiao.hosts.page.build.page import build_page

HERE = Path(__file__).parent
#: A scenario in JavaScript, its settings → what it found.
Browser = Callable[..., Any]


def why_not() -> str:
    """What is missing on this machine for the page's tests; "" where nothing is."""
    if not (shutil.which("node") and shutil.which("npm")):
        return "没有 Node.js 和 npm，网页没有生成，也没有在浏览器里试过（apt-get install nodejs npm）"
    if not (HERE / "node_modules" / "puppeteer-core").is_dir():
        return "没有 puppeteer-core，网页没有在浏览器里试过（sh scripts/test_programs.sh）"
    if not chromium():
        return "没有 chromium，网页没有在浏览器里试过（apt-get install chromium）"
    return ""


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """自评表.html, built once even where several test processes run."""
    reason = why_not()
    if reason:
        pytest.skip(reason)
    base = tmp_path_factory.getbasetemp()
    folder = base if worker_id == "master" else base.parent
    made = folder / "自评表.html"
    with (folder / "page.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            made.write_bytes(build_page(HERE / "node_modules" / "pyodide"))
    return made


@pytest.fixture
def browser(page: Path, tmp_path: Path) -> Browser:
    """Run `NAME.mjs` on the page in Chromium: it gets the settings as JSON and prints JSON."""
    return _running("chromium", chromium() or "", page, tmp_path)


@pytest.fixture
def firefox(page: Path, tmp_path: Path) -> Browser:
    """The same in Firefox."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("没有 Firefox，网页没有在 Firefox 里试过（apt-get install firefox-esr）")
    return _running("firefox", program, page, tmp_path)


def _running(kind: str, program: str, page: Path, out: Path) -> Browser:
    def run(name: str, /, **settings: Any) -> Any:
        given = out / f"{name}.json"
        what = {"page": page.as_uri(), "browser": kind, "program": program, "out": str(out), **settings}
        given.write_text(json.dumps(what), "utf-8")
        done = subprocess.run(
            [shutil.which("node") or "node", HERE / f"{name}.mjs", given],
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout)

    return run
