"""Bulk writing: the template compiled once, each workbook put together from its parts.

Nothing of the template is lost, the constant parts are compressed once, and the same form gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from functools import lru_cache

from zipingbiao.form.model import Form
from zipingbiao.workbook import slots
from zipingbiao.workbook.address import LAST_COLUMN
from zipingbiao.workbook.cell_xml import formula_cell, number_cell, text_cell, text_formula_cell
from zipingbiao.workbook.comments import Comment
from zipingbiao.workbook.content import NOTHING, Content, Formula, Number, Text
from zipingbiao.workbook.filled import FilledForm, indicator_row, reviews
from zipingbiao.workbook.filled_funds import fund_row
from zipingbiao.workbook.filled_head import head, in_unit
from zipingbiao.workbook.filled_totals import totals
from zipingbiao.workbook.final_parts import final_parts
from zipingbiao.workbook.heights import lines_of, points_for
from zipingbiao.workbook.package import Layout, PackageParts
from zipingbiao.workbook.relations import relations_of, without_parts
from zipingbiao.workbook.row_groups import Run, runs
from zipingbiao.workbook.skeleton import Key, Skeleton, lay_out
from zipingbiao.workbook.template_parts import TemplateParts, read_template

__all__ = ["CompiledTemplate", "FilledForm", "Mode", "compile_template"]


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
        self._packages: dict[Mode, PackageParts] = {}

    def render(self, filled: FilledForm, mode: Mode = Mode.FORMULAS) -> bytes:
        """The bytes of one workbook. ValueError (Chinese) where a text fits no cell."""
        final = mode is Mode.FINAL
        filled = _in_unit(filled, self._template.amount_unit)
        counts = len(filled.form.funds), len(filled.form.indicators)
        skeleton = self._skeleton(*counts, working=not final)
        contents = _contents(filled, skeleton, formulas=mode is Mode.FORMULAS)
        comments = [] if final else _comments(skeleton, contents)
        return self._package(mode).file(
            Layout(counts, skeleton.moved),
            filled.scored.rulebook,
            _sheet(skeleton, contents, filled.form),
            comments,
        )

    def _skeleton(self, funds: int, rows: int, *, working: bool) -> Skeleton:
        key = (funds, rows, working)
        if key not in self._skeletons:
            self._skeletons[key] = lay_out(self._template, funds, rows, working=working)
        return self._skeletons[key]

    def _package(self, mode: Mode) -> PackageParts:
        """All parts but the sheet."""
        if mode not in self._packages:
            template, final = self._template, mode is Mode.FINAL
            # It lists the cells with formulas; Excel makes it anew, and calls a list that is wrong damage.
            chain = [r.part for r in relations_of(template.parts, "xl/workbook.xml") if r.kind == "calcChain"]
            parts = without_parts(template.parts, chain)
            self._packages[mode] = PackageParts(
                template,
                final_parts(template, parts) if final else parts,
                template.last_printed if final else LAST_COLUMN,
                # Where the add-in is missing, recalculating would turn our own formulas into #NAME?.
                recalculated=mode is not Mode.FORMULAS and template.has_formulas,
            )
        return self._packages[mode]


def _in_unit(filled: FilledForm, unit: str) -> FilledForm:
    """Amounts in the unit that the template is labelled with."""
    if filled.form.amount_unit == unit:
        return filled
    return replace(filled, form=in_unit(filled.form, unit))


_FUND_KEYS = {field: f"f.{field}" for field in slots.FUNDS}
_ROW_KEYS = {field: f"i.{field}" for field in slots.INDICATORS}


def _contents(filled: FilledForm, skeleton: Skeleton, *, formulas: bool) -> dict[Key, Content]:
    """Everything that stands in the slots; a slot without content stays empty."""
    form, review = filled.form, reviews(filled)
    found: dict[Key, Content] = {(field, -1): content for field, content in head(filled).items()}
    for i, line in enumerate(form.funds):
        row = fund_row(line, i, filled, skeleton.funds, review.get(f"funds[{i}]", ""), formulas=formulas)
        found |= {(_FUND_KEYS[field], i): content for field, content in row.items()}
    for i, (indicator, scored) in enumerate(zip(form.indicators, filled.scored.rows, strict=True)):
        cells = indicator_row(
            indicator, scored, skeleton.rows, review.get(f"indicators[{i}]", ""), formulas=formulas
        )
        found |= {(_ROW_KEYS[field], i): cell for field, cell in cells.items() if cell is not NOTHING}
    summed = totals(filled, skeleton.rows, skeleton.funds, formulas=formulas)
    found |= {(field, -1): content for field, content in summed.items()}
    found[("total.review", -1)] = Text(review.get("total", ""))
    return found


def _figure_cell(start: str, content: Number | Formula) -> str:
    if isinstance(content, Number):
        return number_cell(start, content.digits)
    made = text_formula_cell if content.text else formula_cell
    return made(start, content.formula, content.cached)


def _sheet(skeleton: Skeleton, contents: dict[Key, Content], form: Form) -> str:
    merged = runs(form.indicators)
    for field, found in merged.items():
        for first, last in found:
            for i in range(first + 1, last + 1):
                contents.pop((_ROW_KEYS[field], i), None)
    pieces = list(skeleton.pieces)
    for slot in skeleton.slots:
        content = contents.get(slot.key)
        if content is None or content is NOTHING:
            continue
        if isinstance(content, Text):
            pieces[slot.piece] = text_cell(slot.start, content.text)
        else:
            pieces[slot.piece] = _figure_cell(slot.start, content)
    for height in skeleton.heights:
        lines = 1
        for key, width in height.texts:
            shown = contents.get(key)
            # Few characters without a line break always fit: most cells need no counting.
            if isinstance(shown, Text) and (len(shown.text) > width / 3 or "\n" in shown.text):
                lines = max(lines, lines_of(shown.text, width))
        pieces[height.piece] = f"{points_for(lines, height.least):g}"
    areas = sorted({*skeleton.fixed_merges, *_row_merges(skeleton, merged, len(form.indicators))})
    listed = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    pieces[skeleton.merges] = f'<mergeCells count="{len(areas)}">{listed}</mergeCells>' if areas else ""
    return "".join(pieces)


def _row_merges(skeleton: Skeleton, merged: Mapping[str, list[Run]], count: int) -> list[str]:
    """Merged cells of 绩效指标: downwards by group, sideways where the template's are."""
    areas = []
    for field, right in skeleton.rights.items():
        left, first = skeleton.rows.letters[field], skeleton.rows.first
        found = merged.get(field, ())
        if left != right:
            covered = {i for start, end in found for i in range(start, end + 1)}
            areas += [
                f"{left}{first + i}:{right}{first + i}" for i in range(max(count, 1)) if i not in covered
            ]
        areas += [f"{left}{first + start}:{right}{first + end}" for start, end in found]
    return areas


def _comments(skeleton: Skeleton, contents: Mapping[Key, Content]) -> list[Comment]:
    said = {key: each.comment for key, each in contents.items() if isinstance(each, Number) and each.comment}
    return [(slot.reference, said[slot.key]) for slot in skeleton.slots if slot.key in said] if said else []
