"""What shows in other words that a target was met, and what only looks like it: pairs made from classes.

Each verdict follows from how its pair was put together: a time before or after the one asked for, a fault denied or
counted, something that broke off or did not, work that was done where an effect was asked for.
"""

from __future__ import annotations

from typing import Any

import pytest

from grammar.pair_verdicts import Outcome, outcome


def _pair(l2: str, name: str, target: str, actual: str, verdict: str) -> Any:
    pair = {"l2": f"{l2}指标", "l3": name, "target": target, "actual": actual, "verdict": verdict}
    return pytest.param(pair, id=f"{name}-{target}-{actual}-{verdict}")


def _clock() -> list[Any]:
    """A time of day before the one asked for is met, a later one is not; the last of several counts."""
    made = []
    for target in ("早上7点前送达", "7:00前", "每日7时前", "不晚于7点"):
        for early in ("6点50分", "6:40全部送达", "早上六点半", "每天6时45分左右送到"):
            made.append(_pair("时效", "食材配送", target, early, "met"))
        for late in ("7点半", "7:10", "多数6点50分到，两所学校要到8点", "早上八点"):
            made.append(_pair("时效", "食材配送", target, late, "missed"))
    for actual, verdict in (
        ("下午4点半", "met"),
        ("16:20", "met"),
        ("4点半", "met"),
        ("17:30", "missed"),
        ("晚上6点", "missed"),
    ):
        made.append(_pair("时效", "数据报送", "每日17:00前", actual, verdict))
    for hours, verdict in (("8:30-18:00", "met"), ("9:00-17:00", "missed")):
        made.append(_pair("数量", "每周开放时间", "不少于64小时", f"每日{hours}，周一至周日全开", verdict))
    return made


_FAULTS = (
    ("时效", "补助资金拨付及时率", "拖延"),
    ("时效", "法定审限内结案率", "超期"),
    ("时效", "项目按期开工率", "延期"),
    ("质量", "农产品检测合格率", "不合格"),
    ("质量", "困境儿童建档率", "遗漏"),
    ("质量", "义务教育巩固率", "流失"),
)


def _rates_by_their_faults() -> list[Any]:
    """That there was no fault is all of it; so many of so many leave the rest; some or basically none does not."""
    made = []
    for l2, name, fault in _FAULTS:
        for none in (f"没有出现{fault}", f"无一例{fault}", f"受理320件，{fault}0件"):
            made.append(_pair(l2, name, "100%", none, "met"))
        for some in (f"基本无{fault}", f"{fault}2件", f"已完成的无{fault}", f"3件有{fault}，其余无{fault}"):
            made.append(_pair(l2, name, "100%", some, "unclear"))
    for lost, verdict in ((11, "met"), (61, "missed")):
        made.append(_pair("质量", "数据上报准确率", "≥99%", f"上报1200条，被退回{lost}条", verdict))
        made.append(_pair("时效", "按时办结率", "≥99%", f"共办结1200件，逾期{lost}件", verdict))
    for rate, due, verdict in (
        ("预案编制覆盖率", "应编尽编", "met"),
        ("渔船检验合格率", "应检尽检", "unclear"),
        ("强制免疫密度", "应免尽免", "met"),
    ):
        made.append(_pair("质量", rate, "100%", due, verdict))
    return made


def _signs_and_ends() -> list[Any]:
    """A typed sign says which way; so do two ends and what is told beside what there is."""
    made = []
    for sign, down in (("-", "met"), ("+", "missed")):
        up = "missed" if down == "met" else "met"
        for told in (f"{sign}12.4%", f"同比{sign}12.4%", f"较上年{sign}3.1个百分点"):
            made.append(_pair("社会效益", "火灾直接损失", "同比下降", told, down))
            made.append(_pair("经济效益", "营业收入", "增长", told, up))
    for less, verdict in (("少", "met"), ("多", "missed")):
        made.append(_pair("社会效益", "用水纠纷数量", "减少", f"纠纷3件，比2023年{less}8件", verdict))
    made += [
        _pair("社会效益", "群众出行条件", "明显改善", "去镇上由50分钟缩短到20分钟", "met"),
        _pair("社会效益", "群众出行条件", "明显改善", "去镇上由20分钟延长到50分钟", "unclear"),
        _pair("时效", "新书上架速度", "较往年加快", "到馆至上架由平均35天压到18天", "met"),
        _pair("时效", "新书上架速度", "较往年加快", "到馆至上架由平均18天升到35天", "missed"),
        _pair("社会效益", "诊疗能力", "提升", "溶栓时间比上年缩短22分钟", "met"),
        _pair("经济效益", "渔民收入", "不因禁渔下降", "禁渔后下降约4%", "missed"),
        _pair("社会效益", "乱埋乱葬", "遏制", "新增9起", "missed"),
        _pair("社会效益", "乱埋乱葬", "遏制", "新增为零", "met"),
        _pair("经济效益", "实训耗材支出", "下降", "略有上升", "missed"),
    ]
    for by, verdict in (("10", "met"), ("12", "missed")):
        made.append(_pair("时效", "许可办理时限", "较法定压缩一半", f"20日压至{by}日", verdict))
    return made


