"""A copy of a form workbook for the reviewer: 复核得分, 复核意见, 整改情况, 复核完成值, 偏离度 right of everything there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zipingbiao.edits.added_columns import with_columns
from zipingbiao.edits.apply import apply_to
from zipingbiao.edits.read_xlsx import read_snapshot
from zipingbiao.edits.sheet_cells import UnusualSheet
from zipingbiao.edits.snapshot import Edit, EditKind, Sheet, Snapshot
from zipingbiao.form.model import Form, FundKind
from zipingbiao.package.address import cell_name, parse_cell
from zipingbiao.package.fault import ReadFault
from zipingbiao.package.gate import Package
from zipingbiao.package.parts import Parts
from zipingbiao.package.workbook_part import BookPart
from zipingbiao.workbook.read.printed import cell_text

_FIELDS = frozenset({"review_score", "review_opinion", "rectification", "review_actual", "review_deviation"})
_LAST = 1_048_577
HEADINGS = ("复核得分", "复核意见", "整改情况", "复核完成值", "偏离度")
_WIDTHS = (10, 36, 36, 14, 10)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one sheet gets. `headings`: rows of headings; `like`: row → the columns whose look its new cells take."""

    first: int
    headings: tuple[int, ...]
    like: Mapping[int, tuple[int, ...]]


def has_review(form: Form) -> bool:
    """Whether the layout of a form has a column for the reviewer already."""
    return any(path.endswith((".review_score", ".review_opinion")) for path in form.places)


def review_copy(package: Package, snapshot: Snapshot, forms: Iterable[Form]) -> bytes:
    """The workbook with these columns on every form that lacks them; all other parts stay byte for byte."""
    parts = Parts(package)
    places = BookPart(parts).sheets()
    by_sheet: dict[str, list[Form]] = {}
    for form in forms:
        if not has_review(form):
            by_sheet.setdefault(_sheet_of(form), []).append(form)
    edits: list[Edit] = []
    for sheet in snapshot.sheets:
        if sheet.name not in by_sheet:
            continue
        if _share_rows(by_sheet[sheet.name]):
            text = (
                f"工作表“{sheet.name}”上并排有几张自评表，复核栏没有地方加；请把它们分到各自的工作表上再试。"
            )
            raise ReadFault(package.file, text)
        plan = _plan(sheet, by_sheet[sheet.name])
        part = places[sheet.name]
        try:
            parts.write(part, with_columns(parts.text(part), plan.first, _WIDTHS, plan.like))
        except UnusualSheet as fault:
            raise ReadFault(package.file, f"工作表“{sheet.name}”：{fault}") from fault
        edits += _headings(sheet.name, plan)
    apply_to(parts, edits)
    return parts.packed()


def _sheet_of(form: Form) -> str:
    return next((place.sheet for place in form.places.values() if place.sheet), "")


def _share_rows(forms: Iterable[Form]) -> bool:
    """Whether forms stand beside each other: columns to the right of one would be those of the other."""
    rows = [row for form in forms for row in {at[0] for _, ats in _blocks(form) for at in ats}]
    return len(rows) != len(set(rows))


def _plan(sheet: Sheet, forms: Iterable[Form]) -> _Plan:
    used = [column for _, column in sheet.cells] + [area.right for area in sheet.merges]
    headings: list[int] = []
    like: dict[int, tuple[int, ...]] = {}
    for form in forms:
        for head, rows in _blocks(form):
            last = max((column for row, column in sheet.cells if row == head), default=1)
            headings.append(head)
            like[head] = (last,) * len(HEADINGS)
            like |= {row: (score or last, *(last,) * (len(HEADINGS) - 1)) for row, score in rows}
    return _Plan(max(used, default=0) + 1, tuple(headings), like)


def _blocks(form: Form) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """The heading row of money and of indicators, each with its rows and the column of 得分 (0 where there is none)."""
    total = [i for i, line in enumerate(form.funds) if line.row is FundKind.TOTAL]
    first = _at(form, "funds[0].annual_budget") or _at(form, "funds[0].executed")
    money = [at for i in total if (at := _at(form, f"funds[{i}].score")) is not None]
    if first is not None and money:
        yield first[0] - 1, money
    rows = [at for i in range(len(form.indicators)) if (at := _row(form, i)) is not None]
    if rows:
        yield rows[0][0] - 1, rows


def _row(form: Form, i: int) -> tuple[int, int] | None:
    own, score = _at(form, f"indicators[{i}].target"), _at(form, f"indicators[{i}].score")
    return None if own is None else (own[0], score[1] if score is not None else 0)


def _at(form: Form, path: str) -> tuple[int, int] | None:
    place = form.places.get(path)
    return parse_cell(place.cell or "") if place is not None else None


def _headings(sheet: str, plan: _Plan) -> list[Edit]:
    return [
        Edit(EditKind.VALUE, sheet, cell_name(row, plan.first + n), None, heading)
        for row in plan.headings
        for n, heading in enumerate(HEADINGS)
    ]


@dataclass(frozen=True, slots=True)
class Aside:
    """What a reviewer wrote beside a row that is none of money or indicators (总分, 年度总体目标). `form`: its number in the file."""

    form: int
    row: str
    score: str
    opinion: str


def written_aside(path: Path, forms: Sequence[Form]) -> tuple[Aside, ...]:
    """Everything in the reviewer's columns that no field of a form took: none of it may be lost."""
    if path.suffix.lower() not in (".xlsx", ".xlsm") or not any(map(has_review, forms)):
        return ()
    sheets = {sheet.name: sheet for sheet in read_snapshot(path).sheets}
    tops = [_top(form) for form in forms]
    found: list[Aside] = []
    for n, form in enumerate(forms):
        name = _sheet_of(form)
        below = [tops[m] for m, other in enumerate(forms) if _sheet_of(other) == name and tops[m] > tops[n]]
        if name in sheets and has_review(form):
            told = _aside(sheets[name], form, range(tops[n], min(below, default=_LAST)))
            found += [Aside(n, *each) for each in told]
    return tuple(found)


def _top(form: Form) -> int:
    rows = [at[0] for place in form.places.values() if (at := parse_cell(place.cell or "")) is not None]
    return min(rows, default=1)


def _aside(sheet: Sheet, form: Form, rows_of_form: range) -> Iterator[tuple[str, str, str]]:
    heads: dict[int, str] = {}
    tops: set[int] = set()
    for (row, column), cell in sheet.cells.items():
        if row in rows_of_form and (text := "".join(cell_text(cell).split())) in HEADINGS:
            heads[column] = text
            tops.add(row)
    taken = {
        parse_cell(place.cell or "")
        for path, place in form.places.items()
        if path.rpartition(".")[2] in _FIELDS and place.cell
    }
    rows: dict[int, dict[str, str]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        text = cell_text(cell).strip()
        if not text or column not in heads or row in tops or (row, column) in taken:
            continue
        if row in rows_of_form and row > min(tops):
            rows.setdefault(row, {})[heads[column]] = text
    for row, said in rows.items():
        labels = [cell_text(sheet.cells[row, c]).strip() for r, c in sorted(sheet.cells) if r == row]
        label = next((text for text in labels if text and text not in said.values()), "")
        more = [f"{head}：{text}" for head, text in said.items() if head not in HEADINGS[:2]]
        opinion = "；".join(filter(None, (said.get(HEADINGS[1], ""), *more)))
        yield f"第{row}行{f'“{label[:20]}”' if label else ''}", said.get(HEADINGS[0], ""), opinion
