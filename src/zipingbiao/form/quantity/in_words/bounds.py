"""A target that is bounded by something without a figure: 不高于市场价, 控制在预算内, 不低于上年."""

from __future__ import annotations

from collections.abc import Sequence

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.roles import Role, Said
from zipingbiao.form.quantity.in_words.asked import Stance
from zipingbiao.form.quantity.in_words.figures_say import between_two
from zipingbiao.form.quantity.in_words.movement import Way
from zipingbiao.form.quantity.readings import Level, Number, Trend
from zipingbiao.form.quantity.units import same_kind

_THING = "((?:项目|批复|年初|年度)?(?:预算|概算|定额|限额)|(?:同期|同类|同行业|行业|本地|当地|区域|市场|全国|全省|全市)[一-鿿]{0,6}(?:价|价格|水平|标准)|(?:全国|全省|全市|全县|全区|当地|本地)[一-鿿]{2,8}|(?:上年|去年|往年|上一年)(?:度|同期|水平|实际)?)"
_BELOW = late_pattern(
    rf"(?:(不)(?:高于|超过|超出|超|大于|多于)|(?<!不)(?:低|少|小)于){_THING}(?:数|金额|总额)?$"
)
_INSIDE = late_pattern(rf"(?:控制|保持)?在?{_THING}(?:数|金额|总额)?(?:以|之)?(?:内|范围内)$")
_ABOVE = late_pattern(rf"(?:(不)(?:低于|少于|小于)|(?<!不)(?:高|多|大|优)于){_THING}$")
#: 与上年持平或略降.
_EVEN_OR_LESS = late_pattern(
    "^(与|较|同)?((?:上年|去年|往年|上一年)(?:度|同期|水平)?)(?:相比)?持平(?:或|或者|及|,)?(?:略有?|稍有?|有所)?(?:下?降|减少|压缩)"
)
_SAYS_MORE = late_pattern(r"(?<![不未没无])(?:高于|高出|超过|超出|超|上浮|多于|突破|多[花支用出])(?!额完成)")
_SAYS_LESS = late_pattern(r"(?<![不未没无])(?:低于|少于|小于|下浮|节约|节省|结余)")
_SAYS_NOT_MORE = late_pattern(r"(?:[不未没无]|没有|并未)(?:高于|高出|超过|超出|超|多于|突破)")
_SAYS_INSIDE = late_pattern(rf"(?<!未)(?<!没有)(?:控制|保持)在{_THING}[一-鿿]{{0,3}}?(?:以|之)?内")
_SAYS_NOT_LESS = late_pattern(r"(?:[不未没无]|没有|并未)(?:低于|少于)")
_SAYS_EVEN = late_pattern("相当|持平|一致|相同|等于|齐平")
_OF_OTHERS = late_pattern("^[,;]?(?:而|同期)?(?:全国|全省|全市|全县|全区|全州|当地|本地|市场|同类|同行)")
_OF_BUDGET = late_pattern("预算|概算|批复|控制数|限额")


def is_bounded(text: str) -> bool:
    """Whether a target names such a bound."""
    return any(shape.search(text) is not None for shape in (_BELOW, _INSIDE, _ABOVE, _EVEN_OR_LESS))


def against_bound(asked: str, actual: str, told: Sequence[Said]) -> Stance | None:
    """What an actual says of such a bound; None where the target names none, or the answer does not speak of it."""
    above = _ABOVE.search(asked)
    inside = _INSIDE.search(asked)
    found = above or _BELOW.search(asked) or _EVEN_OR_LESS.search(asked) or inside
    if found is None:
        return None
    thing = found.groups()[-1]
    if "算" in thing or "额" in thing:
        by_amounts = _within_budget(told)
        if by_amounts is not None:
            return by_amounts
    elif thing[1:2] == "年":
        beside = _beside_last_year(told, above=above is not None, strict=found[1] is None)
        if beside is not None or told or thing[:2] not in actual:
            return beside
    else:
        beside = _beside_others(
            told, above=above is not None, strict=found is not inside and found[1] is None
        )
        if beside is not None:
            return beside
        if thing[:2] not in actual:
            return Stance(Level.UNKNOWN) if thing.startswith("全") else None
    says = [
        sign
        for sign, shape in ((1, _SAYS_MORE), (-1, _SAYS_LESS), (0, _SAYS_EVEN))
        if shape.search(actual) is not None
    ]
    if above is None and (_SAYS_NOT_MORE.search(actual) or _SAYS_INSIDE.search(actual)) is not None:
        says.append(-1)
    if above is not None and _SAYS_NOT_LESS.search(actual) is not None:
        says.append(1)
    if len(set(says)) != 1:
        return None
    strict = found is not inside and found[1] is None
    met = (says[0] > 0 if above is not None else says[0] < 0) or (says[0] == 0 and not strict)
    return Stance(Level.MET) if met else Stance(Level.MISSED, contrary=True)


def _beside_last_year(told: Sequence[Said], *, above: bool, strict: bool) -> Stance | None:
    """同比减少2.3万元, 上年57.9%，本年61.3%: which way it went from the year before."""
    spent = {each.role for each in told} & {Role.EXCESS, Role.SAVED}
    if len(spent) == 1 and len(told) == 1:
        met = (spent == {Role.EXCESS}) is above  # 比上年多支出0.7万元
        return Stance(Level.MET) if met else Stance(Level.MISSED, contrary=True)
    went = between_two(told)
    if went is not None:
        way, _ = went
        met = not strict if way is Way.STEADY else (way is Way.UP) is above
        return Stance(Level.MET) if met else Stance(Level.MISSED, contrary=True)
    ways = {each.figure.reading.trend for each in told}
    if ways - {Trend.UP, Trend.DOWN} or len(ways) != 1:
        return None
    met = (ways == {Trend.UP}) is above
    return Stance(Level.MET) if met else Stance(Level.MISSED, contrary=True)


def _beside_others(told: Sequence[Said], *, above: bool, strict: bool) -> Stance | None:
    """我市168.2/10万，全省201.5/10万: the own figure beside that of a wider area."""
    wider = [each for each in told if _OF_OTHERS.search(each.before) is not None]
    own = [each for each in told if each not in wider and each.role >= Role.PART]
    if len(wider) != 1 or len(own) != 1 or len(told) != 2:
        return None
    mark, ours = wider[0].figure.reading, own[0].figure.reading
    if not isinstance(mark, Number) or not isinstance(ours, Number) or not same_kind(mark.unit, ours.unit):
        return None
    if ours.trend is not mark.trend:
        return None
    met = not strict if ours.value == mark.value else (ours.value > mark.value) is above
    return Stance(Level.MET) if met else Stance(Level.MISSED, contrary=True)


def _within_budget(told: Sequence[Said]) -> Stance | None:
    """预算260万元，支出258.7万元: what was spent beside what was allowed."""
    budget = [e for e in told if _OF_BUDGET.search(e.before) is not None]
    spent = [e for e in told if e not in budget and e.role >= Role.PART]
    if len(budget) != 1 or len(spent) != 1:
        return None
    allowed, used = budget[0].figure.reading, spent[0].figure.reading
    if not isinstance(allowed, Number) or not isinstance(used, Number):
        return None
    if allowed.unit.dimension != "money" or not same_kind(allowed.unit, used.unit):
        return None
    inside = used.value * used.unit.factor <= allowed.value * allowed.unit.factor
    return Stance(Level.MET) if inside else Stance(Level.MISSED, contrary=True)
