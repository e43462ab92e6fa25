"""Laws that hold for every row: bounds, monotony, 元/万元 invariance, and a grammar that never raises."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zipingbiao.form.model import Entry, Form, FundLine, Indicator
from zipingbiao.form.quantity.answer.actual import read_actual
from zipingbiao.form.quantity.readings import Empty
from zipingbiao.form.quantity.targets import read_target
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.result import RowScore
from zipingbiao.scoring.score import score_form, score_row

BOOK = load("cn", 2024)
ALPHABET = "≥≤=<>±%％‰.,，、～~-—至到0123456789０１一二三四五十百千万亿零两年月日底前后上下半季度天时分秒元个次人户台套好坏优良中差是否未完成达基本部分无有以上内约余每（）()/ 　\n"
texts = st.one_of(st.text(ALPHABET, max_size=14), st.text(max_size=20))
numbers = st.decimals(min_value=0, max_value=10**6, places=2)
positive = st.decimals(min_value=Decimal("0.01"), max_value=10**6, places=2)
weights = st.decimals(min_value=0, max_value=100, places=2)


def _row(target: str, actual: str, weight: object = "10", **more: str) -> RowScore:
    indicator = Indicator(target=Entry(target), actual=Entry(actual), weight=str(weight), **more)
    return score_row(indicator, 1, rulebook=BOOK, year=2024)


@given(texts, texts, st.booleans())
def test_the_grammar_never_raises(target: str, actual: str, flag: bool) -> None:
    reading = read_target(Entry(target, numeric=flag), year=2024)
    read_actual(Entry(actual, numeric=flag), reading, year=None, dated=flag)
    read_actual(Entry(actual), Empty(), year=2024)


@given(texts, texts, weights, st.text("0123456789.-", max_size=5))
def test_score_and_ceiling_lie_between_zero_and_weight(
    target: str, actual: str, weight: Decimal, score: str
) -> None:
    row = _row(target, actual, weight, score=score)
    for value in (row.score, row.ceiling):
        assert value is None or Decimal(0) <= value <= weight


@given(st.sampled_from("≥="), positive, numbers, numbers)
def test_more_never_scores_less_under_a_lower_bound(
    sign: str, target: Decimal, one: Decimal, other: Decimal
) -> None:
    low, high = sorted((one, other))
    lower, higher = (
        _row(f"{sign}{target}次", f"{low}次").ceiling,
        _row(f"{sign}{target}次", f"{high}次").ceiling,
    )
    assert lower is not None
    assert higher is not None
    assert lower <= higher


@given(positive, numbers, numbers)
def test_more_never_scores_more_under_an_upper_bound(target: Decimal, one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    lower, higher = _row(f"≤{target}次", f"{low}次").ceiling, _row(f"≤{target}次", f"{high}次").ceiling
    assert lower is not None
    assert higher is not None
    assert lower >= higher


@given(st.sampled_from("≥≤"), st.integers(1, 10**6), st.integers(1, 10**6))
def test_yuan_and_wan_give_the_same_score(sign: str, target: int, actual: int) -> None:
    wan = _row(f"{sign}{target}万元", f"{actual}万元")
    yuan = _row(f"{sign}{target * 10000}元", f"{actual * 10000}元")
    assert (wan.ceiling, wan.state) == (yuan.ceiling, yuan.state)


@given(positive, st.integers(1, 9))
def test_a_met_target_never_loses_points_by_rule(target: Decimal, more: int) -> None:
    assert _row(f"≥{target}%", f"{target}%").ceiling == Decimal(10)
    assert _row(f"≥{target}%", f"{target + more}%").ceiling == Decimal(10)


@given(st.decimals(1, 10**6, places=2), st.decimals(0, 10**6, places=2), st.sampled_from([10, 20]))
def test_execution_score_is_capped_and_never_negative(
    budget: Decimal, executed: Decimal, weight: int
) -> None:
    line = FundLine("年度资金总额", "", str(budget), str(executed), str(weight))
    execution = score_form(Form(funds=(line,), indicators=()), BOOK).execution
    assert execution.score is not None
    assert Decimal(0) <= execution.score <= weight
    assert execution.basis == "computed"


@given(
    st.lists(
        st.tuples(texts, texts, st.sampled_from(["10", "20", "", "-"]), st.sampled_from(["", "8", "x"])),
        max_size=6,
    )
)
def test_a_form_of_anything_is_scored_without_an_error(rows: list[tuple[str, str, str, str]]) -> None:
    indicators = tuple(Indicator(target=Entry(t), actual=Entry(a), weight=w, score=s) for t, a, w, s in rows)
    scored = score_form(Form(year="2024年度", indicators=indicators), BOOK)
    assert len(scored.rows) == len(rows)
