"""预算执行率: reachable figures are right, unreachable ones are replaced by what the amounts give."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zipingbiao.form.model import Form, FundLine, Indicator
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.result import ExecutionScore
from zipingbiao.scoring.score import score_form


def execution(
    budget: str,
    executed: str,
    rate: str = "",
    score: str = "",
    weight: str = "10",
    *,
    place: str = "cn",
    unit: str = "万元",
    weights: tuple[str, ...] = ("90",),
) -> ExecutionScore:
    line = FundLine("年度资金总额", "", budget, executed, weight, rate, score)
    rows = tuple(Indicator(weight=each) for each in weights)
    return score_form(Form(amount_unit=unit, funds=(line,), indicators=rows), load(place, 2024)).execution


def test_a_score_that_only_unrounded_amounts_give_is_kept() -> None:
    # 365.11 / 365.29 = 0.9995072 → 10.00 from the printed amounts; 365.1055 / 365.29 gives 9.99.
    result = execution("365.29", "365.11", "99.95%", "9.99")
    assert (result.score, result.basis, result.computed_score) == (
        Decimal("9.99"),
        "reported",
        Decimal("10.00"),
    )


def test_a_rate_that_no_amounts_give_is_replaced() -> None:
    # 80 / 100 = 80 %, however the amounts were rounded; 88 % is a slip.
    result = execution("100.00", "80.00", "88.00%", "8.80")
    assert (result.rate_reachable, result.score_reachable) == (False, False)
    assert (result.rate, result.score, result.basis) == (Decimal("80.00"), Decimal("8.00"), "computed")


def test_a_score_rounded_to_an_integer_is_reachable_at_its_decimals() -> None:
    # 86.2 % of 10 is 8.62, which as an integer is 9.
    assert execution("100.00", "86.20", "86%", "9").score_reachable is True


def test_execution_above_the_budget_is_capped() -> None:
    result = execution("100.00", "102.59")
    assert (result.rate, result.score) == (Decimal("102.59"), Decimal("10.00"))


def test_the_half_cent_is_not_lost_on_the_way() -> None:
    # 3.75 × 5/6 = 3.125 exactly, though 5/6 has no end; 5/6 is 83.33 %.
    result = execution("6.00", "5.00", weight="3.75")
    assert (result.rate, result.score) == (Decimal("83.33"), Decimal("3.13"))


def test_no_budget_no_rate() -> None:
    result = execution("0.00", "0.00")
    assert (result.rate, result.score, result.basis) == (None, None, "")


@pytest.mark.parametrize("score", ["0", "10", "6.5"])
def test_without_a_budget_the_points_are_those_a_person_gave(score: str) -> None:
    result = execution("0.00", "0", score=score)
    assert (result.rate, result.score, result.computed_score) == (None, Decimal(score), None)
    assert (result.basis, result.score_reachable) == ("reported", None)


@pytest.mark.parametrize("score", ["", "-", "10.5", "-1", "满分"])
def test_without_a_budget_no_score_is_invented(score: str) -> None:
    assert execution("0.00", "0", score=score).score is None
    assert execution("", "", score="10").score is None  # not printed is not 0


def test_nothing_spent_is_a_rate_of_zero() -> None:
    assert execution("50.00", "0.00").score == Decimal("0.00")


def test_twenty_points_in_hubei_by_data_alone() -> None:
    assert execution("100.00", "59.80", weight="", place="cn-hubei", weights=("80",)).score == Decimal(
        "11.96"
    )


def test_the_printed_weight_wins() -> None:
    assert execution("100.00", "50.00", weight="20").score == Decimal("10.00")


def test_a_form_whose_indicators_make_100_points_does_not_score_execution() -> None:
    result = execution("100.00", "50.00", weight="", weights=("60", "40"))
    assert (result.weight, result.score) == (None, None)


@pytest.mark.parametrize(
    ("unit", "budget", "executed"), [("万元", "200.2469", "199.13"), ("元", "2002469", "1991300")]
)
def test_yuan_and_wan_agree(unit: str, budget: str, executed: str) -> None:
    # 199.13 / 200.2469 = 0.994422…
    result = execution(budget, executed, unit=unit)
    assert (result.rate, result.score) == (Decimal("99.44"), Decimal("9.94"))
