"""Whether the money is explained: the same answer for every rule and for the narrative."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deviation.building import BOOK, facts, row, total
from zipingbiao.checks.run import check_form
from zipingbiao.form.model import Form, FundLine, Indicator
from zipingbiao.narrative.narrate import narrate_form
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.scoring.score import score_form

LOW, CHANGED, BOTH = ("100", "100", "70"), ("100", "120", "120"), ("0", "60", "40")
COST = "成本指标/经济成本指标/项目成本"
TIME = "产出指标/时效指标/完成时间"
PEOPLE = "满意度指标/服务对象满意度指标/学员满意度"
OUTPUT = "产出指标/数量指标/场次"


def form(amounts: tuple[str, str, str], beside: str = "", path: str = OUTPUT, of_row: str = "") -> Form:
    money = replace(total(*amounts), note=beside)
    rows = (row("≥5场", "5场", "10"), replace(row("≥5场", "5场", "10", path=path), note=of_row))
    return Form(year="2024年度", funds=(money,), indicators=rows)


def told(of: Form) -> tuple[bool, bool]:
    """As the facts have it; the rules and the gaps of a written note must say the same."""
    scored = score_form(of, BOOK)
    found = facts(*of.indicators, funds=of.funds).told
    codes = {finding.code for finding in check_form(scored).findings}
    need = facts(*of.indicators, funds=of.funds).of_money
    assert ("JXB005" in codes, "JXB008" in codes) == (need.low and not found.payment,) * 2
    assert ("JXB006" in codes) is (need.changed and not found.change)
    note = narrate_form(scored, Narrator.load(())).notes[0]
    asked = "".join(note.gaps)
    assert ("批复文号" in asked) is (need.changed and not found.change)
    assert not (found.payment and "未支付的具体原因" in asked)
    assert note.required is (
        need.low and not found.payment_by_row or need.changed and not found.change_by_row
    )
    return found.payment, found.change


@pytest.mark.parametrize(
    "beside", ["", "无", "无。", "同上", "见附件", "【请填写：未支付的原因】", "受各种因素影响。"]
)
def test_words_that_fill_the_cell_explain_nothing(beside: str) -> None:
    assert told(form(BOTH, beside)) == (False, False)


@pytest.mark.parametrize(
    ("amounts", "beside", "payment", "change"),
    [
        (LOW, "合同尾款30万元未到支付节点，预计2025年3月支付。", True, False),
        (LOW, "施工单位12月才进场。", True, False),
        (LOW, "全年执行70万元，执行率70%。", False, False),  # the amounts again
        (LOW, "【请填写：未支付的原因】", False, False),
        (CHANGED, "年中追加20万元，财政局批复。", True, True),
        (CHANGED, "新增两个村，增加养护6公里。", True, True),
        (CHANGED, "年中追加20万元。", False, False),  # that it was, not why
        (CHANGED, "本项目为追加项目。", False, False),
        (BOTH, "财预〔2024〕8号文追加60万元。", False, True),
        (BOTH, "质保金未到支付节点。", True, False),
        (BOTH, "财预〔2024〕8号文追加60万元，质保金20万元未到支付节点。", True, True),
    ],
)
def test_what_stands_beside_the_money(
    amounts: tuple[str, str, str], beside: str, payment: bool, change: bool
) -> None:
    found = told(form(amounts, beside))
    need = facts(funds=(total(*amounts),)).of_money
    assert (found[0] if need.low else payment, found[1] if need.changed else change) == (payment, change)


@pytest.mark.parametrize(
    ("amounts", "path", "note", "payment", "change"),
    [
        (LOW, COST, "完成值为合同金额，未到支付节点。", True, False),
        (LOW, OUTPUT, "尾款30万元2025年3月支付。", True, False),
        (LOW, PEOPLE, "节约了出行时间。", False, False),
        (LOW, PEOPLE, "群众反映医保支付不便。", False, False),
        (LOW, COST, "无", False, False),
        (CHANGED, TIME, "养护时间根据天气情况调整。", False, False),
        (CHANGED, OUTPUT, "因新增两个村，追加预算20万元。", False, True),
        (CHANGED, OUTPUT, "该项目为追加项目，于2024年12月24日签订合同。", False, False),
        (CHANGED, OUTPUT, "年中追加预算20万元。", False, False),
        (CHANGED, OUTPUT, "经财政局批复追加预算，【请填写：文号】。", False, False),
    ],
)
def test_a_row_explains_the_money_only_where_it_speaks_of_money(
    amounts: tuple[str, str, str], path: str, note: str, payment: bool, change: bool
) -> None:
    assert told(form(amounts, "", path, note)) == (payment, change)


def test_points_without_a_budget_need_a_reason_that_says_something() -> None:
    def codes(note: str) -> set[str]:
        line = FundLine("年度资金总额", "0", "0", "0", "10", "", "10", note)
        return {
            each.code
            for each in check_form(score_form(Form(funds=(line,), indicators=_whole()), BOOK)).findings
        }

    assert "JXB012" in codes("无")
    assert "JXB012" in codes("【请填写：理由】")
    assert "JXB012" not in codes("项目当年没有安排预算，按主管部门要求给满分。")


def _whole() -> tuple[Indicator, ...]:
    return (row("≥5场", "5场", "90", weight="90"),)
