"""A screen without a monitor: Xvfb with a window manager, a mouse, a keyboard, and pictures of what it shows."""

from __future__ import annotations

import shutil
import struct
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PROGRAMS = ("Xvfb", "openbox", "xdotool")
SIZE = (1500, 950)
_QUIET: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
#: com.sun.star.accessibility.AccessibleRole.PUSH_BUTTON
_PUSH_BUTTON = 44


def missing() -> str:
    """Why there can be no window here; "" where there can."""
    lacking = [name for name in PROGRAMS if shutil.which(name) is None]
    return f"没有 {'、'.join(lacking)}：没有在真的窗口里用鼠标点过按钮" if lacking else ""


def until(done: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Wait for something to come true."""
    end = time.time() + seconds
    while time.time() < end:
        if done():
            return True
        time.sleep(0.1)
    return done()


class Screen:
    """One Xvfb, with its picture in a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        width, height = SIZE
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-fbdir", str(folder)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert self._server.stdout is not None
        self.display = f":{self._server.stdout.readline().decode().strip()}"
        self._manager = subprocess.Popen(
            ["openbox"], env={"DISPLAY": self.display, "PATH": "/usr/bin:/bin"}, **_QUIET
        )

    @property
    def environment(self) -> dict[str, str]:
        return {"DISPLAY": self.display, "SAL_USE_VCLPLUGIN": "gen"}

    def click(self, x: int, y: int) -> None:
        self._do("mousemove", str(x), str(y))
        time.sleep(0.2)
        self._do("click", "1")

    def click_in(self, window: str, across: float, down: float) -> None:
        """Click inside a window of its own: 0 is its left or upper edge, 1 the other one."""
        told = self._do("getwindowgeometry", "--shell", window)
        size = dict(line.split("=") for line in told.split())
        x, y = round(int(size["WIDTH"]) * across), round(int(size["HEIGHT"]) * down)
        self._do("mousemove", "--window", window, str(x), str(y))
        time.sleep(0.2)
        self._do("click", "1")

    def type(self, text: str) -> None:
        self._do("type", "--delay", "20", text)

    def key(self, name: str) -> None:
        self._do("key", name)

    def windows(self, title: str) -> list[str]:
        return self._do("search", "--onlyvisible", "--name", title).split()

    def _do(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            env={"DISPLAY": self.display, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
        )
        return done.stdout

    def picture(self, path: Path) -> None:
        """The screen as a PNG."""
        path.write_bytes(png_of((self._folder / "Xvfb_screen0").read_bytes()))

    def close(self) -> None:
        for process in (self._manager, self._server):
            process.kill()
            process.wait()


def png_of(dump: bytes) -> bytes:
    """An X window dump of 32 bits a pixel as a PNG."""
    header = struct.unpack(">25L", dump[:100])
    size, width, height, line, colours = header[0], header[4], header[5], header[12], header[19]
    start = size + colours * 12
    rows = []
    for y in range(height):
        row = dump[start + y * line : start + y * line + width * 4]
        rgb = bytearray(width * 3)
        rgb[0::3], rgb[1::3], rgb[2::3] = row[2::4], row[1::4], row[0::4]
        rows.append(b"\0" + bytes(rgb))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"".join(rows), 6))
        + chunk(b"IEND", b"")
    )


def buttons(window: Any) -> dict[str, tuple[int, int]]:
    """Where each push button of a window is, by its name."""
    return {name: place for name, place in _walk(window.getAccessibleContext(), 0) if name}


def texts(window: Any, title: str) -> list[str]:
    """What stands in the open windows of this title, whose program is the one of `window`."""
    kit = window.Toolkit
    open_ones = (kit.getTopWindow(n).getAccessibleContext() for n in range(kit.getTopWindowCount()))
    return [text for context in open_ones if context.getAccessibleName() == title for text in _names(context)]


def _names(context: Any) -> Iterator[str]:
    yield context.getAccessibleName()
    for n in range(context.getAccessibleChildCount()):
        yield from _names(context.getAccessibleChild(n).getAccessibleContext())


def _walk(context: Any, depth: int) -> Iterator[tuple[str, tuple[int, int]]]:
    if context.getAccessibleRole() == _PUSH_BUTTON:
        corner, size = context.getLocationOnScreen(), context.getSize()
        yield context.getAccessibleName(), (corner.X + size.Width // 2, corner.Y + size.Height // 2)
    if depth < 12 and context.getAccessibleChildCount() < 200:
        for n in range(context.getAccessibleChildCount()):
            child = context.getAccessibleChild(n)
            if child is not None:
                yield from _walk(child.getAccessibleContext(), depth + 1)
