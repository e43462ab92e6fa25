"""汇总.xlsx: the sheets 项目, 指标, 部门汇总, 一级指标, 图表, 跨表问题, 申请豁免 where somebody asks, 读取失败."""

from __future__ import annotations

from zipingbiao.batch.without_gc import calm
from zipingbiao.report.bins import bins
from zipingbiao.report.charts import add_departments, add_rate_against_score, add_spread
from zipingbiao.report.collect import Collection
from zipingbiao.report.collected import cross_table, indicators_table, projects_table, unread_table
from zipingbiao.report.pivots import departments_table, levels_table
from zipingbiao.report.requests import requests_table
from zipingbiao.report.sheets import Report


@calm()
def collection_bytes(collection: Collection) -> bytes:
    """The workbook; the same forms give the same bytes."""
    found = collection.review
    projects, indicators = projects_table(found), indicators_table(found)
    departments = departments_table(found, projects)
    report = Report("汇总表")
    project_sheet = report.add(projects)
    report.add(indicators)
    department_sheet = report.add(departments)
    report.add(levels_table(projects, indicators))
    charts = add_spread(report, bins(found.totals))
    add_rate_against_score(charts, project_sheet, projects)
    add_departments(charts, department_sheet, departments)
    report.add(cross_table(found))
    asked = requests_table(found)
    if asked is not None:
        report.add(asked)
    report.add(unread_table(collection.gathered))
    return report.bytes()
