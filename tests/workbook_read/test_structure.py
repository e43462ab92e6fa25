"""Labels by structure: what stands left of the levels, which of two labels wins, where a value ends. Each test draws the
rows that differ; the texts are made up."""

from __future__ import annotations

import pytest

from workbook_read.sheets import HEAD, INDICATORS, LEVELS, MONEY, checked, money, read, result, values, whole
from zipingbiao.form.coverage import FormKind
from zipingbiao.form.model import FundKind

CLEAR = ("清淤长度", "≥8公里", "9公里", "50", "50")
GOOD = ("验收合格率", "≥95%", "96%", "40", "40")


@pytest.mark.parametrize(
    "corner",
    [
        "绩效指标",
        "年度绩效指标完成情况",
        "绩效指标完成情况",
        "指标完成情况",
        "绩效目标完成情况",
        "绩效指标及完成情况",
        "年度绩\n效指标\n完成情\n况",
        "实际完成值",
        "年度指标值",
        "得分",
    ],
)
@pytest.mark.parametrize("merged", [("A5:A7",), ()])
def test_what_stands_left_of_the_levels_heads_no_values(corner: str, merged: tuple[str, ...]) -> None:
    rows = [[corner, *INDICATORS[0]], *(["", *line] for line in INDICATORS[1:])]
    form = read([*HEAD, *MONEY, *rows], *merged)
    assert values(form) == [CLEAR, GOOD]
    assert whole(form)


def test_a_corner_label_written_over_several_cells() -> None:
    rows = [["绩效指标", *INDICATORS[0]], ["完成", *INDICATORS[1]], ["情况", *INDICATORS[2]]]
    form = read([*HEAD, *MONEY, *rows])
    assert values(form) == [CLEAR, GOOD]
    assert whole(form)


def test_numbers_of_rows_are_no_values() -> None:
    rows = [["序号", *INDICATORS[0]], ["1", *INDICATORS[1]], ["2", *INDICATORS[2]]]
    form = read([*HEAD, *MONEY, *rows])
    assert values(form) == [CLEAR, GOOD]
    assert whole(form)


@pytest.mark.parametrize("other", ["得分系数(%)", "得分率（%）", "系数", "得分计算方法", "上年得分"])
def test_a_factor_is_no_score(other: str) -> None:
    rows = [
        [*LEVELS, "年度指标值", "实际完成值", other, "指标分值", "指标得分(分)"],
        ["产出指标", "数量指标", "清淤长度", "≥8公里", "9公里", "100", "50", "50"],
        ["", "质量指标", "验收合格率", "≥95%", "96%", "100", "40", "40"],
    ]
    form = read([*HEAD, *MONEY, *rows])
    assert values(form) == [CLEAR, GOOD]
    assert whole(form)


@pytest.mark.parametrize("first", ["财政评价得分", "部门评得分情况"])
def test_the_label_word_for_word_wins(first: str) -> None:
    rows = [
        [*LEVELS, "年度指标值", "实际完成值", "分值", first, "得分"],
        ["产出指标", "数量指标", "清淤长度", "≥8公里", "9公里", "50", "3", "50"],
    ]
    form = read([*HEAD, *MONEY, *rows])
    assert form.indicators[0].score == "50"
    assert form.reading.headings() == [first]


