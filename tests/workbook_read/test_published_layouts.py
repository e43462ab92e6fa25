"""Layouts that bodies publish, drawn after their pages with texts of our own: what is special about each is in its name."""

from __future__ import annotations

import pytest

from workbook_read.sheets import HEAD, INDICATORS, LEVELS, MONEY, checked, money, read, result, values, whole
from zipingbiao.form.coverage import FormKind
from zipingbiao.form.model import Form, FundKind

CLEAR = ("清淤长度", "≥8公里", "9公里", "50", "50")
GOOD = ("验收合格率", "≥95%", "96%", "40", "40")
BARE = [("清淤长度", "≥8公里", "9公里", "", ""), ("验收合格率", "≥95%", "96%", "", "")]


def targets(form: Form) -> list[tuple[str, str]]:
    return [(row.level3, row.target.text) for row in form.indicators]


def test_sources_beside_each_other_above_a_table_of_other_points() -> None:
    """A city of Hubei: the head has the total, the money has its sources in columns, 项目决策 is scored apart."""
    rows = [
        ["某市财政预算支出项目绩效目标自评表"],
        ["填报日期：2024年2月1日", "", "自评总分：", "95", "", "单位领导审签："],
        ["项目名称", "河道清淤", "", "项目实施单位", "河道所"],
        ["项目主管单位", "某市水利局", "", "项目负责人", "张三"],
        ["项目属性", "1、常年性√　2、延续性□　3、一次性□"],
        [
            "项目资金来源",
            "中央（万元）",
            "省、地（万元）",
            "本级（万元）",
            "其他（万元）",
            "合计（万元）",
            "执行数（万元）",
            "执行率",
        ],
        ["", "", "", "30", "20", "50", "40", "80%"],
        ["项目年度目标", "清淤八公里，汛前完成。"],
        ["项目", "权重", "评价内容", "分值", "自评分", "复核分", "评价标准及依据"],
        ["项目决策", "10分", "决策依据", "10", "10", "", "有工作计划的得满分。"],
        [
            "一级指标",
            "二级指标",
            "指标名称（三级指标）",
            "年初指标值",
            "年终完成值",
            "分值",
            "自评分",
            "复核分",
            "评价标准",
        ],
        ["产出指标", "数量指标", "清淤长度", "≥8公里", "9公里", "50", "50", "", "提供佐证资料"],
        ["", "质量指标", "验收合格率", "≥95%", "96%", "40", "40"],
    ]
    found = result(rows, "A6:A7")
    (form,) = found.forms
    assert ["另有一张计分的表" in problem.message for problem in found.problems] == [True]
    assert (form.name, form.department, form.unit) == ("河道清淤", "某市水利局", "河道所")
    assert form.goals.expected == "清淤八公里，汛前完成。"
    assert form.total.score == ""  # the total of both tables, which no sum of one can make
    assert money(form) == ("", "50", "40", "80%")
    assert [(line.kind, line.annual_budget) for line in form.funds[1:]] == [
        ("中央", ""),
        ("省、地", ""),
        ("本级", "30"),
        ("其他", "20"),
    ]
    assert values(form) == [CLEAR, GOOD]
    assert whole(form)


def test_two_goals_of_the_year_each_with_its_own_heading() -> None:
    """Another city of Hubei: 年度绩效目标1（40分） over a heading and rows, 年度绩效目标2（40分） over the next."""
    heading = [*LEVELS, "年初目标值(A)", "实际完成值(B)", "得分"]
    rows = [
        ["2023年度河道清淤项目绩效自评表"],
        ["单位名称：河道所", "", "填报日期：2024年3月"],
        ["项目名称", "河道清淤"],
        ["主管部门", "某市水利局", "", "项目实施单位", "河道所"],
        ["项目类别", "1、上级专项 2、本级专项"],
        ["预算执行情况(万元)(20分)", "", "预算数(A)", "执行数(B)", "执行率(B/A)", "得分(20分*执行率)"],
        ["", "年度财政资金总额", "50", "40", "80%", "16"],
        ["年度绩效目标1（40分）"],
        heading,
        ["产出指标", "数量指标", "清淤长度", "≥8公里", "9公里", "40"],
        ["年度绩效目标2（40分）"],
        heading,
        ["产出指标", "质量指标", "验收合格率", "≥95%", "96%", "40"],
        ["总分", "", "", "", "", "96"],
        ["偏差大或目标未完成原因分析", "无"],
        ["改进措施及结果应用方案", "无"],
    ]
    form = read(rows, "A6:A7")
    assert [(row.level3, row.score) for row in form.indicators] == [("清淤长度", "40"), ("验收合格率", "40")]
    assert (form.funds[0].weight, form.funds[0].score, form.total.score) == ("20", "16", "96")
    assert not form.reading.unread


