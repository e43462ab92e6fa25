"""What is said beside a total: typed figures that do not count, money that earns no score."""

from __future__ import annotations

import pytest

from zipingbiao.form.model import Entry, Form, FundLine, Indicator
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.remarks import remarks
from zipingbiao.scoring.score import score_form

ROW = Indicator("产出指标", "数量指标", "培训", Entry("≥5次"), Entry("5次"), "90", "90")


def said(executed: str) -> list[str]:
    form = Form(funds=(FundLine("年度资金总额", "100", "100", executed, "10"),), indicators=(ROW,))
    return list(remarks(score_form(form, load("cn", 2024))))


@pytest.mark.parametrize("executed", ["", "已全部支付", "约98"])
def test_a_total_that_waits_for_the_money_says_so(executed: str) -> None:
    (sentence,) = said(executed)
    assert sentence.startswith("预算执行率没有得分，总分算不出")


def test_money_that_was_read_needs_no_word() -> None:
    assert said("98") == []
