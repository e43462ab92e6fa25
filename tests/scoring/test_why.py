"""Every number can be asked why: inputs, rule with source and status, steps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zipingbiao.form.model import Entry, Form, FundLine, Indicator, Total
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form
from zipingbiao.scoring.why import rule_words, why_execution, why_place, why_row, why_total

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
    assert "公开表格或系统的做法" in text


def test_an_assumed_rule_is_shown_as_assumed() -> None:
    text = "\n".join(why_row(SCORED.rows[1], FORM.indicators[1], SCORED.rulebook).lines())
    assert "三级指标中的期限：不晚于2024年6月30日" in text
    assert "规则得分上限 = 7.99：未按期完成，由人在6分（含）到8分（不含）之间定分" in text
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


def written(target: str, actual: str, weight: str = "10", **fields: str) -> str:
    """The trace of one row as a clerk reads it, without the names of the sources."""
    indicator = Indicator(target=Entry(target), actual=Entry(actual), weight=weight, **fields)
    scored = score_form(Form(year="2024年度", indicators=(indicator,)), load("cn", 2024))
    lines = why_row(scored.rows[0], indicator, scored.rulebook).lines()
    return "\n".join(line for line in lines if "依据：" not in line)


def test_the_whole_trace_of_a_missed_target() -> None:
    assert (
        written("≥300人次", "240人次", "20", deduction="1")
        == """\
得分 = 15：规则得分上限16 − 自行扣分1
  分值：20
  规则得分上限 = 16：分值20 × 完成比例80%，四舍五入到0.01
    年度指标值：≥300人次 → ≥300人次
    实际完成值：240人次 → 240人次
    完成情况：未完成"""
    )


def test_the_whole_trace_of_a_late_row() -> None:
    assert (
        written("2024年6月前", "7月1日", score="9")
        == """\
得分 = 9：填报得分，高于规则得分上限7.99
  分值：10
  规则得分上限 = 7.99：未按期完成，由人在6分（含）到8分（不含）之间定分
    年度指标值：2024年6月前 → 不晚于2024年6月30日
    实际完成值：7月1日 → 2024年7月1日
    完成情况：未按期完成
    提示：完成日期未写年份，按评价年度理解
    提示：“X月前”从宽读到该月月末"""
    )


def test_the_whole_trace_of_an_empty_row_without_a_weight() -> None:
    assert (
        written("", "", "")
        == """\
