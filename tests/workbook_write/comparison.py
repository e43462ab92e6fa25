"""A form reduced to what has to come back from a written workbook."""

from __future__ import annotations

from typing import Any

from zipingbiao.form.model import Form, is_blank
from zipingbiao.form.money import number

AMOUNTS = ("initial_budget", "annual_budget", "executed", "weight", "score")


def plain(text: str) -> Any:
    """A figure as a number, whatever its decimals; every dash is the same."""
    if is_blank(text):
        return ""
    value = number(text.rstrip("%"))
    return text if value is None else (value.normalize(), text.endswith("%"))


def as_read(form: Form) -> dict[str, Any]:
    return {
        "head": [form.title, form.year, form.name, form.department, form.unit, form.amount_unit],
        "funds": [
            [line.kind, plain(line.rate), *(plain(getattr(line, key)) for key in AMOUNTS)] for line in form.funds
        ],
        "goals": [form.goals.expected, form.goals.actual],
        "rows": [
            [
                row.level1, row.level2, row.level3, row.target, row.actual, plain(row.weight), plain(row.score), row.note,
                row.reason, row.detail, row.evidence, row.merged,
            ]
            for row in form.indicators
        ],
        "total": [plain(form.total.weight), plain(form.total.score)],
    }  # fmt: skip