def _amounts() -> list[Any]:
    """Powers of ten, lists with one unit, so many for each, terms, standards by the term, what is cut by how much."""
    made = []
    for power, verdict in (("1.2×10⁶m³", "met"), ("1.2×10⁵m³", "missed"), ("1.2×10^6m³", "met")):
        made.append(_pair("生态效益", "年节水量", "≥120万m³", power, verdict))
    for last, verdict in (("14", "met"), ("24", "missed")):
        told = f"三个库分别为28万、17.5万、{last}万元"
        made.append(_pair("经济成本", "数据库采购", "总价≤60万元", told, verdict))
    for each, verdict in ((20, "met"), (10, "missed")):
        made.append(_pair("数量", "补充水带", "≥5000米", f"250盘，每盘{each}米", verdict))
        made.append(_pair("数量", "设立界桩", "240根", f"两侧各埋设{each * 6}根", verdict))
    for best, verdict in (("4.98", "met"), ("5.2", "missed")):
        told = f"10个共用47.5万元，其中最高一个{best}万元"
        made.append(_pair("经济成本", "儿童之家改造费用", "每个不超过5万元", told, verdict))
    for second, verdict in ((3, "met"), (2, "missed")):
        told = f"上学期5场，下学期{second}场"
        made.append(_pair("数量", "学术论坛", "每学期不少于3场", told, verdict))
        made.append(
            _pair(
                "数量",
                "营养知识宣讲",
                "2场/学期",
                f"全年两学期总共{second + 1}场",
                "missed" if second == 2 else "met",
            )
        )
    for term, verdict in ((1000, "met"), (800, "unclear")):
        made.append(_pair("数量", "助学金标准", "2000元/生·年", f"每生每学期{term}元", verdict))
    for by, verdict in (("三分之一", "met"), ("五分之一", "missed")):
        made.append(_pair("经济效益", "业务办理时间压缩", "30%", f"压缩{by}", verdict))
    for parts, verdict in (((500, 320), "met"), ((500, 220), "missed")):
        told = f"12㎡帐篷{parts[0]}顶，36㎡帐篷{parts[1]}顶"
        made.append(_pair("数量", "帐篷储备", "800顶", told, verdict))
    for last, verdict in ((6, "met"), (10, "missed")):
        made.append(_pair("时效", "新生儿访视", "出院后7天内", f"第5—{last}天", verdict))
        made.append(_pair("时效", "交货期", "合同签订后7日内", f"第{last}天交付", verdict))
    for value, verdict in (("0.8", "met"), ("1.2", "missed")):
        made.append(_pair("质量", "编校差错率", "≤万分之一", f"{value}/10000", verdict))
    for part, verdict in ((66, "met"), (50, "unclear")):
        made.append(_pair("可持续影响", "新能源环卫车占比", "≥25%", f"车辆240台中新能源{part}台", verdict))
    for price, verdict in (("2.05", "met"), ("2.35", "missed")):
        made.append(_pair("经济成本", "单位供水成本", "不高于2.1元/吨", f"{price}元/立方米", verdict))
    return made


