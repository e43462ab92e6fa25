"""What Excel's service loads before the first cell has its answer: nothing that no function uses. Counted, not timed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

_STARTED = """
import json, sys
import zipingbiao.hosts.excel.lean
from excel import stubbed_com
server = stubbed_com.server()
def ask(name, *given):
    return server.CallUDF("zipingbiao.hosts.excel.udf", name, (*given, "cn|2024"))
scored = ask("PERF_SCORE", "≥10次", "9次", 10.0, None, None)
loaded = sorted(sys.modules)
note = ask("PERF_NOTE", "产出指标/数量指标/巡检次数", "≥10次", "9次", 10.0, 9.0, None, None)
import pandas
print(json.dumps([scored, loaded, note, pandas.__name__]))
"""


@pytest.fixture(scope="module")
def started() -> tuple[object, set[str], object, str]:
    done = subprocess.run(
        [sys.executable, "-c", _STARTED],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    scored, loaded, note, library = json.loads(done.stdout.splitlines()[-1])
    return scored, set(loaded), note, library


def test_every_function_answers_though_xlwings_goes_without(
    started: tuple[object, set[str], object, str],
) -> None:
    scored, _, note, _ = started
    assert "9.0" in json.dumps(scored)
    assert "9次" in json.dumps(note, ensure_ascii=False)


@pytest.mark.parametrize(
    "heavy", ["pandas", "numpy", "matplotlib", "PIL", "cryptography", "jinja2", "openpyxl"]
)
def test_no_library_of_tables_pictures_and_ciphers_is_loaded(
    started: tuple[object, set[str], object, str], heavy: str
) -> None:
    assert heavy not in started[1]


def test_a_library_that_was_kept_out_can_be_had_afterwards(
    started: tuple[object, set[str], object, str],
) -> None:
    assert started[3] == "pandas"


def test_a_score_waits_for_no_rule(started: tuple[object, set[str], object, str]) -> None:
    assert "zipingbiao.scoring.score" in started[1]
    assert [
        each for each in started[1] if each.startswith(("zipingbiao.checks", "zipingbiao.narrative"))
    ] == []
