"""How actuals are told: in other units, for each of several, year by year, of something else; pairs made from classes."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from grammar.pair_verdicts import Outcome, outcome


def _pair(target: str, actual: str, name: str, verdict: str, l2: str = "数量指标") -> Any:
    pair = {"l2": l2, "l3": name, "target": target, "actual": actual, "verdict": verdict}
    return pytest.param(pair, id=f"{name}-{target}-{actual}-{verdict}")


def _units() -> list[Any]:
    """So many people came at least so many times, not the other way round; minutes; a place that is 所 or 家."""
    made = []
    for one, name in (("人", "培训规模"), ("户", "走访规模"), ("家", "参展规模")):
        made.append(_pair(f"≥60{one}次", f"64{one}", name, "met"))
        made.append(_pair(f"≥60{one}次", f"一批31{one}，二批33{one}", name, "met"))
        made.append(_pair(f"≥60{one}次", f"举办2期，每期28{one}", name, "missed"))
        made.append(_pair(f"≥60{one}", f"64{one}次", name, "unclear"))
    for minutes, verdict in ((("6", "7"), "met"), (("6", "12"), "missed")):
        actual = f"两次分别用时{minutes[0]}分、{minutes[1]}分半"
        made.append(_pair("10分钟内", actual, "响应时间", verdict, "时效指标"))
    made.append(_pair("新建12家", "12所", "便民服务点", "met"))
    made.append(_pair("新建12家", "9所", "便民服务点", "missed"))
    return made


def _each() -> list[Any]:
    """What is said of each is not multiplied where it is a time; days of memory are no figures; all extremes count."""
    made = []
    for n, (hours, verdict) in product((2, 3, 7), (("1", "met"), ("5", "missed"))):
        made.append(_pair("2小时内", f"接报{n}起，均在{hours}小时内上报", "险情报送", verdict, "时效指标"))
    days = ("5·12", "7·28", "科普周", "国防日")
    made.append(_pair("4场", "、".join(days) + "各举办1场", "科普活动", "met"))
    made.append(_pair("4场", "、".join(days[:3]) + "各举办1场", "科普活动", "missed"))
    for low, verdict in (("89%", "met"), ("81%", "unclear")):
        actual = f"调查5个村，最低{low}，最高97%"
        made.append(_pair("≥85%", actual, "村民满意度", verdict, "服务对象满意度指标"))
    return made


def _years() -> list[Any]:
    """A row of years goes up, down, or neither; two amounts give the growth."""
    made = []
    for figures, verdict in (
        ((612, 704, 1138), "met"),
        ((900, 704, 612), "missed"),
        ((612, 904, 700), "unclear"),
    ):
        actual = "、".join(f"{2022 + n}年{figure}辆" for n, figure in enumerate(figures))
        made.append(_pair("逐年增加", actual, "旧车回收", verdict, "生态效益指标"))
    for now, verdict in (("2.10", "met"), ("2.02", "missed"), ("1.90", "missed")):
        actual = f"2023年2.00亿元，2024年{now}亿元"
        made.append(_pair("同比增长≥5%", actual, "销售额", verdict, "经济效益指标"))
    return made


def _rates() -> list[Any]:
    """As many as there are is all of them; a short name of the deed; all of another deed is no rate."""
    made = []
    for part, verdict in ((326, "met"), (310, "missed")):
        made.append(_pair("100%", f"全县326家机构，现场检查{part}家", "机构检查覆盖率", verdict))
    for part, verdict in ((41, "met"), (93, "missed")):
        made.append(_pair("≤2%", f"一审判决3126件，发回改判{part}件", "案件发改率", verdict, "质量指标"))
    for closed, verdict in ((5512, "met"), (5312, "missed")):
        actual = f"新收5260件，旧存412件，结案{closed}件"
        made.append(_pair("≥95%", actual, "结案率", verdict, "质量指标"))
    for name, other in (
        ("设备利用率", "设备已全部投入使用"),
        ("产品合格率", "全部按国家标准检验"),
        ("时限压缩率", "全部提前办结"),
        ("树木成活率", "全部按图施工"),
    ):
        made.append(_pair("≥80%", other, name, "unclear", "质量指标"))
    for per in ("人均", "亩均", "平均", "户均", "月均"):
        made.append(_pair("≥95%", f"{per}得分93.2分", "养护达标率", "unclear", "质量指标"))
    for gone in ("3台故障待修", "3台停用待报废"):
        made.append(_pair("≥95%", f"完好率100%，其中{gone}", "仪器完好率", "unclear", "质量指标"))
    return made


def _graver() -> list[Any]:
    """Less grave than what must not happen is no breach; as grave or graver is one."""
    made = []
    grades = ("一般", "较大", "重大")
    for (n, asked), (m, told) in product(enumerate(grades), enumerate(grades)):
        verdict = "met" if m < n else "missed"
        made.append(
            _pair(f"不发生{asked}及以上事故", f"发生{told}事故1起", "安全生产", verdict, "社会效益指标")
        )
    for other in ("另发生较大事故，正在调查", "又出现重大事故"):
        told = f"发生一般事故1起，{other}"
        made.append(_pair("不发生较大及以上事故", told, "安全生产", "missed", "社会效益指标"))
    for n in ("1起", "2起"):
        made.append(_pair("无责任事故", f"发生责任事故{n}", "安全保障", "missed", "社会效益指标"))
    made.append(
        _pair("不发生服务失误", "漏报一次，被认定为重大服务失误", "服务保障", "missed", "社会效益指标")
    )
    return made


def _others() -> list[Any]:
    """Prizes, all that was tried, any rank, places offered: figures of something else than what was asked for."""
    made = []
    for prizes in ("一等奖2个、二等奖7个", "金牌9个", "名次10个"):
        made.append(_pair("参加8个大项", f"获{prizes}", "参赛项目", "unclear"))
    for deed in ("成功", "办结", "录用"):
        made.append(_pair("≥1200件", "诉前调解案件2045件", f"诉前调解{deed}数", "unclear"))
        made.append(_pair("≥1200件", f"诉前调解{deed}2045件", f"诉前调解{deed}数", "met"))
        made.append(_pair("≥1200件", "2045件", f"诉前调解{deed}数", "met"))
    for rank, every in product(("省级", "市级", "国家级"), ("各类", "各级")):
        made.append(_pair(f"{rank}以上媒体报道5篇", f"{every}媒体报道37篇", "媒体报道", "unclear"))
    for noun in ("岗位", "摊位"):
        made.append(_pair("≥500人", f"举办招聘会4场，提供{noun}1800个", "带动就业人数", "unclear"))
    for spent in ("各项业务经费得到保障", "资金已及时拨付", "项目资金落实到位"):
        made.append(_pair("有效维护", spent, "社会公平正义", "unclear", "社会效益指标"))
    return made


def _taken_back() -> list[Any]:
    """A clause beside the figure that goes another way; more seldom than asked; words asked beside a figure."""
    made = []
    for rest in ("门诊保障与上年持平", "门诊保障有所下降"):
        actual = f"住院报销由68%提高到70%，{rest}"
        made.append(_pair("提高住院和门诊保障水平", actual, "保障水平", "partly", "社会效益指标"))
    often = ("每日", "每周", "每月", "每季度", "每半年", "每年")
    for (n, asked), (m, told) in product(enumerate(often), enumerate(often)):
        if m > n:
            made.append(_pair(f"{asked}更新", f"已上线，{told}更新", "信息发布", "partly", "质量指标"))
    for beside, told, verdict in (
        ("覆盖所有乡镇", "覆盖全部乡镇", "met"),
        ("覆盖所有乡镇", "覆盖14个乡镇中的12个", "partly"),
        ("覆盖所有乡镇", "", "unclear"),
        ("通过验收", "均已通过验收", "met"),
        ("通过验收", "尚未验收", "missed"),
        ("形成报告", "", "unclear"),
    ):
        actual = "112批次" + (f"，{told}" if told else "")
        made.append(_pair(f"≥100批次且{beside}", actual, "产品抽检", verdict))
        made.append(_pair(f"≥100批次且{beside}", f"92批次，{told or '其他正常'}", "产品抽检", "missed"))
    for reason in ("因用地未落实项目未启动", "资金未到位，没有实施"):
        made.append(_pair("2.5万吨", f"0，{reason}", "新增仓容", "missed"))
    for name in ("提前申报", "两步申报", "计划外检查"):
        actual = f"推行“{name}”，营商环境持续优化"
        made.append(_pair("持续优化", actual, "营商环境", "met", "社会效益指标"))
    for scale in ("0.48", "12.5"):
        actual = f"城乡差异系数由{scale}扩大至{float(scale) + 1}"
        made.append(_pair("促进城乡教育均衡", actual, "教育均衡", "missed", "社会效益指标"))
    return made


def _lists() -> list[Any]:
    """A predicate behind a list holds for all of it; so many for each; units of either kind; what there is by now."""
    made = []
    for done in ("均已化解", "全部化解", "都已化解"):
        for last, verdict in ((8, "met"), (3, "missed")):
            actual = f"中央交办件9件、省交办件6件、市交办件{last}件{done}"
            made.append(_pair("20件以上", actual, "化解信访积案", verdict))
    for places, verdict in ((8, "met"), (6, "missed")):
        made.append(_pair("8套", f"完成{places}个泊位改造，每泊位1套", "岸电设施", verdict))
    for more, verdict in ((780, "met"), (480, "missed")):
        made.append(_pair("≥1000条（幅）", f"横幅430条，标语{more}幅", "宣传品", verdict))
    for stock in ("目前共", "累计", "现有"):
        made.append(_pair("≥3个", f"{stock}联系社团41个", "新增联系社团", "unclear"))
    for times in ("户次", "人次", "台次"):
        made.append(_pair(f"≥2000{times}", "热线接听电话8600个", "上门服务", "unclear"))
    for third, verdict in (("8.3", "missed"), ("7.3", "met")):
        actual = f"三次会议分别支出12.6万元、9.8万元、{third}万元"
        made.append(_pair("≤30万元", actual, "会议费", verdict, "经济成本指标"))
    return made


def _amounts() -> list[Any]:
    """亿 and 万 beside an amount are 亿元 and 万元."""
    made = []
    for unit in ("亿", "万", "百万", "千万"):
        for told, verdict in (("12.5", "met"), ("10", "met"), ("9.2", "missed")):
            made.append(_pair(f"≥10{unit}元", f"{told}{unit}", "签约额", verdict, "经济效益指标"))
    return made


def _praise() -> list[Any]:
    """Praise of something else is no evidence, what ought to be is no result, most of it is not all of it."""
    made = []
    for praise in ("完成年度工作任务", "厉行勤俭节约，落实规定要求", "严格执行中央要求，运转正常有序"):
        made.append(_pair("有效促进", praise, "社会和谐稳定", "unclear", "社会效益指标"))
    for punctual in ("按时提交报告", "及时提交报告", "如期提交报告"):
        made.append(_pair("较高", punctual, "审计报告质量", "unclear", "质量指标"))
        made.append(_pair("按时", punctual, "审计报告提交", "met", "时效指标"))
    for ought in ("要坚持源头治理，加强协同", "必须加强源头治理", "应当不断完善机制"):
        made.append(_pair("不断完善", ought, "长效机制", "unclear", "可持续影响指标"))
    for most in ("八成乡镇已更新", "近七成乡镇已更新", "约九成已更新"):
        made.append(_pair("全县信息全部更新", most, "数据库更新", "partly", "质量指标"))
    for late in ("结算有拖延", "结算有所延误", "结算迟缓"):
        actual = f"方案均提前制定，经费{late}"
        made.append(_pair("方案提前制定、经费及时结算", actual, "工作时效", "partly", "时效指标"))
    return made


@pytest.mark.parametrize(
    "pair",
    [
        *_lists(),
        *_amounts(),
        *_praise(),
        *_units(),
        *_each(),
        *_years(),
        *_rates(),
        *_graver(),
        *_others(),
        *_taken_back(),
    ],
)
def test_a_made_pair(pair: dict[str, Any]) -> None:
    """The verdict follows from how the pair was made."""
    assert outcome(pair) is Outcome.RIGHT
