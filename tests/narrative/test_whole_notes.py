"""Whole notes, word for word: each kind of row and of money, with what the unit entered and without."""

from __future__ import annotations

from dataclasses import replace

import pytest

from narrative.build import BOOK, form_note, money_note, row_note
from zipingbiao.form.model import Entry, Form, FundLine, Indicator
from zipingbiao.narrative.narrate import Narrator, narrate_form
from zipingbiao.scoring.score import score_form

COUNT = "产出指标/数量指标/培训场次"
TIME = "产出指标/时效指标/完成时间"
COST = "成本指标/经济成本指标/成本"
BENEFIT = "效益指标/社会效益指标/影响"
CONTENT = "满意度指标/服务对象满意度指标/参训学员满意度"
TODO = "改进措施：【请填写：措施、责任部门及完成时限】。"
NEXT_YEAR = "改进措施：【请填写：下年度指标值的调整及依据，或核清底数等其他措施，或不作调整的理由】。"
SURVEY = "改进措施：【请填写：调查方式、对象及完成时限】。"
WHY = "原因：【请填写：具体原因】。"


@pytest.mark.parametrize(
    ("target", "actual", "score", "path", "text"),
    [
        (
            "≥10次",
            "8次",
            "7",
            COUNT,
            f"指标值≥10次，实际完成8次，少2次，20%，扣3分（规则扣2分，自行扣1分）。{WHY}{TODO}",
        ),
        (
            "≥10次",
            "8次",
            "8",
            COUNT,
            f"指标值≥10次，实际完成8次，少2次，20%，扣2分。{WHY}{TODO}",
        ),
        (
            "≥10次",
            "8次",
            "10",
            COUNT,
            f"指标值≥10次，实际完成8次，少2次，20%。{WHY}{TODO}",
        ),
        (
            "≤4起",
            "5起",
            "8",
            COUNT,
            f"指标值≤4起，实际完成5起，多1起，25%，扣2分。{WHY}{TODO}",
        ),
        (
            "≥1.5万人",
            "1.2万人",
            "8",
            COUNT,
            f"指标值≥1.5万人，实际完成1.2万人，少0.3万人，20%，扣2分。{WHY}{TODO}",
        ),
        (
            "≥80%",
            "60%",
            "7.5",
            "产出指标/质量指标/合格率",
            f"指标值≥80%，实际完成60%，少20个百分点，扣2.5分。{WHY}{TODO}",
        ),
        (
            "≥10场",
            "15场",
            "10",
            COUNT,
            "指标值≥10场，实际完成15场，为指标值的150%。原因：【请填写：超额完成的具体任务和时间，或指标值设定偏低的依据】。"
            + NEXT_YEAR,
        ),
        (
            "≥10场",
            "15场",
            "9",
            COUNT,
            "指标值≥10场，实际完成15场，为指标值的150%，扣1分。原因：【请填写：超额完成的具体任务和时间，或指标值设定偏低的依据】。"
            + NEXT_YEAR,
        ),
        (
            "=50场",
            "51场",
            "10",
            COUNT,
            "指标值=50场，实际完成51场，超出1场（2%）。原因：【请填写：超出部分的来源，或年初底数漏计的情况】。"
            + NEXT_YEAR,
        ),
        (
            "2024年6月底前",
            "2024年7月5日",
            "6",
            TIME,
            f"期限为2024年6月底前，实际完成时间为2024年7月5日，未按期完成，扣4分。原因：【请填写：逾期的具体原因】。{TODO}",
        ),
        (
            "2025年3月底前",
            "2025年3月",
            "10",
            TIME,
            f"期限为2025年3月底前，实际完成时间为2025年3月，在2024年度之后。原因：【请填写：跨年度的原因及2024年末的进度】。{TODO}",
        ),
        (
            "2025年3月底前",
            "2025年3月",
            "9",
            TIME,
            f"期限为2025年3月底前，实际完成时间为2025年3月，在2024年度之后，扣1分。原因：【请填写：跨年度的原因及2024年末的进度】。{TODO}",
        ),
        (
            "2024年6月前",
            "2024年6月20日",
            "9",
            TIME,
            "期限为2024年6月前，实际完成时间为2024年6月20日，在期限所写的当月内，自评9分，自行扣1分。"
            f"原因：【请填写：扣1分的具体事实；无事实依据的，恢复为10分】。{TODO}",
        ),
        (
            "好",
            "一般",
            "7",
            BENEFIT,
            f"指标值“好”，实际完成“一般”，部分达成，扣3分。{WHY}{TODO}",
        ),
        (
            "≥90%",
            "95%",
            "8",
            CONTENT,
            f"指标值≥90%，填报95%，扣2分。原因：【请填写：是否开展满意度调查，未开展的原因】。{SURVEY}",
        ),
        (
            "≥90%",
            "95%",
            "7",
            CONTENT,
            f"指标值≥90%，填报95%，扣3分，占该项分值30%。原因：【请填写：是否开展满意度调查，未开展的原因】。{SURVEY}",
        ),
        (
            "≥4次",
            "4次",
            "9",
            COUNT,
            "指标值≥4次，实际完成4次，达到指标值，按规则应得10分，自评9分，自行扣1分。"
            f"原因：【请填写：扣1分的具体事实；无事实依据的，恢复为10分】。{TODO}",
        ),
        (
            "≥4次",
            "4次",
            "7.5",
            COUNT,
            "指标值≥4次，实际完成4次，达到指标值，按规则应得10分，自评7.5分，自行扣2.5分，占该项分值25%。"
            f"原因：【请填写：扣2.5分的具体事实；无事实依据的，恢复为10分】。{TODO}",
        ),
        (
            "≥4次",
            "已完成",
            "9",
            COUNT,
            "指标值≥4次，完成值填报“已完成”，未填具体数值，应为【请填写：实际值及计算口径】，按规则应得10分，自评9分，自行扣1分。"
            f"原因：【请填写：扣1分的具体事实；无事实依据的，恢复为10分】。{TODO}",
        ),
        (
            "≥4次",
            "≥4次",
            "9",
            COUNT,
            "指标值≥4次，完成值填报“≥4次”，未填具体数值，应为【请填写：实际值及计算口径】，按规则应得10分，自评9分，自行扣1分。"
            f"原因：【请填写：扣1分的具体事实；无事实依据的，恢复为10分】。{TODO}",
        ),
        (
            "≤500万元",
            "350万元",
            "10",
            COST,
            f"指标值≤500万元，实际完成350万元，低于指标值150万元（30%）。原因：【请填写：节约的环节和原因】。{TODO}",
        ),
        (
            "≥10场",
            "看情况",
            "9",
            COUNT,
            f"指标值≥10场，实际完成“看情况”，扣1分。{WHY}{TODO}",
        ),
        (
            "≥10场",
            "8 场",
            "8",
            "产出指标/数量指标/举办培训 12 场",
            f"指标值≥10场（指标文字为12场），实际完成8场，少2场，20%，扣2分。{WHY}{TODO}",
        ),
    ],
)
def test_rows_of_which_nothing_was_entered(
    target: str, actual: str, score: str, path: str, text: str
) -> None:
    assert row_note(target, actual, score, path=path).text == text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (
            {"detail": "讲师临时取消。2025年6月底前由人事科补办"},
            "原因：讲师临时取消。改进措施：2025年6月底前由人事科补办。",
        ),
        (
            {"detail": "讲师临时取消。将于2025年6月底前补办"},
            "原因：讲师临时取消。改进措施：将于2025年6月底前补办。",
        ),
        (
            {"detail": "讲师临时取消。将补办一次"},
            "原因：讲师临时取消。改进措施：将补办一次，【请填写：时限】前完成。",
        ),
        (
            {"detail": "受客观因素影响。将补办一次"},
            "原因：受客观因素影响，【请填写：具体是什么因素】。改进措施：将补办一次，【请填写：时限】前完成。",
        ),
        (
            {"detail": "年中追加项目"},
            "原因：年中追加项目，【请填写：追加批复时间、采购启动时间及其对本项的影响】。" + TODO,
        ),
        (
            {"reason": "年度追加项目"},
            "原因：该项目为追加项目，【请填写：追加批复时间、采购启动时间及其对本项的影响】。" + TODO,
        ),
        (
            {"reason": "佐证材料不足", "detail": "缺少签到表"},
            "原因：佐证材料不足，缺少签到表。" + TODO,
        ),
        (
            {"reason": "佐证材料不足", "detail": "签到表没有盖章"},
            "原因：佐证材料不足，签到表没有盖章，【请填写：缺少的材料名称】。" + TODO,
        ),
        (
            {"reason": "佐证材料不足", "detail": "佐证材料缺少签到表"},
            "原因：佐证材料缺少签到表。" + TODO,
        ),
        ({"reason": "其他"}, "原因：【请填写：具体原因】。" + TODO),
        ({"reason": "讲师生病", "detail": "场地被占用"}, "原因：讲师生病，场地被占用。" + TODO),
        ({"detail": "讲师生病", "note": "场地被占用。将补办一次"}, "原因：讲师生病，场地被占用。改进措施：将补办一次，【请填写：时限】前完成。"),
        ({"detail": "将补办一次", "note": "场地被占用。将另选讲师"}, "原因：场地被占用。改进措施：将补办一次，将另选讲师，【请填写：时限】前完成。"),
        ({"note": "扣分原因：讲师生病。下一步工作：将补办一次"}, "原因：讲师生病。改进措施：将补办一次，【请填写：时限】前完成。"),
        ({"note": "（1）讲师生病；（2）场地被占用"}, "原因：讲师生病，场地被占用。" + TODO),
        ({"note": "讲师生病，讲师生病"}, "原因：讲师生病。" + TODO),
    ],
)  # fmt: skip
def test_what_the_unit_entered(given: dict[str, str], text: str) -> None:
    note = row_note("≥3次", "2次", "5", **given)
    assert note.text == f"指标值≥3次，实际完成2次，少1次，33.3%，扣5分（规则扣3.33分，自行扣1.67分）。{text}"
    assert note.gaps == tuple(f"【请{gap.partition('】')[0]}】" for gap in text.split("【请")[1:])


