"""Scores of single rows, worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zipingbiao.form.model import Entry, Form, FundLine, Indicator, Total
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.result import Hint, RowScore, State
from zipingbiao.scoring.score import score_form, score_row

BOOK = load("cn", 2024)


def row(target: str, actual: str, weight: str = "10", **fields: str) -> RowScore:
    return score_row(
        Indicator(target=Entry(target), actual=Entry(actual), weight=weight, **fields),
        1,
        rulebook=BOOK,
        year=2024,
    )


def test_the_two_deductions_are_told_apart() -> None:
    # 80 of 100 → ceiling 8; the clerk types 2 more: score 6, not 8.
    scored = row("≥100次", "80次", deduction="2")
    assert (scored.rule_deduction, scored.deduction, scored.score) == (Decimal(2), Decimal(2), Decimal(6))


def test_a_reported_score_is_never_repaired() -> None:
    scored = row("≥100次", "80次", score="9.5")
    assert (scored.ceiling, scored.score, scored.deduction) == (Decimal("8.00"), Decimal("9.5"), Decimal(0))


@pytest.mark.parametrize(("reported", "score"), [("12", "10"), ("-1", "0")])
def test_a_reported_score_is_clipped_to_the_weight(reported: str, score: str) -> None:
    scored = row("≥1次", "1次", score=reported)
    assert (scored.score, scored.reported) == (Decimal(score), Decimal(reported))


def test_unreadable_without_a_reported_score_is_nothing() -> None:
    scored = row("详见附件", "详见附件")
    assert (scored.state, scored.ceiling, scored.score) == (State.UNREADABLE, None, None)


def test_thirds_are_rounded_half_up() -> None:
    assert row("≥3次", "2次", "5").ceiling == Decimal("3.33")
    assert row("≥8次", "3次", "1").ceiling == Decimal("0.38")  # 0.375


def test_the_unit_slip_is_scored_with_the_unit_of_the_money_block() -> None:
    scored = row("≤365.291元", "365.291万元", level1="成本指标")
    assert (scored.ceiling, scored.hints) == (Decimal("10.00"), (Hint.UNIT_SLIP,))


def test_an_amount_in_yuan_under_wan_needs_the_money_block_as_proof() -> None:
    indicator = Indicator("成本指标", "经济成本指标", "", Entry("≤200万元"), Entry("1991300万元"), "20")
    funds = (FundLine("年度资金总额", "", "200.00", "199.13", "10"),)
    proved = score_form(Form(funds=funds, indicators=(indicator,)), BOOK).rows[0]
    assert (proved.ceiling, proved.hints) == (Decimal("20.00"), (Hint.UNIT_SLIP,))
    unproved = score_form(Form(indicators=(indicator,)), BOOK).rows[0]
    assert Hint.UNIT_SLIP not in unproved.hints


def test_a_bare_number_is_an_upper_bound_under_cost_only() -> None:
    assert row("100", "120", level1="成本指标").ceiling == Decimal("8.33")
    assert row("100", "120", level1="产出指标", level2="数量指标").state is State.OVER


def test_a_bare_number_that_says_no_way_is_met_by_itself_only() -> None:
    assert row("100", "100", level1="效益指标").ceiling == Decimal("10.00")
    other = row("100", "120", level1="效益指标")
    assert (other.state, other.ceiling, other.score) == (State.UNREADABLE, None, None)


@pytest.mark.parametrize(
    ("level3", "actual", "state", "ceiling"),
    [
        ("2024年6月前签订合同", "2024年5月", State.ON_TIME, "10.00"),
        ("2024年6月前签订合同", "6月20日", State.ON_TIME, "10.00"),  # bare month, read leniently
        ("2024年6月前签订合同", "2024年7月1日", State.LATE, "7.99"),
        ("2025年4月底前完成", "2025年4月", State.ON_TIME, "10.00"),
        ("2024年11月底前完成", "2024年12月", State.LATE, "7.99"),
        ("按计划推进", "2024年7月1日", State.MET, "10.00"),  # no deadline to miss
    ],
)
def test_a_deadline_in_the_indicator_text_counts_for_yes(
    level3: str, actual: str, state: State, ceiling: str
) -> None:
    scored = row("是", actual, level3=level3)
    assert (scored.state, scored.ceiling) == (state, Decimal(ceiling))


def test_numbers_in_the_indicator_text_never_score() -> None:
    assert row("≥95%", "96%", level3="满意度达到99.99%").ceiling == Decimal("10.00")


def form(*rows: Indicator, **fields: object) -> Form:
    return Form(year="2024年度", indicators=rows, **fields)  # type: ignore[arg-type]


def test_a_merged_score_counts_once() -> None:
    head = Indicator(target=Entry("≥1次"), actual=Entry("1次"), weight="20", score="18")
    tail = Indicator(target=Entry("≥2次"), actual=Entry("2次"), merged=frozenset({"weight", "score"}))
    scored = score_form(form(head, tail, total=Total("20", "18")), BOOK)
    assert (scored.total, scored.weights) == (Decimal(18), Decimal(20))
    assert (scored.rows[0].ceiling, scored.rows[1].score) == (None, None)


def test_a_layout_without_weights_and_scores_has_no_total() -> None:
    scored = score_form(form(Indicator(target=Entry("≥1次"), actual=Entry("2次"))), BOOK)
    assert (scored.rows[0].state, scored.total, scored.weights, scored.grade) == (
        State.OVER,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("score", "grade"),
    [("90", "优"), ("89.99", "良"), ("80", "良"), ("79.99", "中"), ("60", "中"), ("59.99", "差")],
)
def test_grades_at_their_bounds(score: str, grade: str) -> None:
    only = Indicator(target=Entry("≥1次"), actual=Entry("1次"), weight="100", score=score)
    assert score_form(form(only), BOOK).grade == grade
