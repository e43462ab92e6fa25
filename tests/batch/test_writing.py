"""Single files: what is refused, what is kept, and in which words it is told."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from zipingbiao.batch import changed, durable_chunk, journal
from zipingbiao.batch.changed import note_changed, told, watching
from zipingbiao.batch.durable_chunk import Shelf
from zipingbiao.batch.files import (
    WriteFault,
    alike,
    back_up,
    is_alive,
    lock_file,
    make_folder,
    os_words,
    refuse_special,
    target_of,
    write_atomically,
)

posix = pytest.mark.skipif(os.name == "nt", reason="links, pipes and permissions of POSIX")


@pytest.mark.parametrize("lock", ["~$表格.xlsx", "~$.xlsx", ".~lock.表格.xlsx#"])
def test_each_program_marks_an_open_file_its_own_way(lock: str, tmp_path: Path) -> None:
    """Excel leaves out the first two signs of a long name; LibreOffice has another mark."""
    path = tmp_path / "表格.xlsx"
    assert lock_file(path) is None
    (tmp_path / lock).write_bytes(b"")
    assert lock_file(path) == tmp_path / lock
    with pytest.raises(WriteFault, match=r"^表格.xlsx 正在 Excel 或 WPS 中打开，请先关闭再运行。$"):
        write_atomically(path, b"x", force=True)
    with pytest.raises(WriteFault, match=r"^表格.xlsx 正在 Excel 或 WPS 中打开，请先关闭再运行。$"):
        Shelf(force=True).put(path, b"x")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘已满，请清理空间后重试"),
        (errno.EACCES, "没有写入权限，或文件正被其他程序打开"),
        (errno.ENOENT, "输出文件夹不存在或网络文件夹已断开"),
        (errno.EMFILE, "系统错误（太多）"),
    ],
)
def test_errors_of_the_system_in_words(number: int, words: str) -> None:
    assert os_words(OSError(number, "太多")) == words


def test_an_error_without_a_number() -> None:
    assert os_words(OSError("断了")) == "系统错误（断了）"


def test_an_existing_file_is_kept_or_backed_up(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    assert write_atomically(path, b"1", force=False) is None
    with pytest.raises(
        WriteFault, match=r"^表.xlsx 已存在，未覆盖。确认要重写请加 --force（原文件另存为 .bak）。$"
    ):
        write_atomically(path, b"2", force=False)
    assert write_atomically(path, b"1", force=True) is None  # the same: nothing to keep
    assert write_atomically(path, b"2", force=True) == tmp_path / "表.xlsx.bak"
    assert write_atomically(path, b"3", force=True) == tmp_path / "表.xlsx.bak2"
    assert write_atomically(path, b"2", force=True) == tmp_path / "表.xlsx.bak3"
    assert write_atomically(path, b"9", force=True) == tmp_path / "表.xlsx.bak2"  # 2 is kept there
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {
        "表.xlsx": b"9",
        "表.xlsx.bak": b"1",
        "表.xlsx.bak2": b"2",
        "表.xlsx.bak3": b"3",
    }


@posix
def test_a_backup_is_as_old_as_its_file_and_no_link(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"1")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    (tmp_path / "表.xlsx.bak").symlink_to(path)
    kept = back_up(path)
    assert kept.name == "表.xlsx.bak2"
    assert kept.stat().st_mtime == 1_000_000_000


def test_more_backups_than_anybody_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"1")

    def taken(self: Path, mode: str = "r", *_: object, **__: object) -> object:
        raise FileExistsError

    monkeypatch.setattr(Path, "open", taken)
    monkeypatch.setattr(Path, "read_bytes", lambda self: b"1")
    monkeypatch.setattr(Path, "is_file", lambda self: False)
    with pytest.raises(WriteFault, match=r"^表.xlsx 的备份已有太多，没有写入。请先清理 .bak 文件。$"):
        back_up(path)


@posix
def test_read_only_files_links_and_pipes(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"1")
    path.chmod(0o444)
    with pytest.raises(WriteFault, match=r"^表.xlsx 设成了只读，没有写入。请先在文件属性里去掉“只读”。$"):
        write_atomically(path, b"2", force=True)
    link = tmp_path / "链接.xlsx"
    link.symlink_to(tmp_path / "无.xlsx")
    with pytest.raises(
        WriteFault, match=r"^链接.xlsx 是一个指向不存在的文件的链接，没有写入。请删除这个链接再试。$"
    ):
        target_of(link)
    link.unlink()
    link.symlink_to(path)
    assert target_of(link) == path.resolve()
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    with pytest.raises(WriteFault, match=r"^管道 不是普通文件（是管道或设备），没有写入。请换一个文件名。$"):
        refuse_special(pipe)
    refuse_special(tmp_path)
    refuse_special(tmp_path / "无")


@posix
def test_permissions_of_the_file_that_is_replaced(tmp_path: Path) -> None:
    new, old = tmp_path / "新", tmp_path / "旧"
    new.write_bytes(b"")
    new.chmod(0o600)
    alike(new, old)
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    old.write_bytes(b"")
    old.chmod(0o640)
    alike(new, old)
    assert stat.S_IMODE(new.stat().st_mode) == 0o640


def test_which_processes_live() -> None:
    assert is_alive(1) is (os.name != "nt")
    assert not is_alive(os.getpid())  # our own leavings are nobody's work
    assert not is_alive(2**22 + 12345)
    assert not is_alive(10**30)


@posix
def test_asking_whether_a_process_lives_does_it_no_harm() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as waiting:
        assert is_alive(waiting.pid)
        waiting.communicate(b"go\n")
        assert waiting.returncode == 0
    assert not is_alive(waiting.pid)


def test_the_output_folder(tmp_path: Path) -> None:
    deep = tmp_path / "一" / "二"
    make_folder(deep)
    make_folder(deep)
    assert deep.is_dir()
    file = tmp_path / "文件"
    file.write_bytes(b"")
    with pytest.raises(WriteFault, match=r"^输出位置 .*文件 是一个文件，不是文件夹，请换一个文件夹。$"):
        make_folder(file)
    with pytest.raises(
        WriteFault, match=r"^不能建立输出文件夹 .*：路径里有一段是文件，不是文件夹，请换一个输出文件夹。$"
    ):
        make_folder(file / "下")


def test_left_overs_of_dead_processes_of_this_very_file_go(tmp_path: Path) -> None:
    dead = 2**22 + 12345
    left = [tmp_path / name for name in (f".表.xlsx.{dead}.tmp", f".表2.xlsx.{dead}.tmp", ".表.xlsx.1.tmp", f".表.xlsx.{dead}.tmpx")]  # fmt: skip
    for path in left:
        path.write_bytes(b"")
    write_atomically(tmp_path / "表.xlsx", b"1", force=False)
    assert [path.exists() for path in left] == [False, True, os.name != "nt", True]


# ---------------------------------------------------------------- a chunk


def test_a_chunk_takes_its_places_at_the_end(tmp_path: Path) -> None:
    shelf = Shelf(force=False)
    one, other = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    shelf.put(one, b"1")
    shelf.put(other, b"2")
    assert not one.exists()
    assert shelf.close() == {}
    assert (one.read_bytes(), other.read_bytes()) == (b"1", b"2")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["一.xlsx", "二.xlsx"]
    assert shelf.close() == {}


def test_a_chunk_keeps_what_stands_there_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "一.xlsx"
    path.write_bytes(b"1")
    shelf = Shelf(force=False)
    shelf.put(path, b"1")  # the very same
    with pytest.raises(
        WriteFault, match=r"^一.xlsx 已存在，未覆盖。确认要重写请加 --force（原文件另存为 .bak）。$"
    ):
        shelf.put(path, b"2")
    forced = Shelf(force=True)
    forced.put(path, b"2")
    assert forced.close() == {}
    assert path.read_bytes() == b"2"
    assert (tmp_path / "一.xlsx.bak").read_bytes() == b"1"


def test_what_cannot_be_placed_is_told_and_the_rest_stands(tmp_path: Path) -> None:
    shelf = Shelf(force=True)
    good, bad = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    shelf.put(good, b"1")
    shelf.put(bad, b"2")
    bad.mkdir()
    assert shelf.close() == {bad: "二.xlsx 未能写入：有一个同名的文件夹，请移走或改名。"}
    assert good.read_bytes() == b"1"
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_a_folder_that_cannot_be_forced_to_the_disk_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows and some network folders know no such thing: the workbooks stand all the same."""

    def refuses(*_: object) -> int:
        raise PermissionError(errno.EACCES, "a folder")

    shelf = Shelf(force=False)
    shelf.put(tmp_path / "一.xlsx", b"1")
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(durable_chunk.os, "open", refuses)
        assert shelf.close() == {}
    assert (tmp_path / "一.xlsx").read_bytes() == b"1"


