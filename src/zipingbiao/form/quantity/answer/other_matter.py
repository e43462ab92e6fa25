"""Figures that answer another question than the one that was asked: another rate, prizes, more years, another deed."""

from __future__ import annotations

import re

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.another_base import EACH_TOLD, PER_ONE, on_another_base
from zipingbiao.form.quantity.answer.other_deed import (
    of_an_earlier_deed,
    of_another_deed,
    of_another_subject,
    of_first_steps,
    of_prizes,
    unsaid_success,
)
from zipingbiao.form.quantity.answer.roles import Role, Said
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.readings import Number, Range, Trend, is_upper
from zipingbiao.form.quantity.text import NO_HAN, shares_a_pair
from zipingbiao.form.quantity.units import TIMES_A_YEAR

_DIGITS = late_pattern(r"\d")
_CHANGE = late_pattern(
    "节|减(?![至到]|少[至到])|降(?![至到]|低[至到])|增(?![至到]|加[至到])|提高(?![至到])|缩短(?![至到])|压缩(?![至到])"
)
_FROM_TO = late_pattern(r"[由从]\d[^,;]*(?:至|到|变为)\d")
_NEWLY = late_pattern("新增|净增|新建|当年|本年")
#: What there is by now, of more years than one.
_ALL_THERE = late_pattern(
    "^(?:目前|已)?累计|累计(?:达到?|为|有|共有)$|(?:现|共)有[一-鿿]{0,6}$|总(?![体是结经工局站部行会台队厂店公书])[一-鿿]{0,3}$"
)
_STOCK = late_pattern("累计|目前|现有|现共|总数|历年")
#: 及时率 in 资金到位及时率.
_OWN_RATE = late_pattern(r"([一-鿿]{2})率$")
_BY_MEANS = late_pattern("(?:通过|利用|借助|依托|采取|采用)(?!率|验收|评)")
_ALL_SORTS = late_pattern("各类|各级各类|城乡各")
_HEAD = 2
_SAVING_ASKED = late_pattern(r"(?:节约|节省|减少|降低|压减|减支|下降)(?:了|约|≥|不少于|不低于|超过|达到?)?\d")
_SAVED = late_pattern("[节省减降少低压缩免]")
_A_TIME = late_pattern("(?:节|季度?|学期|暑假|寒假|年|月|[中]秋|元旦|五一|国庆|重阳|端午|清明)$")
ALL_TOGETHER = late_pattern("总(?![体是结经工局站部行会台队厂店公书])[一-鿿]{1,2}")
_TOGETHER = late_pattern("合计|共计|共|总计")
#: 行政中心、市医院、图书馆三处共改造8.65万平方米: so many places, and then what was done in all of them.
_ALL_OF_LIST = late_pattern(
    "(?:等|[一二两三四五六七八九十]+[处个家所站县乡镇村校])共?[一-鿿]{0,6}$|共[一-鿿]{0,6}$"
)
_BOTH = late_pattern("([一-鿿]{2,8})[和及与]([一-鿿]{2,12}?)(?:合计|共计|共|总计)?$")
_ASKED_FOR_EACH = late_pattern("每个?[一-鿿]{1,4}(?:至少|不少于|不低于|≥)|各[一-鿿]{1,4}均")
_LEVEL_TOLD = late_pattern("消除|整治|治理|解决|清除")
#: What is nothing that is held: 巡演城市 are not counted by 场.
_A_PLACE = late_pattern("[市村县区乡镇校站点馆所园院企](?:业|区|个)?(?:总?数量?|个数)?$")
_BODY = late_pattern("个(乡镇|村|街道|县|市|部门|单位|社区)")
_TOOK_PART = late_pattern("(?:均|都|已)?(?:派|参加|参与|前来|到场|到会|观摩)")
_OCCASIONS = ("次", "场", "场次", "期", "轮")
_WHOLE_COST = late_pattern("^(?!.*[均单每])[一-鿿]*(?:年|总)[一-鿿]{0,6}(?:成本|费用?|支出|投资|造价)")
#: People are not counted by 个.
_PEOPLE = ("人", "名", "户")
_NAMED_RATE = late_pattern(r"([一-鿿]{2,6}率)[为是达到仅约]*$")
#: 合格率 is told by its last three characters.
_LAST = 3
_COUNTED = ("counter", "money", "area")


