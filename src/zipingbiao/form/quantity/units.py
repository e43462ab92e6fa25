"""Units of measure: what converts into what, and which counters are the same thing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.readings import NO_UNIT, Unit

#: Denominators that make a rate over time (`次/年`), ignored when the other side does not state one.
_PER = late_pattern(
    r"(?:/|每)(年度|学年|学期|年|季度|季|半月|旬|月|周|日|天|次|人次|人|生|户|亩|班|期|小时|个月|批|家|公里|平方米|吨)"
)
_PER_MORE = late_pattern(r"[/·.]")
_IN_BRACKETS = late_pattern(r"\(([^()\d]{1,6})\)")
#: 74篇(已剔除重复): a remark, no other unit.
_UNSAID = late_pattern("[已均未含为约共不]|剔除|重复|其中")
_HAN = late_pattern("[一-鿿]")
_WORD = late_pattern(r"[一-鿿A-Za-z㎡²³℃]{1,4}")
#: 6元/餐: stated per a thing that is no listed unit.
_A_THING = late_pattern("[一-鿿]{1,2}(?=$|[,;.()])")
#: 700份/百万人
_OF_MANY = late_pattern(r"[/每]((?:\d{0,3}[十百千]?万|[百千])(?:人口?|户))")
_OTHER_NAMES = {"季": "季度"}
#: 由43.2降至38.5: no unit begins so.
_WAYS = ("变", "降", "升", "减", "增", "提", "涨", "跌", "缩", "压")


#: Amounts of these dimensions can be added.
ADDITIVE = ("counter", "length", "area", "money", "volume", "mass")
#: How often a year.
PERIODS = {"季度": 4, "季": 4, "月": 12, "学期": 2}
TIMES_A_YEAR = {
    "年": 1,
    "半年": 2,
    "季度": 4,
    "季": 4,
    "学年": 1,
    "学期": 2,
    "月": 12,
    "半月": 24,
    "旬": 36,
    "周": 52,
    "天": 365,
}


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("units.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, Unit], frozenset[str], re.Pattern[str]]:
    """Known units by name, the generic counters, and one pattern that finds the longest known unit."""
    data = _listed()
    units: dict[str, Unit] = {}
    for dimension, measures in data["measures"].items():
        for name, factor in measures.items():
            units[name] = Unit(name, dimension, Decimal(factor))
    for group in data["counters"]["groups"]:
        for name in group:
            units.setdefault(name, Unit(name, f"counter:{group[0]}"))
    generic = frozenset(data["counters"]["generic"])
    for name in generic:
        units.setdefault(name, Unit(name, f"counter:{name}"))
    names = sorted(units, key=len, reverse=True)
    # A Latin unit must not run on into a word.
    pattern = re.compile(
        "|".join(
            re.escape(n) + (r"(?![A-Za-z])" if n[-1].isascii() and n[-1].isalpha() else "") for n in names
        )
    )
    return units, generic, pattern


@lru_cache(maxsize=1)
def describing() -> frozenset[str]:
    """Units that say who is meant, not how much is to be done: 60岁以上."""
    return frozenset(_listed()["counters"]["describing"])


def known_unit(name: str) -> Unit | None:
    """The unit of that exact name."""
    return _table()[0].get(name)


def take_unit(text: str, start: int, stop_words: tuple[str, ...]) -> tuple[Unit, int]:
    """The unit that begins at `start`, and where it ends. `stop_words` (以上, 以内 …) never belong to a unit."""
    unit, length = _first_unit(text[start:], stop_words)
    return unit, start + length


@lru_cache(maxsize=4096)
def _first_unit(text: str, stop_words: tuple[str, ...]) -> tuple[Unit, int]:
    """The unit that a text begins with; what follows a figure is the same behind many."""
    units, generic, pattern = _table()
    found = pattern.match(text)
    if found is not None:
        unit, end = units[found.group()], found.end()
        if unit.dimension == "ratio" and text.startswith(("位", "次"), end):
            unit, end = _unknown(text, 0, stop_words)  # 32个点位, 126个点次 are no points of percent
        if unit.name in generic:
            unit, end = _after_generic(text, end, unit, stop_words)
    elif (shown := _IN_BRACKETS.match(text)) is not None and shown.group(1) in units:
        return units[shown.group(1)], shown.end()
    else:
        unit, end = _unknown(text, 0, stop_words)
        if unit is NO_UNIT:
            return NO_UNIT, 0
    name = unit.name
    bracket = _IN_BRACKETS.match(text, end)
    if bracket is not None and _UNSAID.search(bracket[1]) is None:
        name, end = name + bracket.group(), bracket.end()
    per, past = _per(text, end, unit.dimension.startswith("counter:"))
    if per:
        return Unit(name, unit.dimension, unit.factor, per), past
    if end < len(text) and text[end] == "/":
        other = pattern.match(text, end + 1)
        if other is not None:
            name, end = f"{name}/{other.group()}", other.end()
    return Unit(name, unit.dimension, unit.factor), end


def _per(text: str, at: int, counted: bool) -> tuple[str, int]:
    """What a figure is stated per: `元/人` → 人, `元/㎡` → 平方米, `元/人·天` → 人/天. `台/套` counts either instead."""
    pattern = _table()[2]
    first = _PER.match(text, at)
    name, end = (first.group(1), first.end()) if first is not None else ("", at)
    if first is None and not counted and text.startswith("/", at):
        other = pattern.match(text, at + 1) or _A_THING.match(text, at + 1)
        name, end = (other.group(), other.end()) if other is not None else ("", at)
    if first is None and counted and (many := _OF_MANY.match(text, at)) is not None:
        name, end = many[1], many.end()
    parts = [first_name(name)] if name else []
    while parts and (more := _PER_MORE.match(text, end)) and (other := pattern.match(text, more.end())):
        parts.append(first_name(other.group()))
        end = other.end()
    units = _table()[0]
    parts.sort(key=lambda part: part in units and units[part].dimension == "time")  # 元/月/人 is 元/人/月
    return "/".join(parts), end


@lru_cache(maxsize=256)
def first_name(name: str) -> str:
    """The first listed name of the same unit: ㎡ → 平方米, 名 → 人."""
    units = _table()[0]
    known = units.get(name)
    if known is None:
        return _OTHER_NAMES.get(name, name)
    same = (u.name for u in units.values() if (u.dimension, u.factor) == (known.dimension, known.factor))
    return next(same, name)


def same_per(one: Unit, other: Unit) -> bool:
    """Whether two units are stated per the same thing, as far as both say (`元/人/年` and `元/人` may be)."""
    pairs = zip(one.per.split("/"), other.per.split("/"), strict=False)
    return not (one.per and other.per) or all(left == right for left, right in pairs)


def _after_generic(text: str, end: int, unit: Unit, stop_words: tuple[str, ...]) -> tuple[Unit, int]:
    """`个村`, `个项目`: the noun after 个 says what is counted; 个 alone, or before half a word, counts anything."""
    units, _, pattern = _table()
    noun = pattern.match(text, end)
    if noun is None or not units[noun.group()].dimension.startswith("counter:"):
        return unit, end
    half = len(noun.group()) == 1 and _HAN.match(text, noun.end()) is not None
    if half and not text.startswith(stop_words, noun.end()):
        return unit, end
    return Unit(unit.name + noun.group(), units[noun.group()].dimension), noun.end()


def _unknown(text: str, start: int, stop_words: tuple[str, ...]) -> tuple[Unit, int]:
    """A unit nobody listed is kept as printed: up to four characters before a comparator word or the end."""
    found = _WORD.match(text, start)
    if found is None or found.group().startswith(_WAYS):
        return NO_UNIT, start
    name = found.group()
    cut = min((at for word in stop_words if (at := name.find(word)) >= 0), default=len(name))
    name = name[:cut]
    longer = _WORD.match(text, start + len(name)) if cut == len(found.group()) else None
    if not name or longer is not None:
        return NO_UNIT, start
    return Unit(name, f"counter:{name}"), start + len(name)


@lru_cache(maxsize=1)
def _generic_kinds() -> frozenset[str]:
    """What 个 and its like count: anything."""
    return frozenset(f"counter:{name}" for name in _table()[1])


def _alternatives(unit: Unit) -> set[str]:
    """The dimensions a printed unit can stand for: `个(套)` and `台/套` count as either, `家(次)` also as 家次."""
    parts = [*re.split(r"[()/、]", unit.name), re.sub(r"[()/、]", "", unit.name)]
    dimensions = {unit.dimension}
    for part in parts:
        known = known_unit(part)
        if known is not None:
            dimensions.add(known.dimension)
    return dimensions


@lru_cache(maxsize=1024)
def spellings(unit: Unit) -> tuple[str, ...]:
    """The words of which one must stand in a normalised text that states a figure of this kind; () where any word may do."""
    units, generic, _ = _table()
    kinds = _alternatives(unit)
    if any(kind == f"counter:{name}" for kind in kinds for name in generic):
        return ()
    names = {unit.name, *(name for name, known in units.items() if known.dimension in kinds)}
    return tuple(names | {"百分"} if "%" in names else names)


def same_kind(one: Unit, other: Unit) -> bool:
    """Whether two units measure the same thing: convertible, the same counter, or one of them unstated or 个."""
    if one is NO_UNIT or other is NO_UNIT or not one.name or not other.name:
        return True
    if not same_per(one, other):
        return False
    if one.dimension == other.dimension:
        return True
    if one.dimension.startswith("counter:") and other.dimension.startswith("counter:"):
        generic = _generic_kinds()
        left, right = _alternatives(one), _alternatives(other)
        if one.name.isascii() or other.name.isascii():
            return bool(left & right)  # 20个 answers no dB
        return bool(left & right or left & generic or right & generic)
    return False
