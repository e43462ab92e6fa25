"""绩效目标申报表: what is to be reached, without actuals. Read, checked in the season in which it can be mended, carried on."""

from __future__ import annotations

import pytest

from workbook_read.sheets import HEAD, INDICATORS, LEVELS, MONEY, checked, read, result, whole, why
from zipingbiao.checks.finding import Group, Status
from zipingbiao.form.coverage import FormKind
from zipingbiao.form.model import Form, FundKind
from zipingbiao.ledger.carry import start_from

TITLE = ["项目支出绩效目标申报表"]
GOAL = "清淤八公里，汛前完成。"
TARGETS = [
    [*LEVELS, "指标值"],
    ["产出指标", "数量指标", "清淤长度", "≥8公里"],
    ["", "质量指标", "验收合格率", "95%"],
    ["", "时效指标", "完成时间", "2024年6月底前"],
]


def rows_of(form: Form) -> list[tuple[str, str]]:
    return [(row.level3, row.target.text) for row in form.indicators]


ROWS = [("清淤长度", "≥8公里"), ("验收合格率", "95%"), ("完成时间", "2024年6月底前")]


def standard() -> Form:
    return read(
        [
            TITLE,
            ["（2024年度）"],
            ["项目名称", "河道清淤"],
            ["主管部门", "某市水利局", "实施单位", "河道所"],
            ["项目资金（万元）", "年度资金总额：", "50"],
            ["", "其中：财政拨款", "40"],
            ["", "其他资金", "10"],
            ["总体目标", "年度目标"],
            ["", GOAL],
            *TARGETS,
        ]
    )


def test_the_usual_form() -> None:
    form = standard()
    assert form.kind is FormKind.TARGETS
    assert (form.title, form.year, form.name, form.unit) == (TITLE[0], "2024年度", "河道清淤", "河道所")
    assert [(line.row, line.annual_budget) for line in form.funds] == [
        (FundKind.TOTAL, "50"),
        (FundKind.APPROPRIATION, "40"),
        (FundKind.OTHER, "10"),
    ]
    assert form.goals.expected == GOAL
    assert rows_of(form) == ROWS
    assert whole(form)


def test_the_year_beside_the_whole_period() -> None:
    rows = [
        TITLE,
        ["项目名称", "河道清淤"],
        ["资金情况（万元）", "实施期资金总额：", "150", "年度资金总额：", "50"],
        ["", "其中：财政拨款", "120", "其中：财政拨款", "40"],
        ["", "其他资金", "30", "其他资金", "10"],
        ["总体目标", "实施期目标（2024年—2026年）", "", "年度目标"],
        ["", "三年清淤二十四公里。", "", GOAL],
        *TARGETS,
    ]
    form = read(rows, "A6:A7", "B6:C6", "B7:C7", "D6:E6", "D7:E7")
    assert [line.annual_budget for line in form.funds] == ["50", "40", "10"]
    assert form.goals.expected == GOAL
    assert rows_of(form) == ROWS


def test_long_term_rows_are_not_those_of_the_year() -> None:
    """长期绩效指标 above 年度绩效指标, each with its heading: the year's count, the others are told."""
    long = [["长期绩效指标", *LEVELS, "指标值"], ["", "产出指标", "数量指标", "清淤长度", "≥24公里"]]
    year = [["年度绩效指标", *TARGETS[0]], *(["", *line] for line in TARGETS[1:])]
    found = result([TITLE, ["项目名称", "河道清淤"], *long, *year])
    (form,) = found.forms
    assert rows_of(form) == ROWS
    assert ["长期" in problem.message for problem in found.problems] == [True]


@pytest.mark.parametrize("last", ["备注", "权重", "评分标准", "指标值说明"])
def test_more_columns(last: str) -> None:
    rows = [[*TARGETS[0], last], *([*line, "3"] for line in TARGETS[1:])]
    form = read([TITLE, ["项目名称", "河道清淤"], *rows])
    assert form.kind is FormKind.TARGETS
    assert rows_of(form) == ROWS


def test_a_target_in_parts() -> None:
    rows = [
        [*LEVELS, "指标性质", "指标值", "度量单位"],
        ["产出指标", "数量指标", "清淤长度", "≥", "8", "公里"],
    ]
    assert rows_of(read([["部门预算项目绩效目标表"], ["项目名称", "河道清淤"], *rows])) == [
        ("清淤长度", "≥8公里")
    ]


def test_a_department_applies_too() -> None:
    rows = [["部门整体支出绩效目标表（2024年度）"], ["部门名称", "某市水利局"], *TARGETS]
    form = read(rows)
    assert (form.kind, form.unit) == (FormKind.TARGETS, "某市水利局")


def test_a_form_of_what_was_done_is_none_though_its_actuals_are_missing() -> None:
    rows = [["项目支出绩效自评表"], ["项目名称", "河道清淤"], *TARGETS]
    found = result(rows)
    assert found.forms == () and found.problems[0].unread


def test_a_form_with_what_was_spent_is_none_either() -> None:
    found = result([["某项目情况表"], ["项目名称", "河道清淤"], *MONEY, *TARGETS])
    assert found.forms == () and found.problems[0].unread


def test_what_cannot_be_read_is_mended_now() -> None:
    """95% without a sign is a matter of next year on a 自评表, and of now on the application."""
    results = checked(standard())
    assert {each.group for each in results.findings if each.code == "JXT002"} == {Group.NOW}
    assert Group.NEXT not in {each.group for each in results.findings}
    done = checked(
        read([*HEAD, *INDICATORS[:1], ["产出指标", "数量指标", "清淤长度", "8公里", "8公里", "50", "50"]])
    )
    assert {each.group for each in done.findings if each.code == "JXT002"} == {Group.NEXT}


@pytest.mark.parametrize("code", ["JXB001", "JXS002", "JXT014", "JXT015", "JXN002", "JXF008"])
def test_rules_of_what_was_done_say_why_they_were_not_asked(code: str) -> None:
    assert "绩效目标申报表" in why(checked(standard()), code)


def test_rules_that_were_asked_of_targets() -> None:
    asked = {run.code for run in checked(standard()).runs if run.status in (Status.PASSED, Status.FOUND)}
    assert {"JXT001", "JXT002", "JXT006", "JXF001", "JXF004", "JXB004", "JXT011"} <= asked


def test_the_application_of_a_year_becomes_its_form() -> None:
    form = start_from(standard())
    assert (form.year, form.title, form.kind) == ("2024年度", "项目支出绩效自评表", FormKind.PROJECT)
    assert [(line.initial_budget, line.annual_budget) for line in form.funds] == [
        ("50", ""),
        ("40", ""),
        ("10", ""),
    ]
    assert form.goals.expected == GOAL
    assert rows_of(form) == ROWS


def test_two_kinds_in_one_sheet() -> None:
    rows = [TITLE, ["项目名称", "河道清淤"], *TARGETS, *HEAD, *MONEY, *INDICATORS]
    first, second = result(rows).forms
    assert (first.kind, second.kind) == (FormKind.TARGETS, FormKind.PROJECT)
    assert rows_of(first) == ROWS
    assert len(second.indicators) == 2
