"""Rows of every kind: which need a note, which facts it states, and how entered words are used."""

from __future__ import annotations

import pytest

from narrative.build import money_note, row_note

PEOPLE = "满意度指标/服务对象满意度指标/"


@pytest.mark.parametrize(
    ("target", "actual", "score", "says"),
    [
        ("≥95%", "90%", "", "指标值≥95%，实际完成90%，少5个百分点，扣0.53分。"),
        ("≥100人", "80人", "8", "指标值≥100人，实际完成80人，少20人，20%，扣2分。"),
        ("≤5起", "8起", "", "实际完成8起，多3起，60%，扣3.75分。"),
        ("≥8.6公里", "6.9公里", "", "少1.7公里，19.8%，扣1.98分。"),
        ("≥8.6公里", "6900米", "", "少1.7公里，19.8%，扣1.98分。"),
        ("0起", "2起", "", "多2起，扣10分。"),
        ("≥3万人", "2.5万人", "", "少0.5万人，16.7%"),
        (
            "2024年6月底前",
            "2024年9月",
            "",
            "期限为2024年6月底前，实际完成时间为2024年9月，未按期完成。",
        ),
        (
            "完成时间为2024年6月底前",
            "2024年9月",
            "",
            "期限为2024年6月底前，实际完成时间为2024年9月，未按期完成。",
        ),
        (
            "完成期限：2024年6月底前",
            "2024年9月",
            "",
            "期限为2024年6月底前，实际完成时间为2024年9月，未按期完成。",
        ),
        ("好", "一般", "7", "指标值“好”，实际完成“一般”，部分达成，扣3分。"),
        ("≥4次", "5次", "9", "达到指标值，按规则应得10分，自评9分，自行扣1分。"),
        ("=50场", "51场", "", "超出1场（2%）"),
        ("≥3次", "未开展", "", "指标值≥3次，实际完成“未开展”，未达到指标值。"),
    ],
)
def test_facts(target: str, actual: str, score: str, says: str) -> None:
    note = row_note(target, actual, score)
    assert note.required
    assert says in note.text
    assert note.gaps


@pytest.mark.parametrize(
    ("target", "actual", "score", "path"),
    [
        ("≥95%", "95%", "10", "产出指标/质量指标/合格率"),
        ("≥95%", "100%", "", PEOPLE + "群众满意度"),
        ("≥100人", "129人", "10", "产出指标/数量指标/人数"),
        ("≤5起", "0起", "10", "产出指标/质量指标/事故"),
        ("2024年12月底前", "2024年11月", "10", "产出指标/时效指标/完成时间"),
        ("好", "好", "10", "效益指标/社会效益指标/影响"),
        ("≤500万元", "400万元", "10", "成本指标/经济成本指标/成本"),
        ("", "", "", "产出指标/数量指标/空"),
        ("看不懂", "也看不懂", "10", "产出指标/数量指标/空"),
        ("≥50%", "100%", "10", PEOPLE + "群众满意度"),
        ("≥80%", "120%", "10", "产出指标/质量指标/完成率"),
    ],
)
def test_rows_that_need_nothing(target: str, actual: str, score: str, path: str) -> None:
    note = row_note(target, actual, score, path=path)
    assert (note.required, note.text, note.gaps) == (False, "", ())


@pytest.mark.parametrize(
    ("target", "actual", "path", "needed"),
    [
        ("≥100人", "130人", "产出指标/数量指标/人数", True),
        ("≥100人", "129人", "产出指标/数量指标/人数", False),
        ("≥70%", "100%", "产出指标/质量指标/完成率", False),
        ("≤500万元", "350万元", "成本指标/经济成本指标/成本", True),
        ("≤500万元", "351万元", "成本指标/经济成本指标/成本", False),
        ("2025年3月底前", "2025年3月", "产出指标/时效指标/完成时间", True),
    ],
)
def test_thresholds(target: str, actual: str, path: str, needed: bool) -> None:
    assert row_note(target, actual, "10", path=path).required is needed


def test_cause_and_measure_are_told_apart() -> None:
    note = row_note(
        "≥3次", "2次", detail="供应商延迟供货，导致进度滞后。后续加强合同管理，2025年6月底前完成。"
    )
    assert "原因：供应商延迟供货，导致进度滞后。改进措施：后续加强合同管理，2025年6月底前完成。" in note.text
    assert note.gaps == ()


