"""Bulk writing: the template compiled once, each workbook put together from its parts.

Nothing of the template is lost, the constant parts are compressed once, and the same form gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from operator import attrgetter

from zipingbiao.package.address import LAST_COLUMN
from zipingbiao.package.comment_parts import Comment
from zipingbiao.package.own_output import with_version
from zipingbiao.package.relations import relations_of, without_parts
from zipingbiao.package.shared_parts import formats_of
from zipingbiao.workbook import slots
from zipingbiao.workbook.lost_fields import lost_fields
from zipingbiao.workbook.write.content import NOTHING, Content, Formula, Number, Text, looking
from zipingbiao.workbook.write.filling import Filling
from zipingbiao.workbook.write.final_parts import final_parts
from zipingbiao.workbook.write.fund_cells import fund_row
from zipingbiao.workbook.write.head_cells import head, in_unit
from zipingbiao.workbook.write.indicator_cells import FilledForm, indicator_row, reviews
from zipingbiao.workbook.write.indicator_path import level_cells
from zipingbiao.workbook.write.looks import Looks
from zipingbiao.workbook.write.money_lines import with_official_lines
from zipingbiao.workbook.write.other_parts import Layout, PackageParts, styles_part
from zipingbiao.workbook.write.pages import paper_of
from zipingbiao.workbook.write.printed.below import ADDED, Below, field_at, placed
from zipingbiao.workbook.write.printed.note import NOTE_LABEL, PRINTED_NOTE
from zipingbiao.workbook.write.row_groups import Run, runs
from zipingbiao.workbook.write.skeleton import Skeleton, lay_out
from zipingbiao.workbook.write.template_parts import TemplateFault, TemplateParts, read_template
from zipingbiao.workbook.write.total_cells import totals

_RESULTS = ("rate", "score")
_FUND_FIGURES = ("initial_budget", "annual_budget", "executed", "weight", "score")
_fund_figures = attrgetter(*_FUND_FIGURES)

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


@dataclass(frozen=True, slots=True)
class Written:
    """A workbook; `cut`: texts that no row can show whole, a sentence each; `formulas`: results that a formula gives."""

    data: bytes
    cut: tuple[str, ...]
    formulas: frozenset[str] = frozenset()


class CompiledTemplate:
    """Writes one workbook after the other. Holds only what depends on the template and on row counts."""

    def __init__(self, template: TemplateParts) -> None:
        self._template = template
        self._skeletons: dict[tuple[int, int, bool, frozenset[tuple[str, int]], bool], Skeleton] = {}
        self._packages: dict[Mode, PackageParts] = {}
        self._formats = formats_of(template.parts[styles_part(template.parts)])
        self._paper = paper_of(template)

    def render(self, filled: FilledForm, mode: Mode = Mode.FORMULAS) -> bytes:
        """The bytes of one workbook. ValueError (Chinese) where a text fits no cell."""
        return self.written(filled, mode).data

    def written(self, filled: FilledForm, mode: Mode = Mode.FORMULAS) -> Written:
        """One workbook, and what will be cut when it is printed. ValueError (Chinese) where a text fits no cell."""
        final = mode is Mode.FINAL
        lost = lost_fields(filled.form, self._template.areas)
        if lost:
            raise TemplateFault(
                f"模板里没有这些名称，填好的内容会丢掉，没有写：{'、'.join(lost)}。"
                "请在 Excel 的“名称管理器”中补上（可对照标准模板）。"
            )
        filled = _in_unit(filled, self._template.amount_unit)
        form = filled.form
        if final:
            form = with_official_lines(form)
            filled = replace(filled, form=form)
        counts = len(form.funds), len(form.indicators)
        below = placed(form.below, self._template)
        skeleton = self._skeleton(*counts, below, working=not final)
        merged = runs(form.indicators)
        contents = _contents(filled, skeleton, merged, formulas=mode is Mode.FORMULAS)
        if self._template.own_title:
            contents[0]["title"] = Text(self._template.own_title)
        contents[0] |= {field_at(place): Text(text) for place, text in below.cells.items()}
        contents[0][ADDED] = Text(below.added)
        if final:
            _print_note(contents[0], skeleton)
        comments = [] if final else _comments(skeleton, contents)
        looks = Looks(self._formats, least=0 if final else 2)
        filling = Filling(skeleton, contents, merged, looks)
        sheet = filling.sheet(self._paper if final else None)
        data = self._package(mode).file(
            Layout(counts, skeleton.moved, skeleton.added),
            filled.scored.rulebook,
            sheet,
            comments,
            looks.made,
        )
        return Written(data, filling.cut, _computed(contents, len(filled.form.funds)))

    def _skeleton(self, funds: int, rows: int, below: Below, *, working: bool) -> Skeleton:
        key = (funds, rows, working, *below.key)
        if key not in self._skeletons:
            self._skeletons[key] = lay_out(self._template, funds, rows, below, working=working)
        return self._skeletons[key]

    def _package(self, mode: Mode) -> PackageParts:
        """All parts but the sheet."""
        if mode not in self._packages:
            template, final = self._template, mode is Mode.FINAL
            # It lists the cells with formulas; Excel makes it anew, and calls a list that is wrong damage.
            chain = [r.part for r in relations_of(template.parts, "xl/workbook.xml") if r.kind == "calcChain"]
            parts = without_parts(template.parts, chain)
            if final:
                parts = final_parts(template, parts)
            for each in relations_of(parts, ""):
                if each.kind == "core-properties" and each.part in parts:
                    parts[each.part] = with_version(parts[each.part])
            self._packages[mode] = PackageParts(
                template,
                parts,
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


def _print_note(single: dict[str, Content], skeleton: Skeleton) -> None:
    """资金说明 goes into print. ValueError where the template has no room for it."""
    note = single.get("funds_note", NOTHING)
    kept = {slot.field for slot in skeleton.lines[0]}
    if note == NOTHING or not isinstance(note, Text) or "funds_note" in kept:
        return
    if PRINTED_NOTE not in kept:
        raise ValueError(
            "模板里没有印“资金说明”的地方：总分行的偏差原因栏已有内容。请在模板里给要印的格起名 "
            f"{slots.FUNDS_NOTE_PRINTED}。"
        )
    single[PRINTED_NOTE] = Text(f"{NOTE_LABEL}{note.text}")


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
    _as_printed(
        single, zip(("total.weight", "total.score"), (form.total.weight, form.total.score), strict=True)
    )
    for cells, line in zip(funds, form.funds, strict=True):
        _as_printed(cells, zip(_FUND_FIGURES, _fund_figures(line), strict=True))
    for cells, row in zip(rows, form.indicators, strict=True):
        _as_printed(cells, (("weight", row.weight), ("score", row.score)))
    return [single, *(funds or [{}]), *(rows or [{}])]


def _computed(contents: list[dict[str, Content]], funds: int) -> frozenset[str]:
    """The fields of results that hold a formula."""
    first = 1 + max(funds, 1)
    blocks = (("funds", contents[1:first]), ("indicators", contents[first:]))
    found = [
        f"{block}[{i}].{field}"
        for block, rows in blocks
        for i, cells in enumerate(rows)
        for field in _RESULTS
        if type(cells.get(field)) is Formula
    ]
    if type(contents[0].get("total.score")) is Formula:
        found.append("total.score")
    return frozenset(found)


def _as_printed(cells: dict[str, Content], printed: Iterable[tuple[str, str]]) -> None:
    """Figures keep the decimals and commas that the unit prints them with."""
    for field, text in printed:
        if text and field in cells:
            cells[field] = looking(cells[field], text)


def _comments(skeleton: Skeleton, contents: list[dict[str, Content]]) -> list[Comment]:
    """Why a cell holds a constant, in the order of the cells."""
    said = [
        (slot, content.comment)
        for slots, cells in zip(skeleton.lines, contents, strict=True)
        for field, content in cells.items()
        if isinstance(content, Number) and content.comment
        for slot in slots
        if slot.field == field
    ]
    return [(slot.reference, comment) for slot, comment in sorted(said)]
