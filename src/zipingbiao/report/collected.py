"""The tables of a collection: one row a form, one row an indicator, findings between forms, what was not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zipingbiao.batch.inputs import InputFault
from zipingbiao.checks.catalogue import Scope, scope_of
from zipingbiao.checks.finding import Finding, Severity
from zipingbiao.checks.labels import SEVERITIES
from zipingbiao.form.coverage import KIND_NAMES
from zipingbiao.form.model import Form, FundKind, FundLine, is_blank
from zipingbiao.form.money import exact_amount
from zipingbiao.report.gather import Gathered
from zipingbiao.report.subject import Review, Reviewed
from zipingbiao.report.tables import Column, Kind, Table, Value, fraction

#: Names of other forms shown with a finding; a phrase copied a thousand times would fill the sheet.
_MOST_RELATED = 8
PROJECTS, INDICATORS, CROSS, UNREAD = "项目", "指标", "跨表问题", "读取失败"

_PROJECT_COLUMNS = (
    Column("序号", 6, Kind.COUNT),
    Column("文件", 26),
    Column("工作表", 10),
    Column("来源", 8),
    Column("主管部门", 20),
    Column("实施单位", 20),
    Column("项目名称", 30),
    Column("项目编码", 12),
    Column("年度", 10),
    Column("年初预算数（万元）", 13, Kind.AMOUNT),
    Column("全年预算数（万元）", 13, Kind.AMOUNT),
    Column("全年执行数（万元）", 13, Kind.AMOUNT),
    Column("执行率", 9, Kind.RATE),
    Column("执行率得分", 10, Kind.SCORE),
    Column("分值合计", 8, Kind.SCORE),
    Column("总分（表内）", 11, Kind.SCORE),
    Column("总分（计算）", 11, Kind.SCORE),
    Column("等级", 6),
    Column("总分不计入的原因", 18),
    Column("金额不计入的原因", 18),
    Column("申请豁免", 7, Kind.COUNT),
    Column("错误", 6, Kind.COUNT),
    Column("警告", 6, Kind.COUNT),
    Column("提示", 6, Kind.COUNT),
    Column("缺口", 6, Kind.COUNT),
    Column("表的种类", 14),
    Column("填了几行", 8, Kind.COUNT),
    Column("读出几行", 8, Kind.COUNT),
    Column("不认识的栏目", 18),
)
_INDICATOR_COLUMNS = (
    Column("序号", 6, Kind.COUNT),
    Column("项目名称", 30),
    Column("行", 5, Kind.COUNT),
    Column("一级指标", 11),
    Column("二级指标", 14),
    Column("三级指标", 36),
    Column("年度指标值", 15),
    Column("实际完成值", 15),
    Column("完成情况", 10),
    Column("分值", 7, Kind.SCORE),
    Column("得分（表内）", 11, Kind.SCORE),
    Column("得分（计算）", 11, Kind.SCORE),
    Column("规则得分上限", 11, Kind.SCORE),
    Column("规则扣分", 8, Kind.SCORE),
    Column("自行扣分", 8, Kind.SCORE),
    Column("偏差原因分析及改进措施", 46),
    Column("问题", 24),
    Column("文件", 30),
    Column("单元格", 9),
)
_CROSS_COLUMNS = (
    Column("规则", 9),
    Column("级别", 7),
    Column("项目名称", 34),
    Column("问题", 60),
    Column("填报", 30),
    Column("应为", 30),
    Column("怎么办", 40),
    Column("相关", 40),
    Column("文件", 30),
    Column("工作表", 14),
    Column("单元格", 9),
)
_UNREAD_COLUMNS = (Column("情况", 12), Column("文件", 50), Column("原因和处理办法", 90))


def projects_table(review: Review) -> Table:
    """项目: one row a form."""
    return Table(PROJECTS, _PROJECT_COLUMNS, [_project(each) for each in review.forms])


def indicators_table(review: Review) -> Table:
    """指标: one row an indicator of every form."""
    return Table(INDICATORS, _INDICATOR_COLUMNS, [row for each in review.forms for row in _indicators(each)])


def cross_table(review: Review) -> Table:
    """跨表问题: what only shows when the forms lie side by side."""
    names = {each.form.id: each.name for each in review.forms}
    rows = [_cross(each, finding, names) for each, finding in cross_findings(review)]
    note = "" if rows else "没有发现跨表问题。" if len(review.forms) > 1 else "不足两张表，无从比较。"
    return Table(CROSS, _CROSS_COLUMNS, rows, note)


def unread_table(gathered: Gathered) -> Table:
    """读取失败: what could not be read, what was left out on purpose, and remarks on what was read."""
    rows: list[tuple[str, str, str]] = []
    rows += [_unread("没有读出" if each.whole else "部分没有读出", each) for each in gathered.faults]
    rows += [_unread("跳过", each) for each in gathered.skipped]
    rows += [_unread("注意", each) for each in gathered.remarks]
    note = f"共看了 {gathered.files} 个文件，读出 {len(gathered.forms)} 张表。"
    return Table(UNREAD, _UNREAD_COLUMNS, rows, note)


def cross_findings(review: Review) -> list[tuple[Reviewed, Finding]]:
    """The findings of the rules that compare forms."""
    return [(each, finding) for each, finding in review.findings if scope_of(finding.code) is Scope.SET]


def amount(form: Form, printed: str) -> Value:
    """A printed amount in 万元; what is no number stays as printed."""
    if is_blank(printed):
        return None
    value = exact_amount(printed, form.amount_unit)
    return printed if value is None else value


def _project(each: Reviewed) -> tuple[Value, ...]:
    form, scored = each.form, each.scored
    line = form.fund(FundKind.TOTAL) or FundLine("")
    return (
        each.n,
        each.file,
        each.sheet,
        each.source,
        form.department,
        form.unit,
        form.name,
        form.code,
        form.year,
        amount(form, line.initial_budget),
        amount(form, line.annual_budget),
        amount(form, line.executed),
        None if each.money_doubt else fraction(scored.execution.rate),
        scored.execution.score,
        scored.weights,
        scored.reported_total,
        each.total,
        each.grade,
        each.left_out if form.reports else "",
        each.money_doubt,
        len(each.checked.requested),
        each.count(Severity.ERROR),
        each.count(Severity.WARNING),
        each.count(Severity.HINT),
        each.gaps,
        KIND_NAMES[form.kind],
        form.reading.rows_seen,
        form.reading.rows_read,
        "、".join("".join(text.split()) or "（没有名称）" for text in form.reading.headings()),
    )


def _indicators(each: Reviewed) -> Iterator[tuple[Value, ...]]:
    codes: dict[int, list[str]] = {}
    for finding in each.checked.findings:
        index = row_of(finding.field)
        if index is not None:
            codes.setdefault(index, []).append(finding.code)
    form, told = each.form, each.row_points
    for i, (row, scored) in enumerate(zip(form.indicators, each.scored.rows, strict=True)):
        yield (
            each.n,
            form.name,
            i + 1,
            row.level1,
            row.level2,
            row.level3,
            row.target.text,
            row.actual.text,
            scored.state.value,
            scored.weight,
            scored.reported,
            told[i],
            scored.ceiling,
            scored.rule_deduction,
            scored.deduction,
            row.note,
            "、".join(dict.fromkeys(codes.get(i, ()))),
            each.file,
            form.place(f"indicators[{i}].level3").cell,
        )


def row_of(field: str) -> int | None:
    """The indicator row (from 0) that a field path speaks of; None for the rest of the form."""
    head, _, rest = field.partition("[")
    return int(rest.split("]")[0]) if head == "indicators" and rest else None


def _cross(each: Reviewed, finding: Finding, names: Mapping[str, str]) -> tuple[Value, ...]:
    return (
        finding.code,
        SEVERITIES[finding.severity],
        each.name,
        finding.message,
        finding.found,
        finding.expected,
        finding.advice,
        related_names(each, finding, names),
        each.file,
        finding.sheet,
        finding.cell,
    )


def related_names(each: Reviewed, finding: Finding, names: Mapping[str, str]) -> str:
    """What else a finding speaks of: other forms by name, other fields of the form by cell."""
    shown = "、".join(
        names.get(other) or each.form.place(other).cell or _field_name(other)
        for other in finding.related[:_MOST_RELATED]
    )
    return f"{shown}等 {len(finding.related)} 个" if len(finding.related) > _MOST_RELATED else shown


def _field_name(field: str) -> str:
    """A field that stands in no cell, for a reader."""
    row = row_of(field)
    return f"第{row + 1}行" if row is not None else "项目资金" if field.startswith("funds") else field


def _unread(what: str, fault: InputFault) -> tuple[str, str, str]:
    return what, fault.file, fault.message