@pytest.mark.parametrize(
    ("actual", "score", "given", "text"),
    [
        (
            "95%",
            "8",
            {"reason": "未开展满意度调查"},
            f"填报95%，未开展问卷调查，扣2分。原因：【请填写：95%的计算依据及未开展问卷调查的原因】。{SURVEY}",
        ),
        (
            "100%",
            "8",
            {"reason": "未开展满意度调查"},
            f"填报100%，未开展问卷调查，扣2分。原因：【请填写：未开展问卷调查的原因】。{SURVEY}",
        ),
        (
            "100.00%",
            "7",
            {"reason": "未开展满意度调查"},
            f"填报100.00%，未开展问卷调查，扣3分，占该项分值30%。原因：【请填写：未开展问卷调查的原因及扣分幅度依据】。{SURVEY}",
        ),
        (
            "95%",
            "8",
            {"detail": "后续开展问卷调查"},
            "填报95%，未开展问卷调查，扣2分。原因：【请填写：95%的计算依据及未开展问卷调查的原因】。"
            "改进措施：对参训学员开展问卷调查，【请填写：时限】前完成。",
        ),
        (
            "95%",
            "8",
            {"detail": "后续对参训学员开展问卷调查"},
            "填报95%，未开展问卷调查，扣2分。原因：【请填写：95%的计算依据及未开展问卷调查的原因】。"
            "改进措施：后续对参训学员开展问卷调查，【请填写：时限】前完成。",
        ),
        (
            "95%",
            "8",
            {"detail": "通过电话回访20人"},
            f"填报95%，通过电话回访20人，扣2分。原因：【请填写：扣分的具体事实，如受访人数、满意人数有无书面记录】。{SURVEY}",
        ),
        (
            "95%",
            "8",
            {"reason": "未开展满意度调查", "detail": "通过电话回访20人"},
            f"填报95%，通过电话回访20人，扣2分。原因：【请核实：所选“未开展满意度调查”与说明中已开展的调查不一致】。{SURVEY}",
        ),
        (
            "95%",
            "8",
            {"detail": "领导口头反馈良好"},
            f"填报95%，仅为口头了解，扣2分。原因：【请填写：是否开展满意度调查，未开展的原因】。{SURVEY}",
        ),
    ],
)
def test_satisfaction(actual: str, score: str, given: dict[str, str], text: str) -> None:
    assert row_note("≥90%", actual, score, path=CONTENT, **given).text == f"指标值≥90%，{text}"


