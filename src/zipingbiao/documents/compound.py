"""What stands in an OLE compound file (.xls, .et, .doc, .wps, encrypted .xlsx): the names and first bytes of its streams."""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFFA
_STREAM = 2
#: Directory sectors that are followed: hundreds of streams, no chain that runs in a circle.
_SECTORS = 200


def stream_heads(data: bytes) -> dict[str, bytes]:
    """Stream name → its first sector. Nothing for a broken file; streams too small for a sector of their own are empty."""
    if not data.startswith(MAGIC) or len(data) < 512:
        return {}
    shift: int
    (shift,) = struct.unpack_from("<H", data, 30)
    if not 7 <= shift <= 16:
        return {}
    size = 1 << shift
    found = {}
    for sector in _directory(data, size):
        for at in range(sector, min(sector + size, len(data)) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", data, at + 64)
            if kind != _STREAM or not 2 <= length <= 64:
                continue
            name = data[at : at + length - 2].decode("utf-16-le", "replace")
            start, total = struct.unpack_from("<II", data, at + 116)
            first = (start + 1) * size
            found[name] = data[first : first + size] if total >= 4096 else b""
    return found


def _directory(data: bytes, size: int) -> Iterator[int]:
    """The offsets of the directory's sectors, in order."""
    table = [n for n in struct.unpack_from("<109I", data, 76) if n < _LAST_SECTOR]
    (sector,) = struct.unpack_from("<I", data, 48)
    per = size // 4
    for _ in range(_SECTORS):
        if sector >= _LAST_SECTOR:
            return
        yield (sector + 1) * size
        index, inside = divmod(sector, per)
        if index >= len(table):
            return
        at = (table[index] + 1) * size + inside * 4
        if at + 4 > len(data):
            return
        (sector,) = struct.unpack_from("<I", data, at)
