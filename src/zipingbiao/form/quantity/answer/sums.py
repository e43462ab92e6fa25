"""What follows from several figures: parts added up, so many for each of several things, the same told twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.roles import Role, Said, is_listed
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.marks import ALL_YEAR, in_year
from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.form.quantity.numerals import NUMERAL, chinese_number
from zipingbiao.form.quantity.readings import Near, Number
from zipingbiao.form.quantity.units import ADDITIVE, first_name

#: Marks of several quarters come to no total.
_POINTS = "分"
#: 三个班次各105人
_COUNTED = late_pattern(
    f"({NUMERAL})(?:个|所|家|支|期|批|场|轮|次|处|名|人|项|类|种|侧|岸|面|端|条|座|栋)[一-鿿]{{0,3}}$"
)
_EACH_DOES = late_pattern(
    "(?:各(?![一-鿿]{0,3}(?:平均|共|总|合计)|[类种级方地界])|(?<![平年月日天周人户])均(?!为|是|达|在)|分别)[一-鿿]{0,4}$"
)
#: What is said of each and never added up.
_OF_ONE = ("time", "ratio")
#: 日均清运178吨 is said of each day.
_ON_AVERAGE = late_pattern("([日天月周])均(?!值|浓度|气?温|最[高低大小])")
#: 每泊位1套: so many for each of the things counted before.
_FOR_EACH = late_pattern("每个?([一-鿿]{1,4})$")
_SHARE = late_pattern("合格|有效|无效|达标|通过|优良|优秀|办结|成功|暂停|取消|及格")
#: The same people come a second time.
_DOSE = late_pattern("第?[首一二三四两][针剂]")
#: Said of a whole list: 甲9件、乙6件均已化解.
OF_ALL = late_pattern("(?:均|都|全部|已全部)")
#: 拨付60万元，用去57.3万元: the same money, given and then spent.
_GIVEN = late_pattern("拨付|下达|到账|到位|批复|安排|预算")
#: 68所学校每校1套
_A_NAME = 4
EXTREME = late_pattern("最[低高大小多少长短]|[多少]则")
_LISTED = late_pattern(r"[、和及与]")


def one_of(chosen: list[Said], told: Sequence[Said], words: Lexicon) -> Figure | None:
    """The one figure that the chosen ones come to; None where they stay several."""
    if len(chosen) == 1:
        return over_each(chosen[0], told, words)
    listed = all("分别" in each.before or each.before in ("、", "和", "及", "与") for each in chosen)
    readings = [each.figure.reading if listed else over_each(each, told, words).reading for each in chosen]
    if all(reading == readings[0] for reading in readings) and not _enumerated(chosen):
        return replace(chosen[0].figure, reading=readings[0])
    if (
        not _enumerated(chosen)
        or _of_two_steps(chosen, words)
        or not all(isinstance(reading, Number) for reading in readings)
    ):
        return None
    numbers = [reading for reading in readings if isinstance(reading, Number)]
    if len({(n.unit.dimension, n.unit.factor, n.comparator) for n in numbers}) > 1:
        return None
    total = sum((number.value for number in numbers), Decimal(0))
    near = next((n.near for n in numbers if n.near is not Near.EXACT), Near.EXACT)
    return replace(chosen[-1].figure, reading=replace(numbers[0], value=total, near=near))


def _of_two_steps(chosen: list[Said], words: Lexicon) -> bool:
    """到货260盏，装上175盏: the same lamps, a step further."""
    if any(is_listed(each) for each in chosen[1:]):
        return False
    return len({_ends_with_a_step(each.before, words) for each in chosen}) > 1


def _ends_with_a_step(before: str, words: Lexicon) -> bool:
    steps = (*words.roles["early"].finditer(before), *_GIVEN.finditer(before))
    return any(found.end() == len(before) for found in steps)


def _enumerated(chosen: list[Said]) -> bool:
    """Whether figures are told side by side and can be added: 甲段5.2公里、乙段4.9公里; rates and times cannot."""
    units = [each.figure.reading.unit for each in chosen]
    one_list = all(is_listed(each) for each in chosen[1:])
    additive = all(unit.dimension.startswith(ADDITIVE) and not unit.per for unit in units)
    additive = additive or (one_list and not any(unit.name for unit in units))  # 甲班126、乙班203
    additive = additive and all(unit.name != _POINTS for unit in units)
    additive = additive and not any(_DOSE.search(each.before) for each in chosen)
    periods = all(each.role is Role.ACTUAL and _of_a_period(each.before) for each in chosen)
    plain = periods or all(each.role in (Role.PLAIN, Role.DONE, Role.PART, Role.EXTENT) for each in chosen)
    tails = {_deed_of(each) for each in chosen[:-1]}
    if not (one_list and tails == {""}):
        tails.add(tail_of(chosen[-1]))  # 三级2个、二级6个完成测评
    if not periods and len(tails) > 1:
        return False
    if any(EXTREME.search(each.before) is not None for each in chosen):
        return False  # 最大+1.6厘米、最小-1.9厘米
    shares = {_SHARE.search(each.before) is not None for each in chosen}
    if len(shares) > 1:
        return False  # 500批次，合格480批次: some of them
    amounts = {each.figure.reading for each in chosen}
    if len(amounts) == 1 and units[0].dimension == "money" and not one_list:
        return False  # 中标价46.92万元，支付46.92万元
    if any(each.before.startswith("/") for each in chosen[1:]):
        return False  # 28万头/32万头: the one or the other
    told = {each.before.strip("、,和及+") for each in chosen}
    apart = all(each.figure.start - last.figure.end > len(each.before) + 1 for last, each in pairwise(chosen))
    different = periods or one_list or apart or len(told) == len(chosen)
    return additive and plain and different and not any(each.figure.claims for each in chosen)


def _of_a_period(before: str) -> bool:
    """一季度, 上半年, 5月; the whole year is no part of itself."""
    return in_year(before) and ALL_YEAR not in before


def tail_of(each: Said) -> str:
    """What is said of a figure after it, where that is a deed: 33眼，7眼未出水 are no two parts."""
    return each.after if len(each.after) > 1 and OF_ALL.match(each.after) is None else ""


def _deed_of(each: Said) -> str:
    """18处已纳入监管 says it of itself; only behind the last of a list is it said of all."""
    return each.after if len(each.after) > 1 else ""


def over_each(each: Said, told: Sequence[Said], words: Lexicon) -> Figure:
    """A figure said of each of several things, over all of them: 一、二季度各3场; 2期，每期55人."""
    reading = each.figure.reading
    if not isinstance(reading, Number):
        return each.figure
    if reading.unit.dimension in _OF_ONE and _EACH_DOES.search(each.before) is not None:
        return each.figure  # 乡镇、县级各7个工作日: neither takes longer
    daily = _ON_AVERAGE.search(each.before)
    if daily is not None and not reading.unit.per:
        per = replace(reading, unit=replace(reading.unit, per=first_name(daily[1])))
        return over_each(replace(each, figure=replace(each.figure, reading=per), before=""), told, words)
    count = _listed(each.before, words) or _of_those_before(each, told, words)
    if count is None and reading.unit.per:
        others = [o for o in told if o is not each]
        over = [o.figure.reading for o in others if o.figure.reading.unit.name == reading.unit.per]
        if len(over) == 1 and isinstance(over[0], Number):
            plain = replace(reading.unit, per="")
            return replace(
                each.figure, reading=replace(reading, value=reading.value * over[0].value, unit=plain)
            )
    if count is None:
        count = _of_those_named(each, told)
    if count is None:
        return each.figure
    return replace(
        each.figure, reading=replace(reading, value=reading.value * count, unit=replace(reading.unit, per=""))
    )


def _of_those_before(each: Said, told: Sequence[Said], words: Lexicon) -> int | None:
    """16个乡镇各演出6场: so many for each of the things counted just before."""
    at = next((n for n, other in enumerate(told) if other is each), 0)
    if not at or _EACH_DOES.search(each.before) is None or each.before.startswith((",", ";", ".")):
        return None
    if each.figure.reading.unit.dimension in ("time", "ratio"):
        return None  # 3起均在1小时内: each of them
    over = told[at - 1].figure.reading
    return int(over.value) if isinstance(over, Number) and over.unit.dimension.startswith("counter") else None


def _of_those_named(each: Said, told: Sequence[Said]) -> int | None:
    """8个泊位，每泊位1套: so many for each of the things of that name."""
    named = _FOR_EACH.search(each.before)
    if named is None:
        return None
    noun = named[1]
    others = [other for other in told if other is not each]
    over = [o.figure.reading for o in others if noun in o.after[:_A_NAME] or _counts(o, noun)]
    return int(over[0].value) if len(over) == 1 and isinstance(over[0], Number) else None


def _counts(each: Said, noun: str) -> bool:
    """250盘 or 8个泊位, of which so many were told for each; a length or a weight is no count."""
    unit = each.figure.reading.unit
    return unit.dimension.startswith("counter") and unit.name in (noun, f"个{noun}")


def _listed(before: str, words: Lexicon) -> int | None:
    """How many things stand before 各, None where no 各 ends the words."""
    each = _EACH_DOES.search(before)
    if each is None:
        return None
    listed = before[: each.start()]
    if "价" in listed:
        return None  # 合同价及结算价均为82.35万元: one price told twice
    known = next((n for word, n in words.stretches.items() if word in listed or word in before), None)
    counted = _COUNTED.search(listed)
    if counted is not None and known is None:
        number = chinese_number(counted[1])
        return None if number is None else int(number)
    marks = len(_LISTED.findall(listed))
    return known or (marks + 1 if marks else None)
