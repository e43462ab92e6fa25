"""Where a file is written: backups are numbered, permissions kept, links followed, pipes and devices refused."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import SEED, Cli, cli
from zipingbiao.batch.durable_chunk import Shelf
from zipingbiao.batch.files import WriteFault, write_atomically

__all__ = ["Cli", "cli"]

posix = pytest.mark.skipif(os.name == "nt", reason="链接、管道和权限是 Linux、macOS 上的")


def test_every_earlier_backup_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"1")
    kept = [write_atomically(path, data, force=True) for data in (b"2", b"3", b"3", b"4")]
    assert [each and each.name for each in kept] == ["表.xlsx.bak", "表.xlsx.bak2", None, "表.xlsx.bak3"]
    assert [each.read_bytes() for each in kept if each] == [b"1", b"2", b"3"]


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"1")
    for data in (b"2", b"1", b"2"):
        write_atomically(path, data, force=True)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["表.xlsx", "表.xlsx.bak", "表.xlsx.bak2"]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_permissions_are_kept(mode: int, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    for write in (one_by_one, in_a_chunk):
        path.write_bytes(b"old")
        path.chmod(mode)
        write(path, b"new")
        assert path.read_bytes() == b"new"
        assert path.stat().st_mode & 0o777 == mode


def one_by_one(path: Path, data: bytes) -> None:
    write_atomically(path, data, force=True)


def in_a_chunk(path: Path, data: bytes) -> None:
    shelf = Shelf(force=True)
    shelf.put(path, data)
    assert shelf.close() == {}


@posix
def test_a_link_stays_a_link_and_its_file_is_written(tmp_path: Path) -> None:
    real, link = tmp_path / "共享" / "表.xlsx", tmp_path / "桌面.xlsx"
    real.parent.mkdir()
    real.write_bytes(b"old")
    link.symlink_to(real)
    kept = write_atomically(link, b"new", force=True)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert kept == real.with_name("表.xlsx.bak")


@posix
def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "表.xlsx"
    link.symlink_to(tmp_path / "无.xlsx")
    with pytest.raises(WriteFault, match="指向不存在的文件"):
        write_atomically(link, b"new", force=True)
    assert [each.name for each in tmp_path.iterdir()] == ["表.xlsx"]


@posix
def test_pipes_are_refused_and_nobody_waits(cli: Cli, tmp_path: Path) -> None:
    pipe = tmp_path / "表.xlsx"
    os.mkfifo(pipe)
    with pytest.raises(WriteFault, match="不是普通文件"):
        write_atomically(pipe, b"new", force=True)
    with pytest.raises(WriteFault, match="不是普通文件"):
        Shelf(force=True).put(pipe, b"new")
    result = cli("score", pipe, "--write")
    assert result.code == 2
    assert "不是普通文件" in result.err
    os.mkfifo(tmp_path / "行.jsonl")
    assert cli("bulk", tmp_path / "行.jsonl", "-o", tmp_path / "out", "--progress", "none").code == 2
    result = cli("collect", tmp_path, "-o", tmp_path / "汇总.xlsx", "--json")
    assert [each["file"] for each in result.data["errors"]] == ["行.jsonl", "表.xlsx"]


def test_what_a_killed_run_left_of_a_file_goes_with_the_next(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left, living = tmp_path / f".表.xlsx.{dead.pid}.tmp", tmp_path / f".表.xlsx.{os.getppid()}.tmp"
    other = tmp_path / f".别的.xlsx.{dead.pid}.tmp"
    for each in (left, living, other):
        each.write_bytes(b"PK")
    write_atomically(tmp_path / "表.xlsx", b"new", force=False)
    assert not left.exists()
    assert living.exists() and other.exists()


def test_what_a_killed_batch_left_goes_with_the_next_whatever_it_wrote(cli: Cli, tmp_path: Path) -> None:
    """The ledger has changed since: no project has that name any more."""
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    out = tmp_path / "out"
    out.mkdir()
    left, living = out / f".99-撤销的项目.xlsx.{dead.pid}.part", out / f".别的.xlsx.{os.getppid()}.part"
    left.write_bytes(b"PK")
    living.write_bytes(b"PK")
    cli("bulk", SEED, "-o", out, "--dry-run", "--progress", "none")
    assert left.exists()
    cli("bulk", SEED, "-o", out, "--progress", "none")
    assert not left.exists()
    assert living.exists()


def test_several_files_are_counted_truly(cli: Cli, tmp_path: Path) -> None:
    """Of four, two are changed, one has nothing to write, one is open elsewhere."""
    out = tmp_path / "out"
    cli("bulk", SEED, "-o", out, "--progress", "none")
    files = sorted(out.iterdir())[:4]
    cli("check", *files[:3], "--mark")
    cli("check", files[0], "--unmark")
    files[1].with_name(f"~${files[1].name}").write_bytes(b"")
    cli("check", files[3], "--mark")
    result = cli("check", *files, "--unmark")
    assert result.err.splitlines()[-1] == "共 4 个文件：改动 2 个，未改动 1 个，未能写入 1 个。"
    assert f"原文件另存为 {files[2].name}.bak" in result.err


def test_what_was_written_before_a_fault_is_told(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zipingbiao.hosts.cli.bulk import command

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(command, "show_bulk", broken)
    result = cli("bulk", SEED, "-o", tmp_path / "out", "--progress", "none")
    assert result.code == 3
    assert "在这之前已写好 14 个文件" in result.err
    assert "没有改动任何文件" not in result.err
