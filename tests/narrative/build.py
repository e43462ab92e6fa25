"""Rows and forms for the narrative tests, scored under the national rulebook of 2024."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from zipingbiao.form.interchange import read_interchange
from zipingbiao.form.model import Entry, Form, FundLine, Indicator
from zipingbiao.narrative.narrate import Narrator, narrate_form, note_for
from zipingbiao.narrative.note import Note
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form, score_row

BOOK = load("cn", 2024)
FORMS_FILE = Path(__file__).parent.parent / "data" / "forms.json"


@cache
def seeds() -> dict[str, Form]:
    """The 14 published forms by id."""
    return {form.id: form for form in read_interchange(FORMS_FILE.read_text("utf-8"), "forms.json").forms}


def seed_note(id: str, n: int | str, *, reason: str = "", detail: str = "", note: str | None = None) -> Note:
    """The note of one row or money block of a published form, with what a clerk may have added."""
    form = seeds()[id]
    if isinstance(n, int):
        rows = list(form.indicators)
        old = rows[n - 1]
        rows[n - 1] = replace(old, reason=reason, detail=detail, note=old.note if note is None else note)
        form = replace(form, indicators=tuple(rows))
    return form_note(form, n)


def form_note(form: Form, n: int | str) -> Note:
    narrated = narrate_form(score_form(form, BOOK), Narrator.load(()))
    return next(each for each in narrated.notes if each.n == n)


def money_note(initial: str, annual: str, executed: str, *, note: str = "", carried: bool = False) -> Note:
    lines = [FundLine("年度资金总额", initial, annual, executed, "10", "", "", note)]
    if carried:
        lines.append(FundLine("上年结转资金", initial, annual, executed))
    return form_note(Form(year="2024年度", funds=tuple(lines)), "funds")


def row_note(
    target: str,
    actual: str,
    score: str = "",
    *,
    weight: str = "10",
    path: str = "产出指标/数量指标/培训场次",
    reason: str = "",
    detail: str = "",
    note: str = "",
    evidence: str = "",
    narrator: Narrator | None = None,
) -> Note:
    """The note of one row alone, as the cell function gives it."""
    level1, level2, level3 = path.split("/")
    indicator = Indicator(
        level1,
        level2,
        level3,
        Entry(target),
        Entry(actual),
        weight,
        score,
        note,
        reason=reason,
        detail=detail,
        evidence=evidence,
    )
    row = score_row(indicator, 1, rulebook=BOOK, year=2024)
    return note_for(indicator, row, BOOK, narrator or Narrator.load(()), year=2024)
