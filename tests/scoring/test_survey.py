"""What says that a survey was made, and what says that none was: 没有/未/尚未/未能 × 开展/发放/回收/做 × 问卷/调查/测评."""

from __future__ import annotations

from itertools import product

import pytest

from zipingbiao.checks.run import check_form
from zipingbiao.form.model import Entry, Form, FundLine, Indicator
from zipingbiao.resources import templates_path
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.policy import read_policy
from zipingbiao.scoring.score import score_form
from zipingbiao.scoring.survey import surveyed_by

BOOK = load("cn", 2024)
POLICY = read_policy((templates_path() / "policy" / "满意度无调查.toml").read_text("utf-8"))
DENIALS = ("没有", "没", "未", "尚未", "未能")
ACTS = ("开展", "发放", "回收", "做", "组织")
THINGS = ("问卷", "调查问卷", "满意度调查", "满意度测评", "电话回访")
BETWEEN = ("", "专门的", "任何")
BEFORE = [f"{no}{act}{between}{thing}" for no, act, between, thing in product(DENIALS, ACTS, BETWEEN, THINGS)]
BEHIND = [f"{thing}{no}{act}" for thing, no, act in product(THINGS, DENIALS, ACTS)]
NONE = [
    "无问卷",
    "回收问卷0份",
    "问卷尚未回收",
    "正在整理问卷",
    "后续采取问卷调查等方式",
    "没有发放问卷，通过走访了解群众满意",
    "未开展问卷调查，由局内部座谈了解",
    "2025年6月底前补做问卷",
    "因未开展问卷调查，2025年6月底前补做问卷",
    "没有做调查，由工程科于6月底之前完成问卷",
]
MADE = [
    "发放问卷200份，收回190份",
    "发放问卷200份，未收回10份",
    "没有收到投诉，问卷显示满意",
    "没有网上评价，改为走访",
    "没有发放问卷，改为电话回访120户",
    "未发放纸质问卷，发放电子问卷",
    "召开座谈会3次，没有不满意的",
    "开展问卷调查，没有不满意",
    "12月20日前发放问卷200份",
    "年底前已完成问卷调查",
    "收回100份，非常满意60份，满意36份，一般4份",
    "有效答卷80份，其中满意78份",
    "满意177/190（93%）",
]


def row(note: str, actual: str = "95%") -> Indicator:
    return Indicator(
        "满意度指标", "服务对象满意度指标", "受益群众满意度", Entry("≥90%"), Entry(actual), "10", "10", note
    )


def told(indicator: Indicator) -> set[str]:
    """Which of the two rules speak: JXN003 of a rate without a survey, JXN006 of one that rests on hearsay."""
    form = Form(
        id="1", name="甲", year="2024年度", funds=(FundLine("年度资金总额"),), indicators=(indicator,)
    )
    found = check_form(score_form(form, BOOK)).findings
    return {each.code for each in found if each.code in ("JXN003", "JXN006")}


@pytest.mark.parametrize("said", [*BEFORE, *BEHIND, *NONE])
def test_what_denies_a_survey_is_asked_for_it_everywhere(said: str) -> None:
    assert surveyed_by(row(f"{said}。"), f"{said}。", BOOK) == ""
    assert told(row(f"{said}。")) == {"JXN003"}
    assert told(row(f"口头反映较好，{said}。")) == {"JXN006"}
    assert POLICY.meets(row(f"{said}。"), BOOK)


@pytest.mark.parametrize("said", MADE)
def test_what_tells_of_one_is_left_alone_everywhere(said: str) -> None:
    assert surveyed_by(row(f"{said}。"), f"{said}。", BOOK)
    assert told(row(f"{said}。")) == told(row(f"口头反映较好，{said}。")) == set()
    assert not POLICY.meets(row(f"{said}。"), BOOK)


def test_the_actual_may_tell_of_it() -> None:
    assert told(row("", "95%（问卷200份）")) == set()
    assert told(row("", "95%")) == {"JXN003"}
