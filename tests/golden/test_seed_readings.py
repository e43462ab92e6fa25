"""The 110 indicator rows of the 14 published forms, read as a person reads them (labels written by hand)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cases_in import cases_in
from grammar.expectation import differences
from zipingbiao.form.interchange import read_interchange
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

HERE = Path(__file__).parent
FORMS = {
    form.id: form
    for form in read_interchange((HERE.parent / "data" / "forms.json").read_text("utf-8"), "forms.json").forms
}
LABELS = cases_in(HERE / "seed_readings.yaml")
SCORED = {id: score_form(form, load("cn", 2024)) for id, form in FORMS.items()}


def test_every_row_is_labelled() -> None:
    labelled = [(label["form"], label["n"]) for label in LABELS]
    assert labelled == [(form.id, n) for form in FORMS.values() for n in range(1, len(form.indicators) + 1)]
    assert len(labelled) == 110


@pytest.mark.parametrize("label", LABELS, ids=lambda label: f"{label['form']}-{label['n']}")
def test_row(label: dict[str, Any]) -> None:
    indicator = FORMS[label["form"]].indicators[label["n"] - 1]
    assert (indicator.target.text, indicator.actual.text) == (label["target"], label["actual"])
    row = SCORED[label["form"]].rows[label["n"] - 1]
    assert differences(row.target, label["expect_target"]) == []
    assert differences(row.actual, label["expect_actual"]) == []
    assert row.state.value == label["state"]
    assert row.ceiling == Decimal(str(label["ceiling"]))
    if "deadline" in label:
        assert row.deadline is not None
        assert row.deadline.last.isoformat() == str(label["deadline"]["last"])


@pytest.mark.parametrize("id", FORMS)
def test_totals_are_the_printed_ones(id: str) -> None:
    scored = SCORED[id]
    assert scored.total == Decimal(FORMS[id].total.score)
    assert scored.weights == Decimal(100)


@pytest.mark.parametrize("id", FORMS)
def test_execution_is_the_printed_one(id: str) -> None:
    execution, line = SCORED[id].execution, FORMS[id].funds[0]
    assert (execution.rate_reachable, execution.score_reachable) == (True, True)
    assert execution.rate == Decimal(line.rate.rstrip("%"))
    assert execution.score == Decimal(line.score)


def test_grades() -> None:
    good = {id for id, scored in SCORED.items() if scored.grade == "良"}
    assert good == {"seed-03", "seed-07"}
    assert all(scored.grade == "优" for id, scored in SCORED.items() if id not in good)
