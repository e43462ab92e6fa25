"""Periods, bases, parts of earlier years, faults, days and denials: pairs made from classes."""

from __future__ import annotations

from typing import Any

import pytest

from grammar.pair_verdicts import Outcome, outcome
from zipingbiao.form.model import Entry, Form, Indicator
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.result import State
from zipingbiao.scoring.score import score_form

BOOK = load("cn", 2024)


def _pair(target: str, actual: str, name: str, verdict: str, l2: str = "数量指标") -> Any:
    pair = {"l2": l2, "l3": name, "target": target, "actual": actual, "verdict": verdict}
    return pytest.param(pair, id=f"{name}-{target}-{actual}-{verdict}")


def _periods() -> list[Any]:
    """A mean of one period is answered by that of the same; each of the quarters by the fewest."""
    made = []
    for own, other in (("日", "月"), ("月", "日"), ("月", "年"), ("周", "月")):
        for count in (40, 90, 4000):
            made.append(_pair("≥80件", f"{other}均{count}件", f"{own}均办件量", "unclear"))
        made.append(_pair("≥80件", f"{own}均82件", f"{own}均办件量", "met"))
        made.append(_pair("≥80件", f"{own}均72件，全年共办理26280件", f"{own}均办件量", "missed"))
    for counts, verdict in (((126, 121, 124, 130), "met"), ((126, 121, 109, 124), "partly")):
        told = "、".join(str(count) for count in counts[:-1])
        made.append(
            _pair("每季度不少于120份", f"一至四季度分别检测{told}、{counts[-1]}份", "样品检测", verdict)
        )
    for months in ("1—6月", "1-9月", "前三季度"):
        made.append(_pair("100%", f"2024年，{months}足额发放率100%", "足额发放率", "unclear", "质量指标"))
    return made


def _parts_of_it() -> list[Any]:
    """Only this year's, only what is real, with what was added, without what was taken away."""
    made = []
    for whole, before in ((128, 35), (60, 12)):
        now = whole - before
        for told in (
            f"累计建成{whole}个，其中2023年完成{before}个",
            f"现有{whole}个，其中{before}个是去年建成的",
        ):
            made.append(_pair(f"本年新建{now}个", told, "站点新建数", "met"))
            made.append(_pair(f"本年新建{now + 1}个", told, "站点新建数", "missed"))
    for false, verdict in ((1, "met"), (0, "missed")):
        told = f"通报{3 + 1}个，其中{false}个经核实为误报" if false else "通报4个，均属实"
        made.append(_pair("不多于3个", told, "火点数", verdict, "生态效益指标"))
    for more, verdict in (("3.5", "missed"), ("0.5", "met")):
        for joined in ("另签补充协议付了", "后又追加", "又加付"):
            made.append(
                _pair("≤78万元", f"原合同76万元，{joined}{more}万元", "委托服务费", verdict, "经济成本指标")
            )
    for early, late in (("到货", "装上"), ("采购", "安装"), ("签约", "交付")):
        made.append(_pair("260盏", f"{early}260盏，{late}175盏", "太阳能路灯安装", "missed"))
    for away in ("撤销", "裁撤", "砍掉"):
        made.append(_pair("20个", f"年初设20个，年中{away}3个", "公益岗位", "missed"))
    made.append(_pair("≥420件", "比上年的395件多出41件", "援助案件", "met"))
    made.append(_pair("≥440件", "比上年的395件多出41件", "援助案件", "missed"))
    for last, verdict in (("34", "met"), ("36", "missed")):
        made.append(_pair("比上年少5万度以上", f"由40万度降至{last}万度", "照明用电量", verdict))
    for days, verdict in ((0, "met"), (40, "missed")):
        told = f"比合同约定的10个月延长了{days}天" if days else "按合同约定的10个月完工"
        made.append(_pair("10个月", told, "修复工期", verdict, "时效指标")) if days else None
    return made


