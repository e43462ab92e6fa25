"""What the note of a row is about, and which rows need none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from deviation.building import BOOK, facts, row
from zipingbiao.deviation.row_kinds import is_cost, is_output, is_satisfaction, is_time
from zipingbiao.deviation.rows import Kind
from zipingbiao.deviation.thresholds import thresholds_of
from zipingbiao.form.model import Indicator

COUNT = "产出指标/数量指标/场次"
QUALITY = "产出指标/质量指标/合格率"
TIME = "产出指标/时效指标/完成时间"
COST = "成本指标/经济成本指标/项目成本"
BENEFIT = "效益指标/社会效益指标/影响"
CONTENT = "满意度指标/服务对象满意度指标/学员满意度"


def kind(target: str, actual: str, score: str, path: str, *, year: str = "2024年度") -> Kind | None:
    return facts(row(target, actual, score, path=path), year=year).kinds[0]


@pytest.mark.parametrize(
    ("target", "actual", "score", "path", "about"),
    [
        ("≥10场", "9场", "9", COUNT, Kind.MISSED),
        ("≥10场", "9场", "", COUNT, Kind.MISSED),
        ("=10场", "9场", "9", COUNT, Kind.MISSED),
        ("2024年6月底前", "2024年7月5日", "8", TIME, Kind.LATE),
        ("好", "一般", "7", BENEFIT, Kind.WORD),
        ("好", "差", "3", BENEFIT, Kind.WORD),
        ("≥10场", "10场", "10", COUNT, None),
        ("≥10场", "12场", "10", COUNT, None),
        # An = that is passed is not what was asked, by however little.
        ("=50场", "51场", "10", COUNT, Kind.OVER),
        ("=50场", "50场", "10", COUNT, None),
        ("=50%", "51%", "10", QUALITY, Kind.OVER),
        # From 130 % of a ≥ on.
        ("≥100场", "130场", "10", COUNT, Kind.OVER),
        ("≥100场", "129场", "10", COUNT, None),
        ("≤100场", "50场", "10", COUNT, None),
        # Rates, 满意度 and 成本 cannot be over-completed.
        ("≥50%", "100%", "10", QUALITY, None),
        ("≥50%", "100%", "10", CONTENT, None),
        ("≥100分", "140分", "10", CONTENT, None),
        ("≥100万元", "140万元", "10", COST, None),
        # A cost 30 % and more below its bound.
        ("≤500万元", "350万元", "10", COST, Kind.SAVING),
        ("≤500万元", "351万元", "10", COST, None),
        ("≤500场", "350场", "10", COUNT, None),
        # Done in the year after the evaluated one.
        ("2025年3月底前", "2025年3月", "10", TIME, Kind.LATER),
        ("2024年12月底前", "2024年12月31日", "10", TIME, None),
        # Reached, and yet points are missing.
        ("≥10场", "10场", "9", COUNT, Kind.MET),
        ("≤500万元", "450万元", "9", COST, Kind.MET),
        ("≥90%", "95%", "9", QUALITY, Kind.MET),
        ("≥90%", "95%", "9", CONTENT, Kind.SATISFACTION),
        ("≥90分", "95分", "9", CONTENT, Kind.MET),
        ("好", "好", "9", CONTENT, Kind.MET),
        ("2024年6月底前", "2024年5月", "9", TIME, Kind.DATE),
        # What cannot be compared is neither missed nor met.
        ("≥10场", "看情况", "9", COUNT, Kind.OTHER),
        ("≥10场", "看情况", "10", COUNT, None),
        # The gravest first: far over, and points missing.
        ("≥100场", "130场", "9", COUNT, Kind.OVER),
        ("2025年3月底前", "2025年3月", "9", TIME, Kind.LATER),
        ("≤500万元", "350万元", "9", COST, Kind.MET),
    ],
)
def test_what_a_note_is_about(target: str, actual: str, score: str, path: str, about: Kind | None) -> None:
    assert kind(target, actual, score, path) is about


def test_without_a_year_nothing_is_later() -> None:
    assert kind("2025年3月底前", "2025年3月", "10", TIME, year="") is None


def test_each_row_has_its_own_answer_in_order() -> None:
    rows = (row("≥10场", "9场", "9"), row("≥10场", "10场", "10"), row("≥10场", "10场", "8"))
    assert facts(*rows).kinds == (Kind.MISSED, None, Kind.MET)


@pytest.mark.parametrize(
    ("levels", "test"),
    [
        (("成本指标", ""), is_cost),
        (("", "经济成本指标"), is_cost),
        (("产出指标", "时效指标"), is_time),
        (("满意度指标", ""), is_satisfaction),
        (("", "服务对象满意度指标"), is_satisfaction),
        (("产出指标", "数量指标"), is_output),
        (("", "质量指标"), is_output),
    ],
)
def test_a_row_is_told_by_its_levels(levels: tuple[str, str], test: object) -> None:
    named = [
        each for each in (is_cost, is_time, is_satisfaction, is_output) if each(Indicator(*levels, "某"))
    ]
    assert named == [test]


def test_satisfaction_is_told_by_the_text_only_where_there_are_no_levels() -> None:
    alone = Indicator(level3="学员满意度")
    assert is_satisfaction(alone)
    assert not is_satisfaction(replace(alone, level2="质量指标"))
    assert not is_satisfaction(Indicator(level3="学员人数"))


def test_the_thresholds_of_the_national_rulebook() -> None:
    """As design §4 and the rulebook's page have them."""
    found = thresholds_of(BOOK)
    assert (found.max_length, found.over, found.saving) == (200, 130, 30)
    assert (found.low_rate, found.money_output_rate, found.budget_change) == (90, 80, 1)
    assert (found.half_width, found.first_band) == (Decimal("0.005"), Decimal("0.8"))
    assert found.same_size == (Decimal("0.2"), Decimal(5))
