"""The end of the report: the table of all projects, and what was not read or not taken in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zipingbiao.batch.inputs import InputFault
from zipingbiao.form.model import Form, FundKind, is_blank
from zipingbiao.form.money import exact_amount
from zipingbiao.report.account.figures import Figures, Outcome, outcome_of
from zipingbiao.report.tables import Column, Kind, Table, Value, fraction
from zipingbiao.scoring.reported import total_doubt, unreported


def annex(figures: Figures, told: Sequence[InputFault]) -> Iterator[Table]:
    """One row a project; its number is the one that the charts name."""
    columns = (
        Column("序号", 6, Kind.COUNT),
        Column("项目名称", 40),
        Column("实施单位", 24),
        Column("全年预算数（万元）", 13, Kind.AMOUNT),
        Column("全年执行数（万元）", 13, Kind.AMOUNT),
        Column("执行率", 9, Kind.RATE),
        Column("指标数", 7, Kind.COUNT),
        Column("完成", 7, Kind.COUNT),
        Column("总分", 8, Kind.SCORE),
        Column("等级", 6),
    )
    yield Table("项目一览", columns, [_project(figures, n) for n in range(len(figures.forms))])
    if told:
        lines = [(each.file, each.message) for each in told]
        yield Table("没有读出或没有计入的", (Column("文件", 40), Column("情况", 90)), lines)


def _project(figures: Figures, n: int) -> tuple[Value, ...]:
    scored = figures.forms[n]
    form, line = scored.form, scored.form.fund(FundKind.TOTAL)
    amounts = (line.annual_budget, line.executed) if line is not None else ("", "")
    return (
        n + 1,
        form.name,
        form.unit,
        *(_amount(form, printed) for printed in amounts),
        fraction(scored.execution.rate),
        len(scored.rows),
        sum(outcome_of(row) is Outcome.MET for row in scored.rows),
        None if unreported(scored) else scored.total,
        "" if total_doubt(scored) else scored.grade or "",
    )


def _amount(form: Form, printed: str) -> Value:
    value = exact_amount(printed, form.amount_unit)
    return value if value is not None else None if is_blank(printed) else printed