def _rates_otherwise() -> list[Any]:
    """A rate by its opposite, by its faults, by what is left; the first time only; what was saved of what was allowed."""
    made = []
    for root, fault in (
        ("准确", "出错"),
        ("完好", "故障"),
        ("履约", "违约"),
        ("亮灯", "灭灯"),
        ("及时", "逾期"),
    ):
        for share, verdict in (("4.2", "met"), ("6.1", "missed")):
            made.append(_pair("≥95%", f"{fault}率{share}%", f"设施{root}率", verdict, "质量指标"))
    for faults, verdict in ((9, "met"), (31, "missed")):
        made.append(_pair("≥95%", f"登记设备340台，故障{faults}台", "设备完好率", verdict, "质量指标"))
    for left, verdict in (("8.4", "met"), ("12", "missed")):
        told = f"一审后上诉的占{left}%，其余均服判"
        made.append(_pair("≥90%", told, "一审服判息诉率", verdict, "质量指标"))
    for denied in ("无一台不合格", "没有一台不合格", "台台合格", "一台不落全部合格"):
        made.append(_pair("100%", f"到货430台，{denied}", "设备验收合格率", "met", "质量指标"))
    told = "9个项目中8个一次通过，1个返工后复验才通过"
    made.append(_pair("100%", told, "工程一次验收合格率", "missed", "质量指标"))
    for spent, verdict in (("96", "met"), ("99", "missed")):
        made.append(_pair("≥3%", f"预算100万元，支出{spent}万元", "预算节约率", verdict, "经济成本指标"))
    for reached, verdict in ((24999, "missed"), (25000, "met")):
        made.append(_pair("100%", f"应检25000件，已检{reached}件", "样品检测率", verdict, "质量指标"))
    made.append(_pair("≥700人", "劳动者12万人，高技能人才8160人", "每万名劳动者高技能人才数", "missed"))
    made.append(_pair("≥8%", "全年退出612户、新增588户", "动态调整率", "unclear", "质量指标"))
    return made


def _prices() -> list[Any]:
    """So much for each of the things that are counted, whatever the name calls them."""
    made = []
    for amount, verdict in (("2360", "met"), ("2440", "missed")):
        told = f"200张床位共投入{amount}万元"
        made.append(_pair("不超过12万元", told, "每床位建设成本", verdict, "经济成本指标"))
    for amount, verdict in (("282", "met"), ("300", "missed")):
        made.append(_pair("≤48万元", f"6台合计{amount}万元", "单台仪器采购均价", verdict, "经济成本指标"))
    for amount, verdict in (("16.2", "met"), ("18", "missed")):
        told = f"培训3天，120人，共支出{amount}万元"
        made.append(_pair("≤450元", told, "培训人均日费用", verdict, "经济成本指标"))
    for last, verdict in (("1500", "met"), ("1600", "missed")):
        for pause in ("、", "，"):
            told = f"初级900元{pause}中级1200元{pause}高级{last}元"
            made.append(_pair("≤1500元/人", told, "培训补贴标准", verdict, "经济成本指标"))
    made.append(_pair("≤55元/㎡", "电费较上年节约3万元", "单位面积能耗费用", "unclear", "经济成本指标"))
    made.append(_pair("≤0.045元/条", "4.2分/条", "短信单价", "met", "经济成本指标"))
    made.append(_pair("18万元以内", "每月1.6万元，租满12个月", "年租金", "missed", "经济成本指标"))
    return made