def of_something_else(
    done: list[Said], marked: str, target: Number | Range, name: str, asked: str, words: Lexicon
) -> bool:
    """Whether all that was done is something else than what the target asks for, or only a part of its price."""
    about = asked + name
    if on_another_base(done, marked, target, name, asked, words):
        return True
    if _ASKED_FOR_EACH.search(asked) is not None:
        if not target.unit.per and EACH_TOLD.search(marked) is None and len(done) == 1:
            return any(NO_HAN.sub("", e.before) for e in done)  # 共建成11家 beside 每个街道至少1家
        if any("平均" in e.before for e in done):
            return True
    upper = is_upper(target)
    bounded = upper or (isinstance(target, Number) and not target.value)
    if not bounded and all(e.role is Role.EXTENT and of_another_deed(e, about, words) for e in done):
        return True
    counted = isinstance(target, Number) and target.unit.dimension.startswith(_COUNTED)
    if counted and not bounded and len(done) == 1 and of_another_subject(done[0], about, words):
        return True
    amount = target.unit.dimension != "ratio" and target.trend is Trend.NONE
    if amount and _SAVING_ASKED.search(asked) is not None and not any(_is_saved(each) for each in done):
        return True  # 亩均成本58元 beside 亩均节约15元
    return all(
        of_first_steps(e, about, words)
        or of_an_earlier_deed(e, marked, about, words)
        or words.roles["guessed"].search(e.before) is not None
        or is_a_change(e, target, about, words)
        or not_for_each(e, target, about, words)
        or of_prizes(e, about, words)
        or unsaid_success(e, marked, name, words)
        for e in done
    )


def _is_saved(each: Said) -> bool:
    """节约3万元, 比上年少2起: by how much it is less."""
    told = _SAVED.search(each.before + each.after) is not None
    return told or each.role is Role.SAVED or each.figure.reading.trend is not Trend.NONE


def other_rate(each: Said, marked: str, target: Number | Range, about: str, words: Lexicon) -> bool:
    """资金支付率83% beside 形象进度, 灭灯率1.2% beside 亮灯率: a rate of another name."""
    if target.unit.dimension != "ratio" or not about:
        return False
    digits = _DIGITS.search(marked, each.figure.start)
    named = _NAMED_RATE.search(marked[: digits.start()] if digits is not None else each.before)
    if named is None:
        return False
    root = named[1][-_LAST:-1]
    own = _OWN_RATE.search(about)
    if own is not None and own[1] != root and own[1] not in marked and root in about:
        return not any(root in (of, *said) and own[1] in (of, *said) for of, said in words.alias.items())
    return root not in about and not any(root in said and of in about for of, said in words.alias.items())


def not_for_each(each: Said, target: Number | Range, about: str, words: Lexicon) -> bool:
    """共增收12万元 beside 户均增收: of all of them together; 月收入4500元 beside 增加300元以上: a level."""
    if PER_ONE.search(about) is not None and ALL_TOGETHER.search(each.before) is not None:
        return True  # 总面积 beside 人均面积
    if target.unit.dimension != "money" or not NO_HAN.sub("", each.before):
        return False
    for_one = target.unit.per != "" and target.unit.per not in TIMES_A_YEAR
    if for_one and PER_ONE.search(each.before) is None:
        unit = each.figure.reading.unit
        return not unit.per and unit.factor > target.unit.factor  # 支出43.2万元 beside 6元/餐
    if PER_ONE.search(about) is not None and PER_ONE.search(each.before) is None:
        unit = each.figure.reading.unit
        return not target.unit.per and not unit.per and unit.factor > target.unit.factor
    change = words.stance["up"].search(each.before) or words.stance["down"].search(each.before)
    wants_change = target.trend is not Trend.NONE and each.figure.reading.trend is Trend.NONE
    return wants_change and change is None and each.role is Role.PLAIN


def of_more(each: Said, marked: str, name: str, asked: str = "") -> bool:
    """水表、水泵共3200只 beside 水表: more than what is asked; 累计30个 beside 新增: of more years."""
    if not name:
        return False
    both = _BOTH.search(marked[: each.figure.start] if _TOGETHER.search(marked) else "")
    if both is not None and both[1][-3:] not in name and shares_a_pair(both[2], name):
        return not shares_a_pair(both[1], name)  # 高血压和糖尿病患者合计1.3万人
    newly = _NEWLY.search(name + asked) is not None and _NEWLY.search(marked) is None
    if newly and _ALL_THERE.search(each.before) is not None:
        return True  # 公岗总数640个 beside 新增岗位
    if (
        _ALL_SORTS.search(each.before) is not None
        and name[:_HEAD] not in marked
        and _is_qualified(name, each)
    ):
        return True  # 全年城乡各类演出共96场 beside 偏远山村演出
    if each.role is not Role.TOTAL or "等" in each.before:
        return False  # 家谱、契约、老照片等共347件: kinds of what is asked for
    if _STOCK.search(each.before) is not None and _NEWLY.search(name) is not None:
        return True
    if _BY_MEANS.match(each.before) is not None:
        return False  # 通过门户网站、公众号发布188条
    listed = _ALL_OF_LIST.sub("", each.before)
    items = [item for item in re.split("[、和及与]", listed) if len(item) > 1 and not _A_TIME.search(item)]
    shared = [shares_a_pair(item, name) for item in items]
    return len(items) > 1 and any(shared) and not all(shared)


