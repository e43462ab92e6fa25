"""Links from cells to places in the book: the sheet's list of hyperlinks."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape, unescape

from zipingbiao.edits.snapshot import Edit
from zipingbiao.package.element_order import place_of
from zipingbiao.package.xml_lists import (
    appended,
    attributes_of,
    elements,
    entries,
    prefix_of,
    prefixed,
    without,
)


def links_of(text: str) -> dict[str, str]:
    """Cell → the place in the book that it links to, as a LINK edit says it."""
    stated = (attributes_of(each.group()) for each in entries(text, "hyperlinks", "hyperlink"))
    return {each.get("ref", ""): f"#{unescape(each['location'])}" for each in stated if "location" in each}


def linked_sheet(text: str, edits: Iterable[Edit]) -> str:
    """The sheet with the LINK edits made: `#'表'!A1` is a place in the book, None takes the link away."""
    wanted = {edit.cell: None if edit.new is None else str(edit.new) for edit in edits}
    old = [
        each.span()
        for each in entries(text, "hyperlinks", "hyperlink")
        if attributes_of(each.group()).get("ref") in wanted
    ]
    text = without(text, old)
    added = "".join(
        f'<hyperlink ref="{cell}" location="{escape(target.removeprefix("#"))}"/>'
        for cell, target in wanted.items()
        if target is not None
    )
    if added:
        p = prefix_of(text)
        if not elements(text, "hyperlinks"):
            at = place_of(text, "hyperlinks")
            text = f"{text[:at]}<{p}hyperlinks/>{text[at:]}"
        return appended(text, "hyperlinks", prefixed(added, p))
    if old and not entries(text, "hyperlinks", "hyperlink"):
        return without(text, (each.span() for each in elements(text, "hyperlinks")))
    return text
