"""Writing files so that nothing is lost: through a temporary file and an atomic replace, never over a file in use."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from pathlib import Path

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


class WriteFault(ForPeople):
    """A file could not be written; the message says which, why and what to do."""


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


def back_up(path: Path) -> None:
    """Keep a file as .bak; a link under that name is taken away, not written through."""
    backup = path.with_name(f"{path.name}.bak")
    if backup.is_symlink():
        backup.unlink()
    shutil.copy2(path, backup)


def write_atomically(path: Path, data: bytes, *, force: bool) -> None:
    """Write `data` to `path` whole or not at all. An existing file is kept unless `force`; then it is backed up."""
    if lock_file(path) is not None:
        raise WriteFault(f"{path.name} 正在 Excel 或 WPS 中打开，请先关闭再运行。")
    if path.exists() and not force:
        raise WriteFault(f"{path.name} 已存在，未覆盖。确认要重写请加 --force（原文件另存为 .bak）。")
    if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
        raise WriteFault(f"{path.name} 设成了只读，没有写入。请先在文件属性里去掉“只读”。")
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        write_new(temporary, data)
        if path.exists() and path.read_bytes() != data:
            back_up(path)
        temporary.replace(path)
    except OSError as fault:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise WriteFault(f"{path.name} 未能写入：{os_words(fault)}。") from fault


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
