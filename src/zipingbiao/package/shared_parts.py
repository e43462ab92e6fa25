"""Parts that all workbooks filled from one template share, read once: the number formats, the lists behind dropdowns."""

from __future__ import annotations

from functools import lru_cache
from xml.etree.ElementTree import XML, Element

from zipingbiao.package.address import Area
from zipingbiao.package.number_format import BUILTIN
from zipingbiao.package.xml_scan import SheetScan, StoredCell, scan_sheet

#: A hidden sheet of at most so many bytes is remembered.
SMALL_LIST = 65_536


def namespace(root: Element) -> str:
    """`{…}` of the main namespace: transitional and strict files differ in it."""
    return root.tag[: root.tag.index("}") + 1] if root.tag.startswith("{") else ""


@lru_cache(maxsize=8)
def formats_of(styles: bytes) -> tuple[str, ...]:
    """The number format of every cell style of a styles part."""
    root = XML(styles)
    ns = namespace(root)
    own = {
        entry.get("numFmtId", ""): entry.get("formatCode", "")
        for entry in root.iterfind(f"{ns}numFmts/{ns}numFmt")
    }
    formats = []
    for style in root.iterfind(f"{ns}cellXfs/{ns}xf"):
        number = style.get("numFmtId", "0")
        code = own.get(number)
        formats.append(
            code if code is not None else BUILTIN.get(int(number) if number.isdigit() else 0, "General")
        )
    return tuple(formats)


def scan_list(data: bytes, scan: SheetScan) -> None:
    """Scan a small hidden sheet, as :func:`scan_sheet` would."""
    cells, merges = _known_list(data)
    for stored in cells:
        scan.cell(stored)
    scan.merges += merges


@lru_cache(maxsize=8)
def _known_list(data: bytes) -> tuple[tuple[StoredCell, ...], tuple[Area, ...]]:
    cells: list[StoredCell] = []
    scan = SheetScan(cells.append)
    scan_sheet(data, scan)
    return tuple(cells), tuple(scan.merges)
