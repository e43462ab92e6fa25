"""The unit's own words, clause by clause: which is a cause, a measure, background, a state, a survey, a date."""

from __future__ import annotations

import pytest

from zipingbiao.narrative import statements
from zipingbiao.narrative.clauses import NOTHING, Entered, is_untouched_draft, sort
from zipingbiao.narrative.lexis import lexis_of
from zipingbiao.narrative.narrate import Narrator
from zipingbiao.narrative.statements import Said, Typed

NARRATOR = Narrator.load(())
LEXIS, REASONS = NARRATOR.lexis, NARRATOR.reasons


def said_of_row(reason: str, detail: str, note: str, *, people: bool = False) -> Said:
    return statements.said_of_row(Typed(reason, detail, note, "", people, ""), REASONS, LEXIS)


def said_of_money(note: str, fact: str) -> Said:
    return statements.said_of_money(
        note, fact, changed=True, reasons=REASONS, lexis=LEXIS, tells=lambda clause: "批复" in clause
    )


@pytest.mark.parametrize(
    ("text", "people", "entered"),
    [
        ("", False, NOTHING),
        ("无。", False, NOTHING),
        (" 暂 无 ", False, NOTHING),
        ("讲师生病", False, Entered(causes=("讲师生病",))),
        ("讲师生病，场地被占用；天气不好", False, Entered(causes=("讲师生病", "场地被占用", "天气不好"))),
        ("将补办一次", False, Entered(measures=("将补办一次",))),
        # What follows a measure in its sentence belongs to it; the next sentence does not.
        ("将补办一次，由人事科负责", False, Entered(measures=("将补办一次", "由人事科负责"))),
        ("将补办一次。由人事科负责", False, Entered(measures=("将补办一次", "由人事科负责"))),
        ("将补办一次，因讲师生病", False, Entered(causes=("因讲师生病",), measures=("将补办一次",))),
        # Begins like a measure and tells of a shortcoming.
        ("落实不到位", False, Entered(causes=("落实不到位",))),
        ("落实到人", False, Entered(measures=("落实到人",))),
        ("后续将落实不到位的事项", False, Entered(measures=("后续将落实不到位的事项",))),
        ("受客观因素影响", False, Entered(vague=("受客观因素影响",))),
        ("年中追加项目", False, Entered(background=("年中追加项目",))),
        ("因年中追加项目", False, Entered(causes=("因年中追加项目",))),
        ("效果良好", False, NOTHING),
        ("口头反馈良好", True, Entered(basis=("口头反馈良好",))),
        ("口头反馈良好", False, Entered(stated=("口头反馈良好",))),
        ("未收到投诉", True, Entered(basis=("未收到投诉",))),
        ("已完成采购", False, NOTHING),
        ("合同于2024年8月签订", False, Entered(dated=("合同于2024年8月签订",))),
        ("合同于8月才签订", False, Entered(causes=("合同于8月才签订",))),
        ("合同于年中签订", False, Entered(causes=("合同于年中签订",))),
        # Surveys are facts of their own on a 满意度 row only.
        ("未开展问卷调查", True, Entered(not_surveyed=True)),
        ("未开展问卷调查", False, Entered(causes=("未开展问卷调查",))),
        ("已开展问卷调查20份", True, Entered(surveyed=("已开展问卷调查20份",))),
        ("已开展问卷调查20份", False, Entered(causes=("已开展问卷调查20份",))),
        ("问卷调查20份", True, Entered(surveyed=("问卷调查20份",))),
        ("问卷调查开展较晚", True, Entered(causes=("问卷调查开展较晚",))),
        ("后续开展问卷调查", True, Entered(measures=("后续开展问卷调查",), future_survey=True)),
        ("后续开展问卷调查", False, Entered(measures=("后续开展问卷调查",), future_survey=True)),
        # Numbering, lead-ins, edges and figures.
        ("一是讲师生病；二是场地被占用", False, Entered(causes=("讲师生病", "场地被占用"))),
        ("1.讲师生病。2、场地被占用", False, Entered(causes=("讲师生病", "场地被占用"))),
        ("（3）讲师生病", False, Entered(causes=("讲师生病",))),
        ("1.5万元未到账", False, Entered(causes=("1.5万元未到账",))),
        ("尚欠1,500元，材料不全", False, Entered(causes=("尚欠1,500元", "材料不全"))),
        ("尚欠1,5000元", False, Entered(causes=("尚欠1", "5000元"))),
        ("此外讲师生病", False, Entered(causes=("讲师生病",))),
        ("：讲师生病、", False, Entered(causes=("讲师生病",))),
        ("讲师\u3000生 病", False, Entered(causes=("讲师生病",))),
        ("讲师生病，讲师生病", False, Entered(causes=("讲师生病",))),
        # What the unit wrote around a gap is its own.
        ("讲师生病，【请填写：时限】前补办", False, Entered(causes=("讲师生病",), measures=("【请填写：时限】前补办",))),
        ("讲师生病，【请填写：时限】前完成", False, Entered(causes=("讲师生病",))),
        ("讲师生病，时限】前补办", False, Entered(causes=("讲师生病",))),
        # Headings sort what stands below them.
        ("偏差原因：将来不及。改进措施：补办", False, Entered(causes=("将来不及",), measures=("补办",))),
        ("改进措施：补办，多选讲师。原因：讲师生病", False, Entered(causes=("讲师生病",), measures=("补办", "多选讲师"))),
        # Before 原因： stands mostly what the form holds itself; what it does not hold is kept as a fact.
        ("讲师生病。原因：场地被占用", False, Entered(causes=("场地被占用",), stated=("讲师生病",))),
        ("口头反馈良好。原因：场地被占用", True, Entered(causes=("场地被占用",), basis=("口头反馈良好",))),
        ("讲师生病。改进措施：补办", False, Entered(causes=("讲师生病",), measures=("补办",))),
        ("主要原因是讲师生病", False, Entered(causes=("主要原因是讲师生病",))),
    ],
)  # fmt: skip
def test_what_each_clause_is(text: str, people: bool, entered: Entered) -> None:
    assert sort(text, LEXIS, people=people) == entered


