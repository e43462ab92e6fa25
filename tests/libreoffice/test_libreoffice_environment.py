"""Another Python first in PATH, of the very version LibreOffice embeds: it starts, prints, and its buttons answer."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from libreoffice.running import Running, missing
from zipingbiao.batch.office import Office, find_office

FOREIGN = Path(sys.base_prefix) / "bin"


@pytest.fixture
def foreign(monkeypatch: pytest.MonkeyPatch) -> Path:
    if missing():
        pytest.skip(missing())
    if str(FOREIGN) in ("/usr/bin", "/bin") or not (FOREIGN / "python3").exists():
        pytest.skip("本机没有系统以外的 Python，没有试别的 Python 排在 PATH 前面")
    monkeypatch.setenv("PATH", f"{FOREIGN}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONHOME", sys.base_prefix)
    return FOREIGN


def test_buttons_answer(foreign: Path, demo: list[Path], tmp_path: Path) -> None:
    office = Running(tmp_path / "office")
    try:
        document = office.open(Path(shutil.copy(demo[2], tmp_path)))
        office.press(document, "about", Shown=str(tmp_path / "shown.txt"))
        assert "MIT" in (tmp_path / "shown.txt").read_text("utf-8")
    finally:
        office.kill()


def test_a_form_is_printed(foreign: Path, demo: list[Path], tmp_path: Path) -> None:
    with Office(find_office()) as office:
        (made,) = office.to_pdf((demo[2],), tmp_path)
    assert made.read_bytes().startswith(b"%PDF")