def _is_qualified(name: str, each: Said) -> bool:
    """偏远山村 of 偏远山村演出: words enough in front of what the figure counts too."""
    own = [i for i in range(len(name) - 1) if name[i : i + 2] in each.before]
    return bool(own) and own[0] >= _HEAD + _HEAD


def counts_otherwise(own: list[Said], target: Number | Range, name_of_all: str = "") -> bool:
    """People where things are counted by 个, things where occasions are counted; so much a month where all of it is asked for."""
    names = [each.figure.reading.unit.name for each in own]
    noun = target.unit.name.removeprefix("个")
    things = target.unit.dimension.startswith("counter") and noun not in ("", target.unit.name)
    if things and all(_is_another_thing(name, noun) for name in names):
        return True  # 320个点位 beside 0.1个等级
    if target.unit.name == "个":
        if all(_took_part(each, name_of_all) for each in own):
            return True  # 8个乡镇派人观摩 beside 示范点
        events = all(name in _OCCASIONS for name in names) and _A_PLACE.search(name_of_all) is not None
        return events or all(name.startswith(_PEOPLE) for name in names)
    if len(target.unit.name) > 1 and target.unit.name.endswith("次") and target.unit.name not in _OCCASIONS:
        return all(name.startswith("个") for name in names)
    if target.unit.name.startswith(_PEOPLE):
        return all(name.startswith("个") or name in _OCCASIONS for name in names)
    if target.unit.name in _OCCASIONS:
        counted = [each.figure.reading.unit.dimension.startswith("counter") for each in own]
        return all(name.startswith("个") for name in names) and all(counted)
    priced = target.unit.dimension == "money" and not target.unit.per
    if priced and all(
        e.figure.reading.unit.per and e.figure.reading.unit.per not in TIMES_A_YEAR for e in own
    ):
        return _WHOLE_COST.search(name_of_all) is not None  # 2.85元/公斤 beside 年饲养成本
    amounts = [e for e in own if e.figure.reading.unit.dimension == "money"]
    periodic = bool(amounts) and all(
        e.figure.reading.unit.per in ("月", "季", "周", "日", "天") for e in amounts
    )
    return target.unit.dimension == "money" and not target.unit.per and periodic


def _took_part(each: Said, name: str) -> bool:
    """8个乡镇派人观摩: who was there, not what was made."""
    body = _BODY.fullmatch(each.figure.reading.unit.name)
    return body is not None and body[1] not in name and _TOOK_PART.match(each.after) is not None


def _is_another_thing(name: str, noun: str) -> bool:
    """个点位 beside 个等级: both say what is counted, and not one character is the same."""
    other = name.removeprefix("个")
    return other != name and bool(other) and not set(other) & set(noun)


def only_more(each: Said, target: Number | Range, about: str, words: Lexicon) -> bool:
    """同比增加12个 beside 50个: by how much it grew, not how many there are."""
    told = each.figure.reading.trend
    if _FROM_TO.search(about) is not None and _LEVEL_TOLD.search(each.before) is not None:
        return True  # 全年消除8处 beside 由11处减至4处
    if told is not Trend.NONE and target.trend is Trend.NONE and _FROM_TO.search(about) is not None:
        return True  # 缩短了12个工作日 beside 由30个缩至15个
    if told is Trend.NONE or target.trend is not Trend.NONE or _CHANGE.search(about) or _NEWLY.search(about):
        return False
    return words.roles["compared"].search(each.before) is not None


def is_a_change(each: Said, target: Number | Range, about: str, words: Lexicon) -> bool:
    """降低5个百分点 beside 失业率≤5%: by how much it fell, not where it stands."""
    reading = each.figure.reading
    points = reading.unit.name.endswith("百分点") and not target.unit.name.endswith("百分点")
    upper = isinstance(target, Number) and is_upper(target) and target.value > 0
    change = points or (upper and reading.trend is not Trend.NONE)
    if target.unit.dimension != "ratio" or target.trend is not Trend.NONE or not change:
        return False
    asks = _CHANGE.search(about) or words.trend_of_work(about) is not Trend.NONE
    return not asks and words.trend_of_rate(about) is Trend.NONE
