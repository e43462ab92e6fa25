"""A large part of a package in portions: what stands before its list of rows or texts, whole items of it, what stands behind.

Only UTF-8 without comments and CDATA can be cut so; every office program writes that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_OTHER_ENCODING = re.compile(rb"""<\?xml[^<>]*?encoding\s*=\s*["'](?!utf-?8|us-ascii)""", re.IGNORECASE)
#: More than the longest item that Excel can hold, and than the longest head and tail it writes.
_LONGEST = 16 * 1024 * 1024


class Irregular(ValueError):
    """A part that has to be read whole."""


def portions(
    pieces: Iterable[bytes], start: re.Pattern[bytes], item_end: str, end: str
) -> Iterator[tuple[bool, bytes]]:
    """The head with the start tag of the list, portions of whole items (True), the end tag with the tail.

    Raises Irregular where the part is laid out otherwise; who takes the items has to :func:`refuse_irregular` ones.
    """
    waiting, item, last = iter(pieces), item_end.encode(), end.encode()
    held = b""
    while (found := start.search(held)) is None:
        held += _next(waiting, held)
    head, held = held[: found.end()], held[found.end() :]
    if b"<!" in head or b"\0" in head or _OTHER_ENCODING.search(head):
        raise Irregular
    yield False, head
    while (stop := held.find(last)) < 0:
        cut = held.rfind(item) + len(item)
        if cut >= len(item):
            yield True, held[:cut]
            held = held[cut:]
        held += _next(waiting, held)
    yield True, held[:stop]
    tail = held[stop:]
    for piece in waiting:
        tail += piece
        if len(tail) > _LONGEST:
            raise Irregular
    yield False, tail


def refuse_irregular(items: bytes) -> None:
    """The end tag of an item cannot stand in a text, only in a comment, CDATA or instruction: then it was cut wrongly."""
    if b"<!" in items or b"<?" in items:
        raise Irregular


def _next(pieces: Iterator[bytes], held: bytes) -> bytes:
    """The next piece; a part that ends too early, or an item that goes on without an end, is not regular."""
    piece = next(pieces, b"")
    if not piece or len(held) > _LONGEST:
        raise Irregular
    return piece
