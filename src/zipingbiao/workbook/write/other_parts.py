"""The parts of a written workbook beside its sheet: constant ones compressed once, others once per row count."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape

from zipingbiao.package.calculation_part import with_calculation
from zipingbiao.package.comment_parts import (
    COMMENTS_PART,
    COMMENTS_TYPE,
    DRAWING_PART,
    DRAWING_TYPE,
    RELATIONS,
    Comment,
    comments_xml,
    drawing_vml,
)
from zipingbiao.package.relations import TYPES, relations_of, relations_part
from zipingbiao.package.zip_package import EMPTY, SLOW, Part, Prefix, compress_part
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.workbook import slots
from zipingbiao.workbook.write.dependent_parts import Mover, followers
from zipingbiao.workbook.write.final_parts import BOOK
from zipingbiao.workbook.write.looks import Look, with_looks
from zipingbiao.workbook.write.row_map import RowMap, moved_formula
from zipingbiao.workbook.write.template_parts import TemplateParts

#: The calculation engine of today's Excel: a workbook of an older one would be computed anew when it is opened.
CALCULATION = 191029
_DEFINED = re.compile(r"<definedName\b([^>]*)>([^<]*)</definedName>")
_NAME_ATTRIBUTE = re.compile(r'name="([^"]+)"')
_PRINT_AREA, _LAST_ROW = "_xlnm.Print_Area", re.compile(r"(:\$?[A-Z]+\$?)\d+$")
_LEGACY = re.compile(r'<legacyDrawing\b[^>]*\br:id="([^"]*)"')
#: What must follow legacyDrawing in a sheet part.
_AFTER_DRAWING = re.compile(
    r"<(?:legacyDrawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|</worksheet>"
)
_DRAWING_ID, _COMMENTS_ID = "rIdZpb1", "rIdZpb2"
_NO_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


@dataclass(frozen=True, slots=True)
class Layout:
    """A row count of the blocks, as far as it matters here."""

    counts: tuple[int, int]
    rows: RowMap
    #: A row added under everything, which is printed too; 0: none.
    added: int = 0

    @property
    def key(self) -> tuple[int, int, int]:
        return (*self.counts, self.added)


def styles_part(parts: Mapping[str, bytes]) -> str:
    """Where the styles stand."""
    found = [each.part for each in relations_of(parts, BOOK) if each.kind == "styles"]
    return found[0] if found else "xl/styles.xml"


def _free(parts: Mapping[str, bytes], pattern: str) -> str:
    """The first number that no part has, whatever its case."""
    taken = {name.lower() for name in parts}
    return next(name for n in range(1, 10_000) if (name := pattern.format(n)).lower() not in taken)


class PackageParts:
    """All parts but the sheet. `parts`: the template's, as far as they belong into the workbook."""

    def __init__(
        self, template: TemplateParts, parts: dict[str, bytes], last: int, *, recalculated: bool
    ) -> None:
        self._template, self._parts, self._last = template, parts, last
        self._calculation = {"calcId": str(CALCULATION), "fullCalcOnLoad": "1" if recalculated else None}
        self._movers: dict[str, Mover] = followers(parts, template.sheet_part, template.sheet_name)
        self._prefixes: dict[tuple[bool, bool], Prefix] = {}
        self._styles: dict[tuple[Look, ...], Part] = {}
        self._workbooks: dict[tuple[int, int, int, str], Part] = {}
        self._texts: dict[tuple[tuple[int, int, int], str], str] = {}
        self._moved: dict[tuple[tuple[int, int, int], str], Part] = {}
        related = {relation.kind: relation.part for relation in relations_of(parts, template.sheet_part)}
        drawings = {relation.id: relation.part for relation in relations_of(parts, template.sheet_part)}
        legacy = _LEGACY.search(template.sheet.after)
        self._new_comments, self._new_drawing = _free(parts, COMMENTS_PART), _free(parts, DRAWING_PART)
        self._own_comments = related.get("comments", "")
        self._own_drawing = drawings.get(legacy[1], "") if legacy is not None else ""

    def file(
        self,
        layout: Layout,
        rulebook: Rulebook,
        sheet: str,
        comments: list[Comment],
        looks: tuple[Look, ...] = (),
    ) -> bytes:
        """The package with this sheet, these comments on it, and styles for these looks."""
        made: list[Part] = []
        if comments:
            sheet = self._with_drawing(sheet)
            made = self._commented(layout, comments)
        names = {part.name.decode() for part in made}
        made += [self._follower(layout, name) for name in self._movers if name not in names]
        made.append(self._book(layout, rulebook))
        if looks:
            made.append(self._looking(looks))
        made.append(compress_part(self._template.sheet_part, sheet.encode()))
        return self._prefix(commented=bool(comments), looks=bool(looks)).with_parts(made).file()

    def _looking(self, looks: tuple[Look, ...]) -> Part:
        """The styles, with those that only some workbooks need."""
        if looks not in self._styles:
            name = styles_part(self._parts)
            self._styles[looks] = compress_part(name, with_looks(self._parts[name], looks), SLOW)
        return self._styles[looks]

    def _prefix(self, *, commented: bool, looks: bool) -> Prefix:
        """The constant parts."""
        key = commented, looks
        if key not in self._prefixes:
            parts = {name: content for name, content in self._parts.items() if name not in self._movers}
            del parts[self._template.sheet_part], parts[BOOK]
            if looks:
                del parts[styles_part(parts)]
            if commented:
                self._declare_comments(parts)
            first = (TYPES, "_rels/.rels")
            names = sorted(parts, key=lambda name: (name not in first, name))
            self._prefixes[key] = EMPTY.with_parts(compress_part(name, parts[name], SLOW) for name in names)
        return self._prefixes[key]

    def _text(self, layout: Layout, name: str) -> str:
        """A part that follows the rows, moved."""
        key = (layout.key, name)
        if key not in self._texts:
            self._texts[key] = self._movers[name](self._parts[name].decode(), layout.rows, self._last)
        return self._texts[key]

    def _follower(self, layout: Layout, name: str) -> Part:
        key = (layout.key, name)
        if key not in self._moved:
            self._moved[key] = compress_part(name, self._text(layout, name).encode(), SLOW)
        return self._moved[key]

    def _commented(self, layout: Layout, comments: list[Comment]) -> list[Part]:
        """The comment parts, with the template's own comments; a cell has only one, and the template's stays."""
        present = self._text(layout, self._own_comments) if self._own_comments else ""
        boxes = self._text(layout, self._own_drawing) if self._own_drawing else ""
        added = [comment for comment in comments if f'ref="{comment[0]}"' not in present]
        return [
            compress_part(self._own_comments or self._new_comments, comments_xml(added, present)),
            compress_part(self._own_drawing or self._new_drawing, drawing_vml(added, boxes)),
        ]

    def _with_drawing(self, sheet: str) -> str:
        if self._own_drawing:
            return sheet
        at = _AFTER_DRAWING.search(sheet, sheet.rindex("</sheetData>"))
        assert at is not None
        element = f'<legacyDrawing r:id="{_DRAWING_ID}" xmlns:r="{RELATIONS}"/>'
        return f"{sheet[: at.start()]}{element}{sheet[at.start() :]}"

    def _declare_comments(self, parts: dict[str, bytes]) -> None:
        """Content types and relationships for the comment parts that the template lacks."""
        name = relations_part(self._template.sheet_part)
        added, types = "", parts[TYPES].decode()
        if not self._own_drawing:
            added += f'<Relationship Id="{_DRAWING_ID}" Type="{RELATIONS}/vmlDrawing" Target="/{self._new_drawing}"/>'
        if not self._own_comments:
            added += f'<Relationship Id="{_COMMENTS_ID}" Type="{RELATIONS}/comments" Target="/{self._new_comments}"/>'
            listed = f'<Override PartName="/{self._new_comments}" ContentType="{COMMENTS_TYPE}"/>'
            types = types.replace("</Types>", f"{listed}</Types>")
        if 'Extension="vml"' not in types:
            head = types.index(">", types.index("<Types")) + 1
            types = f'{types[:head]}<Default Extension="vml" ContentType="{DRAWING_TYPE}"/>{types[head:]}'
        text = parts.get(name, _NO_RELATIONS.encode()).decode()
        parts[name] = text.replace("</Relationships>", f"{added}</Relationships>").encode()
        parts[TYPES] = types.encode()

    def _book(self, layout: Layout, rulebook: Rulebook) -> Part:
        """workbook.xml with its names moved to where the rows went, and the rulebook the form was scored by."""
        key = (*layout.key, f"{rulebook.name}|{rulebook.version}")
        if key not in self._workbooks:
            constants = {slots.RULEBOOK: rulebook.name, slots.RULEBOOK_VERSION: rulebook.version}

            def name(found: re.Match[str]) -> str:
                attribute = _NAME_ATTRIBUTE.search(found[1])
                constant = constants.get(attribute[1]) if attribute else None
                if constant is not None:
                    value = '"' + constant.replace('"', '""') + '"'
                else:
                    value = moved_formula(
                        unescape(found[2]), layout.rows.area, self._template.sheet_name, here=""
                    )
                    if layout.added and attribute and attribute[1] == _PRINT_AREA:
                        value = _LAST_ROW.sub(rf"\g<1>{layout.added}", value)
                return f"<definedName{found[1]}>{escape(value, quote=False)}</definedName>"

            text = _DEFINED.sub(name, self._parts[BOOK].decode())
            self._workbooks[key] = compress_part(
                BOOK, with_calculation(text, self._calculation).encode(), SLOW
            )
        return self._workbooks[key]
