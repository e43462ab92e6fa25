"""Running the command line in this process, with its streams and its own home."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from zipingbiao.hosts.cli.main import run

SEED = Path(__file__).parents[1] / "data" / "forms.json"


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Cli = Callable[..., Result]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ZIPINGBIAO_TEMPLATES", raising=False)

    def call(*arguments: object) -> Result:
        capsys.readouterr()
        code = run([str(a) for a in arguments])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call


@pytest.fixture
def seed() -> Path:
    return SEED