@pytest.mark.parametrize(
    ("first", "second"),
    [("年初指标值", "调整指标值"), ("年度指标值", "调整后指标值"), ("年初目标值", "年中调整值")],
)
def test_the_adjusted_target_counts_where_it_is_filled(first: str, second: str) -> None:
    rows = [
        [*LEVELS, first, second, "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "清淤长度", "≥10公里", "≥8公里", "9公里", "50", "50"],
        ["", "质量指标", "验收合格率", "≥95%", "", "96%", "40", "40"],
        ["", "时效指标", "完成时间", "6月底", "-", "5月", "0", "0"],
    ]
    form = read([*HEAD, *MONEY, *rows])
    assert [row.target.text for row in form.indicators] == ["≥8公里", "≥95%", "6月底"]
    assert [form.places[f"indicators[{n}].target"].cell for n in range(3)] == ["E6", "D7", "D8"]
    assert whole(form)


def test_last_year_is_not_this_year() -> None:
    rows = [
        [*LEVELS, "年度指标值", "上年实际值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "清淤长度", "≥8公里", "7公里", "9公里", "50", "50"],
        ["", "质量指标", "验收合格率", "≥95%", "94%", "96%", "40", "40"],
    ]
    assert values(read([*HEAD, *MONEY, *rows])) == [CLEAR, GOOD]


def test_a_value_in_several_cells_under_one_wide_heading() -> None:
    rows = [
        [*LEVELS, "年度指标值", "", "", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "清淤长度", "≥", "8", "公里", "9公里", "50", "50"],
        ["", "质量指标", "验收合格率", "≥", "95", "%", "96%", "40", "40"],
    ]
    form = read([*HEAD, *MONEY, *rows], "D5:F5")
    assert values(form) == [CLEAR, GOOD]
    assert whole(form)


@pytest.mark.parametrize("merged", [("B3:D3", "F3:H3"), ()])
@pytest.mark.parametrize("other", ["财政处室", "业务股室", "项目属性"])
def test_an_empty_field_beside_an_unknown_label_is_empty(other: str, merged: tuple[str, ...]) -> None:
    rows = [*HEAD, ["主管部门", "", "", "", other, "农业处"], *MONEY, *INDICATORS]
    assert read(rows, *merged).department == ""
    assert read([*rows[:2], ["主管部门", "", "", "", other], *rows[3:]], *merged).department == ""


def test_a_field_further_right_is_still_a_field() -> None:
    """Cells that only look merged: every value stands in the third column."""
    rows = [HEAD[0], ["项目名称", "", "河道清淤"], ["主管部门", "", "某市水利局", "实施单位", "", "河道所"]]
    form = read([*rows, *MONEY, *INDICATORS])
    assert (form.name, form.department, form.unit) == ("河道清淤", "某市水利局", "河道所")


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("项目主管单位", "department"),
        ("主管部门及编码", "department"),
        ("部门(单位)名称", "unit"),
        ("项目执行单位", "unit"),
        ("申报单位", "unit"),
    ],
)
def test_heads(label: str, field: str) -> None:
    form = read([*HEAD, [label, "某市水利局"], *MONEY, *INDICATORS])
    assert getattr(form, field) == "某市水利局"


EXPECTED, ACTUAL = "清淤八公里，汛前完成。", "清淤九公里，五月完成。"


@pytest.mark.parametrize(
    "labels",
    [
        ["总体目标", "年度目标", "", "", "年度总体目标完成情况"],
        ["当年绩效目标", "年初绩效目标", "", "", "全年目标实际完成情况"],
        ["年度总体目标", "年初设定目标", "", "", "年度总体目标完成情况"],
        ["整体绩效目标", "年初批复目标", "", "", "完成情况"],
        ["绩效目标", "年度绩效目标", "", "", "绩效目标完成情况"],
    ],
)
@pytest.mark.parametrize("merged", [("A5:A6", "B5:D5", "B6:D6", "E5:H5", "E6:H6"), ()])
def test_goals_below_their_labels(labels: list[str], merged: tuple[str, ...]) -> None:
    rows = [*HEAD, *MONEY, labels, ["", EXPECTED, "", "", ACTUAL], *INDICATORS]
    form = read(rows, *merged)
    assert (form.goals.expected, form.goals.actual) == (EXPECTED, ACTUAL)
    assert whole(form)


def test_goals_beside_their_labels() -> None:
    rows = [*HEAD, *MONEY, ["年度总体目标", EXPECTED, "", "年度总体目标完成情况", ACTUAL], *INDICATORS]
    form = read(rows)
    assert (form.goals.expected, form.goals.actual) == (EXPECTED, ACTUAL)