def test_a_measure_without_time_asks_for_it() -> None:
    note = row_note("≥3次", "2次", detail="讲师临时取消。完善讲师库")
    assert "改进措施：完善讲师库，【请填写：时限】前完成。" in note.text
    assert note.gaps == ("【请填写：时限】",)


@pytest.mark.parametrize(
    "detail", ["", "无", "暂无。", "0", "目前情况较好", "暂未收到不良反馈", "效益发挥良好", "已全部完成"]
)
def test_a_state_is_no_cause(detail: str) -> None:
    note = row_note("≥3次", "2次", detail=detail)
    assert "原因：【请填写：具体原因】" in note.text


@pytest.mark.parametrize("detail", ["落实不到位", "计划调整", "规范性不足，台账不全", "组织不力"])
def test_a_shortcoming_is_a_cause_even_if_it_begins_like_a_measure(detail: str) -> None:
    note = row_note("≥3次", "2次", detail=detail)
    assert f"原因：{detail}。" in note.text
    assert "【请填写：措施" in note.text


def test_vague_causes_ask_for_the_factor() -> None:
    note = row_note("≥3次", "2次", detail="受客观因素影响")
    assert "原因：受客观因素影响，【请填写：具体是什么因素】。" in note.text


def test_reason_with_a_cause_of_its_own() -> None:
    note = row_note("≥3次", "2次", reason="前期手续未完成")
    assert note.reason == "preparation-unfinished"
    assert "原因：前期手续未完成，【请填写：未完成的手续名称及受阻环节】。" in note.text


@pytest.mark.parametrize(
    "typed",
    ["超额完成—任务增加", "超额完成-任务增加", "超额完成（任务增加）", " 任务增加 ", "over-task-added"],
)
def test_spellings_of_a_reason(typed: str) -> None:
    note = row_note("≥3次", "6次", "10", reason=typed)
    assert note.reason == "over-task-added"
    assert "原因：年度内任务增加，【请填写：增加的任务名称和时间】" in note.text


def test_a_date_kept_and_yet_marked_down() -> None:
    note = row_note("2024年6月底前", "2024年5月", "8")
    assert "期限为2024年6月底前，实际完成时间为2024年5月，未超过期限，自评8分，自行扣2分。" in note.text
    assert note.gaps[0] == "【请填写：扣2分的具体事实；无事实依据的，恢复为10分】"


def test_unknown_reason_is_the_unit_s_own_cause() -> None:
    note = row_note("≥3次", "2次", reason="讲师生病")
    assert note.reason == ""
    assert "原因：讲师生病。" in note.text


def test_a_generated_note_read_again_gives_the_same_note() -> None:
    first = row_note("≥3次", "2次", detail="讲师临时取消。完善讲师库", reason="未完成年度指标值")
    again = row_note("≥3次", "2次", note=first.text, reason="未完成年度指标值")
    assert again.text == first.text


def test_filled_gaps_of_a_generated_note_are_kept() -> None:
    first = row_note("≥3次", "2次")
    filled = first.text.replace("【请填写：具体原因】", "讲师临时取消").replace(
        "【请填写：措施、责任部门及完成时限】", "由人事科于2025年6月底前补办一场"
    )
    note = row_note("≥3次", "2次", note=filled)
    assert note.text == filled
    assert note.gaps == ()


def test_a_published_note_with_headings() -> None:
    published = (
        "一是台账不健全；二是先建后补，资金结余。改进措施：一是加大指导力度，2025年底前完成；二是加强培训"
    )
    note = row_note("≥3次", "2次", note=published)
    assert (
        "原因：台账不健全，先建后补，资金结余。改进措施：加大指导力度，2025年底前完成，加强培训。"
        in note.text
    )


@pytest.mark.parametrize(
    ("level3", "people"),
    [
        ("参训学员满意度", "参训学员"),
        ("学生、家长对营养餐的满意度", "学生、家长"),
        ("确保社区居民满意", "社区居民"),
        ("服务对象满意度", "【请填写：服务对象范围】"),
        ("满意度达到预期", "【请填写：服务对象范围】"),
        ("根据领导反馈打分，满意", "【请填写：服务对象范围】"),
    ],
)
def test_whom_to_ask_is_cut_from_the_text_or_left_open(level3: str, people: str) -> None:
    note = row_note("≥90%", "95%", "8", path=PEOPLE + level3, detail="后续开展问卷调查")
    assert f"改进措施：对{people}开展问卷调查，【请填写：时限】前完成。" in note.text


