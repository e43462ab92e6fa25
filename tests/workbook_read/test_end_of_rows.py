"""Where the indicators end: total rows under every name, subtotals, and the row that is signed under the columns."""

from __future__ import annotations

import pytest

from workbook_read.sheets import HEAD, INDICATORS, MONEY, read, values, whole

CLEAR = ("清淤长度", "≥8公里", "9公里", "50", "50")
GOOD = ("验收合格率", "≥95%", "96%", "40", "40")
TOTAL = ["总分", "", "", "", "", "100", "98"]


@pytest.mark.parametrize("column", [0, 1, 2])
@pytest.mark.parametrize(
    "label",
    [
        "合计得分",
        "得分总计",
        "自评得分总计",
        "绩效自评综合得分",
        "合计分数",
        "共计",
        "合  计  得  分（100分）",
    ],
)
def test_a_total_row_under_any_name_ends_the_rows(label: str, column: int) -> None:
    row = ["", "", "", "", "", "100", "98"]
    row[column] = label
    form = read([*HEAD, *MONEY, *INDICATORS, row])
    assert values(form) == [CLEAR, GOOD]
    assert (form.total.weight, form.total.score) == ("100", "98")
    assert whole(form)


@pytest.mark.parametrize("label", ["产出指标合计", "产出指标得分小计", "指标合计", "效益指标小计"])
def test_a_subtotal_is_no_indicator(label: str) -> None:
    row = [label, "", "", "", "", "90", "90"]
    form = read([*HEAD, *MONEY, *INDICATORS, row, TOTAL])
    assert values(form) == [CLEAR, GOOD]
    assert form.total.score == "98"
    assert whole(form)


@pytest.mark.parametrize("level3", ["培训人数合计", "成本合计", "考核总得分", "项目负责人", "合计得分"])
def test_what_is_asked_and_answered_is_an_indicator(level3: str) -> None:
    row = ["", "", level3, "≥3", "4", "10", "10"]
    form = read([*HEAD, *MONEY, *INDICATORS, row, TOTAL])
    assert values(form) == [CLEAR, GOOD, (level3, "≥3", "4", "10", "10")]
    assert form.total.score == "98"


SIGNED = [
    ["填表人：李四", "", "", "联系电话：010-12345678", "", "填报日期：2026年1月15日"],
    ["填报人：李四", "", "审核人：王五", "", "负责人：赵六", "", "日期：2026年1月15日"],
    ["制表人：李四", "", "", "科室负责人（签字）：王五", "分管领导：赵六"],
    ["单位负责人（签章）：", "", "", "", "经办人：李四"],
    ["填表人", "李四", "", "联系电话", "13800000000", "填报日期", "20260115"],
    ["经手人", "李四", "", "手机", "", "13800000000"],
    ["填报单位：某市水务局", "", "", "", "", "联系电话：010-12345678"],
    ["", "", "制表：李四", "审核：王五"],
]


@pytest.mark.parametrize("before", [[TOTAL], []])
@pytest.mark.parametrize("row", SIGNED)
def test_who_signs_is_no_indicator(row: list[str], before: list[list[str]]) -> None:
    form = read([*HEAD, *MONEY, *INDICATORS, *before, row])
    assert values(form) == [CLEAR, GOOD]
    assert whole(form)


def test_a_row_below_the_signatures_is_told() -> None:
    form = read([*HEAD, *MONEY, *INDICATORS, SIGNED[0], ["", "", "巡查次数", "≥3次", "3次", "10", "10"]])
    assert values(form) == [CLEAR, GOOD]
    assert not whole(form)


SAID = [
    (SIGNED[0], "填表人：李四\n联系电话：010-12345678\n填报日期：2026年1月15日"),
    (SIGNED[2], "制表人：李四\n科室负责人：王五\n分管领导：赵六"),
    (SIGNED[3], "经办人：李四"),
    (SIGNED[4], "填表人：李四\n联系电话：13800000000\n填报日期：20260115"),
    (["填表人：", "李四", "", "单位负责人（签字）：", "", "填报日期：　　年　月　日"], "填表人：李四"),
    (["说明：本项目结余1.5万元已上缴财政。"], "说明：本项目结余1.5万元已上缴财政。"),
    (["说明：1.本表由项目单位填写。"], ""),
    (["注：定性指标分为三档。"], ""),
    (["单位公章"], ""),
]


@pytest.mark.parametrize(("row", "below"), SAID)
def test_who_signs_and_what_is_said_below_is_read(row: list[str], below: str) -> None:
    assert read([*HEAD, *MONEY, *INDICATORS, TOTAL, row]).below == below
    assert read([*HEAD, *MONEY, *INDICATORS, row]).below == below
