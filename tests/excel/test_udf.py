"""The functions through xlwings' real conversion pipeline, as VBA calls them: values in, values out."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from excel import stubbed_com
from functions.cases import CASES, ERROR, PLACE, Case, cases_of
from zipingbiao.hosts.functions.table import CATEGORY, FUNCTIONS, CellFunction, cell_function
from zipingbiao.hosts.functions.values import OMITTED

MODULE = "zipingbiao.hosts.excel.udf"
NA, DIV0 = -2146826246, -2146826281


@pytest.fixture
def ask() -> Iterator[Any]:
    """Calls a function as `PerfBridge` does; the process is left as it was found."""
    before = dict(sys.modules)
    import xlwings

    engines, active = list(xlwings.engines.engines), None
    members = {name: getattr(xlwings, name) for name in ("func", "arg")}
    server = stubbed_com.server()
    yield lambda name, *given: server.CallUDF(MODULE, name, given)
    for name in set(sys.modules) - set(before):
        if name.startswith(("win32", "pythoncom", "pywintypes", "xlwings.", MODULE)):
            del sys.modules[name]
    for name, member in members.items():
        setattr(xlwings, name, member)
    xlwings.engines.engines = engines
    xlwings.engines._active = active


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_cell(case: Case, ask: Any) -> None:
    answer = ask(case.name, *_all(case), case.place)
    assert case.is_met_by(ERROR if answer == "#VALUE!" else answer), answer


def _all(case: Case) -> tuple[Any, ...]:
    """As the VBA wrapper hands them over: what was left out is marked, not empty."""
    return (*case.given, *[OMITTED.value] * (len(cell_function(case.name).parameters) - len(case.given)))


@pytest.mark.parametrize("described", FUNCTIONS, ids=lambda each: each.name)
def test_an_error_value_in_any_argument_is_an_error_value_out(described: CellFunction, ask: Any) -> None:
    good = _all(next(case for case in cases_of(described.name) if not case.error))
    for i in range(len(good)):
        given = [*good[:i], NA, *good[i + 1 :]]
        assert ask(described.name, *given, PLACE) == "#VALUE!"


def test_a_date_cell_comes_as_a_date(ask: Any) -> None:
    assert ask("PERF_STATE", "2024年6月底前", dt.datetime(2024, 5, 31), None, PLACE) == "按期完成"


def test_a_left_out_argument_is_an_empty_one(ask: Any) -> None:
    missing = stubbed_com.MISSING
    assert ask("PERF_SCORE", "≥95%", "90%", 50.0, missing, missing, PLACE) == 47.37


def test_a_column_gives_a_column(ask: Any) -> None:
    targets, actuals = (("≥95%",), ("=100%",), ("≥10次",)), (("90%",), ("100%",), (DIV0,))
    weights = ((50.0,), (30.0,), (20.0,))
    answer = ask("PERF_SCORE", targets, actuals, weights, None, None, PLACE)
    assert [list(line) for line in answer] == [[47.37], [30.0], ["#VALUE!"]]


def test_a_row_gives_a_row_and_a_scalar_serves_every_cell(ask: Any) -> None:
    assert list(ask("PERF_RATE", ((50.0, 99.44),), 100.0, PLACE)) == [0.5, 0.9944]


def test_ranges_of_different_shapes_are_not_paired(ask: Any) -> None:
    answer = ask("PERF_RATE", ((50.0,), (60.0,)), ((100.0,), (100.0,), (100.0,)), PLACE)
    assert [list(line) for line in answer] == [["#VALUE!"]] * 3


def test_an_unknown_rulebook_is_an_error_and_a_line_in_the_log(
    ask: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path))
    assert ask("PERF_GRADE", 95.0, "cn-nowhere|2024") == "#VALUE!"
    assert "cn-nowhere" in (tmp_path / "zipingbiao.log").read_text("utf-8")


@pytest.mark.parametrize("described", FUNCTIONS, ids=lambda each: each.name)
def test_every_function_of_the_wizard_is_registered(described: CellFunction, ask: Any) -> None:
    from xlwings import udfs

    ask("PERF_GRADE", 95.0, PLACE)
    registered = getattr(udfs.udf_modules[MODULE]["module"], described.name).__xlfunc__
    assert registered["name"] == described.name
    assert registered["category"] == CATEGORY
    *taken, place = registered["args"]
    assert place["name"] == "place"
    assert [each["name"] for each in taken] == [each.name for each in described.parameters]
    assert ["optional" in each for each in taken] == [each.optional for each in described.parameters]
    assert [each["doc"] for each in taken] == [each.text for each in described.parameters]
