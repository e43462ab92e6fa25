"""What a rule finds, to the last word: every finding of a rule on a form, or how it ends and why.

A case names its `code` and the form as in cases/README.md; `finds` lists all findings of that rule in order, each with the
keys to compare (`says`: part of the message; `gives`: the whole of it). Boundaries stand side by side: one step here is
nothing, one step there is a finding.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cases_in import cases_in
from checks.test_cases import checked
from zipingbiao.checks.finding import Finding

EXACT = Path(__file__).parent / "exact"


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{case['code']}-{case['name']}")
        for path in sorted(EXACT.glob("*.yaml"))
        for case in cases_in(path)
    ]


def shown(finding: Finding, key: str) -> Any:
    if key == "gives":
        return finding.message
    value = getattr(finding, key)
    if key == "related":
        return list(value)
    return value.value if key in ("severity", "group") else value


@pytest.mark.parametrize("case", cases())
def test_exactly(case: dict[str, Any]) -> None:
    results = checked(case)
    found = [
        (n, each) for n, result in enumerate(results) for each in result.findings if each.code == case["code"]
    ]
    wanted = case.get("finds", [])
    assert [(n, each.field) for n, each in found] == [(each.get("form", 0), each["field"]) for each in wanted]
    for (_, finding), expected in zip(found, wanted, strict=True):
        assert expected.get("says", "") in finding.message
        told = {key: shown(finding, key) for key in expected if key not in ("form", "says")}
        assert told == {key: value for key, value in expected.items() if key not in ("form", "says")}
    runs = [run for result in results for run in result.runs if run.code == case["code"]]
    if not wanted:
        assert {run.status.value for run in runs} == {case.get("status", "passed")}
    if "why" in case:
        assert {run.why for run in runs} == {case["why"]}
