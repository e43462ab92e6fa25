"""Whether a note is asked for: check, PERF_CHECK, narrate, PERF_NOTE and the 报送版 give one answer.

Generated: every kind of row, with and without points taken off, with an empty note.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import product

import pytest

from zipingbiao.batch.leaving import refusal
from zipingbiao.batch.pipeline import process_final, with_scores
from zipingbiao.checks.catalogue import asks_note
from zipingbiao.checks.facts_read import facts_read
from zipingbiao.checks.finding import Finding, Severity
from zipingbiao.checks.run import check_form
from zipingbiao.deviation.facts import facts_of
from zipingbiao.deviation.rows import Kind
from zipingbiao.form.model import Entry, Form, FundLine, Goals, Indicator
from zipingbiao.form.waiver import Waiver
from zipingbiao.hosts.functions.answers import perf_check, perf_note
from zipingbiao.narrative.narrate import narrate_form
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

BOOK = load("cn", 2024)
COUNT, QUALITY = "产出指标/数量指标/场次", "产出指标/质量指标/合格率"
TIME, COST = "产出指标/时效指标/完成时间", "成本指标/经济成本指标/单位成本"
EFFECT, PEOPLE = "效益指标/社会效益指标/业务能力", "满意度指标/服务对象满意度指标/学员满意度"
PAIRS = [
    (COUNT, "≥10场", "10场"), (COUNT, "≥10场", "8场"), (COUNT, "≥10场", "13场"), (COUNT, "≥10场", "12场"),
    (COUNT, "=10场", "11场"), (COUNT, "=10场", "9场"), (COUNT, "=10场", "20场"), (COUNT, "≥10场", "未完成"),
    (COUNT, "≤10场", "12场"), (QUALITY, "≥95%", "100%"), (QUALITY, "=95%", "96%"), (QUALITY, "≥95%", "90%"),
    (TIME, "2024年6月底前", "2024年5月"), (TIME, "2024年6月底前", "2024年8月"), (TIME, "2024年6月底前", "未完成"),
    (TIME, "2025年3月底前", "2025年2月"), (COST, "≤500元/公里", "300元/公里"), (COST, "≤500元/公里", "450元/公里"),
    (COST, "≤500元/公里", "600元/公里"), (EFFECT, "提升", "提升"), (EFFECT, "提升", "基本提升"), (EFFECT, "提升", "未提升"),
    (PEOPLE, "≥90%", "95%"), (PEOPLE, "≥90%", "80%"),
]  # fmt: skip
CASES = [(*pair, score) for pair, score in product(PAIRS, ("20", "15", "0"))]


def form_of(path: str, target: str, actual: str, score: str) -> Form:
    level1, level2, level3 = path.split("/")
    proof = "回收问卷60份"
    rows = (
        Indicator(level1, level2, level3, Entry(target), Entry(actual), "20", score, evidence=proof),
        Indicator(
            "产出指标", "数量指标", "教材册数", Entry("≥5册"), Entry("5册"), "70", "70", evidence=proof
        ),
    )
    money = FundLine("年度资金总额", "100", "100", "100", "10", "100%", "10")
    goals = Goals("办10场培训。", "办了10场培训。")
    return Form(
        name="培训项目", year="2024年度", department="某局", unit="某中心", funds=(money,), goals=goals, indicators=rows
    )  # fmt: skip


@lru_cache(maxsize=1)
def narrator() -> Narrator:
    return Narrator.load(())


def asking(form: Form) -> list[Finding]:
    """What asks for a note of the first row."""
    found = check_form(with_scores(score_form(form, BOOK))).findings
    return [each for each in found if each.field.startswith("indicators[0]") and asks_note(each.code)]


@pytest.mark.parametrize(("path", "target", "actual", "score"), CASES)
def test_who_asks_for_a_note(path: str, target: str, actual: str, score: str) -> None:
    form = form_of(path, target, actual, score)
    noted = {note.n: note for note in narrate_form(score_form(form, BOOK), narrator()).notes}
    found = asking(form)
    assert noted[1].required is bool(found), [each.message for each in found]
    alone = str(perf_check(target, actual, 20, score, "", path)).splitlines()
    assert bool(perf_note(path, target, actual, 20, score)) is any(asks_note(line[:6]) for line in alone)


@pytest.mark.parametrize(("path", "target", "actual", "score"), CASES)
def test_nothing_is_kept_back_by_a_blank_of_our_own_that_nobody_asks_for(
    path: str, target: str, actual: str, score: str
) -> None:
    form = form_of(path, target, actual, score)
    done = process_final(form, BOOK, narrator())
    graver = [each for each in asking(form) if each.severity is not Severity.HINT]
    assert ("JXN007" in refusal(done)) <= bool(graver)
    if not graver:
        assert done.form.indicators[0].note == ""


def test_a_finding_that_was_set_aside_asks_no_more() -> None:
    """JXI001 of 13场 beside ≥10场, left to stand: then no draft of ours keeps the form back."""
    form = form_of(COUNT, "≥10场", "13场", "20")
    (over,) = [each for each in asking(form) if each.code == "JXI001"]
    assert "JXN007" in refusal(process_final(form, BOOK, narrator()))
    waiver = Waiver(
        over.code, over.field, over.found, "任务增加", "张三", "2025-03-01", facts=facts_read(form, over)
    )
    done = process_final(replace(form, waivers=(waiver,)), BOOK, narrator())
    assert done.form.indicators[0].note == ""


def test_each_kind_of_note_is_tried() -> None:
    tried = {facts_of(score_form(form_of(*case), BOOK)).kinds[0] for case in CASES}
    assert tried >= set(Kind) - {Kind.OTHER, Kind.COST}


def _cost(actual: str, executed: str, beside: str = "") -> Form:
    money = FundLine("年度资金总额", "80", "80", executed, "10", note=beside)
    row = Indicator("成本指标", "经济成本指标", "总成本", Entry("≤80万元"), Entry(actual), "20", "20")
    return Form(year="2024年度", funds=(money,), indicators=(row,))


@pytest.mark.parametrize("beside", ["", "无", "尾款20万元2025年3月支付。"])
@pytest.mark.parametrize("executed", ["60", "78"])
@pytest.mark.parametrize("actual", ["80万元", "79万元", "65万元", "50万元"])
def test_a_cost_that_was_not_paid_is_explained_in_one_place(actual: str, executed: str, beside: str) -> None:
    """JXI004 stands as long as narrate still asks for the note of the row, or for the one beside the money."""
    form = _cost(actual, executed, beside)
    found = facts_of(score_form(form, BOOK))
    told = "JXI004" in {each.code for each in asking(form)}
    notes = narrate_form(score_form(form, BOOK), narrator()).notes
    beside_it = (
        found.money_due.low and not found.told.payment and found.cost is not None and found.cost.unpaid
    )
    assert told is (found.kinds[0] is Kind.COST or beside_it)
    assert notes[1].required is (found.kinds[0] is not None)
    assert notes[0].required is found.money_due.any
