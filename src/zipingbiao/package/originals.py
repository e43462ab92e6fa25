"""The original bytes of every part that marking changes, kept inside the marked package itself.

What is kept there proves nothing by itself: whoever sent the file may have put it there. Who restores from it must show
first that marking the kept original gives the file as it is. A program that saves the book drops or outdates what is
kept; then there is nothing to restore from, and nothing is lost by it.
"""

from __future__ import annotations

import io
import json
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from zipingbiao.package.fault import ReadFault
from zipingbiao.package.gate import MAX_UNPACKED, Package, package_of
from zipingbiao.package.parts import Parts, new_entry
from zipingbiao.package.relations import relations_of

_PART = "zipingbiao/originals.bin"
_TYPE = "application/octet-stream"
_RELATION = "urn:zipingbiao:originals"
_INDEX = "index.json"


def keep_originals(parts: Parts) -> None:
    """Put the originals of all parts changed so far into the package."""
    parts.relate("", _RELATION, _PART)
    parts.declare(_PART, _TYPE)
    index: dict[str, str | None] = {}
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for n, name in enumerate(parts.changed):
            before = parts.original(name)
            index[name] = None if before is None else str(n)
            if before is not None:
                kept.writestr(new_entry(str(n)), before)
        kept.writestr(new_entry(_INDEX), json.dumps(index, ensure_ascii=False))
    parts.write(_PART, out.getvalue())


def kept_original(package: Package) -> bytes | None:
    """The package as it is said to have been; None where nothing is kept, or it is damaged."""
    parts = Parts(package)
    kept = _kept(parts)
    if kept is None:
        return None
    for name, before in kept.items():
        parts.put_back(name, before)
    parts.put_back(_PART, None)
    return parts.packed()


def same_parts(one: bytes, other: Package) -> bool:
    """Whether two packages hold the same parts, but for what is kept in them."""
    try:
        mine, theirs = Parts(package_of(one, other.file)), Parts(other)
        names = {name.lower() for name in mine}
        return names == {name.lower() for name in theirs} and all(
            mine[name] == theirs[name] for name in names if name != _PART
        )
    except ReadFault:
        return False


def drop_originals(parts: Parts) -> None:
    """Take away what is kept, of no use any more."""
    if any(relation.part == _PART for relation in relations_of(parts, "")) or _PART in parts:
        parts.remove(_PART)


def _kept(parts: Parts) -> dict[str, bytes | None] | None:
    """Part → original bytes (None: it was not there); None where nothing is kept, or it is damaged."""
    if _PART not in parts:
        return None
    try:
        with ZipFile(io.BytesIO(parts[_PART])) as kept:
            if sum(entry.file_size for entry in kept.infolist()) > MAX_UNPACKED:
                return None
            index = json.loads(kept.read(_INDEX))
            return {
                str(name): None if before is None else kept.read(str(before))
                for name, before in index.items()
            }
    except (BadZipFile, ValueError, KeyError, TypeError, AttributeError, RuntimeError, OSError, EOFError):
        return None