def test_money_with_a_colon_behind_its_heading() -> None:
    rows = [
        ["资金情况(万元)", "", "", "年初预算资金总额:", "实际投入资金额", "产生差异的原因"],
        ["", "", "合计", "50", "40", "招标结余"],
    ]
    form = read([*HEAD, *rows, *INDICATORS], "A3:B4")
    assert money(form) == ("", "50", "40", "")
    assert form.funds[0].row is FundKind.TOTAL
    assert form.funds[0].note == "招标结余"


def test_money_in_numbered_columns() -> None:
    rows = [
        ["预算情况", "", "年初预算①", "年中调整②", "小计③=①+②", "年度拨付金额④", "支出实现率(%)⑤=④/③"],
        ["", "合计", "50", "-5", "45", "36", "80"],
        ["", "基本支出", "30", "-5", "25", "20", "80"],
        ["", "项目支出", "20", "0", "20", "16", "80"],
    ]
    form = read([*HEAD, *rows, *INDICATORS], "A3:A6")
    assert [money(form, line) for line in range(3)] == [
        ("50", "45", "36", "80"),
        ("30", "25", "20", "80"),
        ("20", "20", "16", "80"),
    ]
    assert whole(form)


def test_sources_side_by_side() -> None:
    rows = [
        ["项目资金", "中央", "省、地", "本级", "其他", "合计(万元)", "执行数", "执行率"],
        ["", "20", "15", "10", "5", "50", "40", "80%"],
    ]
    form = read([*HEAD, *rows, *INDICATORS], "A3:A4")
    assert money(form) == ("", "50", "40", "80%")
    assert [(line.kind, line.annual_budget) for line in form.funds[1:]] == [
        ("中央", "20"),
        ("省、地", "15"),
        ("本级", "10"),
        ("其他", "5"),
    ]
    assert "JXB004" not in {finding.code for finding in checked(form).findings}
    assert whole(form)


def test_shares_of_the_levels_of_government_are_added_up() -> None:
    """20 + 15 + 10 = 45, not 50."""
    rows = [
        MONEY[0],
        ["", "年度资金总额", "50", "50", "40", "10", "80%", "8"],
        ["", "其中：中央财政资金", "20", "20", "16"],
        ["", "省级财政资金", "15", "15", "12"],
        ["", "市级财政资金", "10", "10", "8"],
        ["", "县级财政资金", "", "", ""],
    ]
    form = read([*HEAD, *rows, *INDICATORS])
    found = [f for f in checked(form).findings if f.code == "JXB004"]
    assert [(f.field, f.expected) for f in found] == [
        ("funds[0].initial_budget", "45"),
        ("funds[0].annual_budget", "45"),
        ("funds[0].executed", "36"),
    ]


def test_amounts_with_their_unit_are_computed_and_told() -> None:
    """309.8 of 387.25 are 80 %."""
    rows = [MONEY[0], ["", "年度资金总额", "150万", "387.25万元", "309.8万", "10", "", ""]]
    form = read([*HEAD, *rows, *INDICATORS])
    results = checked(form)
    assert [f.field for f in results.findings if f.code == "JXB009"] == [
        "funds[0].initial_budget",
        "funds[0].annual_budget",
        "funds[0].executed",
    ]
    (rate,) = [f for f in results.findings if f.code == "JXB005"]
    assert rate.found == "80%"


def test_only_names_of_indicators_with_their_class_beside_them() -> None:
    rows = [
        ["指标类别", "指标名称", "目标值", "完成值", "分值", "得分"],
        ["数量指标", "清淤长度", "≥8公里", "9公里", "50", "50"],
        ["质量指标", "验收合格率", "≥95%", "96%", "40", "40"],
    ]
    form = read([*HEAD, *MONEY, *rows])
    assert values(form) == [CLEAR, GOOD]
    assert [row.level1 for row in form.indicators] == ["数量指标", "质量指标"]


