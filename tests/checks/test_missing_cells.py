"""What a layout does not have is not called empty."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zipingbiao.checks.finding import Status
from zipingbiao.checks.run import check_form
from zipingbiao.form.coverage import Block, Reading, UnknownHeading, UnreadRow
from zipingbiao.form.model import Entry, Form, FundLine, Goals, Indicator
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form
from zipingbiao.workbook.read.source_map import Places

ROW = Indicator("产出指标", "数量指标", "设备", Entry("≥3台"), Entry("3台"), weight="100", score="100")
FORM = Form(
    id="1", name="甲", year="2024年度", funds=(FundLine("年度资金总额", executed="96"),), indicators=(ROW,)
)


def said(form: Form) -> list[str]:
    checked = check_form(score_form(form, load("cn", 2024)))
    return [finding.message for finding in checked.findings if finding.code == "JXF003"]


def test_a_budget_that_the_layout_has_no_cell_for() -> None:
    seen = {"funds[0].executed": (3, 4), "indicators[0]": (6, 4)}
    assert said(replace(FORM, places=Places("表.xlsx", "表", seen))) == []
    assert said(replace(FORM, places=Places("表.xlsx", "表", seen | {"funds[0].annual_budget": (3, 2)}))) == [
        "年度资金总额的全年预算数没有填写。"
    ]
    assert said(FORM) == ["年度资金总额的全年预算数没有填写。"]  # JSON knows no cells


def test_a_goal_without_a_cell_for_what_was_done() -> None:
    form = replace(FORM, goals=Goals(expected="保障3200路监控正常运行"))
    seen = {"goals.expected": (9, 2), "indicators[0]": (12, 4)}

    def told(form: Form) -> list[str]:
        checked = check_form(score_form(form, load("cn", 2024)))
        return [finding.message for finding in checked.findings if finding.code == "JXF008"]

    assert told(replace(form, places=Places("表.xlsx", "表", seen))) == []
    assert told(replace(form, places=Places("表.xlsx", "表", seen | {"goals.actual": (9, 6)}))) == [
        "年度总体目标的实际完成情况没有填写。"
    ]


def test_a_blank_expected_goal_is_found_where_it_has_a_cell() -> None:
    form = replace(FORM, goals=Goals(actual="建成沥青路5公里，8月通车。"))
    seen = {"goals.actual": (9, 6), "indicators[0]": (12, 4)}

    def told(places: dict[str, tuple[int, int]]) -> tuple[list[tuple[str, str, str]], Status]:
        checked = check_form(
            score_form(replace(form, places=Places("表.xlsx", "表", places)), load("cn", 2024))
        )
        found = [
            (each.field, each.group.value, each.message) for each in checked.findings if each.code == "JXF008"
        ]
        return found, next(run.status for run in checked.runs if run.code == "JXF008")

    assert told(seen) == ([], Status.SKIPPED)
    assert told(seen | {"goals.expected": (9, 2)}) == (
        [("goals.expected", "explain", "年度总体目标的预期目标没有填写，实际完成情况没有可比的。")],
        Status.FOUND,
    )


def test_a_sheet_without_a_column_for_what_is_counted() -> None:
    """分值 and 得分 are what a self-evaluation is counted by: a layout that prints neither is told, not passed."""
    seen = {"indicators[0]": (6, 4), "indicators[0].target": (6, 4), "indicators[0].actual": (6, 5)}
    bare = replace(FORM, funds=(), sheet_reading=Reading(1))

    def told(**columns: tuple[int, int]) -> list[str]:
        own = {f"indicators[0].{name}": at for name, at in columns.items()}
        row = replace(ROW, **{name: "" for name in ("weight", "score") if name not in columns})
        return said(replace(bare, indicators=(row,), places=Places("表.xlsx", "表", seen | own)))

    assert told(weight=(6, 6), score=(6, 7)) == []
    assert told(weight=(6, 6)) == ["表里没有得分一栏，1项指标的得分都无从核对。"]
    assert told() == [
        "表里没有分值一栏，1项指标的分值都无从核对。",
        "表里没有得分一栏，1项指标的得分都无从核对。",
    ]
    unscored = replace(bare, sheet_reading=None, indicators=(replace(ROW, score=""),))
    assert said(unscored) == []  # JSON knows no columns: the rule scores what is left blank


MONEY = FundLine("年度资金总额", "100", "100", "96", "10", "96%", "9.6")
COST = Indicator("成本指标", "经济成本指标", "成本", Entry("≤100万元"), Entry("96万元"), "10", "10")
#: Whatever a rule may look for and not find.
LACKING = {
    "rows and money": replace(FORM, funds=(), indicators=()),
    "all but outputs": replace(FORM, funds=(MONEY,)),
    "outputs": replace(
        FORM, funds=(MONEY,), indicators=(replace(ROW, level1="效益指标", level2="社会效益指标"),)
    ),
    "a total": replace(FORM, funds=(FundLine("其他资金", "1", "1", "1"),)),
    "money beside a cost": replace(FORM, funds=(), indicators=(ROW, COST)),
    "points": replace(FORM, indicators=(replace(ROW, weight=""),)),
    "scores": replace(FORM, indicators=(replace(ROW, score=""),)),
    "points of the money": replace(FORM, funds=(replace(MONEY, weight="", score=""),)),
    "a budget": replace(FORM, funds=(replace(MONEY, annual_budget="", rate="", score=""),)),
    "what was done": replace(
        FORM, goals=Goals("采购3台"), places=Places("表.xlsx", "表", {"goals.expected": (9, 2)})
    ),
    "columns": replace(FORM, places=Places("表.xlsx", "表", {"indicators[0]": (6, 4)})),
}
#: How a rule says that there is nothing to look at.
NOTHING = ("本表没有", "资金栏没有", "没有填写", "没有执行率", "本表的执行率不")
UNREAD = tuple(UnreadRow(block, 30 + n, "没有读出的一行") for n, block in enumerate(Block))
UNKNOWN = tuple(UnknownHeading(block, "不认识的栏", 2) for block in Block)


@pytest.mark.parametrize("form", LACKING.values(), ids=LACKING)
@pytest.mark.parametrize("reading", [Reading(1, unread=UNREAD), Reading(1, unknown=UNKNOWN)])
def test_what_was_not_read_is_not_said_to_be_missing(form: Form, reading: Reading) -> None:
    """`本表没有…` may only be said of a part of which all was read."""

    def whys(form: Form) -> dict[str, str]:
        runs = check_form(score_form(form, load("cn", 2024)), "finance").runs
        return {run.code: run.why for run in runs if run.status is Status.SKIPPED}

    missing = {code for code, why in whys(form).items() if why.startswith(NOTHING)}
    assert missing
    seen = whys(replace(form, sheet_reading=reading))
    assert {code: why for code, why in seen.items() if why.startswith(NOTHING)} == {}
    assert all("有内容没有读出，没有检查" in seen[code] for code in missing if code in seen)
    # The class that is missing may be among what was not read.
    assert seen["JXF001"] == "绩效指标有内容没有读出，没有检查（见JXR001、JXR002）"
