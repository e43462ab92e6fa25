"""Figures on another base: of other people or a wider area, another money, one of two kinds, the best of all, of all together."""

from __future__ import annotations

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.roles import Role, Said
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.readings import Comparator, Number, Range, is_upper
from zipingbiao.form.quantity.text import NO_HAN

_IS_BUDGET = late_pattern("^[一-鿿]{0,4}(?:预算|概算)(?:安排|批复|下达|资金|数|为|核定)*\\d")
_IS_SPENT = late_pattern("支出|支付|结算|决算|实际|执行|使用|花费|付款|中标|成交|合同|审定|节约|结余")
_SPENT_ASKED, _CONTRACTED = (
    late_pattern("支出|支付|实付|付款"),
    late_pattern("合同(?:总|成交)?(?:价款?|金?额)"),
)
_WHO = late_pattern("老年人|老人|残疾人|儿童|妇女|学生|青年|退役军人|低保|特困|脱贫|困难|农民工|毕业生")
_ANYONE = late_pattern("各类|群众|居民|人口|公众|社会")
#: From the smallest area to the largest.
_AREAS = ("村", "乡", "镇", "街", "区", "县", "旗", "市", "州", "省", "国")
_OWN_AREA = late_pattern("(?:本|我|全)([村乡镇街区县旗市州省])|([县市镇乡])域(?!名)")
_WHOLE_AREA = late_pattern("全([村乡镇街区县旗市州省国])")
_AREA_MEAN = late_pattern("^全[国省市州]平均")
#: Beside one figure alone: with two the own one is told as well.
_FEW = 6
_EXTREME = late_pattern("最|峰值|极值")
_MEAN = late_pattern("平均|均值|[人户亩年月日次]均")
_MOST, _LEAST = late_pattern("最[高大多长优好]"), late_pattern("最[低小少短快早]")
#: Each of several things, not each week or month.
_EACH_THING = late_pattern("每一?[个名位户条座处所家台辆村人](?!月|季|周|星期)")
_PERSONS = ("人", "户", "名", "生")
#: 每百万人口
_SO_MANY = late_pattern(r"\d{0,3}[十百千万]+(?=[人户])")
_SO_MANY_NAMED = late_pattern("每[十百千]?[万千百](?!元)名?[一-鿿]")
_POPULATION = late_pattern(r"人口\d|\d万人|总[人户]数")
_OF_HUNDRED = "百分制"
_DIRECT, _INDIRECT = late_pattern("直接"), "间接"
_SCALE = late_pattern(r"(?:(?!100)\d{1,3}|[五十])分制")
_FOR_MANY = late_pattern("每[十百千万]+(?!人)")
_MOST_ASKED = late_pattern("最[长大高晚多慢]")
_LAST_YEAR = late_pattern("上年|去年|同比|同期")
_THAN_OTHERS = late_pattern("[比较](?!上|去|同)[一-鿿]{0,8}?(?:县|市|区|镇|村|省|同行|同类)")
_DEEP, _FAR = late_pattern("深度|厚度|高度|宽度"), ("公里", "千米", "km")
_ABLE = late_pattern("能力|产能")
_DIGITS = late_pattern(r"\d")
PER_ONE = late_pattern("[户人亩生师床班]均|每[户人亩]|平均")
EACH_TOLD = late_pattern("每|各(?!项工作|方)|(?<!平)均|分别")
#: So many characters behind a kind are what the figure counts.
_HEAD = 2


def on_another_base(
    done: list[Said], marked: str, target: Number | Range, name: str, asked: str, words: Lexicon
) -> bool:
    """Whether all that is told is of others than those that were asked about, or of no known number of them."""
    about = asked + name
    if _EXTREME.search(about) is None and all(_is_best(each, target) for each in done):
        return True
    if (
        _of_wider_area(marked, name)
        or _of_another_kind(marked, about, words)
        or all(_of_many(each, target, name) for each in done)
        or _of_all_together(done, marked, target, asked)
        or _on_another_scale(done, marked, target, about)
        or _of_anyone(done, marked, name)
        or _of_no_extreme(done, marked, target, about)
        or _beside_others(marked, about)
        or all(_is_otherwise_measured(each, target, name) for each in done)
    ):
        return True
    if target.unit.dimension == "money":
        return _of_another_money(done, marked, target, name, words)
    rate = target.unit.dimension == "ratio" and len(done) == 1
    return rate and _is_of_one_kind(done[0], marked, about, words)  # 男生96% beside 达标率


def _of_no_extreme(done: list[Said], marked: str, target: Number | Range, about: str) -> bool:
    """平均等待4分钟 beside 最长等待≤10分钟: the mean says nothing of the longest."""
    asked = is_upper(target) and _MOST_ASKED.search(about) is not None and _EXTREME.search(marked) is None
    return asked and all(_MEAN.search(each.before) is not None for each in done)


def _beside_others(marked: str, about: str) -> bool:
    """比邻县低6% beside 较上年减少5%."""
    asked, told = _LAST_YEAR.search(about), _LAST_YEAR.search(marked)
    return asked is not None and told is None and _THAN_OTHERS.search(marked) is not None


