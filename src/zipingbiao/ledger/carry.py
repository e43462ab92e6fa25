"""Last year's form as the start of this year's: what was approved stays, what was reported goes."""

from __future__ import annotations

import re
from dataclasses import replace

from zipingbiao.form.model import Form, FundLine, Goals, Indicator, Total

#: The fields of a row that the budget approved.
_APPROVED = frozenset({"level1", "level2", "level3", "target", "weight"})


def carry_over(form: Form, year: int) -> Form:
    """The form of `year`: names, goals, indicators, targets and weights stay; amounts, actuals, scores, notes go.

    Amounts belong to one year's budget, so none of them is kept, and waivers and a reviewer's words to one year's form.
    Texts that name last year's dates stay as they are: only the unit knows which of them move.
    """
    return replace(
        form,
        title=_advanced(form.title, form, year),
        year=_advanced(form.year, form, year) if form.year else f"{year}年度",
        funds=tuple(FundLine(line.kind, weight=line.weight) for line in form.funds),
        goals=Goals(expected=form.goals.expected),
        indicators=tuple(_carried(row) for row in form.indicators),
        total=Total(weight=form.total.weight),
        waivers=(),
        file="",
        places={},
    )


def _carried(row: Indicator) -> Indicator:
    return Indicator(
        level1=row.level1,
        level2=row.level2,
        level3=row.level3,
        target=row.target,
        weight=row.weight,
        merged=row.merged & _APPROVED,
    )


def _advanced(text: str, form: Form, year: int) -> str:
    """A title or period with the evaluated year replaced by the new one."""
    last = form.evaluated_year
    return text if last is None else re.sub(rf"(?<!\d){last}(?!\d)", str(year), text)
