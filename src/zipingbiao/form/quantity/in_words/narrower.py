"""An answer that tells less than was asked: 落实到乡镇 beside 落实到人, 水、电 beside 水、电、气, 环比 beside 较上年."""

from __future__ import annotations

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.in_words.asked import Asked
from zipingbiao.form.quantity.in_words.movement import Way
from zipingbiao.form.quantity.lexicon import Lexicon

#: 逐条落实到人: how far down it reaches.
_DOWN_TO = late_pattern(
    "(?:落实|细化|分解|压实|明确|延伸|下沉|覆盖|送|延展)(?:责任)?(?:到|至)([一-鿿]{1,4}?)(?:头)?(?=$|[,;、.均并和])"
)
#: 水、电、气全部上线
_LISTED = late_pattern("((?:[一-鿿]{1,6}、)+[一-鿿]{1,6}?)(?:等[一-鿿]{0,8})?(?:全部|均|都|一律|全)")
_BESIDE_LAST_YEAR = late_pattern("上年|去年|同比|同期|往年|逐年")
_BESIDE_LAST_MONTH = late_pattern("环比|[较比]上[个一]?(?:月|季)")
_NOT_BEYOND = late_pattern("[不未]超")
#: 监理费超0.9万元
_BEYOND = late_pattern(r"(?<![不未没无])超(?:出|过|支|概算?|预算?)?(?:了)?\d|追加(?:预算|资金|经费)?了?\d")
#: 有序推进 beside 形成格局: on the way, not there.
_TO_BE_THERE = late_pattern("形成|建成|建立|取得|通过|达到|实现|出台|完成")
_GOES_ON = late_pattern("[一-鿿]{0,8}(?:有序|稳步|扎实|顺利|正常|积极|持续|全面|深入)(?:推进|开展|进行|实施)")
#: 无垮塌
_NONE_OF = late_pattern("(?:无|不发生|未发生|没有|零)([一-鿿]{2,4})")
_DENIED = late_pattern("[未无没不零免防杜消除绝0]")
#: 双下降: both of them
_ALL_OF_TWO = late_pattern("双(?=[上下提增减降])|同步(?=[上下提增减降])")
_ALL_ALONG = late_pattern(
    "双(?=[上下提增减降])|同步(?=[上下提增减降])|逐[季月年]|持续|连续|稳步|不断|每[季月年]|各季"
)
_IN_PART = late_pattern(
    "[上下]半年|[前后][一二两三四\\d]+个?[季月年]|第?[一二三四]季度?|年[初中末]|本年|今年"
)
_CLAUSES = late_pattern("[,;.]")
#: A list of so many things may be told by its parts.
_A_LIST = 3


def tells_less(actual: str, asked: Asked, words: Lexicon) -> bool:
    """Whether an answer that sounds right reaches less far, names fewer things or compares with another time."""
    return (
        _reaches_less_far(actual, asked.text)
        or _names_fewer(actual, asked.text)
        or (_NOT_BEYOND.search(asked.text) is not None and _BEYOND.search(actual) is not None)
        or _has_what_must_not_be(actual, asked.text)
        or _beside_another_time(actual, asked.text + asked.name)
        or _turned_in_between(actual, asked, words)
        or (_TO_BE_THERE.search(asked.text) is not None and _GOES_ON.fullmatch(actual) is not None)
    )


def _reaches_less_far(actual: str, asked: str) -> bool:
    wanted, told = _DOWN_TO.findall(asked), _DOWN_TO.findall(actual)
    return bool(wanted) and bool(told) and not any(each[0] in "".join(told) for each in wanted)


def _names_fewer(actual: str, asked: str) -> bool:
    """Of a list of which all are asked for, some are named and some are not; 三项均上线 names none of them."""
    found = _LISTED.search(asked)
    if found is None:
        return False
    things = found[1].split("、")
    told = [{thing for thing in things if thing in clause} for clause in _CLAUSES.split(actual)]
    return len(things) >= _A_LIST and any(1 < len(named) < len(things) for named in told)


def _turned_in_between(actual: str, asked: Asked, words: Lexicon) -> bool:
    """前两季下降，后两季回升 beside 逐季下降: the other way in some part of the time."""
    wanted = asked.move
    against = {Way.UP: "down", Way.DOWN: "up"}.get(wanted.way) if wanted is not None else None
    if against is None or _ALL_ALONG.search(asked.text) is None:
        return False
    shape = _ALL_OF_TWO if _ALL_OF_TWO.search(asked.text) is not None else _IN_PART
    clauses = _CLAUSES.split(actual)
    parts = clauses if shape is _ALL_OF_TWO else [c for c in clauses if _IN_PART.search(c) is not None]
    return len(parts) > 1 and any(words.stance[against].search(clause) is not None for clause in parts)


def _has_what_must_not_be(actual: str, asked: str) -> bool:
    """汛期垮塌一段 beside 无垮塌, whatever else is praised."""
    none = _NONE_OF.fullmatch(asked)
    if none is None:
        return False
    told = [clause for clause in _CLAUSES.split(actual) if none[1] in clause]
    return bool(told) and all(_DENIED.search(clause) is None for clause in told)


def _beside_another_time(actual: str, about: str) -> bool:
    """四季度环比下降6% beside 较上年下降."""
    asked = _BESIDE_LAST_YEAR.search(about) is not None and _BESIDE_LAST_MONTH.search(about) is None
    told = _BESIDE_LAST_MONTH.search(actual) is not None and _BESIDE_LAST_YEAR.search(actual) is None
    return asked and told
