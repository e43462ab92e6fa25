"""Where a year's form starts from: what was approved stays, what was reported goes."""

from __future__ import annotations

from datetime import date

from zipingbiao.form.coverage import FormKind
from zipingbiao.form.model import Entry, Form, FundLine, Goals, Indicator, Place, Total
from zipingbiao.ledger.carry import carry_over, from_targets, start_from

ROW = Indicator(
    "产出指标",
    "数量指标",
    "采购",
    Entry("≥10", numeric=True),
    Entry("9台"),
    "20",
    "18",
    "因故",
    deduction="1",
    reason="其他",
    detail="说明",
    evidence="合同",
    merged=frozenset({"level1", "level2", "weight", "score", "note", "evidence"}),
)
KEPT = Indicator(
    "产出指标",
    "数量指标",
    "采购",
    Entry("≥10", numeric=True),
    weight="20",
    merged=frozenset({"level1", "level2", "weight"}),
)
LINE = FundLine("年度资金总额", "100", "120", "118", "10", "98.33%", "9.83", "说明")


def form(**changes: object) -> Form:
    given: dict[str, object] = {
        "id": "7",
        "title": "2024年度项目支出绩效自评表",
        "year": "2024年度",
        "name": "甲",
        "code": "A1",
        "department": "某局",
        "unit": "某中心",
        "amount_unit": "元",
        "funds": (LINE,),
        "goals": Goals("做好", "做好了"),
        "indicators": (ROW,),
        "total": Total("100", "97", "优"),
        "rulebook": "cn-hubei",
        "file": "去年.xlsx",
        "places": {"name": Place("去年.xlsx", "Sheet1", "B2")},
    }
    return Form(**(given | changes))  # type: ignore[arg-type]


def test_the_form_of_the_next_year() -> None:
    assert start_from(form()) == Form(
        id="7",
        title="2025年度项目支出绩效自评表",
        year="2025年度",
        name="甲",
        code="A1",
        department="某局",
        unit="某中心",
        amount_unit="元",
        funds=(FundLine("年度资金总额", weight="10"),),
        goals=Goals("做好"),
        indicators=(KEPT,),
        total=Total("100"),
        rulebook="cn-hubei",
    )


def test_only_the_year_itself_moves_on() -> None:
    carried = carry_over(form(title="2024年（2024）第120245号", year="2024年1月至2024年12月"), 2026)
    assert (carried.title, carried.year) == ("2026年（2026）第120245号", "2026年1月至2026年12月")


def test_a_form_without_a_year_is_taken_for_last_year_s() -> None:
    """Without a year it can only be the form of the year before this one; the next is this year's."""
    started = start_from(form(title="自评表", year=""))
    assert (started.title, started.year) == ("自评表", f"{date.today().year}年度")


def test_a_period_without_a_year_stays_as_it_is() -> None:
    carried = carry_over(form(title="自评表", year="上一年度"), 2025)
    assert (carried.title, carried.year) == ("自评表", "上一年度")


def test_the_form_of_an_application() -> None:
    targets = form(
        title="2024年度项目支出绩效目标申报表",
        kind=FormKind.TARGETS,
        funds=(FundLine("年度资金总额", "", "120", "1", "10", note="说明"), FundLine("其他资金", "5", "8")),
    )
    started = start_from(targets)
    assert started == from_targets(targets)
    assert (started.title, started.year, started.kind) == (
        "2024年度项目支出绩效自评表",
        "2024年度",
        FormKind.PROJECT,
    )
    assert started.funds == (
        FundLine("年度资金总额", "120", "", "", "10", note="说明"),
        FundLine("其他资金", "5"),
    )
    assert (started.goals, started.indicators) == (Goals("做好"), (KEPT,))
    assert (started.file, dict(started.places), started.rulebook) == ("", {}, "cn-hubei")
