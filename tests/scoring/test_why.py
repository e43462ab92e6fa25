"""Every number can be asked why: inputs, rule with source and status, steps."""

from __future__ import annotations

from zipingbiao.form.model import Entry, Form, FundLine, Indicator
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form
from zipingbiao.scoring.why import why_place, why_row, why_total

FORM = Form(
    year="2024年度",
    funds=(FundLine("年度资金总额", "", "365.29", "365.11", "10", "99.95%", "9.99"),),
    indicators=(
        Indicator(
            "产出指标", "数量指标", "培训人次", Entry("≥300人次"), Entry("240人次"), "20", deduction="1"
        ),
        Indicator("产出指标", "时效指标", "2024年6月前完成", Entry("是"), Entry("2024年8月"), "10", "8"),
        Indicator("效益指标", "社会效益指标", "影响", Entry("详见附件"), Entry("好"), "10", "10"),
    ),
)
SCORED = score_form(FORM, load("cn", 2024))


def test_a_missed_number_shows_its_arithmetic_and_its_law() -> None:
    text = "\n".join(why_row(SCORED.rows[0], FORM.indicators[0], SCORED.rulebook).lines())
    assert "得分 = 15：规则得分上限16 − 自行扣分1" in text
    assert "规则得分上限 = 16：分值20 × 完成比例80%" in text
    assert "江西省项目支出绩效自评表" in text
    assert "有文件依据" in text


def test_an_assumed_rule_is_shown_as_assumed() -> None:
    text = "\n".join(why_row(SCORED.rows[1], FORM.indicators[1], SCORED.rulebook).lines())
    assert "三级指标中的期限：不晚于2024年6月30日" in text
    assert "规则得分上限 = 8" in text
    assert "本工具约定，非文件规定" in text


def test_what_was_not_computed_says_so() -> None:
    text = "\n".join(why_row(SCORED.rows[2], FORM.indicators[2], SCORED.rulebook).lines())
    assert "规则得分上限 = 无法计算" in text
    assert "无法识别" in text


def test_the_total_holds_every_row_and_the_money() -> None:
    trace = why_total(SCORED)
    assert [step.name for step in trace.steps] == ["执行率得分", "得分", "得分", "得分"]
    assert "在金额舍入误差内可以得到填报数" in trace.steps[0].how


def test_every_computed_field_has_a_trace_that_reads_a_rule() -> None:
    for field in (
        "indicators[0].score",
        "indicators[1].actual",
        "funds[0].score",
        "funds[0].rate",
        "total.score",
    ):
        trace = why_place(SCORED, FORM, field)
        assert trace is not None
        data = trace.as_data()
        assert data["rule"]["source"], field  # type: ignore[index]
    assert why_place(SCORED, FORM, "name") is None