def test_no_points_at_all() -> None:
    """A county of Hunan: no 分值, no 得分, the name of the fund, a share of higher levels, a row of remarks."""
    rows = [
        ["2023年度县级专项资金绩效目标自评表"],
        ["专项资金名称", "河道清淤", "", "负责人及电话", "张三"],
        ["县级主管部门", "某县水利局", "", "实施单位", "河道所"],
        ["项目资金（万元）", "", "全年预算数（A）", "全年执行数（B）", "执行率（B/A）"],
        ["", "年度资金总额", "50", "40", "80%"],
        ["", "其中：中央、省、市补助", "30", "24", "80%"],
        ["", "县级资金", "15", "12", "80%"],
        ["", "其他资金", "5", "4", "80%"],
        ["年度总体目标", "年初设定目标", "", "全年实际完成情况"],
        ["", "清淤八公里。", "", "清淤九公里。"],
        ["绩效指标", *LEVELS, "年度指标值", "全年完成值", "未完成原因和改进措施"],
        ["", "产出指标", "数量指标", "清淤长度", "≥8公里", "9公里"],
        ["", "", "质量指标", "验收合格率", "≥95%", "96%"],
        ["说明", "无"],
        ["注：1、其他资金包括社会投入。"],
    ]
    form = read(rows, "A4:A8", "A9:A10", "A11:A13")
    assert (form.name, form.department) == ("河道清淤", "某县水利局")
    assert [money(form, n)[1:3] for n in range(4)] == [("50", "40"), ("30", "24"), ("15", "12"), ("5", "4")]
    assert (form.goals.expected, form.goals.actual) == ("清淤八公里。", "清淤九公里。")
    assert values(form) == BARE
    assert whole(form)
    assert not [each for each in checked(form).findings if each.code == "JXB004"]


