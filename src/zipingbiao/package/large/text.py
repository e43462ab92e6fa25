"""Text between two tags as it stands in the XML, and the text it means. What no XML parser would take is a ValueError."""

from __future__ import annotations

import re

#: A regular expression for one sign of a text without a tag in it.
TEXT = r"[^<\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
_NAMED = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}
#: A run of numbers above the ASCII controls and signs (openpyxl writes every Chinese sign so), or anything else after &.
_REFERENCES = re.compile(r"(?:&#[0-9]{3,};)+|&(?:#[0-9]{1,2};|#x[0-9A-Fa-f]+;|[a-z]{2,4};)?")

#: Digits of the largest number a sign has; more of them are zeros before it.
_MOST_DIGITS = 7


def plain_text(xml: str) -> str:
    """The text with its references resolved."""
    return _REFERENCES.sub(_meant, xml) if "&" in xml else xml


class _Signs(dict[str, str]):
    """Decimal digits → the sign of that number, made when first asked for."""

    def __missing__(self, digits: str) -> str:
        sign = _sign(int(digits))
        if len(digits) <= _MOST_DIGITS:
            self[digits] = sign
        return sign


_SIGNS = _Signs()


def _meant(found: re.Match[str]) -> str:
    text = found[0]
    if text.startswith("&#x"):
        return _sign(int(text[3:-1], 16))
    if text.startswith("&#"):
        return "".join(map(_SIGNS.__getitem__, text[2:-1].split(";&#")))
    if text not in _NAMED:
        raise ValueError(f"no reference: {text}")
    return _NAMED[text]


def _sign(number: int) -> str:
    if (
        number in (9, 10, 13)
        or 0x20 <= number <= 0xD7FF
        or 0xE000 <= number <= 0xFFFD
        or 0x10000 <= number <= 0x10FFFF
    ):
        return chr(number)
    raise ValueError(f"no sign of XML: {number}")
