"""申请豁免: what units ask for in the files they handed in; each still counts until a reviewer agrees."""

from __future__ import annotations

from zipingbiao.checks.labels import REQUESTED, SEVERITIES
from zipingbiao.report.subject import Review
from zipingbiao.report.tables import Column, Kind, Table, Value

_COLUMNS = (
    Column("序号", 6, Kind.COUNT),
    Column("实施单位", 24),
    Column("项目名称", 34),
    Column("文件", 30),
    Column("规则", 9),
    Column("级别", 7),
    Column("单元格", 8),
    Column("问题", 56),
    Column("申请的理由", 36),
    Column("谁写的", 10),
    Column("日期", 11),
)


def requests_table(review: Review) -> Table | None:
    """One line a finding that a unit asks to have set aside; None where nobody asks."""
    rows: list[tuple[Value, ...]] = [
        (
            each.n,
            each.form.unit,
            each.name,
            each.file,
            finding.code,
            SEVERITIES[finding.severity],
            finding.cell,
            finding.message,
            finding.request.reason,
            finding.request.who,
            finding.request.date,
        )
        for each in review.forms
        for finding in each.checked.requested
        if finding.request is not None
    ]
    note = "报送单位自己写的，只是申请：复核人没有同意以前，问题照样计数。"
    return Table(REQUESTED, _COLUMNS, rows, note) if rows else None