def _periods() -> list[Any]:
    """In each quarter, month or day, told of all of them; round the clock; all the other days."""
    made = []
    for target, told in (
        ("每季度不少于1次", "四个季度均已随访"),
        ("每季度1次", "一至四季度各举办2场"),
        ("每日1次", "全年366天每天均有巡检"),
        ("每月1次", "12个月均按期开展"),
    ):
        made.append(_pair("数量", "随访频次", target, told, "met"))
        made.append(_pair("数量", "随访频次", target, f"{told}，二季度未开展", "unclear"))
    made += [
        _pair("时效", "值班值守", "24小时", "全天候值守", "met"),
        _pair("数量", "全年开放天数", "≥300天", "闭馆30天，其余照常开放", "met"),
        _pair("数量", "全年开放天数", "≥350天", "闭馆30天，其余照常开放", "missed"),
        _pair("数量", "困境儿童走访", "每季度1次", "一、二、四季度各走访1次，三季度取消", "unclear"),
    ]
    return made


def _grades() -> list[Any]:
    """At least such a grade: it or a better one is met, a lower one is not."""
    made = []
    for bound in ("{}以上", "{}及以上", "不低于{}"):
        for grade, good, bad in (("良", ("优", "良"), ("差",)), ("良好", ("优秀", "良好"), ("合格", "一般"))):
            target = bound.format(grade)
            made += [_pair("质量", "绩效评价等级", target, each, "met") for each in good]
            made += [_pair("质量", "绩效评价等级", target, each, "partly") for each in bad]
    for mark, verdict in (("A-", "met"), ("B+", "met"), ("B-", "partly")):
        made.append(_pair("质量", "学科评估等次", "B及以上", mark, verdict))
    return made


def _facts() -> list[Any]:
    """Figures answer, zeal does not; work that was done is no effect; what somebody examined is good."""
    made = []
    for name, target in (("村容村貌", "明显改善"), ("管护机制", "健全"), ("企业竞争力", "提升")):
        for work in (
            "完成绿化2处",
            "开展巡查30次",
            "完成采购设备2台",
            "完成投资300万元",
            "举办培训班3期，圆满完成",
        ):
            made.append(_pair("社会效益", name, target, work, "unclear"))
        for zeal in ("高度重视，加强领导，召开会议3次", "各项工作有序开展", "认真落实上级部署"):
            made.append(_pair("社会效益", name, target, zeal, "unclear"))
    made += [
        _pair("质量", "灌溉水质", "符合农田灌溉标准", "取样送检5份，结果都合格", "met"),
        _pair("质量", "系统验收", "通过验收", "专家组出具了合格结论", "met"),
        _pair("质量", "仓库消防验收", "取得验收合格意见", "提出9条整改意见，未出具合格意见", "missed"),
        _pair("质量", "工程验收", "通过完工验收", "已具备验收条件", "unclear"),
        _pair("质量", "烟气排放", "达标", "二噁英超标", "missed"),
        _pair("质量", "出水总氮", "达标", "一月超标，其余月份达标", "partly"),
        _pair("可持续影响", "平台迭代升级", "持续优化", "开发商破产，平台无人维护", "missed"),
        _pair("可持续影响", "巡展机制", "建立", "与5家博物馆达成意向，协议文本磋商中", "unclear"),
    ]
    return made


def _shown() -> list[Any]:
    """It went on, nothing happened, all in time, well spoken of, complete, within its limits; or not."""
    made = []
    for name in ("零工市场运行", "环境监测网络"):
        for target in ("持续运行", "常态化运行", "长期稳定运行"):
            for on in ("全年未中断", "连续四年开展", "全年无休"):
                made.append(_pair("可持续影响", name, target, on, "met"))
            for off in ("7月中断一次", "全年仅开放三个月", "计划明年运行"):
                made.append(_pair("可持续影响", name, target, off, "missed"))
    for nothing in ("沿河无漫堤", "未垮一坝", "没有一户断暖"):
        made.append(_pair("社会效益", "群众安全过冬", "得到保障", nothing, "met"))
    for undone in ("没有开展", "未落实", "没有保障"):
        made.append(_pair("社会效益", "群众安全过冬", "得到保障", undone, "missed"))
    for soon, verdict in (
        ("均在规定时限内发布", "met"),
        ("当天受理当天发布", "met"),
        ("拖欠两个月", "missed"),
        ("大部分在规定时限内", "partly"),
    ):
        made.append(_pair("时效", "预警发布", "及时发布", soon, verdict))
    for word, verdict in (
        ("受访群众普遍给予好评", "met"),
        ("意见较多", "missed"),
        ("住房方面满意，就学方面意见较多", "partly"),
    ):
        made.append(_pair("服务对象满意度", "群众评价", "满意", word, verdict))
    for word, verdict in (("逐项清点，无缺项", "met"), ("清点发现缺3项", "missed")):
        made.append(_pair("质量", "台账", "完整", word, verdict))
    for word, verdict in (("6项均低于限值", "met"), ("甲醛超限", "missed")):
        made.append(_pair("生态效益", "室内空气质量", "符合国家标准", word, verdict))
    return made


