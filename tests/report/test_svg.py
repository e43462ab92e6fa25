"""The pictures of the HTML report stay readable whatever somebody typed."""

from __future__ import annotations

import re
from decimal import Decimal

from zipingbiao.report.svg import Point, scatter


def test_a_rate_of_a_thousand_fold_leaves_the_others_apart() -> None:
    """2,103,500元 typed as 万元 makes a rate of 997,392 %: it stands at the edge, and says what it is."""
    points = [
        Point(Decimal("59.80"), Decimal("86"), "甲：执行率 59.80%", "#p1"),
        Point(Decimal("99.70"), Decimal("98"), "乙：执行率 99.70%", "#p2"),
        Point(Decimal("997392.13"), Decimal("90"), "丙：执行率 997392.13%", "#p3"),
    ]
    drawn = str(scatter(points))
    assert len(re.findall('class="x"', drawn)) <= 10
    first, second, third = (float(x) for x in re.findall(r'cx="([\d.]+)"', drawn))
    assert second - first > 100
    assert third > second
    assert "丙：执行率 997392.13%" in drawn
