"""A measure and a survey that the unit wrote down are not asked for again, wherever they stand."""

from __future__ import annotations

import pytest

from zipingbiao.form.model import Entry, Form, Indicator
from zipingbiao.narrative.clauses import sort
from zipingbiao.narrative.narrate import narrate_form
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

NARRATOR = Narrator.load(())


def note(actual: str, said: str = "", evidence: str = "") -> str:
    row = Indicator(
        "满意度指标",
        "服务对象满意度指标",
        "学员满意度",
        Entry("≥90%"),
        Entry(actual),
        "10",
        "9",
        said,
        evidence=evidence,
    )
    form = Form(year="2025年度", indicators=(row,))
    return narrate_form(score_form(form, load("cn", 2025)), NARRATOR).notes[0].text


@pytest.mark.parametrize("who", ["信息科", "办公室", "后勤科"])
@pytest.mark.parametrize("when", ["2026年6月底前", "3月31日前", "年底前", "三季度内"])
@pytest.mark.parametrize(
    "what", ["增加值班", "扩容服务器", "购置叫号机", "招聘2人", "安排专人引导", "走访学员"]
)
def test_who_does_what_by_when_is_a_measure(who: str, when: str, what: str) -> None:
    found = sort(f"部分学员反映等候时间长，{who}{when}{what}", NARRATOR.lexis, people=True)
    assert found.causes == ("部分学员反映等候时间长",)
    assert found.measures == (f"{who}{when}{what}",)


@pytest.mark.parametrize("what", ["仍未增加值班", "增加值班的要求没有落实", "已购置叫号机"])
def test_what_was_is_none(what: str) -> None:
    assert sort(f"信息科2026年6月底前{what}", NARRATOR.lexis, people=True).measures == ()


def test_a_measure_in_the_note_leaves_no_gap() -> None:
    text = note("92%", "部分用户反映响应慢，信息科2026年6月底前增加值班")
    assert "改进措施：信息科2026年6月底前增加值班" in text
    assert "【" not in text


@pytest.mark.parametrize("how", ["样本充足", "覆盖各科室", "随机抽样", "线上扫码填写"])
def test_how_a_survey_was_made_is_no_cause(how: str) -> None:
    found = sort(f"发放问卷210份，{how}", NARRATOR.lexis, people=True)
    assert (found.surveyed, found.causes) == (("发放问卷210份", how), ())


def test_a_sample_too_small_is_a_cause() -> None:
    assert sort("发放问卷20份，样本不足", NARRATOR.lexis, people=True).causes == ("样本不足",)


@pytest.mark.parametrize(
    ("actual", "evidence"),
    [("95%（发放问卷210份，2025年12月）", ""), ("95%（电话回访60人）", ""), ("95%", "满意度调查汇总表")],
)
def test_a_survey_told_beside_the_rate_is_not_asked_for(actual: str, evidence: str) -> None:
    text = note(actual, evidence=evidence)
    assert "是否开展" not in text
    assert "调查方式" not in text


@pytest.mark.parametrize(("actual", "evidence"), [("95%", ""), ("95%（未开展问卷调查）", "")])
def test_where_nobody_tells_of_one_it_is(actual: str, evidence: str) -> None:
    assert "调查" in note(actual, evidence=evidence)
