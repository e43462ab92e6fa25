"""Collected forms as tables for analysts: one name and one type a column, figures as figures, nothing for looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zipingbiao.batch.inputs import InputFault
from zipingbiao.checks.finding import Severity
from zipingbiao.checks.labels import GROUPS, SEVERITIES
from zipingbiao.form.model import Form, FundKind, FundLine, is_blank
from zipingbiao.form.money import exact_amount
from zipingbiao.report.collect import Collection
from zipingbiao.report.subject import Reviewed

Value = str | int | float | bool | None


class Type(StrEnum):
    """What a column holds; the value is its pandas type. All but BOOL may be missing."""

    TEXT = "string"
    COUNT = "Int64"
    FIGURE = "Float64"
    BOOL = "boolean"


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `meaning`: what it is in the form's terms, Chinese."""

    name: str
    type: Type
    meaning: str


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table: its fields, and its rows in their order."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: Sequence[Sequence[Value]] = ()


_N = Field("n", Type.COUNT, "自评表的序号，从 1 起；各表用它连起来")
_FILE = Field("file", Type.TEXT, "文件")
_SHEET = Field("sheet", Type.TEXT, "工作表")
_CELL = Field("cell", Type.TEXT, "单元格")
_NAME = Field("name", Type.TEXT, "项目名称")

PROJECTS = DataTable(
    "projects",
    "项目：一张自评表一行",
    (
        _N,
        _FILE,
        _SHEET,
        Field("source", Type.TEXT, "来源：自评表、台账、JSON"),
        Field("id", Type.TEXT, "项目序号"),
        Field("code", Type.TEXT, "项目编码"),
        _NAME,
        Field("year", Type.TEXT, "年度，如表上所写"),
        Field("department", Type.TEXT, "主管部门"),
        Field("unit", Type.TEXT, "实施单位"),
        Field("rulebook", Type.TEXT, "评分规则"),
        Field("initial_budget", Type.FIGURE, "年初预算数（年度资金总额，万元）"),
        Field("annual_budget", Type.FIGURE, "全年预算数（年度资金总额，万元）"),
        Field("executed", Type.FIGURE, "全年执行数（年度资金总额，万元）"),
        Field("unread_amounts", Type.TEXT, "填了但读不成数的金额：栏目和原文；没有就缺"),
        Field("rate", Type.FIGURE, "执行率，百分数：99.44 就是 99.44%"),
        Field("execution_score", Type.FIGURE, "执行率得分"),
        Field("weights", Type.FIGURE, "分值合计"),
        Field("reported_total", Type.FIGURE, "总分（表内）"),
        Field("total", Type.FIGURE, "总分（计算）；有一行不能计分、或单位没有填报得分就缺"),
        Field("grade", Type.TEXT, "等级"),
        Field("errors", Type.COUNT, "错误数，不含已豁免的"),
        Field("warnings", Type.COUNT, "警告数，不含已豁免的"),
        Field("hints", Type.COUNT, "提示数，不含已豁免的"),
        Field("gaps", Type.COUNT, "说明里的【请填写】【请核实】处数"),
    ),
)
INDICATORS = DataTable(
    "indicators",
    "指标：一条三级指标一行",
    (
        _N,
        _NAME,
        Field("row", Type.COUNT, "在表里是第几条指标，从 1 起"),
        Field("level1", Type.TEXT, "一级指标"),
        Field("level2", Type.TEXT, "二级指标"),
        Field("level3", Type.TEXT, "三级指标"),
        Field("target", Type.TEXT, "年度指标值，原文"),
        Field("actual", Type.TEXT, "实际完成值，原文"),
        Field("state", Type.TEXT, "完成情况；读不懂的是“无法识别”"),
        Field("weight", Type.FIGURE, "分值"),
        Field("reported_score", Type.FIGURE, "得分（表内）"),
        Field("score", Type.FIGURE, "得分（计算）；不能计分、或单位该填没填就缺"),
        Field("ceiling", Type.FIGURE, "规则得分上限；不能计分就缺"),
        Field("rule_deduction", Type.FIGURE, "规则扣分"),
        Field("deduction", Type.FIGURE, "自行扣分"),
        Field("reason", Type.TEXT, "扣分/偏差类型"),
        Field("note", Type.TEXT, "偏差原因分析及改进措施"),
        _FILE,
        _SHEET,
        _CELL,
    ),
)
FINDINGS = DataTable(
    "findings",
    "问题：一条审核问题一行，跨表问题在内",
    (
        _N,
        _NAME,
        Field("rule", Type.TEXT, "规则代码"),
        Field("severity", Type.TEXT, "级别：错误、警告、提示"),
        Field("group", Type.TEXT, "处理办法：本次可改、须说明、下年申报时改进"),
        Field("field", Type.TEXT, "栏目路径，从 0 起，如 indicators[3].score"),
        Field("message", Type.TEXT, "问题"),
        Field("found", Type.TEXT, "填报内容"),
        Field("expected", Type.TEXT, "应为"),
        Field("advice", Type.TEXT, "怎么办"),
        Field("waived", Type.BOOL, "是否已豁免"),
        _FILE,
        _SHEET,
        _CELL,
    ),
)
UNREAD = DataTable(
    "unread",
    "没有读出的：一处一行。空表才是全部读出",
    (
        _FILE,
        Field("what", Type.TEXT, "没有读出、部分没有读出、跳过、注意"),
        Field("message", Type.TEXT, "原因和处理办法"),
    ),
)
TABLES = (PROJECTS, INDICATORS, FINDINGS, UNREAD)


