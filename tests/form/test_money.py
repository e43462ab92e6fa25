"""Printed figures: rounding, intervals, plain numbers. Expected values worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from zipingbiao.form.money import (
    Interval,
    amount,
    exact_amount,
    for_a_sentence,
    number,
    part_of,
    percent,
    percent_decimals,
    plain,
    round_half_up,
)

HALF = Decimal("0.005")


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("2.675", 2, "2.68"),
        ("1.005", 2, "1.01"),
        ("9.9946", 2, "9.99"),
        ("9.995", 2, "10.00"),
        ("-2.675", 2, "-2.68"),
        ("0.5", 0, "1"),
    ],
)
def test_half_up(value: str, places: int, rounded: str) -> None:
    assert str(round_half_up(Decimal(value), places)) == rounded


@pytest.mark.parametrize(
    ("points", "share", "rounded"),
    [
        ("3.75", (5, 6), "3.13"),
        ("10", (1, 3), "3.33"),
        ("10", (2, 3), "6.67"),
        ("9.03", (5, 6), "7.53"),
        ("10", (1, 1), "10.00"),
        ("10.005", (1, 1), "10.01"),
        ("10", (0, 1), "0.00"),
        ("100", (-1, 8), "-12.50"),
        ("1", (-1, 200), "-0.01"),  # away from zero, as 四舍五入 is
    ],
)
def test_a_share_of_points(points: str, share: tuple[int, int], rounded: str) -> None:
    assert str(part_of(Decimal(points), Fraction(*share))) == rounded


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10", "10"),
        ("10.00", "10.00"),
        ("1,234.5", "1234.5"),
        ("１０．５", "10.5"),
        (" 200 . 25 ", "200.25"),
        ("-3", "-3"),
        (".5", "0.5"),
    ],
)
def test_plain_numbers(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "-", "_", "10分", "10万元", "十", "1,23", "1e5", "NaN", "99%", "1" * 40]
)
def test_what_is_no_plain_number(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("200.25", "万元", "200.245", "200.255"),
        ("455.91264", "万元", "455.912635", "455.912645"),  # half the last printed place is smaller
        ("60", "万元", "59.995", "60.005"),  # never wider than 0.005 万元
        ("2002469", "元", "200.24685", "200.24695"),  # half a yuan
    ],
)
def test_an_amount_is_an_interval(text: str, unit: str, low: str, high: str) -> None:
    assert amount(text, unit, HALF) == Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "value", "places"),
    [
        ("99.44%", "99.44", 2),
        ("86%", "86", 0),
        ("0.9944", "99.44", 2),
        ("0.958", "95.8", 1),
        ("1", "100", 0),
        ("99.44", "99.44", 2),
        ("1.0259", "102.59", 2),
        ("99.44％", "99.44", 2),
        ("0.5%", "0.5", 1),  # less than one percent, not a half
        ("2.00", "200", 0),  # with decimals up to 2 a fraction
        ("2", "2", 0),  # without decimals only up to 1
        ("2.5", "2.5", 1),
        ("1.5%", "1.5", 1),
    ],
)
def test_rates(text: str, value: str, places: int) -> None:
    assert percent(text) == Decimal(value)
    assert percent_decimals(text) == places


@pytest.mark.parametrize(
    ("text", "unit", "wan"),
    [
        ("2002469", "元", "200.2469"),
        ("200.25", "万元", "200.25"),
        ("1,000", "元", "0.1"),
        ("0", "元", "0"),
    ],
)
def test_an_amount_in_wan(text: str, unit: str, wan: str) -> None:
    assert exact_amount(text, unit) == Decimal(wan)


@pytest.mark.parametrize("text", ["-", "", "200万人", "万元", "二百万元", "1O0"])
def test_no_amount(text: str) -> None:
    assert exact_amount(text, "万元") is None
    assert amount(text, "元", HALF) is None


def test_intervals_add_up_end_by_end() -> None:
    first, second = Interval(Decimal("1.5"), Decimal("2.5")), Interval(Decimal("10"), Decimal("30"))
    assert first + second == Interval(Decimal("11.5"), Decimal("32.5"))
    assert first.middle == Decimal("2")


@pytest.mark.parametrize(
    ("low", "high", "meet"),
    [
        ("0", "0.9", False),
        ("0", "1", True),  # the ends are included
        ("1.2", "1.8", True),
        ("0", "9", True),
        ("2", "9", True),
        ("2.1", "9", False),
    ],
)
def test_what_two_figures_can_both_stand_for(low: str, high: str, meet: bool) -> None:
    one, other = Interval(Decimal(1), Decimal(2)), Interval(Decimal(low), Decimal(high))
    assert one.overlaps(other) is meet
    assert other.overlaps(one) is meet


def test_plain_text_of_a_number() -> None:
    assert [plain(Decimal(t)) for t in ("0.50", "1E+2", "100", "9.940")] == ["0.5", "100", "100", "9.94"]


@pytest.mark.parametrize(
    ("text", "unit", "wan"),
    [
        ("150万", "万元", "150"),
        ("150万元", "万元", "150"),
        ("309.8万", "万元", "309.8"),
        ("150万元", "元", "150"),
        ("1,500,000元", "万元", "150"),
        ("1.5亿元", "万元", "15000"),
        ("150（万元）", "万元", "150"),
    ],
)
def test_an_amount_with_its_unit_in_the_cell(text: str, unit: str, wan: str) -> None:
    assert exact_amount(text, unit) == Decimal(wan)
    found = amount(text, unit, Decimal("0.005"))
    assert found is not None and found.middle == Decimal(wan)


def test_the_interval_of_an_amount_in_yuan_is_a_yuan_wide() -> None:
    found = amount("15000元", "万元", Decimal("0.005"))
    assert found is not None and (found.low, found.high) == (Decimal("1.49995"), Decimal("1.50005"))


@pytest.mark.parametrize(("text", "shown"), [("0.958", "95.80"), ("0.9944", "99.44"), ("0.99444", "99.444")])
def test_a_rate_written_as_a_fraction_is_shown_with_two_decimals(text: str, shown: str) -> None:
    assert str(percent(text)) == shown


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("2002.5", "千元", "200.245", "200.255"),
        ("1.23", "亿元", "12250", "12350"),
        ("2", "百万元", "199.5", "200.5"),
        ("1.5千元", "万元", "0.145", "0.155"),
    ],
)
def test_amounts_in_other_units(text: str, unit: str, low: str, high: str) -> None:
    """2002.5千元 are 200.25万元 and as exact as 0.005万元; 1.23亿元 stand for 1.225…1.235亿元, told to 0.005亿元."""
    found = amount(text, unit, Decimal("0.005"))
    assert found is not None
    assert (found.low, found.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("value", "places", "told"),
    [
        ("33.333333", 2, "33.33"),
        ("0.166666", 2, "0.17"),
        ("0.00033", 2, "0.0003"),
        ("99.996", 2, "99.996"),
        ("100.04", 1, "100.04"),
        ("100", 2, "100.00"),
        ("0", 2, "0.00"),
    ],
)
def test_what_is_rounded_for_people_never_becomes_nothing_or_all(value: str, places: int, told: str) -> None:
    assert str(for_a_sentence(Decimal(value), places)) == told
