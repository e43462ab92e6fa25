"""What stands in the cells of a written form: texts, numbers, formulas with their values, and comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.checks.finding import Checked
from zipingbiao.form.model import Form, FundKind, FundLine, Indicator, is_blank
from zipingbiao.form.money import exact_amount, number, percent, plain, round_half_up
from zipingbiao.narrative.note import Narrated
from zipingbiao.scoring.result import Hint, RowScore, ScoredForm, State

_HUNDRED = Decimal(100)
#: The longest text that may stand inside a formula.
_MAX_LITERAL = 255


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form with its scores, and what the house says about it."""

    form: Form
    scored: ScoredForm
    narrated: Narrated | None = None
    checked: Checked | None = None


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """`digits`: a plain decimal text; `comment`: why it is a constant."""

    digits: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
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


def figure(text: str) -> Content:
    """A printed amount, weight or score: a number where it is one, else the text as printed."""
    value = number(text)
    return Text(text) if value is None else Number(format(value, "f"))


def head(filled: FilledForm) -> dict[str, Content]:
    """The single fields."""
    form = filled.form
    year = form.evaluated_year
    fields = {
        "title": form.title or "项目支出绩效自评表",
        "year": f"（{year}年度）" if year else form.year,
        "name": form.name,
        "code": form.code,
        "department": form.department,
        "unit": form.unit,
        "goals.expected": form.goals.expected,
        "goals.actual": form.goals.actual,
        "funds_note": next((line.note for line in form.funds if line.note), ""),
    }
    return {field: Text(text) for field, text in fields.items()}


def reviews(filled: FilledForm) -> dict[str, str]:
    """What the 审核 column says, by row (`indicators[3]`, `funds[0]`); all else stands under `total`."""
    lines: dict[str, list[str]] = {}
    for finding in filled.checked.findings if filled.checked else ():
        row = finding.field.split(".")[0]
        row = row if row.startswith(("indicators[", "funds[")) else "total"
        lines.setdefault(row, []).append(f"{finding.code} {finding.message}")
    return {row: "\n".join(texts) for row, texts in lines.items()}


def fund_row(
    line: FundLine, i: int, filled: FilledForm, columns: Columns, review: str, *, formulas: bool
) -> dict[str, Content]:
    """One row of 项目资金."""
    rate, score = _rate(line, i, filled, columns), _fund_score(line, i, filled, columns)
    figures: dict[str, Content] = {
        "initial_budget": figure(line.initial_budget),
        "annual_budget": figure(line.annual_budget),
        "executed": figure(line.executed),
        "weight": _fund_weight(line, filled),
        "rate": rate if formulas else _plain(rate),
        "score": score if formulas else _plain(score),
    }
    dashed = {field: DASH if content == NOTHING else content for field, content in figures.items()}
    return {"kind": Text(line.kind), "review": Text(review), **dashed}


def _fund_weight(line: FundLine, filled: FilledForm) -> Content:
    weight = filled.scored.execution.weight
    if line.row is FundKind.TOTAL and is_blank(line.weight) and weight is not None:
        return Number(plain(weight))
    return figure(line.weight)


def _rate(line: FundLine, i: int, filled: FilledForm, columns: Columns) -> Content:
    """执行率: a formula where it gives what is shown, else the printed figure as a constant."""
    unit = filled.form.amount_unit
    executed, budget = exact_amount(line.executed, unit), exact_amount(line.annual_budget, unit)
    if executed is None or not budget:
        return Text(line.rate)
    computed = round_half_up(executed / budget, 4)
    shown = filled.scored.execution.rate if line.row is FundKind.TOTAL else percent(line.rate)
    if shown is None or shown / _HUNDRED == computed:
        cells = columns.at("executed", i), columns.at("annual_budget", i)
        return Formula(f"ROUND({cells[0]}/{cells[1]},4)", format(computed, "f"))
    return Number(
        plain(shown / _HUNDRED),
        f"公布数，由未四舍五入的金额计算；按表内金额计算为{plain(computed * _HUNDRED)}%。",
    )


def _fund_score(line: FundLine, i: int, filled: FilledForm, columns: Columns) -> Content:
    execution = filled.scored.execution
    if line.row is not FundKind.TOTAL:
        return Text(line.score)
    if execution.score is None:
        return figure(line.score)
    if execution.score != execution.computed_score:
        computed = "无法计算" if execution.computed_score is None else f"{plain(execution.computed_score)}分"
        return Number(
            format(execution.score, "f"), f"公布数，由未四舍五入的金额计算；按表内金额计算为{computed}。"
        )
    cells = columns.at("weight", i), columns.at("executed", i), columns.at("annual_budget", i)
    return Formula(f"ROUND({cells[0]}*MAX(0,MIN(1,{cells[1]}/{cells[2]})),2)", format(execution.score, "f"))


