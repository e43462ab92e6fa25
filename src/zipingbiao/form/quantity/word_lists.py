"""The word lists of `lexicon.toml` made into sets and patterns, group by group."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.readings import Comparator, Level, Near, Trend

#: What a name may measure of something: 投诉率, 事故起数.
_AMOUNT = "率|数量|数|量|度|起数|次数|件数|人数|例数|比例|占比|天数|面积|情况|额"
_MEASURE = _AMOUNT + "|时间|时长|时限"


def compiled(extra: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, Any]:
    """What a `Lexicon` is made of. `extra`: a rulebook's own words of each level."""
    data = _listed()
    levels = {word: Level(level) for level, words in data["levels"].items() for word in words}
    for level, words in extra:
        levels |= {word: Level(level) for word in words}
    longs = _longest_first(word for word in levels if len(word) > 1)
    return {
        "levels": levels,
        "long_words": late_pattern("|".join(map(re.escape, longs))),
        **_beside_figures(data),
        **_scales(data),
        **_done_or_not(data),
        **_changes(data),
        **_stance(data, longs),
        **_names(data),
        "roles": {role: _shaped(listed) for role, listed in data["roles"].items()},
        "times": {name: _shaped(listed) for name, listed in data["times"].items()},
        "stretches": {word: int(n) for n, listed in data["stretches"].items() for word in listed},
    }


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text("utf-8"))


def _beside_figures(data: Mapping[str, Any]) -> dict[str, Any]:
    """What stands right before or after a figure: 不超过, 以上, 约, 还差."""
    denied = data["before_denied"]
    before = _comparators(denied, denied["negations"]) | _comparators(data["before"])
    after = _comparators(data["after"])
    near_before, near_after = _nears(data["near_before"]), _nears(data["near_after"])
    return {
        "before": before,
        "before_end": _any(before, "$"),
        "before_noun": late_pattern(f"({_either(before)})(?![^一-鿿])[一-鿿]{{1,10}}的$"),
        "after": after,
        "after_start": _any(after),
        "reach": _longest_first(data["reach"]),
        "lacking_end": _any(data["lacking"], "$"),
        "difference_end": _any(data["differences"], "$"),
        "near_before": near_before,
        "near_end": late_pattern(f"(?<![{data['not_near_after']}])(?:{_either(near_before)})$"),
        "near_after": near_after,
        "near_first": frozenset(word[0] for word in near_after),
        "near_start": _any(near_after),
        "stop_words": (*after, *near_after, *data["after_unit"]),
    }


def _scales(data: Mapping[str, Any]) -> dict[str, Any]:
    """是/否 and the option lists of systems."""
    return {
        "yes": frozenset(data["yes"]),
        "no": frozenset(data["no"]),
        "yes_no_scales": frozenset(data["yes_no_scales"]),
        "scales": frozenset(data["scales"]),
        "scale_prefixes": _longest_first(data["scale_prefixes"]),
    }


def _done_or_not(data: Mapping[str, Any]) -> dict[str, Any]:
    """Done, not done, done in part, nothing of the kind."""
    return {
        "done": frozenset(data["done"]["words"]),
        "acts": frozenset(data["acts"]["words"]),
        "undone": tuple(data["acts"]["undone"]),
        "unfinished": tuple(data["acts"]["unfinished"]),
        "negated_end": _any(data["negated"]["marks"], "$"),
        "neutral": frozenset(data["negated"]["neutral"]),
        "zero_exact": frozenset(data["zero"]["exact"]),
        "zero_phrase": _zero_phrase(data["zero"]),
        "unused": frozenset(data["unused"]["words"]),
        "parts": tuple(data["parts"]["starts"]),
    }


