"""Comparing a form that was read with the form that was drawn."""

from __future__ import annotations

from typing import Any

from zipingbiao.form.model import Form

HEAD = ("title", "year", "name", "department", "unit", "amount_unit")


def as_data(form: Form) -> dict[str, Any]:
    """The fields that forms.json has, in its shape; blank is ""."""
    return {
        **{key: getattr(form, key) for key in HEAD},
        "funds": [
            {
                key: getattr(line, key)
                for key in ("kind", "initial_budget", "annual_budget", "executed", "weight", "rate", "score")
            }
            for line in form.funds
        ],
        "goals": {"expected": form.goals.expected, "actual": form.goals.actual},
        "indicators": [
            {
                "level1": line.level1,
                "level2": line.level2,
                "level3": line.level3,
                "target": line.target.text,
                "actual": line.actual.text,
                "weight": line.weight,
                "score": line.score,
                "note": line.note,
            }
            for line in form.indicators
        ],
        "total": {"weight": form.total.weight, "score": form.total.score},
    }


def expected(source: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A form of forms.json as it should come back: without its id, null as ""."""
    data = {key: value for key, value in source.items() if key != "id"}
    data["indicators"] = [{key: value or "" for key, value in line.items()} for line in source["indicators"]]
    return data | changes


def cell(form: Form, path: str) -> str | None:
    return form.places[path].cell
