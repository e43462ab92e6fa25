"""The formulas that our template and our workbooks come with: nobody at the unit wrote them, whatever they show now."""

from __future__ import annotations

import re

from zipingbiao.commands.places import OpenForm
from zipingbiao.workbook.write.content import Columns, Content, Formula
from zipingbiao.workbook.write.unfilled_cells import (
    unfilled_fund_score,
    unfilled_grade,
    unfilled_rate,
    unfilled_row,
    unfilled_total,
)

_SCORED_FROM = ("weight", "score", "deduction")


def bare(formula: str) -> str:
    """A formula without what does not change its meaning."""
    return re.sub(r"[\s$]", "", formula.removeprefix("=")).upper()


def shipped_formulas(opened: OpenForm) -> frozenset[str]:
    """Bare formulas of the money block, the rows and the total; none on a sheet that is not of our template."""
    named = opened.named
    if named is None or named.indicators is None:
        return frozenset()
    rows, funds, form = opened.columns("indicators"), opened.columns("funds"), opened.form
    # The block is longer than the form where its last rows are not used.
    count = named.indicators.bottom - named.indicators.top + 1
    contents: list[Content] = []
    for i in range(len(form.funds)):
        contents += [unfilled_rate(funds, i), unfilled_fund_score(funds, i)]
    for i in range(len(form.indicators)):
        contents += unfilled_row(rows, i, "").values()
    for i in range(len(form.funds)):
        scoring = (funds.at("weight", i), funds.at("score", i))
        contents += unfilled_total(rows, count, scoring).values()
    total = opened.place("total.score")
    if total is not None and total.cell:
        contents.append(unfilled_grade(total.cell))
    told = [content.formula for content in contents if isinstance(content, Formula)]
    told += [_deducted(rows, i) for i in range(len(form.indicators))]
    for i in range(len(form.funds)):
        told += _filled(funds, i)
        told += (
            f"ROUND(SUM({rows.at(field, 0)}:{rows.at(field, count - 1)},{funds.at(field, i)}),2)"
            for field in ("weight", "score")
        )
    return frozenset(map(bare, told))


def _deducted(rows: Columns, i: int) -> str:
    weight, score, deduction = (rows.at(field, i) for field in _SCORED_FROM)
    return f"ROUND({weight}-{score}-N({deduction}),2)"


def _filled(funds: Columns, i: int) -> tuple[str, str]:
    """Rate and score of a money row that was written filled in."""
    executed, budget, weight = (funds.at(field, i) for field in ("executed", "annual_budget", "weight"))
    return f"ROUND({executed}/{budget},4)", f"ROUND({weight}*MAX(0,MIN(1,{executed}/{budget})),2)"
