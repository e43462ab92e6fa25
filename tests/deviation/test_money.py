"""What of 项目资金 may need a word: 执行率 below 90 % or above 100 %, a budget changed by more than 1 %."""

from __future__ import annotations

from decimal import Decimal

import pytest

from deviation.building import facts, total
from zipingbiao.form.model import FundLine


@pytest.mark.parametrize(
    ("initial", "annual", "executed", "told"),
    [
        ("100.00", "100.00", "89.99", "low"),
        ("100.00", "100.00", "90.00", ""),
        ("100.00", "100.00", "100.00", ""),
        ("100.00", "100.00", "100.01", "over"),
        ("100.00", "101.00", "101.00", ""),
        ("100.00", "101.01", "101.01", "changed"),
        ("100.00", "99.00", "99.00", ""),
        ("100.00", "98.99", "98.99", "changed"),
        ("200.00", "202.00", "202.00", ""),
        ("0", "5", "5", "changed"),
        ("0", "0", "0", ""),
        ("", "5", "5", ""),
        ("-", "5", "4", "low"),
        ("100.00", "", "", ""),
        ("100.00", "50.00", "25.00", "low changed"),
        ("100.00", "50.00", "60.00", "over changed"),
    ],
)
def test_what_needs_a_word(initial: str, annual: str, executed: str, told: str) -> None:
    found = facts(funds=(total(initial, annual, executed),)).of_money
    named = [name for name in ("low", "over", "changed") if getattr(found, name)]
    assert (" ".join(named), found.any) == (told, bool(told))


def test_the_rate_is_computed_where_a_wrong_one_is_printed() -> None:
    """89 of 100 under a printed 95 %: 执行率 is low, whatever the cell says."""
    line = FundLine("年度资金总额", "100", "100", "89", "10", "95%", "9.5")
    assert facts(funds=(line,)).of_money.low


def test_amounts_are_in_wan_yuan() -> None:
    money = facts(funds=(total("1000000", "1200000.50", "1180000"),), unit="元").money
    assert money is not None
    assert (money.initial, money.annual, money.executed) == (
        Decimal(100),
        Decimal("120.00005"),
        Decimal(118),
    )
    assert money.change == Decimal("20.00005")
    interval = money.interval("1200000.50")  # 元 with two decimals: half of 0.01 元 either side
    assert interval is not None
    assert (interval.low, interval.high) == (Decimal("120.0000495"), Decimal("120.0000505"))


@pytest.mark.parametrize(("initial", "annual"), [("", "5"), ("5", ""), ("五", "5")])
def test_no_change_is_known_where_an_amount_is_not(initial: str, annual: str) -> None:
    money = facts(funds=(total(initial, annual, "1"),)).money
    assert money is not None
    assert money.change is None


def test_the_only_line_is_the_money_whatever_it_is_called() -> None:
    money = facts(funds=(FundLine("项目经费", "1", "2", "1"),)).money
    assert money is not None
    assert (money.annual, money.executed) == (Decimal(2), Decimal(1))


def test_two_lines_without_a_total_are_no_money_block() -> None:
    lines = (FundLine("中央资金", "1", "2", "1"), FundLine("地方资金", "1", "2", "1"))
    found = facts(funds=lines)
    assert found.money is None
    assert not found.of_money.any


def test_the_total_is_taken_where_it_is_not_the_first() -> None:
    lines = (FundLine("其中：当年财政拨款", "9", "9", "1"), total("10", "10", "10"))
    money = facts(funds=lines).money
    assert money is not None
    assert money.line is lines[1]
