"""Whatever stands filled on a sheet and is not read is told: rows, headings, names beside the wrong labels."""

from __future__ import annotations

import pytest

from workbook_read.sheets import HEAD, HEADINGS, INDICATORS, LEVELS, MONEY, checked, read, result, sheet, why
from zipingbiao.checks.finding import Severity
from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.form.coverage import Block, Reading, UnreadRow
from zipingbiao.form.model import Entry, Form, Indicator
from zipingbiao.workbook.read.forms import forms_of
from zipingbiao.workbook.slots import FUNDS, SINGLE
from zipingbiao.workbook.slots import INDICATORS as NAMES


def found(form: Form, code: str) -> list[tuple[str | None, Severity]]:
    return [(each.cell, each.severity) for each in checked(form).findings if each.code == code]


def test_a_whole_form_has_nothing_to_tell() -> None:
    form = read([*HEAD, *MONEY, *INDICATORS])
    assert (form.reading.rows_seen, form.reading.rows_read) == (2, 2)
    assert not {"JXR001", "JXR002", "JXR003"} & {each.code for each in checked(form).findings}


def test_rows_below_the_total_are_told() -> None:
    rows = [
        ["总分", "", "", "", "", "100", "98"],
        ["加分项", "", "荣誉", "≥1项", "1项", "2", "2"],
        ["", "", "经验推广", "≥1次", "1次", "2", "2"],
        ["填报人：张三", "", "", "审核人：", "李四"],
    ]
    form = read([*HEAD, *MONEY, *INDICATORS, *rows])
    assert (form.reading.rows_seen, form.reading.rows_read) == (4, 2)
    assert [each.row for each in form.reading.unread] == [9, 10]
    assert found(form, "JXR001") == [("C9", Severity.ERROR)]


def test_a_row_with_nothing_but_a_note_is_told() -> None:
    form = read([*HEAD, *MONEY, *INDICATORS, ["", "", "", "", "", "", "", "另行说明：汛情提前"]])
    assert found(form, "JXR001") == [("H8", Severity.ERROR)]


@pytest.mark.parametrize(
    "row",
    [
        ["效益指标"],
        ["小计", "", "", "", "", "90", "90"],
        ["填表说明：得分保留两位小数。"],
        HEADINGS,
        ["", "", "", "-", "", "/"],
    ],
)
def test_rows_that_hold_nothing_of_their_own(row: list[str]) -> None:
    assert found(read([*HEAD, *MONEY, *INDICATORS, row]), "JXR001") == []


def test_unknown_headings_over_filled_cells() -> None:
    rows = [
        [*HEADINGS, "绩效专员意见", "备用栏"],
        ["产出指标", "数量指标", "清淤长度", "≥8公里", "9公里", "50", "50", "属实"],
        ["", "质量指标", "验收合格率", "≥95%", "96%", "40", "40", "属实"],
    ]
    form = read([*HEAD, *MONEY, *rows])
    assert form.reading.headings() == ["绩效专员意见"]
    assert found(form, "JXR002") == [("H5", Severity.WARNING)]


def test_a_column_without_heading_and_a_second_of_the_same_meaning() -> None:
    rows = [
        [*LEVELS, "年度指标值", "", "实际完成值", "分值", "得分", "单位自评得分"],
        ["产出指标", "数量指标", "清淤长度", "≥8公里", "长", "9公里", "50", "50", "49"],
    ]
    form = read([*HEAD, *MONEY, *rows])
    assert sorted(form.reading.headings()) == ["", "单位自评得分"]


def test_actuals_under_a_heading_that_nobody_knows_are_an_error() -> None:
    """No row has an actual, and a column of that place is not known."""
    rows = [
        [*LEVELS, "年度指标值", "实际完成值", "本年到达", "分值", "得分"],
        ["产出指标", "数量指标", "清淤长度", "≥8公里", "", "9公里", "50", "50"],
    ]
    form = read([*HEAD, *MONEY, *rows])
    assert found(form, "JXR002") == [("F5", Severity.ERROR)]


def test_money_that_no_block_heads() -> None:
    form = read([*HEAD, ["经费安排", "资金规模", "50"], ["", "已用资金", "40"], *INDICATORS])
    assert [(each.block, each.row) for each in form.reading.unread] == [(Block.FUNDS, 3), (Block.FUNDS, 4)]
    results = checked(form)
    assert "没有读出" in why(results, "JXB001")
    assert [each.cell for each in results.findings if each.code == "JXR001"] == ["B3"]


def test_without_money_the_form_has_none() -> None:
    assert why(checked(read([*HEAD, *INDICATORS])), "JXB001") == "本表没有项目资金栏"


