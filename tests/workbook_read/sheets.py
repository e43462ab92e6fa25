"""Small sheets drawn row by row, and the forms that come back from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zipingbiao.checks.finding import Checked, Status
from zipingbiao.checks.run import check_form
from zipingbiao.edits.snapshot import Cell, Sheet, Snapshot
from zipingbiao.form.model import Form
from zipingbiao.package.address import parse_area
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form
from zipingbiao.workbook.read.forms import ReadResult, forms_of

Rows = Sequence[Sequence[str]]

HEAD: Rows = [["项目支出绩效自评表（2023年度）"], ["项目名称", "河道清淤"]]
MONEY: Rows = [
    ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["", "年度资金总额", "50", "50", "40", "10", "80%", "8"],
]
LEVELS = ["一级指标", "二级指标", "三级指标"]
#: The columns no form of a project does without.
HEADINGS = [*LEVELS, "年度指标值", "实际完成值", "分值", "得分"]
INDICATORS: Rows = [
    [*HEADINGS, "偏差原因分析及改进措施"],
    ["产出指标", "数量指标", "清淤长度", "≥8公里", "9公里", "50", "50"],
    ["", "质量指标", "验收合格率", "≥95%", "96%", "40", "40"],
]


def sheet(rows: Rows, *merged: str, name: str = "表") -> Sheet:
    cells = {
        (row, column): Cell(text)
        for row, line in enumerate(rows, 1)
        for column, text in enumerate(line, 1)
        if text
    }
    areas = [area for area in map(parse_area, merged) if area is not None]
    assert len(areas) == len(merged)
    return Sheet(name, cells, tuple(areas))


def result(rows: Rows, *merged: str, names: Mapping[str, str] = {}) -> ReadResult:
    return forms_of(Snapshot("表.xlsx", (sheet(rows, *merged),), names))


def read(rows: Rows, *merged: str) -> Form:
    """The one form of a sheet, of which nothing is doubtful."""
    found = result(rows, *merged)
    assert found.problems == ()
    (form,) = found.forms
    return form


def values(form: Form) -> list[tuple[str, str, str, str, str]]:
    """What the indicators say: 三级指标, target, actual, 分值, 得分."""
    return [(row.level3, row.target.text, row.actual.text, row.weight, row.score) for row in form.indicators]


def money(form: Form, line: int = 0) -> tuple[str, str, str, str]:
    own = form.funds[line]
    return own.initial_budget, own.annual_budget, own.executed, own.rate


def whole(form: Form) -> bool:
    """Whether nothing that stands on the sheet was left unread."""
    reading = form.reading
    return reading.rows_seen == reading.rows_read and not reading.unknown


def checked(form: Form) -> Checked:
    return check_form(score_form(form, load("cn", 2023)), "finance")


def why(results: Checked, code: str) -> str:
    """The reason for which a rule was not asked."""
    (run,) = [run for run in results.runs if run.code == code]
    assert run.status is Status.SKIPPED
    return run.why
