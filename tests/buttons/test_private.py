"""Undo records and the log hold project names and amounts: they are their user's alone, and do not pile up."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from zipingbiao.edits.snapshot import Edit, EditKind
from zipingbiao.hosts.buttons import undo
from zipingbiao.log import record_fault

STEP = [Edit(EditKind.VALUE, "表", "A1", None, "200.25万元")]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有这种权限位")
def test_nobody_else_reads_them(home: Path) -> None:
    before = os.umask(0o000)
    try:
        undo.remember("一本", "计算得分", STEP)
        try:
            raise ValueError("应急指挥中心")
        except ValueError:
            log = record_fault()
    finally:
        os.umask(before)
    (record,) = (home / "undo").iterdir()
    assert (mode(record), mode(log)) == (0o600, 0o600)
    assert mode(home / "undo") == 0o700


def test_old_records_go_and_the_last_one_stays(home: Path) -> None:
    for n in range(60):
        undo.remember(f"第{n}本", "计算得分", STEP)
        for path in (home / "undo").iterdir():
            os.utime(path, ns=(path.stat().st_mtime_ns - 10**9, path.stat().st_mtime_ns - 10**9))
    assert len(list((home / "undo").iterdir())) == 50
    assert undo.last_step("第59本") == ("计算得分", STEP)
    assert undo.last_step("第0本") is None
    assert undo.clear() == 50
    assert list((home / "undo").iterdir()) == []