def test_evidence_is_told_without_its_last_mark() -> None:
    row = Indicator(
        "产出指标", "数量指标", "采购", Entry("≥3次"), Entry("2次"), "10", "6.67", evidence=" 合同\n发票。"
    )
    note = form_note(Form(year="2024年度", indicators=(row,)), 1)
    assert note.text == f"指标值≥3次，实际完成2次，少1次，33.3%，扣3.33分。佐证材料：合同、发票。{WHY}{TODO}"
    for nothing in ("-", "无", ""):
        bare = form_note(Form(year="2024年度", indicators=(replace(row, evidence=nothing),)), 1)
        assert "佐证" not in bare.text


def test_a_long_cell_is_pointed_at() -> None:
    assert f"实际完成“{'长' * 40}”" in row_note("≥3次", "长" * 40, "5").text
    assert "实际完成见本行，" in row_note("≥3次", "长" * 41, "5").text
    assert "实际完成未填写，" in row_note("≥3次", " ", "5").text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("举办培训12场", "（指标文字为12场）"),
        ("举办培训12.5场", "（指标文字为12.5场）"),
        ("举办培训10场", ""),
        ("举办培训12场、讲座3场", ""),
        ("举办培训12次", ""),
        ("举办培训", ""),
        ("举办培训123456789012场", "（指标文字为123456789012场）"),
        ("举办培训1234567890123场", ""),
    ],
)
def test_a_figure_of_the_text_that_is_not_the_target(text: str, told: str) -> None:
    note = row_note("≥10场", "8场", "8", path=f"产出指标/数量指标/{text}")
    assert note.text.startswith(f"指标值≥10场{told}，实际完成8场")


