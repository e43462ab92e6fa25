"""The one 成本 row beside the money: what it may stand for, and how far it is from 全年预算数 and 全年执行数."""

from __future__ import annotations

from decimal import Decimal

import pytest

from deviation.building import cost, facts, row, total
from zipingbiao.deviation.cost import CostGap
from zipingbiao.deviation.rows import Kind
from zipingbiao.form.model import Entry, FundLine, Indicator

#: 年初 100, 全年 120, 执行 118.
MONEY = (total("100", "120", "118"),)


def gap(*rows: Indicator, funds: tuple[FundLine, ...] = MONEY, unit: str = "万元") -> CostGap | None:
    return facts(*rows, funds=funds, unit=unit).cost


@pytest.mark.parametrize(
    ("target", "actual", "off_target", "off_actual"),
    [
        ("≤120万元", "118万元", None, None),
        ("≤100万元", "118万元", None, None),  # 年初预算数 is an answer too
        ("≤110万元", "118万元", "10", None),
        ("≤130万元", "118万元", "10", None),
        ("≤120万元", "115万元", None, "3"),
        ("≤120万元", "120万元", None, "2"),
        ("≤110万元", "115.5万元", "10", "2.5"),
        ("≤1200000元", "1180000元", None, None),
        ("≤1100000元", "1180000元", "10", None),
        ("≤120万元", "118", None, None),  # without a unit, in the unit of the target
        ("≤120万元", "115", None, "3"),
        ("≤120万元", "未完成", None, None),  # nothing to compare
    ],
)
def test_how_far_a_cost_is_off(
    target: str, actual: str, off_target: str | None, off_actual: str | None
) -> None:
    found = gap(cost(target, actual))
    if off_target is None and off_actual is None:
        assert found is None
        return
    unpaid = actual == "120万元"  # more than the 118 that were spent
    wanted = CostGap(1, off_target and Decimal(off_target), off_actual and Decimal(off_actual), unpaid)
    assert found == wanted


@pytest.mark.parametrize(
    ("printed", "budget", "unit", "off"),
    [
        # 100.0万元 stands for 99.995…100.005, no more, though it is printed with one decimal only.
        ("≤100.0万元", "100.04", "万元", "0.04"),
        ("≤100万元", "100.4", "万元", "0.4"),
        ("≤100.0万元", "100.01", "万元", None),
        # Half of the last printed place where that is less: 1000000元 is 99.99995…100.00005万元.
        ("≤1000000元", "100.0002", "万元", "0.0002"),
        ("≤1000000元", "100.0001", "万元", None),
        ("≤100.000万元", "100.002", "万元", "0.002"),
        ("≤100.000万元", "100.001", "万元", None),
        ("≤100.001万元", "1000000", "元", "0.001"),
    ],
)
def test_a_printed_cost_is_an_interval(printed: str, budget: str, unit: str, off: str | None) -> None:
    found = gap(cost(printed, "未完成"), funds=(total("", budget, ""),), unit=unit)
    assert (found and found.target) == (off and Decimal(off))


@pytest.mark.parametrize(
    ("target", "off"),
    [("≤24万元", "96"), ("≤23.99万元", None), ("≤600万元", "480"), ("≤600.01万元", None)],
)
def test_a_cost_of_another_size_is_no_such_sum(target: str, off: str | None) -> None:
    """A fifth of 全年预算数 up to five times of it speaks of the same money."""
    found = gap(cost(target, "118万元"))
    assert (found and found.target) == (off and Decimal(off))


def test_parts_of_the_cost_prove_nothing() -> None:
    assert gap(cost("≤110万元", "115万元"), cost("≤50万元", "50万元", text="设备成本")) is None


def test_a_row_nobody_filled_and_a_row_without_money_are_no_second_cost() -> None:
    unused = Indicator("成本指标", "经济成本指标", "指标2")
    rate = row("≤100%", "98%", "10", path="成本指标/经济成本指标/成本控制率")
    found = gap(row("≥1次", "1次", "10"), unused, rate, cost("≤110万元", "118万元"))
    assert found == CostGap(4, Decimal(10), None)


def test_money_that_is_no_cost_is_not_compared() -> None:
    assert gap(row("≤110万元", "110万元", "10", path="产出指标/数量指标/采购金额")) is None


def test_a_price_per_piece_is_no_sum() -> None:
    assert gap(cost("≤110万元/台", "115万元/台")) is None


def test_nothing_to_compare_with() -> None:
    assert gap(cost("≤110万元", "115万元"), funds=()) is None
    assert gap(cost("≤110万元", "115万元"), funds=(total("", "", ""),)) is None
    assert gap(cost("≤110万元", "115万元"), funds=(total("100", "0", "0"),)) is None


def test_yuan_and_wan_mixed_up_is_read_as_the_score_reads_it() -> None:
    """1180000 beside ≤120万元 was meant in 元; the row is told by JXT005, and is no gap of a million."""
    mixed = Indicator(
        "成本指标", "经济成本指标", "项目成本", Entry("≤1200000元"), Entry("118万元"), "10", "10"
    )
    assert gap(mixed) is None


@pytest.mark.parametrize(
    ("executed", "kind"),
    [("107", None), ("108", Kind.COST), ("112", Kind.COST)],
)
def test_money_not_spent_is_explained_beside_the_money(executed: str, kind: Kind | None) -> None:
    """107 of 120 is 89.17 %, told with the money; from 90 % on the cost row says itself why it is no 115."""
    found = facts(cost("≤120万元", "115万元"), funds=(total("120", "120", executed),))
    assert found.cost is not None
    assert found.kinds == (kind,)


def test_a_target_off_the_budget_is_explained_on_the_row_even_so() -> None:
    found = facts(cost("≤110万元", "108万元"), funds=(total("120", "120", "60"),))
    assert found.of_money.low
    assert found.kinds == (Kind.COST,)


def test_only_the_cost_row_speaks_of_the_gap() -> None:
    found = facts(
        row("≥1次", "1次", "10"), cost("≤130万元", "118万元"), row("≥2次", "2次", "10"), funds=MONEY
    )
    assert found.kinds == (None, Kind.COST, None)
