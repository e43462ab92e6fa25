"""What single offices print in their own way: each test draws the rows that differ, and says what must come back."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from zipingbiao.checks.run import check_form
from zipingbiao.form.model import Form, FundKind
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.result import ScoredForm
from zipingbiao.scoring.score import score_form
from zipingbiao.workbook.read.forms import read_workbook

INDICATOR_HEAD = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
]
FUNDS = [
    ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["", "年度资金总额", "50", "50", "40", "10", "80%", "8"],
]


def read(folder: Path, rows: list[list[str]], *merged: str) -> Form:
    """The form that a sheet of these rows holds."""
    book = Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            if text:
                sheet.cell(number, column, text)
    for area in merged:
        sheet.merge_cells(area)
    path = folder / "表.xlsx"
    book.save(path)
    result = read_workbook(path)
    assert result.problems == ()
    (form,) = result.forms
    return form


def scored(form: Form) -> ScoredForm:
    return score_form(form, load("cn", 2023))


def codes(form: Form) -> list[str]:
    return [finding.code for finding in check_form(scored(form)).findings]


def test_a_heading_over_the_names_of_the_lines_heads_no_amounts(tmp_path: Path) -> None:
    """年度预算数 stands over 总额 and 财政资金; the budget is the column 调整后预算数."""
    form = read(
        tmp_path,
        [
            ["部门预算项目支出绩效自评表（2023年度）"],
            ["项目名称", "", "水质监测"],
            [
                "预算执行情况(10分)",
                "年度预算数(万元)",
                "年初预算",
                "调整后预算数",
                "预算执行数",
                "预算执行率",
                "权重",
                "得分",
            ],
            ["", "总额", "30", "36", "27", "75.00%", "10", "7.5"],
            ["", "其中：财政资金", "30", "36", "27", "75.00%", "/", "/"],
            INDICATOR_HEAD,
            ["产出指标", "数量指标", "监测点位", "≥8个", "8个", "90", "90"],
        ],
        "A3:A5",
    )
    total = form.funds[0]
    assert (total.row, total.initial_budget, total.annual_budget, total.executed) == (
        FundKind.TOTAL,
        "30",
        "36",
        "27",
    )
    assert form.funds[1].row is FundKind.APPROPRIATION
    assert scored(form).total == 97.5


def test_goals_above_the_money(tmp_path: Path) -> None:
    form = read(
        tmp_path,
        [
            ["项目支出绩效自评表（2023年度）"],
            ["项目名称", "", "水质监测"],
            ["项目基本情况", "1.项目年度目标完成情况", "项目年度目标", "", "年度目标完成情况"],
            ["", "", "按月监测八个点位。", "", "全年监测九十六点次。"],
            ["", "2.项目实施内容及过程概述", "四月签订合同。"],
            *FUNDS,
            INDICATOR_HEAD,
            ["产出指标", "数量指标", "监测点位", "≥8个", "8个", "90", "90"],
        ],
        "A3:A5",
        "B3:B4",
        "C3:D3",
        "E3:H3",
        "C4:D4",
        "E4:H4",
        "C5:H5",
    )
    assert (form.goals.expected, form.goals.actual) == ("按月监测八个点位。", "全年监测九十六点次。")
    assert form.funds[0].executed == "40"


def test_the_second_goal_label_may_repeat_the_name_of_the_block(tmp_path: Path) -> None:
    form = read(
        tmp_path,
        [
            ["项目支出绩效自评表（2023年度）"],
            ["项目名称", "", "水质监测"],
            *FUNDS,
            ["年度总体目标", "年初设定目标", "", "年度总体目标完成情况"],
            ["", "按月监测八个点位。", "", "全年监测九十六点次。"],
            INDICATOR_HEAD,
            ["产出指标", "数量指标", "监测点位", "≥8个", "8个", "90", "90"],
        ],
        "A5:A6",
        "B5:C5",
        "B6:C6",
    )
    assert (form.goals.expected, form.goals.actual) == ("按月监测八个点位。", "全年监测九十六点次。")


def test_points_of_the_execution_printed_in_brackets(tmp_path: Path) -> None:
    """No 分值 column: `预算执行情况（20分）`. 40/50 = 80 %, 20 × 80 % = 16; 16 + 80 = 96."""
    form = read(
        tmp_path,
        [
            ["2023年水质监测项目自评表"],
            ["项目名称", "", "水质监测"],
            [
                "预算执行情况（万元）（20分）",
                "",
                "预算数(A)",
                "执行数(B)",
                "执行率(B/A)",
                "得分（20分*执行率）",
            ],
            ["", "年度财政资金总额", "50", "40", "80%", "16"],
            ["一级指标", "二级指标", "三级指标", "年初目标值(A)", "实际完成值(B)", "得分"],
            ["产出指标", "数量指标", "监测点位", "8个", "8个", "80"],
            ["总分", "", "", "", "", "96"],
        ],
    )
    assert (form.year, form.funds[0].weight) == ("2023年", "20")
    assert scored(form).total == 96
    assert "JXS002" not in codes(form)


def test_labels_of_two_rows_with_the_levels_in_the_second(tmp_path: Path) -> None:
    """实际完成值, 分值 and 得分 reach down from the row above; 总分 stands below a row of remarks."""
    form = read(
        tmp_path,
        [
            ["项目支出绩效自评表（2023年度）"],
            ["项目名称", "", "水质监测"],
            *FUNDS,
            [
                "绩效指标",
                "",
                "",
                "年度指标值",
                "",
                "",
                "实际完成值",
                "分值",
                "得分",
                "偏差原因分析及改进措施",
            ],
            ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
            ["产出指标", "数量指标", "监测点位", "≧", "8", "个", "8", "50", "50"],
            ["", "质量指标", "数据有效率", "═", "100", "%", "98%", "40", "39"],
            ["其他需要说明事项", "", "", "无"],
            ["总分", "", "", "", "", "", "", "100", "97", "优"],
        ],
        "A5:C5",
        "D5:F5",
        "G5:G6",
        "H5:H6",
        "I5:I6",
        "J5:J6",
        "A9:C9",
        "D9:J9",
        "A10:G10",
    )
    first, second = form.indicators
    assert (first.target.text, first.actual.text, first.weight, first.score) == ("≥8个", "8个", "50", "50")
    assert (second.target.text, second.actual.text) == ("=100%", "98%")
    assert (form.total.weight, form.total.score, form.total.grade) == ("100", "97", "优")


def test_rows_of_the_standard_table_that_nobody_filled(tmp_path: Path) -> None:
    """指标2 and …… are told once; they have no cells to fill, and the total is still the sum."""
    form = read(
        tmp_path,
        [
            ["项目支出绩效自评表（2023年度）"],
            ["项目名称", "", "水质监测"],
            *FUNDS,
            INDICATOR_HEAD,
            ["产出指标", "数量指标", "指标1：监测点位", "≥8个", "8个", "90", "90"],
            ["", "", "指标2："],
            ["", "", "……"],
            ["", "质量指标", "指标1"],
            ["总分", "", "", "", "", "100", "98"],
        ],
        "A6:A9",
        "B6:B8",
    )
    assert scored(form).total == 98
    assert scored(form).weights == 100
    findings = [
        finding for finding in check_form(scored(form)).findings if finding.code in ("JXF003", "JXF006")
    ]
    assert [(finding.code, finding.field) for finding in findings] == [("JXF006", "indicators[1].level3")]
    assert "3行" in findings[0].message


def test_indicators_of_the_process_have_no_value_to_reach(tmp_path: Path) -> None:
    form = read(
        tmp_path,
        [
            ["项目支出绩效自评表（2023年度）"],
            ["项目名称", "", "水质监测"],
            ["县级主管部门", "", "某县生态环境局"],
            *FUNDS,
            INDICATOR_HEAD,
            ["项目决策", "项目立项", "立项依据", "—", "依据充分", "20", "20"],
            ["产出指标", "数量指标", "监测点位", "", "8个", "40", "40"],
            ["", "质量指标", "数据有效率", "≥95%", "96%", "30", "30"],
        ],
    )
    assert form.department == "某县生态环境局"
    empty = [finding.field for finding in check_form(scored(form)).findings if finding.code == "JXF003"]
    assert empty == ["indicators[1].target"]


def test_a_bare_zero_is_read_as_an_upper_bound_and_said_so(tmp_path: Path) -> None:
    form = read(
        tmp_path,
        [
            ["项目支出绩效自评表（2023年度）"],
            ["项目名称", "", "水质监测"],
            *FUNDS,
            INDICATOR_HEAD,
            ["产出指标", "质量指标", "数据差错", "0起", "0起", "90", "90"],
        ],
    )
    (finding,) = [each for each in check_form(scored(form)).findings if each.code == "JXT002"]
    assert "按≤理解" in finding.message


def test_parts_of_an_indicator_have_no_points_of_their_own(tmp_path: Path) -> None:
    """其中 rows without 分值 belong to the row above: 8 + 90 = 98, and nothing is missing."""
    form = read(
        tmp_path,
        [
            ["项目支出绩效自评表（2023年度）"],
            ["项目名称", "", "水质监测"],
            *FUNDS,
            INDICATOR_HEAD,
            ["产出指标", "数量指标", "★监测点位", "≥8个", "8个", "90", "90"],
            ["", "", "其中：河流点位", "≥5个", "5个"],
            ["", "", "其中湖库点位", "≥3个", "3个"],
            ["总分", "", "", "", "", "100", "97"],
        ],
    )
    assert scored(form).total == 98
    found = [finding for finding in check_form(scored(form)).findings if finding.code in ("JXF003", "JXS002")]
    assert [(finding.code, finding.found, finding.expected) for finding in found] == [("JXS002", "97", "98")]


def test_a_column_that_says_how_points_are_given_is_not_the_points(tmp_path: Path) -> None:
    """得分计算方法 beside 得分; and 年初预算数 (A) alone is what was spent against: 40/50 = 80 %."""
    form = read(
        tmp_path,
        [
            ["项目支出绩效自评表（2023年度）"],
            ["项目名称", "", "水质监测"],
            [
                "项目资金（万元）",
                "",
                "年初预算数(A)",
                "全年执行数(B)",
                "分值",
                "执行率(B/A)",
                "得分",
                "得分计算方法",
            ],
            ["", "年度资金总额", "50", "40", "10", "80%", "8", "执行率*该指标分值，最高不得超过分值上限。"],
            ["一级指标", "二级指标", "三级指标", "分值", "年度指标值", "全年实际值", "得分计算方法", "得分"],
            ["产出指标", "数量指标", "监测点位", "90", "≥8个", "8个", "完成值达到指标值，记满分。", "90"],
        ],
    )
    total = form.funds[0]
    assert (total.annual_budget, total.executed, total.score) == ("50", "40", "8")
    assert form.indicators[0].score == "90"
    assert scored(form).execution.rate == 80


def test_the_direction_says_it_better_than_the_nature(tmp_path: Path) -> None:
    """指标性质 正向 | 指标方向 等于: the sign is =, not ≥."""
    form = read(
        tmp_path,
        [
            ["项目支出绩效自评表（2023年度）"],
            ["项目名称", "", "水质监测"],
            *FUNDS,
            [
                "一级指标",
                "二级指标",
                "三级指标",
                "指标性质",
                "指标方向",
                "目标值",
                "计量单位",
                "实际完成值",
                "分值",
                "得分",
            ],
            ["产出指标", "质量指标", "数据有效率", "正向", "等于", "100", "%", "100", "50", "50"],
            ["", "数量指标", "超标点位", "反向", "小于等于", "2", "个", "1", "40", "40"],
        ],
    )
    assert [row.target.text for row in form.indicators] == ["=100%", "≤2个"]


def test_rows_without_points_are_parts_where_the_others_make_a_hundred(tmp_path: Path) -> None:
    """10 + 90 = 100 without them; the row above tells its values in its parts. One blank row more than that is missing."""
    head = [["项目支出绩效自评表（2023年度）"], ["项目名称", "", "水质监测"], *FUNDS, INDICATOR_HEAD]
    whole = [
        ["产出指标", "数量指标", "★监测点位", "", "", "90", "90"],
        ["", "", "河流点位", "≥5个", "5个"],
        ["", "", "湖库点位", "≥3个", "3个"],
        ["总分", "", "", "", "", "100", "98"],
    ]
    form = read(tmp_path, [*head, *whole])
    assert scored(form).total == 98
    assert "JXF003" not in codes(form)
    short = [["产出指标", "数量指标", "★监测点位", "≥8个", "8个", "80", "80"], *whole[1:]]
    assert codes(read(tmp_path, [*head, *short])).count("JXF003") == 4


def test_the_total_may_stand_in_the_head(tmp_path: Path) -> None:
    form = read(
        tmp_path,
        [
            ["项目支出绩效自评表（2023年度）"],
            ["项目名称", "", "水质监测", "", "自评得分", "98"],
            *FUNDS,
            INDICATOR_HEAD,
            ["产出指标", "数量指标", "监测点位", "≥8个", "8个", "90", "90"],
        ],
    )
    assert form.total.score == "98"
    assert form.name == "水质监测"


def test_a_second_table_with_points_is_told_and_no_sum_is_made_false(tmp_path: Path) -> None:
    """项目决策 has its own table of points above the indicators; the printed total counts both."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in [
        ["项目支出绩效自评表（2023年度）"],
        ["项目名称", "", "水质监测", "", "自评总分", "96"],
        ["项目", "权重", "评价内容", "分值", "自评分"],
        ["项目决策", "6分", "决策依据", "6", "6"],
        INDICATOR_HEAD,
        ["产出指标", "数量指标", "监测点位", "≥8个", "8个", "90", "90"],
    ]:
        sheet.append(row)
    book.save(tmp_path / "表.xlsx")
    result = read_workbook(tmp_path / "表.xlsx")
    assert ["第 3 行起另有一张计分的表" in problem.message for problem in result.problems] == [True]
    assert "JXS002" not in codes(result.forms[0])
