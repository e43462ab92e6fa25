"""What stands in a VBA project that is there already, saved by Excel perhaps: the sources of its modules."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from zipingbiao.hosts.excel.vba.compression import decompress

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
_STREAM, _ROOT = 2, 5
#: Sectors that are followed in one chain, so that a damaged file ends.
_LONGEST = 200_000
#: How the compressed source of a module begins, behind whatever Excel compiled before it.
_HEAD = b"\x00Attribut"


def module_sources(project: bytes) -> Iterator[str]:
    """The source of every module of a `vbaProject.bin`; none for a file that is not one, or is damaged."""
    try:
        contents = list(_streams(project))
    except (struct.error, IndexError):
        return
    for stream in contents:
        at = stream.find(_HEAD) - 3
        if at < 0:
            continue
        try:
            yield decompress(stream[at:]).decode("latin-1")
        except (ValueError, IndexError):
            continue


def _streams(data: bytes) -> Iterator[bytes]:
    """[MS-CFB]: the streams of a compound file, small ones out of the root's."""
    if not data.startswith(_MAGIC):
        return
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    size, small = 1 << shift, 1 << small_shift
    (directory,) = struct.unpack_from("<I", data, 48)
    limit, small_table = struct.unpack_from("<II", data, 56)
    places = [n for n in struct.unpack_from("<109I", data, 76) if n < _END]
    table = _numbers(b"".join(data[(n + 1) * size : (n + 2) * size] for n in places))

    def whole(start: int) -> bytes:
        return b"".join(data[(n + 1) * size : (n + 2) * size] for n in _chain(start, table))

    entries = whole(directory)
    rows = [entries[i : i + 128] for i in range(0, len(entries) - 127, 128)]
    root = next((row for row in rows if row[66] == _ROOT), None)
    inside = whole(struct.unpack_from("<I", root, 116)[0]) if root is not None else b""
    inner = _numbers(whole(small_table)) if small_table < _END else []
    for row in rows:
        if row[66] != _STREAM:
            continue
        start, length = struct.unpack_from("<II", row, 116)
        if length >= limit:
            yield whole(start)[:length]
        else:
            pieces = (inside[n * small : (n + 1) * small] for n in _chain(start, inner))
            yield b"".join(pieces)[:length]


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _chain(start: int, table: list[int]) -> Iterator[int]:
    for _ in range(_LONGEST):
        if start >= _END or start >= len(table):
            return
        yield start
        start = table[start]