@pytest.mark.parametrize("label", ["预 算 编 码", "预算单位代码", "支出科目", "资金文号", "预算年度"])
def test_a_number_behind_a_label_of_budgets_is_no_amount(label: str) -> None:
    form = read([*HEAD, [label, "906017"], *INDICATORS])
    assert not form.reading.unread
    assert why(checked(form), "JXB001") == "本表没有项目资金栏"


def test_goals_under_a_label_that_nobody_knows() -> None:
    rows = [["本年要达到的目标是", "清淤八公里，汛前全部完成。"]]
    form = read([*HEAD, *MONEY, *rows, *INDICATORS])
    assert [each.block for each in form.reading.unread] == [Block.GOALS]
    assert "没有读出" in why(checked(form), "JXF008")


def test_without_goals_the_form_has_none() -> None:
    assert why(checked(read([*HEAD, *MONEY, *INDICATORS])), "JXF008") == "没有填写年度总体目标"


def test_a_second_sheet_that_could_not_be_read_is_a_fault() -> None:
    """Its 实际完成值 has a label nobody knows; the other sheet is sound."""
    other = [*HEAD, *MONEY, [*LEVELS, "年度指标值", "到达", "分值", "得分"], *INDICATORS[1:]]
    both = (sheet([*HEAD, *MONEY, *INDICATORS], name="一"), sheet(other, name="二"))
    read_both = forms_of(Snapshot("表.xlsx", both))
    assert len(read_both.forms) == 1
    assert [(each.sheet, each.unread) for each in read_both.problems] == [("二", True)]


#: Where the fields of HEAD, MONEY and INDICATORS stand.
TRUE = {
    SINGLE["name"]: "表!$B$2",
    FUNDS["annual_budget"]: "表!$D$4",
    FUNDS["executed"]: "表!$E$4",
    NAMES["level3"]: "表!$C$6:$C$7",
    NAMES["target"]: "表!$D$6:$D$7",
    NAMES["actual"]: "表!$E$6:$E$7",
    NAMES["weight"]: "表!$F$6:$F$7",
}
ROWS = [*HEAD, *MONEY, *INDICATORS, ["总分", "", "", "", "", "100", "98"]]


def shifted(down: int, right: int = 0) -> dict[str, str]:
    """The same names, all moved."""

    def moved(reference: str) -> str:
        parts = reference.partition("!")[2].replace("$", "").split(":")
        return "表!" + ":".join(f"${chr(ord(p[0]) + right)}${int(p[1:]) + down}" for p in parts)

    return {name: moved(reference) for name, reference in TRUE.items()}


def test_names_that_agree_with_their_labels_are_followed() -> None:
    (form,) = result(ROWS, names=TRUE).forms
    assert form.reading.clashes == ()
    assert [row.level3 for row in form.indicators] == ["清淤长度", "验收合格率"]


@pytest.mark.parametrize(("down", "right"), [(1, 0), (-1, 0), (0, 1)])
def test_names_beside_the_wrong_labels_are_told_and_not_followed(down: int, right: int) -> None:
    (form,) = result(ROWS, names=shifted(down, right)).forms
    (plain,) = result(ROWS).forms
    assert (form.name, form.indicators, form.funds, form.total) == (
        plain.name,
        plain.indicators,
        plain.funds,
        plain.total,
    )
    names = {each.name for each in form.reading.clashes}
    assert SINGLE["name"] in names
    assert names & set(NAMES.values())
    assert len(found(form, "JXR003")) == len(form.reading.clashes)


def test_names_that_end_before_the_rows_do() -> None:
    """A row put in below the last one: the name does not cover it."""
    names = TRUE | {name: ref.replace("$7", "$6") for name, ref in TRUE.items() if name in NAMES.values()}
    (form,) = result(ROWS, names=names).forms
    assert [row.level3 for row in form.indicators] == ["清淤长度", "验收合格率"]
    assert len(form.reading.clashes) == 1


@pytest.mark.parametrize("score", ["", "8"])
def test_no_rule_says_that_there_is_none_of_what_was_not_read(score: str) -> None:
    unread = tuple(UnreadRow(block, n, "防汛物资") for n, block in enumerate(Block, start=20))
    rows = (
        Indicator("产出指标", "数量指标", "培训场次", Entry("≥2次"), Entry("3次"), score=score),
        Indicator("成本指标", "", "采购成本", Entry("≤5万元"), Entry("4万元")),
    )
    for indicators in ((), rows):
        form = Form(year="2024年度", indicators=indicators, sheet_reading=Reading(len(indicators), unread))
        said = {each.code: each.why for each in checked(form).runs if "本表没有" in each.why}
        assert said == {}