def _changes(data: Mapping[str, Any]) -> dict[str, Any]:
    """The ways a figure may have gone: 增长, 下降."""
    trends = {word: Trend(name) for name, words in data["trend"].items() for word in words}
    trend, degree = _either(trends), _either(data["degree"]["words"])
    return {
        "trends": trends,
        "trend_last": frozenset("率幅度速了为约达到:").union(word[-1] for word in trends),
        "trend_end": late_pattern(f"({trend})(?:(?:率|幅度?|(?<=[幅速率]))(?:了|为|约|:|达到?)?|了|约|:)?$"),
        "trend_rate": late_pattern(f"({trend})(?:率|幅度?)"),
        "trend_only": late_pattern(f"(?:{degree})*({trend})(?:{degree})*"),
    }


def _stance(data: Mapping[str, Any], longs: Iterable[str]) -> dict[str, Any]:
    """What a text takes back or lessens, by its kind. `longs`: the words of the levels."""
    listed = data["stance"]
    shapes = {name: list(words) for name, words in listed.items() if name not in ("steps", "same")}
    adverbial = sorted(set(longs) & set(data["levels"]["达成"]) - set(shapes.pop("basic_names")))
    shapes["hedged_by_basic"].append(f"基本(?={_either(adverbial)})")
    before, between = _either(listed["negation_before"]), _either(listed["between"])
    return {
        "denied_before": late_pattern(f"(?:{before})(?:{between})*$"),
        "stance": {name: _shaped(words) for name, words in shapes.items()},
        "same": tuple(frozenset(family) for family in listed["same"]),
        "steps": tuple(tuple(frozenset(step) for step in family) for family in listed["steps"]),
    }


def _names(data: Mapping[str, Any]) -> dict[str, Any]:
    """What the name of an indicator tells: a share and of what, less or more is better."""
    shares, less, more = data["shares"], data["less_is_better"], data["more_is_better"]
    return {
        "negative": _any(shares["negative"]),
        "alias": {root: tuple(named) for root, named in shares["alias"].items()},
        "opposite": {root: tuple(named) for root, named in shares["opposite"].items()},
        "whole": _shaped([*data["whole"]["words"], *shares["whole_shapes"]]),
        "less_is_better": late_pattern(f"(?:{_either(less['words'])})(?:{_MEASURE})?"),
        "more_is_better": late_pattern(f"(?:{_either(more['words'])})(?:{_AMOUNT})?"),
        "over_bad": late_pattern(f"(?:{_either(more['over_bad'])})[一-鿿]{{0,4}}$"),
    }


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words), key=lambda w: (-len(w), w)))


def _comparators(table: Mapping[str, list[str]], negations: Iterable[str] = ("",)) -> dict[str, Comparator]:
    """The words of comparators by sign; 不超, 不得超过 with `negations` before each."""
    signs = [(sign, words) for sign, words in table.items() if sign != "negations"]
    return {f"{no}{word}": Comparator(sign) for sign, words in signs for word in words for no in negations}


def _nears(table: Mapping[str, list[str]]) -> dict[str, Near]:
    return {word: Near(sign) for sign, words in table.items() for word in words}


def _any(words: Iterable[str], end: str = "") -> re.Pattern[str]:
    """A pattern for the longest of some words, at the end of a text where `end` is `$`."""
    return late_pattern(f"(?:{'|'.join(map(re.escape, _longest_first(words)))}){end}")


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, _longest_first(words)))


def _shaped(shapes: Iterable[str]) -> re.Pattern[str]:
    """A pattern for the longest of some shapes (words, or words with what may stand around them)."""
    return late_pattern("|".join(sorted(set(shapes), key=lambda shape: (-len(shape), shape))))


def _zero_phrase(zero: Mapping[str, Any]) -> re.Pattern[str]:
    prefixes = "|".join(map(re.escape, _longest_first(zero["prefixes"])))
    nouns = "|".join(map(re.escape, _longest_first(zero["nouns"])))
    return late_pattern(f"(?:{prefixes})[^0-9]{{0,16}}?(?:{nouns})[^0-9]{{0,6}}$")
