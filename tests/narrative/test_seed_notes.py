"""The notes of the 14 published forms: what each must say, what it must not say, and which gaps stay.

Expectations are written by hand from the printed forms. The rows carry the published note and nothing else, unless
a test adds what a clerk would pick or type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from narrative.build import form_note, seed_note, seeds


@dataclass(frozen=True)
class Case:
    form: str
    n: int | str
    says: tuple[str, ...]
    never: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()


OTHER_WAYS = "下年度指标值的调整及依据，或核清底数等其他措施，或不作调整的理由"
DEDUCTED = (
    Case(
        "seed-01",
        8,
        ("指标值≥99%", "填报100%", "采取电话问询和现场沟通的方式", "暂未收到负面反馈", "扣2分"),
        ("未开展", "达到100%", "情况较好", "问卷调查，"),
        ("扣分的具体事实，如受访人数、满意人数有无书面记录", "调查方式、对象及完成时限"),
    ),
    Case(
        "seed-02",
        13,
        (
            "指标值≥99%（指标文字为99.99%）",
            "填报100%",
            "依据为暂未收到不良反馈",
            "未开展问卷调查",
            "扣2分",
            "40%",
            "对市相关委办局、局属各处室、各区应急局等相关单位开展问卷调查",
        ),
        ("达到100%",),
        ("未开展问卷调查的原因及扣分幅度依据", "时限"),
    ),
    Case(
        "seed-03",
        1,
        (
            "应于2024年12月前组织合同签订，实际于2024年12月24日签订合同",
            "扣2分",
            "原因：该项目为追加项目，",
        ),
        ("年中", "采购周期", "未按期"),
        ("追加批复时间、采购启动时间及其对本项的影响", "措施、责任部门及完成时限"),
    ),
    Case(
        "seed-03",
        2,
        ("指标值=100%", "实际完成100%", "应得20分", "自评15分", "自行扣5分"),
        ("追加",),
        ("扣5分的具体事实；无事实依据的，恢复为20分", "措施、责任部门及完成时限"),
    ),
    Case(
        "seed-03",
        6,
        (
            "≥95%",
            "填报100%",
            "暂未收到不良反馈",
            "仅为口头了解",
            "未开展问卷调查",
            "扣3分",
            "对局属各处室及事业单位用户开展问卷调查",
        ),
        ("达到100%", "追加", "服务时间短"),
        ("未开展问卷调查的原因及扣分幅度依据", "时限"),
    ),
    Case(
        "seed-04",
        6,
        (
            "≥95%（指标文字为100%）",
            "填报100%",
            "仅为口头了解",
            "扣2分",
            "对局属各处室及事业单位用户开展问卷调查",
        ),
        ("达到100%",),
        ("未开展问卷调查的原因", "时限"),
    ),
    Case(
        "seed-05",
        5,
        ("≥95%", "填报100%", "仅为口头了解", "扣2分", "对我局工作人员开展问卷调查"),
        ("达到100%", "8月"),
        ("未开展问卷调查的原因", "时限"),
    ),
    Case(
        "seed-06",
        5,
        ("≥95%", "填报100%", "仅为口头了解", "扣2分", "对市应急局办公人员开展问卷调查"),
        ("达到100%",),
        ("未开展问卷调查的原因", "时限"),
    ),
    Case(
        "seed-07",
        2,
        ("7个（套）", "实际完成时间为2025年4月", "自行扣5分", "原因：该项目为追加项目，"),
        ("未完成", "低于"),
        ("追加批复时间、采购启动时间及其对本项的影响", "措施、责任部门及完成时限"),
    ),
    Case(
        "seed-07",
        6,
        (
            "填报100%",
            "仅为口头了解",
            "未开展问卷调查",
            "扣3分",
            "原因：该项目为追加项目，",
            "对局工作人员开展问卷调查",
        ),
        ("达到100%",),
        ("未开展问卷调查的原因及扣分幅度依据", "时限"),
    ),
    Case(
        "seed-08",
        7,
        ("“好”", "扣1分", "佐证材料的收集与整理工作仍需进一步提升"),
        ("效益发挥较好", "低于"),
        ("缺少的材料名称", "措施、责任部门及完成时限"),
    ),
    Case(
        "seed-09",
        12,
        ("≥95%", "填报100%", "仅为口头了解", "扣1分", "开展问卷调查"),
        ("达到100%",),
        ("未开展问卷调查的原因", "服务对象范围", "时限"),
    ),
    Case(
        "seed-10",
        11,
        ("≥98%", "填报98%", "仅为口头了解", "扣1分", "开展问卷调查"),
        ("达到98%",),
        ("98%的计算依据及未开展问卷调查的原因", "服务对象范围", "时限"),
    ),
    Case(
        "seed-11",
        10,
        (
            "≥99%",
            "填报100%",
            "依据为未收到不良反馈",
            "扣1分",
            "对局属各处室、单位、各区应急局开展问卷调查并进行分析总结",
        ),
        ("达到100%", "原因：未收到"),
        ("未开展问卷调查的原因", "时限"),
    ),
    Case(
        "seed-12",
        8,
        (
            "≤6次",
            "0次",
            "达到指标值",
            "仅为口头了解",
            "自行扣1分",
            "对局属相关处室、各区应急局、相关企业开展问卷调查",
        ),
        ("%",),
        ("未开展问卷调查的原因；无事实依据的，恢复为10分", "时限"),
    ),
    Case(
        "seed-13",
        6,
        ("≥95%", "填报100%", "暂未收到负面反馈", "扣2分", "40%", "局属各处室、单位、各区应急局"),
        ("达到100%",),
        ("未开展问卷调查的原因及扣分幅度依据", "时限"),
    ),
    Case(
        "seed-14",
        5,
        ("指标值≥95%", "“≥95%”", "未填具体数值", "自行扣1分", "佐证材料仍需进一步收集"),
        ("达到指标值", "效益发挥较好"),
        ("实际值及计算口径", "缺少的材料名称", "措施、责任部门及完成时限"),
    ),
    Case(
        "seed-14",
        6,
        ("填报100%", "暂未收到不良反馈", "扣1分"),
        ("未开展问卷", "达到100%", "情况较好"),
        ("是否开展满意度调查，未开展的原因", "调查方式、对象及完成时限"),
    ),
)
EXPLAINED = (
    Case(
        "seed-01",
        "funds",
        ("年初预算0.00万元", "全年预算200.25万元", "年度中安排", "199.13万元", "99.44%", "1.12万元"),
        ("节约", "追加项目"),
        ("批复文号、时间和事由",),
    ),
    Case(
        "seed-03",
        "funds",
        ("0.00万元", "185.76万元", "111.08万元", "59.80%", "未执行74.68万元", "185.1256万元的60%"),
        ("尾款", "12月"),
        ("批复文号、时间和事由", "未支付的具体原因，如合同付款节点", "支付计划或盘活措施及时限"),
    ),
    Case(
        "seed-07",
        "funds",
        ("60.00万元", "35.70万元", "59.50%", "未执行24.30万元", "59.5万元的60%"),
        ("尾款",),
        ("批复文号、时间和事由", "未支付的具体原因，如合同付款节点", "支付计划或盘活措施及时限"),
    ),
    Case(
        "seed-01",
        6,
        ("≥3次", "6次", "200%"),
        ("扣",),
        ("超额完成的具体任务和时间，或指标值设定偏低的依据", OTHER_WAYS),
    ),
    Case(
        "seed-01",
        7,
        ("≥3次", "6次", "200%"),
        ("扣",),
        ("超额完成的具体任务和时间，或指标值设定偏低的依据", OTHER_WAYS),
    ),
    Case(
        "seed-02",
        3,
        ("=40套", "53套", "超出13套（32.5%）"),
        ("扣",),
        ("超出部分的来源，或年初底数漏计的情况", OTHER_WAYS),
    ),
    Case(
        "seed-02",
        2,
        ("=60台", "71台", "超出11台（18.3%）"),
        (),
        ("超出部分的来源，或年初底数漏计的情况", OTHER_WAYS),
    ),
    Case(
        "seed-02",
        6,
        ("=93台（指标文字为114台）", "101台", "超出8台（8.6%）"),
        (),
        ("超出部分的来源，或年初底数漏计的情况", OTHER_WAYS),
    ),
    Case(
        "seed-02",
        9,
        ("=46套", "55套", "超出9套（19.6%）"),
        (),
        ("超出部分的来源，或年初底数漏计的情况", OTHER_WAYS),
    ),
    Case(
        "seed-09",
        1,
        ("=200000路", "246076路", "超出46076路（23%）"),
        (),
        ("超出部分的来源，或年初底数漏计的情况", OTHER_WAYS),
    ),
    Case(
        "seed-09",
        4,
        ("≥250000路", "346968路", "138.8%"),
        (),
        ("超额完成的具体任务和时间，或指标值设定偏低的依据", OTHER_WAYS),
    ),
    Case(
        "seed-10",
        6,
        ("=65份", "66份", "超出1份（1.5%）"),
        (),
        ("超出部分的来源，或年初底数漏计的情况", OTHER_WAYS),
    ),
    Case(
        "seed-02",
        10,
        ("≤365.291元", "365.291万元", "365.11万元", "0.181万元", "计量单位不一致"),
        ("扣",),
        ("元或万元", "差异原因，以决算数为准", "措施、责任部门及完成时限"),
    ),
    Case(
        "seed-11",
        7,
        ("≤433.1202万元", "420.03万元", "13.0902万元", "419.78万元", "419.48万元", "0.3万元"),
        ("扣", "节约"),
        ("差异原因，以决算数为准", "措施、责任部门及完成时限"),
    ),
    Case(
        "seed-07",
        1,
        ("2025年4月底前", "2025年4月", "2024年度之后"),
        ("未按期", "扣"),
        ("跨年度的原因及2024年末的进度", "措施、责任部门及完成时限"),
    ),
)


@pytest.mark.parametrize("case", (*DEDUCTED, *EXPLAINED), ids=lambda case: f"{case.form}-{case.n}")
def test_note(case: Case) -> None:
    note = seed_note(case.form, case.n)
    assert note.required
    assert note.reason == ""
    for words in case.says:
        assert words in note.text
    told = re.sub(r"【[^】]*】", "", note.text)
    for words in (*case.never, "单位说明", "后续采取"):
        assert words not in told
    assert tuple(re.sub("【请..：|】", "", gap) for gap in note.gaps) == case.gaps
    assert len(note.text) <= 200
    assert note.text.endswith("。")
    assert not re.search(r"[，；。：]{2}|。；|，。", note.text)


def test_the_eighteen_deducted_rows_are_all_here() -> None:
    printed = [
        (form.id, n)
        for form in seeds().values()
        for n, row in enumerate(form.indicators, 1)
        if float(row.score) < float(row.weight)
    ]
    assert [(case.form, case.n) for case in DEDUCTED] == printed
    assert len(printed) == 18


def test_no_other_row_needs_a_note() -> None:
    expected = {(case.form, case.n) for case in (*DEDUCTED, *EXPLAINED)}
    found = set()
    for form in seeds().values():
        for n in ("funds", *range(1, len(form.indicators) + 1)):
            note = form_note(form, n)
            if note.required:
                found.add((form.id, n))
            else:
                assert (note.text, note.gaps) == ("", ())
    assert found == expected


#: Words of causes nobody of the 14 units gave.
INVENTED = (
    "疫情",
    "人员不足",
    "人手",
    "时间紧",
    "经费",
    "重视不够",
    "客观",
    "采购周期",
    "招标",
    "供应商",
    "节约",
    "尾款",
)


@pytest.mark.parametrize("id", [f"seed-{n:02}" for n in range(1, 15)])
def test_no_cause_or_figure_that_is_not_in_the_form(id: str) -> None:
    form = seeds()[id]
    printed = str(form)
    for n in ("funds", *range(1, len(form.indicators) + 1)):
        told = re.sub(r"【[^】]*】", "", form_note(form, n).text)
        for word in INVENTED:
            assert word not in told or word in printed


def test_a_cause_is_never_taken_from_another_row() -> None:
    for n in (2, 6):
        assert "追加" not in seed_note("seed-03", n).text.replace("追加批复", "")


# ---------------------------------------------------------------- with what a clerk adds


def test_picked_survey_reason_states_the_fact_and_asks_why() -> None:
    note = seed_note("seed-05", 5, reason="未开展满意度调查", note="")
    assert note.reason == "survey-missing"
    assert "未开展问卷调查，扣2分" in note.text
    assert note.gaps == ("【请填写：未开展问卷调查的原因】", "【请填写：调查方式、对象及完成时限】")


def test_picked_reason_against_a_survey_that_was_made() -> None:
    note = seed_note("seed-01", 8, reason="未开展满意度调查")
    assert "未开展问卷调查" not in note.text.split("原因：")[0]
    assert "【请核实：所选“未开展满意度调查”与说明中已开展的调查不一致】" in note.gaps


def test_entered_cause_and_measure_with_time_leave_no_gap() -> None:
    note = seed_note(
        "seed-13",
        6,
        reason="未开展满意度调查",
        detail="因系统年底才全面上线，用户未集中。下一步由信息科于2025年6月底前开展问卷调查。",
    )
    assert "原因：因系统年底才全面上线，用户未集中。" in note.text
    assert (
        "改进措施：下一步由信息科于2025年6月底前开展问卷调查，调查对象为局属各处室、单位、各区应急局。"
        in note.text
    )
    assert note.gaps == ()


def test_evidence_reason_asks_for_the_material() -> None:
    asked = seed_note("seed-08", 7, reason="佐证材料不足")
    assert asked.reason == "evidence-lacking"
    assert "【请填写：缺少的材料名称】" in asked.gaps
    answered = seed_note("seed-08", 7, reason="佐证材料不足", detail="缺少市级现场指挥部出具的使用意见")
    assert "缺少市级现场指挥部出具的使用意见" in answered.text
    assert answered.gaps == ("【请填写：措施、责任部门及完成时限】",)


def test_added_in_year_is_only_background() -> None:
    note = seed_note("seed-03", 1, reason="年度追加项目")
    assert note.reason == "added-in-year"
    assert note.text.count("该项目为追加项目") == 1
    assert len(note.gaps) == 2
    told = seed_note("seed-03", 1, reason="年度追加项目", detail="9月批复追加预算，采购启动较晚")
    assert "采购启动较晚" in told.text
    assert told.gaps == ("【请填写：措施、责任部门及完成时限】",)
