"""[MS-OVBA] 2.4.1: the run-length compression of VBA module sources."""

from __future__ import annotations

import struct
from collections import defaultdict

_CHUNK = 4096
_SIGNATURE = b"\x01"
_MIN_COPY = 3
_RAW_HEADER, _COMPRESSED_HEADER = 0x3FFF, 0xB000


def compress(data: bytes) -> bytes:
    """The CompressedContainer of `data`."""
    return _SIGNATURE + b"".join(_chunk(data[i : i + _CHUNK]) for i in range(0, len(data), _CHUNK))


def decompress(data: bytes) -> bytes:
    """The source behind a CompressedContainer; ValueError if it is none."""
    if data[:1] != _SIGNATURE:
        raise ValueError("not a compressed VBA container")
    out, at = bytearray(), 1
    while at < len(data):
        header = int.from_bytes(data[at : at + 2], "little")
        end = at + (header & 0x0FFF) + 3
        if not header & 0x8000:
            out += data[at + 2 : at + 2 + _CHUNK]
        else:
            _expand(data, at + 2, min(end, len(data)), out)
        at = end
    return bytes(out)


def _chunk(source: bytes) -> bytes:
    tokens = _tokens(source)
    if len(tokens) >= _CHUNK:
        return struct.pack("<H", _RAW_HEADER) + source.ljust(_CHUNK, b"\0")
    return struct.pack("<H", _COMPRESSED_HEADER | (len(tokens) - 1)) + tokens


def _offset_bits(position: int) -> int:
    """Bits of a copy token that hold the offset; it grows with the place in the chunk."""
    return max(4, (position - 1).bit_length())


def _tokens(source: bytes) -> bytes:
    """Eight tokens behind each flag byte: a literal byte, or a copy of what came before."""
    out = bytearray()
    seen: defaultdict[bytes, list[int]] = defaultdict(list)
    position = 0
    while position < len(source):
        flag_at, flags = len(out), 0
        out.append(0)
        for bit in range(8):
            if position >= len(source):
                break
            length, offset = _longest(source, position, seen)
            if length:
                bits = _offset_bits(position)
                out += struct.pack("<H", ((offset - 1) << (16 - bits)) | (length - _MIN_COPY))
                flags |= 1 << bit
            else:
                out.append(source[position])
            for passed in range(position, position + max(length, 1)):
                seen[source[passed : passed + _MIN_COPY]].append(passed)
            position += max(length, 1)
        out[flag_at] = flags
    return bytes(out)


def _longest(source: bytes, position: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """Length and offset of the longest earlier run that repeats here; (0, 0) if none is worth a token."""
    key = source[position : position + _MIN_COPY]
    if len(key) < _MIN_COPY or key not in seen:
        return 0, 0
    limit = min((0xFFFF >> _offset_bits(position)) + _MIN_COPY, len(source) - position)
    best, best_at = 0, 0
    for start in reversed(seen[key]):
        length = _MIN_COPY
        while length < limit and source[start + length] == source[position + length]:
            length += 1
        if length > best:
            best, best_at = length, start
            if length == limit:
                break
    return best, position - best_at


def _expand(data: bytes, at: int, end: int, out: bytearray) -> None:
    start = len(out)
    while at < end:
        flags, at = data[at], at + 1
        for bit in range(8):
            if at >= end:
                break
            if not flags >> bit & 1:
                out.append(data[at])
                at += 1
                continue
            token = int.from_bytes(data[at : at + 2], "little")
            bits = _offset_bits(len(out) - start)
            offset = (token >> (16 - bits)) + 1
            for _ in range((token & (0xFFFF >> bits)) + _MIN_COPY):
                out.append(out[-offset])
            at += 2
