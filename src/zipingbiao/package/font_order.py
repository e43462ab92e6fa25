"""The children of a font in the order that the schema asks for; Excel mends another one with a warning."""

from __future__ import annotations

import re

FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color",
    "name", "family", "charset", "scheme",
)  # fmt: skip
_PARTS = re.compile(r"(<(?:\w+:)?font\b[^>]*>)(.*)(</(?:\w+:)?font>)", re.DOTALL)
_CHILD = re.compile(r"<(?:\w+:)?(\w+)\b[^>]*?(?:/>|></(?:\w+:)?\1>)\s*")


def font_in_order(font: str) -> str:
    """The same font; as it is where it holds anything but plain children."""
    parts = _PARTS.fullmatch(font)
    if parts is None:
        return font
    children = list(_CHILD.finditer(parts[2].lstrip()))
    if "".join(child.group() for child in children) != parts[2].lstrip():
        return font
    rank = {name: place for place, name in enumerate(FONT_ORDER)}
    children.sort(key=lambda child: rank.get(child[1], len(rank)))
    return parts[1] + "".join(child.group() for child in children) + parts[3]