def test_percent_signs_of_the_text_are_alike() -> None:
    note = row_note("≥90%", "80%", "8", path="产出指标/质量指标/合格率达到95％")
    assert note.text.startswith("指标值≥90%（指标文字为95%），实际完成80%，少10个百分点")


# ---------------------------------------------------------------- money

LOW = "原因：【请填写：未支付的具体原因，如合同付款节点】。改进措施：【请填写：支付计划或盘活措施及时限】。"
BASIS = "调整依据：【请填写：批复文号、时间和事由】。"


@pytest.mark.parametrize(
    ("initial", "annual", "executed", "note", "text"),
    [
        (
            "100.00",
            "100.00",
            "80.50",
            "",
            f"全年预算100.00万元，全年执行80.50万元，执行率80.50%，未执行19.50万元。{LOW}",
        ),
        (
            "100",
            "100",
            "102.59",
            "",
            "全年预算100万元，全年执行102.59万元，执行率102.59%，超出全年预算2.59万元。"
            "原因：【请填写：超出全年预算的原因，或核对两项金额】。改进措施：【请填写：措施及完成时限】。",
        ),
        (
            "100",
            "120.5",
            "118",
            "",
            f"年初预算100万元，全年预算120.5万元，调增20.5万元，{BASIS}全年执行118万元，执行率97.93%，未执行2.5万元。",
        ),
        (
            "120.5",
            "100",
            "100",
            "",
            f"年初预算120.5万元，全年预算100万元，调减20.5万元，{BASIS}全年执行100万元，执行率100.00%。",
        ),
        (
            "0",
            "50",
            "50",
            "",
            f"年初预算0万元，全年预算50万元，系年度中安排，{BASIS}全年执行50万元，执行率100.00%。",
        ),
        (
            "100",
            "200",
            "100",
            "",
            f"年初预算100万元，全年预算200万元，调增100万元，{BASIS}全年执行100万元，执行率50.00%，未执行100万元。{LOW}",
        ),
        (
            "100",
            "100",
            "50",
            "尾款未付。将于2025年3月底前支付",
            "全年预算100万元，全年执行50万元，执行率50.00%，未执行50万元。原因：尾款未付。改进措施：将于2025年3月底前支付。",
        ),
        (
            "100",
            "100",
            "50",
            "客观原因。将支付",
            "全年预算100万元，全年执行50万元，执行率50.00%，未执行50万元。原因：客观原因，【请填写：具体是什么因素】。"
            "改进措施：将支付，【请填写：时限】前完成。",
        ),
        (
            "100",
            "120",
            "120",
            "根据财预〔2024〕12号追加20万元，用于应急",
            "年初预算100万元，全年预算120万元，调增20万元，调整依据：根据财预〔2024〕12号追加20万元。"
            "全年执行120万元，执行率100.00%。说明：用于应急。",
        ),
    ],
)
def test_money(initial: str, annual: str, executed: str, note: str, text: str) -> None:
    assert money_note(initial, annual, executed, note=note).text == text


def test_carried_money_is_told_first() -> None:
    assert money_note("0", "50", "50", carried=True).text == (
        f"资金全部为上年结转资金。年初预算0万元，全年预算50万元，年初未列预算，{BASIS}全年执行50万元，执行率100.00%。"
    )


@pytest.mark.parametrize(
    ("cost", "told"),
    [
        ("100万元", "，执行数为成本指标完成值100万元的60%"),
        ("90万元", "，执行数为成本指标完成值90万元的66.67%"),
        ("60万元", ""),
        ("50万元", ""),
        ("100万元/台", ""),
    ],
)
def test_money_spent_beside_the_cost_that_is_reported(cost: str, told: str) -> None:
    row = Indicator("成本指标", "经济成本指标", "成本", Entry("≤100万元"), Entry(cost), "10", "10")
    form = Form(
        year="2024年度", funds=(FundLine("年度资金总额", "100", "100", "60", "10"),), indicators=(row,)
    )
    assert form_note(form, "funds").text == (
        f"全年预算100万元，全年执行60万元，执行率60.00%，未执行40万元{told}。{LOW}"
    )