def indicator_row(
    indicator: Indicator, row: RowScore, columns: Columns, review: str, *, formulas: bool
) -> dict[str, Content]:
    """One row of 绩效指标."""
    i = row.n - 1
    score, state = _score(indicator, row, columns), _state(indicator, row, columns)
    rule = Number(plain(row.rule_deduction)) if row.rule_deduction is not None else NOTHING
    return {
        "level1": Text(indicator.level1),
        "level2": Text(indicator.level2),
        "level3": Text(indicator.level3),
        "target": Text(indicator.target.text),
        "actual": Text(indicator.actual.text),
        "weight": figure(indicator.weight),
        "score": score if formulas else _plain(score),
        "note": Text(indicator.note),
        "state": state if formulas else _plain(state),
        "rule_deduction": _rule_deduction(row, columns, i)
        if formulas and row.rule_deduction is not None
        else rule,
        "deduction": _deduction(indicator, row),
        "reason": Text(indicator.reason),
        "detail": Text(indicator.detail),
        "evidence": Text(indicator.evidence),
        "review": Text(review),
    }


def _plain(content: Content) -> Content:
    """数值模式: the value of a formula instead of the formula."""
    if isinstance(content, Formula):
        return Text(content.cached) if content.text else Number(content.cached)
    return content


def _deduction(indicator: Indicator, row: RowScore) -> Content:
    if row.deduction:
        return Number(plain(row.deduction))
    return figure(indicator.deduction)


def _rule_deduction(row: RowScore, columns: Columns, i: int) -> Content:
    cells = columns.at("weight", i), columns.at("score", i), columns.at("deduction", i)
    if row.score is None or row.ceiling is None or row.score > row.ceiling or row.rule_deduction is None:
        return Number(plain(row.rule_deduction)) if row.rule_deduction is not None else NOTHING
    return Formula(f"ROUND({cells[0]}-{cells[1]}-N({cells[2]}),2)", plain(row.rule_deduction))


def indicator_argument(indicator: Indicator, level3_cell: str) -> str:
    """`"一级/二级/"&D13`: how a cell function is told the indicator; merged cells would hide its levels."""
    path = f"{indicator.level1}/{indicator.level2}/".replace('"', '""')
    return f'"{path}"&{level3_cell}' if len(path) <= _MAX_LITERAL else level3_cell


def _score(indicator: Indicator, row: RowScore, columns: Columns) -> Content:
    """The score as `=PERF_SCORE(…)` where that gives it; a constant where only the unit knows why."""
    if row.score is None:
        return Text(indicator.score)
    digits = format(row.score, "f")
    repeats = (
        row.ceiling is not None and row.deduction is not None and row.ceiling - row.deduction == row.score
    )
    if not repeats or Hint.UNIT_SLIP in row.hints or "target" not in columns.letters:
        return Number(digits)
    i = row.n - 1
    cells = ",".join(columns.at(field, i) for field in ("target", "actual", "weight", "deduction"))
    argument = indicator_argument(indicator, columns.at("level3", i))
    return Formula(f"PERF_SCORE({cells},{argument})", digits)


def _state(indicator: Indicator, row: RowScore, columns: Columns) -> Content:
    i = row.n - 1
    if is_blank(indicator.target.text) or row.state is State.UNREADABLE or Hint.UNIT_SLIP in row.hints:
        return Text("" if is_blank(indicator.actual.text) else row.state.value)
    argument = indicator_argument(indicator, columns.at("level3", i))
    return Formula(
        f"PERF_STATE({columns.at('target', i)},{columns.at('actual', i)},{argument})",
        row.state.value,
        text=True,
    )


def totals(filled: FilledForm, rows: Columns, funds: Columns, *, formulas: bool) -> dict[str, Content]:
    """总分: native formulas, so that a PC without the add-in still adds up."""
    scored, count = filled.scored, len(filled.form.indicators)
    if not count:
        return {"total.weight": NOTHING, "total.score": NOTHING, "total.grade": NOTHING}
    spans = {field: f"{rows.at(field, 0)}:{rows.at(field, count - 1)}" for field in ("weight", "score")}
    money = (
        {field: f",{funds.at(field, 0)}" for field in ("weight", "score")}
        if scored.execution.weight is not None
        else {}
    )
    content: dict[str, Content] = {
        "total.weight": _sum(spans["weight"], money.get("weight", ""), scored.weights),
        "total.score": _sum(spans["score"], money.get("score", ""), scored.total),
        "total.grade": Text(filled.form.total.grade or scored.grade or ""),
    }
    return content if formulas else {field: _plain(each) for field, each in content.items()}


def _sum(span: str, more: str, total: Decimal | None) -> Content:
    if total is None:
        return NOTHING
    return Formula(f"ROUND(SUM({span}{more}),2)", format(total, "f"))


def groups(indicators: tuple[Indicator, ...], field: str) -> Iterator[tuple[int, int]]:
    """Runs of rows (first, last, 0-based) with one 一级 or 二级指标, to be merged; 二级 never across 一级."""
    start = 0
    for i in range(1, len(indicators) + 1):
        if i < len(indicators) and _same(indicators[start], indicators[i], field):
            continue
        if i - start > 1 and getattr(indicators[start], field):
            yield start, i - 1
        start = i


def _same(one: Indicator, other: Indicator, field: str) -> bool:
    return one.level1 == other.level1 and (field == "level1" or one.level2 == other.level2)
