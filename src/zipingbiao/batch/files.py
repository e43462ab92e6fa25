"""Writing files so that nothing is lost: through a temporary file and an atomic replace, never over a file in use."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from zipingbiao.batch.changed import note_changed
from zipingbiao.for_people import ForPeople

_WORDS = {
    errno.ENOSPC: "磁盘已满，请清理空间后重试",
    errno.EACCES: "没有写入权限，或文件正被其他程序打开",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "文件夹是只读的，请换一个输出文件夹",
    errno.ENOENT: "输出文件夹不存在或网络文件夹已断开",
    errno.EDQUOT: "磁盘配额已用完，请清理空间后重试",
    errno.EIO: "磁盘或网络读写出错，请检查后重试",
    errno.EISDIR: "有一个同名的文件夹，请移走或改名",
    errno.ENOTDIR: "路径里有一段是文件，不是文件夹，请换一个输出文件夹",
    errno.ENAMETOOLONG: "文件路径太长，请换一个层级浅的输出文件夹",
}
#: What a system says that knows no Chinese file names.
NO_CHINESE = "系统的区域设置不支持中文文件名，请先设置环境变量 PYTHONUTF8=1（或 LC_ALL=C.UTF-8）再运行"


class WriteFault(ForPeople):
    """A file could not be written; the message says which, why and what to do."""


class AlreadyThere(WriteFault):
    """Another content stands under that name, and nobody said to replace it."""


def lock_file(path: Path) -> Path | None:
    """Excel's or WPS's owner file beside an open workbook (`~$名称.xlsx`), LibreOffice's (`.~lock.名称.xlsx#`)."""
    for candidate in (
        path.with_name(f"~${path.name}"),
        path.with_name(f"~${path.name[2:]}"),
        path.with_name(f".~lock.{path.name}#"),
    ):
        if candidate.exists():
            return candidate
    return None


def write_new(path: Path, data: bytes) -> None:
    """A file of our own: whatever lies under its name is taken away, so that no link is written through."""
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        file.write(data)


def target_of(path: Path) -> Path:
    """Where a file is really written: a link is followed to its file; one that leads nowhere makes none elsewhere."""
    if path.is_symlink():
        try:
            path = path.resolve(strict=True)
        except (OSError, RuntimeError) as fault:
            raise WriteFault(
                f"{path.name} 是一个指向不存在的文件的链接，没有写入。请删除这个链接再试。"
            ) from fault
    refuse_special(path)
    return path