def test_only_so_much_of_a_text_is_looked_at() -> None:
    """1500 signs."""
    first = "甲" * 1000
    assert sort(f"{first}，{'乙' * 400}", LEXIS).causes == (first, "乙" * 400)
    assert sort(f"{first}，{'乙' * 600}", LEXIS).causes == (first, "乙" * 499)
    assert sort("甲" * 1499, LEXIS).causes == ("甲" * 1499,)
    assert sort("甲" * 1501, LEXIS).causes == ("甲" * 1500,)


@pytest.mark.parametrize(
    ("clause", "timed"),
    [
        ("2025年6月补办", True),
        ("6月补办", True),
        ("2025年补办", True),
        ("2025年度补办", False),
        ("30日内补办", True),
        ("5个工作日补办", True),
        ("年底补办", True),
        ("立即补办", True),
        ("补办", False),
    ],
)
def test_measures_that_say_when(clause: str, timed: bool) -> None:
    assert LEXIS.is_timed(clause) is timed


def test_an_empty_list_of_words_finds_nothing() -> None:
    bare = lexis_of({})
    assert sort("无", bare) == Entered(causes=("无",))
    assert sort("因甲。将乙", bare) == Entered(causes=("因甲", "将乙"))


def test_the_longer_of_two_words_is_found() -> None:
    lexis = lexis_of(
        {"cause_labels": ("原因", "偏差原因"), "measure_labels": ("措施",), "lead_ins": ("目", "目前")}
    )
    assert sort("偏差原因：甲。措施：乙", lexis) == Entered(causes=("甲",), measures=("乙",))
    assert sort("目前丙", lexis).causes == ("丙",)


