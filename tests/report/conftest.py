"""The command line, a folder of published forms as workbooks, and a headless browser where there is one."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from cli.conftest import Cli, cli, seed
from workbook_read.books import FORMS, draw

__all__ = ["Browser", "Cli", "cli", "seed"]

Browser = Callable[[Path], tuple[str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forms 1–3 in one workbook of three sheets, 4–14 each in a workbook of a subfolder."""
    place = tmp_path / "报送"
    (place / "二处").mkdir(parents=True)
    book = Workbook()
    book.remove(book.worksheets[0])
    for n, form in enumerate(FORMS[:3], 1):
        draw(book.create_sheet(f"表{n}"), form)
    book.save(place / "一处.xlsx")
    for n, form in enumerate(FORMS[3:], 4):
        one = Workbook()
        draw(one.worksheets[0], form)
        one.save(place / "二处" / f"{n}.xlsx")
    return place


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    """Loads a page and gives its document after its script ran, and what the console said."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("没有 chromium，网页没有在浏览器里试过（apt-get install chromium）")

    def load(page: Path, fragment: str = "", *options: str) -> tuple[str, str]:
        result = subprocess.run(
            [
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={tmp_path / 'browser'}",
                "--enable-logging=stderr",
                "--virtual-time-budget=3000",
                *(options or ("--dump-dom",)),
                page.as_uri() + fragment,
            ],
            capture_output=True,
            text=True,
            timeout=60,
        )
        console = "\n".join(line for line in result.stderr.splitlines() if "CONSOLE" in line)
        return result.stdout, console

    return load
