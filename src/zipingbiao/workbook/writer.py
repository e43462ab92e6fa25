"""Bulk writing: the template compiled once, each workbook put together from its parts.

Nothing of the template is lost, the constant parts are compressed once, and the same form gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from html import escape as escape_attribute

from zipingbiao.workbook import filled as fill
from zipingbiao.workbook import slots
from zipingbiao.workbook.cell_xml import formula_cell, number_cell, text_cell, text_formula_cell
from zipingbiao.workbook.comments import (
    COMMENTS_PART,
    COMMENTS_TYPE,
    DRAWING_PART,
    DRAWING_TYPE,
    RELATIONS,
    Comment,
    comments_xml,
    drawing_vml,
)
from zipingbiao.workbook.filled import Content, FilledForm, Formula, Number
from zipingbiao.workbook.heights import lines_of, points_for
from zipingbiao.workbook.skeleton import Key, Skeleton, lay_out
from zipingbiao.workbook.template_parts import TemplateParts, read_template
from zipingbiao.workbook.zip_package import EMPTY, SLOW, Part, Prefix, compress_part

__all__ = ["CompiledTemplate", "FilledForm", "Mode", "compile_template"]

_DEFINED = re.compile(r"<definedName\b([^>]*)>([^<]*)</definedName>")
_NAME_ATTRIBUTE = re.compile(r'name="([^"]+)"')
_CALC_PR = re.compile(r"<calcPr\b[^>]*/>")
#: What must follow legacyDrawing in a sheet part.
_AFTER_DRAWING = re.compile(
    r"<(?:legacyDrawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|</worksheet>"
)
_RELATIONS_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
#: Working columns do not stretch a printed row.
_UNSTRETCHED = frozenset(
    {*(f"i.{field}" for field in slots.WORKING), "f.review", "total.review", "funds_note"}
)


class Mode(Enum):
    """What a written workbook holds."""

    FORMULAS = "formulas"  # scores as =PERF_…, sums as native formulas, with cached values
    VALUES = "values"  # 数值模式: plain values, for WPS and locked PCs
    FINAL = "final"  # 报送版: plain values, no working columns, no names, no findings


@lru_cache(maxsize=4)
def compile_template(package: bytes) -> CompiledTemplate:
    """A template ready for bulk writing; :class:`TemplateFault` where it cannot be filled."""
    return CompiledTemplate(read_template(package))


class CompiledTemplate:
    """Writes one workbook after the other. Holds only what depends on the template and on row counts."""

    def __init__(self, template: TemplateParts) -> None:
        self._template = template
        self._skeletons: dict[tuple[int, int, bool], Skeleton] = {}
        self._prefixes: dict[tuple[bool, bool], Prefix] = {}
        self._books: dict[tuple[int, int, bool, str], Part] = {}

    def render(self, filled: FilledForm, mode: Mode = Mode.FORMULAS) -> bytes:
        """The bytes of one workbook. ValueError (Chinese) where a text fits no cell."""
        final = mode is Mode.FINAL
        counts = len(filled.form.funds), len(filled.form.indicators)
        skeleton = self._skeleton(*counts, working=not final)
        contents = _contents(filled, skeleton, formulas=mode is Mode.FORMULAS)
        comments = [] if final else _comments(skeleton, contents)
        sheet = _sheet(skeleton, contents, filled)
        parts = [self._book(*counts, final, filled)]
        if comments:
            at = _AFTER_DRAWING.search(sheet)
            assert at is not None
            sheet = f'{sheet[: at.start()]}<legacyDrawing r:id="rIdZpb1" xmlns:r="{RELATIONS}"/>{sheet[at.start() :]}'
            parts += [
                compress_part(COMMENTS_PART, comments_xml(comments)),
                compress_part(DRAWING_PART, drawing_vml(comments)),
            ]
        parts.append(compress_part(self._template.sheet_part, sheet.encode()))
        return self._prefix(final, bool(comments)).with_parts(parts).file()

    def _skeleton(self, funds: int, rows: int, *, working: bool) -> Skeleton:
        key = (funds, rows, working)
        if key not in self._skeletons:
            self._skeletons[key] = lay_out(self._template, funds, rows, working=working)
        return self._skeletons[key]

    def _prefix(self, final: bool, commented: bool) -> Prefix:
        """The constant parts, compressed once."""
        key = (final, commented)
        if key not in self._prefixes:
            parts = dict(self._template.parts)
            del parts[self._template.sheet_part], parts["xl/workbook.xml"]
            if commented:
                _declare_comments(parts, self._template.sheet_part)
            first = ("[Content_Types].xml", "_rels/.rels")
            names = sorted(parts, key=lambda name: (name not in first, name))
            self._prefixes[key] = EMPTY.with_parts(compress_part(name, parts[name], SLOW) for name in names)
        return self._prefixes[key]

    def _book(self, funds: int, rows: int, final: bool, filled: FilledForm) -> Part:
        """workbook.xml with its names moved to where the rows went, and the rulebook the form was scored by."""
        rulebook = filled.scored.rulebook
        key = (funds, rows, final, f"{rulebook.name}|{rulebook.version}")
        if key not in self._books:
            moved = self._skeleton(funds, rows, working=not final).moved
            constants = {slots.RULEBOOK: rulebook.name, slots.RULEBOOK_VERSION: rulebook.version}

            def name(found: re.Match[str]) -> str:
                attribute = _NAME_ATTRIBUTE.search(found[1])
                title = attribute[1] if attribute else ""
                if final and title.startswith(slots.PREFIX):
                    return ""
                if title in constants:
                    value = escape_attribute(constants[title].replace('"', '""'), quote=False)
                    return f'<definedName{found[1]}>"{value}"</definedName>'
                sheet, mark, area = found[2].rpartition("!")
                return (
                    f"<definedName{found[1]}>{sheet}{mark}{moved.area(area) if mark else area}</definedName>"
                )

            text = _DEFINED.sub(name, self._template.parts["xl/workbook.xml"].decode())
            text = _CALC_PR.sub('<calcPr calcId="191029"/>', text)
            self._books[key] = compress_part("xl/workbook.xml", text.encode(), SLOW)
        return self._books[key]


def _contents(filled: FilledForm, skeleton: Skeleton, *, formulas: bool) -> dict[Key, Content]:
    """Everything that stands in the slots."""
    form, review = filled.form, fill.reviews(filled)
    found: dict[Key, Content] = {(field, -1): content for field, content in fill.head(filled).items()}
    for i, line in enumerate(form.funds):
        row = fill.fund_row(line, i, filled, skeleton.funds, review.get(f"funds[{i}]", ""), formulas=formulas)
        found |= {(f"f.{field}", i): content for field, content in row.items()}
    for i, (indicator, scored) in enumerate(zip(form.indicators, filled.scored.rows, strict=True)):
        cells = fill.indicator_row(
            indicator, scored, skeleton.rows, review.get(f"indicators[{i}]", ""), formulas=formulas
        )
        found |= {(f"i.{field}", i): content for field, content in cells.items()}
    totals = fill.totals(filled, skeleton.rows, skeleton.funds, formulas=formulas)
    found |= {(field, -1): content for field, content in totals.items()}
    found[("total.review", -1)] = fill.Text(review.get("total", ""))
    for field in ("level1", "level2"):
        for first, last in fill.groups(form.indicators, field):
            found |= {(f"i.{field}", i): fill.NOTHING for i in range(first + 1, last + 1)}
    return found


def _emit(start: str, content: Content) -> str:
    if isinstance(content, Number):
        return number_cell(start, content.digits)
    if isinstance(content, Formula):
        made = text_formula_cell if content.text else formula_cell
        return made(start, content.formula, content.cached)
    return text_cell(start, content.text)


def _sheet(skeleton: Skeleton, contents: Mapping[Key, Content], filled: FilledForm) -> str:
    pieces = list(skeleton.pieces)
    for slot in skeleton.slots:
        pieces[slot.piece] = _emit(slot.start, contents.get(slot.key, fill.NOTHING))
    for height in skeleton.heights:
        lines = 0
        for key, width in height.texts:
            content = contents.get(key)
            if isinstance(content, fill.Text) and content.text and key[0] not in _UNSTRETCHED:
                lines = max(lines, lines_of(content.text, width))
        pieces[height.piece] = f"{points_for(lines, height.least):g}"
    merges = sorted({*skeleton.fixed_merges, *_group_merges(skeleton, filled)})
    listed = "".join(f'<mergeCell ref="{area}"/>' for area in merges)
    pieces[skeleton.merges] = f'<mergeCells count="{len(merges)}">{listed}</mergeCells>' if merges else ""
    return "".join(pieces)


def _group_merges(skeleton: Skeleton, filled: FilledForm) -> list[str]:
    """一级 and 二级 cells merged by group."""
    letters = skeleton.rows.letters
    return [
        f"{letters[field]}{skeleton.rows.first + first}:{letters[field]}{skeleton.rows.first + last}"
        for field in ("level1", "level2")
        if field in letters
        for first, last in fill.groups(filled.form.indicators, field)
    ]


def _comments(skeleton: Skeleton, contents: Mapping[Key, Content]) -> list[Comment]:
    return [
        (slot.reference, content.comment)
        for slot in skeleton.slots
        if isinstance(content := contents.get(slot.key), Number) and content.comment
    ]


def _declare_comments(parts: dict[str, bytes], sheet_part: str) -> None:
    """Content types and relationships for the comment parts."""
    folder, _, name = sheet_part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    text = parts.get(relations, _RELATIONS_XML.encode()).decode()
    added = (
        f'<Relationship Id="rIdZpb1" Type="{RELATIONS}/vmlDrawing" Target="/{DRAWING_PART}"/>'
        f'<Relationship Id="rIdZpb2" Type="{RELATIONS}/comments" Target="/{COMMENTS_PART}"/>'
    )
    parts[relations] = text.replace("</Relationships>", f"{added}</Relationships>").encode()
    types = parts["[Content_Types].xml"].decode()
    listed = f'<Override PartName="/{COMMENTS_PART}" ContentType="{COMMENTS_TYPE}"/>'
    if 'Extension="vml"' not in types:
        head = types.index(">", types.index("<Types")) + 1
        types = f'{types[:head]}<Default Extension="vml" ContentType="{DRAWING_TYPE}"/>{types[head:]}'
    parts["[Content_Types].xml"] = types.replace("</Types>", f"{listed}</Types>").encode()
