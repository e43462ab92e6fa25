"""The hand-written cases of tests/grammar/cases: readings of single texts, and pairs with state and ceiling."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cases_in import cases_in
from grammar.expectation import differences
from zipingbiao.form.model import Entry, Indicator
from zipingbiao.form.quantity.answer.actual import read_actual
from zipingbiao.form.quantity.readings import Empty
from zipingbiao.form.quantity.targets import read_target
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.convert import Money
from zipingbiao.scoring.score import score_row

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


def _cases() -> list[Any]:
    found = []
    for path in CASES:
        for n, case in enumerate(cases_in(path), 1):
            label = str(case.get("text", f"{case.get('target')}→{case.get('actual')}"))
            found.append(pytest.param(case, id=f"{path.stem}-{n}-{label}"))
    return found


@pytest.mark.parametrize("case", _cases())
def test_case(case: dict[str, Any]) -> None:
    if "text" in case:
        assert differences(_reading(case), case["expect"]) == []
    else:
        _check_pair(case)


def _reading(case: dict[str, Any]) -> Any:
    entry = Entry(str(case["text"]), numeric=case.get("numeric", False))
    year = case.get("year", 2024)
    if case.get("as", "target") == "target":
        return read_target(entry, year=year)
    return read_actual(entry, Empty(), year=year).reading


def _check_pair(case: dict[str, Any]) -> None:
    level1, level2, level3 = (case.get("indicator", "//") + "//").split("/")[:3]
    indicator = Indicator(
        level1=level1,
        level2=level2,
        level3=level3,
        target=Entry(str(case["target"]), numeric=case.get("target_numeric", False)),
        actual=Entry(str(case["actual"]), numeric=case.get("actual_numeric", False)),
        weight=str(case.get("weight", "10")),
    )
    book, year = load("cn", case.get("year", 2024)), case.get("year", 2024)
    row = score_row(indicator, 1, rulebook=book, year=year, money=_money(case))
    wanted = None if case["ceiling"] is None else Decimal(str(case["ceiling"]))
    assert (row.state.value, row.ceiling) == (case["state"], wanted), (row.target, row.actual, row.hints)
    if "rule" in case:
        assert row.rule == case["rule"]
    if "hints" in case:
        assert [hint.value for hint in row.hints] == case["hints"]
    if "completion" in case:
        given = case["completion"]
        assert row.completion == (None if given is None else Decimal(given))


def _money(case: dict[str, Any]) -> Money:
    """The money block of a case: 全年预算数, 全年执行数 (both in 万元), and the form's unit."""
    budget, executed, unit = case.get("money", [None, None, "万元"])
    return Money(budget and Decimal(budget), executed and Decimal(executed), unit)
