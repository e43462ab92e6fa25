"""The records of an .xls, looked through before anything is read: encrypted, too large, which cells are formulas."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from zipingbiao.documents.bounds import MAX_CELLS, too_much
from zipingbiao.package.fault import ReadFault

_BOF, _EOF, _FILEPASS = 0x0809, 0x000A, 0x002F
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
#: Records of one cell; of a row of cells (count in the record's length).
_SINGLE = frozenset({0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6}) | _FORMULAS
_MULTIPLE_NUMBERS, _MULTIPLE_BLANKS = 0x00BD, 0x00BE
_MOST_RECORDS = 500_000
_WORKSHEET = 0x0010


@dataclass(slots=True)
class Records:
    """`formulas`: for each worksheet stream in order, the (row, column) of formula cells, from 1."""

    formulas: list[set[tuple[int, int]]] = field(default_factory=list)


def look_through(stream: bytes, file: str) -> Records:
    """One pass over the records. Raises ReadFault for what will not be read."""
    found = Records()
    at, depth, cells, count, end = 0, 0, 0, 0, len(stream) - 4
    unpack = struct.Struct("<HH").unpack_from
    inside: set[tuple[int, int]] | None = None
    while at <= end:
        kind, length = unpack(stream, at)
        body = at + 4
        at = body + length
        count += 1
        if count > _MOST_RECORDS:
            raise too_much(file, "文件里的记录超过 50 万条")
        if kind in _SINGLE:
            cells += 1
            if kind in _FORMULAS and inside is not None and length >= 4:
                row, column = unpack(stream, body)
                inside.add((row + 1, column + 1))
        elif kind == _MULTIPLE_NUMBERS:
            cells += max(length // 6, 1)
        elif kind == _MULTIPLE_BLANKS:
            cells += max(length // 2, 1) // 8
        elif kind == _FILEPASS:
            raise ReadFault(
                file,
                "文件设有打开密码，无法读取，请在 Excel 或 WPS 中取消密码（文件—信息—保护工作簿）后另存。",
            )
        elif kind == _BOF:
            depth += 1
            if depth == 1 and length >= 4 and unpack(stream, body)[1] == _WORKSHEET:
                inside = set()
                found.formulas.append(inside)
        elif kind == _EOF:
            depth = max(depth - 1, 0)
            if not depth:
                inside = None
        if cells > MAX_CELLS:
            raise too_much(file, f"数据超过 {MAX_CELLS // 10_000} 万格")
    return found
