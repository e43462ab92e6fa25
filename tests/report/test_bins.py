"""Steps of the score distribution."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zipingbiao.report.bins import bins
from zipingbiao.report.pivots import department_of


def spread(*scores: str) -> list[tuple[str, int]]:
    return [(each.label, each.count) for each in bins([Decimal(score) for score in scores])]


def test_steps() -> None:
    assert spread() == []
    assert spread("97.5", "98", "98.99") == [("97～98", 1), ("98～99", 2)]
    assert spread("98.5", "99", "100") == [("98～99", 1), ("99～100", 2)]
    assert spread("100") == [("99～100", 1)]
    assert spread("0") == [("0～1", 1)]
    assert spread("60", "99")[0] == ("60～62", 1)


@given(st.lists(st.decimals(0, 120, places=2), min_size=1, max_size=40))
def test_every_score_is_counted_once(scores: list[Decimal]) -> None:
    found = bins(scores)
    assert sum(each.count for each in found) == len(scores)
    assert len(found) <= 21


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("042-北京市应急管理局", "北京市应急管理局"),
        ("北京市 应急管理局", "北京市应急管理局"),
        ("[109]市场监管局", "市场监管局"),
        ("", "（未填主管部门）"),
        ("12345", "12345"),
    ],
)
def test_departments_are_summed_by_name(printed: str, name: str) -> None:
    assert department_of(printed) == name
