"""What stands beside an answer changes nothing: remarks, another spelling, padding; and what was not read to its end is left to a person."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from grammar.pair_verdicts import Outcome, outcome, tables
from zipingbiao.form.model import Entry, Form, Indicator
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.result import State
from zipingbiao.scoring.score import score_form

BOOK = load("cn", 2024)

ASIDES: dict[str, Callable[[str], str]] = {
    "enclosure": lambda told: f"{told}（见附件1）",
    "photographs": lambda told: f"{told}（附照片3张）",
    "document": lambda told: f"{told}（鄂财〔2024〕15号）",
    "telephone": lambda told: f"{told}（联系电话0712-1234567）",
    "unseen": lambda told: told.replace("%", "\u200e%") + "\u2060",
    "full stop": lambda told: f"{told}。",
    "full width": lambda told: told.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789%"}),
}


@pytest.mark.parametrize("aside", ASIDES)
def test_what_stands_beside_an_answer_changes_nothing(aside: str) -> None:
    """Every fortieth labelled pair, with a remark or another spelling: the state and the ceiling stay."""
    pairs = [pair for table in tables().values() for pair in table][::40]
    changed = [
        (pair["l3"], pair["target"], pair["actual"])
        for pair in pairs
        if pair["actual"].strip()
        and _judged(pair, pair["actual"]) != _judged(pair, ASIDES[aside](pair["actual"]))
    ]
    assert len(changed) * 200 <= len(pairs), changed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2024年，", ""),
        ("", "，资料齐全"),
        ("", "，群众反映良好"),
        ("", "，各项工作有序推进"),
        ("通过项目实施，", ""),
    ],
)
def test_padding_lifts_nothing(before: str, after: str) -> None:
    """Of what was not met hardly anything passes for words that say nothing of it."""
    pairs = [pair for table in tables().values() for pair in table if pair["verdict"] != "met"][::40]
    lifted = [
        pair
        for pair in pairs
        if outcome(pair) is not Outcome.SILENT
        and outcome({**pair, "actual": f"{before}{pair['actual']}{after}"}) is Outcome.SILENT
    ]
    assert len(lifted) * 100 <= len(pairs), [(pair["target"], pair["actual"]) for pair in lifted]


def _judged(pair: dict[str, Any], actual: str) -> tuple[State, Decimal | None]:
    row = Indicator("", pair["l2"], pair["l3"], Entry(pair["target"]), Entry(actual), "10", "10")
    scored = score_form(Form(year="2024年度", indicators=(row,)), BOOK).rows[0]
    return scored.state, scored.ceiling


def test_what_is_not_read_to_its_end_is_left_to_a_person() -> None:
    """Behind so much text may stand what takes it all back."""
    pair = {"l2": "质量指标", "l3": "合格率", "target": "≥95%"}
    assert _judged(pair, "98%" + "，工作正常" * 400 + "。更正：实际为80%")[0] is State.UNREADABLE


@pytest.mark.parametrize("told", ["12\n3人次", "50\n60人"])
def test_lines_are_not_one_number(told: str) -> None:
    """12 and 3 are not 123: however the two are read, one of them or both, 120 is not reached."""
    pair = {"l2": "数量指标", "l3": "培训人次", "target": "≥120人次"}
    assert _judged(pair, told)[0] is State.MISSED
