"""Whether what a unit reports makes a total: 90 points in two rows and 10 for the execution, all of them earned."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from zipingbiao.form.coverage import FormKind, Reading
from zipingbiao.form.model import Entry, Form, FundLine, Indicator, Total
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.remarks import remarks
from zipingbiao.scoring.reported import points_told, total_doubt, unreported
from zipingbiao.scoring.result import ScoredForm
from zipingbiao.scoring.score import score_form
from zipingbiao.workbook.read.source_map import Places

MONEY = FundLine("年度资金总额", "100", "100", "98", "10", "98%", "9.8")
ROADS = Indicator("产出指标", "数量指标", "修路", Entry("≥5公里"), Entry("5公里"), "50", "50")
USERS = Indicator("效益指标", "社会效益指标", "受益", Entry("≥300人"), Entry("300人"), "40", "40")
FORM = Form(
    id="1", name="甲", year="2024年度", funds=(MONEY,), indicators=(ROADS, USERS), total=Total("100", "99.8")
)
CELLS = {
    f"indicators[{i}].{name}": (9 + i, 7 + n) for i in (0, 1) for n, name in enumerate(("weight", "score"))
}


def scored(form: Form) -> ScoredForm:
    return score_form(form, load("cn", 2024))


def with_scores(*scores: str, form: Form = FORM) -> Form:
    rows = (replace(row, score=score) for row, score in zip((ROADS, USERS), scores, strict=True))
    return replace(form, indicators=tuple(rows))


def on_a_sheet(form: Form, cells: dict[str, tuple[int, int]] = CELLS) -> Form:
    return replace(form, sheet_reading=Reading(2), places=Places("表.xlsx", "表", cells))


def doubt(form: Form) -> str:
    return total_doubt(scored(form))


def test_what_is_reported_and_adds_up_counts() -> None:
    assert doubt(FORM) == doubt(on_a_sheet(FORM)) == ""
    assert doubt(replace(FORM, total=Total("100", ""))) == ""


@pytest.mark.parametrize("word", ["满分", "l0", "同意", "四十"])
def test_scores_in_words_make_no_total(word: str) -> None:
    form = with_scores("50", word)
    assert doubt(form) == f"得分“{word}”不是数字"
    assert doubt(with_scores("满分", word)) == "得分“满分”等2格不是数字"
    assert points_told(scored(form)) == (50, None)


def test_points_of_the_execution_in_words() -> None:
    assert doubt(replace(FORM, funds=(replace(MONEY, score="满分"),))) == "得分“满分”不是数字"


def test_a_sheet_without_a_column_of_scores() -> None:
    bare = {name: at for name, at in CELLS.items() if not name.endswith("score")}
    form = on_a_sheet(with_scores("", "", form=replace(FORM, total=Total("100", ""))), bare)
    assert doubt(form) == "表里没有得分一栏"
    assert list(remarks(scored(form))) == [
        "表里没有得分一栏，总分99.8分是按规则算的，不是填报的，汇总时不计入。"
    ]
    assert doubt(replace(form, kind=FormKind.TARGETS)) == ""


def test_a_column_that_nobody_filled() -> None:
    blank = with_scores("", "", form=replace(FORM, total=Total("100", "")))
    assert doubt(on_a_sheet(blank)) == "得分都没有填写"
    assert (
        doubt(on_a_sheet(replace(blank, total=Total("100", "99.8"))))
        == "只填了总分，各项指标的得分都没有填写"
    )
    assert (
        doubt(replace(on_a_sheet(blank), sheet_reading=Reading(2, computed=True))) == ""
    )  # our own formulas
    assert doubt(blank) == ""  # of a ledger: left to the rule


def test_only_the_lowered_scores_are_typed() -> None:
    """Two of three blank: left to the rule. One of three: forgotten."""
    blank = replace(FORM, funds=(replace(MONEY, score=""),), total=Total("100", ""))
    assert doubt(with_scores("49", "", form=blank)) == ""
    assert doubt(with_scores("49", "")) == "1项指标的得分没有填写"


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        (("52", "38"), "第1行得分52分，高于分值50分"),
        (("50", "-2"), "第2行得分-2分，低于0分"),
    ],
)
def test_points_outside_the_weight(scores: tuple[str, str], said: str) -> None:
    assert doubt(replace(with_scores(*scores), total=Total("100", ""))) == said


def test_a_total_that_cannot_be() -> None:
    assert doubt(replace(with_scores("52", "40"), total=Total("100", "101.8"))) == "总分101.8不在0～100之间"
    assert doubt(replace(FORM, total=Total("100", "约99"))) == "总分“约99”不是数字"


def test_points_of_the_execution_that_the_money_cannot_give() -> None:
    """50 of 100 are spent: 5 of 10 points; 9.8 are printed and in the printed total of 99.8."""
    form = replace(FORM, funds=(replace(MONEY, executed="50"),))
    assert doubt(form) == "执行率得分印为9.8分，按金额应为5分"
    assert scored(form).total == Decimal("95")


def test_more_points_for_the_execution_than_there_are() -> None:
    form = replace(FORM, funds=(replace(MONEY, score="10.5"),), total=Total("100", ""))
    assert doubt(form) == "预算执行率得分10.5分，高于分值10分"


def test_a_ledger_is_left_to_the_rule_and_said_to_be_nothing_else() -> None:
    blank = scored(with_scores("", "", form=replace(FORM, total=Total("100", ""))))
    assert unreported(blank) == ""
    assert list(remarks(blank)) == []
    assert points_told(blank) == (50, 40)
