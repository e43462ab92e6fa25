"""The figures of an actual in the terms of the target: 35人 beside 60人次, 6分 beside 10分钟, 全年3次 beside 每季度1次."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.roles import Said
from zipingbiao.form.quantity.marks import ALL_YEAR, IN_YEAR
from zipingbiao.form.quantity.readings import Comparator, Number, Range, Unit, is_upper
from zipingbiao.form.quantity.units import TIMES_A_YEAR, first_name, known_unit, same_kind

#: 48个点 are points of a percentage only beside percentages.
_POINTS = "个点"
_DAILY = ("天", "日")
#: How many days a week a place is open, by the words that say so.
_DAYS_A_WEEK = (
    (late_pattern("周一(?:至|到)周?五|工作日"), 5),
    (
        late_pattern(
            "周[一二三四五六日末]?(?:固定)?(?:闭馆|休息|不开)|(?:闭馆|休息)(?:一|1)天|周一(?:至|到)周?六"
        ),
        6,
    ),
    (late_pattern("周一(?:至|到)周?日|不闭馆|无休|不休|天天|七天|7天"), 7),
)
_STRETCH = late_pattern(r"\d{1,2}个?(?:季度|月)(?:份)?(?:分别|均|都|各)")
_DIGITS = late_pattern(r"\d")
_A_RATE = late_pattern("(?:率|满意度)(?:为|是|达|达到)?$")
_MEAN_OF = late_pattern(r"每?([日天月周季年])均|每([日天])(?!前|\d)")
_ON_MEAN = late_pattern("(?:([日天月周季年])均|每([日天月周季年]))")
_HUNDREDTH = Decimal("0.01")
#: 人均全年16800元 beside 元/人·月
_OF_ONE = late_pattern("[人户亩]均|每[一-鿿]")
#: A ton of water is a cubic metre.
_WATER = late_pattern("水(?!稻|泥|产|果|利|电)")
_OF_WATER = (("立方米", "吨"), ("吨", "立方米"))
#: 补助企业户数: firms are counted by 户 and by 家.
_OF_FIRMS = (("户", "家"), ("家", "户"))
_FIRMS = late_pattern("企业|商户|主体|公司|合作社|门店|网点|机构")
_HOW_OFTEN = late_pattern("每个?(季度|月|周|天|年)[^,;]{0,12}$")
_AS_DAY = {"日": "天"}
_HALF = Decimal("0.5")
_OF_YEAR = late_pattern(f"^年(?!均)|全年|年内|共计?$|累计|合计|{ALL_YEAR}")
_ALL_YEAR = late_pattern("全年|年内|共计?$|累计|合计")
#: 全年仅开1次: the year itself, not one of its quarters.
_THE_YEAR = late_pattern(f"{ALL_YEAR}+(?![{IN_YEAR}一-鿿]*各)(?![{IN_YEAR}])")
#: 最低89%: an extreme of what was measured, not a bound that somebody set.
_EXTREME = late_pattern("最[低高少多短长快慢早晚大小]")


def in_terms_of(told: list[Said], marked: str, target: Number | Range, about: str) -> list[Said]:
    """The same figures, each in the target's unit where it is another word for it.

    `marked`: the text they stand in; `about`: what the row asks for. The 4个季度 of 4个季度均在10日内 answers no length of time.
    """
    lasting = target.unit.dimension == "time"
    told = [_as_a_rate(each, marked, target) for each in _of_its_period(told, target, about)]
    kept = [e for e in told if not (lasting and _STRETCH.match(marked, e.figure.start) is not None)]
    return [_weekly(_one(each, marked, target, about), marked, target, about) for each in kept]


def _as_a_rate(each: Said, marked: str, target: Number | Range) -> Said:
    """总体满意度为91.6 beside 90%以上."""
    reading = each.figure.reading
    percent = known_unit("%")
    bare = isinstance(reading, Number) and not reading.unit.name and target.unit.dimension == "ratio"
    digits = _DIGITS.search(marked, each.figure.start)
    before = each.before if digits is None else marked[: digits.start()]
    if not bare or percent is None or _A_RATE.search(before) is None or not isinstance(reading, Number):
        return each
    if not 1 < reading.value <= 1 / percent.factor:
        return each
    return replace(each, figure=replace(each.figure, reading=replace(reading, unit=percent)))


def _of_its_period(told: list[Said], target: Number | Range, about: str) -> list[Said]:
    """日均六十四吨 beside 日均收运量: the target is one of each day as well. 月均2000吨 and 全年2.3万吨 beside it do not answer."""
    mean = _MEAN_OF.search(about)
    if mean is None or target.unit.per:
        return told
    own = [each for each in told if _period_told(each) in ("", _period(mean))]
    return [_without_period(each) if _period_told(each) else each for each in own]


def _without_period(each: Said) -> Said:
    reading = each.figure.reading
    if not isinstance(reading, Number):
        return each
    plain = replace(reading, unit=replace(reading.unit, per=""))
    return replace(each, figure=replace(each.figure, reading=plain), before=_ON_MEAN.sub("", each.before))


def _period(mean: re.Match[str]) -> str:
    """日均 and 每天 are of the same period."""
    named = mean[1] or mean[2]
    return _AS_DAY.get(named, named)


def _period_told(each: Said) -> str:
    """Of which period a figure is, as far as it is told."""
    told = _ON_MEAN.search(each.before)
    if told is not None:
        return _period(told)
    if _OF_YEAR.search(each.before) is not None:
        return "年"
    per = each.figure.reading.unit.per
    period = _AS_DAY.get(per, per)
    return period if period in TIMES_A_YEAR else ""


def _weekly(each: Said, marked: str, target: Number | Range, about: str) -> Said:
    """每天8小时，周一闭馆 beside 每周56小时: so many a day over the days of a week, where the text says how many."""
    reading = each.figure.reading
    days = next((n for pattern, n in _DAYS_A_WEEK if pattern.search(marked) is not None), None)
    if not isinstance(reading, Number) or reading.unit.per not in _DAILY or days is None:
        return each
    if target.unit.dimension != "time" or not is_weekly(about):
        return each
    week = replace(reading, value=reading.value * days, unit=replace(reading.unit, per=target.unit.per))
    return replace(each, figure=replace(each.figure, reading=week))


def is_weekly(about: str) -> bool:
    """Whether a row asks for so much a week."""
    return "每周" in about or "/周" in about


def is_daily(unit: Unit) -> bool:
    """Whether an amount is one of each day."""
    return unit.per in _DAILY


def _one(each: Said, marked: str, target: Number | Range, about: str) -> Said:
    reading = each.figure.reading
    if not isinstance(reading, Number):
        return each
    after = marked[each.figure.end : each.figure.end + 1]
    unit = _unit(reading.unit, target, about) if after != "位" else reading.unit  # 120个点位
    value = reading.value
    if target.unit.dimension == "time" and unit.name and each.after.startswith("半"):
        value += _HALF
    of_year = _ALL_YEAR.search(each.before) is not None or _THE_YEAR.match(each.before) is not None
    of_year = of_year or (ALL_YEAR in each.before and _OF_ONE.search(each.before) is not None)
    if target.unit.per and not unit.per and of_year and unit.dimension == target.unit.dimension:
        *of, period = target.unit.per.split("/")
        times = TIMES_A_YEAR.get(period) if not of or _OF_ONE.search(each.before) else None
        unit, value = (replace(unit, per=target.unit.per), value / times) if times else (unit, value)
    comparator, before = reading.comparator, each.before
    often = _HOW_OFTEN.search(each.before) if target.unit.per and not unit.per else None
    if often is not None:
        unit = replace(unit, per=often[1])  # 每季度至少面对面随访1次
    extreme = _EXTREME.match(marked, each.figure.start)
    if each.figure.claims and extreme is not None:
        comparator, before = Comparator.BARE, before + extreme.group()
    if (unit, value, comparator) == (reading.unit, reading.value, reading.comparator):
        return each
    figure = replace(
        each.figure,
        reading=replace(reading, unit=unit, value=value, comparator=comparator),
        claims=each.figure.claims and comparator is not Comparator.BARE,
    )
    return replace(each, figure=figure, before=before)


def _unit(unit: Unit, target: Number | Range, about: str) -> Unit:
    wanted = target.unit
    if unit.name == "分" and wanted.dimension == "money":
        return replace(known_unit("元") or unit, factor=_HUNDREDTH, per=unit.per)
    if unit.name.startswith("分/") and wanted.dimension == "money":
        return replace(known_unit("元") or unit, factor=_HUNDREDTH, per=unit.name[2:])  # 4.2分/条
    if (wanted.name, unit.name) in _OF_FIRMS and _FIRMS.search(about) is not None:
        return replace(wanted, per=unit.per)
    if (wanted.name, unit.name) == ("个", "人") and "岗" in about and not is_upper(target):
        return replace(wanted, per=unit.per)  # 公益岗60个: 63人 hold them
    water = _WATER.search(about) is not None
    if (
        water
        and (first_name(unit.per), first_name(wanted.per)) in _OF_WATER
        and unit.dimension == wanted.dimension
    ):
        return replace(unit, per=wanted.per)  # a ton of water is a cubic metre
    if water and not unit.per and (first_name(unit.name), first_name(wanted.name)) in _OF_WATER:
        return replace(wanted, per="")
    if unit.name == "分" and wanted.dimension == "time":
        return known_unit("分钟") or unit
    if unit.name == _POINTS and wanted.dimension.startswith("counter:"):
        return known_unit("个") or unit
    if "(" in wanted.name and unit.name and unit.dimension.startswith("counter:") and same_kind(unit, wanted):
        return replace(wanted, per=unit.per)  # 头(只、羽): of any of them
    of_times = wanted.name.endswith("次") and not is_upper(target) and not same_kind(unit, wanted)
    single = known_unit(wanted.name[:-1]) if of_times and wanted.name[:-1] else None
    if (
        single is not None and unit.dimension == single.dimension
    ):  # so many people came at least so many times
        return replace(wanted, per=unit.per)
    return unit
