"""What stands in the cells of a written form: texts, numbers, formulas with their values, and comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from zipingbiao.checks.finding import Checked
from zipingbiao.form.model import Entry, Form, FundKind, FundLine, Indicator, fund_kind, is_blank
from zipingbiao.form.money import exact_amount, number, percent, percent_decimals, plain, round_half_up
from zipingbiao.narrative.note import Narrated
from zipingbiao.scoring.execution import score_execution
from zipingbiao.scoring.result import ExecutionScore, Hint, RowScore, ScoredForm, State
from zipingbiao.workbook.row_groups import continues

_HUNDRED = Decimal(100)
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


# Contents are named tuples: a workbook has some two hundred, and they are the quickest records to make.


class Text(NamedTuple):
    text: str


class Number(NamedTuple):
    """`digits`: a plain decimal text; `comment`: why it is a constant."""

    digits: str
    comment: str = ""


class Formula(NamedTuple):
    """A formula with its cached value; `text` says that the value is a text."""

    formula: str
    cached: str
    text: bool = False


Content = Text | Number | Formula
NOTHING = Text("")
#: How the official form prints an amount that is not there.
DASH = Text("-")


@dataclass(frozen=True, slots=True)
class Columns:
    """The column letters of the fields of one block, and its first row in the written sheet."""

    letters: Mapping[str, str]
    first: int

    def at(self, field: str, i: int) -> str:
        return f"{self.letters[field]}{self.first + i}"

    def has(self, fields: Iterable[str]) -> bool:
        """Whether the layout has a column for each of the fields."""
        return self.letters.keys() >= set(fields)


@lru_cache(maxsize=8192)
def figure(text: str) -> Content:
    """A printed amount, weight or score: a number where it is one, else the text as printed."""
    value = number(text)
    return _text(text) if value is None else Number(format(value, "f"))


def _text(text: str) -> Content:
    return Text(text) if text else NOTHING


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


def money_row(form: Form) -> int | None:
    """The line that carries the execution score: 年度资金总额, or the only one."""
    return _money_row(tuple([line.kind for line in form.funds]))


@lru_cache(maxsize=1024)
def _money_row(kinds: tuple[str, ...]) -> int | None:
    total = next((i for i, kind in enumerate(kinds) if fund_kind(kind) is FundKind.TOTAL), None)
    return 0 if total is None and len(kinds) == 1 else total


def fund_row(
    line: FundLine, i: int, filled: FilledForm, columns: Columns, review: str, *, formulas: bool
) -> dict[str, Content]:
    """One row of 项目资金."""
    execution = filled.scored.execution if i == money_row(filled.form) else None
    rate, score = _rate(line, i, filled, execution, columns), _fund_score(line, i, execution, columns)
    figures: dict[str, Content] = {
        "initial_budget": figure(line.initial_budget),
        "annual_budget": figure(line.annual_budget),
        "executed": figure(line.executed),
        "weight": _fund_weight(line, execution),
        "rate": rate if formulas else _plain(rate),
        "score": score if formulas else _plain(score),
    }
    dashed = {field: DASH if content == NOTHING else content for field, content in figures.items()}
    return {"kind": Text(line.kind), "review": Text(review), **dashed}


def _fund_weight(line: FundLine, execution: ExecutionScore | None) -> Content:
    if execution is not None and execution.weight is not None and is_blank(line.weight):
        return Number(plain(execution.weight))
    return figure(line.weight)


def _rate(
    line: FundLine, i: int, filled: FilledForm, execution: ExecutionScore | None, columns: Columns
) -> Content:
    """执行率: a formula where it gives what is shown, else the printed figure as a constant."""
    unit = filled.form.amount_unit
    executed, budget = exact_amount(line.executed, unit), exact_amount(line.annual_budget, unit)
    if executed is None or not budget:
        return Text(line.rate)
    computed = round_half_up(executed / budget, 4)
    shown = percent(line.rate) if execution is None else execution.rate
    if shown is None or shown / _HUNDRED == computed or _coarser(line.rate, shown, computed * _HUNDRED):
        if not columns.has(("executed", "annual_budget")):
            return Number(format(computed, "f"))
        cells = columns.at("executed", i), columns.at("annual_budget", i)
        return Formula(f"ROUND({cells[0]}/{cells[1]},4)", format(computed, "f"))
    reachable = (
        execution is not None
        or score_execution(replace(filled.form, funds=(line,)), filled.scored.rulebook).rate_reachable
    )
    return Number(
        plain(shown / _HUNDRED), f"{_source(reachable)}；按表内金额计算为{plain(computed * _HUNDRED)}%。"
    )


def _coarser(printed: str, shown: Decimal, computed: Decimal) -> bool:
    """99.4 % where the amounts give 99.44 %: the cell shows two decimals, and 99.40 % would be another figure."""
    places = percent_decimals(printed)
    return places < 2 and percent(printed) == shown == round_half_up(computed, places)


def _source(reachable: bool | None) -> str:
    """Why a printed figure stands as a constant; only what the amounts allow may be called rounded."""
    return "公布数，由未四舍五入的金额计算" if reachable else "填报数，与表内金额不符"


def _fund_score(line: FundLine, i: int, execution: ExecutionScore | None, columns: Columns) -> Content:
    if execution is None or execution.score is None:
        return figure(line.score)
    digits = format(execution.score, "f")
    if execution.score != execution.computed_score:
        computed = "无法计算" if execution.computed_score is None else f"{plain(execution.computed_score)}分"
        return Number(digits, f"{_source(reachable=True)}；按表内金额计算为{computed}。")
    has_weight = isinstance(_fund_weight(line, execution), Number)
    if not has_weight or not columns.has(("weight", "executed", "annual_budget")):
        return Number(digits)
    cells = columns.at("weight", i), columns.at("executed", i), columns.at("annual_budget", i)
    return Formula(f"ROUND({cells[0]}*MAX(0,MIN(1,{cells[1]}/{cells[2]})),2)", digits)


def indicator_row(
    indicator: Indicator, row: RowScore, columns: Columns, review: str, *, formulas: bool
) -> dict[str, Content]:
    """One row of 绩效指标."""
    adds_up = formulas and _adds_up(indicator, row)
    cells: dict[str, Content] = {
        "level1": _text(indicator.level1),
        "level2": _text(indicator.level2),
        "level3": _text(indicator.level3),
        "target": _entry(indicator.target),
        "actual": _entry(indicator.actual),
        "weight": figure(indicator.weight),
        "score": _score(indicator, row, columns, adds_up),
        "note": _text(indicator.note),
        "state": _state(indicator, row, columns) if formulas else _text(_shown_state(indicator, row)),
        "rule_deduction": _rule_deduction(row, columns, adds_up),
        "deduction": _deduction(indicator, row),
        "reason": _text(indicator.reason),
        "detail": _text(indicator.detail),
        "evidence": _text(indicator.evidence),
        "review": _text(review),
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
    return _text(entry.text)


def _plain(content: Content) -> Content:
    """数值模式: the value of a formula instead of the formula."""
    if isinstance(content, Formula):
        return Text(content.cached) if content.text else Number(content.cached)
    return content


def _deduction(indicator: Indicator, row: RowScore) -> Content:
    """自行扣分: as typed; where nothing was typed, what the score implies."""
    if is_blank(indicator.deduction) and row.deduction:
        return Number(plain(row.deduction))
    return figure(indicator.deduction)


def _adds_up(indicator: Indicator, row: RowScore) -> bool:
    """Whether the cells say how the score came about: 规则得分上限 less what stands under 自行扣分."""
    if row.ceiling is None or row.deduction is None or row.score is None:
        return False
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
        return _text(shown)
    argument = indicator_argument(indicator, columns.at("level3", i))
    formula = f"PERF_STATE({columns.at('target', i)},{columns.at('actual', i)},{argument})"
    return Formula(formula, shown, text=True)


def _shown_state(indicator: Indicator, row: RowScore) -> str:
    """完成情况; nothing for a row that nobody has filled in yet."""
    empty = is_blank(indicator.actual.text) and (
        is_blank(indicator.target.text) or row.state is State.UNREADABLE or Hint.UNIT_SLIP in row.hints
    )
    return "" if empty else row.state.value


def totals(filled: FilledForm, rows: Columns, funds: Columns, *, formulas: bool) -> dict[str, Content]:
    """总分: native formulas, so that a PC without the add-in still adds up."""
    form, scored = filled.form, filled.scored
    execution = scored.execution
    weights = [number(row.weight) for row in form.indicators if not continues(row, "weight")]
    scores = [
        row.score if row.reported is None else row.reported
        for row, indicator in zip(scored.rows, form.indicators, strict=True)
        if not continues(indicator, "score")
    ]
    money = money_row(form)
    if execution.weight is not None and money is not None:
        printed = form.funds[money].weight
        weights.append(execution.weight if is_blank(printed) else number(printed))
        scores.append(execution.score)
    content: dict[str, Content] = {
        "total.weight": _sum("weight", weights, scored.weights, form.total.weight, filled, rows, funds),
        "total.score": _sum("score", scores, scored.total, form.total.score, filled, rows, funds),
        "total.grade": Text(form.total.grade or scored.grade or ""),
    }
    return content if formulas else {field: _plain(each) for field, each in content.items()}


def _sum(
    field: str,
    parts: Iterable[Decimal | None],
    total: Decimal | None,
    printed: str,
    filled: FilledForm,
    rows: Columns,
    funds: Columns,
) -> Content:
    """The sum as a formula where the cells add up to `total`, else as a constant; as printed where there is none."""
    if total is None:
        return figure(printed)
    added = sum((part for part in parts if part is not None), Decimal(0))
    digits = format(total, "f")
    if added != total:
        return Number(digits, f"按计分结果合计；表内各格相加为{plain(added)}。")
    money = money_row(filled.form) if filled.scored.execution.weight is not None else None
    if field not in rows.letters or (money is not None and field not in funds.letters):
        return Number(digits)
    span = f"{rows.at(field, 0)}:{rows.at(field, len(filled.form.indicators) - 1)}"
    more = f",{funds.at(field, money)}" if money is not None else ""
    return Formula(f"ROUND(SUM({span}{more}),2)", digits)
