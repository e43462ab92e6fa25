"""What a note tells of deadlines, differences, sections and reasons, where one word more or less is another statement."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from narrative.build import BOOK, form_note, money_note, row_note
from zipingbiao.form.model import Entry, Form, FundLine, Indicator
from zipingbiao.narrative.fault import NarrativeFault
from zipingbiao.narrative.narrate import narrate_form
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.narrative.note import Note
from zipingbiao.narrative.respondents import people_of
from zipingbiao.narrative.sections import Head, headings_of, sections
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

LISTED = Path(__file__).parents[2] / "templates" / "narrative" / "reasons.toml"
REASONS = tomllib.loads(LISTED.read_text("utf-8"))["reasons"]
TIME = "产出指标/时效指标/"


@pytest.mark.parametrize(
    ("level3", "actual", "begins"),
    [
        ("6月底前完成验收", "2024年8月", "应于6月底前完成验收，实际完成时间为2024年8月，未按期完成"),
        (
            "2024年6月底前完成验收，按时付款",
            "2024年8月",
            "应于2024年6月底前完成验收，实际完成时间为2024年8月，未按期完成",
        ),
        ("验收时间为6月底前", "2024年8月", "期限为6月底前，实际完成时间为2024年8月，未按期完成"),
    ],
)
def test_a_deadline_of_the_text_is_told_with_what_was_due(level3: str, actual: str, begins: str) -> None:
    """A deadline without a year is one of the evaluated year; what was due may not be said."""
    assert row_note("是", actual, path=TIME + level3).text.startswith(begins)


@pytest.mark.parametrize(
    ("target", "actual", "told"),
    [
        ("≥10坨", "8坨", "少2坨，20%"),  # a unit that nobody knows, but the same
        ("≥10", "8", "少2，20%"),
        ("≥10公里", "8000米", "少2公里，20%"),
        ("≥95%", "90%", "少5个百分点，"),
        ("≥2万人次", "1.5万人次", "少0.5万人次，25%"),
    ],
)
def test_the_difference_is_in_the_unit_of_the_target(target: str, actual: str, told: str) -> None:
    assert f"，{told}" in row_note(target, actual).text


@pytest.mark.parametrize(("target", "actual"), [("≥10套", "8台"), ("≥10坨", "8堆"), ("≥10公里", "8小时")])
def test_what_does_not_convert_has_no_difference(target: str, actual: str) -> None:
    note = row_note(target, actual, "5")
    assert "少2" not in note.text


def test_a_row_that_needs_no_note_has_no_word_of_one() -> None:
    assert row_note("≥3次", "3次") == Note(1, False, "", "")


def test_only_the_side_of_a_cost_that_differs_is_told() -> None:
    def told(target: str, actual: str) -> str:
        row = Indicator("成本指标", "经济成本指标", "成本", Entry(target), Entry(actual), "10", "10")
        funds = (FundLine("年度资金总额", "100", "120", "118", "10"),)
        return form_note(Form(year="2024年度", funds=funds, indicators=(row,)), 1).text.partition("。")[0]

    assert (
        told("≤120万元", "115万元") == "指标值≤120万元，实际完成115万元；完成值与全年执行数118万元相差3万元"
    )
    assert (
        told("≤130万元", "118万元") == "指标值≤130万元，实际完成118万元；指标值与全年预算数120万元相差10万元"
    )


def test_what_could_not_be_judged_stands_in_the_sum_of_a_form() -> None:
    rows = tuple(
        Indicator("产出指标", "数量指标", name, Entry("≥3次"), Entry(actual), "30", score)
        for name, actual, score in (("一", "看情况", ""), ("二", "", ""), ("三", "3次", "30"))
    )
    summary = narrate_form(
        score_form(Form(year="2024年度", indicators=rows), BOOK), Narrator.load(())
    ).summary
    assert "绩效指标3项，其中没有填完成值1项，无法判断1项，未完成0项，扣分0项" in summary


def test_the_sum_of_a_form_says_what_lowers_the_total_and_which_scores_are_above_the_rule(
    tmp_path: Path,
) -> None:
    """30 + 10 less 5 is 35; the second row asked nobody and may have no points."""
    text = (
        '[book]\nname = "own"\ntitle = "某市"\nversion = "1"\nextends = "cn"\n[sources.me]\ntitle = "某市办法"\n'
        "[parameters]\n"
        'cost.missing_points.values = [{ from = 2020-01-01, value = 5, status = "observed", source = "me" }]\n'
        'satisfaction.unsurveyed_share.values = [{ from = 2020-01-01, value = 0, status = "observed", source = "me" }]\n'
    )
    (tmp_path / "own.toml").write_text(text, "utf-8")
    rows = (
        Indicator("产出指标", "数量指标", "场次", Entry("≥3次"), Entry("3次"), "30", "30"),
        Indicator("满意度指标", "服务对象满意度指标", "学员满意度", Entry("≥90%"), Entry("95%"), "10", "10"),
    )
    form = Form(year="2024年度", indicators=rows)
    own = narrate_form(score_form(form, load(str(tmp_path / "own.toml"), 2024)), Narrator.load(())).summary
    assert "总分35分（各项得分之和40分，规则“没有设成本指标失去的分”：总分减5分）" in own
    assert "扣分0项，填报得分高于规则允许的有第2行，须先改低。" in own
    plainly = narrate_form(score_form(form, BOOK), Narrator.load(())).summary
    assert plainly.startswith("自评总分40分，等级为")
    assert plainly.endswith("扣分0项。")


def test_after_the_proofs_the_note_goes_on() -> None:
    """佐证材料 ends with its sentence; causes and measures go on to the next heading."""
    words = {"cause_labels": ("原因",), "measure_labels": ("措施",), "evidence_labels": ("佐证材料",)}
    headings = headings_of(words)
    text = "少办一场。佐证材料：签到表（见附件。）、照片。另有录像。原因：讲师生病。雨天。措施：补办"
    assert list(sections(text, headings)) == [
        (Head.FACTS, "少办一场。"),
        (Head.EVIDENCE, "签到表（见附件。）、照片"),
        (Head.FACTS, "。另有录像。"),
        (Head.CAUSE, "讲师生病。雨天。"),
        (Head.MEASURE, "补办"),
    ]


def test_a_question_that_was_typed_is_asked_again() -> None:
    """Where the unit picked a type of its own, that asks what it has to ask."""
    note = "因讲师生病。改进措施：【请填写：补办的时间】"
    assert row_note("≥3次", "2次", note=note).gaps == ("【请填写：补办的时间】",)
    over = row_note("≥10次", "50次", note="因任务增加。改进措施：【请填写：下年的次数】")
    assert "改进措施：【请填写：下年的次数】" in over.text
    picked = row_note("≥3次", "2次", note=note, reason="佐证材料不足")
    assert "【请填写：补办的时间】" not in picked.gaps


@pytest.mark.parametrize("said", ["因一次性集中培训任务", "因临时性任务增加", "年中突发任务"])
def test_a_task_that_comes_once_changes_no_target(said: str) -> None:
    assert row_note("≥10次", "50次", note=said).text.endswith(
        "改进措施：属一次性任务，下年度指标值不作调整。"
    )
    assert "下年度指标值不作调整" not in row_note("≥10次", "50次", note="因任务增加").text


@pytest.mark.parametrize("mark", ["", "。", "； ", ".", ";"])
@pytest.mark.parametrize("reason", REASONS, ids=[reason["code"] for reason in REASONS])
def test_a_type_typed_beside_the_money_is_picked(reason: dict[str, str], mark: str) -> None:
    """Each by its label or its code, whatever stands behind it; it is then no cause in the unit's own words."""
    for typed in (reason["label"], reason["code"]):
        assert money_note("100", "100", "60", note=f"{typed}{mark}").reason == reason["code"]


def test_lists_that_an_office_lacks_name_nobody() -> None:
    nobody = people_of({})
    assert nobody.of("参训学员满意度") == ""


def test_a_fault_of_a_whole_file_has_no_line() -> None:
    assert NarrativeFault("row.j2", 3, "写错了。").where == "row.j2 第3行"
    assert NarrativeFault("row.j2", 0, "写错了。").where == "row.j2"