def test_labels_in_a_row_above_that_are_not_merged_down() -> None:
    rows = [
        ["绩效指标", "", "", "指标值", "完成值", "分值", "得分"],
        LEVELS,
        *INDICATORS[1:],
    ]
    form = read([*HEAD, *MONEY, *rows], "A5:C5")
    assert values(form) == [CLEAR, GOOD]
    assert whole(form)


def test_the_title_may_have_words_of_its_own() -> None:
    form = read([["某县2023年度惠民项目绩效完成情况表"], HEAD[1], *MONEY, *INDICATORS])
    assert (form.title, form.year) == ("某县2023年度惠民项目绩效完成情况表", "2023年度")


def test_a_form_of_a_whole_department() -> None:
    rows = [
        ["部门整体支出绩效自评表（2023年度）"],
        ["部门（单位）名称", "某市水利局"],
        ["部门预算（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "合计", "50", "50", "40", "10", "80%", "8"],
        ["", "基本支出", "30", "30", "25"],
        ["", "项目支出", "20", "20", "15"],
        [*LEVELS, "评分标准", "分值", "年度指标值", "实际完成值", "得分"],
        ["履职效能", "重点任务", "清淤长度", "未完成不得分", "50", "≥8公里", "9公里", "50"],
        ["", "", "验收合格率", "每低1%扣1分", "40", "≥95%", "96%", "40"],
    ]
    form = read(rows)
    assert form.kind is FormKind.DEPARTMENT
    assert (form.department, form.unit, form.name) == ("某市水利局", "某市水利局", "")
    assert money(form) == ("50", "50", "40", "80%")
    assert values(form) == [CLEAR, GOOD]
    assert whole(form)


def test_a_department_judged_by_standards_alone() -> None:
    rows = [
        ["2023年度部门整体支出绩效自评表"],
        ["单位名称", "某市水利局"],
        ["序号", *LEVELS, "指标分值", "指标解释", "评分标准", "自评得分"],
        ["1", "预算管理", "预算执行", "预算执行率", "60", "执行数/预算数", "按比例", "58"],
        ["2", "", "资产管理", "账实相符", "40", "盘点", "不符不得分", "40"],
    ]
    form = read(rows)
    assert [(row.level3, row.weight, row.score) for row in form.indicators] == [
        ("预算执行率", "60", "58"),
        ("账实相符", "40", "40"),
    ]
    assert whole(form)


def test_forms_of_two_kinds_on_one_sheet() -> None:
    """The first has no 项目名称: its title and its head begin it."""
    rows = [
        ["部门整体支出绩效自评表（2023年度）"],
        ["部门名称", "某市水利局"],
        *INDICATORS,
        ["总分", "", "", "", "", "90", "90"],
        *HEAD,
        ["实施单位", "河道所"],
        *MONEY,
        *INDICATORS,
    ]
    first, second = result(rows).forms
    assert (first.kind, first.name, first.unit) == (FormKind.DEPARTMENT, "", "某市水利局")
    assert (second.kind, second.name, second.unit) == (FormKind.PROJECT, "河道清淤", "河道所")
    assert values(first) == values(second) == [CLEAR, GOOD]
    assert (len(first.funds), len(second.funds)) == (0, 1)


def test_a_form_that_goes_on_below_its_own_title_is_one_form() -> None:
    """A title printed again on the second page, with the heading of the columns."""
    rows = [
        *HEAD,
        *MONEY,
        *INDICATORS,
        HEAD[0],
        INDICATORS[0],
        ["", "时效指标", "工期", "6月底", "5月", "0", "0"],
    ]
    form = read(rows)
    assert [row.level3 for row in form.indicators] == ["清淤长度", "验收合格率", "工期"]


def test_a_form_of_transfers() -> None:
    title = ["中央对地方转移支付区域绩效自评表（2023年度）"]
    assert read([title, HEAD[1], *MONEY, *INDICATORS]).kind is FormKind.TRANSFER
