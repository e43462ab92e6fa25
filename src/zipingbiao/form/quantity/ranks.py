"""Ranks of one family: 一等奖, Ⅲ类, 四星级, 省级. What was reached may be the rank that was asked for, a better one, or another."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.roles import Said
from zipingbiao.form.quantity.lexicon import Lexicon

_NUMERALS = "一二三四五六七八九"
_ROMAN = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "Ⅵ": 6, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
_PRIZE = late_pattern(r"(特|[一二三])等奖")
_CLASS = late_pattern(r"劣?(Ⅰ|Ⅱ|Ⅲ|Ⅳ|Ⅴ|Ⅵ|III|II|IV|I|V|[一二三四五])类")
#: 金奖, 银标, 铜牌
_METAL = late_pattern("([金银铜])[奖牌标](?!准|杯)")
_METALS = "金银铜"
_STAR = late_pattern(r"([一二三四五]|[1-5])星")
_LETTERS = late_pattern(r"([1-5])A级?|(A{1,5})级")
_OFFICE = late_pattern(r"(国家|部|省|自治区|市|县|区)(?:级|(?:认定|复核|评审|鉴定|考评)(?=$|[,;、]))")
_DEGREE = late_pattern("(博士|硕士|研究生|本科|学士|专科|大专)")
_DEGREES: Mapping[str, int] = {"博士": 1, "硕士": 2, "研究生": 2, "本科": 3, "学士": 3, "专科": 4, "大专": 4}
#: B+及以上, A-
_MARK = late_pattern("(?:不低于|达到|评[为定]|获评|结果为)?([ABCD])([+-]?)[级等档]?(?:[及或]?以上)?")
#: 各类媒体 beside 省级以上媒体
_ANY_RANK = late_pattern("各[类级种](?!.{0,4}学校)")
#: 二级甲等 and 二级乙等; of another 级 the two do not compare.
_WITHIN_GRADE = late_pattern("([一二三])级([甲乙丙])等")
_WITHIN = "甲乙丙"
_GRADE = late_pattern(r"(?<!年)([一二三四五])级")
_RAISED = late_pattern(r"[由从]|原|上年|去年|提升|升[至到为]|其中|以上|及以上|\d{2}")
#: A sign that each of them needs.
_MAY_BE_RANK = late_pattern("[奖标牌类星级士科专]|[1-5]A|研究生")
_OFFICES: Mapping[str, int] = {"国家": 1, "部": 1, "省": 2, "自治区": 2, "市": 3, "县": 4, "区": 4}

#: How grave what must not happen is: 一般事故 lies below 较大及以上.
_GRAVE = late_pattern(
    "(一般|较大|特别重大|特大|重大)(?:及其?以上|以上|及以下)?(?:[一-鿿]{0,6}?)(?:事故|事件|案件|变更|失误|隐患|险情|火灾|疫情|舆情|灾害|缺陷|问题)"
)
_GRAVITY = {"一般": 1, "较大": 2, "重大": 3, "特大": 4, "特别重大": 4}


class Reached(Enum):
    """How the rank of an actual stands to the one asked for."""

    SAME = "same"
    BETTER = "better"
    WORSE = "worse"
    OTHER = "other"  # another rank, and nothing says which of the two is better


def reached(asked: str, actual: str) -> Reached | None:
    """None where one of the texts names no rank of the other's family."""
    for family, wanted in _ranks(asked).items():
        got = _ranks(actual).get(family)
        if got is None and family == "office" and _ANY_RANK.search(actual) is not None:
            return Reached.OTHER
        if got is None:
            continue
        below = max(got) > min(wanted) >= min(got) and family != "office"
        if below and _RAISED.search(actual) is None:
            return Reached.OTHER  # 前三季度Ⅲ类，四季度Ⅳ类
        if min(got) == min(wanted):
            return Reached.SAME
        if family == "degree" and max(got) > max(wanted):
            return Reached.OTHER  # 本科及以上 beside 硕士以上
        if family == "grade":
            return Reached.OTHER  # 一级 is the best of museums, the least of hospitals
        return Reached.BETTER if min(got) < min(wanted) else Reached.WORSE
    return None


def all_reach(asked: str, actual: str) -> bool:
    """Whether no rank that an actual names is below the one asked for, and one above it: 一次Ⅲ类，其余月份均为Ⅱ类 beside Ⅲ类."""
    wanted, got = _ranks(asked), _ranks(actual)
    shared = [family for family in wanted if family in got]
    above = any(min(got[family]) < min(wanted[family]) for family in shared)
    return above and all(max(got[family]) <= min(wanted[family]) for family in shared)


def names_class(text: str) -> bool:
    """Whether a text names a class: 稳定达到Ⅲ类."""
    return _CLASS.search(text) is not None


def _ranks(text: str) -> dict[str, list[int]]:
    """The ranks of a text by family; the smaller the better."""
    found: dict[str, list[int]] = {}
    mark = _MARK.fullmatch(text)
    if mark is not None:
        found["mark"] = [3 * ord(mark[1]) + {"+": 0, "": 1, "-": 2}[mark[2]]]
    if _MAY_BE_RANK.search(text) is None:
        return found
    for match in _PRIZE.finditer(text):
        found.setdefault("prize", []).append(0 if match[1] == "特" else _NUMERALS.index(match[1]) + 1)
    for match in _METAL.finditer(text):
        found.setdefault("metal", []).append(_METALS.index(match[1]))
    for match in _CLASS.finditer(text):
        number = _ROMAN.get(match[1]) or _NUMERALS.index(match[1]) + 1
        found.setdefault("class", []).append(number + 1 if match.group().startswith("劣") else number)
    for match in _STAR.finditer(text):
        found.setdefault("star", []).append(
            -(int(match[1]) if match[1].isdigit() else _NUMERALS.index(match[1]) + 1)
        )
    for match in _LETTERS.finditer(text):
        found.setdefault("letters", []).append(-(int(match[1]) if match[1] else len(match[2])))
    for match in _OFFICE.finditer(text):
        found.setdefault("office", []).append(_OFFICES[match[1]])
    for match in _DEGREE.finditer(text):
        found.setdefault("degree", []).append(_DEGREES[match[1]])
    for match in _WITHIN_GRADE.finditer(text):
        found.setdefault(f"within {match[1]}", []).append(_WITHIN.index(match[2]) + 1)
    for match in _GRADE.finditer(text):
        found.setdefault("grade", []).append(_NUMERALS.index(match[1]) + 1)
    return found


def gravity(text: str) -> int | None:
    """How grave the least of the incidents is that a text names: 1 一般 … 4 特别重大; None where it does not say."""
    return min((_GRAVITY[found[1]] for found in _GRAVE.finditer(text)), default=None)


def is_grave(clause: str, asked: str, name: str, lexis: Lexicon) -> bool:
    """另发生较大事故 where nothing from 较大 on may happen, told without a figure."""
    least, told = gravity(asked) or gravity(name), gravity(clause)
    return least is not None and told is not None and told >= least and not lexis.says_none(clause)


def is_lesser(each: Said, asked: str, name: str) -> bool:
    """一般事故1起 where nothing from 较大 on may happen."""
    least, told = gravity(asked) or gravity(name), gravity(each.before + each.after)
    return least is not None and told is not None and told < least