def _must_not_be() -> list[Any]:
    """What must not be is met where that very thing is denied, not where something else is."""
    made = []
    for target, denied, other, happened in (
        ("不占用耕地", "料场选在荒坡，未占耕地", "未收到投诉", "占用耕地2亩"),
        ("不产生二次污染", "施工期未产生污染", "未发生事故", "产生污染2起"),
        ("不溃坝、不漫坝", "未出现溃坝、漫坝险情", "未出现投诉", "一处漫坝"),
        ("不遗留田间", "标签均于当日回收，未见遗留", "未见异常天气", "标签遗留田间"),
    ):
        made.append(_pair("生态效益", "施工影响", target, denied, "met"))
        made.append(_pair("生态效益", "施工影响", target, other, "unclear"))
        made.append(_pair("生态效益", "施工影响", target, happened, "missed"))
    for word, verdict in (("当日垃圾当日清运，无积存", "met"), ("三天清一次", "missed")):
        made.append(_pair("时效", "生活垃圾清运", "日产日清", word, verdict))
    for target, actual, verdict in (
        ("全覆盖", "未漏一户", "met"),
        ("全覆盖", "213户监测对象户户都有帮扶措施", "met"),
        ("全覆盖", "漏了一户", "partly"),
        ("应检渔船全部检验", "应检427艘，实检427艘", "met"),
        ("应检渔船全部检验", "应检427艘，实检411艘", "partly"),
    ):
        made.append(_pair("数量", "帮扶措施检验", target, actual, verdict))
    return made


def _by_name() -> list[Any]:
    """Things told one by one: as many names as were asked for, or not; occasions are not named."""
    made = []
    for target, told, verdict in (
        ("3条", "创业路、纬二路、经五路均建成通车", "met"),
        ("5条", "创业路、纬二路、经五路均建成通车", "unclear"),
        ("3条", "创业路、纬二路、经五路尚未建成", "missed"),
        ("3条", "创业路、纬二路、经五路正在建设", "missed"),
        ("3次", "开展宣传、培训、检查", "unclear"),
        ("5站", "先后在云岭、平川、河东、白沙、固镇五县展出", "met"),
        ("5站", "先后在云岭、平川、河东、白沙、固镇等三县展出", "unclear"),
    ):
        made.append(_pair("数量", "新建道路", target, told, verdict))
    return made


def _days() -> list[Any]:
    """Feasts by their short names; handed over and then opened; so much of it on the day."""
    made = []
    for target in ("国庆前完成", "国庆节前完成"):
        made.append(_pair("时效", "防火演练", target, "9月20日举行完毕", "met"))
        made.append(_pair("时效", "防火演练", target, "10月下旬才在林场举行", "missed"))
    for handed, verdict in (("8月20日", "met"), ("9月1日", "missed")):
        told = f"{handed}移交教育局，9月2日如期开园"
        made.append(_pair("时效", "交付使用时间", "8月31日前", told, verdict))
    made += [
        _pair("时效", "签约任务完成时间", "6月底前完成", "至6月底签了任务数的76%", "partly"),
        _pair("时效", "演出补贴支付", "当年付清", "9月以前的已付，10至12月的挂账", "partly"),
        _pair("时效", "工单答复", "5个工作日内", "平均4.2天，有3件超期", "partly"),
    ]
    return made


