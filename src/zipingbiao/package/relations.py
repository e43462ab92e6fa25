"""Which part of a package refers to which, and parts taken out together with every reference to them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

TYPES = "[Content_Types].xml"
_RELATION = re.compile(r"<Relationship\b[^>]*?(?:/>|>\s*</Relationship>)")
_OVERRIDE = re.compile(r'<Override\b[^>]*?PartName="/?([^"]*)"[^>]*?/>')
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind`: the last word of the type; `part`: the part referred to, "" for one outside the package."""

    id: str
    kind: str
    part: str


def relations_part(part: str) -> str:
    """Where the relations of a part stand; "" is the package itself."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations_of(parts: Mapping[str, bytes], part: str) -> list[Relation]:
    """What a part refers to."""
    text = parts.get(relations_part(part), b"").decode()
    return [_relation(found.group(), part) for found in _RELATION.finditer(text)]


def _relation(text: str, source: str) -> Relation:
    attributes = dict(_ATTRIBUTE.findall(text))
    kind, target = attributes.get("Type", "").rpartition("/")[2], attributes.get("Target", "")
    if attributes.get("TargetMode") == "External":
        return Relation(attributes.get("Id", ""), kind, "")
    folder = posixpath.dirname(source)
    part = (
        target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    )
    return Relation(attributes.get("Id", ""), kind, part)


def without_parts(parts: Mapping[str, bytes], gone: Collection[str]) -> dict[str, bytes]:
    """The package without these parts, without what only they referred to, and without any reference to them."""
    if not gone:
        return dict(parts)
    before = {*_reachable(parts, "", ())}
    gone = {*gone, *before.difference(_reachable(parts, "", gone))}
    kept = {}
    for name, content in parts.items():
        source = _source_of(name)
        if name in gone or source in gone:
            continue
        if source is not None:
            content = _RELATION.sub(
                lambda found, source=source: (  # type: ignore[misc]
                    "" if _relation(found.group(), source).part in gone else found.group()
                ),
                content.decode(),
            ).encode()
        kept[name] = content
    types = _OVERRIDE.sub(lambda found: "" if found[1] in gone else found.group(), kept[TYPES].decode())
    return kept | {TYPES: types.encode()}


def _source_of(name: str) -> str | None:
    """The part whose relations a part holds; None if it is no such part."""
    folder, base = posixpath.split(name)
    if posixpath.basename(folder) != "_rels" or not base.endswith(".rels"):
        return None
    return posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))


def _reachable(parts: Mapping[str, bytes], start: str, gone: Collection[str]) -> Iterator[str]:
    """All parts that are referred to, directly or not."""
    waiting, seen = [start], {start}
    while waiting:
        for relation in relations_of(parts, waiting.pop()):
            if relation.part in parts and relation.part not in seen and relation.part not in gone:
                seen.add(relation.part)
                waiting.append(relation.part)
                yield relation.part
