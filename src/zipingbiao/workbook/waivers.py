"""The sheet 审核豁免 of a form workbook or a ledger: one line a waiver, read back to the form it was granted for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from zipingbiao.edits.snapshot import Cell, Edit, EditKind, Sheet, Snapshot
from zipingbiao.form.model import Form
from zipingbiao.form.waiver import HEADINGS, SHEET, Waiver
from zipingbiao.package.address import cell_name
from zipingbiao.package.fault import PartFault
from zipingbiao.record import record
from zipingbiao.workbook.read.printed import cell_text

_EMPTY = Cell()


def waiver_sheet(snapshot: Snapshot) -> Sheet | None:
    """The sheet 审核豁免, where the book has one."""
    return next((sheet for sheet in snapshot.sheets if sheet.name.strip() == SHEET), None)


def waiver_columns(sheet: Sheet) -> tuple[int, Mapping[str, int]]:
    """The row of the headings and the column of each field; 0 and none where no heading is found."""
    names = {heading: field for field, heading in HEADINGS.items()}
    rows: dict[int, dict[str, int]] = {}
    for (row, column), cell in sheet.cells.items():
        field = names.get(str(cell.value).strip())
        if field is not None:
            rows.setdefault(row, {}).setdefault(field, column)
    best = max(rows, key=lambda row: (len(rows[row]), -row), default=0)
    return best, rows.get(best, {})


def _lines(sheet: Sheet) -> tuple[Waiver, ...]:
    """All lines of the sheet, in order; empty lines are left out."""
    top, columns = waiver_columns(sheet)
    found = []
    for row in sorted({row for row, _ in sheet.cells if row > top}):
        texts = {field: _text(sheet.cells.get((row, at), _EMPTY)) for field, at in columns.items()}
        if any(texts.values()):
            at = f"{SHEET}!{cell_name(row, columns.get('code', 1))}"
            found.append(Waiver(**texts, at=at))
    return tuple(found)


def _text(cell: Cell) -> str:
    if isinstance(cell.value, datetime):
        return cell.value.date().isoformat()
    return cell.value.isoformat() if isinstance(cell.value, date) else cell_text(cell).strip()


def waiver_edits(waivers: Sequence[Waiver]) -> Iterator[Edit]:
    """The sheet for a book that has none: one line a waiver."""
    yield Edit(EditKind.SHEET, SHEET, "", None, SHEET)
    for column, (field, heading) in enumerate(HEADINGS.items(), 1):
        yield Edit(EditKind.VALUE, SHEET, cell_name(1, column), None, heading)
        for row, waiver in enumerate(waivers, 2):
            if text := getattr(waiver, field):
                yield Edit(EditKind.VALUE, SHEET, cell_name(row, column), None, text)


@record(frozen=True, slots=True)
class Owner:
    """What a waiver may call a form by: its name without blanks, id and code, and the sheets it stands on."""

    names: frozenset[str]
    sheets: frozenset[str]

    @classmethod
    def of(cls, form: Form) -> Owner:
        sheets = frozenset(place.sheet for place in form.places.values() if place.sheet)
        return cls(frozenset(("".join(form.name.split()), form.id, form.code)), sheets)


def with_waivers(snapshot: Snapshot, forms: Sequence[Form]) -> tuple[tuple[Form, ...], list[PartFault]]:
    """The forms with the waivers granted to them, and a fault for each line that belongs to no form."""
    sheet = waiver_sheet(snapshot)
    if sheet is None:
        return tuple(forms), []
    mine, stray = granted(sheet, snapshot.file, list(map(Owner.of, forms)))
    return tuple(replace(form, waivers=mine.get(n, ())) for n, form in enumerate(forms)), stray


def granted(
    sheet: Sheet, file: str, owners: Sequence[Owner]
) -> tuple[dict[int, tuple[Waiver, ...]], list[PartFault]]:
    """The waivers by the number of the form they were granted to, and a fault for each line that belongs to no form."""
    if not waiver_columns(sheet)[0]:
        headings = "、".join(HEADINGS.values())
        text = f"工作表“{SHEET}”没有表头，豁免没有读取；第一行应为：{headings}。"
        return {}, [PartFault(file, text, SHEET)]
    mine: dict[int, tuple[Waiver, ...]] = {}
    stray: list[PartFault] = []
    for waiver in _lines(sheet):
        meant = [n for n, owner in enumerate(owners) if _is_for(waiver, owner, alone=len(owners) == 1)]
        for n in meant[:1]:
            mine[n] = (*mine.get(n, ()), waiver)
        if len(meant) != 1:
            stray.append(_stray(file, waiver, len(meant)))
    return mine, stray


def _is_for(waiver: Waiver, owner: Owner, *, alone: bool) -> bool:
    """By 项目 where it is given; else by the sheet of the place, or because there is only one form."""
    project = "".join(waiver.project.split())
    if project:
        return project in owner.names
    sheet = waiver.place.rpartition("!")[0].strip("' ")
    return alone or (bool(sheet) and sheet in owner.sheets)


def _stray(file: str, waiver: Waiver, owners: int) -> PartFault:
    if owners:
        text = f"{waiver.at}：有{owners}个项目都符合，豁免只用在第一个；请在“项目”栏写项目序号。"
    elif waiver.project:
        text = f"{waiver.at}：没有项目“{waiver.project}”，豁免没有生效；请核对“项目”栏。"
    else:
        text = f"{waiver.at}：没有写是哪个项目，豁免没有生效；请填写“项目”栏。"
    return PartFault(file, text, SHEET, waiver.at.rpartition("!")[2])
