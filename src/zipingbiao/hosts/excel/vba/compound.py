"""[MS-CFB] version 3: a compound file from a tree of folders and streams, deterministic."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
#: FAT sectors that the header itself can list; enough for 7 MB.
_HEADER_FATS = 109

Tree = Mapping[str, "bytes | Tree"]


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    child: int = _NONE
    left: int = _NONE
    right: int = _NONE
    start: int = _END
    size: int = 0


@dataclass(slots=True)
class _Sectors:
    """The file's sectors and the chains that link them."""

    content: list[bytes] = field(default_factory=list)
    chain: list[int] = field(default_factory=list)

    def add(self, data: bytes, padding: bytes = b"\0") -> int:
        """Store data as one chain and give its first sector."""
        if not data:
            return _END
        start, count = len(self.content), -(-len(data) // _SECTOR)
        for i in range(count):
            self.content.append(data[i * _SECTOR : (i + 1) * _SECTOR].ljust(_SECTOR, padding))
            self.chain.append(start + i + 1 if i < count - 1 else _END)
        return start


def compound_file(tree: Tree) -> bytes:
    """The bytes of a compound file; ValueError if it would need more than the header can index (7 MB)."""
    entries = [_Entry("Root Entry", _ROOT)]
    entries[0].child = _add_children(entries, tree)
    sectors = _Sectors()
    mini_chain = _place_streams(entries, sectors)
    mini_start = sectors.add(b"".join(struct.pack("<L", n) for n in mini_chain), b"\xff")
    directory = sectors.add(_directory(entries))
    fat_at = _add_fat(sectors)
    mini_count = -(-len(mini_chain) * 4 // _SECTOR)
    return _header(directory, mini_start if mini_count else _END, mini_count, fat_at) + b"".join(
        sectors.content
    )


def _add_children(entries: list[_Entry], tree: Tree) -> int:
    """Append a folder's entries; give the root of their search tree."""
    made: list[tuple[str, int]] = []
    for name, node in tree.items():
        index = len(entries)
        if isinstance(node, bytes):
            entries.append(_Entry(name, _STREAM, node, size=len(node)))
        else:
            entries.append(_Entry(name, _STORAGE, start=0))
            entries[index].child = _add_children(entries, node)
        made.append((name, index))
    ordered = [
        index
        for _, index in sorted(made, key=lambda pair: (len(pair[0].encode("utf-16-le")), pair[0].upper()))
    ]
    return _balanced(entries, ordered)


def _balanced(entries: list[_Entry], ordered: list[int]) -> int:
    if not ordered:
        return _NONE
    middle = len(ordered) // 2
    top = entries[ordered[middle]]
    top.left, top.right = _balanced(entries, ordered[:middle]), _balanced(entries, ordered[middle + 1 :])
    return ordered[middle]


def _place_streams(entries: list[_Entry], sectors: _Sectors) -> list[int]:
    """Long streams into sectors of their own, short ones into the mini stream, whose chain is given back."""
    mini = bytearray()
    chain: list[int] = []
    for entry in entries:
        if entry.kind != _STREAM or not entry.size:
            continue
        if entry.size >= _CUTOFF:
            entry.start = sectors.add(entry.data)
            continue
        count = -(-entry.size // _MINI)
        entry.start = len(chain)
        chain += [entry.start + i + 1 for i in range(count - 1)] + [_END]
        mini += entry.data.ljust(count * _MINI, b"\0")
    entries[0].start, entries[0].size = sectors.add(bytes(mini)), len(mini)
    return chain


def _directory(entries: list[_Entry]) -> bytes:
    raw = b"".join(_record(entry) for entry in entries)
    unused = bytes(64 + 4) + struct.pack("<3L", _NONE, _NONE, _NONE) + bytes(16 + 4 + 16 + 12)
    return raw + unused * (-len(entries) % (_SECTOR // 128))


def _record(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    black = 1
    head = name.ljust(64, b"\0") + struct.pack(
        "<HBB3L", len(name), entry.kind, black, entry.left, entry.right, entry.child
    )
    return head + bytes(36) + struct.pack("<LQ", entry.start, entry.size)


def _add_fat(sectors: _Sectors) -> list[int]:
    """The sector table, which also lists itself."""
    per, count = _SECTOR // 4, 1
    while len(sectors.chain) + count > count * per:
        count += 1
    if count > _HEADER_FATS:
        raise ValueError("VBA project too large for a compound file without extra index sectors")
    at = list(range(len(sectors.content), len(sectors.content) + count))
    table = sectors.chain + [_FAT] * count
    table += [_FREE] * (count * per - len(table))
    raw = b"".join(struct.pack("<L", n) for n in table)
    sectors.content += [raw[i : i + _SECTOR] for i in range(0, len(raw), _SECTOR)]
    return at


def _header(directory: int, mini_start: int, mini_count: int, fat_at: list[int]) -> bytes:
    signature = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    version = struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    sizes = struct.pack("<9L", 0, len(fat_at), directory, 0, _CUTOFF, mini_start, mini_count, _END, 0)
    listed = fat_at + [_FREE] * (_HEADER_FATS - len(fat_at))
    return signature + version + sizes + struct.pack(f"<{_HEADER_FATS}L", *listed)
