"""What the program makes of a hand-labelled pair: right, or in which way it is wrong."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from cases_in import cases_in
from zipingbiao.checks.rows import check_row
from zipingbiao.form.model import Entry, Form, Indicator
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.result import State
from zipingbiao.scoring.score import score_form

PAIRS = Path(__file__).parent / "pairs"
BOOK = load("cn", 2024)
WEIGHT = Decimal(10)
#: Findings on the target or the paperwork; they do not tell that an actual does not answer.
ASIDE = frozenset({"JXT002", "JXN003", "JXT010", "JXT007", "JXT012", "JXT006", "JXI001"})
#: That a date names no year does not tell either.
NO_YEAR = "写明年份"
MISSED = (State.MISSED, State.NOT_MET, State.LATE)


class Outcome(StrEnum):
    RIGHT = "right"
    SILENT = "silent"  # not met, and yet full marks without a word
    ACCUSED = "accused"  # met, and yet points taken off
    UNREAD = "unread"  # met, and left to a person


def tables() -> dict[str, list[dict[str, Any]]]:
    """All hand-labelled pairs by table."""
    found = sorted(PAIRS.glob("*.yaml"), key=lambda path: (len(path.stem), path.stem))
    return {path.stem: cases_in(path) for path in found if path.stem != "open"}


def _level1(level2: str) -> str:
    if "成本" in level2:
        return "成本指标"
    if level2.startswith(("数量", "质量", "时效")):
        return "产出指标"
    return "满意度指标" if "满意" in level2 else "效益指标"


_KNOWN: dict[tuple[str, ...], Outcome] = {}


def outcome(pair: dict[str, Any]) -> Outcome:
    """What becomes of a pair; each is scored once in a process."""
    key = tuple(pair[name] for name in ("l2", "l3", "target", "actual", "verdict"))
    if key not in _KNOWN:
        _KNOWN[key] = _outcome(pair)
    return _KNOWN[key]


def _outcome(pair: dict[str, Any]) -> Outcome:
    """The pair as a row with full marks typed, scored and checked."""
    row = Indicator(
        _level1(pair["l2"]), pair["l2"], pair["l3"], Entry(pair["target"]), Entry(pair["actual"]), "10", "10"
    )
    scored = score_form(Form(year="2024年度", indicators=(row,)), BOOK).rows[0]
    full = scored.ceiling == WEIGHT
    if pair["verdict"] == "met":
        if scored.ceiling is None and scored.state not in MISSED:
            return Outcome.UNREAD
        return Outcome.RIGHT if full else Outcome.ACCUSED
    told = {each.code for each in check_row(row, BOOK, 2024) if each.expected != NO_YEAR} - ASIDE
    return Outcome.SILENT if full and not told else Outcome.RIGHT
