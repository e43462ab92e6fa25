"""A guard against falling back in the browser, by ratios with a wide margin: a busy machine slows both sides."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from page.conftest import Browser

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from unseen import unseen_projects

FEW, MANY = 30, 300


@pytest.fixture(scope="module")
def projects_of_a_bureau(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Projects without a text in common, as JSON Lines."""
    folder = tmp_path_factory.mktemp("三百个项目")
    lines = [each["text"] for each in unseen_projects(FEW + MANY, seed=3)]
    few, many = folder / "少.jsonl", folder / "多.jsonl"
    few.write_text("\n".join(lines[:FEW]), "utf-8")
    many.write_text("\n".join(lines[FEW:]), "utf-8")
    return {FEW: few, MANY: many}


def test_three_hundred_forms_are_checked_while_the_page_could_start_a_few_times(
    browser: Browser, projects_of_a_bureau: dict[int, Path]
) -> None:
    """0.8 starts when this was written; ten times the forms took six times as long, for the first are the slowest."""
    cases = [
        {"command": "check", "files": [str(projects_of_a_bureau[count])], "options": {}}
        for count in (FEW, MANY)
    ]
    found = browser("pace", cases=cases)
    few, many = found["took"]
    assert [each["forms"] for each in (few, many)] == [FEW, MANY]
    assert many["time"] < 4 * found["ready"]
    assert many["time"] < 2 * (MANY / FEW) * few["time"]
