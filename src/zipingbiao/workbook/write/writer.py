"""Bulk writing: the template compiled once, each workbook put together from its parts.

Nothing of the template is lost, the constant parts are compressed once, and the same form gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from functools import lru_cache

from zipingbiao.package.address import LAST_COLUMN
from zipingbiao.package.comment_parts import Comment
from zipingbiao.package.relations import relations_of, without_parts
from zipingbiao.package.text_height import lines_of, points_for
from zipingbiao.workbook.write.content import NOTHING, Content, Number, Text
from zipingbiao.workbook.write.final_parts import final_parts
from zipingbiao.workbook.write.fund_cells import fund_row
from zipingbiao.workbook.write.head_cells import head, in_unit
from zipingbiao.workbook.write.indicator_cells import FilledForm, indicator_row, reviews
from zipingbiao.workbook.write.indicator_path import level_cells
from zipingbiao.workbook.write.other_parts import Layout, PackageParts
from zipingbiao.workbook.write.row_groups import Run, runs
from zipingbiao.workbook.write.skeleton import Skeleton, lay_out
from zipingbiao.workbook.write.template_parts import TemplateParts, read_template
from zipingbiao.workbook.write.total_cells import totals

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
        merged = runs(filled.form.indicators)
        contents = _contents(filled, skeleton, merged, formulas=mode is Mode.FORMULAS)
        comments = [] if final else _comments(skeleton, contents)
        return self._package(mode).file(
            Layout(counts, skeleton.moved),
            filled.scored.rulebook,
            _sheet(skeleton, contents, merged),
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


def _contents(
    filled: FilledForm, skeleton: Skeleton, merged: Mapping[str, list[Run]], *, formulas: bool
) -> list[dict[str, Content]]:
    """What stands in the slots, line by line as the skeleton has them; a slot without content stays empty."""
    form, review = filled.form, reviews(filled)
    at = {slot.field: slot.reference for slot in skeleton.lines[0]}
    total = at.get("total.score", "")
    summed = totals(filled, skeleton.rows, skeleton.funds, total, formulas=formulas)
    single = {**head(filled), **summed, "total.review": Text(review.get("total", ""))}
    funds = [
        fund_row(line, i, filled, skeleton.funds, review.get(f"funds[{i}]", ""), formulas=formulas)
        for i, line in enumerate(form.funds)
    ]
    levels = level_cells(skeleton.rows, merged, len(form.indicators))
    rows = [
        indicator_row(
            indicator,
            scored,
            skeleton.rows,
            levels[i],
            review.get(f"indicators[{i}]", ""),
            formulas=formulas,
            year=at.get("year", ""),
        )
        for i, (indicator, scored) in enumerate(zip(form.indicators, filled.scored.rows, strict=True))
    ]
    return [single, *(funds or [{}]), *(rows or [{}])]


def _sheet(skeleton: Skeleton, contents: list[dict[str, Content]], merged: Mapping[str, list[Run]]) -> str:
    for field, found in merged.items():
        for first, last in found:
            for i in range(first + 1, last + 1):
                contents[skeleton.first_row + i].pop(field, None)
    pieces, tall = list(skeleton.pieces), dict[int, int]()
    for slots, cells in zip(skeleton.lines, contents, strict=True):
        for piece, field, start, _, height, width in slots:
            content = cells.get(field, NOTHING)
            if content is NOTHING:
                continue
            pieces[piece] = content.cell(start)
            # Few characters without a line break always fit: most cells need no counting.
            if height and type(content) is Text and (3 * len(content.text) > width or "\n" in content.text):
                tall[height] = max(tall.get(height, 1), lines_of(content.text, width))
    for height, lines in tall.items():
        pieces[height] = _points(lines, skeleton.heights[height])
    areas = [*skeleton.fixed_merges, *_row_merges(skeleton, merged)]
    listed = '"/><mergeCell ref="'.join(areas)
    if areas:
        pieces[skeleton.merges] = f'<mergeCells count="{len(areas)}"><mergeCell ref="{listed}"/></mergeCells>'
    return "".join(pieces)


@lru_cache(maxsize=1024)
def _points(lines: int, least: float) -> str:
    return f"{points_for(lines, least):g}"


def _row_merges(skeleton: Skeleton, merged: Mapping[str, list[Run]]) -> list[str]:
    """Merged cells of 绩效指标: downwards by group, sideways where the template's are."""
    areas: list[str] = []
    for field, sideways in skeleton.sideways.items():
        found = merged.get(field, ())
        if not found:
            areas += sideways
            continue
        covered = {i for start, end in found for i in range(start, end + 1)}
        areas += [area for i, area in enumerate(sideways) if i not in covered]
        left, right, first = skeleton.rows.letters[field], skeleton.rights[field], skeleton.rows.first
        areas += [f"{left}{first + start}:{right}{first + end}" for start, end in found]
    return areas


def _comments(skeleton: Skeleton, contents: list[dict[str, Content]]) -> list[Comment]:
    """Why a cell holds a constant, in the order of the cells."""
    said = [
        (slot, content.comment)
        for slots, cells in zip(skeleton.lines, contents, strict=True)
        for field, content in cells.items()
        if type(content) is Number and content.comment
        for slot in slots
        if slot.field == field
    ]
    return [(slot.reference, comment) for slot, comment in sorted(said)]
