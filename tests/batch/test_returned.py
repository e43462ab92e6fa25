"""What came back: which project it belongs to, and what of it nobody typed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from zipingbiao.batch.pipeline import process, with_scores
from zipingbiao.batch.round.computed import computed_fields, own_results, shown_fields
from zipingbiao.batch.round.record import add_to_record, issued
from zipingbiao.batch.round.update import Returned, Update, Updater
from zipingbiao.edits.snapshot import Cell, Sheet, Snapshot
from zipingbiao.form.coverage import Block, FormKind, Reading, UnknownHeading, UnreadRow
from zipingbiao.form.model import Entry, Form, FundLine, Indicator, Place, Total
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

RULES = load("cn", 2024)
NOTHING = Snapshot("", ())


def project(name: str, one: str = "1", **more: object) -> Form:
    row = Indicator("产出指标", "数量指标", "培训人数", Entry("≥200人"), weight="90")
    return Form(**{"id": one, "year": "2024年度", "name": name, "indicators": (row,)} | more)  # type: ignore[arg-type]


def answered(form: Form, actual: str = "210人", **more: object) -> Form:
    """The same form as it came back."""
    row = replace(form.indicators[0], actual=Entry(actual))
    return replace(form, indicators=(row, *form.indicators[1:]), **more)  # type: ignore[arg-type]


def returned(form: Form, path: str = "无/外来.json", *, alone: bool = True) -> Returned:
    return Returned(Path(path), Path(path).name, form, None, alone)


def updated(ledger: list[Form], *forms: Returned, replacing: bool = False) -> Update:
    return Updater(ledger, NOTHING, lambda form: RULES, Narrator.load(())).update(forms, replacing=replacing)


def found(ledger: list[Form], form: Form) -> int | str:
    """The number of the project in the ledger, or why there is none."""
    done = updated(ledger, returned(form))
    return done.projects[0].n if done.projects else done.unmatched[0].why


# ---------------------------------------------------------------- whose it is

TWO_ALIKE = "台账里有 2 个项目都像是它，没有写回；请在台账和工作簿里填上项目编码"
NONE = "台账里没有这个项目，没有写回；请核对项目名称、编码"


def test_by_code_whatever_it_is_called() -> None:
    ledger = [project("甲", code="A1"), project("乙", code=" B 2 "), project("乙", code="C3")]
    assert found(ledger, project("丙", code="B2")) == 2
    assert found(ledger, project("乙", code="C3")) == 3
    # A code that nobody else has, under a name that one has.
    assert found(ledger, project("甲", code="D4")) == 1
    # A code that two have is told apart by the name, and no third project of that name is meant.
    twice = [project("甲", code="A1"), project("乙", code="A1"), project("乙")]
    assert found(twice, project("乙", code="A1")) == 2


def test_by_name_and_where_several_bear_it_by_unit() -> None:
    ledger = [project("培 训", unit="甲中心"), project("培训", unit="乙中心"), project("采购", unit="乙中心")]
    assert found(ledger, project("采购", unit="别处")) == 3
    assert found(ledger, project("培训", unit="乙 中心")) == 2
    assert found(ledger, project("培训", unit="丙中心")) == found(ledger, project("培训")) == TWO_ALIKE
    assert found(ledger, project("修缮", unit="乙中心")) == NONE
    assert found(ledger, project("", unit="乙中心")) == NONE


def test_a_form_of_another_year_or_without_actuals_is_not_taken() -> None:
    ledger = [project("甲"), project("乙", year="")]
    assert found(ledger, project("甲", year="2023年度")) == "是 2023 年度的表，台账是 2024 年度，没有写回"
    assert found(ledger, project("甲", year="")) == 1
    assert found(ledger, project("乙", year="2023年度")) == 2
    assert found(ledger, project("甲", kind=FormKind.TARGETS)) == "是绩效目标申报表，没有完成值可写回"


@pytest.fixture
def handed_out(tmp_path: Path) -> tuple[list[Form], Path]:
    """Two projects of one name; the second was handed out as this file."""
    ledger = [project("培训", "1"), project("培训", "2")]
    path = tmp_path / "02-培训.xlsx"
    add_to_record(tmp_path, [issued(path.name, "", ledger[1], {})])
    return ledger, path


def test_the_record_tells_projects_of_one_name_apart(handed_out: tuple[list[Form], Path]) -> None:
    ledger, path = handed_out
    back = answered(project("培 训", ""))
    (one,) = updated(ledger, returned(back, str(path))).projects
    assert (one.n, [each.change.path for each in one.written]) == (2, ["indicators[0].actual"])
    # One of several forms of a file is none of those that were handed out, and another file neither.
    for other in (returned(back, str(path), alone=False), returned(back, str(path.with_name("副本.xlsx")))):
        done = updated(ledger, other)
        assert (done.projects, [each.why for each in done.unmatched]) == ((), [TWO_ALIKE])


def test_a_renamed_project_is_known_by_its_number_and_its_rows(handed_out: tuple[list[Form], Path]) -> None:
    """Half of the rows of then have to stand there still, on both sides."""
    names = ("培训人数", "合格率", "满意度", "成本")
    rows = tuple(Indicator(level3=each, weight="20") for each in names)
    _, path = handed_out
    add_to_record(path.parent, [issued(path.name, "", project("培训", "2", indicators=rows), {})])
    half = (rows[0], rows[1], Indicator(level3="别的"))
    less = (rows[0], Indicator(level3="别的"))
    for ours, theirs, taken in ((rows, rows, 2), (half, half, 2), (less, rows, NONE), (rows, less, NONE)):
        ledger = [project("别的", "1", indicators=rows), project("新名", "2", indicators=ours)]
        done = updated(ledger, returned(project("旧名", "", indicators=theirs), str(path)))
        assert (done.projects[0].n if done.projects else done.unmatched[0].why) == taken


def test_two_workbooks_of_one_project() -> None:
    ledger = [project("甲"), project("乙", "2")]
    first, twin = returned(answered(ledger[0]), "一.xlsx"), returned(answered(ledger[0]), "二.xlsx")
    other, last = returned(answered(ledger[0], "220人"), "三.xlsx"), returned(answered(ledger[1]), "四.xlsx")
    done = updated(ledger, first, twin, other, last)
    assert [(each.n, each.returned.file) for each in done.projects] == [(2, "四.xlsx")]
    told = "与 {} 是同一项目，填的不一样，都没有写回；请只留一本"
    assert [(each.returned.file, each.why) for each in done.unmatched] == [
        ("一.xlsx", told.format("二.xlsx、三.xlsx")),
        ("二.xlsx", told.format("一.xlsx、三.xlsx")),
        ("三.xlsx", told.format("一.xlsx、二.xlsx")),
    ]
    # The column 实际完成值 is nowhere in this ledger: a change that cannot be written, and three workbooks of one project.
    assert (done.edits, done.open) == ([], 4)
    alike = updated(ledger, first, twin, last)
    assert [each.returned.file for each in alike.projects] == ["一.xlsx", "四.xlsx"]


def test_what_both_say_is_taken_only_when_asked() -> None:
    ledger = [answered(project("甲"), "200人")]
    asked = updated(ledger, returned(answered(ledger[0])))
    assert [each.why for each in asked.projects[0].conflicts] == ["台账和工作簿不一样，分不清哪边是后改的"]
    taken = updated(ledger, returned(answered(ledger[0])), replacing=True)
    (written,) = taken.projects[0].written
    assert (written.change.old, written.change.new.text) == ("200人", "210人")


def test_what_was_not_read_of_a_form_is_told() -> None:
    def unread(reading: Reading) -> str:
        form = replace(answered(project("甲")), sheet_reading=reading)
        return updated([project("甲")], returned(form)).projects[0].unread

    row, heading = UnreadRow(Block.INDICATORS, 21, "绿化"), UnknownHeading(Block.INDICATORS, "自评 依据", 3)
    assert unread(Reading(1)) == ""
    assert unread(Reading(1, unread=(row,))) == "填了 2 行，读出 1 行，1 行没有读出"
    assert unread(Reading(1, unknown=(heading,))) == "不认识的栏目：“自评依据”"


# ---------------------------------------------------------------- what nobody typed


def test_where_a_formula_of_ours_stands_nobody_typed() -> None:
    """Of a result any formula; elsewhere one of ours, whatever its letters; the clerk's own is what was typed."""
    cells = {
        "indicators[0].score": '=IF(A1="","",perf_score(A1,B1,C1))',
        "indicators[1].score": "=40-2",
        "indicators[0].note": "=PERF_NOTE(A1)",
        "indicators[1].note": "",
        "indicators[0].actual": "=150+60",
        "funds[0].rate": "=B2/C2",
        "funds[0].score": "=10*B3",
        "funds[0].executed": "=90+5",
        "total.score": "=SUM(I2:I9)",
        "total.grade": "=PERF_GRADE(I10)",
        "unit": "='别的'!A1",
    }
    places = {path: Place("a.xlsx", "自评表", f"A{n}") for n, path in enumerate(cells, 1)}
    page = Sheet(
        "自评表", {(n, 1): Cell("x", formula=formula) for n, formula in enumerate(cells.values(), 1)}
    )
    # A field without a cell, on a sheet that is not there, in a cell that is empty.
    places |= {
        "indicators[0].evidence": Place("a.xlsx", "自评表", None),
        "indicators[1].evidence": Place("a.xlsx", "没有", "A1"),
        "indicators[1].actual": Place("a.xlsx", "自评表", "Z9"),
        "department": Place("a.docx", None, "第2页表1第5行第3列"),
    }
    rows = (Indicator(), Indicator())
    form = Form(funds=(FundLine("年度资金总额"),), indicators=rows, places=places)
    assert computed_fields(form, Snapshot("a.xlsx", (Sheet("封面", {(1, 1): Cell("x")}), page))) == {
        "indicators[0].score",
        "indicators[0].note",
        "funds[0].rate",
        "funds[0].score",
        "total.score",
        "total.grade",
    }
    assert computed_fields(form, None) == frozenset()


