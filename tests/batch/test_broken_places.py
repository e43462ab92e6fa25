"""A folder that is full, read-only, gone, or in use: what can be written is, what cannot is told, nothing is half."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import SEED, Cli, cli
from zipingbiao.batch import durable_chunk as shelf
from zipingbiao.batch.bulk import plan
from zipingbiao.form.interchange import read_interchange

__all__ = ["Cli", "cli"]

NAMES = [task.name for task in plan(read_interchange(SEED.read_text("utf-8"), "").forms)]


def problems(result: Any) -> dict[str, str]:
    return {each["file"]: each["problem"] for each in result["projects"] if each["problem"]}


def workbooks(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_a_disk_that_fills_up_midway(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five projects find no room; the run goes on, tells them, and --resume writes them when there is room again."""
    write, count = shelf.write_new, 0

    def full(path: Path, data: bytes) -> None:
        nonlocal count
        count += 1
        if 4 <= count < 9:
            write(path, data[:100])
            raise OSError(errno.ENOSPC, "No space left on device")
        write(path, data)

    monkeypatch.setattr(shelf, "write_new", full)
    result = cli("bulk", SEED, "-o", tmp_path / "out", "--json")
    assert result.code == 1
    assert list(problems(result.data)) == NAMES[3:8]
    assert all(
        text.endswith("未能写入：磁盘已满，请清理空间后重试。") for text in problems(result.data).values()
    )
    assert workbooks(tmp_path / "out") == sorted({*NAMES} - {*NAMES[3:8]})
    again = cli("bulk", SEED, "-o", tmp_path / "out", "--resume", "--json")
    assert again.code == 0
    assert [each["file"] for each in again.data["projects"] if not each["skipped"]] == NAMES[3:8]
    assert [path.name for path in sorted((tmp_path / "out").iterdir())] == NAMES


def test_the_screen_lists_what_is_left(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / f"~${NAMES[1]}").write_bytes(b"")
    (out / f".~lock.{NAMES[2]}#").write_bytes(b"")
    (out / NAMES[4]).mkdir()
    result = cli("bulk", SEED, "-o", out, "--progress", "none")
    assert result.code == 1
    left = result.out[result.out.index("3 个项目未写入：") :].splitlines()
    assert [line.split()[0] for line in left[1:4]] == ["2", "3", "5"]
    assert all("正在 Excel 或 WPS 中打开，请先关闭再运行" in line for line in left[1:3])
    assert "未能写入：有一个同名的文件夹" in left[3] and "--resume" in left[4]
    assert len([path for path in out.iterdir() if path.is_file() and path.suffix == ".xlsx"]) == 11 + 1


def test_a_folder_that_vanishes_midway(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The network folder goes away after the third workbook."""
    write, out, count = shelf.write_new, tmp_path / "网络", 0

    def gone(path: Path, data: bytes) -> None:
        nonlocal count
        count += 1
        if count == 4:
            shutil.rmtree(out)
        write(path, data)

    monkeypatch.setattr(shelf, "write_new", gone)
    result = cli("bulk", SEED, "-o", out, "--json")
    assert result.code == 1
    assert len(problems(result.data)) == 14
    assert all("输出文件夹不存在或网络文件夹已断开" in text for text in problems(result.data).values())


@pytest.mark.parametrize("name", ["文件", "文件/里面"])
def test_a_file_where_the_folder_should_be(name: str, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"mine")
    result = cli("bulk", SEED, "-o", tmp_path / name, "--progress", "none")
    assert result.code == 2
    assert len(result.err.strip().splitlines()) == 1 and "输出" in result.err
    assert (tmp_path / "文件").read_bytes() == b"mine"


def on_a_volume(tmp_path: Path, options: str, *lines: str) -> str:
    """What a shell says on a file system of its own, mounted at `volume`."""
    if shutil.which("unshare") is None:
        pytest.skip("没有 unshare，不能挂一个小磁盘来试")
    volume = tmp_path / "volume"
    volume.mkdir()
    script = "; ".join((f"mount -t tmpfs -o {options} none '{volume}' || exit 99", *lines))
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script], capture_output=True, encoding="utf-8", cwd=tmp_path
    )
    if done.returncode == 99 or "unshare" in done.stderr:
        pytest.skip(f"这台机器不许挂小磁盘：{done.stderr.strip()}")
    return done.stdout


def bulk_on(folder: str) -> str:
    return (
        f"'{sys.executable}' -m zipingbiao bulk '{SEED}' -o {folder} --json; echo \"exit $?\"; ls -A {folder}"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs 只在 Linux 上有")
def test_a_disk_that_really_is_full(tmp_path: Path) -> None:
    """72 KB hold some of the fourteen workbooks; each that stands is whole."""
    said = on_a_volume(
        tmp_path,
        "size=72k",
        bulk_on("volume"),
        "cp volume/*.xlsx .",
        "for f in *.xlsx; do unzip -tq $f; done",
    )
    data, _, rest = said.partition("\nexit ")
    left = problems(json.loads(data))
    assert rest.startswith("1\n")
    assert 0 < len(left) < 14
    assert all("磁盘已满" in text for text in left.values())
    written = {name for name in rest.splitlines() if name.endswith(".xlsx")}
    assert written == {*NAMES} - {*left}
    assert not [name for name in rest.splitlines() if name.endswith(".part")]


@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs 只在 Linux 上有")
def test_a_folder_that_is_read_only(tmp_path: Path) -> None:
    said = on_a_volume(tmp_path, "ro", bulk_on("volume"))
    data, _, rest = said.partition("\nexit ")
    assert rest == "1\n"
    left = problems(json.loads(data))
    assert len(left) == 14
    assert all("只读" in text for text in left.values())
