"""What stands in the cells of 绩效指标, and in the 审核 column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from zipingbiao.checks.finding import Checked
from zipingbiao.form.model import Entry, Form, Indicator, is_blank
from zipingbiao.form.money import number, plain
from zipingbiao.narrative.note import Narrated
from zipingbiao.scoring.result import Hint, RowScore, ScoredForm, State
from zipingbiao.workbook.write.content import (
    NOTHING,
    Columns,
    Content,
    Formula,
    Number,
    figure,
    text_or_nothing,
)
from zipingbiao.workbook.write.row_groups import continues

_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d*[1-9])?")
_SCORED_FROM = ("target", "actual", "weight", "deduction")
_DEDUCTED_FROM = ("weight", "score", "deduction")
#: The longest text that may stand inside a formula.
_MAX_LITERAL = 255


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form with its scores, and what the house says about it."""

    form: Form
    scored: ScoredForm
    narrated: Narrated | None = None
    checked: Checked | None = None


def reviews(filled: FilledForm) -> dict[str, str]:
    """What the 审核 column says, by row (`indicators[3]`, `funds[0]`); all else stands under `total`."""
    lines: dict[str, list[str]] = {}
    for finding in filled.checked.findings if filled.checked else ():
        row = finding.field.split(".")[0]
        row = row if row.startswith(("indicators[", "funds[")) else "total"
        text = f"{finding.code} {finding.message}"
        if finding.waiver is not None:
            text = f"已豁免 {text}理由：{finding.waiver.reason}"
        lines.setdefault(row, []).append(text)
    return {row: "\n".join(texts) for row, texts in lines.items()}


def indicator_row(
    indicator: Indicator, row: RowScore, columns: Columns, review: str, *, formulas: bool
) -> dict[str, Content]:
    """One row of 绩效指标."""
    adds_up = formulas and _adds_up(indicator, row)
    cells: dict[str, Content] = {
        "level1": text_or_nothing(indicator.level1),
        "level2": text_or_nothing(indicator.level2),
        "level3": text_or_nothing(indicator.level3),
        "target": _entry(indicator.target),
        "actual": _entry(indicator.actual),
        "weight": figure(indicator.weight),
        "score": _score(indicator, row, columns, adds_up),
        "note": text_or_nothing(indicator.note),
        "state": _state(indicator, row, columns)
        if formulas
        else text_or_nothing(_shown_state(indicator, row)),
        "rule_deduction": _rule_deduction(row, columns, adds_up),
        "deduction": _deduction(indicator, row),
        "reason": text_or_nothing(indicator.reason),
        "detail": text_or_nothing(indicator.detail),
        "evidence": text_or_nothing(indicator.evidence),
        "review": text_or_nothing(review),
    }
    for field in indicator.merged:
        # A value that is computed for a continued cell would be added up unseen.
        if continues(indicator, field):
            cells[field] = NOTHING
    return cells


def _entry(entry: Entry) -> Content:
    """A number stays one, because 0.98 as a number and as a text are read differently against a % target."""
    if entry.numeric and _PLAIN_NUMBER.fullmatch(entry.text):
        return Number(entry.text)
    return text_or_nothing(entry.text)


def _deduction(indicator: Indicator, row: RowScore) -> Content:
    """自行扣分: as typed; where nothing was typed, what the score implies."""
    if is_blank(indicator.deduction) and row.deduction:
        return Number(plain(row.deduction))
    return figure(indicator.deduction)


def _adds_up(indicator: Indicator, row: RowScore) -> bool:
    """Whether the cells say how the score came about: 规则得分上限 less what stands under 自行扣分."""
    if row.ceiling is None or row.deduction is None or row.score is None:
        return False
    if number(indicator.weight) is None:
        return False  # 10分 is a text in its cell
    if row.ceiling - row.deduction != row.score or row.reported not in (None, row.score):
        return False
    return is_blank(indicator.deduction) or number(indicator.deduction) == row.deduction


def _rule_deduction(row: RowScore, columns: Columns, adds_up: bool) -> Content:
    if row.rule_deduction is None:
        return NOTHING
    digits = plain(row.rule_deduction)
    if not adds_up or not columns.has(_DEDUCTED_FROM):
        return Number(digits)
    weight, score, deduction = (columns.at(field, row.n - 1) for field in _DEDUCTED_FROM)
    return Formula(f"ROUND({weight}-{score}-N({deduction}),2)", digits)


def indicator_argument(indicator: Indicator, level3_cell: str) -> str:
    """`"一级指标/二级/"&D13`: how a cell function is told the indicator; merged cells would hide its levels."""
    return _levels(indicator.level1, indicator.level2) + level3_cell


@lru_cache(maxsize=1024)
def _levels(level1: str, level2: str) -> str:
    """`"一级指标/二级/"&`; nothing where a formula cannot hold it.

    A function takes the first part for 一级指标 only where it says so; other levels stand together in the second.
    """
    level1, level2 = level1.replace("/", "／"), level2.replace("/", "／")
    path = f"{level1}/{level2}/" if level1.endswith("指标") else f"/{level1}{level2}/"
    quoted = path.replace('"', '""')
    return f'"{quoted}"&' if len(path) <= _MAX_LITERAL else ""


def _score(indicator: Indicator, row: RowScore, columns: Columns, adds_up: bool) -> Content:
    """The score as `=PERF_SCORE(…)` where that gives it; a constant where only the unit knows why."""
    if row.score is None:
        return figure(indicator.score)
    if row.reported is not None and row.reported != row.score:
        return Number(
            format(row.reported, "f"), f"填报数，超出0分至分值的范围；计分时按{plain(row.score)}分计。"
        )
    digits = format(row.score, "f")
    if not adds_up or Hint.UNIT_SLIP in row.hints or not columns.has(_SCORED_FROM):
        return Number(digits)
    cells = ",".join([columns.at(field, row.n - 1) for field in _SCORED_FROM])
    argument = indicator_argument(indicator, columns.at("level3", row.n - 1))
    return Formula(f"PERF_SCORE({cells},{argument})", digits)


def _state(indicator: Indicator, row: RowScore, columns: Columns) -> Content:
    shown, i = _shown_state(indicator, row), row.n - 1
    if is_blank(indicator.target.text) or row.state is State.UNREADABLE or Hint.UNIT_SLIP in row.hints:
        return text_or_nothing(shown)
    argument = indicator_argument(indicator, columns.at("level3", i))
    formula = f"PERF_STATE({columns.at('target', i)},{columns.at('actual', i)},{argument})"
    return Formula(formula, shown, text=True)


def _shown_state(indicator: Indicator, row: RowScore) -> str:
    """完成情况; nothing for a row that nobody has filled in yet."""
    empty = is_blank(indicator.actual.text) and (
        is_blank(indicator.target.text) or row.state is State.UNREADABLE or Hint.UNIT_SLIP in row.hints
    )
    return "" if empty else row.state.value
