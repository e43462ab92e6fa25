"""The original bytes of every part that marking changes, kept inside the marked package itself.

While the marked parts are as we left them, taking the marks away gives back the original part by part. A program that
saves the book drops or outdates what is kept here; then there is nothing to restore from, and nothing is lost by it.
"""

from __future__ import annotations

import hashlib
import io
import json
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from zipingbiao.package.gate import MAX_UNPACKED
from zipingbiao.package.parts import Parts, new_entry
from zipingbiao.package.relations import relations_of

_PART = "zipingbiao/originals.bin"
_TYPE = "application/octet-stream"
_RELATION = "urn:zipingbiao:originals"
_INDEX = "index.json"


def keep_originals(parts: Parts) -> None:
    """Put the originals of all parts changed so far into the package, with the digests of what they became."""
    parts.relate("", _RELATION, _PART)
    parts.declare(_PART, _TYPE)
    index: dict[str, dict[str, object]] = {}
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for n, (name, content) in enumerate(parts.changed.items()):
            before = parts.original(name)
            index[name] = {
                "now": None if content is None else _digest(content),
                "before": None if before is None else str(n),
            }
            if before is not None:
                kept.writestr(new_entry(str(n)), before)
        kept.writestr(new_entry(_INDEX), json.dumps(index, ensure_ascii=False))
    parts.write(_PART, out.getvalue())


def restore_originals(parts: Parts) -> bool:
    """Give back the originals; False, and nothing done, where a part is not as we left it."""
    kept = _kept(parts)
    if kept is None:
        return False
    for name, (now, _) in kept.items():
        present = parts.get(name)
        if (None if present is None else _digest(present)) != now:
            return False
    for name, (_, before) in kept.items():
        parts.put_back(name, before)
    parts.put_back(_PART, None)
    return True


def drop_originals(parts: Parts) -> None:
    """Take away what is kept, of no use any more."""
    if any(relation.part == _PART for relation in relations_of(parts, "")) or _PART in parts:
        parts.remove(_PART)


def _kept(parts: Parts) -> dict[str, tuple[str | None, bytes | None]] | None:
    """Part → digest as we left it, original bytes; None where nothing is kept, or it is damaged."""
    if _PART not in parts:
        return None
    try:
        with ZipFile(io.BytesIO(parts[_PART])) as kept:
            if sum(entry.file_size for entry in kept.infolist()) > MAX_UNPACKED:
                return None
            index = json.loads(kept.read(_INDEX))
            return {
                name: (each["now"], None if each["before"] is None else kept.read(each["before"]))
                for name, each in index.items()
            }
    except (BadZipFile, ValueError, KeyError, TypeError):
        return None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