# ---------------------------------------------------------------- money


def test_low_rate() -> None:
    note = money_note("100.00", "100.00", "80.50")
    assert note.text.startswith(
        "全年预算100.00万元，全年执行80.50万元，执行率80.50%，未执行19.50万元。原因："
    )
    assert len(note.gaps) == 2


@pytest.mark.parametrize(
    ("executed", "needed"), [("89.99", True), ("90.00", False), ("100.00", False), ("100.50", True)]
)
def test_rate_thresholds(executed: str, needed: bool) -> None:
    assert money_note("100.00", "100.00", executed).required is needed


@pytest.mark.parametrize(
    ("initial", "annual", "needed"),
    [
        ("100.00", "101.00", False),
        ("100.00", "101.01", True),
        ("100.00", "98.99", True),
        ("0", "5", True),
        ("", "5", False),
        ("0", "0", False),
    ],
)
def test_budget_change(initial: str, annual: str, needed: bool) -> None:
    assert money_note(initial, annual, annual).required is needed


def test_budget_change_says_how_much() -> None:
    assert (
        "年初预算120.5万元，全年预算100.25万元，调减20.25万元，调整依据：【请填写：批复文号、时间和事由】。"
        in money_note("120.5", "100.25", "100.25").text
    )


def test_entered_adjustment_needs_its_document() -> None:
    open_ = money_note("0", "50", "50", note="年中追加50万元")
    assert "调整依据：年中追加50万元，【请填写：批复文号、时间和事由】" in open_.text
    known = money_note("0", "50", "50", note="根据X财预〔2024〕12号文追加50万元")
    assert "调整依据：根据X财预〔2024〕12号文追加50万元。" in known.text
    assert known.gaps == ()


def test_money_reason_typed_as_label() -> None:
    note = money_note("100", "100", "60", note="合同尾款未到支付节点")
    assert note.reason == "final-payment-pending"
    assert "原因：合同尾款未到支付节点，【请填写：合同约定的付款条件、金额和时间】" in note.text


def test_over_execution() -> None:
    note = money_note("100", "100", "102.59")
    assert "执行率102.59%，超出全年预算2.59万元" in note.text


def test_carried_money() -> None:
    assert money_note("0", "50", "50", carried=True).text.startswith(
        "资金全部为上年结转资金。年初预算0万元，全年预算50万元，年初未列预算"
    )


def test_no_money_no_note() -> None:
    assert not money_note("", "", "").required
    assert not money_note("0", "0", "0").required


@pytest.mark.parametrize(
    ("target", "actual", "told"),
    [
        ("≥6场", "每季度1场", "少2场，33.3%"),  # 4 in the year
        ("≥60次", "每月4次", "少12次，20%"),  # 48
        ("=12次", "每季度2次", "少4次，33.3%"),  # 8
        ("≥4次", "每半年1次", "少2次，50%"),  # 2
        ("每月4次", "3次", "少1次，25%"),
        ("≤100元/户/月", "1300元/户/年", "多8.33元，8.3%"),  # 108.33 a month
        ("≥12公里", "6900米", "少5.1公里，42.5%"),
    ],
)
def test_what_is_lacking_is_told_of_the_figures_that_were_compared(
    target: str, actual: str, told: str
) -> None:
    assert f"实际完成{actual}，{told}，扣" in row_note(target, actual).text


@pytest.mark.parametrize(
    ("target", "actual", "told"),
    [
        ("≤2小时", "130分钟", "多0.17小时，8.3%，"),
        ("≥95%", "91.666667%", "少3.33个百分点，"),
        ("≥98%", "97.99967%", "少0.0003个百分点，"),  # never 少0
        ("≥1万人", "9999人", "少1人，0.01%，"),  # never 0%
        ("≥10000人", "1人", "少9999人，99.99%，"),  # never 100%
    ],
)
def test_figures_are_rounded_for_people(target: str, actual: str, told: str) -> None:
    assert told in row_note(target, actual).text