def test_points_before_the_target_and_a_summary_of_goals() -> None:
    """A county of Sichuan."""
    rows = [
        ["绩效目标自评表"],
        ["（2023年度）"],
        ["项目名称", "河道清淤", "", "项目负责人及电话", "张三"],
        ["主管部门", "某县水利局", "", "实施单位", "河道所"],
        ["资金情况（万元）", "", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"],
        ["", "年度资金总额：", "50", "40", "10", "80%", "8"],
        ["", "其中：本年财政拨款", "50", "40"],
        ["年度总体目标", "年初设定目标", "", "年度总体目标完成情况综述"],
        ["", "清淤八公里。", "", "清淤九公里。"],
        ["绩效指标", *LEVELS, "分值", "年度指标值", "全年实际值", "得分", "未完成原因及拟采取的改进措施"],
        ["", "产出指标（50分）", "数量指标", "清淤长度", "50", "≥8公里", "9公里", "50"],
        ["", "", "质量指标", "验收合格率", "40", "≥95%", "96%", "40"],
        ["", "……"],
        ["总分", "", "", "", "100", "", "", "98"],
    ]
    form = read(rows, "A5:A7", "A8:A9", "A10:A12")
    assert values(form) == [CLEAR, GOOD]
    assert (form.goals.expected, form.goals.actual) == ("清淤八公里。", "清淤九公里。")
    assert (form.total.weight, form.total.score) == ("100", "98")
    assert whole(form)


def sichuan(name: str) -> list[list[str]]:
    return [
        ["报表编号：510000_0013"],
        ["部门预算项目支出绩效自评表（2023年度）"],
        ["项目名称", name],
        ["主管部门", "某县水利局", "", "", "实施单位（盖章）", "河道所"],
        ["项目基本情况", "1.项目年度目标完成情况", "项目年度目标", "", "年度目标完成情况"],
        ["", "", "清淤八公里。", "", "清淤九公里。"],
        ["", "2.项目实施内容及过程概述", "四月签订合同。"],
        [
            "预算执行情况（10分）",
            "年度预算数（万元）",
            "年初预算",
            "调整后预算数",
            "预算执行数",
            "预算执行率",
            "权重",
            "得分",
            "原因",
        ],
        ["", "总额", "50", "50", "40", "80.00%", "10", "8", "预算执行率＝预算执行数/调整后预算数。"],
        ["", "其中：财政资金", "50", "50", "40", "80.00%", "/", "/"],
        ["", "财政专户管理资金", "0.00", "0.00", "0.00", "0.00%", "/", "/"],
        ["", "单位资金", "0.00", "0.00", "0.00", "0.00%", "/", "/"],
        [
            "绩效指标（90分）",
            *LEVELS,
            "指标性质",
            "指标值",
            "度量单位",
            "完成值",
            "权重",
            "得分",
            "未完成原因分析",
        ],
        ["", "产出指标", "数量指标", "清淤长度", "≥", "8", "公里", "9", "50", "50"],
        ["", "", "质量指标", "验收合格率", "≥", "95", "%", "96", "40", "40"],
        ["合计", "", "", "", "", "", "", "", "100", "98"],
        ["评价结论", "自评得分98分，按期完成。"],
        ["存在问题", "无"],
        ["改进措施", "无"],
        ["项目负责人：张三", "", "", "", "财务负责人：李四"],
    ]


def test_several_forms_below_each_other_with_their_numbers_above() -> None:
    """As a county of Sichuan publishes all its projects on one page."""
    merged = ["A5:A7", "B5:B6", "A8:A12", "A13:A15"]
    later = ["A25:A27", "B25:B26", "A28:A32", "A33:A35"]
    found = result([*sichuan("河道清淤"), *sichuan("堤坝加固")], *merged, *later)
    assert found.problems == ()
    assert [form.name for form in found.forms] == ["河道清淤", "堤坝加固"]
    for form in found.forms:
        assert values(form) == [CLEAR, GOOD]
        assert money(form) == ("50", "50", "40", "80.00%")
        assert (form.unit, form.total.score) == ("河道所", "98")
        assert (form.goals.expected, form.goals.actual) == ("清淤八公里。", "清淤九公里。")
        assert whole(form)


def test_points_behind_every_level() -> None:
    """一级指标 | 权重 | 二级指标 | 分值 | 三级指标 | … | 分值: those of the row stand last."""
    rows = [
        [
            "一级指标",
            "权重",
            "二级指标",
            "分值",
            "三级指标",
            "计量单位",
            "目标值（标准）",
            "分值",
            "完成值",
            "得分",
        ],
        ["产出指标", "90", "数量指标", "50", "清淤长度", "公里", "≥8", "50", "9", "50"],
        ["", "", "质量指标", "40", "验收合格率", "%", "≥95", "40", "96", "40"],
    ]
    form = read([*HEAD, *MONEY, *rows])
    assert values(form) == [CLEAR, GOOD]
    assert whole(form)


def test_adjusted_targets_and_goals_with_points_in_percent() -> None:
    """A city that prints 指标名称 alone, the adjusted values beside those of the year's beginning, and a factor."""
    rows = [
        ["2023年度项目绩效自评表"],
        ["项目名称", "河道清淤", "", "项目编码", "50000023T0001", "自评总分（分）", "98"],
        ["主管部门", "", "", "财政处室", "农业处", "项目负责人", "张三"],
        [
            "项目资金（万元）",
            "年初预算数",
            "全年（调整）预算数",
            "全年执行数",
            "执行率（%）",
            "执行率权重（分）",
            "执行率得分（分）",
        ],
        ["年度总金额", "60", "50", "40", "80", "10", "8"],
        ["其中：财政资金", "60", "50", "40", "80", "", ""],
        ["当年绩效目标", "年初绩效目标", "", "全年（调整）绩效目标", "", "全年目标实际完成情况"],
        ["", "清淤十公里。", "", "清淤八公里。", "", "清淤九公里。"],
        [
            "绩效指标",
            "指标名称",
            "计量单位",
            "指标性质",
            "年初指标值",
            "调整指标值",
            "全年完成值",
            "得分系数（%）",
            "指标权重（分）",
            "指标得分（分）",
            "是否核心指标",
        ],
        ["", "清淤长度", "公里", "≥", "10", "8", "9", "100", "50", "50", "是"],
        ["", "验收合格率", "%", "≥", "95", "", "96", "100", "40", "40", "否"],
        ["说明", "无"],
    ]
    form = read(rows, "A7:A8", "B7:C7", "B8:C8", "D7:E7", "D8:E8", "A9:A11")
    assert (form.name, form.code, form.department) == ("河道清淤", "50000023T0001", "")
    total = form.funds[0]
    assert total.row is FundKind.TOTAL
    assert (*money(form), total.weight, total.score) == ("60", "50", "40", "80", "10", "8")
    assert (form.goals.expected, form.goals.actual) == ("清淤八公里。", "清淤九公里。")
    assert values(form) == [CLEAR, GOOD]
    assert form.total.score == "98"
    assert whole(form)


def test_long_and_yearly_targets_of_a_township() -> None:
    """A city of Hunan: 二级指标 and 指标内容 without 三级指标, the long term first."""
    heading = ["一级指标", "二级指标", "指标内容", "指标值", "备注"]
    rows = [
        ["项目绩效目标表"],
        ["（2023年度）"],
        ["填报单位（盖章）：某镇人民政府"],
        ["项目名称", "河道清淤", "项目属性", "新增项目□　延续项目√"],
        ["主管部门", "某镇", "主管部门编码", ""],
        ["项目单位", "某镇", "项目负责人", "张三"],
        ["项目绩效目标", "长期目标", "", "年度目标"],
        ["", "改善水环境，巩固成果。", "", "清淤八公里，汛前完成。"],
        ["长期绩效指标", *heading],
        ["", "产出指标", "数量指标", "清淤长度", "≥24公里"],
        ["年度绩效指标", *heading],
        ["", "产出指标", "数量指标", "清淤长度", "≥8公里"],
        ["", "", "质量指标", "验收合格率", "≥95%"],
    ]
    found = result(rows, "A7:A8", "B7:C7", "B8:C8", "A9:A10", "A11:A13")
    (form,) = found.forms
    assert (form.kind, form.name, form.department, form.unit) == (
        FormKind.TARGETS,
        "河道清淤",
        "某镇",
        "某镇",
    )
    assert targets(form) == [("清淤长度", "≥8公里"), ("验收合格率", "≥95%")]
    assert form.goals.expected == "清淤八公里，汛前完成。"
    assert len(found.problems) == 1


def test_targets_with_stars_and_dots() -> None:
    """The model form of a province for aid: ★ before some names, …… where more could stand."""
    rows = [
        ["绩效目标申报表（参考模板）"],
        ["（2023年度）"],
        ["项目名称", "河道清淤", "", "项目负责人及电话", "张三"],
        ["主管部门", "某县水利局", "", "实施单位", "河道所"],
        ["资金情况（万元）", "年度资金总额：", "50"],
        ["", "其中：财政拨款", "40"],
        ["", "其他资金", "10"],
        ["总体目标", "年度目标"],
        ["", "目标1：清淤八公里。\n目标2：汛前完成。"],
        ["绩效指标", *LEVELS, "指标值"],
        ["", "产出指标", "数量指标", "★清淤长度", "≥8公里"],
        ["", "", "质量指标", "验收合格率", "≥95%"],
        ["", "", "", "……", ""],
    ]
    form = read(rows, "A5:A7", "A8:A9", "A10:A13")
    assert [row.target.text for row in form.indicators][:2] == ["≥8公里", "≥95%"]
    assert [(line.row, line.annual_budget) for line in form.funds] == [
        (FundKind.TOTAL, "50"),
        (FundKind.APPROPRIATION, "40"),
        (FundKind.OTHER, "10"),
    ]
    assert form.goals.expected.startswith("目标1")
    assert whole(form)


def test_standards_in_place_of_targets() -> None:
    """A county of Anhui judges the whole department by standards, with a number before each row."""
    rows = [
        ["2023年度部门整体支出绩效评价自评表"],
        ["单位", "某县水利局"],
        ["序号", *LEVELS, "指标分值", "指标解释", "指标说明及评分标准", "自评得分"],
        [
            "1",
            "规划（15分）",
            "基础信息（3分）",
            "基础信息完整性",
            "3",
            "信息是否完整。",
            "1、真实；2、完整。",
            "3",
        ],
        ["2", "", "工作计划（6分）", "计划完整性", "6", "计划是否可行。", "可行的得满分。", "6"],
    ]
    form = read(rows)
    assert form.kind is FormKind.DEPARTMENT
    assert [(row.level3, row.weight, row.score) for row in form.indicators] == [
        ("基础信息完整性", "3", "3"),
        ("计划完整性", "6", "6"),
    ]
    assert whole(form)


def test_tasks_of_the_year_above_the_indicators() -> None:
    """部门整体支出: each task with its own money; the block of money is the one that has 合计."""
    rows = [
        ["部门整体支出绩效自评表"],
        ["（2023年度）"],
        ["部门名称", "某县水利局"],
        ["年度主要任务", "任务名称", "主要内容", "完成情况"],
        ["", "河道治理", "清淤八公里", "清淤九公里"],
        [
            "预算情况（万元）",
            "",
            "年初预算①",
            "年中调整②",
            "小计③=①+②",
            "年度拨付金额④",
            "支出实现率(%)⑤=④/③",
        ],
        ["", "合计", "60", "-10", "50", "40", "80"],
        ["年度总体目标", "预期目标", "", "实际完成情况"],
        ["", "水环境改善，按期完成。", "", "水环境改善，全部完成。"],
        [*LEVELS, "年度指标值", "实际完成值", "评分标准", "分值", "得分"],
        ["履职效能", "重点任务", "清淤长度", "≥8公里", "9公里", "未完成不得分", "50", "50"],
        ["", "", "验收合格率", "≥95%", "96%", "每低1%扣1分", "40", "40"],
    ]
    form = read(rows, "A4:A5", "A6:A7", "A8:A9")
    assert (form.department, form.name) == ("某县水利局", "")
    assert money(form) == ("60", "50", "40", "80")
    assert form.goals.expected == "水环境改善，按期完成。"
    assert values(form) == [CLEAR, GOOD]
    assert not form.reading.unread


@pytest.mark.parametrize("title", ["项目支出绩效运行监控表（2023年度）", "2023年1—7月绩效目标跟踪监控表"])
def test_a_form_of_the_running_year_is_no_evaluation(title: str) -> None:
    rows = [[title], HEAD[1], [*LEVELS, "年度指标值", "1-7月执行情况", "全年预计完成情况"], *INDICATORS[1:]]
    found = result(rows)
    assert found.forms == ()
    assert "监控表" in found.problems[0].message and found.problems[0].unread


def test_a_region_reports_on_a_transfer() -> None:
    """The form of the ministry for transfers: 中央补助, 地方资金, 其他资金 add up to the whole."""
    rows = [
        ["中央对地方转移支付区域（项目）绩效自评表"],
        ["（2023年度）"],
        ["转移支付（项目）名称", "水利发展资金"],
        ["中央主管部门", "水利部"],
        ["地方主管部门", "某省水利厅", "", "资金使用单位", "河道所"],
        ["资金投入情况（万元）", "", "全年预算数（A）", "全年执行数（B）", "预算执行率（B/A×100%）"],
        ["", "年度资金总额：", "50", "40", "80%"],
        ["", "其中：中央财政资金", "30", "24", "80%"],
        ["", "地方资金", "15", "12", "80%"],
        ["", "其他资金", "10", "4", "40%"],
        ["资金管理情况", "情况说明", "", "存在问题和改进措施"],
        ["分配科学性", "按因素法分配。", "", "无"],
        ["总体目标完成情况", "总体目标", "", "全年实际完成情况"],
        ["", "清淤八公里。", "", "清淤九公里。"],
        ["绩效指标", *LEVELS, "指标值", "全年实际完成值", "未完成原因和改进措施"],
        ["", "产出指标", "数量指标", "清淤长度", "≥8公里", "9公里"],
        ["", "", "质量指标", "验收合格率", "≥95%", "96%"],
        ["说明", "请在此处简要说明。"],
    ]
    form = read(rows, "A6:A10", "A13:A14", "A15:A17")
    assert (form.kind, form.name, form.unit) == (FormKind.TRANSFER, "水利发展资金", "河道所")
    assert values(form) == BARE
    assert (form.goals.expected, form.goals.actual) == ("清淤八公里。", "清淤九公里。")
    found = [(each.field, each.expected) for each in checked(form).findings if each.code == "JXB004"]
    assert found == [("funds[0].annual_budget", "55")]