def test_one_clause_less() -> None:
    entered = Entered(causes=("甲甲", "乙"), measures=("丙丙丙",), background=("丁", "戊"), vague=("己",))
    # As long as each other: a cause goes first. Then the measure is longer.
    first = entered.without_last()
    assert first == Entered(("甲甲",), ("己",), (), ("丙丙丙",), ("丁", "戊"))
    assert first is not None
    second = first.without_last()
    assert second == Entered(("甲甲",), ("己",), (), (), ("丁", "戊"))
    assert second is not None
    third = second.without_last()
    assert third == Entered((), ("己",), (), (), ("丁", "戊"))
    assert third is not None
    fourth = third.without_last()
    assert fourth == Entered(vague=("己",), background=("丁",))
    assert NOTHING.without_last() is None
    assert Entered(vague=("己",)).without_last() == NOTHING
    assert Entered(basis=("口头",)).without_last() is None
    assert Entered(measures=("丙",)).without_last() == NOTHING


def test_the_note_adds_what_the_detail_does_not_say() -> None:
    note = "因丙。将丁。年中追加项目。领导口头反馈良好。已开展问卷调查。于2024年8月签订。未开展访谈。后续开展调查"

    def said(detail: str) -> Entered:
        return said_of_row("", detail, note, people=True).entered

    alone = said("")
    assert alone.causes == ("因丙",)
    assert alone.measures == ("将丁", "后续开展调查")
    assert (alone.background, alone.basis) == (("年中追加项目",), ("领导口头反馈良好",))
    assert (alone.surveyed, alone.dated) == (("已开展问卷调查",), ("于2024年8月签订",))
    assert alone.not_surveyed
    assert alone.future_survey
    cause = said("因甲")
    assert (cause.causes, cause.vague, cause.measures) == (("因甲", "因丙"), (), alone.measures)
    assert (cause.background, cause.basis, cause.dated) == (alone.background, alone.basis, alone.dated)
    assert cause.not_surveyed
    assert cause.future_survey
    vague = said("受客观因素影响")
    assert (vague.causes, vague.vague) == (("因丙",), ("受客观因素影响",))
    measure = said("将乙")
    assert (measure.causes, measure.measures) == (("因丙",), ("将乙", *alone.measures))
    assert measure.future_survey
    rest = said("跨年度项目。电话反馈良好。已组织调查。于2024年9月验收")
    assert rest.background == ("跨年度项目", *alone.background)
    assert rest.basis == ("电话反馈良好", *alone.basis)
    assert rest.surveyed == ("已组织调查", *alone.surveyed)
    assert rest.dated == ("于2024年9月验收", *alone.dated)
    assert said_of_row("", "因甲", "", people=True).entered.causes == ("因甲",)


def test_a_reason_nobody_knows_is_the_first_cause() -> None:
    said = said_of_row("讲师生病", "场地被占用，讲师生病", "", people=False)
    assert (said.code, said.template, said.picked) == ("", "row.j2", False)
    assert said.words["cause"] == "讲师生病，场地被占用"
    vague = said_of_row("客观原因", "不可控因素", "", people=False)
    assert vague.words["cause"] == "客观原因，不可控因素"
    assert vague.words["vague"] is True


@pytest.mark.parametrize(
    ("reason", "detail", "words"),
    [
        ("", "讲师生病", {"cause": "讲师生病", "open": False, "vague": False}),
        ("", "受客观因素影响", {"cause": "受客观因素影响", "open": True, "vague": True}),
        ("", "受客观因素影响。因讲师生病", {"open": False, "vague": False}),
        (
            "",
            "年中追加项目",
            {"cause": "年中追加项目", "open": True, "vague": False, "label": "年度追加项目"},
        ),
        ("", "因年中追加项目", {"open": False, "ask": "", "label": "年度追加项目"}),
        ("未按期完成", "", {"cause": "", "open": True, "ask": "逾期的具体原因", "label": "未按期完成"}),
        ("未按期完成", "讲师生病", {"cause": "讲师生病", "open": False, "ask": ""}),
        (
            "政策变化",
            "上级调整",
            {"cause": "政策发生变化，上级调整", "open": True, "ask": "政策文件名称及其影响"},
        ),
        ("政策变化", "依据某通知", {"cause": "政策发生变化，依据某通知", "open": False, "ask": ""}),
        ("政策变化", "政策调整", {"cause": "政策调整", "open": True}),
        ("", "将补办，年底完成", {"measure": "将补办，年底完成", "timed": True}),
        ("", "将补办", {"measure": "将补办", "timed": False, "surveying": False}),
        ("", "将开展调查", {"surveying": True, "no_survey": True}),
    ],
)
def test_what_a_template_is_told(reason: str, detail: str, words: dict[str, object]) -> None:
    said = said_of_row(reason, detail, "", people=False)
    assert {name: said.words.get(name) for name in words} == words


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("", {"cause": "", "adjustment": "", "adjustment_open": True, "open": True}),
        ("年中追加20万元", {"adjustment": "年中追加20万元", "adjustment_open": True, "cause": ""}),
        ("经批复追加20万元", {"adjustment": "经批复追加20万元", "adjustment_open": False}),
        ("追加20万元，因尾款未付", {"adjustment": "追加20万元", "cause": "因尾款未付", "open": False}),
        ("资金节约。", {"cause": "资金节约", "ask": "节约的环节和金额", "label": "资金节约"}),
        ("全年执行60万元，尾款未付", {"cause": "尾款未付"}),  # the figures are the note's own sentence
    ],
)
def test_what_a_template_of_the_money_is_told(note: str, words: dict[str, object]) -> None:
    said = said_of_money(note, "全年执行60万元。")
    assert {name: said.words.get(name) for name in words} == words