def data_tables(collection: Collection) -> tuple[DataTable, ...]:
    """The four tables of a collection, filled."""
    forms = collection.review.forms
    return (
        _filled(PROJECTS, map(_project, forms)),
        _filled(INDICATORS, (row for each in forms for row in _indicators(each))),
        _filled(FINDINGS, (row for each in forms for row in _findings(each))),
        _filled(UNREAD, _unread(collection)),
    )


def _filled(table: DataTable, rows: Iterable[Sequence[Value]]) -> DataTable:
    return DataTable(table.name, table.title, table.fields, tuple(rows))


def _project(each: Reviewed) -> tuple[Value, ...]:
    form, scored = each.form, each.scored
    line = form.fund(FundKind.TOTAL) or FundLine("")
    return (
        each.n,
        each.file,
        each.sheet or None,
        each.source or None,
        form.id,
        form.code,
        form.name,
        form.year,
        form.department,
        form.unit,
        scored.rulebook.name,
        *(
            None if each.money_doubt else _figure(exact_amount(getattr(line, name), form.amount_unit))
            for name, _ in _AMOUNTS
        ),
        _unread_amounts(form, line, each.money_doubt),
        None if each.money_doubt else _figure(scored.execution.rate),
        _figure(scored.execution.score),
        _figure(scored.weights),
        _figure(scored.reported_total),
        _figure(each.total),
        each.grade,
        each.count(Severity.ERROR),
        each.count(Severity.WARNING),
        each.count(Severity.HINT),
        each.gaps,
    )


_AMOUNTS = (("initial_budget", "年初预算数"), ("annual_budget", "全年预算数"), ("executed", "全年执行数"))


def _unread_amounts(form: Form, line: FundLine, doubt: str) -> str | None:
    """What was printed as an amount and is none, or cannot be in the unit of the others."""
    said = [
        f"{label}：{printed}"
        for name, label in _AMOUNTS
        if not is_blank(printed := getattr(line, name)) and exact_amount(printed, form.amount_unit) is None
    ]
    return "；".join((*said, *([doubt] if doubt else []))) or None


def _indicators(each: Reviewed) -> Iterator[tuple[Value, ...]]:
    form, told = each.form, each.row_points
    for i, (row, scored) in enumerate(zip(form.indicators, each.scored.rows, strict=True)):
        place = form.place(f"indicators[{i}].level3")
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
            _figure(scored.weight),
            _figure(scored.reported),
            _figure(told[i]),
            _figure(scored.ceiling),
            _figure(scored.rule_deduction),
            _figure(scored.deduction),
            row.reason,
            row.note,
            each.file,
            place.sheet,
            place.cell,
        )


def _findings(each: Reviewed) -> Iterator[tuple[Value, ...]]:
    for finding in each.checked.findings:
        yield (
            each.n,
            each.name,
            finding.code,
            SEVERITIES[finding.severity],
            GROUPS[finding.group],
            finding.field,
            finding.message,
            finding.found,
            finding.expected,
            finding.advice,
            finding.waiver is not None,
            each.file,
            finding.sheet,
            finding.cell,
        )


def _unread(collection: Collection) -> Iterator[tuple[Value, ...]]:
    gathered = collection.gathered
    for fault in gathered.faults:
        yield _told("没有读出" if fault.whole else "部分没有读出", fault)
    yield from (_told("跳过", each) for each in gathered.skipped)
    yield from (_told("注意", each) for each in gathered.remarks)


def _told(what: str, fault: InputFault) -> tuple[Value, ...]:
    return fault.file, what, fault.message


def _figure(value: Decimal | None) -> float | None:
    """The edge of the house: outside it, analysts count with floats."""
    return None if value is None else float(value)
