"""No network call ever: the main job, the functions and the .xlsm with every socket refused."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any, NoReturn

import pytest

from zipingbiao.hosts.cli.main import run


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every attempt is refused and written down."""
    tried: list[str] = []

    def refuse(*given: Any, **named: Any) -> NoReturn:
        tried.append(repr(given))
        raise OSError("no network here")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse, raising=False)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    return tried


def test_the_watch_sees_a_connection(no_network: list[str]) -> None:
    with pytest.raises(OSError):
        socket.create_connection(("192.0.2.1", 80))
    assert no_network


def test_the_main_job_needs_no_network(no_network: list[str], tmp_path: Path) -> None:
    out = tmp_path / "demo"
    assert run(["demo", "-o", str(out), "--progress", "none"]) == 0
    books = [str(path) for path in sorted(out.glob("*.xlsx"))]
    assert run(["score", *books]) == 0
    assert run(["narrate", *books]) == 0
    assert run(["check", *books, "--report", str(tmp_path / "r.html")]) in (0, 1)
    assert run(["collect", str(out), "-o", str(tmp_path / "all.xlsx")]) in (0, 1)
    assert run(["excel", "build", "-o", str(tmp_path / "t.xlsm")]) == 0
    assert no_network == []
