"""A batch that is killed, or meets a full disk, loses nothing and leaves no half file."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from zipingbiao.batch import durable_chunk as shelf_module
from zipingbiao.batch import journal
from zipingbiao.batch.durable_chunk import Shelf, clear, left_overs
from zipingbiao.batch.files import WriteFault
from zipingbiao.batch.job import Job
from zipingbiao.hosts.cli.main import run
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.workbook.write.writer import Mode

SEED = Path(__file__).parents[1] / "data" / "forms.json"
COUNT = 140


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The 14 forms ten times, under 140 names."""
    forms = json.loads(SEED.read_text("utf-8"))
    path = tmp_path_factory.mktemp("in") / "many.json"
    path.write_text(
        json.dumps([{**form, "name": f"{form['name']}{n}"} for n in range(10) for form in forms]), "utf-8"
    )
    return path


@pytest.fixture(scope="module")
def whole(many: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What an uninterrupted run writes."""
    folder = tmp_path_factory.mktemp("whole")
    assert run(["bulk", str(many), "-o", str(folder), "--progress", "none"]) == 0
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def killed(many: Path, folder: Path, seconds: float) -> None:
    command = [
        sys.executable,
        "-m",
        "zipingbiao",
        "bulk",
        str(many),
        "-o",
        str(folder),
        "--progress",
        "none",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()


def check_killed(many: Path, folder: Path, whole: dict[str, bytes], seconds: float) -> bool:
    """Whether the kill fell into the middle of the writing."""
    folder.mkdir()
    killed(many, folder, seconds)
    there = contents(folder)
    for name, data in there.items():
        assert name.startswith(".") or data == whole[name], name
    assert run(["bulk", str(many), "-o", str(folder), "--resume", "--progress", "none"]) == 0
    assert contents(folder) == whole
    return 0 < len(there) < COUNT


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL 只在 POSIX 上有")
def test_a_killed_batch_goes_on_where_it_was(many: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    chance = random.Random(7)
    for n in range(4):
        check_killed(many, tmp_path / str(n), whole, chance.uniform(0.4, 0.8))


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL 只在 POSIX 上有")
def test_killed_at_two_hundred_points(many: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    chance = random.Random(2024)
    inside = [check_killed(many, tmp_path / str(n), whole, chance.uniform(0.3, 1.0)) for n in range(200)]
    assert sum(inside) > 20


def test_a_complete_folder_holds_the_workbooks_and_nothing_else(whole: dict[str, bytes]) -> None:
    assert len(whole) == COUNT
    assert all(name.endswith(".xlsx") for name in whole)


def test_a_full_disk_is_told_and_the_others_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(force=False)
    shelf.put(tmp_path / "一.xlsx", b"1")

    def full(path: Path, data: bytes) -> None:
        if "二" in path.name:
            path.write_bytes(data[:1])
            raise OSError(errno.ENOSPC, "No space left on device")
        path.write_bytes(data)

    monkeypatch.setattr(shelf_module, "write_new", full)
    with pytest.raises(WriteFault, match=r"二\.xlsx 未能写入：磁盘已满，请清理空间后重试。"):
        shelf.put(tmp_path / "二.xlsx", b"22")
    shelf.put(tmp_path / "三.xlsx", b"3")
    assert shelf.close() == {}
    assert contents(tmp_path) == {"一.xlsx": b"1", "三.xlsx": b"3"}


def test_a_folder_that_vanishes_before_the_files_are_placed(tmp_path: Path) -> None:
    folder = tmp_path / "网络"
    folder.mkdir()
    shelf = Shelf(force=False)
    shelf.put(folder / "一.xlsx", b"1")
    next(folder.iterdir()).unlink()
    folder.rmdir()
    assert shelf.close() == {folder / "一.xlsx": "一.xlsx 未能写入：输出文件夹不存在或网络文件夹已断开。"}


def test_nothing_is_placed_before_the_chunk_is_closed(tmp_path: Path) -> None:
    shelf = Shelf(force=False)
    shelf.put(tmp_path / "一.xlsx", b"1")
    assert not (tmp_path / "一.xlsx").exists()
    shelf.close()
    assert contents(tmp_path) == {"一.xlsx": b"1"}


def test_left_overs_of_a_dead_process_go_and_those_of_a_living_one_stay(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for name in (
        f".一.xlsx.{dead.pid}.part",
        f".一.xlsx.{os.getppid()}.part",
        f".别的.xlsx.{dead.pid}.part",
        "一.xlsx",
    ):
        (tmp_path / name).write_bytes(b"")
    clear(left_overs(tmp_path), ["一.xlsx"])
    assert set(contents(tmp_path)) == {
        f".一.xlsx.{os.getppid()}.part",
        f".别的.xlsx.{dead.pid}.part",
        "一.xlsx",
    }


def test_a_torn_line_of_the_journal_counts_for_nothing(tmp_path: Path) -> None:
    journal.note(tmp_path, [("一.xlsx", "00"), ("二.xlsx", "11")])
    with (tmp_path / journal.NAME).open("a", encoding="utf-8") as file:
        file.write('{"file": "三.xl')
    assert journal.written(tmp_path) == {"一.xlsx", "二.xlsx"}


def test_a_file_changed_by_its_owner_is_not_written_again_on_resume(many: Path, tmp_path: Path) -> None:
    """Killed after the first chunk; the owner edits one workbook; going on leaves that one alone."""
    folder = tmp_path / "out"
    folder.mkdir()
    template = workbook_path(TEMPLATE).read_bytes()
    made = journal.made_with(Job(folder, template, None, "cn", (), Mode.FORMULAS))
    journal.begin(folder, made, resume=False)
    journal.note(folder, [("001-北京市应急管理局指挥信息网建设项目0.xlsx", "00")])
    mine = folder / "001-北京市应急管理局指挥信息网建设项目0.xlsx"
    mine.write_bytes(b"mine")
    assert run(["bulk", str(many), "-o", str(folder), "--resume", "--progress", "none"]) == 0
    assert mine.read_bytes() == b"mine"
    assert len(contents(folder)) == COUNT
