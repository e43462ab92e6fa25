"""Texts of a spreadsheet part: rich text without its formats, `_x000D_` escapes, no control characters."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def item_text(item: Element) -> str:
    """The text of a shared or inline string: its runs joined, phonetic guides left out."""
    if len(item) == 1 and item[0].tag.endswith("}t"):
        return unescaped(item[0].text or "")
    pieces = []
    for child in item:
        if child.tag.endswith("}t"):
            pieces.append(child.text or "")
        elif child.tag.endswith("}r"):
            pieces += [run.text or "" for run in child if run.tag.endswith("}t")]
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    """The text as it is seen: escapes decoded, line ends as `\\n`, control characters dropped."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isprintable() else _CONTROL.sub("", text)