def refuse_special(path: Path) -> None:
    """:class:`WriteFault` for a pipe or a device, which would be waited for without end."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise WriteFault(f"{path.name} 不是普通文件（是管道或设备），没有写入。请换一个文件名。")


def back_up(path: Path) -> Path:
    """Keep a file as .bak; earlier ones stay, the new one is then numbered. The file it is kept in."""
    content = path.read_bytes()
    for n in range(1, 10_000):
        backup = path.with_name(f"{path.name}.bak{n if n > 1 else ''}")
        if backup.is_file() and not backup.is_symlink() and backup.read_bytes() == content:
            return backup
        try:
            with backup.open("xb") as file:
                file.write(content)
        except FileExistsError:
            continue
        shutil.copystat(path, backup)
        return backup
    raise WriteFault(f"{path.name} 的备份已有太多，没有写入。请先清理 .bak 文件。")


def alike(path: Path, model: Path) -> None:
    """Give a file the permissions of the one it will replace, if there is one."""
    with contextlib.suppress(FileNotFoundError):
        path.chmod(stat.S_IMODE(model.stat().st_mode))


def write_atomically(path: Path, data: bytes, *, force: bool) -> Path | None:
    """Write `data` to `path` whole or not at all; where the old content is kept, if there was another.

    An existing file is kept unless `force`; then it is backed up.
    """
    if lock_file(path) is not None:
        raise WriteFault(f"{path.name} 正在 Excel 或 WPS 中打开，请先关闭再运行。")
    path = target_of(path)
    if path.exists() and not force:
        raise WriteFault(f"{path.name} 已存在，未覆盖。确认要重写请加 --force（原文件另存为 .bak）。")
    if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
        raise WriteFault(f"{path.name} 设成了只读，没有写入。请先在文件属性里去掉“只读”。")
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    kept: Path | None = None
    try:
        _clear_left(path)
        write_new(temporary, data)
        if path.exists():
            alike(temporary, path)
            kept = back_up(path) if path.read_bytes() != data else None
        temporary.replace(path)
    except OSError as fault:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise WriteFault(f"{path.name} 未能写入：{os_words(fault)}。") from fault
    except UnicodeEncodeError as fault:
        raise WriteFault(f"{path.name} 未能写入：{NO_CHINESE}。") from fault
    note_changed((path,))
    return kept


def _clear_left(path: Path) -> None:
    """Take away what killed runs left of this file."""
    left = re.compile(rf"\.{re.escape(path.name)}\.(\d+)\.tmp")
    for beside in path.parent.iterdir():
        found = left.fullmatch(beside.name)
        if found is not None and not is_alive(int(found[1])):
            with contextlib.suppress(OSError):
                beside.unlink()


def is_alive(process: int) -> bool:
    """Whether another process of that number still runs. On Windows an open file cannot be taken away: nothing is asked."""
    if os.name == "nt":
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return process != os.getpid()


@contextlib.contextmanager
def alone_with(lock: Path, doing: str) -> Iterator[None]:
    """Nobody else who asks for the same lock is at work meanwhile. `doing`: what the other one is told to be doing.

    :class:`WriteFault` where another one is. Where no lock can be put nothing can be written either: whoever tries is told.
    """
    _clear_dead(lock)
    try:
        # Open as long as it counts: Windows takes away no open file, and does not tell which processes live.
        file = lock.open("x", encoding="utf-8")
    except FileExistsError:
        host, process = _holder(lock)
        raise WriteFault(
            f"{doing}（电脑 {host or '未知'}，进程 {process or '未知'}），没有写。"
            f"请等它结束再运行；那台电脑上早已没有这个进程的，请删除 {lock}。"
        ) from None
    except OSError:
        yield
        return
    try:
        with file:
            with contextlib.suppress(OSError):  # a full disk: the name alone is lock enough
                file.write(f"{_this_host()} {os.getpid()}")
                file.flush()
            yield
    finally:
        with contextlib.suppress(OSError):
            lock.unlink()


def _this_host() -> str:
    """The name of this machine. Loaded when it is asked for: hardly a command locks anything."""
    import socket

    return socket.gethostname()


def _clear_dead(lock: Path) -> None:
    """A lock that a killed run of this machine left."""
    host, process = _holder(lock)
    if host == _this_host() and process and process != os.getpid() and not is_alive(process):
        with contextlib.suppress(OSError):
            lock.unlink()


def _holder(lock: Path) -> tuple[str, int]:
    try:
        host, _, process = lock.read_text("utf-8", errors="replace").strip().rpartition(" ")
    except OSError:
        return "", 0
    return host, int(process) if process.isdecimal() else 0


def os_words(fault: OSError) -> str:
    """An operating system's error in Chinese."""
    return _WORDS.get(fault.errno or 0, f"系统错误（{fault.strerror or fault}）")


def make_folder(path: Path) -> None:
    """The output folder, made if need be."""
    if path.exists() and not path.is_dir():
        raise WriteFault(f"输出位置 {path} 是一个文件，不是文件夹，请换一个文件夹。")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise WriteFault(f"不能建立输出文件夹 {path}：{os_words(fault)}。") from fault
    except UnicodeEncodeError as fault:
        raise WriteFault(f"不能建立输出文件夹：{NO_CHINESE}。") from fault


def whole(path: Path) -> Path:
    """Where a path leads; a link that leads in a circle leads nowhere, and is read, and told, as the file it is named."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()
