"""Systems whose locale is not UTF-8: the same files, the same words on a pipe, never an internal fault."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import SEED

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="区域设置是 Linux、macOS 上的")


@pytest.fixture(params=["POSIX", "zh_CN.GBK"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of such a system."""
    locale: str = request.param
    own = {
        "LC_ALL": locale,
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "ZIPINGBIAO_HOME": str(tmp_path / "home"),
    }
    if locale != "POSIX":
        if shutil.which("localedef") is None:
            pytest.skip("没有 localedef，造不出 GBK 的区域设置")
        (tmp_path / "locales").mkdir()
        place = tmp_path / "locales" / locale
        subprocess.run(["localedef", "-i", "zh_CN", "-f", "GBK", str(place)], capture_output=True)
        if not place.exists():
            pytest.skip("没有区域设置的源文件，造不出 GBK 的")
        own["LOCPATH"] = str(tmp_path / "locales")
    return {**os.environ, **own}


def told(settings: dict[str, str], folder: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "zipingbiao", *arguments],
        env=settings,
        cwd=folder,
        capture_output=True,
        timeout=120,
    )
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def test_the_main_job(settings: dict[str, str], tmp_path: Path) -> None:
    code, _, err = told(settings, tmp_path, "demo", "-o", "out", "--progress", "none")
    assert (code, err) == (0, "")
    encoding = "gbk" if "GBK" in settings["LC_ALL"] else "utf-8"
    names = [os.fsencode(path.name) for path in (tmp_path / "out").iterdir()]
    assert len(names) == 14
    assert all(name.decode(encoding).endswith(".xlsx") for name in names)
    code, out, _ = told(settings, tmp_path, "collect", "out", "-o", "s.xlsx", "--json")
    assert code in (0, 1)
    assert len(json.loads(out)["projects"]) == 14


@pytest.mark.parametrize(
    "arguments",
    [("new", "form", "x.xlsx"), ("new", "ledger", "y.xlsx"), ("return", str(SEED), "-o", "ret", "--format", "xlsx"), ("doctor",)],
    ids=lambda each: each[0],
)  # fmt: skip
def test_what_comes_with_the_package_is_found(
    arguments: tuple[str, ...], settings: dict[str, str], tmp_path: Path
) -> None:
    code, _, err = told(settings, tmp_path, *arguments)
    assert code == 0, err
    assert not (tmp_path / "home" / "zipingbiao.log").exists()
