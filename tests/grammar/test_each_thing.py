"""Of each of several things something has to be said; sums, surveys, rates and bounds told otherwise: pairs made from classes."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from grammar.pair_verdicts import Outcome, outcome


def _pair(target: str, actual: str, name: str, verdict: str, l2: str = "数量指标") -> Any:
    pair = {"l2": l2, "l3": name, "target": target, "actual": actual, "verdict": verdict}
    return pytest.param(pair, id=f"{name}-{target}-{actual}-{verdict}")


def _lists() -> list[Any]:
    """Two things asked for: the clause of each is good, or the row is not met."""
    made = []
    pairs = (("西渠", "东渠"), ("配电房", "水泵房"), ("语文", "数学"))
    bad = ("多次超标", "被责令返工", "拖了一个月", "还在返工", "因设备老化停用")
    for (one, other), fault in product(pairs, bad):
        for target in (f"{one}、{other}稳定达标", f"{one}、{other}均达标"):
            made.append(_pair(target, f"{one}稳定达标，{other}{fault}", "运行质量", "partly", "质量指标"))
            made.append(_pair(target, f"{other}稳定达标，{one}{fault}", "运行质量", "partly", "质量指标"))
        made.append(
            _pair(f"{one}、{other}均达标", f"{one}稳定达标，{other}稳定达标", "运行质量", "met", "质量指标")
        )
    for late in ("晚了20天", "晚了近一个月", "拖后两周"):
        made.append(
            _pair("春秋两季作业均按期完成", f"春季按期完成，秋季{late}", "清淤作业", "partly", "时效指标")
        )
    made.append(_pair("春秋两季作业均按期完成", "春季按期完成，秋季按期完成", "清淤作业", "met", "时效指标"))
    for grade in ("合格", "良好", "一般"):
        made.append(
            _pair(
                "甲项、乙项考核均为优秀",
                f"甲项考核为优秀，乙项考核为{grade}",
                "考核等次",
                "partly",
                "质量指标",
            )
        )
    made.append(
        _pair("甲项、乙项考核均为优秀", "甲项考核为优秀，乙项考核为优秀", "考核等次", "met", "质量指标")
    )
    return made


def _rates() -> list[Any]:
    """均达95%: the lowest of the rates decides."""
    made = []
    for low, verdict in (("91%", "partly"), ("96%", "met"), ("95%", "met")):
        made.append(
            _pair("均达95%以上", f"甲站合格率98%，乙站合格率{low}", "甲站、乙站合格率", verdict, "质量指标")
        )
        made.append(
            _pair("均达95%以上", f"甲站合格率{low}，乙站合格率99%", "甲站、乙站合格率", verdict, "质量指标")
        )
    return made


def _sums() -> list[Any]:
    """The whole of the year is no part of itself; parts that are not the whole leave it in doubt."""
    made = []
    for first, second, verdict in (("6", "6", "missed"), ("10", "8", "missed")):
        for shape in ("全年巡河12次（上半年{0}次，下半年{1}次）", "上半年{0}次，下半年{1}次，全年合计12次"):
            made.append(_pair("≥16次", shape.format(first, second), "巡河次数", verdict))
    for parts in ("城区28家、乡镇22家", "公办28家、民办22家", "上半年28家、下半年22家"):
        made.append(_pair("≥60家", f"建成60家，其中{parts}", "驿站数", "unclear"))
    for parts in ("城区38家、乡镇22家", "公办38家、民办22家", "餐饮28家、商超22家"):
        made.append(_pair("≥60家", f"建成60家，其中{parts}", "驿站数", "met"))
    for word in ("共", "计", "合计", "总计"):
        made.append(_pair("≥96块", f"小麦48块、玉米36块，{word}84块", "样方数", "missed"))
        made.append(_pair("≥80块", f"小麦48块、玉米36块，{word}84块", "样方数", "met"))
    for one, other in (("新建", "改建"), ("线上", "线下"), ("城区", "乡镇"), ("出口", "进口")):
        made.append(_pair("≥20处", f"{one}9处，{other}14处", "服务点", "met"))
        made.append(_pair("≥30处", f"{one}9处，{other}14处", "服务点", "missed"))
    made.append(_pair("年度平均90分以上", "四个季度为86、89、88、91分", "考核得分", "missed", "质量指标"))
    for source in ("台账", "花名册", "清单"):
        for verb in ("记载为", "显示为", "登记"):
            made.append(_pair("≥35人", f"招用38人，{source}{verb}29人", "协管员数", "unclear"))
    return made


def _others() -> list[Any]:
    """Who was asked, when, and of what: another group, another year, another deed."""
    made = []
    l2 = "服务对象满意度指标"
    for group in ("在校学生", "本厂职工", "毕业班家长"):
        for lead in ("调查对象为", "问卷对象是", "受访对象:"):
            made.append(_pair("≥90%", f"96%（{lead}{group}）", "施工单位满意度", "unclear", l2))
    made.append(_pair("≥90%", "96%（调查对象为41家施工单位）", "施工单位满意度", "met", l2))
    made.append(_pair("≥90%", "95%（2022年调查数据）", "果农满意度", "unclear", l2))
    made.append(_pair("≥90%", "95%（2024年调查数据）", "果农满意度", "met", l2))
    for deed in ("审结", "办结"):
        made.append(_pair("≥88%", f"受理纠纷520件，{deed}504件", "当事人服裁率", "unclear", "质量指标"))
    for told, verdict in (("全部完工", "unclear"), ("均已完工", "unclear"), ("均已按期完工", "met")):
        made.append(_pair("100%", told, "标段按期完工率", verdict, "时效指标"))
    made.append(_pair("≥3万", "日均点击量1.2万次", "月活人数", "unclear", "社会效益指标"))
    for unsettled in ("结算审核还没出结果", "审计尚未定案", "决算正在办理", "审价没有结束"):
        made.append(
            _pair(
                "≤2600元/平方米", f"中标价2540元/平方米，{unsettled}", "建安造价", "unclear", "经济成本指标"
            )
        )
    return made


def _over_time() -> list[Any]:
    """Longer than allowed, told by how much; soon enough, told by words."""
    made = []
    for late in ("晚了9天", "超了3天", "迟了两天"):
        made.append(_pair("20日内公开", f"预算公开{late}", "公开时限", "missed", "时效指标"))
    for soon, limit in (("当日", "24小时"), ("当天", "2日"), ("次日", "3日"), ("当场", "5个工作日")):
        made.append(_pair(f"{limit}内办结", f"受理213件，均{soon}办结", "急件办理", "met", "时效指标"))
        made.append(_pair(f"{limit}内办结", f"多数{soon}办结，个别拖延", "急件办理", "unclear", "时效指标"))
    made.append(_pair("8小时内办结", "均于次日办结", "急件办理", "unclear", "时效指标"))
    return made


def _not_to_be() -> list[Any]:
    """What was not to be and was not; work on something bad is no sign of it."""
    made = []
    for deed in ("焚烧垃圾", "损毁古树", "占用通道"):
        for not_ in ("未", "没有", "未发生"):
            made.append(_pair(f"不{deed}", f"统一清运，{not_}{deed}", "施工影响", "met", "社会效益指标"))
        made.append(_pair(f"不{deed}", f"夜间仍{deed}", "施工影响", "missed", "社会效益指标"))
    for work in ("自查", "核查", "抽查"):
        made.append(_pair("无漏报", f"开展漏报{work}12次，未发现漏报", "病例漏报", "met", "社会效益指标"))
    made.append(_pair("无漏报", "核查发现漏报2例", "病例漏报", "missed", "社会效益指标"))
    for was, is_, verdict in (("57.9", "61.3", "met"), ("61.3", "57.9", "missed")):
        made.append(_pair("高于上年", f"2024年{is_}%，上年{was}%", "复购率", verdict, "社会效益指标"))
        made.append(_pair("较上年提升", f"{is_}%（上年{was}%）", "复购率", verdict, "社会效益指标"))
        made.append(_pair("提高", f"{was}→{is_}", "灌溉系数", verdict, "质量指标"))
    return made


def _counts() -> list[Any]:
    """A rate by its counts in either order, a price by its amounts; all of what was found dealt with."""
    made = []
    for part, verdict in (("452", "met"), ("402", "missed")):
        made.append(_pair("≥85%", f"优等路{part}公里,总里程500公里", "优等路率", verdict, "质量指标"))
        made.append(_pair("≥85%", f"养护总里程500公里，优等路{part}公里", "优等路率", verdict, "质量指标"))
    for amount, verdict in (("94.5", "met"), ("109.5", "missed")):
        made.append(_pair("8000元以内", f"126场支出{amount}万元", "场均演出成本", verdict, "经济成本指标"))
    made.append(_pair("100%", "查获异常57起，全部移交处置", "异常处置率", "met", "质量指标"))
    made.append(_pair("100%", "查获异常57起，移交处置40起", "异常处置率", "missed", "质量指标"))
    made.append(_pair("≤1%", "抽检80篇，没有不合格", "抽检不合格率", "met", "质量指标"))
    made.append(_pair("≤1%", "抽检80篇，不合格4篇", "抽检不合格率", "missed", "质量指标"))
    for back in ("均已补齐", "已更换", "现已补足"):
        made.append(_pair("≥480户", f"实有480户，年内退出12户，{back}", "样本户", "met"))
    made.append(_pair("≥480户", "实有480户，年内退出12户", "样本户", "missed"))
    return made


def _deadlines() -> list[Any]:
    """Two deadlines in one cell: each is answered by its own date, by its words or by its place."""
    made = []
    l2 = "时效指标"
    target = "6月底前完成招标，11月底前完成安装"
    for first, second, verdict in (
        ("6月12日", "11月5日", "met"),
        ("6月12日", "12月20日", "partly"),
        ("7月30日", "11月5日", "partly"),
        ("7月30日", "12月20日", "missed"),
    ):
        made.append(_pair(target, f"招标{first}完成，安装{second}完成", "设备采购进度", verdict, l2))
        made.append(_pair(target, f"安装{second}完成，招标{first}完成", "设备采购进度", verdict, l2))
        made.append(_pair("分别于6月底、11月底前拨付", f"{first}、{second}", "资金拨付", verdict, l2))
    made.append(_pair(target, "招标6月12日完成", "设备采购进度", "unclear", l2))
    made.append(_pair(target, "招标6月12日完成，安装还在进行", "设备采购进度", "partly", l2))
    return made


def _parts() -> list[Any]:
    """What is taken apart in brackets comes to the whole, or leaves it in doubt; parts never stand for the whole."""
    made = []
    for parts, verdict in (("甲园270个、乙园150个", "met"), ("甲园270个、乙园110个", "unclear")):
        made.append(_pair("≥400个", f"新增学位420个（{parts}）", "新增学位数", verdict))
    for whole in ("15次", "十五次"):
        made.append(_pair("≥10次", f"{whole}，含集中宣传月活动6次", "集中宣传活动", "met"))
    made.append(_pair("80人左右", "78人（年内2人离开）", "在园人数", "met"))
    made.append(_pair("≥5部", "七部，其中2部获奖", "拍摄短片", "met"))
    made.append(_pair("≥500人次", "甲班126、乙班203、丙班198", "技能培训", "met"))
    made.append(_pair("≥600人次", "甲班126、乙班203、丙班198", "技能培训", "missed"))
    for step in ("推荐", "上报", "提名"):
        made.append(_pair("≥12家", f"{step}12家，经评审认定9家", "示范企业", "missed"))
    made.append(_pair("≥30万头", "28万头/32万头", "检疫头数", "unclear"))
    made.append(_pair("≥4批次", "2批次，因故压减了2批次", "外出培训", "missed"))
    return made


def _numbers() -> list[Any]:
    """One number in two steps; digits that are part of a name; amounts of each day beside each other."""
    made = []
    l2 = "经济成本指标"
    for amount, verdict in (("23万3千元", "missed"), ("19万3千元", "met"), ("19万8500元", "met")):
        made.append(_pair("≤20万元", f"实际支出{amount}", "物资费", verdict, l2))
    made.append(_pair("≥1亿元", "1亿2千万元", "销售额", "met", "经济效益指标"))
    made.append(_pair("≥1.5亿元", "1亿2千万元", "销售额", "missed", "经济效益指标"))
    made.append(_pair("2家", "暂无500强企业落户", "世界500强企业落户", "missed"))
    for name in ("PM2.5", "PM10"):
        made.append(_pair(f"{name}不超标", f"{name}未出现超标", "施工扬尘", "met", "生态效益指标"))
    made.append(
        _pair("PM2.5和臭氧双下降", "PM2.5下降2微克，臭氧上升6微克", "空气质量", "partly", "生态效益指标")
    )
    for told, verdict in (("日均六十四吨", "missed"), ("日均84吨", "met"), ("每日64吨", "missed")):
        made.append(_pair("80吨以上", told, "日均收运量", verdict))
    for nth, verdict in (("12", "met"), ("32", "missed")):
        made.append(
            _pair("公示后20个工作日内", f"公示期满第{nth}个工作日兑付", "兑付时限", verdict, "时效指标")
        )
    return made


def _whole() -> list[Any]:
    """All of them, in the many ways that is said; what was not is none."""
    made = []
    for told in (
        "共查出57处，均已整改，无遗留问题",
        "共查出57处，逐一整改到位",
        "共查出57处，件件整改到位",
        "57处都已整改销号，没有拖延",
    ):
        made.append(_pair("100%", told, "隐患整改率", "met", "质量指标"))
    made.append(_pair("100%", "共查出57处，整改51处", "隐患整改率", "missed", "质量指标"))
    for told in ("5起均在规定的2小时内上报", "全部在时限内上报，无迟报"):
        made.append(_pair("100%", told, "疫情报告及时率", "met", "质量指标"))
    for told in ("送检24批，均未超标", "全年没有超标", "连续3年无超标"):
        made.append(_pair("0次", told, "排放超标次数", "met", "质量指标"))
    made.append(_pair("0次", "送检24批，超标2次", "排放超标次数", "missed", "质量指标"))
    for own, other, verdict in (("168", "201", "met"), ("231", "201", "missed")):
        made.append(
            _pair("低于全省平均水平", f"我市{own}件，全省{other}件", "万人投诉", verdict, "社会效益指标")
        )
    for told in ("满意率94%，意见集中在停车难", "满意率94%，少量差评主要反映字体小"):
        made.append(_pair("≥90%", told, "观众满意度", "met", "服务对象满意度指标"))
    made.append(_pair("≥92%", "满意度95%，不满意率12%", "观众满意度", "unclear", "服务对象满意度指标"))
    made.append(_pair("和谐融洽", "楼栋群建群率100%", "邻里关系", "unclear", "社会效益指标"))
    return made


def _doubts() -> list[Any]:
    """Counts that do not bear a rate out, other papers that say otherwise, some months for a year, another rank or price."""
    made = []
    made.append(_pair("≥98%", "出勤率99%，应到640人、实到583人", "培训出勤率", "unclear", "质量指标"))
    made.append(_pair("≥98%", "出勤率99%，应到640人、实到634人", "培训出勤率", "met", "质量指标"))
    for paper in ("附件目录仅列", "佐证材料合计为", "附件名册列示"):
        made.append(_pair("≥30篇", f"自评填32篇，{paper}19篇", "分析报告", "unclear"))
        made.append(_pair("≥30篇", f"自评填32篇，{paper}31篇", "分析报告", "met"))
    for part in ("1—9月", "上半年", "前三季度"):
        made.append(_pair("全年无事故", f"{part}未发生事故", "播出事故", "unclear", "质量指标"))
    made.append(_pair("≤4.5%", "上年末为3.9%", "调查失业率", "unclear", "社会效益指标"))
    made.append(_pair("≤4.5%", "年末为3.9%", "调查失业率", "met", "社会效益指标"))
    for high, verdict in (("6", "missed"), ("12", "met")):
        told = f"共获奖20项，其中县级4项、市级以上{high}项"
        made.append(_pair("市级以上奖项不少于10项", told, "课例获奖", verdict))
    made.append(_pair("≤54dB", "监测点位20个，每季度监测1次", "噪声平均值", "unclear", "生态效益指标"))
    made.append(_pair("≤300万元", "饲料中标价2.85元/公斤", "年饲养成本", "unclear", "经济成本指标"))
    made.append(_pair("≤300万元", "全年支出285万元", "年饲养成本", "met", "经济成本指标"))
    for step in ("入围", "参评"):
        made.append(_pair("≥3项", f"{step}4项，最终获奖2项", "获奖数量", "missed"))
    for left, verdict in ((1, "met"), (4, "missed")):
        made.append(_pair("不超过2处", f"年初5处闲置，盘活{5 - left}处，剩{left}处", "闲置资产", verdict))
    made.append(
        _pair(
            "80%以上", "46份中非常满意31份、满意11份、一般4份", "使用部门满意度", "met", "服务对象满意度指标"
        )
    )
    made.append(
        _pair(
            "95%以上",
            "46份中非常满意31份、满意11份、一般4份",
            "使用部门满意度",
            "missed",
            "服务对象满意度指标",
        )
    )
    made.append(
        _pair("≥85%", "年底前验收完毕，截至12月31日没有移交，移交率86%", "移交率", "unclear", "质量指标")
    )
    made.append(_pair("≥80个", "岗位总数640个", "新增岗位数", "unclear"))
    made.append(_pair("符合行业标准", "供应商承诺符合要求", "产品质量", "unclear", "质量指标"))
    for away in ("消除", "清除", "排除", "解除", "铲除"):
        made.append(_pair("≥5处", f"{away}6处", "隐患点治理", "met"))
        made.append(_pair("≥5处", f"{away}4处", "隐患点治理", "missed"))
    made.append(_pair("≥5处", "拆除6处", "违建拆除", "met"))
    for told in (
        "印发管理办法并执行",
        "与各村签订管护协议",
        "制定管护细则等3项制度",
        "《管护办法》已印发施行",
    ):
        for asked in ("健全", "建立", "建立健全", "进一步完善"):
            made.append(_pair(asked, told, "长效管护机制", "met", "可持续影响指标"))
    for told in ("管理办法正在起草", "拟出台管护细则", "只召开了座谈会", "开展巡查12次"):
        made.append(_pair("健全", told, "长效管护机制", "unclear", "可持续影响指标"))
    for told in ("新认定6户，均已帮扶就业", "年末存量为零", "发现7户，当月安置，年末无存量"):
        made.append(_pair("动态清零", told, "零就业家庭", "met", "社会效益指标"))
    made.append(_pair("动态清零", "新认定6户，年末存量2户", "零就业家庭", "missed", "社会效益指标"))
    for told in (
        "全部合格，未出现渗漏",
        "未发现缺陷，26个单体全部合格",
        "经县级初验，26个单体全部合格",
        "批批合格",
    ):
        made.append(_pair("100%", told, "单体工程合格率", "met", "质量指标"))
    for told in ("除5月外，其余月份均按时拨付", "其余各月均按时拨付", "均按时拨付，尾款正在办理"):
        made.append(_pair("100%", told, "补助拨付及时率", "unclear", "时效指标"))
    for part in ("1—6月", "前三季度", "上半年"):
        made.append(_pair("≤120万元", f"{part}支付63万元", "年租赁费", "unclear", "经济成本指标"))
        made.append(_pair("≥10次", f"{part}开展12次", "巡查次数", "met"))
    made.append(_pair("≤410元", "成本控制较好，未出现浪费现象", "采集成本", "unclear", "经济成本指标"))
    made.append(_pair("≤410元", "未发生费用", "采集成本", "met", "经济成本指标"))
    made.append(_pair("通过竣工验收", "已组织五方主体进行验收", "工程验收", "unclear", "质量指标"))
    made.append(_pair("通过竣工验收", "已组织五方主体进行验收，结论为合格", "工程验收", "met", "质量指标"))
    made.append(
        _pair(
            "3000万方", "全年调水3120万方，其中甲线1450万方、乙线1210万方，合计2660万方", "调水量", "unclear"
        )
    )
    made.append(_pair("100%", "凡主动公开的，均要求各科室及时报送", "公开及时率", "unclear", "时效指标"))
    for road in ("乡道", "村道"):
        made.append(
            _pair("≤1.2万元/公里", f"{road}平均0.6万元/公里", "县道养护成本", "unclear", "经济成本指标")
        )
    return made


def _beside_the_question() -> list[dict[str, str]]:
    """Said of another matter, of rules of others, of what began: it answers nothing and must not count as done."""
    made = []
    for told in ("检查人员当场下发整改通知", "当日天气良好", "次日召开协调会研究"):
        made.append(_pair("5个工作日内", told, "整改时限", "unclear", "时效指标"))
    for told in ("当场办结", "当日办结", "次日答复"):
        made.append(_pair("5个工作日内", told, "整改时限", "met", "时效指标"))
    for told in ("按照上级管理办法执行", "根据省里印发的办法开展工作", "参照外县制度施行"):
        made.append(_pair("健全", told, "长效管护机制", "unclear", "可持续影响指标"))
    for told in ("均已登记就业意愿", "年末存量0.5万户"):
        made.append(_pair("动态清零", told, "零就业家庭", "unclear", "社会效益指标"))
    for word in ("停产", "停工", "停课"):
        made.append(_pair(f"不{word}", f"{word}整顿一个月", "正常运转保障", "missed", "社会效益指标"))
    for told in ("11月开始安装", "安装拟于11月完成", "11月着手安装"):
        asked = "6月底前完成招标，11月底前完成安装"
        made.append(_pair(asked, f"6月完成招标，{told}", "采购进度", "unclear", "时效指标"))
    for lacking in (2, 12):
        made.append(_pair("≥100户", f"发放100户，其中{lacking}户待补发", "发放户数", "missed"))
    for first, left in ((12, 2), (9, 1)):
        made.append(_pair("≤5起", f"收到投诉{first}起，剩{left}起未办结", "有效投诉", "missed", "质量指标"))
    made.append(_pair("≤10%", "建设费46万元，运维费500万元", "运维费占建设费比例", "missed", "成本指标"))
    made.append(_pair("≤10%", "建设费500万元，运维费46万元", "运维费占建设费比例", "met", "成本指标"))
    made.append(_pair("≥95%", "合格率98%，有不合格产品流入市场", "抽检合格率", "unclear", "质量指标"))
    return made


MADE = [
    *_lists(),
    *_rates(),
    *_sums(),
    *_others(),
    *_over_time(),
    *_not_to_be(),
    *_counts(),
    *_deadlines(),
    *_parts(),
    *_numbers(),
    *_whole(),
    *_doubts(),
    *_beside_the_question(),
]


@pytest.mark.parametrize("pair", MADE)
def test_made_pair(pair: dict[str, str]) -> None:
    """Neither passed in silence nor accused: the verdict follows from how the pair was made; what is met is read."""
    assert outcome(pair) is Outcome.RIGHT
