"""A package in two: one part unpacked, and every other byte that says anything, for comparison with those of another file."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

_END, _ENTRY, _LOCAL = b"PK\5\6", b"PK\1\2", b"PK\3\4"
_END_SIZE, _ENTRY_SIZE, _LOCAL_SIZE = 22, 46, 30
#: The packages that our writer makes: deflated entries one behind the other, names in UTF-8, nothing else.
_FLAGS, _DEFLATED = 0x800, 8
#: A larger part is no form.
_LARGEST = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Apart:
    """`part`: the unpacked bytes; `rest`: all other entries, as they stand."""

    part: bytes
    rest: bytes


def part_apart(data: bytes, part: str) -> Apart | None:
    """The package without one part; None unless every byte of the file is accounted for and the part is sound."""
    try:
        return _apart(data, part.encode())
    except (struct.error, zlib.error):
        return None


def _apart(data: bytes, wanted: bytes) -> Apart | None:
    end = len(data) - _END_SIZE
    if end < 0 or data[end : end + 8] != _END + b"\0\0\0\0":
        return None
    count, of_disk, size, directory, comment = struct.unpack_from("<2H2LH", data, end + 8)
    if count != of_disk or comment or directory + size != end:
        return None
    unpacked: bytes | None = None
    rest: list[bytes] = []
    at, entry = 0, directory
    for _ in range(count):
        head = data[entry : entry + _ENTRY_SIZE]
        flags, method = struct.unpack_from("<2H", head, 8)
        crc, packed, full, name_size, extra, said = struct.unpack_from("<3L3H", head, 16)
        name = data[entry + _ENTRY_SIZE : entry + _ENTRY_SIZE + name_size]
        start = at + _LOCAL_SIZE + name_size
        # The local header repeats what the directory says.
        local = data[at:start]
        if (
            head[:4] != _ENTRY
            or (flags, method, extra, said) != (_FLAGS, _DEFLATED, 0, 0)
            or struct.unpack_from("<L", head, 42)[0] != at
            or local != _LOCAL + head[6:30] + b"\0\0" + name
        ):
            return None
        if name == wanted:
            if unpacked is not None:
                return None
            unpacked = _unpacked(data[start : start + packed], crc, full)
            if unpacked is None:
                return None
            rest += (head[4:16], head[28:42], name)
        else:
            rest += (head[:42], data[at : start + packed])
        at, entry = start + packed, entry + _ENTRY_SIZE + name_size
    if at != directory or entry != end or unpacked is None:
        return None
    return Apart(unpacked, b"".join(rest))


def _unpacked(packed: bytes, crc: int, size: int) -> bytes | None:
    if size > _LARGEST:
        return None
    machine = zlib.decompressobj(-15)
    found = machine.decompress(packed, size + 1)
    whole = machine.eof and not machine.unused_data and len(found) == size and zlib.crc32(found) == crc
    return found if whole else None