def test_a_cost_that_is_not_the_budget() -> None:
    row = Indicator("成本指标", "经济成本指标", "成本", Entry("≤130万元"), Entry("115万元"), "10", "10")
    form = Form(
        year="2024年度", funds=(FundLine("年度资金总额", "100", "120", "118", "10"),), indicators=(row,)
    )
    note = form_note(form, 1)
    assert note.text == (
        "指标值≤130万元，实际完成115万元；指标值与全年预算数120万元相差10万元；完成值与全年执行数118万元相差3万元。"
        f"原因：【请填写：差异原因，以决算数为准】。{TODO}"
    )
    assert (note.n, note.required, note.reason) == (1, True, "")


# ---------------------------------------------------------------- the whole form


def test_the_sum_of_a_form() -> None:
    rows = (
        Indicator("产出指标", "数量指标", "一", Entry("≥3次"), Entry("2次"), "45", "30"),
        Indicator("产出指标", "数量指标", "二", Entry("≥3次"), Entry("3次"), "45", "45"),
    )
    form = Form(
        year="2024年度", funds=(FundLine("年度资金总额", "100", "100", "100", "10"),), indicators=rows
    )
    narrated = narrate_form(score_form(form, BOOK), Narrator.load(()))
    assert narrated.summary == (
        "自评总分85分，等级为良，预算执行率100.00%。绩效指标2项，其中未完成1项，扣分1项；说明中尚有2处待填写。"
    )
    assert [(note.n, note.required, note.text == "") for note in narrated.notes] == [
        ("funds", False, True),
        (1, True, False),
        (2, False, True),
    ]
    without = replace(
        form, funds=(), indicators=(replace(rows[0], actual=Entry("看情况"), score=""), rows[1])
    )
    assert narrate_form(score_form(without, BOOK), Narrator.load(())).summary.startswith(
        "总分无法计算，有得分未填。绩效指标2项，"
    )


# ---------------------------------------------------------------- the limit


def test_a_note_may_be_exactly_as_long_as_the_limit() -> None:
    base = len(row_note("≥3次", "2次", "5", detail="因甲").text)
    full = row_note("≥3次", "2次", "5", detail=f"因甲{'乙' * (200 - base)}")
    assert len(full.text) == 200
    assert "，33.3%" in full.text
    assert "（规则扣3.33分，自行扣1.67分）" in full.text
    # One sign more: what is least needed goes first, the unit's own words stay.
    more = row_note("≥3次", "2次", "5", detail=f"因甲{'乙' * (201 - base)}")
    assert "（规则扣" not in more.text
    assert "，33.3%" in more.text
    assert f"原因：因甲{'乙' * (201 - base)}。" in more.text
    # The rule's share (20 signs) and the deviation (6) are the only ones that can go.
    most = row_note(
        "≥3次", "2次", "5", detail=f"因甲{'乙' * (200 - base + len('（规则扣3.33分，自行扣1.67分）') + 1)}"
    )
    assert "，33.3%" not in most.text
    assert "原因：因甲乙" in most.text


def test_words_that_do_not_fit_are_left_out_from_the_end_and_asked_for() -> None:
    """Whole clauses go, of the longer part first; a part that is gone altogether is asked for, being too long."""
    long = row_note("≥3次", "2次", "5", detail=f"因{'甲' * 60}，{'乙' * 60}，{'丙' * 60}")
    assert f"原因：因{'甲' * 60}，{'乙' * 60}。" in long.text
    assert "丙" not in long.text
    endless = row_note("≥3次", "2次", "5", detail=f"因{'甲' * 190}")
    assert "原因：【请填写：原因，原文过长，请精简】。" in endless.text
    measures = row_note("≥3次", "2次", "5", detail=f"讲师生病。将{'甲' * 190}")
    assert "原因：讲师生病。改进措施：【请填写：改进措施及时限，原文过长，请精简】。" in measures.text


def test_of_cause_and_measure_of_one_length_the_cause_goes_first() -> None:
    note = row_note("≥3次", "2次", "5", detail=f"因{'甲' * 79}。将{'乙' * 79}")
    assert "原因：【请填写：原因，原文过长，请精简】。" in note.text
    assert f"改进措施：将{'乙' * 79}，" in note.text
