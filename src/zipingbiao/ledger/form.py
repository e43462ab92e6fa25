"""One project of a ledger as a form that knows the cell of every field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from zipingbiao.form.model import Entry, Form, FundLine, Goals, Indicator, Total
from zipingbiao.form.waiver import Waiver
from zipingbiao.ledger.columns import Columns
from zipingbiao.ledger.layout import Kind, ledger_layout
from zipingbiao.ledger.places import LedgerPlaces
from zipingbiao.ledger.rows import Row

_ENTRIES = ("target", "actual")


@dataclass(frozen=True, slots=True)
class Sheets:
    """The columns of the three sheets; None: the ledger has no such sheet."""

    projects: Columns
    funds: Columns | None
    indicators: Columns | None

    @property
    def amount_unit(self) -> str:
        """The unit that the headings of the amounts state; 万元 where they state none or two."""
        units = () if self.funds is None else self.funds.money_units
        return units[0] if len(units) == 1 else "万元"


def built_form(
    sheets: Sheets,
    project: Row,
    n: int,
    funds: Sequence[Row],
    indicators: Sequence[Row],
    waivers: tuple[Waiver, ...] = (),
    unusable: tuple[str, ...] = (),
) -> Form:
    """The form of a project, the `n`-th of the ledger; without 项目序号 its id is `n`."""
    texts = project.texts
    return Form(
        id=texts["id"].strip() or str(n),
        title=texts["title"],
        year=texts["year"],
        name=texts["name"],
        code=texts["code"].strip(),
        department=texts["department"],
        unit=texts["unit"],
        amount_unit=texts["amount_unit"].strip() or sheets.amount_unit,
        funds=tuple(map(_fund, funds)),
        goals=Goals(texts["goals.expected"], texts["goals.actual"]),
        indicators=tuple(map(_indicator, indicators)),
        total=Total(texts["total.weight"], texts["total.score"], texts["total.grade"]),
        below=texts["below"],
        rulebook=texts["rulebook"],
        waivers=waivers,
        file=sheets.projects.file,
        places=LedgerPlaces(
            (sheets.projects, project.number),
            (sheets.funds, tuple(row.number for row in funds)),
            (sheets.indicators, tuple(row.number for row in indicators)),
        ),
        unusable=unusable,
    )


def _fund(row: Row) -> FundLine:
    return FundLine(**{field: row.texts[field] for field in _own_fields().funds})


def _indicator(row: Row) -> Indicator:
    texts = {field: row.texts[field] for field in _own_fields().indicators}
    target, actual = (Entry(row.texts[name], name in row.numeric) for name in _ENTRIES)
    return Indicator(**texts, target=target, actual=actual, merged=row.merged)


class _OwnFields(NamedTuple):
    """The texts of a row that are its own, not the keys of its project."""

    funds: tuple[str, ...]
    indicators: tuple[str, ...]


@cache
def _own_fields() -> _OwnFields:
    layout = ledger_layout()
    funds, indicators = (
        tuple(column.field for column in sheet.columns if column.kind not in (Kind.KEY, Kind.VALUE))
        for sheet in (layout.funds, layout.indicators)
    )
    return _OwnFields(funds, indicators)
