"""Native charts of a workbook: score distribution, execution rate against score, departments, frequent findings."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference, ScatterChart, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.worksheet import Worksheet

from zipingbiao.report.bins import Bin
from zipingbiao.report.sheets import Report
from zipingbiao.report.tables import Column, Kind, Table

CHARTS = "图表"
_BLUE, _PALE = "4472C4", "D9D9D9"
_WIDTH, _HEIGHT = 18, 9  # cm
_MOST_BARS = 15
#: The charts stand below each other, right of the table.
_FIRST, _SECOND, _THIRD = "D2", "D22", "D42"


def add_spread(report: Report, spread: tuple[Bin, ...], beside: Worksheet | None = None) -> Worksheet:
    """The sheet 图表 with the counts of the score distribution; the chart stands there, or on the sheet `beside`."""
    columns = (Column("总分（分）", 14), Column("项目数", 9, Kind.COUNT))
    note = "总分分布：每档含下限、不含上限，最后一档含上限。"
    table = Table(CHARTS, columns, [(each.label, each.count) for each in spread], note)
    sheet = report.add(table)
    if spread:
        chart = _bars(sheet, table, "项目数", len(spread), "总分分布", "总分（分）")
        chart.gapWidth = 30
        (beside or sheet).add_chart(chart, _FIRST)
    return sheet


def add_rate_against_score(target: Worksheet, sheet: Worksheet, projects: Table) -> None:
    """A point a project, from the sheet 项目."""
    if not projects.rows:
        return
    chart = ScatterChart(scatterStyle="lineMarker")
    _size(chart, "预算执行率与总分")
    chart.x_axis.title, chart.y_axis.title = "预算执行率", "总分（计算）"
    chart.x_axis.number_format = "0%"
    first, last = projects.top + 1, projects.top + len(projects.rows)
    rate, total = (
        Reference(sheet, min_col=projects.number(heading), min_row=first, max_row=last)
        for heading in ("执行率", "总分（计算）")
    )
    series = Series(total, rate, title="项目")
    series.marker.symbol, series.marker.size = "circle", 6
    series.marker.graphicalProperties = GraphicalProperties(solidFill=_BLUE)
    series.graphicalProperties = GraphicalProperties()
    series.graphicalProperties.line.noFill = True
    chart.series.append(series)
    target.add_chart(chart, _SECOND)


def add_departments(target: Worksheet, sheet: Worksheet, departments: Table) -> None:
    """The mean score of each 主管部门; nothing where there is only one."""
    if len(departments.rows) > 1:
        count = min(len(departments.rows), _MOST_BARS)
        chart = _bars(sheet, departments, "平均总分", count, "各主管部门平均总分", "主管部门")
        target.add_chart(chart, _THIRD)


def add_frequent(target: Worksheet, sheet: Worksheet, summary: Table) -> None:
    """The rules with the most findings, from the sheet 问题汇总."""
    if summary.rows:
        count = min(len(summary.rows), _MOST_BARS)
        target.add_chart(_bars(sheet, summary, "条数", count, "最常见的问题", "规则"), _THIRD)


def _bars(sheet: Worksheet, table: Table, heading: str, count: int, title: str, categories: str) -> BarChart:
    """The first `count` rows of a column of figures as bars, named by the table's first column."""
    chart = BarChart()
    chart.type = "col"
    _size(chart, title)
    chart.y_axis.title, chart.x_axis.title = heading, categories
    chart.y_axis.scaling.min = 0  # a cut axis would make small differences look large
    column, last = table.number(heading), table.top + count
    chart.add_data(Reference(sheet, min_col=column, min_row=table.top, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=table.top + 1, max_row=last))
    chart.series[0].graphicalProperties.solidFill = _BLUE
    return chart


def _size(chart: BarChart | ScatterChart, title: str) -> None:
    chart.title, chart.legend = title, None
    chart.width, chart.height = _WIDTH, _HEIGHT
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.majorGridlines = None
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=_PALE)))