#: 150 of 200 for 50 points, met for 40, 99 of 110 for 10.
MISSED = Indicator("产出指标", "数量指标", "培训人数", Entry("≥200人"), Entry("150人"), "50")
MET = Indicator("产出指标", "质量指标", "合格率", Entry("≥95%"), Entry("96%"), "40")
MONEY = FundLine("年度资金总额", "110", "110", "99", "10")
FILLED = Form(
    "1", year="2024年度", name="甲", funds=(MONEY, FundLine("其中：当年财政拨款")), indicators=(MISSED, MET)
)
RESULTS = {
    "indicators[0].score": "37.50",
    "indicators[1].score": "40.00",
    "funds[0].rate": "90%",
    "funds[0].score": "9.00",
    "total.score": "86.50",
    "total.grade": "良",
}


def test_the_results_of_a_workbook_if_nobody_had_typed_one() -> None:
    assert own_results(FILLED, RULES) == RESULTS
    typed = replace(
        FILLED,
        indicators=(replace(MISSED, score="12"), replace(MET, score="1")),
        funds=(replace(MONEY, rate="50%", score="5"), FILLED.funds[1]),
        total=Total("100", "18", "差"),
    )
    assert own_results(typed, RULES) == RESULTS
    # Where the money has no points printed, those of the place count: 20 in 湖北, of which 90 % are 18.
    bare = replace(FILLED, funds=(replace(MONEY, weight=""),))
    scores = [own_results(bare, load(name, 2024))["funds[0].score"] for name in ("cn", "cn-hubei")]
    assert scores == ["9.00", "18.00"]


