"""A chunk of workbooks put on the disk together: whole, durable, and paid for once.

Each file is written beside its place under another name; when the chunk is full, all are forced to the disk, then each
takes its place by an atomic replace. Killed at any point, a folder holds whole workbooks only.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Iterable
from pathlib import Path

from zipingbiao.batch.files import (
    NO_CHINESE,
    AlreadyThere,
    WriteFault,
    alike,
    back_up,
    is_alive,
    lock_file,
    os_words,
    refuse_special,
    write_new,
)

_LEFT_OVER = re.compile(r"\.(?P<name>.+)\.(?P<process>\d+)\.part")


def refuse_place(path: Path, data: bytes, *, force: bool) -> None:
    """:class:`WriteFault` where a workbook can have no place; OSError where nobody can tell."""
    if lock_file(path) is not None:
        raise WriteFault(f"{path.name} 正在 Excel 或 WPS 中打开，请先关闭再运行。")
    refuse_special(path)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not force and path.exists() and path.read_bytes() != data:
        raise AlreadyThere(f"{path.name} 已存在，未覆盖。确认要重写请加 --force（原文件另存为 .bak）。")


class Shelf:
    """One chunk for one folder. `force`: existing files are replaced, changed ones backed up as .bak."""

    def __init__(self, *, force: bool) -> None:
        self._force = force
        self._waiting: list[tuple[Path, Path]] = []

    def put(self, path: Path, data: bytes) -> None:
        """Take a workbook in. :class:`WriteFault` where it can have no place; then nothing of it is left."""
        try:
            refuse_place(path, data, force=self._force)
            waiting = path.with_name(f".{path.name}.{os.getpid()}.part")
            self._waiting.append((waiting, path))
            write_new(waiting, data)
        except OSError as fault:
            self._drop(path)
            raise WriteFault(f"{path.name} 未能写入：{os_words(fault)}。") from fault
        except UnicodeEncodeError as fault:
            raise WriteFault(f"{path.name} 未能写入：{NO_CHINESE}。") from fault

    def preview(self, path: Path, data: bytes) -> None:
        """What :meth:`put` would refuse; nothing is written."""
        try:
            refuse_place(path, data, force=self._force)
        except OSError as fault:
            raise WriteFault(f"{path.name} 未能写入：{os_words(fault)}。") from fault

    def close(self) -> dict[Path, str]:
        """Everything to its place. What could not be placed, and why; the rest stands, safe from a power cut."""
        waiting, self._waiting = self._waiting, []
        problems: dict[Path, str] = {}
        for part, path in waiting:
            try:
                _to_disk(part)
            except OSError as fault:
                problems[path] = self._gone(part, path, fault)
        for part, path in waiting:
            if path in problems:
                continue
            try:
                if path.exists():
                    alike(part, path)
                    if path.read_bytes() != part.read_bytes():
                        back_up(path)
                part.replace(path)
            except OSError as fault:
                problems[path] = self._gone(part, path, fault)
        for folder in {path.parent for _, path in waiting}:
            _folder_to_disk(folder)
        return problems

    def _drop(self, path: Path) -> None:
        for part, target in self._waiting:
            if target == path:
                with contextlib.suppress(OSError):
                    part.unlink(missing_ok=True)
        self._waiting = [pair for pair in self._waiting if pair[1] != path]

    @staticmethod
    def _gone(part: Path, path: Path, fault: OSError) -> str:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        return f"{path.name} 未能写入：{os_words(fault)}。"


def left_overs(folder: Path) -> dict[str, list[Path]]:
    """What killed runs left unplaced, by the name it was meant for; parts of a run that still lives are not among it."""
    found: dict[str, list[Path]] = {}
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            match = _LEFT_OVER.fullmatch(path.name)
            if match is not None and not is_alive(int(match["process"])):
                found.setdefault(match["name"], []).append(path)
    return found


def clear(left: dict[str, list[Path]], names: Iterable[str]) -> None:
    """Take away what was left of these names."""
    for name in names:
        for path in left.pop(name, []):
            with contextlib.suppress(OSError):
                path.unlink()


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _folder_to_disk(folder: Path) -> None:
    """The names themselves. Windows and some network folders know no such thing."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
