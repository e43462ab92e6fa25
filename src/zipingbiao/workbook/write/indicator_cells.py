"""What stands in the cells of 绩效指标, and in the 审核 column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import attrgetter

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
    Text,
    figure,
    text_or_nothing,
)
from zipingbiao.workbook.write.indicator_path import path_argument
from zipingbiao.workbook.write.row_groups import continues
from zipingbiao.workbook.write.unfilled_cells import unfilled_row

_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d*[1-9])?")
_TEXTS = ("level1", "level2", "level3", "note", "reason", "detail", "evidence")
_texts = attrgetter(*_TEXTS)
_SCORED_FROM = frozenset({"target", "actual", "weight", "deduction"})
_DEDUCTED_FROM = frozenset({"weight", "score", "deduction"})


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
    indicator: Indicator,
    row: RowScore,
    columns: Columns,
    levels: tuple[str, ...],
    review: str,
    *,
    formulas: bool,
    year: str = "",
) -> dict[str, Content]:
    """One row of 绩效指标; a text that is not there has no entry. `levels`: the cells of its 一级 and 二级指标; `year`: the cell of the evaluated year."""
    argument = _argument(indicator, row, columns, levels) if formulas else ""
    adds_up = formulas and _adds_up(indicator, row)
    cells: dict[str, Content] = {
        field: Text(text) for field, text in zip(_TEXTS, _texts(indicator), strict=True) if text
    }
    if review:
        cells["review"] = Text(review)
    cells["target"], cells["actual"] = _entry(indicator.target), _entry(indicator.actual)
    cells["weight"] = figure(indicator.weight)
    cells["score"] = _score(indicator, row, columns, argument, adds_up)
    cells["state"] = (
        _state(indicator, row, columns, argument)
        if formulas
        else text_or_nothing(_shown_state(indicator, row))
    )
    cells["rule_deduction"] = _rule_deduction(row, columns, adds_up)
    cells["deduction"] = _deduction(indicator, row)
    if formulas and _is_unfilled(indicator, row):
        cells |= unfilled_row(columns, row.n - 1, argument, year)
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
    at = columns.line(row.n - 1)
    return Formula(f"ROUND({at['weight']}-{at['score']}-N({at['deduction']}),2)", digits)


def _argument(indicator: Indicator, row: RowScore, columns: Columns, levels: tuple[str, ...]) -> str:
    slashed = "/" in indicator.level1 + indicator.level2
    return path_argument(levels, columns.at("level3", row.n - 1), slashed=slashed)


def _is_unfilled(indicator: Indicator, row: RowScore) -> bool:
    """A row that lacks what a score is computed from, and has none; one that cannot be understood is no such row.

    Nor is one that shares a cell with the row above: what it lacks may stand there.
    """
    if row.score is not None or not is_blank(indicator.score):
        return False
    needed = (indicator.target.text, indicator.actual.text, indicator.weight)
    return not all(needed) and not indicator.merged & {"target", "actual", "weight", "score"}


def _score(indicator: Indicator, row: RowScore, columns: Columns, argument: str, adds_up: bool) -> Content:
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
    at = columns.line(row.n - 1)
    cells = f"{at['target']},{at['actual']},{at['weight']},{at['deduction']}"
    return Formula(f"PERF_SCORE({cells},{argument})", digits)


def _state(indicator: Indicator, row: RowScore, columns: Columns, argument: str) -> Content:
    shown = _shown_state(indicator, row)
    if is_blank(indicator.target.text) or row.state is State.UNREADABLE or Hint.UNIT_SLIP in row.hints:
        return text_or_nothing(shown)
    at = columns.line(row.n - 1)
    return Formula(f"PERF_STATE({at['target']},{at['actual']},{argument})", shown, text=True)


def _shown_state(indicator: Indicator, row: RowScore) -> str:
    """完成情况; nothing for a row that nobody has filled in yet."""
    empty = is_blank(indicator.actual.text) and (
        is_blank(indicator.target.text) or row.state is State.UNREADABLE or Hint.UNIT_SLIP in row.hints
    )
    return "" if empty else row.state.value
