"""A workbook package whose constant parts are compressed once; the same parts always give the same bytes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

#: 1980-01-01, the earliest time a zip can hold: no clock in the output.
_TIME, _DATE = 0, 0x21
_UTF8, _DEFLATED, _VERSION = 0x800, 8, 20
#: Constant parts are compressed once and may take their time; the sheet is compressed for every workbook.
SLOW, FAST = 9, 1


@dataclass(frozen=True, slots=True)
class Part:
    """One compressed part."""

    name: bytes
    data: bytes
    crc: int
    size: int


def compress_part(name: str, content: bytes, level: int = FAST) -> Part:
    """Deflate one part."""
    machine = zlib.compressobj(level, zlib.DEFLATED, -15)
    data = machine.compress(content) + machine.flush()
    return Part(name.encode(), data, zlib.crc32(content), len(content))


@dataclass(frozen=True, slots=True)
class Prefix:
    """Parts already laid out, to which a workbook's own parts are appended."""

    body: bytes
    directory: bytes
    count: int

    def with_parts(self, parts: Iterable[Part]) -> Prefix:
        """The prefix followed by further parts."""
        bodies, directories, offset, count = [self.body], [self.directory], len(self.body), self.count
        for part in parts:
            header = _local(part)
            bodies += (header, part.data)
            directories.append(_central(part, offset))
            offset += len(header) + len(part.data)
            count += 1
        return Prefix(b"".join(bodies), b"".join(directories), count)

    def file(self) -> bytes:
        """The finished package."""
        end = struct.pack(
            "<4s4H2LH", b"PK\5\6", 0, 0, self.count, self.count, len(self.directory), len(self.body), 0
        )
        return b"".join((self.body, self.directory, end))


EMPTY = Prefix(b"", b"", 0)


def _local(part: Part) -> bytes:
    fields = (
        _VERSION,
        _UTF8,
        _DEFLATED,
        _TIME,
        _DATE,
        part.crc,
        len(part.data),
        part.size,
        len(part.name),
        0,
    )
    return struct.pack("<4s5H3L2H", b"PK\3\4", *fields) + part.name


def _central(part: Part, offset: int) -> bytes:
    fields = (_VERSION, _VERSION, _UTF8, _DEFLATED, _TIME, _DATE, part.crc, len(part.data), part.size)
    return struct.pack("<4s6H3L5H2L", b"PK\1\2", *fields, len(part.name), 0, 0, 0, 0, 0, offset) + part.name
