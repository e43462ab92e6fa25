"""The projects of the benchmark whose texts never come twice."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from unseen import unseen_projects

FIELDS = ("level3", "target", "actual", "note")


def test_no_text_of_an_indicator_comes_twice_but_words_as_short_as_yes() -> None:
    texts = [
        row[field]
        for project in unseen_projects(100)
        for row in project["indicators"]
        for field in FIELDS
        if len(row.get(field) or "") > 2
    ]
    assert len(texts) > 1000
    assert len(set(texts)) == len(texts)


def test_they_are_always_the_same_ones() -> None:
    assert [each["text"] for each in unseen_projects(5)] == [each["text"] for each in unseen_projects(5)]