def _of_another_base() -> list[Any]:
    """A wider loss, anybody at all, a step before, another cohort, what is due, another scale: none of it answers."""
    made = []
    for l2, name, target, told, verdict in (
        ("经济", "直接经济损失", "≤50万元", "直接间接损失40万元", "unclear"),
        ("经济", "直接经济损失", "≤50万元", "直接损失40万元", "met"),
        ("数量", "困难老年人受益人数", "≥5000人", "惠及各类群众5600人", "unclear"),
        ("数量", "困难老年人受益人数", "≥5000人", "惠及困难老年人5600人", "met"),
        ("经济", "完成投资", "≥1.2亿元", "到位资金1.25亿元", "unclear"),
        ("经济", "完成投资", "≥1.2亿元", "完成投资1.25亿元", "met"),
        ("数量", "图书发放数量", "10000册", "采购入库10000册", "unclear"),
        ("数量", "图书发放数量", "10000册", "采购入库10000册，发放10000册", "met"),
        ("效益", "2024届毕业生就业率", "≥90%", "2023届达到93.5%", "unclear"),
        ("效益", "2024届毕业生就业率", "≥90%", "2024届达到93.5%", "met"),
        ("质量", "问卷评分（5分制）", "≥4.5分", "百分制88分", "unclear"),
        ("经济", "追回资金", "≥800万元", "应追回830万元，到账702万元", "missed"),
        ("数量", "每月培训", "每月1场", "除2月、7月外每月1场", "unclear"),
        ("质量", "报销办结时限", "≤20个工作日", "一个半月", "missed"),
    ):
        made.append(_pair(l2, name, target, told, verdict))
    return made


def _net_and_new() -> list[Any]:
    """净增 is what came less what went; of a whole only the new part is new; at any time is told by the least."""
    made = []
    for gone, verdict in ((180, "missed"), (120, "met")):
        made.append(_pair("数量", "净增泊位", "≥500个", f"新建640个，同期拆除{gone}个", verdict))
    for asked, verdict in ((600, "missed"), (500, "met")):
        told = "投用640个，其中新建565个、旧位重新划线75个"
        made.append(_pair("数量", "新增泊位", f"≥{asked}个", told, verdict))
    for ever in ("任何时段", "任一时刻", "始终"):
        for least, verdict in (("2.1", "missed"), ("2.6", "met")):
            told = f"全年平均2.9立方米/秒，最小{least}立方米/秒"
            made.append(_pair("效益", "生态流量", f"{ever}≥2.5立方米/秒", told, verdict))
    return made


def _narrower() -> list[Any]:
    """Less far down, fewer of a list, over for one of them, beside another time, turned half-way: not what was asked."""
    made = []
    for l2, name, target, told, verdict in (
        ("可持续影响", "管护责任", "逐条落实到人", "责任落实到乡镇", "unclear"),
        ("可持续影响", "管护责任", "落实到人", "责任已落实到人", "met"),
        ("成本", "工程费与监理费", "均不超概算", "工程费未超，监理费超0.9万元", "unclear"),
        ("成本", "工程费与监理费", "均不超概算", "工程费、监理费均未超概算", "met"),
        ("质量", "能耗监测", "水、电、气全部上线", "水、电上线，燃气人工抄表", "unclear"),
        ("质量", "能耗监测", "水、电、气全部上线", "水、电、气均已上线", "met"),
        ("社会效益", "入室盗窃较上年", "下降", "四季度环比下降6%", "unclear"),
        ("社会效益", "入室盗窃较上年", "下降", "同比下降6%", "met"),
        ("质量", "不合理处方占比", "逐季下降", "前两季下降，后两季回升", "unclear"),
        ("质量", "不合理处方占比", "逐季下降", "每季均下降", "met"),
        ("社会效益", "事故", "持续下降", "上半年下降，下半年上升", "unclear"),
        ("质量", "核心业务中断次数", "≤2次", "无责任性中断", "unclear"),
        ("质量", "核心业务中断次数", "≤2次", "无中断", "met"),
        ("质量", "参赛获奖", "获得金奖", "获得银奖", "partly"),
        ("质量", "参赛获奖", "获得银牌", "获得金牌", "met"),
        ("质量", "黑臭水体", "14条不返黑", "14条整治完毕，其中1条夏季返黑", "unclear"),
        ("数量", "抚育面积", "5000亩", "抚育5200亩，任务完成率91%", "unclear"),
    ):
        made.append(_pair(l2, name, target, told, verdict))
    return made


