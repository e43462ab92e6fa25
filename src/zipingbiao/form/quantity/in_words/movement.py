"""Where something moves, as a clause tells it: up, down, steady, better, worse; what moves, how far, and whether it is denied."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.readings import Comparator
from zipingbiao.form.quantity.sense import by_name
from zipingbiao.form.quantity.text import shares_a_pair
from zipingbiao.record import record

_NEAR = 8
_DEGREE_BEFORE = 6
_ENDS_IN_MEASURE = late_pattern("(?:面积|数量|总量|规模|人数|次数|[数量])$")
_REVERSED = late_pattern(r"(?:率|幅度?)?(?:为|是|约)?-\d")
#: 少花钱, 减支: less of what one pays.
_OF_COST = late_pattern("[少多](?:[花支交付掏]|跑)|[减节增]支")
#: 由2300名减少至2150名: an amount is no subject.
_AMOUNT = late_pattern(r"(?:由|从)?[\d.,%‰]+[一-鿿㎡]{0,3}")
_FROM = late_pattern(r"(?:由|从)(?:[上去]年(?:同期)?的?)?[\d.,%‰]+[一-鿿㎡]{0,3}$")


class Way(Enum):
    """Where something moves."""

    UP = 1
    DOWN = -1
    STEADY = 0
    LEVEL = 3  # as it was before
    BETTER = 2
    WORSE = -2
    UNSTEADY = -3


OPPOSITE = {Way.UP: Way.DOWN, Way.DOWN: Way.UP}


@record(frozen=True, slots=True)
class Move:
    way: Way
    of_bad: bool  # it is something bad that moves
    own: bool  # it is what the indicator is about, as far as can be told
    negated: bool
    strong: bool
    weak: bool


def _from_amount(before: str) -> str:
    """差异系数由0.48 → 差异系数: where it comes from stands between what moves and how."""
    found = _FROM.search(before)
    return before if found is None else before[: found.start()]


def _is_bad(name: str, words: Lexicon) -> bool:
    """投诉量, 撂荒地面积: what an indicator measures is bad of itself."""
    if words.stance["bad"].search(name) is not None:
        return True
    return by_name(_ENDS_IN_MEASURE.sub("", name), words) is Comparator.LE


def moves_in(clause: str, name: str, words: Lexicon, asked: str = "") -> Iterator[Move]:
    """The movements a clause tells of, with what moves and how far. `asked`: the target, whose subject is the matter too."""
    stance = words.stance
    for way, key in (
        (Way.WORSE, "worse"),
        (Way.UNSTEADY, "unsteady"),
        (Way.UP, "up"),
        (Way.DOWN, "down"),
        (Way.BETTER, "better"),
        (Way.STEADY, "steady"),
        (Way.LEVEL, "level"),
    ):
        for found in stance[key].finditer(clause):
            before = _from_amount(clause[: found.start()])[-_NEAR:]
            after = clause[found.end() : found.end() + _DEGREE_BEFORE]
            named = by_name(before, words)
            bad = named is Comparator.LE or (named is None and stance["bad"].search(before) is not None)
            bad = bad or stance["bad"].search(after) is not None or _OF_COST.match(found.group()) is not None
            denied = words.denied_before.search(before)
            told = before[: denied.start()] if denied is not None else before
            subject = _AMOUNT.sub("", stance["comparing"].sub("", told)).strip("□")
            near = clause[max(0, found.start() - _DEGREE_BEFORE) : found.start()] + after[:4]
            yield Move(
                OPPOSITE.get(way, way) if _REVERSED.match(after) is not None else way,
                of_bad=bad or (not subject and _is_bad(name, words)),
                own=not subject or shares_a_pair(subject, name + asked),
                negated=denied is not None or stance["negation_after"].match(after) is not None,
                strong=stance["strong"].search(near) is not None,
                weak=stance["weak"].search(near) is not None,
            )
