"""Formulas of rows that are not filled in yet: they show nothing until all they need is there, then what it comes to.

So an untouched form shows no error, with or without the add-in, and a partial sum never looks like a total.
"""

from __future__ import annotations

from collections.abc import Sequence

from zipingbiao.workbook.write.content import Columns, Content, Formula

_SCORED_FROM = ("target", "actual", "weight", "deduction", "level3")


def unfilled_row(columns: Columns, i: int, argument: str, year: str = "") -> dict[str, Content]:
    """得分, 完成情况, 规则扣分 of a row; none where the layout lacks what they are computed from.

    `year`: the cell of the evaluated year. A function asks for it by itself, which no spreadsheet program sees: only
    because the formula names it too is the row computed anew when it changes.
    """
    if not columns.has(_SCORED_FROM):
        return {}
    target, actual, weight, deduction = (columns.at(field, i) for field in _SCORED_FROM[:-1])
    asked = f",ISERROR({year})" if year else ""
    cells: dict[str, Content] = {
        "score": _nothing_yet(
            f'IF(OR({target}="",{actual}="",{weight}=""{asked}),"",'
            f"PERF_SCORE({target},{actual},{weight},{deduction},{argument}))"
        ),
        "state": _nothing_yet(
            f'IF(OR({target}="",{actual}=""{asked}),"",PERF_STATE({target},{actual},{argument}))'
        ),
    }
    if "score" in columns.letters:
        score = columns.at("score", i)
        cells["rule_deduction"] = _nothing_yet(
            f'IF(COUNT({score})=0,"",ROUND({weight}-{score}-N({deduction}),2))'
        )
    return cells


def unfilled_rate(columns: Columns, i: int) -> Content:
    """执行率, once both amounts are there."""
    executed, budget = columns.at("executed", i), columns.at("annual_budget", i)
    return _nothing_yet(f'IF(COUNT({executed},{budget})<2,"",IF({budget}=0,"",ROUND({executed}/{budget},4)))')


def unfilled_fund_score(columns: Columns, i: int) -> Content:
    """得分 of the execution rate, once there are a rate and a 分值."""
    executed, budget = columns.at("executed", i), columns.at("annual_budget", i)
    weight, rate = columns.at("weight", i), columns.at("rate", i)
    ratio = f"MAX(0,MIN(1,{executed}/{budget}))"
    return _nothing_yet(f'IF(COUNT({rate},{weight})<2,"",ROUND({weight}*{ratio},2))')


def unfilled_total(rows: Columns, count: int, money: Sequence[str]) -> dict[str, Content]:
    """总分: its 分值 once a row has one, its 得分 once every row with a 分值 has a 得分.

    `money`: the cells of 分值 and 得分 of the execution rate, none where it is not scored.
    """
    weights, scores = (f"{rows.at(field, 0)}:{rows.at(field, count - 1)}" for field in ("weight", "score"))
    # Errors are counted out first: a sum of products with one of them would be an error itself.
    few = [f"COUNT({weights})=0", f"COUNT({scores})<COUNTA({weights})"]
    if money:
        few.append(f"COUNT({money[1]})<COUNTA({money[0]})")
    apart = f'SUMPRODUCT(({weights}<>"")*({scores}=""))>0'
    more = [f",{cell}" for cell in money] or ["", ""]
    summed = f"ROUND(SUM({scores}{more[1]}),2)"
    return {
        "total.weight": _nothing_yet(f'IF(COUNT({weights})=0,"",ROUND(SUM({weights}{more[0]}),2))'),
        "total.score": _nothing_yet(f'IF(OR({",".join(few)}),"",IF({apart},"",{summed}))'),
    }


def unfilled_grade(total: str) -> Content:
    """等级 of the cell with the 总分."""
    return _nothing_yet(f'IF(COUNT({total})=0,"",PERF_GRADE({total}))')


def _nothing_yet(formula: str) -> Formula:
    return Formula(formula, "", text=True)