def _days() -> list[Any]:
    """A day on which not all was done; working days; several days of each month; what is told up to a day."""
    made = []
    asked = "2024年12月底前竣工"
    for told in (
        "截至2024年12月31日，工程形象进度85%",
        "截至2024年底，主体结构封顶",
        "2024年12月工程暂停",
        "2024年12月20日报审",
        "12月底前基本完工",
        "首批12月10日完工",
        "12月15日前完成招标",
        "合同约定12月20日竣工",
    ):
        made.append(_pair(asked, told, "工程竣工时间", "unclear", "时效指标"))
    for told in ("12月20日竣工", "截至2024年12月20日已全部竣工", "全部于12.20竣工", "提前三周竣工"):
        made.append(_pair(asked, told, "工程竣工时间", "met", "时效指标"))
    for days, verdict in (("9", "met"), ("16", "missed")):
        told = f"考核结束后第{days}个工作日印发了通报"
        made.append(_pair("考核结束后15个工作日内", told, "结果通报时间", verdict, "时效指标"))
    made.append(
        _pair("收到通知后15个工作日内", "3月4日收到通知，3月22日核查完毕", "核查期限", "met", "时效指标")
    )
    for third, verdict in (("5", "met"), ("15", "missed")):
        told = f"分别于1月8日、4月9日、7月{third}日、10月9日付清"
        made.append(_pair("每季度首月10日前", told, "物业费支付时间", verdict, "时效指标"))
    for told, verdict in (("是，5月验收", "met"), ("2024年否", "missed"), ("5月30日被驳回", "missed")):
        made.append(_pair("是", told, "是否通过验收", verdict, "质量指标"))
    for year in ("2023年", "上年"):
        made.append(
            _pair(f"较{year}下降", "运维支出58.3万元，2023年为52.7万元", "运维支出", "missed", "经济成本指标")
        )
    return made


def _grades() -> list[Any]:
    """A lower grade is lower whatever words stand around it."""
    made = []
    for lower in ("良好", "合格"):
        for told in (
            f"考核{lower}",
            f"考核结果{lower}",
            f"本年度{lower}",
            f"{lower}等次",
            f"省级考核{lower}",
        ):
            made.append(_pair("优秀", told, "考核等次", "partly", "质量指标"))
    for told in ("考核优秀", "本年度优秀", "优秀等次"):
        made.append(_pair("优秀", told, "考核等次", "met", "质量指标"))
    made.append(_pair("参测教师均达二级甲等及以上", "参测教师均为二级乙等", "教师水平", "missed", "质量指标"))
    made.append(
        _pair("全年各季度保持Ⅲ类及以上", "前三季度Ⅲ类，四季度Ⅳ类", "断面水质", "partly", "生态效益指标")
    )
    return made


def _nothing_of_it() -> list[Any]:
    """That something else did not happen, or only something graver, or all but one, is no nothing."""
    made = []
    for asked, told in (("投诉", "事故"), ("事故", "投诉"), ("舆情", "火灾"), ("拖欠", "事故")):
        made.append(_pair("0", f"未发生{told}", f"{asked}发生次数", "unclear", "社会效益指标"))
        made.append(_pair("0", f"未发生{asked}", f"{asked}发生次数", "met", "社会效益指标"))
    made.append(_pair("0", "未发生重大安全事故", "安全事故发生次数", "unclear", "社会效益指标"))
    made.append(_pair("零发生", "除一起轻微烫伤事故外，未再发生", "安全事故", "missed", "质量指标"))
    made.append(_pair("零差错", "六个科次的考试无一差错", "考务差错", "met", "质量指标"))
    made.append(
        _pair("5.5%以内", "该数据由省里统一测算，县里没有", "城镇调查失业率", "unclear", "社会效益指标")
    )
    for told in ("没有一处隐患未整改", "无一处未整改", "排查146处，无一处未整改"):
        made.append(_pair("全部整改", told, "隐患整改", "met", "社会效益指标"))
    return made