def test_less_and_less_is_said() -> None:
    said = said_of_row("", "因甲。将乙乙乙", "", people=False)
    shorter = said.fewer(LEXIS)
    assert shorter is not None
    assert (shorter.words["measure"], shorter.words["measure_long"], shorter.words["cause_long"]) == (
        "",
        True,
        False,
    )
    shortest = shorter.fewer(LEXIS)
    assert shortest is not None
    assert (shortest.words["cause"], shortest.words["measure_long"], shortest.words["cause_long"]) == (
        "",
        True,
        True,
    )
    assert shortest.fewer(LEXIS) is None
    money = said_of_money("经批复追加20万元，因尾款未付", "").fewer(LEXIS)
    assert money is not None
    assert "adjustment_open" in money.words


WHY = ("人手不足", "经费没有落实", "汛期值守任务重", "调查表没有设计好")
DENIED = ("没有组织调查", "未开展问卷调查", "未能组织满意度测评")
WHO = ("", "水利股", "本单位", "2025年度我局", "对群众", "情况说明")


@pytest.mark.parametrize("denied", DENIED)
@pytest.mark.parametrize("why", WHY)
@pytest.mark.parametrize("before", ["", "原因：", "未完成原因："])
def test_a_reason_in_one_breath_with_the_denial_is_a_cause(before: str, why: str, denied: str) -> None:
    clause = f"{why}{denied}"
    assert sort(f"{before}{clause}。", LEXIS, people=True).causes == (clause,)


@pytest.mark.parametrize("denied", DENIED)
@pytest.mark.parametrize("who", WHO)
def test_who_made_no_survey_is_no_reason(who: str, denied: str) -> None:
    found = sort(f"{who}{denied}。", LEXIS, people=True)
    assert found.causes == ()
    assert found.not_surveyed


@pytest.mark.parametrize("points", ["扣2分", "自行扣0.5分", "酌情扣1分", "共扣3分", "扣除2分"])
def test_points_taken_off_are_no_cause(points: str) -> None:
    assert sort(f"个别河段仍有垃圾，{points}。", LEXIS).causes == ("个别河段仍有垃圾",)


@pytest.mark.parametrize(
    ("note", "ours"),
    [
        ("指标值≥300人，实际完成280人，少20人，6.7%，扣0.67分。原因：【请填写：具体原因】。", True),
        ("期限为2025年10月底前，实际完成时间为2025年12月3日，未按期完成。原因：【请填写：具体原因】。", True),
        ("指标值≥300人，实际完成280人。原因：讲师生病，【请填写：其影响】。", False),
        ("原因：【请填写：具体原因】。已请示分管领导。", False),
        ("指标值≥300人，实际完成280人。", False),
    ],
)
def test_a_draft_that_nobody_touched(note: str, ours: bool) -> None:
    assert is_untouched_draft(note, LEXIS) is ours
