"""Forms → ledger → forms, the 14 real projects, bytes that do not change, and last year's form carried over."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ledger.reading import read_ledger
from zipingbiao.form.interchange import read_interchange
from zipingbiao.form.model import Entry, Form, FundLine, Goals, Indicator, Total, is_blank
from zipingbiao.form.waiver import Waiver
from zipingbiao.ledger.carry import carry_over
from zipingbiao.ledger.layout import ledger_layout
from zipingbiao.ledger.reasons import reason_labels
from zipingbiao.ledger.recognise import holds_ledger
from zipingbiao.ledger.write import empty_ledger_bytes, ledger_bytes
from zipingbiao.package.gate import open_package

ROOT = Path(__file__).parent.parent.parent
SEED = read_interchange((ROOT / "tests/data/forms.json").read_text("utf-8"), "forms.json").forms
SHIPPED = ROOT / "workbooks" / "应急指挥保障中心2024年度自评台账.xlsx"
EXPLAINED = tomllib.loads((ROOT / "scripts/data/explanations.toml").read_text("utf-8"))


def bare(form: Form) -> Form:
    return replace(form, file="", places=MappingProxyType({}))


def unexplained(form: Form) -> Form:
    """Without what explanations.toml adds to the published form."""
    return replace(
        bare(form),
        funds=tuple(replace(line, note="") for line in form.funds),
        indicators=tuple(replace(row, reason="", detail="") for row in form.indicators),
    )


def test_the_shipped_ledger_holds_the_14_published_forms() -> None:
    found = read_ledger(SHIPPED, reason_labels())
    assert (found.faults, found.remarks) == ((), ())
    assert [unexplained(form) for form in found.forms] == [bare(form) for form in SEED]


def test_reasons_and_details_stand_on_the_18_marked_down_rows_only() -> None:
    marked = {
        (form.id, n)
        for form in SEED
        for n, row in enumerate(form.indicators, 1)
        if Decimal(row.score) < Decimal(row.weight)
    }
    assert len(marked) == 18
    assert {(row["form"], row["n"]) for row in EXPLAINED["rows"]} == marked
    forms = {form.id: form for form in read_ledger(SHIPPED).forms}
    for row in EXPLAINED["rows"]:
        read = forms[row["form"]].indicators[row["n"] - 1]
        assert (read.reason, read.detail) == (row["reason"], row["detail"])


@pytest.mark.parametrize("row", EXPLAINED["rows"], ids=lambda row: f"{row['form']}-{row['n']}")
def test_no_detail_says_more_than_the_published_note(row: dict[str, str | int]) -> None:
    form = next(form for form in SEED if form.id == row["form"])
    published = form.indicators[int(row["n"]) - 1].note
    for clause in filter(None, re.split("[，。；]", str(row["detail"]))):
        assert clause in published
    if row["reason"] == "未开展满意度调查":
        assert "问卷调查" in published


def test_a_funds_note_says_only_what_the_form_says() -> None:
    for entry in EXPLAINED["funds"]:
        form = next(form for form in SEED if form.id == entry["form"])
        assert any(entry["note"] in row.note for row in form.indicators)


def test_the_builder_gives_the_shipped_bytes(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; sys.path.insert(0, 'scripts'); import build_ledger as b; "
        f"b.ROOT = pathlib.Path({str(tmp_path)!r}); b.TEMPLATE = b.ROOT / 't.xlsx'; b.PROJECTS = b.ROOT / 'p.xlsx'; b.main()"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
    read = [read_ledger(path).forms for path in (tmp_path / "p.xlsx", SHIPPED)]
    assert [bare(form) for form in read[0]] == [bare(form) for form in read[1]]


def test_the_same_forms_give_the_same_bytes() -> None:
    assert ledger_bytes(SEED) == ledger_bytes(SEED)


def test_an_empty_ledger(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    path.write_bytes(empty_ledger_bytes())
    assert holds_ledger(open_package(path))
    found = read_ledger(path)
    assert (tuple(found.forms), found.faults) == ((), ())
    book = load_workbook(BytesIO(path.read_bytes()))
    assert book.sheetnames == ["填写说明", "项目", "资金", "指标", "选项"]
    sheet = book["指标"]
    headings = {str(cell.value): cell.column_letter for cell in sheet[1]}
    for heading in ("年度指标值", "实际完成值", "补充说明", "偏差原因分析及改进措施"):
        assert sheet.column_dimensions[headings[heading]].number_format == "@"
    ruled = {
        str(area).rstrip("0123456789").partition("2")[0]
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
    }
    assert ruled == {headings[heading] for heading in ("一级指标", "二级指标", "扣分/偏差类型")}
    offered = [cell.value for cell in book["选项"]["E"][1:] if cell.value]
    assert {"未开展满意度调查", "年度追加项目", "统计口径不一致"} <= set(offered)


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "式.xlsx"
    row = Indicator(
        level3="=SUM(A1)", target=Entry("=100%"), actual=Entry("#N/A"), weight="10", note="_x0041_"
    )
    path.write_bytes(
        ledger_bytes([Form(id="1", name="甲", funds=(FundLine("年度资金总额"),), indicators=(row,))])
    )
    assert read_ledger(path).forms[0].indicators == (row,)


def test_control_characters_leave_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "控制.xlsx"
    path.write_bytes(ledger_bytes([Form(id="1", name="甲", goals=Goals("一\x01二\r\n三\ud800"))]))
    assert read_ledger(path).forms[0].goals.expected == "一\ufffd二\n三\ufffd"


def test_headings_of_one_sheet_mean_one_column_each() -> None:
    for sheet in ledger_layout().sheets:
        names = [name for column in sheet.columns for name in (column.heading, *column.synonyms)]
        assert len(names) == len(set(names))
        assert all(
            (column := sheet.column(each.heading)) is not None and column.field == each.field
            for each in sheet.columns
        )


# Round trip of made-up forms

_signs = st.characters(whitelist_categories=("L", "N", "P", "S", "Zs"), max_codepoint=0xFFFF)
texts = st.text(_signs, max_size=8).map(lambda text: "" if is_blank(text) else text)
names = st.text("项目甲乙丙建设运维ABC", min_size=1, max_size=6)
figures = st.one_of(
    st.just(""),
    st.decimals(0, 10**9, places=2).map(str),
    st.integers(0, 10**6).map(str),
    st.decimals(0, 1, places=4).map(lambda d: f"{d:f}"),
)
rates = st.one_of(st.just(""), st.decimals(0, 200, places=2).map(lambda d: f"{d}%"))
entries = st.one_of(
    texts.map(Entry), st.decimals(-1000, 1000, places=3).map(lambda d: Entry(f"{d:f}", numeric=True))
).filter(lambda entry: not entry.text.startswith("-0.000"))
funds = st.builds(
    FundLine,
    kind=st.just("年度资金总额"),
    initial_budget=figures,
    annual_budget=figures,
    executed=figures,
    weight=figures,
    rate=rates,
    score=figures,
    note=texts,
)
indicators = st.builds(
    Indicator,
    level1=texts,
    level2=texts,
    level3=texts,
    target=entries,
    actual=entries,
    weight=figures,
    score=figures,
    note=texts,
    deduction=figures,
    reason=texts,
    detail=texts,
    evidence=texts,
)
forms = st.builds(
    Form,
    title=texts,
    year=st.sampled_from(["", "2024", "2024年度", "（2023年）"]),
    name=names,
    code=st.text("0123456789ABC", max_size=6),
    department=texts,
    unit=texts,
    amount_unit=st.sampled_from(["万元", "元"]),
    funds=st.tuples(funds),
    goals=st.builds(Goals, texts, texts),
    indicators=st.lists(indicators, min_size=1, max_size=3).map(tuple),
    total=st.builds(Total, figures, figures, texts),
    rulebook=texts,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(forms, min_size=1, max_size=3))
def test_read_after_write_is_identity(tmp_path: Path, made: list[Form]) -> None:
    path = tmp_path / "来回.xlsx"
    numbered = [replace(form, id=str(n)) for n, form in enumerate(made, 1)]
    path.write_bytes(ledger_bytes(numbered))
    found = read_ledger(path)
    assert found.faults == ()
    assert [bare(form) for form in found.forms] == numbered


def test_repeated_ids_and_merged_cells_come_back(tmp_path: Path) -> None:
    path = tmp_path / "重号.xlsx"
    rows = (
        Indicator(level3="一", target=Entry("好"), weight="10", score="9"),
        Indicator(level3="二", target=Entry("好"), weight="10", merged=frozenset({"score"})),
    )
    one = Form(id="7", name="甲", funds=(FundLine("年度资金总额"),), indicators=rows)
    path.write_bytes(ledger_bytes([one, replace(one, name="乙"), replace(one, id="")]))
    found = read_ledger(path)
    assert found.faults == ()
    assert [form.id for form in found.forms] == ["7", "7-2", "3"]
    assert [form.indicators for form in found.forms] == [rows, rows, rows]


# Carrying over


def test_carry_over_keeps_what_was_approved() -> None:
    last = SEED[2]
    carried = carry_over(last, 2025)
    assert (carried.year, carried.name, carried.title) == ("2025年度", last.name, last.title)
    assert carried.goals == Goals(expected=last.goals.expected)
    assert [(row.level3, row.target, row.weight) for row in carried.indicators] == [
        (row.level3, row.target, row.weight) for row in last.indicators
    ]
    assert {(row.actual, row.score, row.note, row.reason, row.detail) for row in carried.indicators} == {
        (Entry(), "", "", "", "")
    }
    assert [(line.kind, line.weight) for line in carried.funds] == [
        (line.kind, line.weight) for line in last.funds
    ]
    assert {
        (line.initial_budget, line.annual_budget, line.executed, line.rate, line.score, line.note)
        for line in carried.funds
    } == {("",) * 6}
    assert (carried.total, carried.file, dict(carried.places)) == (Total(weight="100"), "", {})


def test_carry_over_leaves_behind_what_was_said_of_last_years_form() -> None:
    row = replace(SEED[2].indicators[0], review_score="3", review_opinion="佐证不足", rectification="已补")
    waiver = Waiver(code="JXT003", place="F13", reason="批复如此", who="张三")
    carried = carry_over(replace(SEED[2], indicators=(row,), waivers=(waiver,)), 2025)
    assert carried.waivers == ()
    (kept,) = carried.indicators
    assert (kept.level3, kept.review_score, kept.review_opinion, kept.rectification) == (
        row.level3,
        "",
        "",
        "",
    )


def test_carry_over_advances_the_year_in_title_and_period() -> None:
    form = Form(title="2024年项目支出绩效自评表", year="（2024年度）", name="2024年测评项目")
    carried = carry_over(form, 2025)
    assert (carried.title, carried.year, carried.name) == (
        "2025年项目支出绩效自评表",
        "（2025年度）",
        "2024年测评项目",
    )
    assert carry_over(Form(), 2025).year == "2025年度"
