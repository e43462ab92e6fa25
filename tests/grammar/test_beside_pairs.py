"""Answers that lie beside the question: of others, of all together, of the best, of papers; pairs made from classes."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from grammar.pair_verdicts import Outcome, outcome
from zipingbiao.form.quantity.lexicon import lexicon
from zipingbiao.form.quantity.read import parse
from zipingbiao.form.quantity.readings import Comparator, Number


def _pair(target: str, actual: str, name: str, verdict: str, l2: str = "数量指标") -> Any:
    pair = {"l2": l2, "l3": name, "target": target, "actual": actual, "verdict": verdict}
    return pytest.param(pair, id=f"{name}-{target}-{actual}-{verdict}")


def _extremes() -> list[Any]:
    """The best says nothing of the mean; the mean does."""
    made = []
    for name, unit in (("亩产", "公斤"), ("单株挂果", "个"), ("评审得分", "分")):
        made.append(_pair(f"平均≥50{unit}", f"最高{name}88{unit}", name, "unclear", "质量指标"))
        made.append(_pair(f"平均≥50{unit}", f"平均{name}58{unit}", name, "met", "质量指标"))
        made.append(_pair(f"平均≥50{unit}", f"平均{name}48{unit}", name, "missed", "质量指标"))
    return made


def _together() -> list[Any]:
    """What all come to does not say what each got; what each got does."""
    made = []
    for thing, each in product(("人", "户"), ("不少于", "≥")):
        made.append(_pair(f"每{thing}{each}30课时", "总课时9200课时", "技能课时", "unclear"))
        made.append(_pair(f"每{thing}{each}30课时", f"每{thing}32课时", "技能课时", "met"))
        made.append(_pair(f"每{thing}{each}30课时", f"每{thing}26课时", "技能课时", "missed"))
    for place in ("站", "村", "库"):
        made.append(_pair(f"每个{place}每月不少于2次", "全年巡检900次", "设备巡检", "unclear"))
    for fewest, verdict in (("2", "met"), ("1", "unclear")):
        actual = f"养殖3次、种植4次、加工{fewest}次"
        made.append(_pair("三个专业各2次", actual, "送教下乡", verdict))
    return made


def _mixed() -> list[Any]:
    """A figure with other things in it that nobody took out; the same told otherwise elsewhere; a part of it in brackets."""
    made = []
    for mixed in ("未单列", "未剔除", "无法区分"):
        made.append(_pair("≥500亩", f"约700亩(含邻镇部分,{mixed})", "补种面积", "unclear"))
    for place in ("附表", "总结", "台账中"):
        made.append(_pair("≥12次", f"14次({place}为9次)", "检修次数", "unclear"))
        made.append(_pair("≥12次", f"14次({place}为13次)", "检修次数", "met"))
    for part in ("其中夜间", "含年内新增", "包括外聘人员"):
        made.append(_pair("≥20人", f"25人({part}6人)", "值守人员", "met"))
        made.append(_pair("≥20人", f"18人({part}6人)", "值守人员", "missed"))
    return made


def _papers() -> list[Any]:
    """The papers of a survey came back; what people said is not told."""
    papers = ("满意度调查表", "测评表", "调查问卷", "评议表")
    return [
        _pair("≥90%", f"{paper}已全部{done}", "旅客满意度", "unclear", "服务对象满意度指标")
        for paper, done in product(papers, ("回收", "收回", "发放完毕"))
    ]


def _first_steps() -> list[Any]:
    """A contract signed is no work done in time; what is to come is no effect; a deed is no conformity."""
    made = []
    for step in ("合同已签订", "已完成招标", "项目已启动", "已开工"):
        made.append(_pair("按约定时限完成", step, "养护时限", "unclear", "时效指标"))
    for ahead in ("今后", "下阶段", "往后", "接下来"):
        made.append(_pair("有效保障", f"{ahead}继续加大投入", "用水安全", "missed", "社会效益指标"))
    for deed, rule in product(("装裱字画25幅", "清洗管网3公里", "采样40份"), ("技术规范", "行业标准")):
        made.append(_pair(f"符合{rule}要求", deed, "作业质量", "unclear", "质量指标"))
        made.append(_pair(f"符合{rule}要求", f"{deed}，均符合{rule}", "作业质量", "met", "质量指标"))
    for half in ("主体已完工", "刚完成主体", "主体结构封顶"):
        made.append(_pair("建成投用", half, "门诊楼", "partly"))
    for now_and_then in ("时有", "偶有", "不时"):
        actual = f"总体平稳，夜间{now_and_then}掉线"
        made.append(_pair("平稳", actual, "网络运行", "partly", "质量指标"))
    for until in ("只公布到6月", "仅更新到三季度月份"):
        made.append(_pair("全部公布", until, "名录公布", "partly", "质量指标"))
    return made


def _weeks() -> list[Any]:
    """So many hours a day over the days of a week, where the text says how many."""
    made = []
    for closed, days in (("周一闭馆", 6), ("全年不闭馆", 7), ("周一至周五开放", 5)):
        for hours in (6, 8, 9, 12):
            verdict = "met" if hours * days >= 48 else "missed"
            made.append(
                _pair("≥48小时", f"每天开放{hours}小时，{closed}", "每周开放时间", verdict, "时效指标")
            )
    made.append(_pair("≥48小时", "每天开放9小时", "每周开放时间", "unclear", "时效指标"))
    return made


def _direction() -> list[Any]:
    """Money that comes in, losses that were made good: more of it is better, whatever bad thing stands in the name."""
    made = []
    for name in ("挽回群众损失", "追回流失资金", "课题经费到账"):
        made.append(_pair("200万元", "236万元", name, "met", "经济效益指标"))
        made.append(_pair("200万元", "0.0168亿元", name, "missed", "经济效益指标"))
    for gone in ("报废", "关停", "清退"):
        made.append(_pair("≥30台", f"{gone}36台", f"{gone}老旧车辆", "met"))
        made.append(_pair("≥30台", f"{gone}26台", f"{gone}老旧车辆", "missed"))
    return made


def _of_all() -> list[Any]:
    """全覆盖 is answered by all of them; a day in figures, a numeral beside digits, a unit in signs are read."""
    made = []
    for whole, deed in product(("均已", "全部已"), ("设点", "挂牌", "通网")):
        made.append(_pair("行政村全覆盖", f"31个行政村{whole}{deed}", "服务点", "met"))
    for day, verdict in (("7.25", "met"), ("8.19", "missed")):
        made.append(_pair("2024年8月1日前", f"{day}投入使用", "平台启用", verdict, "时效指标"))
    for count, verdict in (("五", "met"), ("三", "missed")):
        made.append(_pair("不少于4期", f"共举办{count}期，316人次参训", "操作培训", verdict))
    for area, verdict in (("2,135.6", "met"), ("1,935.6", "missed")):
        made.append(_pair("2100公顷", f"{area}hm²", "巡护面积", verdict))
    return made


def _remarks() -> list[Any]:
    """A remark that takes the figure back; what was printed and not handed out; a cause that was not seen to; feasts."""
    made = []
    for stopped in ("下半年未开展巡护", "9月起暂停巡护", "后期没有进行"):
        made.append(_pair("≥24次", f"24次（备注：{stopped}）", "巡护次数", "unclear"))
    for before in ("印制", "编印", "印刷"):
        made.append(_pair("6000册", f"{before}6500册", "发放明白纸", "unclear"))
    for cause, came in product(("未及时修复", "没有检修"), ("引发", "导致", "造成")):
        made.append(_pair("0", f"因设备{cause}{came}事故2起", "设备安全事故", "missed", "社会效益指标"))
    for feast, in_time, late in (
        ("重阳节", "9月下旬", "11月下旬"),
        ("端午节", "5月", "7月"),
        ("清明节", "3月", "5月"),
    ):
        made.append(_pair(f"{feast}前完成", f"{in_time}完成慰问", "走访慰问", "met", "时效指标"))
        made.append(_pair(f"{feast}前完成", f"{late}完成慰问", "走访慰问", "missed", "时效指标"))
    return made


def _words_only() -> list[Any]:
    """Management words say nothing of an effect; what is denied of the very word asked for counts; 无不合格 is all of it."""
    made = []
    for asked in ("更加便利", "明显改善", "不断丰富"):
        actual = "高度重视，加强组织，压实各方责任"
        made.append(_pair(asked, actual, "群众就医条件", "unclear", "社会效益指标"))
    for asked in ("健全", "完善"):
        actual = f"制度已印发，尚不{asked}"
        made.append(_pair(f"建立{asked}", actual, "巡查制度", "partly", "可持续影响指标"))
    for none in ("无不合格", "没有不合格", "未发现不合格"):
        actual = f"抽查60件，优秀22件、合格38件，{none}"
        made.append(_pair("≥95%", actual, "卷宗抽查合格率", "met", "质量指标"))
    for until, name in (("截至12月底，全市", "重大疫情"), ("2024年辖区", "重大火灾事故")):
        made.append(_pair("不发生", f"{until}未发生{name}", name, "met", "社会效益指标"))
        made.append(_pair("不发生", f"{until}发生1起{name}", name, "missed", "社会效益指标"))
    for lasts in ("预计可用15年", "预期可用12年"):
        made.append(_pair("10年以上", lasts, "改造后使用年限", "met", "可持续影响指标"))
    for joined, verdict in (("线上42场+线下71场", "met"), ("线上42场+线下31场", "missed")):
        made.append(_pair("100场/年", joined, "讲座场次", verdict))
    for cost, verdict in (("8.73万元", "met"), ("9.6万元", "missed")):
        made.append(_pair("9万元", cost, "培训费", verdict, "经济成本指标"))
    return made


def _left_over() -> list[Any]:
    """A clause that takes something back is never passed over, whatever its words; what says that nothing bad was there is none."""
    made = []
    clauses = (
        "后两项没人接手",
        "验收单拖着未签",
        "西区仍空着",
        "只铺了路基",
        "手续年底没办下来",
        "夜里偶有断电",
    )
    for clause in clauses:
        for asked, told in (("完成加固", "加固完成"), ("运行平稳", "运行平稳"), ("≥12次", "14次")):
            made.append(_pair(asked, f"{told}，{clause}", "泵站维护", "unclear"))
    for clause in ("未发生事故", "没有超标准支出", "无一延误", "未超预算", "不存在拖欠"):
        for asked, told in (("运行平稳", "运行平稳"), ("≥12次", "14次")):
            made.append(_pair(asked, f"{told}，{clause}", "泵站维护", "met"))
    return made


def _best_and_wider() -> list[Any]:
    """The quickest of them, a larger area, all together for each, no class where one is asked for, eight tenths of all."""
    made = []
    for best, name in (("最快3分钟", "预警发布用时"), ("最短2分钟", "接警用时")):
        made.append(_pair("10分钟内", best, name, "unclear", "时效指标"))
    for own, wider in (("本县", "全省"), ("全镇", "全县"), ("我市", "全国")):
        actual = f"{wider}平均91.5%"
        made.append(_pair("≥90%", actual, f"{own}居民知晓率", "unclear", "社会效益指标"))
        made.append(_pair("≥90%", f"{own}平均91.5%", f"{own}居民知晓率", "met", "社会效益指标"))
    for unit, total in (("公里", "里程"), ("小时", "时长")):
        actual = f"总{total}约61万{unit}"
        made.append(_pair(f"不少于2400{unit}", actual, f"人均巡护{total}", "unclear"))
    for vague, verdict in (("水质良好", "unclear"), ("水质较好", "unclear"), ("水质为Ⅱ类", "met")):
        made.append(_pair("稳定达到Ⅱ类", vague, "库区水质", verdict, "生态效益指标"))
    for share in ("八成", "约七成", "六成五"):
        made.append(_pair("全部完成升级", f"已升级{share}站点", "站点升级", "partly"))
    return made


def _counted_again() -> list[Any]:
    """Parts that do not come to the whole, a rate beside counts that give another; all of those who were named in the rate."""
    made = []
    for last, verdict in ((57, "met"), (31, "unclear")):
        actual = f"举办3期共培训175人（第一期60人、第二期58人、第三期{last}人）"
        made.append(_pair("140人", actual, "村医培训", verdict if last == 57 else "met"))
        made.append(_pair("170人", actual, "村医培训", verdict))
    for bad, verdict in ((1, "met"), (9, "unclear")):
        actual = f"合格率99.6%，抽检250册不合格{bad}册"
        made.append(_pair("≥99%", actual, "图书加工合格率", verdict, "质量指标"))
    for deed, name in (("持证", "司机持证上岗率"), ("联网", "水表联网运行率")):
        made.append(_pair("≥98%", f"219个全部{deed}", name, "met", "质量指标"))
    for work in ("矫治", "治疗", "帮扶"):  # that all of it was begun says nothing of how it ended
        made.append(_pair("≥80%", f"216人全部开展{work}", f"{work}有效率", "unclear", "质量指标"))
    for told, asked in (("成年", "未成年"), ("未成年", "成年")):
        made.append(
            _pair("≥92%", f"{told}读者满意度95%", f"{asked}读者满意度", "unclear", "服务对象满意度指标")
        )
    for period in ("全年", "年内", "本年度"):
        made.append(_pair(f"{period}无重大责任事故", "未发生", "口岸安全", "met", "社会效益指标"))
        made.append(_pair(f"{period}无重大责任事故", "发生1起", "口岸安全", "missed", "社会效益指标"))
    for spent, verdict in (("82.35", "met"), ("88.35", "missed")):
        actual = f"合同价及结算价均为{spent}万元"
        made.append(_pair("控制在86万元以内", actual, "设备采购成本", verdict, "经济成本指标"))
    for saved, verdict in (("92元/亩", "met"), ("52元/亩", "missed")):
        made.append(_pair("80元", saved, "每亩节约饲料成本", verdict, "经济成本指标"))
    for done, verdict in (("3900件", "missed"), ("5100件", "met")):
        made.append(_pair("5000件", f"1-9月排查{done}", "排查矛盾纠纷", verdict, "社会效益指标"))
    for day, verdict in (("于12/8完成", "met"), ("12/18完成", "missed")):
        made.append(_pair("2024年12月10日前", day, "治理时限", verdict, "时效指标"))
    return made


def _asked_others() -> list[Any]:
    """Who was asked stands beside the rate; a rate of some months; all that was due; so much of the plan; ahead of time."""
    made = []
    for asked, others in (("渔民", "游客"), ("患者", "家长"), ("乘客", "司机")):
        made.append(_pair("≥80%", f"92%（{others}问卷）", f"{asked}满意度", "unclear", "服务对象满意度指标"))
        made.append(_pair("≥80%", f"92%（{asked}问卷）", f"{asked}满意度", "met", "服务对象满意度指标"))
        made.append(_pair("≥80%", "92%（线上问卷）", f"{asked}满意度", "met", "服务对象满意度指标"))
    for insiders in ("所内民警", "本单位职工", "机关工作人员"):
        actual = f"调查了{insiders}，满意度95%"
        made.append(_pair("≥92%", actual, "社会公众满意度", "unclear", "服务对象满意度指标"))
    for months in ("1-6月", "上半年", "前三季度"):
        made.append(_pair("12%", f"{months}增长13.5%", "全年业务收入增长", "unclear", "经济效益指标"))
    for deed in ("装", "测", "检"):
        made.append(_pair(f"应{deed}尽{deed}", f"辖区412处均已全部{deed}完", "监测设备", "met"))
        made.append(_pair(f"应{deed}尽{deed}", "34处，无遗漏", "监测设备", "met"))
    for share, verdict in ((103, "met"), (87, "missed")):
        made.append(_pair("6000份", f"完成计划的{share}%", "试剂采购", verdict))
    for days in ("提前12天完成", "较计划提前2周", "提前5个工作日"):
        made.append(_pair("2024年4月30日前", days, "汇编完成", "met", "时效指标"))
    made.append(_pair("45个", "47个班（含暑期班5个）", "开设兴趣班", "met"))
    made.append(_pair("新增散坟为零", "无新增", "乱葬治理", "met", "生态效益指标"))
    actual = "加强了组织领导，召开专题会议3次"
    made.append(_pair("提高", actual, "占道经营治理水平", "unclear", "社会效益指标"))
    made.append(_pair("大为便利", "较为便利", "查档便利程度", "partly", "社会效益指标"))
    return made


def _each_of_them() -> list[Any]:
    """A bound for each holds for the worst; once a year beside once a quarter; a mean beside the whole; two things a year."""
    made = []
    for second, verdict in (("29.5", "met"), ("31.5", "missed")):
        actual = f"两个项目分别为28万元和{second}万元"
        made.append(_pair("每个不超过30万元", actual, "导航项目成本", verdict, "经济成本指标"))
    for days, verdict in ((6, "met"), (9, "missed")):
        actual = f"县级均在7个工作日内，乡镇平均{days}个工作日"
        made.append(_pair("乡镇、县级各7个工作日内", actual, "补贴审核", verdict, "时效指标"))
    for times, verdict in ((4, "met"), (1, "missed")):
        made.append(_pair("每季度至少1次", f"全年仅开{times}次（5月）", "座谈会", verdict))
    for mean, verdict in ((767, "met"), (867, "missed")):
        actual = f"总投资920万元，受益1.2万人，人均约{mean}元"
        made.append(_pair("不高于800元", actual, "人均投资", verdict, "经济成本指标"))
    for visits, verdict in (("2.1", "met"), ("1.6", "partly")):
        actual = f"开放312天，接待{visits}万人次"
        asked = "全年开放不少于300天，接待2万人次"
        made.append(_pair(asked, actual, "展馆开放", verdict, "社会效益指标"))
    for share, verdict in (("零点四", "met"), ("零点八", "missed")):
        made.append(_pair("万分之0.5以下", f"万分之{share}", "抽查差错率", verdict, "质量指标"))
    for days, verdict in ((3, "met"), (8, "missed")):
        made.append(_pair("5个工作日", f"{days}个工作日", "维权援助答复", verdict, "时效指标"))
    for amount, verdict in (("1.26", "met"), ("0.86", "missed")):
        made.append(_pair("1亿元", f"{amount}亿元", "赛事拉动消费", verdict, "经济效益指标"))
    made.append(_pair("2.9平方米", "新增面积3.2万平方米", "人均场地面积", "unclear", "社会效益指标"))
    actual = "篮球馆、游泳馆对外开放；冰壶馆封闭维护"
    made.append(_pair("篮球馆、游泳馆、冰壶馆均对外开放", actual, "场馆开放", "unclear", "质量指标"))
    return made


@pytest.mark.parametrize(
    "pair",
    [
        *_each_of_them(),
        *_asked_others(),
        *_counted_again(),
        *_left_over(),
        *_best_and_wider(),
        *_remarks(),
        *_words_only(),
        *_extremes(),
        *_together(),
        *_mixed(),
        *_papers(),
        *_first_steps(),
        *_weeks(),
        *_direction(),
        *_of_all(),
    ],
)
def test_a_made_pair(pair: dict[str, Any]) -> None:
    """The verdict follows from how the pair was made."""
    assert outcome(pair) is Outcome.RIGHT


@pytest.mark.parametrize(
    ("verb", "sign"),
    [
        *((verb, Comparator.LE) for verb in ("超过", "超", "高于", "大于", "多于", "突破", "长于")),
        *((verb, Comparator.GE) for verb in ("低于", "少于", "小于", "短于")),
    ],
)
@pytest.mark.parametrize("no", ["不", "不得", "不能", "不应", "不会", "不可", "未", "没有"])
def test_a_denied_comparator_is_the_other_way_round(no: str, verb: str, sign: Comparator) -> None:
    (figure,) = parse(f"{no}{verb}600元", 2024, lexicon()).all
    assert isinstance(figure.reading, Number)
    assert (figure.reading.comparator, figure.reading.value) == (sign, 600)


def test_each_of_several_is_only_counted_where_things_are_listed() -> None:
    """各类对象共1130户 is one sum of all kinds."""
    pair = {"l2": "数量指标", "l3": "入户走访", "target": "≥2000户"}
    for actual in ("与民政局走访各类对象共1130户", "老兵、军属各类对象合计1130户"):
        assert outcome(pair | {"actual": actual, "verdict": "missed"}) is Outcome.RIGHT
