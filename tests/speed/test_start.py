"""What a command loads when it starts: nothing that it does not use. Counted, not timed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

FORMS = Path(__file__).parents[1] / "data" / "forms.json"
_LOADED = """
import contextlib, io, json, sys
from zipingbiao.hosts.cli.main import run
with contextlib.redirect_stdout(io.StringIO()):
    run(sys.argv[1:])
print(json.dumps(sorted(sys.modules)))
"""


def loaded(*arguments: object) -> set[str]:
    """All modules that are there after a command has run in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, *map(str, arguments)], check=True, capture_output=True, text=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def under(modules: set[str], *names: str) -> list[str]:
    return sorted(each for each in modules if each.startswith(tuple(f"zipingbiao.{name}" for name in names)))


@pytest.fixture(scope="module")
def scored(workbook: Path) -> set[str]:
    return loaded("score", workbook, "--json")


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One form as a workbook."""
    place = tmp_path_factory.mktemp("start")
    one = place / "一张.json"
    one.write_text(json.dumps(json.loads(FORMS.read_text("utf-8"))[:1], ensure_ascii=False), encoding="utf-8")
    loaded("bulk", one, "-o", place, "--progress", "none")
    return next(place.glob("*.xlsx"))


def test_a_score_loads_neither_the_narrative_nor_the_rules(scored: set[str]) -> None:
    assert under(scored, "scoring.score") != []
    assert under(scored, "narrative", "checks.rules", "checks.run", "deviation", "workbook.write") == []


def test_a_score_of_a_workbook_loads_no_reader_of_other_files(scored: set[str]) -> None:
    assert under(scored, "workbook.read.form") != []
    assert under(scored, "documents.pdf", "documents.word", "ledger.gather") == []


@pytest.mark.parametrize("heavy", ["jinja2", "openpyxl", "pandas", "numpy", "rich", "difflib"])
def test_a_score_as_data_loads_no_library_for_other_things(scored: set[str], heavy: str) -> None:
    assert heavy not in scored


def _compiled(arguments: Sequence[object]) -> int:
    counting = (
        "import re._compiler as c, sys\nplain, made = c.compile, []\n"
        "def counted(*given):\n    made.append(1)\n    return plain(*given)\n"
        "c.compile = counted\n"
        + _LOADED.replace("print(json.dumps(sorted(sys.modules)))", "print(len(made))")
    )
    done = subprocess.run(
        [sys.executable, "-c", counting, *map(str, arguments)], check=True, capture_output=True, text=True
    )
    return int(done.stdout.splitlines()[-1])


def test_a_start_compiles_only_the_patterns_that_are_asked(workbook: Path) -> None:
    """357 when every pattern was compiled as its module was loaded, some 160 since."""
    assert _compiled(["score", workbook, "--json"]) < 220