def _kinds() -> list[Any]:
    """Of two kinds that are everything, one is a part of both; alone it tells of half; some months are no year."""
    made = []
    for kind, other in (("集中", "分散"), ("城区", "乡镇"), ("线上", "线下")):
        for own, verdict in ((312, "missed"), (360, "met")):
            told = f"{kind}供养{own}人，{other}供养228人"
            made.append(_pair("质量", f"{kind}供养率", "≥60%", told, verdict))
    for own, name, verdict in (("男生", "达标率", "unclear"), ("男生", "男生达标率", "met")):
        made.append(_pair("质量", name, "≥90%", f"{own}96%", verdict))
    for told, verdict in (("11月、12月均为100%", "unclear"), ("全年均为100%", "met")):
        made.append(_pair("效益", "全年空气优良率", "≥85%", told, verdict))
    for told, verdict in (("合同金额310万元", "unclear"), ("支付310万元", "met")):
        made.append(_pair("成本", "卡口建设支出", "≤320万元", told, verdict))
    made.append(_pair("经济", "年节水量", "≥40万立方米", "用水由486万降至451万立方米", "unclear"))
    return made


def _lead_ins() -> list[Any]:
    """Words that only lead to an answer change nothing; up to when is told, or that work goes on, is no day of its end."""
    made = []
    for lead in ("", "完成情况：", "经统计，"):
        for name, target, told, verdict in (
            ("制定办法", "是", "否", "missed"),
            ("开放天数", "≥100天", "2023年开放108天", "unclear"),
            ("开放天数", "≥100天", "开放108天", "met"),
            ("规划编制成果", "通过评审", "成果图件美观、内容翔实", "unclear"),
        ):
            made.append(_pair("质量", name, target, f"{lead}{told}", verdict))
    for when in ("全年", "本年度", "2024年", "12月", "截至年底，", "截至12月31日，"):
        for told, verdict in (("编制工作有序开展", "unclear"), ("正常推进", "unclear"), ("编制完成", "met")):
            made.append(_pair("时效", "村庄规划编制时间", "2024年底前完成", f"{when}{told}", verdict))
    for lead in ("实际", "全年", "本年度", "完成情况："):
        made.append(_pair("经济效益", "公用经费变动率", "≤0", f"{lead}-8.5%", "met"))
        made.append(_pair("数量", "送教下乡场次", "≥9场", f"{lead}一季度3场，二季度2场，三季度4场", "met"))
        made.append(_pair("数量", "送教下乡场次", "≥9场", f"{lead}一季度3场，二季度2场，三季度3场", "missed"))
    for lead in ("", "实际", "全年", "本年度", "已"):
        made.append(_pair("数量", "招募志愿者", "45人", f"{lead}报名129人", "unclear"))
        for step in ("排查", "受理", "推荐", "申报"):
            made.append(_pair("数量", "混接点整改", "整改67处", f"{lead}{step}67处，改好41处", "missed"))
    for told, verdict in (("按期", "met"), ("提前半个月交房", "met"), ("10月12日完工", "missed")):
        made.append(_pair("时效", "工程完工时间", "2024年9月30日前", f"截至年底，{told}", verdict))
    for told, verdict in (("9月21日—23日", "met"), ("9月12日", "met"), ("10月3日", "missed")):
        made.append(_pair("时效", "农民文化节", "9月中下旬", told, verdict))
    return made


def _who_came() -> list[Any]:
    """Who came, who sat for it or how often it was read are no things made; the lesser of two terms counts."""
    made = []
    for l2, name, target, told, verdict in (
        ("数量", "示范园", "5个", "8个乡镇派人观摩了现场会", "unclear"),
        ("数量", "示范园", "5个", "建成8个", "met"),
        ("数量", "公众号推文", "80篇", "累计阅读量35万", "unclear"),
        ("数量", "注册计量师", "28人持证", "28人参加了考试", "unclear"),
        ("数量", "注册计量师", "28人持证", "28人取得证书", "met"),
        ("经济效益", "妇女新增就业", "200人", "进场800余人，收简历一批", "unclear"),
        ("数量", "逃生演练", "每学期2次", "春季学期2次，秋季学期1次", "missed"),
        ("数量", "逃生演练", "每学期2次", "春季学期2次，秋季学期2次", "met"),
        ("可持续影响", "茶旅融合", "初步形成格局", "有序推进", "unclear"),
        ("时效", "信访答复", "件件按期", "全部按期答复，没有超期件", "met"),
        ("社会效益", "接送难问题", "有效缓解", "接送难问题基本解决", "met"),
        ("社会效益", "接送难", "有效缓解", "基本缓解", "partly"),
        ("满意度", "家长满意度", "≥92%", "参评家长满意度96.1%", "met"),
        ("质量", "标准文本", "符合编写规范", "经审查，均符合规范，未退回修改", "met"),
        ("数量", "课后服务", "义务教育学校全覆盖", "应开展的38所学校全部开展", "met"),
    ):
        made.append(_pair(l2, name, target, told, verdict))
    return made


