"""The 14 published forms: exactly the findings that a careful reader makes, no more and no less."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from cases_in import cases_in
from zipingbiao.checks.catalogue import codes
from zipingbiao.checks.finding import Checked
from zipingbiao.checks.run import check_form, cross_check
from zipingbiao.form.interchange import read_interchange
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

HERE = Path(__file__).parent
LABELS = cases_in(HERE / "seed_findings.yaml")


@pytest.fixture(scope="module")
def results() -> list[Checked]:
    forms = read_interchange((HERE.parent / "data" / "forms.json").read_text("utf-8"), "forms.json").forms
    scored = [score_form(form, load("cn-beijing", form.evaluated_year)) for form in forms]
    return cross_check(scored, [check_form(each, "finance") for each in scored], "finance")


def place(field: str) -> str:
    row = re.match(r"indicators\[(\d+)\]", field)
    if row:
        return f"r{int(row[1]) + 1}"
    head = field.split("[")[0].split(".")[0]
    return {"funds": "money", "indicators": "set", "goals": "goals", "department": "name"}.get(head, head)


@pytest.mark.parametrize("code", codes())
def test_findings_are_those_of_a_careful_reader(code: str, results: list[Checked]) -> None:
    found = Counter(
        (n, place(finding.field), finding.severity.value)
        for n, checked in enumerate(results, 1)
        for finding in checked.findings
        if finding.code == code
    )
    assert found == Counter(tuple(label) for label in LABELS.get(code, ()))