得分 = 无法计算：没有填报得分，规则也无法计算上限
  分值：无法计算
  规则得分上限 = 无法计算：本表没有分值
    年度指标值：（空） → 未填写
    实际完成值：（空） → 未填写
    完成情况：无法识别"""
    )


@pytest.mark.parametrize(
    ("target", "actual", "fields", "score", "ceiling"),
    [
        ("≥1次", "1次", {"score": "10"}, "10：填报得分；规则扣分0，自行扣分0", "10：完成，不扣分"),
        ("≥1次", "1次", {"score": "7"}, "7：填报得分；规则扣分0，自行扣分3", "10：完成，不扣分"),
        ("≥1次", "1次", {"score": "12"}, "10：填报得分（填报12，按0至分值截取）；规则扣分0，自行扣分0", "10：完成，不扣分"),
        ("≥1次", "1次", {}, "10：规则得分上限10 − 自行扣分0", "10：完成，不扣分"),
        ("≥8次", "7次", {"score": "8.75"}, "8.75：填报得分；规则扣分1.25，自行扣分0", "8.75：分值10 × 完成比例87.5%，四舍五入到0.01"),
        ("80-90分", "60分", {}, "7.5：规则得分上限7.5 − 自行扣分0", "7.5：分值10 × 完成比例75%，四舍五入到0.01"),
        ("好", "差", {}, "无法计算：没有填报得分，也没有填自行扣分：这一档由人定分", "5.99：未达成，由人在0分（含）到6分（不含）之间定分"),
        ("是", "否", {}, "0：规则得分上限0 − 自行扣分0", "0：分值10 × 0%"),
        ("≤0起", "1起", {}, "0：规则得分上限0 − 自行扣分0", "0：分值10 × 0%"),
        ("≥3户", "5人", {}, "无法计算：没有填报得分，规则也无法计算上限", "无法计算：指标值或完成值无法比较"),
        ("≥3户", "5人", {"score": "9"}, "9：填报得分；规则无法计算上限", "无法计算：指标值或完成值无法比较"),
    ],
)  # fmt: skip
def test_how_a_score_and_its_ceiling_came_about(
    target: str, actual: str, fields: dict[str, str], score: str, ceiling: str
) -> None:
    lines = written(target, actual, **fields).splitlines()
    assert lines[0] == f"得分 = {score}"
    assert lines[2] == f"  规则得分上限 = {ceiling}"


def money_form(budget: str, executed: str, rate: str, score: str) -> Form:
    line = FundLine("年度资金总额", "", budget, executed, "10", rate, score)
    row = Indicator(target=Entry("≥1次"), actual=Entry("1次"), weight="90", score="90")
    return Form(year="2024年度", funds=(line,), indicators=(row,))


@pytest.mark.parametrize(
    ("form", "score", "rate"),
    [
        (money_form("365.29", "365.11", "99.95%", "9.99"),
         "9.99：填报的得分；按表内金额计算为10分，在金额舍入误差内可以得到填报数",
         "99.95%：填报的执行率；按表内金额计算为99.95%，在金额舍入误差内可以得到填报数"),
        (money_form("100.00", "80.00", "88%", "8.8"),
         "8：填报的得分在金额舍入误差内得不到，按表内金额计算为8分",
         "80%：填报的执行率在金额舍入误差内得不到，按表内金额计算为80%"),
        (money_form("100.00", "80.00", "", ""), "8：按表内金额计算为8分", "80%：按表内金额计算为80%"),
        (money_form("", "80.00", "", ""), "无法计算：按表内金额计算为无法计算", "无法计算：按表内金额计算为无法计算"),
    ],
)  # fmt: skip
def test_how_the_money_row_came_about(form: Form, score: str, rate: str) -> None:
    trace = why_execution(score_form(form, load("cn", 2024)))
    lines = [line for line in trace.lines() if "依据：" not in line]
    budget, executed = form.funds[0].annual_budget, form.funds[0].executed
    assert lines == [
        f"执行率得分 = {score}",
        "  分值：10",
        "  印出金额的舍入误差：±0.005万元以内",
        f"  执行率 = {rate}",
        f"    全年预算数：{f'{budget}万元' if budget else '（空）'}",
        f"    全年执行数：{executed}万元",
    ]


def test_the_total_says_what_the_form_prints_and_its_grade() -> None:
    book = load("cn", 2024)
    trace = why_total(score_form(money_form("100.00", "80.00", "", ""), book))
    assert (trace.name, trace.value) == ("总分", "98")
    assert trace.how == "执行率得分与各项指标得分之和；本表没有填报总分；等级优"
    assert trace.rule == book.parameter("grades")
    printed = replace(money_form("100.00", "80.00", "", ""), total=Total("100", "97"))
    assert why_total(score_form(printed, book)).how == "执行率得分与各项指标得分之和；填报总分97；等级优"
    bare = Form(year="2024年度", indicators=(Indicator(target=Entry("≥1次"), actual=Entry("1次")),))
    assert (
        why_total(score_form(bare, book)).how
        == "执行率得分与各项指标得分之和；本表没有填报总分；等级无法判定"
    )
    assert [step.name for step in why_total(score_form(bare, book)).steps] == ["得分"]


def test_a_trace_as_data_holds_everything_that_its_lines_hold() -> None:
    indicator = Indicator(target=Entry("≥8次"), actual=Entry("7次"), weight="10", deduction="1")
    scored = score_form(Form(year="2024年度", indicators=(indicator,)), load("cn", 2024))
    data = why_row(scored.rows[0], indicator, scored.rulebook).as_data()
    assert set(data) == {"name", "value", "how", "inputs", "rule", "steps"}
    assert (data["name"], data["value"], data["inputs"]) == ("得分", "7.75", {"分值": "10"})
    (ceiling,) = data["steps"]  # type: ignore[misc]
    assert (ceiling["name"], ceiling["value"]) == ("规则得分上限", "8.75")
    assert ceiling["inputs"] == {"年度指标值": "≥8次 → ≥8次", "实际完成值": "7次 → 7次", "完成情况": "未完成"}
    assert set(ceiling["rule"]) == {"id", "label", "value", "effective", "source", "quote", "status"}
    assert ceiling["rule"]["id"] == "indicator.ratio"
    assert ceiling["rule"]["status"] == "observed"
    assert ceiling["rule"]["quote"] == "未达到指标值，按B/A或A/B*该指标分值记分"
    assert "江西省项目支出绩效自评表" in ceiling["rule"]["source"]
    assert "steps" not in ceiling


def test_every_place_leads_to_its_own_number() -> None:
    names = {
        field: trace.name
        for field in ("indicators[1].note", "funds[0].score", "total.grade")
        if (trace := why_place(SCORED, FORM, field)) is not None
    }
    assert names == {"indicators[1].note": "得分", "funds[0].score": "执行率得分", "total.grade": "总分"}
    second = why_place(SCORED, FORM, "indicators[1].note")
    assert second is not None and second.value == "8"


def test_a_rule_is_quoted_with_its_source_and_how_sure_it_is() -> None:
    book = load("cn", 2024)
    words = rule_words(book.parameter("score.cap"))
    assert words.startswith("得分最高不能超过该指标分值上限；超额完成不加分（《")
    assert words.endswith("，原文“得分最高不能超过该指标分值上限”；公开表格或系统的做法）")
    assert rule_words(book.parameter("timeliness.late_share")).endswith("；本工具约定，非文件规定）")
