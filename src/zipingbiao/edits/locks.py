"""The protection of a worksheet: whether it is on, and which of its cells may be filled in all the same."""

from __future__ import annotations

import re
from xml.etree.ElementTree import XML

from zipingbiao.package.address import parse_cell
from zipingbiao.package.shared_parts import namespace

_PROTECTION = re.compile(rb"<(?:\w+:)?sheetProtection\b[^>]*\bsheet=[\"'](?:1|true)[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_REFERENCE, _STYLE = re.compile(rb"\br=[\"']([A-Z]+\d+)[\"']"), re.compile(rb"\bs=[\"'](\d+)[\"']")
_FALSE = ("0", "false")


def is_protected(sheet: bytes) -> bool:
    """Whether a worksheet part's protection is on."""
    return b"sheetProtection" in sheet and _PROTECTION.search(sheet) is not None


def unlocked_cells(sheet: bytes, styles: bytes) -> frozenset[tuple[int, int]]:
    """The cells whose style takes the lock away, by (row, column). A cell without a style is locked."""
    open_styles = {n for n, locked in enumerate(_locks(styles)) if not locked}
    found = set()
    for cell in _CELL.finditer(sheet) if open_styles else ():
        style, reference = _STYLE.search(cell[1]), _REFERENCE.search(cell[1])
        if style is not None and reference is not None and int(style[1]) in open_styles:
            place = parse_cell(reference[1].decode())
            if place is not None:
                found.add(place)
    return frozenset(found)


def _locks(styles: bytes) -> list[bool]:
    root = XML(styles)
    ns = namespace(root)
    locks = []
    for style in root.iterfind(f"{ns}cellXfs/{ns}xf"):
        protection = style.find(f"{ns}protection")
        locks.append(protection is None or protection.get("locked") not in _FALSE)
    return locks