def _less_in_kind() -> list[Any]:
    """The mean beside the longest, another measure, others beside last year, the worst of each, what must not be and was."""
    made = []
    for l2, name, target, told, verdict in (
        ("时效", "道口最长等待", "≤10分钟", "平均等待4分钟", "unclear"),
        ("时效", "道口最长等待", "≤10分钟", "最长9分钟", "met"),
        ("质量", "清淤深度", "≥0.5米", "清淤6.2公里", "unclear"),
        ("数量", "危险废物处置量", "≥1.5万吨", "处置能力2万吨/年", "unclear"),
        ("效益", "县域河流优良率", "≥88%", "全市优良率91%", "unclear"),
        ("效益", "县域河流优良率", "≥88%", "全县优良率91%", "met"),
        ("质量", "功能区夜间达标率", "≥85%", "昼间达标率98%", "unclear"),
        ("质量", "功能区夜间达标率", "≥85%", "夜间达标率98%", "met"),
        ("数量", "新建防护网", "新建20公里", "20公里，其中旧网加固3公里", "unclear"),
        ("数量", "新增合作企业", "≥10家", "走访企业30家，新签约7家", "missed"),
        ("质量", "教学班班额", "每班不超过50人", "平均46人，最大班54人", "missed"),
        ("质量", "教学班班额", "每班不超过50人", "平均46人，最大班49人", "met"),
        ("成本", "办案补贴", "每件不低于1200元", "民事1300元，刑事1150元", "missed"),
        ("成本", "办案补贴", "每件不低于1200元", "民事1300元，刑事1250元", "met"),
        ("数量", "机构检查", "每家机构每年不少于2次", "8家机构上、下半年各检查1次，共16次", "met"),
        ("时效", "拆解站", "运行满半年", "运行两个月", "missed"),
        ("时效", "拆解站", "运行满半年", "运行七个月", "met"),
        ("质量", "堤岸完好", "无垮塌", "全线巡查到位，汛期垮塌一段，已及时抢护", "unclear"),
        ("质量", "堤岸完好", "无垮塌", "全线巡查，未发生垮塌", "met"),
        ("时效", "共享数据更新", "每日更新", "每三日更新一次，全年未中断", "missed"),
        ("时效", "共享数据更新", "每日更新", "每日更新", "met"),
        ("社会效益", "粮油价格", "保持平稳", "面粉价三个月上涨两成四", "unclear"),
        ("社会效益", "居民普法知晓率", "≥85%", "抽测县直机关干部，知晓率96%", "unclear"),
        ("社会效益", "居民普法知晓率", "≥85%", "抽测居民，知晓率96%", "met"),
        ("数量", "上岗志愿者", "≥60名", "注册75名，上过岗的52名", "missed"),
        ("成本", "烘干费用", "不超年初预算", "追加9.5万元后完成烘干", "unclear"),
    ):
        made.append(_pair(l2, name, target, told, verdict))
    return made


MADE = [
    *_less_in_kind(),
    *_lead_ins(),
    *_who_came(),
    *_narrower(),
    *_kinds(),
    *_of_another_base(),
    *_net_and_new(),
    *_clock(),
    *_rates_by_their_faults(),
    *_signs_and_ends(),
    *_amounts(),
    *_periods(),
    *_grades(),
    *_facts(),
    *_shown(),
    *_must_not_be(),
    *_by_name(),
    *_days(),
]


@pytest.mark.parametrize("pair", MADE)
def test_shown_in_other_words(pair: dict[str, Any]) -> None:
    assert outcome(pair) is Outcome.RIGHT
