"""What every written workbook has to be, whatever stands in it."""

from __future__ import annotations

import posixpath
from itertools import combinations
from xml.etree.ElementTree import fromstring

from openpyxl.utils.cell import range_boundaries

from workbook_write.kit import parts


def check_package(package: bytes) -> None:
    """Every part is well-formed and declared, every relation leads somewhere, every part is referred to."""
    found = parts(package)
    roots = {
        name: fromstring(content)
        for name, content in found.items()
        if name.endswith((".xml", ".rels", ".vml"))
    }
    types = roots["[Content_Types].xml"]
    overrides = [entry.get("PartName", "")[1:] for entry in types if entry.tag.endswith("Override")]
    defaults = {entry.get("Extension") for entry in types if entry.tag.endswith("Default")}
    assert len(overrides) == len({*overrides})
    assert {*overrides} <= found.keys()
    assert all(name in overrides or name.rpartition(".")[2] in defaults for name in found)
    targets = set()
    for name, root in roots.items():
        if not name.endswith(".rels"):
            continue
        folder, base = posixpath.split(name)
        source = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
        assert source in ("", *found), f"{name} speaks of a part that is not there"
        ids = [entry.get("Id") for entry in root]
        assert len(ids) == len({*ids})
        for entry in root:
            target = entry.get("Target", "")
            path = posixpath.join("/", posixpath.dirname(source), target)
            part = posixpath.normpath(path)[1:]
            assert part in found, f"{name}: {target}"
            targets.add(part)
    assert targets == {name for name in found if not name.endswith(".rels") and name != "[Content_Types].xml"}
    sheets = [name for name in found if name.startswith("xl/worksheets/") and name.endswith(".xml")]
    for name in sheets:
        check_relation_ids(found, name, roots)
    check_relation_ids(found, "xl/workbook.xml", roots)


def check_relation_ids(found: dict[str, bytes], name: str, roots: dict[str, object]) -> None:
    """Every `r:id` of a part is one of its relations."""
    folder, base = posixpath.split(name)
    relations = roots.get(posixpath.join(folder, "_rels", f"{base}.rels"), ())
    known = {entry.get("Id") for entry in relations}  # type: ignore[attr-defined]
    used = {
        value
        for element in fromstring(found[name]).iter()
        for key, value in element.attrib.items()
        if key.endswith("officeDocument/2006/relationships}id")
    }
    assert used <= known


def assert_apart(areas: list[str]) -> None:
    """No two merged areas share a cell, and none is a single cell: Excel would repair the file."""
    boxes = [range_boundaries(area) for area in areas]
    for area, (left, top, right, bottom) in zip(areas, boxes, strict=True):
        assert (left, top) != (right, bottom), area
    for (one, a), (other, b) in combinations(zip(areas, boxes, strict=True), 2):
        assert a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1], f"{one} overlaps {other}"