def _what_is_left() -> list[Any]:
    """What is owed, what of it works, the plan itself, bad news of a part."""
    made = []
    for owed, verdict in (("6", "missed"), ("1", "met")):
        for told in (
            f"已支付98万元，尚欠{owed}万元",
            f"98万元（未含尾款{owed}万元）",
            f"98万元（尾款{owed}万元未计入）",
        ):
            made.append(_pair("≤100万元", told, "项目总成本", verdict, "经济成本指标"))
    for built, of_use in (("安装50盏", "亮灯"), ("造林50亩", "验收合格"), ("栽植50株", "成活")):
        for told in (f"{built}，{of_use}40", f"{built}（{of_use}40"):
            end = built[-1] + ("）" if "（" in told else "")
            made.append(_pair(f"≥50{built[-1]}", told + end, f"{built[:2]}数量", "missed"))
    for told in ("按计划800批次", "年度任务800批次", "800批次（目标）"):
        made.append(_pair("≥800批次", told, "检测样品", "unclear"))
    for name, told in (
        ("设备完好率", "20台设备中有{n}台故障"),
        ("苗木成活率", "20株中{n}株死亡"),
        ("系统可用率", "20天中{n}天宕机"),
        ("响应及时率", "20次中{n}次超时"),
        ("学生巩固率", "20名学生中{n}名辍学"),
    ):
        made.append(_pair("≥95%", told.format(n=1), name, "met", "质量指标"))
        made.append(_pair("≥95%", told.format(n=2), name, "missed", "质量指标"))
    made.append(_pair("≥95%", "除3个点位外均达标", "达标率", "unclear", "质量指标"))
    for good, verdict in ((130, "met"), (96, "missed")):
        made.append(_pair("≥300天", f"优180天，良{good}天", "空气优良天数", verdict, "生态效益指标"))
    for told in ("二次验收合格", "第二次验收才合格", "整改后验收合格"):
        made.append(_pair("一次性验收合格", told, "工程质量", "missed", "质量指标"))
    for told in ("12月底前完成90%", "12月20日完成总工程量的85%"):
        made.append(_pair("2024年12月底前", told, "完工时间", "missed", "时效指标"))
    for mean, verdict in (("4800", "met"), ("5100", "missed")):
        told = f"平均{mean}元/户，最高5600元/户"
        made.append(_pair("≤5000元/户", told, "单位成本", verdict, "经济成本指标"))
    return made


def _unit_told_once() -> list[Any]:
    """The second of two figures is in the unit of the first, whether it is left out or only begun."""
    made: list[Any] = []
    for unit, begun in (("个工作日", "个"), ("个月", "个"), ("天", ""), ("小时", ""), ("个百分点", "个")):
        for way in ("减至", "缩短到", "降为"):
            for left, verdict in ((12, "met"), (15, "missed")):
                told = f"由20{unit}{way}{left}{begun}"
                made.append(_pair(f"≤12{unit}", told, "平均水平", verdict))
    made.append(_pair("缩短", "由20个工作日减至12个", "平均办理时限", "met", "时效指标"))
    return made


def _only_some_of_them() -> list[Any]:
    """Beside a deadline, fewer than there are were done by then; or all of them, in one step or in two."""
    made: list[Any] = []
    for what, deed in (("个项目", "竣工"), ("个村", "完工"), ("所学校", "验收"), ("台设备", "安装")):
        asked, name = f"2024年11月底前全部{deed}", f"{deed}时间"
        unit = what[0]
        for told, verdict in (
            (f"14{what}，11月底{deed}10{unit}", "unclear"),
            (f"14{what}11月20日前{deed}13{unit}", "unclear"),
            (f"14{what}，6月{deed}4{unit}，11月底{deed}8{unit}", "unclear"),
            (f"14{what}，6月{deed}4{unit}，11月底{deed}10{unit}", "met"),
            (f"共14{what}，11月底前{deed}14{unit}", "met"),
            (f"14{what}11月20日全部{deed}，其中优良10{unit}", "met"),
        ):
            made.append(_pair(asked, told, name, verdict, "时效指标"))
    return made


def _later_than_asked() -> list[Any]:
    """A number and a deadline in one target: the number alone is no answer where a later day is told."""
    made: list[Any] = []
    for what, deed in (("5个助餐点", "开业"), ("8座公厕", "投用"), ("300盏路灯", "安装")):
        for asked in (f"6月底前{deed}{what}", f"{what}6月30日前{deed}", f"{what}6月底{deed}"):
            for told, verdict in (
                (f"{what}8月6日{deed}", "unclear"),
                (f"{deed}{what}，时间为2024年9月", "unclear"),
                (f"{what}6月20日{deed}", "met"),
                (f"{deed}{what}", "met"),
            ):
                made.append(_pair(asked, told, f"{deed}数量", verdict))
    return made


def _two_signs_of_the_name() -> list[Any]:
    """晴180天，雨130天 beside 晴雨: both together, where the name names the one and the other side by side."""
    return [
        _pair("≥300天", f"{one}180天，{other}{n}天", f"{one}{other}观测天数", verdict)
        for one, other in (("晴", "雨"), ("日", "夜"), ("水", "陆"))
        for n, verdict in ((130, "met"), (96, "missed"))
    ]