def _is_otherwise_measured(each: Said, target: Number | Range, name: str) -> bool:
    """清淤6.2公里 beside 清淤深度, 处置能力2万吨 beside 处置量, 全学年30天 beside 每学期20天."""
    unit = each.figure.reading.unit
    deep = _DEEP.search(name) is not None and unit.name in _FAR
    able = _ABLE.search(each.before)
    term = target.unit.per == "学期" and target.unit.dimension == "time" and "学年" in each.before
    return deep or term or (able is not None and able.group() not in name)


def _of_another_money(
    done: list[Said], marked: str, target: Number | Range, name: str, words: Lexicon
) -> bool:
    """预算安排380万元, 合同金额310万元 beside 支出, a first instalment: what may be spent at most, not what was."""
    if is_upper(target) and _IS_BUDGET.search(marked) and not _IS_SPENT.search(marked):
        return True
    contracted = _SPENT_ASKED.search(name) is not None and _CONTRACTED.search(marked) is not None
    if contracted and not _IS_SPENT.search(_CONTRACTED.sub("", marked)):
        return True
    return any(words.roles["instalment"].search(e.before) for e in done)


def _of_anyone(done: list[Said], marked: str, name: str) -> bool:
    """惠及各类群众5600人 beside 困难老年人."""
    if _WHO.search(name) is None or _WHO.search(marked) is not None:
        return False
    return all(_ANYONE.search(e.before + e.after) for e in done)


def _of_another_kind(marked: str, about: str, words: Lexicon) -> bool:
    """乡道每公里0.6万元 beside 县道养护成本."""
    asked = {found.group() for found in words.stance["kinds"].finditer(about)}
    told = {found.group() for found in words.stance["kinds"].finditer(marked)}
    return bool(asked) and bool(told) and not asked & told


def _of_wider_area(marked: str, name: str) -> bool:
    """全省平均91.5% beside 本县公众满意度."""
    if (
        _AREA_MEAN.search(marked) is not None
        and _WHOLE_AREA.search(name) is None
        and len(_DIGITS.findall(marked)) < _FEW
    ):
        return True  # 全省平均通过率91.2% is not ours
    own, told = _OWN_AREA.search(name), _WHOLE_AREA.search(marked)
    if own is None or told is None or (own[1] or own[2]) in marked:
        return False
    return _AREAS.index(told[1]) > _AREAS.index(own[1] or own[2])


def _of_many(each: Said, target: Number | Range, name: str) -> bool:
    """新增体育场地面积3.2万平方米 beside 人均面积2.9平方米: of all of them, and nobody says of how many."""
    own = each.figure.reading
    if PER_ONE.search(name) is None or PER_ONE.search(each.before) is not None or own.unit.per:
        return False
    told = isinstance(own, Number) and isinstance(target, Number) and own.multiplier > target.multiplier
    return told and target.unit.dimension != "money" and NO_HAN.sub("", each.before) != ""


def _is_best(each: Said, target: Number | Range) -> bool:
    """最高影响因子11.2 beside ≥5, 最快3分钟 beside 10分钟内: the best of them says nothing of the others."""
    if not isinstance(target, Number):
        return False
    upper = is_upper(target)
    lasting = target.comparator is Comparator.BARE and target.unit.dimension == "time"
    best = _LEAST if upper or lasting else _MOST
    return best.search(each.before) is not None and _MEAN.search(each.before) is None


def _of_all_together(done: list[Said], marked: str, target: Number | Range, asked: str) -> bool:
    """总课时26800 beside 每人不少于240课时, 全年巡查3860次 beside 每条路每周1次: nobody knows over how many."""
    if len(done) != 1 or EACH_TOLD.search(marked) is not None:
        return False
    per = target.unit.per
    for_one = (per in _PERSONS or _SO_MANY.match(per) is not None) and not done[0].figure.reading.unit.per
    of_things = _EACH_THING.search(asked) is not None or for_one
    return of_things and (done[0].role in (Role.TOTAL, Role.ACTUAL) or _SO_MANY.match(per) is not None)


def _is_of_one_kind(each: Said, marked: str, about: str, words: Lexicon) -> bool:
    """男生, 城区学校: one of the kinds that together are everything, and nothing of the other."""
    kinds = {found.group() for found in words.roles["complements"].finditer(marked)}
    own = words.roles["complements"].search(each.before)
    alone = own is not None and len(kinds) == 1 and not any(sign in about for sign in own.group())
    return alone and own is not None and own.end() + _HEAD >= len(each.before)


def _on_another_scale(done: list[Said], marked: str, target: Number | Range, about: str) -> bool:
    """劳动者12万人，高技能人才8160人 beside 每万名劳动者, 4.6分(5分制) beside 90分, 每百毫升54.6元 beside 元/毫升."""
    if _OF_HUNDRED in marked and _SCALE.search(about) is not None:
        return True  # 百分制88分 beside 5分制
    if _DIRECT.search(about) is not None and _INDIRECT in marked and _INDIRECT not in about:
        return True  # 直接间接带动约2000人
    many = _SO_MANY_NAMED.search(about) is not None and _SO_MANY_NAMED.search(marked) is None
    scale = _SCALE.search(marked)
    return (
        (many and _POPULATION.search(marked) is not None)
        or (scale is not None and scale.group() not in about)
        or (bool(target.unit.per) and any(_FOR_MANY.search(each.before) is not None for each in done))
    )
