"""Things told one by one by their names: 创业路、纬二路、经五路均建成通车 are three."""

from __future__ import annotations

from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.numerals import NUMERAL, chinese_number
from zipingbiao.form.quantity.readings import Comparator, Number, is_upper

_CLAUSES = late_pattern("[;,.!?:()]")
_BETWEEN = late_pattern("[、和及与]")
#: Occasions and people are counted, not named.
_NAMED = late_pattern("[个家条部所站项张座处种类套片本村镇县乡校馆]$|^$|个[一-鿿]{1,3}")
#: 等 tells that there are more; 五县 how many there are.
_AND_MORE = late_pattern("等")
_SO_MANY = late_pattern(f"({NUMERAL})(?:个|家|条|部|所|站|项|张|座|处|种|类|套|县|镇|村|校)[一-鿿]{{0,8}}$")
_DONE = late_pattern(
    "已|均|都|全部|完成|建成|通车|上线|展出|进驻|入驻|整治|编制|改造|挂牌|接入|播出|出版|验收|修订|落成|专项"
)
_A_NAME = 14
_FEWEST = 2


def told_by_name(text: str, target: Number, words: Lexicon) -> Number | None:
    """How many things a text names, where they are as many as were asked for; None where they are not, or something is denied."""
    counted = target.unit.dimension.startswith("counter") and not target.unit.per and not is_upper(target)
    if not counted or _NAMED.search(target.unit.name) is None or "、" not in text or _is_doubted(text, words):
        return None
    clause = max(_CLAUSES.split(text), key=lambda each: each.count("、"))
    names = [each for each in _BETWEEN.split(_AND_MORE.split(clause)[0]) if each]
    said = _SO_MANY.search(clause)
    if said is not None and chinese_number(said[1]) != len(names):
        return None
    if len(names) < _FEWEST or len(names) < target.value or any(len(each) > _A_NAME for each in names[1:-1]):
        return None
    return Number(Comparator.BARE, Decimal(len(names)), target.unit) if _DONE.search(text) else None


def _is_doubted(text: str, words: Lexicon) -> bool:
    doubts = ("hedge", "hedged_by_basic", "underway", "planned", "undone_shape")
    return words.negative.search(text) is not None or any(words.stance[key].search(text) for key in doubts)
