"""Where a year's form starts from: last year's, or the 绩效目标申报表 of the year. What was approved stays, what was
reported goes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from zipingbiao.form.coverage import FormKind
from zipingbiao.form.model import Form, FundLine, Goals, Indicator, Total

#: The fields of a row that the budget approved.
_APPROVED = frozenset({"level1", "level2", "level3", "target", "weight"})


#: 绩效目标申报表, 绩效目标表 …: the end of a title that becomes 绩效自评表.
_TARGETS_TITLE = re.compile(r"(?:绩效)?目标[一-鿿]{0,4}表|绩效目标申报")


def start_from(form: Form) -> Form:
    """The form that follows: of the same year from an application, of the next from last year's form."""
    if form.kind is FormKind.TARGETS:
        return from_targets(form)
    return carry_over(form, (form.evaluated_year or date.today().year - 1) + 1)


def from_targets(form: Form) -> Form:
    """The empty 自评表 of an application: its money is what the year began with."""
    lines = (replace(line, initial_budget=line.initial_budget or line.annual_budget) for line in form.funds)
    return replace(
        form,
        title=_TARGETS_TITLE.sub("绩效自评表", form.title),
        kind=FormKind.PROJECT,
        funds=tuple(replace(line, annual_budget="", executed="") for line in lines),
        goals=Goals(expected=form.goals.expected),
        indicators=tuple(_carried(row) for row in form.indicators),
        below="",
        file="",
        places={},
        sheet_reading=None,
    )


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
        below="",
        waivers=(),
        file="",
        places={},
        sheet_reading=None,
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
