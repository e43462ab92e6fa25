"""Bars as a PNG, drawn by hand: digits only, because no font comes with Python; what the bars are stands beside them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

#: Digits and signs, five dots wide and seven high, a row a number.
_GLYPHS = {
    "0": (14, 17, 19, 21, 25, 17, 14),
    "1": (4, 12, 4, 4, 4, 4, 14),
    "2": (14, 17, 1, 2, 4, 8, 31),
    "3": (31, 2, 4, 2, 1, 17, 14),
    "4": (2, 6, 10, 18, 31, 2, 2),
    "5": (31, 16, 30, 1, 1, 17, 14),
    "6": (6, 8, 16, 30, 17, 17, 14),
    "7": (31, 1, 2, 4, 8, 8, 8),
    "8": (14, 17, 17, 14, 17, 17, 14),
    "9": (14, 17, 17, 15, 1, 2, 12),
    ".": (0, 0, 0, 0, 0, 12, 12),
    "-": (0, 0, 0, 31, 0, 0, 0),
    "%": (24, 25, 2, 4, 8, 19, 3),
}
_DOTS = 6
#: Four colours take two bits a dot.
_PALETTE = bytes.fromhex("ffffff d9d9d9 262626 4472c4")
WHITE, PALE, DARK, BLUE = range(4)
_DEPTH = 2
_WIDTH, _HEIGHT = 1000, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 90, 20, 40, 50
_SCALE, _SMALL = 3, 2
#: Lines across, besides the floor.
TICKS = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label under it and its figure over it (digits, `.`, `-`, `%`), its height. `marked`: in a dark colour."""

    label: str
    value: Decimal
    figure: str
    marked: bool = False


def bars_png(bars: Sequence[Bar], top: Decimal) -> bytes:
    """The bars side by side; `top` is the value at the upper edge. The same bars give the same bytes."""
    canvas = _Canvas(_WIDTH, _HEIGHT)
    floor, height = _HEIGHT - _BOTTOM, _HEIGHT - _TOP - _BOTTOM
    for n in range(TICKS + 1):
        y = floor - height * n // TICKS
        canvas.fill(_LEFT, y, _WIDTH - _LEFT - _RIGHT, 1, DARK if n == 0 else PALE)
        tick = _plain(top * n / TICKS)
        canvas.write(_LEFT - 10 - _breadth(tick, _SCALE), y - 10, tick, _SCALE)
    step = (_WIDTH - _LEFT - _RIGHT) / max(len(bars), 1)
    for n, bar in enumerate(bars):
        x, share = _LEFT + step * n, min(max(bar.value / top, Decimal(0)), Decimal(1))
        tall = int(height * share)
        canvas.fill(
            int(x + step * 0.2), floor - tall, max(int(step * 0.6), 1), tall, DARK if bar.marked else BLUE
        )
        for text, y in ((bar.figure, floor - tall - 26), (bar.label, floor + 14)):
            scale = next((s for s in (_SCALE, _SMALL, 1) if _breadth(text, s) <= step), 1)
            canvas.write(int(x + (step - _breadth(text, scale)) / 2), y, text, scale)
    return canvas.png()


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f") if value else "0"


def _breadth(text: str, scale: int) -> int:
    return len(text) * _DOTS * scale


class _Canvas:
    """A picture of a few colours."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._rows = [bytearray(width) for _ in range(height)]

    def fill(self, left: int, top: int, width: int, height: int, colour: int) -> None:
        """A rectangle, as far as it lies inside."""
        first, last = max(left, 0), min(left + width, self._width)
        if first < last:
            for row in self._rows[max(top, 0) : min(top + height, self._height)]:
                row[first:last] = bytes((colour,)) * (last - first)

    def write(self, left: int, top: int, text: str, scale: int) -> None:
        """Digits, from their upper left corner; a sign that is not known leaves its place empty."""
        for n, sign in enumerate(text):
            for y, dots in enumerate(_GLYPHS.get(sign, ())):
                for x in range(5):
                    if dots >> (4 - x) & 1:
                        self.fill(left + (n * _DOTS + x) * scale, top + y * scale, scale, scale, DARK)

    def png(self) -> bytes:
        """Stored, not compressed: how far zlib compresses depends on the machine, and the document compresses anyway."""
        data = zlib.compress(b"".join(b"\0" + _packed(row) for row in self._rows), 0)
        head = struct.pack(">IIBBBBB", self._width, self._height, _DEPTH, 3, 0, 0, 0)
        chunks = ((b"IHDR", head), (b"PLTE", _PALETTE), (b"IDAT", data), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, *zip(*chunks, strict=True)))


def _packed(row: bytearray) -> bytes:
    """Four dots a byte, the first in the high bits; the width is a multiple of four."""
    return bytes(
        a << 6 | b << 4 | c << 2 | d for a, b, c, d in zip(*(row[n::4] for n in range(4)), strict=True)
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