def test_a_part_that_vanished_is_told(tmp_path: Path) -> None:
    shelf = Shelf(force=True)
    shelf.put(tmp_path / "一.xlsx", b"1")
    for part in tmp_path.iterdir():
        part.unlink()
    assert shelf.close() == {tmp_path / "一.xlsx": "一.xlsx 未能写入：输出文件夹不存在或网络文件夹已断开。"}


def test_a_place_that_cannot_be_is_refused_at_once(tmp_path: Path) -> None:
    shelf = Shelf(force=True)
    with pytest.raises(WriteFault, match=r"^表.xlsx 未能写入：输出文件夹不存在或网络文件夹已断开。$"):
        shelf.put(tmp_path / "无" / "表.xlsx", b"1")
    assert shelf.close() == {}


# ---------------------------------------------------------------- the journal, and what is said at a break


def test_the_journal_holds_what_was_written_and_then_goes(tmp_path: Path) -> None:
    assert journal.written(tmp_path) == frozenset()
    journal.note(tmp_path, ())
    assert not (tmp_path / journal.NAME).exists()
    journal.note(tmp_path, [("甲.xlsx", "a1")])
    journal.note(tmp_path, [("乙.xlsx", "b2"), ("丙.xlsx", "c3")])
    assert (tmp_path / journal.NAME).read_text("utf-8") == (
        '{"file": "甲.xlsx", "sha256": "a1"}\n{"file": "乙.xlsx", "sha256": "b2"}\n{"file": "丙.xlsx", "sha256": "c3"}\n'
    )
    assert journal.written(tmp_path) == {"甲.xlsx", "乙.xlsx", "丙.xlsx"}
    journal.forget(tmp_path)
    assert not (tmp_path / journal.NAME).exists()
    journal.forget(tmp_path)


