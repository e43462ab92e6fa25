"""What a form has to have filled above its indicators: whose it is, its goals, its money.

A field that the layout lacks is not asked for here; whether a form may leave without it, the 报送版 decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from zipingbiao.checks.approved_side import is_approved_side
from zipingbiao.checks.context import Context
from zipingbiao.checks.finding import Finding
from zipingbiao.form.coverage import Block
from zipingbiao.form.model import is_blank

_HEAD = {"name": "项目名称", "unit": "实施单位"}
_AMOUNTS = ("initial_budget", "annual_budget", "executed")


def empty_head(check: Context) -> Iterator[Finding]:
    """项目名称, 实施单位, 年度总体目标 and 项目资金 that the layout has and nobody filled."""
    form, places = check.form, check.form.places
    for field, label in _HEAD.items():
        if field in places and is_blank(getattr(form, field)):
            yield _empty(check, field, label)
    goals = (form.goals.expected, form.goals.actual)
    if "goals.expected" in places and all(map(is_blank, goals)) and not form.reading.missed(Block.GOALS):
        yield _empty(check, "goals.expected", "年度总体目标")
    yield from _empty_funds(check)
    if not form.indicators and not form.reading.missed(Block.INDICATORS):
        yield _empty(check, "indicators", "绩效指标")


def _empty_funds(check: Context) -> Iterator[Finding]:
    """A money block without 年度资金总额, or one in which no amount of it stands."""
    form = check.form
    if not form.funds or form.reading.missed(Block.FUNDS):
        return
    if check.total_line is None:
        yield _empty(check, "funds[0].kind", "年度资金总额")
        return
    i, line = check.total_line
    if form.reports and all(is_blank(getattr(line, field)) for field in _AMOUNTS):
        yield _empty(check, f"funds[{i}].annual_budget", "年度资金总额的预算数和执行数")


def _empty(check: Context, field: str, label: str) -> Finding:
    as_approved = "照批复的绩效目标" if check.form.reports and is_approved_side(field) else ""
    return check.finding(
        field,
        found="（空）",
        expected=f"填写{label}",
        message=f"{label}没有填写。",
        advice=f"{as_approved}填写{label}。",
    )
