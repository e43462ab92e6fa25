"""Forms as three plain tables with the headings of a ledger: 项目, 资金, 指标; for programs, in UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from zipingbiao.form.model import Entry, Form
from zipingbiao.ledger.layout import SheetLayout, ledger_layout
from zipingbiao.ledger.update.fields import value_at


def csv_tables(forms: Sequence[Form]) -> list[tuple[str, bytes]]:
    """File name and content; 项目序号 counts from 1 where ids are missing or repeated."""
    layout = ledger_layout()
    ids = [form.id for form in forms]
    keys = ids if all(ids) and len(set(ids)) == len(ids) else [str(n) for n in range(1, len(ids) + 1)]
    projects = [_line(layout.projects, form, "", key) for key, form in zip(keys, forms, strict=True)]
    funds = _lines(layout.funds, forms, keys, "funds")
    indicators = _lines(layout.indicators, forms, keys, "indicators")
    parts = zip(layout.sheets, (projects, funds, indicators), strict=True)
    return [(f"{sheet.name}.csv", _csv(sheet, lines)) for sheet, lines in parts]


def _lines(sheet: SheetLayout, forms: Sequence[Form], keys: Sequence[str], block: str) -> list[list[str]]:
    return [
        _line(sheet, form, f"{block}[{i}].", key)
        for key, form in zip(keys, forms, strict=True)
        for i in range(len(getattr(form, block)))
    ]


def _line(sheet: SheetLayout, form: Form, block: str, key: str) -> list[str]:
    """One row by the columns of the sheet. `block`: where its fields lie in the form."""

    def text(field: str) -> str:
        if field == "id":
            return key
        if block and field in ("code", "name"):
            return str(getattr(form, field))
        value: str | Entry = value_at(form, f"{block}{field}")
        return value.text if isinstance(value, Entry) else value

    return [text(column.field) for column in sheet.columns]


def _csv(sheet: SheetLayout, lines: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.heading for column in sheet.columns])
    writer.writerows(lines)
    return ("\ufeff" + out.getvalue()).encode()
