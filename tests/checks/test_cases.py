"""Every rule on its own cases: what it finds, what it does not, and what only looks like it.

A case is a `row` (one indicator alone in a form of 2024) or a `form` (interchange JSON in YAML) or, for rules over
several forms, `forms`; for rules of reading a `sheet` (rows of texts) with its defined `names`; `approved` is what the
forms are held against. See cases/README.md.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cases_in import cases_in
from workbook_read.sheets import result
from zipingbiao.checks.approved import Approved, approved_for
from zipingbiao.checks.catalogue import all_rules
from zipingbiao.checks.finding import Checked, Status
from zipingbiao.checks.run import check_form, cross_check
from zipingbiao.checks.waivers import UNIT
from zipingbiao.form.interchange import read_interchange
from zipingbiao.form.model import Form
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

CASES = Path(__file__).parent / "cases"
KINDS = ("pass", "fail", "near_miss")
YEAR = 2024


def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        data = cases_in(path)
        for kind in KINDS:
            for case in data.get(kind, ()):
                found.append(pytest.param(path.stem, kind, case, id=f"{path.stem}-{kind}-{case['name']}"))
    return found


def forms_of(case: dict[str, Any]) -> list[dict[str, Any]]:
    if "forms" in case:
        return list(case["forms"])
    if "form" in case:
        return [case["form"]]
    return [{"year": f"{YEAR}年度", "indicators": [case["row"]]}]


def checked(case: dict[str, Any]) -> list[Checked]:
    book = load(case.get("rulebook", "cn"), YEAR)
    forms = drawn(case) if "sheet" in case else read_forms(forms_of(case))
    approved: list[Approved | None] = [None] * len(forms)

    def same_name(form: Form) -> Decimal:
        return book.number("check.same_name")

    if "approved" in case:
        approved = [*approved_for(forms, read_forms(case["approved"]), same_name)]
    scored = [score_form(form, book) for form in forms]
    results = [check_form(each, "finance", own, UNIT) for each, own in zip(scored, approved, strict=True)]
    return cross_check(scored, results, "finance", UNIT)


def read_forms(data: list[dict[str, Any]]) -> tuple[Form, ...]:
    read = read_interchange(json.dumps(data, ensure_ascii=False, default=str), "例.json")
    assert not read.errors, read.errors
    return read.forms


def drawn(case: dict[str, Any]) -> tuple[Form, ...]:
    """The forms of a sheet given row by row; every sheet of a case holds one."""
    forms = result(case["sheet"], names=case.get("names", {})).forms
    assert len(forms) == 1
    return forms


@pytest.mark.parametrize(("code", "kind", "case"), cases())
def test_case(code: str, kind: str, case: dict[str, Any]) -> None:
    results = checked(case)
    found = [finding for result in results for finding in result.findings if finding.code == code]
    states = {run.status for result in results for run in result.runs if run.code == code}
    if kind != "fail":
        assert found == []
        assert states == {Status(case.get("status", "passed"))}
        return
    assert found, f"{code} 没有发现"
    assert Status.FOUND in states
    for wanted in case.get("finds", [case]):
        fits = [each for each in found if each.field == wanted["field"]]
        assert fits, f"{[each.field for each in found]} 里没有 {wanted['field']}"
        finding = fits[0]
        if "severity" in wanted:
            assert finding.severity.value == wanted["severity"]
        if "group" in wanted:
            assert finding.group.value == wanted["group"]
        assert wanted.get("says", "") in finding.message
        assert finding.found
        assert finding.expected
        assert finding.advice


def test_every_rule_has_all_three_kinds() -> None:
    for info in all_rules(load()):
        path = CASES / f"{info.code}.yaml"
        assert path.is_file(), f"{info.code} 没有例子：{path.name}"
        data = cases_in(path)
        for kind in KINDS:
            assert data.get(kind), f"{path.name} 缺 {kind} 例子"


def test_no_case_file_without_a_rule() -> None:
    assert {path.stem for path in CASES.glob("*.yaml")} <= {info.code for info in all_rules(load())}


@pytest.mark.parametrize("info", all_rules(load()), ids=lambda info: info.code)
def test_the_catalogue_keeps_its_promises(info: Any) -> None:
    """An assumed rule is never an error; what was approved with the budget is never to be mended now."""
    if info.status == "assumed":
        assert info.severity.value != "E"
    if info.group.value == "next":
        assert info.severity.value != "E"
    assert info.statement.endswith("。")
    assert info.advice.endswith("。")
