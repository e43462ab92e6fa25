"""One project of a ledger as a form that knows the cell of every field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zipingbiao.form.model import Entry, Form, FundLine, Goals, Indicator, Place, Total
from zipingbiao.ledger.columns import Kind
from zipingbiao.ledger.table import Table


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of 资金 or 指标 that belong to one project. `table` None: the ledger has no such sheet."""

    table: Table | None
    rows: Sequence[int] = ()


def built_form(file: str, projects: Table, row: int, n: int, funds: Block, indicators: Block) -> Form:
    """The form of the project in `row`, the `n`-th of the ledger; without 项目序号 its id is `n`."""
    places: dict[str, Place] = {}
    texts: dict[str, Any] = dict(_texts(projects, row, "", file, places))
    goals = Goals(texts.pop("goals.expected"), texts.pop("goals.actual"))
    total = Total(texts.pop("total.weight"), texts.pop("total.score"), texts.pop("total.grade"))
    own_id, code = texts.pop("id").strip(), texts.pop("code").strip()
    return Form(
        **texts | {"amount_unit": texts["amount_unit"].strip() or _heading_unit(funds.table)},
        id=own_id or str(n),
        code=code,
        goals=goals,
        total=total,
        funds=tuple(
            _fund(funds.table, each, i, file, places) for i, each in enumerate(funds.rows) if funds.table
        ),
        indicators=tuple(
            _indicator(indicators.table, each, i, file, places)
            for i, each in enumerate(indicators.rows)
            if indicators.table
        ),
        file=file,
        places=places,
    )


def _fund(table: Table, row: int, i: int, file: str, places: dict[str, Place]) -> FundLine:
    return FundLine(**_texts(table, row, f"funds[{i}]", file, places))


def _indicator(table: Table, row: int, i: int, file: str, places: dict[str, Place]) -> Indicator:
    texts: dict[str, Any] = dict(_texts(table, row, f"indicators[{i}]", file, places))
    for name in ("target", "actual"):
        texts[name] = Entry(texts[name], numeric=(row, name) in table.numeric)
    return Indicator(**texts, merged=table.merged[row])


def _texts(table: Table, row: int, path: str, file: str, places: dict[str, Place]) -> dict[str, str]:
    """The fields of a row. Their cells go into `places`, the row itself under `path` ("" for the project)."""
    line = table.lines[row]
    names = [column.field for column in table.layout.columns if not path or column.kind is not Kind.KEY]
    if path:
        places[path] = table.place(file, row, "")
    for name in names:
        if name in table.columns:
            places[f"{path}.{name}" if path else name] = table.place(file, row, name)
    return {name: line[name] for name in names}


def _heading_unit(funds: Table | None) -> str:
    """The unit that the headings of the amounts state; 万元 where they state none or two."""
    units = () if funds is None else funds.money_units
    return units[0] if len(units) == 1 else "万元"
