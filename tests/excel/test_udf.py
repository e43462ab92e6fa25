"""The eight functions through xlwings' real conversion pipeline, as VBA calls them: values in, values out."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from excel import stubbed_com

MODULE = "zipingbiao.hosts.excel.udf"
NA, DIV0 = -2146826246, -2146826281
PLACE = "cn|2024"


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


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("PERF_SCORE", ("≥95%", "90%", 50.0, None, None), 47.37),  # 50 × 90 ÷ 95
        ("PERF_SCORE", ("≥95%", "90%", 50.0, 2.0, None), 45.37),
        (
            "PERF_SCORE",
            ("≤200万元", "250万元", 20.0, None, "成本指标/经济成本指标/总成本"),
            16.0,
        ),  # 20 × 200 ÷ 250
        ("PERF_STATE", ("≥10次", "12次", None), "超额完成"),
        ("PERF_STATE", ("2024年6月底前", dt.datetime(2024, 5, 31), None), "按期完成"),
        ("PERF_RATE", (99.44, 100.0), 0.9944),
        ("PERF_RATE_SCORE", (99.44, 100.0, None), 9.94),
        ("PERF_CHECK", ("≥10次", "12次", 10.0, 10.0, None, None), None),
        ("PERF_NOTE", ("/数量指标/培训次数", "≥10次", "8次", 10.0, 8.0, None, None), None),
        ("PERF_WHY", ("≥10次", "8次", 10.0, None, None), None),
        ("PERF_GRADE", (89.99,), "良"),
    ],
)
def test_one_cell(name: str, given: tuple[Any, ...], expected: Any, ask: Any) -> None:
    answer = ask(name, *given, PLACE)
    if expected is None:
        assert isinstance(answer, str) and answer != "#VALUE!"
    else:
        assert answer == expected


def test_what_the_texts_say(ask: Any) -> None:
    assert "JXT004" in ask("PERF_CHECK", "≥10次", "12个月", 10.0, 10.0, None, None, PLACE)
    assert ask("PERF_CHECK", "≥10次", "10次", 10.0, 10.0, None, None, PLACE) == ""
    assert "【请填写" in ask("PERF_NOTE", "/数量指标/培训次数", "≥10次", "8次", 10.0, 8.0, None, None, PLACE)
    assert ask("PERF_NOTE", "/数量指标/培训次数", "≥10次", "10次", 10.0, 10.0, None, None, PLACE) == ""
    assert "8" in ask("PERF_WHY", "≥10次", "8次", 10.0, None, None, PLACE)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("PERF_SCORE", ("≥10次", "若干次", 10.0, None, None)),
        ("PERF_SCORE", (None, None, None, None, None)),
        ("PERF_RATE", (10.0, 0.0)),
        ("PERF_RATE_SCORE", (10.0, None, None)),
        ("PERF_GRADE", ("优秀",)),
    ],
)
def test_what_cannot_be_had_is_marked_as_an_error(name: str, given: tuple[Any, ...], ask: Any) -> None:
    assert ask(name, *given, PLACE) == "#VALUE!"


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("PERF_SCORE", 5), ("PERF_STATE", 3), ("PERF_RATE", 2), ("PERF_RATE_SCORE", 3),
        ("PERF_CHECK", 6), ("PERF_NOTE", 7), ("PERF_WHY", 5), ("PERF_GRADE", 1),
    ],
)  # fmt: skip
def test_an_error_value_in_any_argument_is_an_error_value_out(name: str, count: int, ask: Any) -> None:
    good: list[Any] = ["10", "10", 10.0, None, None, None, None][:count]
    for i in range(count):
        given = [*good[:i], NA, *good[i + 1 :]]
        assert ask(name, *given, PLACE) == "#VALUE!"


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


def test_a_percent_cell_comes_as_the_text_it_shows(ask: Any) -> None:
    assert ask("PERF_SCORE", "≥98%", "97%", 10.0, None, None, PLACE) == 9.9  # 10 × 97 ÷ 98 = 9.898
    assert ask("PERF_SCORE", "≥98%", 0.97, 10.0, None, None, PLACE) == 9.9


def test_the_workbooks_rulebook_counts(ask: Any) -> None:
    """Hubei gives execution 20 points."""
    assert ask("PERF_RATE_SCORE", 50.0, 100.0, None, "cn|2024") == 5.0
    assert ask("PERF_RATE_SCORE", 50.0, 100.0, None, "cn-hubei|2024年度") == 10.0


def test_an_unknown_rulebook_is_an_error_and_a_line_in_the_log(
    ask: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path))
    assert ask("PERF_GRADE", 95.0, "cn-nowhere|2024") == "#VALUE!"
    assert "cn-nowhere" in (tmp_path / "zipingbiao.log").read_text("utf-8")


def test_every_function_of_the_wizard_is_registered(ask: Any) -> None:
    from xlwings import udfs

    from zipingbiao.hosts.functions.table import FUNCTIONS

    ask("PERF_GRADE", 95.0, PLACE)
    module = udfs.udf_modules[MODULE]["module"]
    for described in FUNCTIONS:
        registered = getattr(module, described.name).__xlfunc__
        assert [each["name"] for each in registered["args"]] == [a.name for a in described.arguments] + [
            "place"
        ]
        assert registered["category"] == "绩效自评"
