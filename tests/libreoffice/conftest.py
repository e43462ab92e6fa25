"""One LibreOffice for all tests of this folder, and the 14 workbooks of the demonstration."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from libreoffice.running import Running, missing
from zipingbiao.hosts.cli.main import run


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    why = missing()
    if why:
        pytest.skip(why)
    running = Running(tmp_path_factory.mktemp("office"))
    yield running
    running.kill()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("demo")
    assert run(["demo", "-o", str(folder), "--progress", "none"]) == 0
    return sorted(folder.glob("*.xlsx"))