def test_lines_that_say_nothing_count_for_nothing(tmp_path: Path) -> None:
    lines = ('{"file": "甲.xlsx"}', '{"fil', "[]", "3", '"甲"', "null", '{"name": 1}', '{"file": 7}')
    (tmp_path / journal.NAME).write_text("\n".join(lines), "utf-8")
    assert journal.written(tmp_path) == {"甲.xlsx", "7"}


def test_a_journal_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        WriteFault, match=rf"^批量记录 {journal.NAME} 未能写入：输出文件夹不存在或网络文件夹已断开。$"
    ):
        journal.note(tmp_path / "无", [("甲.xlsx", "a1")])


def test_what_was_changed_so_far() -> None:
    files = [Path(f"文件夹/{n}.xlsx") for n in "一二三四"]
    assert told([]) == "没有改动任何文件"
    assert told(files[:1]) == "在这之前已写好 1 个文件（一.xlsx），都是完整的，其余没有改动"
    assert told(files[:3]) == "在这之前已写好 3 个文件（一.xlsx、二.xlsx、三.xlsx），都是完整的，其余没有改动"
    assert told(files) == "在这之前已写好 4 个文件（一.xlsx、二.xlsx、三.xlsx 等），都是完整的，其余没有改动"
    assert told([files[0], files[0]]) == told(files[:1])


def test_files_are_counted_while_somebody_watches(tmp_path: Path) -> None:
    note_changed([tmp_path])
    with watching() as files:
        note_changed([tmp_path / "一"])
        with watching() as inner:
            write_atomically(tmp_path / "二", b"", force=False)
        assert inner == [tmp_path / "二"]
        note_changed([tmp_path / "三"])
    assert files == [tmp_path / "一", tmp_path / "三"]
    assert changed._FILES.get() is None
