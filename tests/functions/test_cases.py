"""Each function of the table: it has cases, scripts can import it, and every case comes out as worked out by hand."""

from __future__ import annotations

import inspect
from decimal import Decimal

import pytest

from functions.cases import CASES, ERROR, FOLDER, Case, cases_of
from zipingbiao.hosts import functions
from zipingbiao.hosts.functions.answers import __all__ as answers
from zipingbiao.hosts.functions.asked import answers_to
from zipingbiao.hosts.functions.table import FUNCTIONS, CellFunction
from zipingbiao.hosts.functions.values import CellError


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda each: each.name)
def test_every_function_has_cases(function: CellFunction) -> None:
    cases = cases_of(function.name)
    assert any(not case.error for case in cases), (
        f"请在 tests/functions/cases/{function.name}.yaml 写几个例子"
    )
    assert all(bool(case.error) + bool(case.says) + (case.gives is not None) == 1 for case in cases)
    needed = sum(not each.optional for each in function.parameters)
    assert all(needed <= len(case.given) <= len(function.parameters) for case in cases)


def test_every_file_of_cases_has_a_function() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == {each.name for each in FUNCTIONS}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case(case: Case) -> None:
    ((found,),) = answers_to(case.name, case.given, case.place)
    answer = ERROR if isinstance(found, CellError) else float(found) if isinstance(found, Decimal) else found
    assert case.is_met_by(answer), found


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda each: each.name)
def test_the_table_says_what_the_answer_takes(function: CellFunction) -> None:
    """The same arguments in the same order, the same ones optional; and the rulebook by its name."""
    taken = list(inspect.signature(function.answer).parameters.values())
    assert taken.pop().name == "rulebook"
    assert [each.name for each in taken] == [each.name for each in function.parameters]
    assert [each.default is not inspect.Parameter.empty for each in taken] == [
        each.optional for each in function.parameters
    ]


def test_scripts_have_every_answer_by_its_name() -> None:
    """`zipingbiao.hosts.functions` exports them (a contract), and nothing else but the error."""
    assert {each.answer for each in FUNCTIONS} == {getattr(functions, name) for name in answers}
    assert {each.name.lower() for each in FUNCTIONS} == set(answers)
    assert functions.CellError is CellError


def test_an_unknown_name_is_an_error(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path))
    assert isinstance(answers_to("PERF_NOTHING", (1,), "cn|2024")[0][0], CellError)