def _a_little_more() -> list[Any]:
    """30%出头, 三成出头: a little more than the number."""
    return [
        _pair(asked, told, "某项水平", verdict)
        for asked, told, verdict in (
            ("≤30%", "30%出头", "missed"),
            ("≤30%", "三成出头", "missed"),
            ("≤40%", "三成出头", "met"),
            ("≥30%", "30%出头", "met"),
            ("≤30万元", "30万元出头", "missed"),
            ("≤30万元", "30万有余", "missed"),
            ("≥30人", "30挂零", "met"),
        )
    ]


MADE = [
    *_later_than_asked(),
    *_two_signs_of_the_name(),
    *_a_little_more(),
    *_only_some_of_them(),
    *_unit_told_once(),
    *_what_is_left(),
    *_periods(),
    *_parts_of_it(),
    *_rates_otherwise(),
    *_prices(),
    *_days(),
    *_grades(),
    *_nothing_of_it(),
]


@pytest.mark.parametrize("pair", [pair for pair in MADE if pair is not None])
def test_made_pair(pair: dict[str, str]) -> None:
    """Neither passed in silence nor accused: the verdict follows from how the pair was made; what is met is read."""
    assert outcome(pair) is Outcome.RIGHT


# ---------------------------------------------------------------- exactly

LATE, DONE, OVER, MISSED, PARTLY = State.LATE, State.DONE, State.OVER, State.MISSED, State.PARTIAL


@pytest.mark.parametrize(
    ("level2", "name", "target", "actual", "state"),
    [
        # several deadlines, one of them late
        ("时效", "采购与培训", "9月底完成采购，10月底完成操作培训", "采购9月20日完成；培训推迟到12月完成", PARTLY),
        ("时效", "采购与培训", "9月底完成采购，10月底完成操作培训", "采购9月20日完成；培训10月12日完成", State.ON_TIME),
        # what came to all of them is no mean
        ("经济成本", "户均增收", "≥5000元", "共增收12万元", State.UNREADABLE),
        # a rate and a delay beside it
        ("时效", "工程开工及时率", "≥95%", "98%，但开工滞后3个月", State.UNREADABLE),
        # planned for the next year is not done
        ("数量", "新建管网", "12公里", "12公里（含2025年计划3公里）", State.UNREADABLE),
        # bad that happened where safety is asked for
        ("社会效益", "安全生产形势", "稳定", "发生较大事故1起", State.NOT_MET),
        # part of a name is no praise
        ("社会效益", "空气质量", "良好", "优良率与上年持平", State.UNREADABLE),
        # some of all
        ("数量", "路口改造", "全部改造", "八成路口已改造", PARTLY),
        # none was to happen, told without a figure
        ("质量", "重大失误", "0起", "被认定为重大失误", MISSED),
        # so much a day says nothing of a week
        ("数量", "每周开放时间", "每周≥56小时", "每天开放9小时", State.UNREADABLE),
        # down to none
        ("社会效益", "黑臭水体", "消除", "由3个降为0个", State.MET),
        # 达到 asks in a target, and tells in an actual
        ("社会效益", "登记失业率", "≤5%", "达到3%", DONE),
        ("质量", "合格率", "≥95%", "达到97%", OVER),
        # an answer is no number of a list
        ("数量", "巡查次数", "≥20次", "12、全部完成", MISSED),
        # two things, one bound
        ("社会效益", "电梯安全", "到达时间≤15分钟，老旧电梯更新100台", "到达11.6分钟，更新74台", State.UNREADABLE),
    ],
)  # fmt: skip
def test_judged_exactly(level2: str, name: str, target: str, actual: str, state: State) -> None:
    """The state itself, where the pairs only ask that nothing passes and nobody is accused."""
    row = Indicator("", f"{level2}指标", name, Entry(target), Entry(actual), "10", "10")
    assert score_form(Form(year="2024年度", indicators=(row,)), BOOK).rows[0].state is state
