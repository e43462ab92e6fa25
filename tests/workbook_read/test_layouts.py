"""Forms in the layouts of different offices come back field by field, with the right cells."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from workbook_read.books import FORMS, Look, book_of, draw, put, save
from workbook_read.reading import as_data, cell, expected
from workbook_read.sheets import HEADINGS, LEVELS
from zipingbiao.form.model import Entry, Form
from zipingbiao.package.address import cell_name
from zipingbiao.workbook.read.forms import ReadResult, read_workbook


def only(result: ReadResult) -> Form:
    assert result.problems == ()
    (form,) = result.forms
    return form


def sheet_of(book: Workbook) -> Any:
    assert book.active is not None
    return book.active


@pytest.mark.parametrize("source", FORMS, ids=lambda form: form["id"])
def test_official_layout(tmp_path: Path, source: dict[str, Any]) -> None:
    form = only(read_workbook(book_of(tmp_path, source)))
    assert as_data(form) == expected(source)
    assert form.id == "自评表"


def test_cells_of_the_official_layout(tmp_path: Path) -> None:
    """Row 1 title, 3 name, 5 money heading, 6–9 funds, 10–11 goals, 12 heading, 13… indicators (form 14 has six)."""
    form = only(read_workbook(book_of(tmp_path, FORMS[13])))
    assert {
        path: cell(form, path)
        for path in (
            "name",
            "year",
            "department",
            "unit",
            "funds[0].executed",
            "funds[2].rate",
            "goals.expected",
            "goals.actual",
            "indicators[0].level1",
            "indicators[1].level1",
            "indicators[1].level3",
            "indicators[4].note",
            "indicators[5].score",
            "total.weight",
            "total.score",
        )
    } == {
        "name": "C3",
        "year": "A2",
        "department": "C4",
        "unit": "F4",
        "funds[0].executed": "F6",
        "funds[2].rate": "H8",
        "goals.expected": "B11",
        "goals.actual": "F11",
        "indicators[0].level1": "B13",
        "indicators[1].level1": "B13",
        "indicators[1].level3": "D14",
        "indicators[4].note": "I17",
        "indicators[5].score": "H18",
        "total.weight": "G19",
        "total.score": "H19",
    }
    assert form.place("indicators[2].evidence").cell == "D15"


def test_moved_with_an_extra_heading_row_and_gaps(tmp_path: Path) -> None:
    look = Look(top=6, left=4, band="年度绩效指标", gap_rows=2)
    form = only(read_workbook(book_of(tmp_path, FORMS[3], look)))
    assert as_data(form) == expected(FORMS[3])
    assert cell(form, "name") == "F8"
    # Title in row 6: indicators' heading in row 6+11+2+1 = 20, the first row below it; target is the fifth column.
    assert cell(form, "indicators[0].target") == "H21"


def test_levels_without_merged_cells(tmp_path: Path) -> None:
    """一级指标 printed once and blank below is filled down; a blank 二级指标 stays blank (forms 4 and 12 have one)."""
    book = Workbook()
    sheet = sheet_of(book)
    draw(sheet, FORMS[3], Look(merged_levels=False))
    for row in (14, 15):
        sheet.cell(row, 2).value = None
    form = only(read_workbook(save(book, tmp_path)))
    assert [line.level1 for line in form.indicators] == [line["level1"] for line in FORMS[3]["indicators"]]
    assert form.indicators[3].level2 == ""


def test_merged_level2_is_filled_down(tmp_path: Path) -> None:
    book = Workbook()
    sheet = sheet_of(book)
    draw(sheet, FORMS[7])
    for row in (14, 15, 16):
        sheet.cell(row, 3).value = None
    sheet.merge_cells("C13:C16")
    form = only(read_workbook(save(book, tmp_path)))
    assert [line.level2 for line in form.indicators[:5]] == ["质量指标"] * 4 + ["经济成本指标"]


@pytest.mark.parametrize("leave", [("score",), ("weight", "score"), ("note",)])
def test_columns_that_a_layout_lacks(tmp_path: Path, leave: tuple[str, ...]) -> None:
    form = only(read_workbook(book_of(tmp_path, FORMS[13], Look(leave=leave))))
    source = expected(FORMS[13])
    for line in source["indicators"]:
        line.update(dict.fromkeys(leave, ""))
    source["total"] = {key: "" if key in leave else value for key, value in source["total"].items()}
    assert as_data(form) == source


def test_amounts_in_yuan(tmp_path: Path) -> None:
    form = only(read_workbook(book_of(tmp_path, FORMS[3], Look(money_label="项目资金（元）"))))
    assert form.amount_unit == "元"


def test_two_forms_on_one_sheet(tmp_path: Path) -> None:
    book = Workbook()
    sheet = sheet_of(book)
    last = draw(sheet, FORMS[3])
    draw(sheet, FORMS[13], Look(top=last + 3))
    result = read_workbook(save(book, tmp_path))
    assert [as_data(form) for form in result.forms] == [expected(FORMS[3]), expected(FORMS[13])]
    assert [form.id for form in result.forms] == ["自评表", "自评表#2"]
    # The first form ends in row 19, the second begins in row 22 with its title: name two rows below.
    assert cell(result.forms[1], "name") == "C24"
    assert result.problems == ()


@pytest.mark.parametrize("gap", [0, 1, 3])
@pytest.mark.parametrize("lower", [0, 2])
@pytest.mark.parametrize("first", range(0, len(FORMS), 2))
def test_forms_beside_each_other_on_one_sheet(tmp_path: Path, first: int, lower: int, gap: int) -> None:
    """Three forms on the same rows, or the middle one some rows lower: each is read as if it stood alone."""
    sources = [FORMS[first], FORMS[first + 1], FORMS[0]]
    book = Workbook()
    lefts = [1 + number * (9 + gap) for number in range(3)]
    for left, source, top in zip(lefts, sources, (1, 1 + lower, 1), strict=True):
        draw(sheet_of(book), source, Look(left=left, top=top))
    result = read_workbook(save(book, tmp_path))
    assert [as_data(form) for form in result.forms] == [expected(source) for source in sources]
    assert [form.id for form in result.forms] == ["自评表", "自评表#2", "自评表#3"]
    names = [cell(form, "name") for form in result.forms]
    assert names == [cell_name(3 + down, left + 2) for left, down in zip(lefts, (0, lower, 0), strict=True)]
    assert result.problems == ()


def test_what_lies_across_two_forms_is_not_cut(tmp_path: Path) -> None:
    """A title over both, merged: nobody says whose it is, so that the right one stays unread and is named."""
    book = Workbook()
    sheet = sheet_of(book)
    draw(sheet, FORMS[3], Look(top=2))
    draw(sheet, FORMS[13], Look(top=2, left=10))
    put(sheet, 1, 1, "某局项目支出绩效自评表", 18)
    (form,) = read_workbook(save(book, tmp_path)).forms
    assert form.reading.unknown


def test_two_forms_without_titles_on_one_sheet(tmp_path: Path) -> None:
    book = Workbook()
    sheet = sheet_of(book)
    last = draw(sheet, FORMS[3])
    draw(sheet, FORMS[13], Look(top=last + 1))
    for row in (1, 2, last + 1, last + 2):
        sheet.cell(row, 1).value = None
    forms = read_workbook(save(book, tmp_path)).forms
    assert [form.name for form in forms] == [FORMS[3]["name"], FORMS[13]["name"]]
    assert [len(form.indicators) for form in forms] == [6, 6]
    assert [form.total.score for form in forms] == ["98.00", "98.00"]


def test_three_sheets_and_a_cover(tmp_path: Path) -> None:
    book = Workbook()
    sheet_of(book)["A1"] = "目录"
    for source in FORMS[:3]:
        draw(book.create_sheet(source["id"]), source)
    result = read_workbook(save(book, tmp_path))
    assert [as_data(form) for form in result.forms] == [expected(source) for source in FORMS[:3]]
    assert [form.places["name"].sheet for form in result.forms] == ["seed-01", "seed-02", "seed-03"]
    assert result.problems == ()


def test_hidden_sheets_are_not_read_but_told(tmp_path: Path) -> None:
    book = Workbook()
    hidden = book.create_sheet("旧表")
    draw(hidden, FORMS[3])
    hidden.sheet_state = "hidden"
    result = read_workbook(save(book, tmp_path))
    assert result.forms == ()
    assert "旧表" in result.problems[0].message and "取消隐藏" in result.problems[0].message


def test_a_filled_form_on_a_hidden_sheet_is_told_beside_a_visible_one(tmp_path: Path) -> None:
    book = Workbook()
    draw(sheet_of(book), FORMS[0])
    for name, state in (("旧表", "hidden"), ("另一张", "veryHidden")):
        draw(book.create_sheet(name), FORMS[3])
        book[name].sheet_state = state
    book.create_sheet("参数").sheet_state = "hidden"
    result = read_workbook(save(book, tmp_path))
    assert [form.name for form in result.forms] == [FORMS[0]["name"]]
    assert [(each.sheet, each.unread) for each in result.problems] == [("旧表", True), ("另一张", True)]
    assert all("取消隐藏" in each.message for each in result.problems)


def test_scores_of_several_rows_in_one_merged_cell(tmp_path: Path) -> None:
    book = Workbook()
    sheet = sheet_of(book)
    draw(sheet, FORMS[7])
    sheet["H13"] = "20"
    for row in (14, 15):
        sheet.cell(row, 8).value = None
    sheet.merge_cells("H13:H15")
    form = only(read_workbook(save(book, tmp_path)))
    assert [line.score for line in form.indicators[:4]] == ["20", "", "", "10"]
    assert [line.merged for line in form.indicators[:4]] == [frozenset(), {"score"}, {"score"}, frozenset()]
    assert cell(form, "indicators[2].score") == "H13"


def test_a_row_drawn_over_two_sheet_rows_is_one_indicator(tmp_path: Path) -> None:
    book = Workbook()
    sheet = sheet_of(book)
    draw(sheet, FORMS[13], Look(merged_levels=False))
    for address in ("A12:A18", "A19:F19"):
        sheet.unmerge_cells(address)
    sheet.insert_rows(14)
    for column in "BCDEFGHI":
        sheet.merge_cells(f"{column}13:{column}14")
    form = only(read_workbook(save(book, tmp_path)))
    assert [line.level3 for line in form.indicators] == [line["level3"] for line in FORMS[13]["indicators"]]


def test_headings_repeated_after_a_page_break(tmp_path: Path) -> None:
    book = Workbook()
    sheet = sheet_of(book)
    row = draw(sheet, FORMS[3], Look(merged_levels=False))
    for merged in list(sheet.merged_cells.ranges):
        if merged.max_row >= 15:
            sheet.unmerge_cells(str(merged))
    sheet.insert_rows(16, 2)
    put(sheet, 16, 1, "项目支出绩效自评表")
    for column in range(2, 10):
        put(sheet, 17, column, sheet.cell(12, column).value)
    form = only(read_workbook(save(book, tmp_path)))
    assert as_data(form)["indicators"] == expected(FORMS[3])["indicators"]
    assert cell(form, "total.score") == f"H{row + 2}"


def test_split_target_columns(tmp_path: Path) -> None:
    """指标性质 | 指标值 | 度量单位 below 年度指标值: the parts are joined, the actual gets the unit."""
    book = Workbook()
    sheet = sheet_of(book)
    for column, text in enumerate(["项目名称", "甲项目"], 1):
        put(sheet, 1, column, text)
    for column, text in [
        (1, "一级指标"),
        (2, "二级指标"),
        (3, "三级指标"),
        (7, "全年完成值"),
        (8, "分值"),
        (9, "自评得分"),
    ]:
        put(sheet, 2, column, text, 1, 2)
    put(sheet, 2, 4, "年度指标值", 3)
    for column, text in enumerate(["指标性质", "指标值", "度量单位"], 4):
        put(sheet, 3, column, text)
    rows: list[list[object]] = [
        ["产出指标", "数量指标", "培训人数", "≥", 95, "人", 97, 10, 10],
        ["产出指标", "质量指标", "合格率", "≥", "95", "%", "96%", 10, 10],
        ["成本指标", "经济成本指标", "总成本", "≤", 20.5, "万元", "20.1", 20, 20],
        ["效益指标", "社会效益指标", "影响", "定性", "好", "无", "好", 20, 20],
    ]
    for row, line in enumerate(rows, 4):
        for column, value in enumerate(line, 1):
            put(sheet, row, column, value)
    form = only(read_workbook(save(book, tmp_path)))
    assert [(line.target.text, line.actual.text) for line in form.indicators] == [
        ("≥95人", "97人"),
        ("≥95%", "96%"),
        ("≤20.5万元", "20.1万元"),
        ("好", "好"),
    ]
    assert cell(form, "indicators[0].target") == "E4"
    assert form.indicators[2].weight == "20"


def test_numbers_percentages_and_dates_in_cells(tmp_path: Path) -> None:
    book = Workbook()
    sheet = sheet_of(book)
    draw(sheet, FORMS[13])
    formats: list[tuple[str, object, str]] = [
        ("F13", 0.98, "0%"),
        ("F14", 0.98765, "0.0%"),
        ("F15", date(2024, 12, 24), "yyyy-mm-dd"),
        ("F16", 110.5728, "General"),
        ("F17", date(2024, 5, 1), 'yyyy"年"m"月"'),
        ("F18", 60, '0"台"'),
        ("E13", 1, "0.00%"),
        ("G13", 10, "0.00"),
        ("H13", 9.945, "0.00"),
        ("D6", 1234.5, "#,##0.00"),
        ("E6", 0.1 + 0.2, "General"),
        ("H6", 0.9944, "0.00%"),
    ]
    for address, value, code in formats:
        sheet[address].value = value
        sheet[address].number_format = code
    form = only(read_workbook(save(book, tmp_path)))
    assert [line.actual for line in form.indicators] == [
        Entry("98%"),
        Entry("98.765%"),
        Entry("2024年12月24日"),
        Entry("110.5728", numeric=True),
        Entry("2024年5月"),
        Entry("60台"),
    ]
    assert form.indicators[0].target == Entry("100.00%")
    assert (form.indicators[0].weight, form.indicators[0].score) == ("10.00", "9.945")
    assert (form.funds[0].initial_budget, form.funds[0].annual_budget) == ("1234.50", "0.3")
    assert form.funds[0].rate == "99.44%"


def test_labels_with_colons_brackets_and_other_words(tmp_path: Path) -> None:
    """A provincial layout: labels and values in one cell, pairs of 预算数 and 执行数, 合计, 自评等级."""
    book = Workbook()
    sheet = sheet_of(book)
    lines: list[list[object]] = [
        ["2023年度部门预算项目支出绩效自评表"],
        ["填报单位：某县交通局"],
        ["项目名称：农村道路养护", None, None, "项目编码", "510000-01"],
        ["主管部门及代码", "某县交通局", None, "资金使用单位", "某县公路养护段"],
        ["预算执行情况（万元）", "预算数：", 120, "执行数：", 114],
        [None, "其中：财政拨款", 100, "其中：财政拨款", 94],
        [None, "其他资金", 20, "其他资金", 20],
        ["年度目标", "年初设定目标", "养护道路 60 公里", "全年实际完成情况", "养护道路 61 公里"],
        [
            "一级指标",
            "二级指标",
            "指标内容",
            "预期指标值(A)",
            "全年实际值(B)",
            "权重",
            "自评得分",
            "未完成原因分析",
        ],
        ["产出指标（50分）", "数量指标", "养护里程", "≥60公里", "61公里", 50, 50, None],
        ["效益指标（30分）", "社会效益指标", "出行条件", "改善", "改善", 30, 28, "仍有3公里待养护"],
        ["合计", None, None, None, None, 100, 97.5, "优"],
        ["填表说明：得分按权重计算。"],
    ]
    for row, line in enumerate(lines, 1):
        for column, value in enumerate(line, 1):
            put(sheet, row, column, value)
    form = only(read_workbook(save(book, tmp_path)))
    assert (form.title, form.year) == ("2023年度部门预算项目支出绩效自评表", "2023年度")
    assert (form.name, form.code, form.id) == ("农村道路养护", "510000-01", "510000-01")
    assert (form.department, form.unit) == ("某县交通局", "某县公路养护段")
    assert [(line.kind, line.annual_budget, line.executed) for line in form.funds] == [
        ("年度资金总额", "120", "114"),
        ("其中：财政拨款", "100", "94"),
        ("其他资金", "20", "20"),
    ]
    assert (form.goals.expected, form.goals.actual) == ("养护道路 60 公里", "养护道路 61 公里")
    assert [(line.level1, line.target.text, line.score) for line in form.indicators] == [
        ("产出指标（50分）", "≥60公里", "50"),
        ("效益指标（30分）", "改善", "28"),
    ]
    assert (form.total.weight, form.total.score, form.total.grade) == ("100", "97.5", "优")
    assert cell(form, "funds[1].executed") == "E6"


def test_a_project_called_like_a_label_keeps_its_name(tmp_path: Path) -> None:
    source = FORMS[3] | {"name": "项目资金结余调整后得分系统存在问题整改"}
    assert only(read_workbook(book_of(tmp_path, source))).name == source["name"]


def test_formulas_give_their_cached_values(tmp_path: Path) -> None:
    """openpyxl stores none: the cell counts as blank and is named."""
    book = Workbook()
    sheet = sheet_of(book)
    draw(sheet, FORMS[13])
    sheet["H19"] = "=SUM(H13:H18)"
    result = read_workbook(save(book, tmp_path))
    assert result.forms[0].total.score == ""
    assert "H19" in result.problems[0].message and "没有存计算结果" in result.problems[0].message
    assert result.problems[0].cell == "H19"


def test_a_table_of_projects_is_no_form(tmp_path: Path) -> None:
    book = Workbook()
    sheet = sheet_of(book)
    for column, text in enumerate(["序号", "项目名称", "主管部门", "预算数", "执行数"], 1):
        put(sheet, 1, column, text)
    result = read_workbook(save(book, tmp_path))
    assert result.forms == () and len(result.problems) == 1


def test_an_application_form_is_told_apart(tmp_path: Path) -> None:
    book = Workbook()
    sheet = sheet_of(book)
    for row, line in enumerate([["项目名称", "甲项目"], [*LEVELS, "指标值"]], 1):
        for column, text in enumerate(line, 1):
            put(sheet, row, column, text)
    result = read_workbook(save(book, tmp_path))
    assert result.forms == ()
    assert "实际完成值" in result.problems[0].message and "第 2 行" in result.problems[0].message


INDICATOR_LINES: list[list[object]] = [
    [*HEADINGS],
    ["产出指标", "数量指标", "更新设备学校数", "≥120所", "120所", 60, 60],
    ["效益指标", "社会效益指标", "校园安全", "改善", "改善", 40, 40],
]


@pytest.mark.parametrize(
    ("line", "budget", "executed", "rate"),
    [
        (
            ["预算资金(元)", "1,860,000.00", "执行金额(元)", "1,799,999.00", "执行率", "96.77%"],
            "B3",
            "D3",
            "96.77%",
        ),
        (["资金总额", 300, "执行数", 299.7, "执行率", "99.9%"], "B3", "D3", "99.9%"),
        (["资金总额", 310, "全年预算数", 300, "执行数", 299.7], "D3", "F3", ""),  # 预算数 says it better
    ],
)
def test_money_beside_its_labels(
    tmp_path: Path, line: list[object], budget: str, executed: str, rate: str
) -> None:
    book = Workbook()
    for each in (["项目支出绩效自评表"], ["项目名称", "校园安防设备更新"], line, *INDICATOR_LINES):
        sheet_of(book).append(each)
    form = only(read_workbook(save(book, tmp_path)))
    (money,) = form.funds
    assert money.rate == rate
    assert (cell(form, "funds[0].annual_budget"), cell(form, "funds[0].executed")) == (budget, executed)


def test_what_only_looks_like_a_formula_is_read_as_typed(tmp_path: Path) -> None:
    """`=120所` and `=100%`, stored as formulas by a program and never computed; `=10` is 10."""
    book = Workbook()
    for each in (["项目支出绩效自评表"], ["项目名称", "甲"], *INDICATOR_LINES):
        sheet_of(book).append(each)
    sheet_of(book).append(["产出指标", "数量指标", "更新设备", "=120所", "120所", "=10", 10])
    sheet_of(book).append(["产出指标", "质量指标", "合格率", "=100%", "100%", 10, 10])
    form = only(read_workbook(save(book, tmp_path)))
    assert [(row.target.text, row.weight) for row in form.indicators[2:]] == [
        ("=120所", "10"),
        ("=100%", "10"),
    ]


def test_a_formula_without_a_result_is_never_guessed(tmp_path: Path) -> None:
    book = Workbook()
    for each in (["项目支出绩效自评表"], ["项目名称", "甲"], *INDICATOR_LINES):
        sheet_of(book).append(each)
    sheet_of(book).append(["产出指标", "数量指标", "更新设备", "=A1&所", "=100+20", "=95%", 10])
    result = read_workbook(save(book, tmp_path))
    row = result.forms[0].indicators[2]
    assert (row.target.text, row.actual.text) == ("", "")
    assert all(cell in result.problems[0].message for cell in ("D6", "E6", "F6"))


def test_a_dash_says_nothing(tmp_path: Path) -> None:
    book = Workbook()
    for each in (["项目支出绩效自评表"], ["项目名称", "甲"], [*INDICATOR_LINES[0], "偏差原因分析"]):
        sheet_of(book).append(each)
    sheet_of(book).append(["产出指标", "数量指标", "更新设备", "≥3台", "—", 10, "-", "——"])
    (row,) = only(read_workbook(save(book, tmp_path))).indicators
    assert (row.target.text, row.actual, row.score, row.note) == ("≥3台", Entry(), "", "")


@pytest.mark.parametrize(
    "line",
    [
        "项目名称：城区路灯改造    实施单位：市路灯管理所    年度：2024年",
        "项目名称:城区路灯改造 实施单位:市路灯管理所 年度:2024年",
        "项目名称：城区路灯改造；实施单位：市路灯管理所；年度：2024年",
        "填报单位：市城管局\n项目名称：城区路灯改造\n实施单位：市路灯管理所\n年度：2024年",
    ],
)
def test_several_labels_in_one_cell(tmp_path: Path, line: str) -> None:
    book = Workbook()
    for each in (["项目支出绩效自评表"], [line], *INDICATOR_LINES):
        sheet_of(book).append(each)
    form = only(read_workbook(save(book, tmp_path)))
    assert (form.name, form.unit, form.evaluated_year) == ("城区路灯改造", "市路灯管理所", 2024)


def test_a_name_with_a_colon_stays_whole(tmp_path: Path) -> None:
    book = Workbook()
    for each in (["项目支出绩效自评表"], ["项目名称：智慧城市 一期：照明"], *INDICATOR_LINES):
        sheet_of(book).append(each)
    assert only(read_workbook(save(book, tmp_path))).name == "智慧城市 一期：照明"


def test_levels_left_blank_mean_those_above(tmp_path: Path) -> None:
    """Where nothing is merged; a blank 二级指标 beside a merged 一级指标 is missing."""
    lines: list[list[object]] = [
        ["项目支出绩效自评表"],
        ["项目名称", "甲"],
        INDICATOR_LINES[0],
        ["产出指标", "数量指标", "建档人数", "≥85人", "86人", 10, 10],
        [None, None, "体检人数", "≥120人", "125人", 10, 10],
        [None, "质量指标", "规范管理率", "≥70%", "74%", 10, 10],
        ["效益指标", None, "健康素养", "提高", "提高", 70, 70],
    ]
    book = Workbook()
    for each in lines:
        sheet_of(book).append(each)
    levels = [(row.level1, row.level2) for row in only(read_workbook(save(book, tmp_path))).indicators]
    assert levels == [
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("效益指标", ""),
    ]
    sheet_of(book).merge_cells("A4:A6")
    levels = [(row.level1, row.level2) for row in only(read_workbook(save(book, tmp_path))).indicators]
    assert levels[1] == ("产出指标", "")


@pytest.mark.parametrize(
    "names",
    [
        ("年初目标值", "年末完成值", "权重", "得分", "未达标说明"),
        ("年度目标", "实际完成", "满分", "自评分", "扣分依据"),
        ("目标", "完成数", "分值", "自评得分", "未完成情况"),
        ("计划数", "实际完成数", "标准分", "得分", "偏差情况说明"),
    ],
)
def test_other_words_for_the_columns(tmp_path: Path, names: tuple[str, ...]) -> None:
    book = Workbook()
    for each in (["项目支出绩效自评表"], ["项目名称", "甲"], [*LEVELS, *names]):
        sheet_of(book).append(each)
    sheet_of(book).append(["产出指标", "数量指标", "设备", "≥3台", "2台", 15, 10, "供货延迟"])
    (row,) = only(read_workbook(save(book, tmp_path))).indicators
    assert (row.target.text, row.actual.text, row.weight, row.score, row.note) == (
        "≥3台",
        "2台",
        "15",
        "10",
        "供货延迟",
    )
