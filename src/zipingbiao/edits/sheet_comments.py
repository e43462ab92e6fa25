"""The comments of one sheet of a closed book: the list of texts and the drawing of their boxes, extended in place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from zipingbiao.edits.snapshot import Edit
from zipingbiao.package.address import parse_cell
from zipingbiao.package.comment_parts import (
    COMMENTS_PART,
    COMMENTS_TYPE,
    DRAWING_PART,
    DRAWING_TYPE,
    comments_xml,
    drawing_vml,
)
from zipingbiao.package.element_order import place_of
from zipingbiao.package.parts import OFFICE, Parts
from zipingbiao.package.relations import relations_of
from zipingbiao.package.xml_lists import attributes_of, elements, entries, prefix_of, without

_SHAPE = re.compile(r"<(?:\w+:)?shape\b.*?</(?:\w+:)?shape\s*>", re.DOTALL)
_PLACE = re.compile(r"<(?:\w+:)?(Row|Column)>\s*(\d+)\s*<")
_NOTE = re.compile(r'ObjectType="Note"')


class SheetComments:
    """`sheet`: the part of the sheet. Comments of somebody else are never changed, nor any other drawing."""

    def __init__(self, parts: Parts, sheet: str) -> None:
        self._parts, self._sheet = parts, sheet
        related = parts.related(sheet, "comments")
        self._part = related.part if related is not None and related.part in parts else ""

    def texts(self) -> dict[str, str]:
        """Cell → text of its comment."""
        if not self._part:
            return {}
        listed = entries(self._parts.text(self._part), "commentList", "comment")
        return {attributes_of(each.group()).get("ref", ""): _text(each.group()) for each in listed}

    def apply(self, edits: Iterable[Edit]) -> list[Edit]:
        """Add comments where none stands; take away those that begin with `old`. What was done comes back."""
        present = self.texts()
        added = {e.cell: e for e in edits if e.new is not None and e.cell not in present}
        gone = {
            e.cell: e
            for e in edits
            if e.new is None and present.get(e.cell, "\0").startswith(str(e.old or ""))
        }
        if gone:
            self._take_away(gone.keys())
        if added:
            self._add([(cell, str(edit.new)) for cell, edit in added.items()])
        return [*added.values(), *gone.values()]

    def _add(self, comments: list[tuple[str, str]]) -> None:
        parts = self._parts
        drawing = self._drawing()
        listed = parts.text(self._part) if self._part else ""
        boxes = parts.text(drawing) if drawing else ""
        if not self._part:
            self._part = parts.free_name(COMMENTS_PART)
            parts.relate(self._sheet, f"{OFFICE}/comments", self._part)
            parts.declare(self._part, COMMENTS_TYPE)
        parts.write(self._part, comments_xml(comments, listed))
        if not drawing:
            drawing = parts.free_name(DRAWING_PART)
            id = parts.relate(self._sheet, f"{OFFICE}/vmlDrawing", drawing)
            parts.declare_extension(drawing, DRAWING_TYPE)
            text = parts.text(self._sheet)
            at = place_of(text, "legacyDrawing")
            element = f'<{prefix_of(text)}legacyDrawing xmlns:r="{OFFICE}" r:id="{id}"/>'
            parts.write(self._sheet, f"{text[:at]}{element}{text[at:]}")
        parts.write(drawing, drawing_vml(comments, boxes))

    def _take_away(self, cells: Iterable[str]) -> None:
        """The texts and their boxes; the parts as well when nothing is left in them."""
        parts, gone = self._parts, set(cells)
        text = parts.text(self._part)
        spans = [
            each.span()
            for each in entries(text, "commentList", "comment")
            if attributes_of(each.group()).get("ref") in gone
        ]
        text = without(text, spans)
        parts.write(self._part, text)
        drawing = self._drawing()
        boxes = parts.text(drawing) if drawing else ""
        places = {parse_cell(cell) for cell in gone}
        boxes = without(boxes, (s.span() for s in _SHAPE.finditer(boxes) if _noted(s.group()) in places))
        if drawing:
            parts.write(drawing, boxes)
        if not entries(text, "commentList", "comment"):
            parts.remove(self._part)
            self._part = ""
            if drawing and not _SHAPE.search(boxes):
                self._without_drawing(drawing)

    def _without_drawing(self, drawing: str) -> None:
        text = self._parts.text(self._sheet)
        self._parts.write(self._sheet, without(text, (e.span() for e in elements(text, "legacyDrawing"))))
        self._parts.remove(drawing)

    def _drawing(self) -> str:
        """The drawing that holds the sheet's comment boxes and form buttons; "" for none."""
        for element in elements(self._parts.text(self._sheet), "legacyDrawing"):
            ids = {value for name, value in attributes_of(element.group()).items() if name.endswith(":id")}
            for relation in relations_of(self._parts, self._sheet):
                if relation.id in ids and relation.part in self._parts:
                    return relation.part
        return ""


def _noted(shape: str) -> tuple[int, int] | None:
    """The cell whose comment a shape shows."""
    place = {name: int(number) + 1 for name, number in _PLACE.findall(shape)}
    if _NOTE.search(shape) is None or place.keys() != {"Row", "Column"}:
        return None
    return place["Row"], place["Column"]


def _text(comment: str) -> str:
    return "".join(
        unescape(re.sub(r"<[^>]*>", "", each.group()))
        for each in re.finditer(r"<(?:\w+:)?t\b[^>]*>[^<]*", comment)
    )
