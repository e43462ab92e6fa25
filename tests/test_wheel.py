"""As users get it: source archive → wheel → a clean environment, in a folder with Chinese characters and a space."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def told(*command: object) -> str:
    done = subprocess.run([str(each) for each in command], capture_output=True, encoding="utf-8", timeout=600)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout + done.stderr


@pytest.mark.slow
def test_a_clean_installation_runs_the_demonstration(tmp_path: Path) -> None:
    place = tmp_path / "绩效 自评"
    told(sys.executable, "-m", "build", "--outdir", place, ROOT)  # the wheel is made from the source archive
    (wheel,) = place.glob("zipingbiao-*.whl")
    told(sys.executable, "-m", "venv", place / "环境 1")
    bin = next(path for name in ("bin", "Scripts") if (path := place / "环境 1" / name).is_dir())
    told(bin / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"{wheel}[excel]")
    told(bin / "zipingbiao", "demo", "-o", place / "自评表", "--progress", "none")
    assert len(list((place / "自评表").glob("*.xlsx"))) == 14
    told(bin / "zipingbiao", "excel", "build", "-o", place / "模板.xlsm")
    assert "zipingbiao" in told(bin / "zipingbiao", "doctor")
    first = min((place / "自评表").glob("*.xlsx"))
    assert "97.94" in told(bin / "zipingbiao", "score", first)
