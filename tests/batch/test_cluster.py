"""`bulk --scheduler`: the same workbooks from a cluster, also when a worker is killed midway."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import SEED, Cli, cli
from zipingbiao.batch.bulk import Job, plan, run_on
from zipingbiao.form.interchange import read_interchange
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.workbook.write.writer import Mode

__all__ = ["Cli", "cli"]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class _Breaking(Executor):
    """Does its work at once; the second piece of it is lost with its worker."""

    def __init__(self) -> None:
        self._pieces = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self._pieces += 1
        future: Future[Any] = Future()
        if self._pieces == 2:
            future.set_exception(BrokenExecutor())
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_a_chunk_whose_worker_died_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    forms = read_interchange(SEED.read_text("utf-8"), "").forms * 9
    job = Job(tmp_path, workbook_path(TEMPLATE).read_bytes(), "cn", "cn", (), Mode.VALUES)
    outcomes = list(run_on(_Breaking(), plan(forms), job))
    assert [each.n for each in outcomes] == list(range(1, 127))
    assert [each.n for each in outcomes if each.fault] == list(range(51, 101))
    assert len([path for path in tmp_path.iterdir() if path.suffix == ".xlsx"]) == 76


class _Retrying(Executor):
    """Does its work at once; of the second piece a worker that died has left a workbook unplaced."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._pieces = folder, 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self._pieces += 1
        if self._pieces == 2:
            died = subprocess.Popen([sys.executable, "-c", ""])
            died.wait()
            (self._folder / f".{args[0][0].name}.{died.pid}.part").write_bytes(b"PK")
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def test_what_a_dead_worker_left_is_taken_away_when_another_did_its_work(tmp_path: Path) -> None:
    forms = read_interchange(SEED.read_text("utf-8"), "").forms * 9
    job = Job(tmp_path, workbook_path(TEMPLATE).read_bytes(), "cn", "cn", (), Mode.VALUES)
    assert not [each for each in run_on(_Retrying(tmp_path), plan(forms), job) if each.fault]
    assert {path.suffix for path in tmp_path.iterdir()} == {".xlsx"}
    assert len(list(tmp_path.iterdir())) == 126


def test_nobody_at_the_address(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="没有安装 zipingbiao[cluster]")
    monkeypatch.setattr("zipingbiao.batch.cluster._PATIENCE", 0.5)
    for address in ("tcp://127.0.0.1:9", "哪里"):
        result = cli("bulk", SEED, "-o", tmp_path / "out", "--scheduler", address)
        assert result.code == 2
        assert f"连不上集群调度程序 {address}" in result.err


def test_without_the_extra(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = cli("bulk", SEED, "-o", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9")
    assert result.code == 2
    assert "zipingbiao[cluster]" in result.err


@pytest.fixture
def two_workers() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed", reason="没有安装 zipingbiao[cluster]")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as local:
        yield local


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL 只在 POSIX 上有")
def test_a_worker_killed_midway(cli: Cli, tmp_path: Path, two_workers: Any) -> None:
    """2,800 projects; one of the two workers is killed when a tenth of them stand."""
    forms = json.loads(SEED.read_text("utf-8"))
    many = tmp_path / "many.json"
    many.write_text(
        json.dumps([{**form, "name": f"{form['name']}{n}"} for n in range(200) for form in forms]), "utf-8"
    )
    alone, together = tmp_path / "alone", tmp_path / "together"
    assert cli("bulk", many, "-o", alone, "--progress", "none").code == 0
    killed: list[int] = []

    def kill() -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if together.is_dir() and sum(path.suffix == ".xlsx" for path in together.iterdir()) > 280:
                worker = next(iter(two_workers.workers.values()))
                os.kill(worker.pid, signal.SIGKILL)
                killed.append(len(list(together.iterdir())))
                return
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    result = cli("bulk", many, "-o", together, "--scheduler", two_workers.scheduler_address, "--json")
    killer.join()
    assert killed and killed[0] < 2800
    assert result.code == 0
    assert contents(together) == contents(alone)