def test_what_a_workbook_shows_that_the_ledger_does_not_say() -> None:
    """Computed results, deductions that follow from a typed score, notes; of 资金说明 what its one cell shows."""
    row = replace(MISSED, score="35", note="因故少办。")
    funds = (replace(MONEY, note="年中追加"), FundLine("其中：当年财政拨款", note="省级"))
    ledger = replace(FILLED, indicators=(row, MET), funds=funds, total=Total("100", "84", "良"))
    done = process(ledger, RULES, Narrator.load(()))
    assert shown_fields(done, ledger) == {
        # 37.5 would have been reached, 35 was typed.
        "indicators[0].deduction": "2.50",
        "indicators[1].deduction": "0.00",
        "indicators[1].score": "40.00",
        "funds[0].rate": "90%",
        "funds[0].score": "9.00",
        "funds[0].note": "年度资金总额：年中追加\n其中：当年财政拨款：省级",
    }
    # A note that the program wrote is shown, and nobody's word; one line of money needs no name.
    bare = replace(FILLED, funds=(replace(MONEY, note="年中追加"),))
    shown = shown_fields(process(bare, RULES, Narrator.load(())), bare)
    assert "【请填写：" in shown.pop("indicators[0].note")
    assert shown == RESULTS | {"indicators[0].deduction": "0.00", "indicators[1].deduction": "0.00"}


def test_scores_stand_where_none_was_typed() -> None:
    shared = Indicator("产出指标", "数量指标", "同上", merged=frozenset({"score", "weight"}))
    unknown = replace(MET, actual=Entry("见附件"))
    form = replace(FILLED, indicators=(MISSED, replace(MET, score="39"), shared, unknown))
    stood = with_scores(score_form(form, RULES)).form
    assert [row.score for row in stood.indicators] == ["37.5", "39", "", ""]
    assert [line.score for line in stood.funds] == ["9", ""]
    assert replace(stood.funds[0], score="") == MONEY
    typed = replace(form, funds=(replace(MONEY, score="8.5"),))
    assert with_scores(score_form(typed, RULES)).form.funds[0].score == "8.5"
