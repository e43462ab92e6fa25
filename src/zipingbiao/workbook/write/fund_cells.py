"""What stands in the cells of 项目资金: amounts as printed, execution rate and its score as formulas."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from zipingbiao.form.model import Form, FundKind, FundLine, fund_kind, is_blank
from zipingbiao.form.money import exact_amount, percent, percent_decimals, plain, round_half_up
from zipingbiao.scoring.execution import score_execution
from zipingbiao.scoring.result import ExecutionScore
from zipingbiao.workbook.write.content import (
    DASH,
    NOTHING,
    Columns,
    Content,
    Formula,
    Number,
    Text,
    figure,
    plain_content,
)
from zipingbiao.workbook.write.indicator_cells import FilledForm
from zipingbiao.workbook.write.unfilled_cells import unfilled_fund_score, unfilled_rate

_HUNDRED = Decimal(100)
_RATED_FROM = ("weight", "executed", "annual_budget", "rate")


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
    if formulas and execution is not None and columns.has(_RATED_FROM):
        rate = unfilled_rate(columns, i) if _is_unfilled(line, line.rate) else rate
        score = unfilled_fund_score(columns, i) if _is_unfilled(line, line.score) else score
    figures: dict[str, Content] = {
        "initial_budget": figure(line.initial_budget),
        "annual_budget": figure(line.annual_budget),
        "executed": figure(line.executed),
        "weight": _fund_weight(line, execution),
        "rate": rate if formulas else plain_content(rate),
        "score": score if formulas else plain_content(score),
    }
    dashed = {field: DASH if content == NOTHING else content for field, content in figures.items()}
    return {"kind": Text(line.kind), "review": Text(review), **dashed}


def _is_unfilled(line: FundLine, result: str) -> bool:
    """A line without its amounts, and without what is computed from them."""
    return is_blank(result) and (is_blank(line.executed) or is_blank(line.annual_budget))


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
        if execution.computed_score is None:
            return Number(digits, "填报数：全年预算数为0，算不出执行率。")
        told = f"{_source(reachable=True)}；按表内金额计算为{plain(execution.computed_score)}分。"
        return Number(digits, told)
    has_weight = isinstance(_fund_weight(line, execution), Number)
    if not has_weight or not columns.has(("weight", "executed", "annual_budget")):
        return Number(digits)
    cells = columns.at("weight", i), columns.at("executed", i), columns.at("annual_budget", i)
    return Formula(f"ROUND({cells[0]}*MAX(0,MIN(1,{cells[1]}/{cells[2]})),2)", digits)
