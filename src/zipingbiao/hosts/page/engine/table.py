"""A form as the table that a person sees: every field with its text, its cell and whether it can be typed into."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zipingbiao.commands.places import OpenForm
from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.form.keys import FORM, FUND, GOALS, INDICATOR
from zipingbiao.form.model import Entry, Form
from zipingbiao.narrative.reasons import Reasons, Scope
from zipingbiao.scoring.result import ScoredForm

_HEAD = ("name", "code", "department", "unit", "year")
_FUND = ("kind", "initial_budget", "annual_budget", "executed", "weight", "rate", "score", "note")
_ROW = ("level1", "level2", "level3", "target", "actual", "weight", "score", "note")
#: Working columns, shown where the workbook has them.
_WORKING = ("deduction", "reason", "detail", "review_score", "review_opinion", "rectification")
_LABELS = INDICATOR | {"target": "年度指标值", "actual": "实际完成值"}
#: What was approved or is a heading: seen, not typed here.
_FIXED = frozenset({"kind", "level1", "level2", "level3", "target", "weight"})


def table_data(scored: ScoredForm, snapshot: Snapshot | None, reasons: Reasons) -> dict[str, Any]:
    """The table. `snapshot`: of the workbook the form stands in; None where nothing can be typed."""
    form = scored.form
    cells = _Cells(form, None if snapshot is None else OpenForm(snapshot, form))
    row_fields = (*_ROW, *(name for name in _WORKING if cells.anywhere(name, len(form.indicators))))
    return {
        "title": form.title,
        "amount_unit": form.amount_unit,
        "head": [
            {"label": FORM[name], **cells.cell(name, getattr(form, name))}
            for name in _HEAD
            if getattr(form, name) or name in ("name", "department", "unit")
        ],
        "fund_labels": [FUND[name] for name in _FUND],
        "funds": [
            [cells.cell(f"funds[{i}].{name}", getattr(line, name)) for name in _FUND]
            for i, line in enumerate(form.funds)
        ],
        "goals": [
            {"label": GOALS[name], **cells.cell(f"goals.{name}", getattr(form.goals, name))} for name in GOALS
        ],
        "row_labels": [_LABELS[name] for name in row_fields],
        "rows": [
            {
                "n": row.n,
                "state": row.state.value,
                "computed": None if row.score is None else format(row.score, "f"),
                "ceiling": None if row.ceiling is None else format(row.ceiling, "f"),
                "merged": sorted(indicator.merged),
                "cells": [
                    cells.cell(f"indicators[{row.n - 1}].{name}", _text(getattr(indicator, name)))
                    for name in row_fields
                ],
            }
            for row, indicator in zip(scored.rows, form.indicators, strict=True)
        ],
        "total": [
            cells.cell(f"total.{name}", getattr(form.total, name)) for name in ("weight", "score", "grade")
        ],
        "reasons": _labels(reasons),
    }


def _labels(reasons: Reasons) -> list[str]:
    return [each.label for each in reasons.all if each.scope in (Scope.ROW, Scope.BOTH)]


def _text(value: str | Entry) -> str:
    return value.text if isinstance(value, Entry) else value


class _Cells:
    """Fields of one form, with their places."""

    def __init__(self, form: Form, opened: OpenForm | None) -> None:
        self._form, self._opened = form, opened

    def cell(self, field: str, text: str) -> dict[str, Any]:
        place = self._opened.place(field) if self._opened is not None else None
        fixed = field.rsplit(".", 1)[-1] in _FIXED or self._continued(field)
        return {
            "field": field,
            "text": text,
            "cell": place.cell if place is not None else None,
            "typed": place is not None and bool(place.cell) and not fixed,
        }

    def anywhere(self, name: str, rows: int) -> bool:
        fields: Iterable[str] = (f"indicators[{i}].{name}" for i in range(rows))
        return self._opened is not None and any(self._opened.place(field) is not None for field in fields)

    def _continued(self, field: str) -> bool:
        """Whether the field's cell is the rest of a merged cell above."""
        if not field.startswith("indicators["):
            return False
        index, _, name = field.removeprefix("indicators[").partition("].")
        return name in self._form.indicators[int(index)].merged
