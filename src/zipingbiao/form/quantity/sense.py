"""Which way is better, where a number target bears no comparator: 投诉率 5% asks for no more, 合格率 95% for no less."""

from __future__ import annotations

from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.readings import Comparator, Number, Trend
from zipingbiao.form.quantity.text import normalise

_DURATION = ("时效",)
_QUANTITY = ("数量",)
#: 投诉处置时限 is a time, not a number of things dealt with.
_A_FEE = late_pattern("(?<![消免收缴交])费$")
#: 减少二氧化碳排放, 减免企业检定费: an amount of it.
_TO_CUT = late_pattern("^(?:减少|降低|减免|压减|节约|节省|免除|核减)")
_OPEN_DAYS = late_pattern("开放$")
#: 隐患挂牌督办率, 事故响应率; not 事故发生率 or 费用控制率.
_OF_WORK = late_pattern(
    "(?:隐患|投诉|举报|信访|事故|案件|纠纷|矛盾|违法|违规|污染|故障|灾害|风险|问题)[一-鿿]{0,4}(?:督办|响应|挂牌|移交|移送|报告|上报|公示|登记|核实|核查|建档|评估|评查|公开|回复|答复|跟踪|通报|处罚|追责)率$"
)
#: 办理时间压缩: by how much.
_CUT = late_pattern("(?:压缩|压减|缩短|减少|降低|下降|减支|节支|节约|节省|减负)(?:幅度|比例|率)?$")
_OPEN = late_pattern("[时天]长|服务时间|开放|学时|课时|年限|续航|寿命|[天日]数")
#: 污水处理单价 is a price; of money only what is spared, won or brought back is wanted.
_SPENDING = late_pattern("成本|单价|价格|造价|费用|支出|经费|开支")
_SPARED = late_pattern("节约|节省|压减|减免|减少|降低|追回|挽回|追缴|争取|筹集|募集|到账|入账|拦截|止付|避免")
_LASTING = late_pattern("[时周工][间限长期延]|用时|耗时")


def sense_of(target: Number, levels: str, name: str, words: Lexicon) -> Comparator | None:
    """≥ or ≤ for a bare target, None where nothing says which.

    Under 成本, and at zero, a bound from above. Else the name decides; where it says nothing, things counted are a
    bound from below, lengths of time under 时效 one from above, and 100 % cannot be exceeded.
    """
    if target.trend is not Trend.NONE and target.value:
        return Comparator.GE
    if _TO_CUT.match(name) is not None and target.unit.dimension not in ("ratio", "time") and target.value:
        return Comparator.GE
    named = by_name(name, words)
    if "成本" in levels and target.value and words.stance["saving"].search(name) is not None:
        return Comparator.GE if named is Comparator.GE else Comparator.LE  # 每亩节约饲料成本
    if "成本" in levels and target.value and named is Comparator.GE:
        return None if target.unit.dimension == "money" else named  # 补助标准: neither more nor less
    if "成本" in levels or target.value == 0:
        return Comparator.LE
    if target.unit.dimension == "time" and _OPEN_DAYS.search(name) is not None:
        return Comparator.GE
    if named is Comparator.LE and target.unit.dimension == "ratio" and _OF_WORK.search(name) is not None:
        named = None  # 隐患督办率: the work on it, which no list names
    if (
        named is Comparator.LE
        and target.unit.dimension == "time"
        and any(word in levels for word in _QUANTITY)
    ):
        named = None  # 转换时长 under 数量: an amount of work, or a time to keep
    if target.unit.dimension == "time" and named is Comparator.GE and "时效" in levels:
        named = Comparator.GE if _OPEN.search(name) is not None else Comparator.LE  # 维权援助答复
    if named is not None and not (named is Comparator.LE and _is_amount_done(target, levels, name, words)):
        return named
    if target.unit.dimension == "time":
        return Comparator.LE if any(word in levels for word in _DURATION) else None
    if target.unit.dimension == "ratio":
        return Comparator.GE if target.value * target.unit.factor == Decimal(1) else None
    if target.unit.name and target.unit.dimension != "money":
        return Comparator.GE
    return Comparator.GE if any(word in levels for word in _QUANTITY) else None


def by_name(name: str, words: Lexicon) -> Comparator | None:
    """What the name of an indicator says: the listed word that ends last decides, of those the longest."""
    text = normalise(name)
    if words.trend_of_rate(text) is not Trend.NONE:
        return Comparator.GE
    if _CUT.search(text) is not None:
        return Comparator.GE
    fee = _A_FEE.search(text)
    if fee is not None and words.over_bad.search(text[: fee.start() - 1]) is None:
        return Comparator.LE  # 培训费; 到账经费 is money that came in
    found = [
        (match.end(), match.end() - match.start(), way)
        for pattern, way in ((words.less_is_better, Comparator.LE), (words.more_is_better, Comparator.GE))
        for match in pattern.finditer(text)
    ]
    if not found:
        return None
    end, length, way = max(found)
    before = text[: end - length]
    spending = _SPENDING.search(text[end - length : end]) is not None
    worked_on = (_SPARED if spending else words.over_bad).search(before) is not None
    return Comparator.GE if worked_on and _LASTING.search(text[end - length : end]) is None else way


def _is_amount_done(target: Number, levels: str, name: str, words: Lexicon) -> bool:
    """撂荒地复垦面积 under 数量: the bad thing stands in the name, but what is measured is the work on it."""
    if not any(word in levels for word in _QUANTITY) or target.unit.dimension in ("ratio", "time", "money"):
        return False
    text = normalise(name)
    return all(match.end() < len(text) for match in words.less_is_better.finditer(text))
