"""Numbers in a text with comparator, multiplier and unit: `≥95%`, `3万人`, `80%-90%`, `100±5`, `百分之九十五`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.lexicon import REACH, Lexicon
from zipingbiao.form.quantity.marks import MARKS
from zipingbiao.form.quantity.numerals import NUMERAL
from zipingbiao.form.quantity.readings import Comparator, Near, Number, Range, Trend, Unit
from zipingbiao.form.quantity.units import first_name, take_unit
from zipingbiao.record import record

_ARABIC = late_pattern(
    r"(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,25})(?:\.\d{1,25})?|\.\d{1,25})(?:[eE][+-]?\d{1,3}(?![\dA-Za-z]))?"
)
_DIGIT = late_pattern(r"\d")
_TIMES = late_pattern(r"(\d+)×(\d+)")
_MULTIPLIER = late_pattern(r"(百万|千万|十万|万亿|万|亿|千|百)(?!分)")
_FACTORS = {
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}
_RANGE = late_pattern(r"[-~至到]{1,2}")
_FILLER = late_pattern(r"(?:共计|累计|合计|总计|共|为|是|率|数|值|:)$")
#: What may stand between a comparator and its number: 至少全年完成2次.
_BETWEEN = late_pattern(
    rf"(?:[{MARKS}]|全年|本年|年内|完成|开展|举办|组织|召开|实施|进行|[一-鿿]{{1,10}}的)+$"
)
_PER_BEFORE = late_pattern(
    rf"每((?:半|{NUMERAL})?(?:年度|学年|学期|年|季度|旬|个?月|周|日|天|次|人|户|亩|班|期|个|季|批))(?:(?!至|最|不|超|低|高|大于|小于|约|每|达|限|由|从)[一-鿿]){{0,4}}?$"
)
#: 95%≤合格率: number and sign in front of what is measured.
_TURNED = {"≤": Comparator.GE, "≥": Comparator.LE, "<": Comparator.GT, ">": Comparator.LT}
_SIGN_BEFORE_NAME = late_pattern(r"[≤≥<>](?=[^\W\d])")
_PLUS_MINUS = late_pattern(r"±")
#: Units that begin with what could be a multiplier: 万元, 千米, 千克.
_MULTIPLIED_UNITS = late_pattern("[百十千]?[万亿]元|[百千]元|千米|千克|千瓦|千伏|千帕")
#: 5G, 3D, 附件1: part of a name, not a number.
_NAMES = late_pattern(r"[2-6]G(?=[一-鿿])|[23]D(?=[一-鿿])|附(?:件|表|录)\d+|\dA级|(?:20\d\d-)?20\d\d学年")
#: 第1名, 前3名, 排名前10: a place, where less is better, not an amount.
#: DN200管道, K12段: a mark of a thing. PM2.5 is told from its figure by the name of the indicator.
_CODES = late_pattern(r"(?:DN|De|Φ|φ|K|SN|HRB)\d{1,5}(?=[一-鿿])")
#: 比预算48万元多花了3.7万元: the 多 belongs to what follows.
_MORE_SPENT = late_pattern("多[花支用耗排出]")
_PLACES = late_pattern(
    r"第\d+[名位]?|排名(?:全[国省市县区州])?前?\d+[名位]?|位[列居](?:全[国省市县区州])?前?\d+[名位]?"
    r"|进入(?:全[国省市县区州])?前\d+[名位]|前\d+[名位]"
)
#: 每月10日前: a date that comes back, neither 10 days nor one date.
RECURRING = late_pattern(r"(?:每(?:年|半年|季度?|个?月)|次月|下月)(?:的|首月|末月)?\d{1,2}[日号](?!历)")
#: A sign that each of them needs.
_MAY_BE_NO_AMOUNT = late_pattern("[GDAKSHΦφ附学第名位居前每次下]")
_OF_CODES = tuple("DΦφKSH")
_NO_AMOUNTS = (
    (_NAMES, ("G", "D", "附", "A级", "学年")),
    (_PLACES, ("第", "排名", "位", "前")),
    (RECURRING, ("每", "次月", "下月")),
)
#: What 内 after a number bounds (24小时内, 100万元内); 3个村内 does not.
_WITHIN = frozenset({"time", "money", "length"})


def _as_letters(found: re.Match[str]) -> str:
    """DN200 → DNcaa: as long as before, and no number."""
    return "".join(chr(ord("a") + int(c)) if c.isdigit() else c for c in found.group())


@record(frozen=True, slots=True)
class Figure:
    """A number or range found in a text; `claims` = the text states a bound (≥, 不超过, 以上), not a plain value."""

    start: int
    end: int
    reading: Number | Range
    claims: bool = False
    lacking: bool = False  # the words before it say how much is missing: 还差3个


def find_numbers(text: str, words: Lexicon) -> Iterator[Figure]:
    """All figures of a normalised text, left to right."""
    if _MAY_BE_NO_AMOUNT.search(text) is not None:
        if any(sign in text for sign in _OF_CODES):
            text = _CODES.sub(_as_letters, text)
        for pattern, signs in _NO_AMOUNTS:
            if any(sign in text for sign in signs):
                text = pattern.sub(lambda m: ";" * len(m.group()), text)
    at = 0
    while at < len(text):
        figure = _next(text, at, words)
        if figure is None:
            return
        span = max(0, figure.start - REACH), figure.start
        lacking = (
            words.lacking_end.search(text, *span) is not None
            and words.difference_end.search(text, *span) is None
        )
        yield replace(figure, lacking=True) if lacking else figure
        at = figure.end


@record(frozen=True, slots=True)
class _Plain:
    start: int
    end: int
    value: Decimal
    unit: Unit
    multiplier: Decimal
    near: Near


def _next(text: str, at: int, words: Lexicon) -> Figure | None:
    found = _arabic(text, at)
    if found is None:
        return None
    start = found.start()
    sign = text[start - 1] if start > at or start > 0 else ""
    first = _plain(text, found, words)
    if sign == "±" and start > 0:
        delta = first.value
        return Figure(start - 1, first.end, Range(-delta, delta, first.unit, first.multiplier))
    if sign == "-" and _is_minus(text, start - 1, words):
        first = replace(first, start=start - 1, value=-first.value)
    tolerance = _PLUS_MINUS.match(text, first.end)
    second = _ARABIC.match(text, first.end + 1) if tolerance else None
    if second is not None:
        return _around(first, _plain(text, second, words))
    connect = _RANGE.match(text, first.end)
    other = _ARABIC.match(text, connect.end()) if connect else None
    if other is not None:
        return _stated_per(
            _between(first, _plain(text, other, words), words.trend(text, first.start)),
            _each(text, first.start)[0],
        )
    return _with_comparator(text, first, words)


def _stated_per(figure: Figure, per: str) -> Figure:
    """每月2-3次: the range is one of each month."""
    reading = figure.reading
    if not per or reading.unit.per:
        return figure
    return replace(figure, reading=replace(reading, unit=replace(reading.unit, per=per)))


def _arabic(text: str, at: int) -> re.Match[str] | None:
    """The first number from `at` on: it begins with the first digit, or with the point before it."""
    digit = _DIGIT.search(text, at)
    if digit is None:
        return None
    start = digit.start()
    return _ARABIC.match(text, start - 1 if start > at and text[start - 1] == "." else start)


def _is_minus(text: str, at: int, words: Lexicon) -> bool:
    """Whether the dash at `at` makes the number negative: it joins nothing, or a comparator (不超过-3%) or 为 asks for a number."""
    if at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "%)"):
        return True
    near_by = max(0, at - REACH)
    return (
        words.before_end.search(text, near_by, at) is not None
        or _FILLER.search(text, near_by, at) is not None
        or words.trend_end.search(text, near_by, at) is not None
    )


def _plain(text: str, found: re.Match[str], words: Lexicon) -> _Plain:
    """The number at a match with 余, 万 and unit behind it."""
    times = _TIMES.match(text, found.start()) if "×" in text else None
    if times is not None:
        value, end = Decimal(times.group(1)) * Decimal(times.group(2)), times.end()
    else:
        value, end = Decimal(found.group().replace(",", "")), found.end()
    about, end = _skip_about(text, end, words)
    factor = Decimal(1)
    if _MULTIPLIED_UNITS.match(text, end) is None:
        multiplied = _MULTIPLIER.match(text, end)
        if multiplied is not None:
            factor, end = Decimal(_FACTORS[multiplied.group(1)]), multiplied.end()
    more, end = _skip_about(text, end, words)
    unit, end = take_unit(text, end, words.stop_words)
    last, end = _skip_about(text, end, words)
    return _Plain(found.start(), end, value * factor, unit, factor, about or more or last)


def _skip_about(text: str, at: int, words: Lexicon) -> tuple[Near, int]:
    """余, 多, 左右 after a number."""
    if at == len(text) or text[at] not in words.near_first:
        return Near.EXACT, at
    found = words.near_start.match(text, at)
    if found is not None and _MORE_SPENT.match(text, at) is not None:
        return Near.EXACT, at
    return (words.near_after[found.group()], found.end()) if found is not None else (Near.EXACT, at)


def _around(middle: _Plain, delta: _Plain) -> Figure:
    """`100±5`, `100%±5%`."""
    unit = middle.unit if middle.unit.name else delta.unit
    if delta.unit.dimension == "ratio" and middle.unit.dimension != "ratio":
        delta = replace(delta, value=middle.value * delta.value * delta.unit.factor)  # 4.1万头±5%
    return Figure(
        middle.start,
        delta.end,
        Range(middle.value - delta.value, middle.value + delta.value, unit, middle.multiplier),
    )


def _between(first: _Plain, second: _Plain, trend: Trend) -> Figure:
    """`80%-90%`, `10~15个`; the unit and the 万 of the second part hold for both."""
    unit = second.unit if second.unit.name else first.unit
    low = first.value
    if first.multiplier == 1 and second.multiplier != 1:
        low *= second.multiplier
    low, high = min(low, second.value), max(low, second.value)
    return Figure(first.start, second.end, Range(low, high, unit, second.multiplier, trend))


def _with_comparator(text: str, plain: _Plain, words: Lexicon) -> Figure:
    start, comparator, per, near = _before(text, plain.start, words)
    end, claims = plain.end, comparator is not Comparator.BARE
    if comparator is Comparator.BARE:
        found = words.after_start.match(text, end)
        if found is not None and not (found.group() == "内" and plain.unit.dimension not in _WITHIN):
            comparator, end, claims = words.after[found.group()], found.end(), True
        elif _SIGN_BEFORE_NAME.match(text, end) is not None:
            comparator, claims = _TURNED[text[end]], True
    reached = comparator is Comparator.BARE and text[:start].endswith(words.reach)
    if reached and not plain.unit.dimension.startswith("counter"):
        comparator = Comparator.GE
    unit = plain.unit
    if per and not unit.per:
        unit = Unit(unit.name, unit.dimension, unit.factor, per)
    number = Number(
        comparator,
        plain.value,
        unit,
        plain.multiplier,
        near or plain.near,
        trend=words.trend(text, start),
    )
    return Figure(start, end, number, claims)


def _before(text: str, start: int, words: Lexicon) -> tuple[int, Comparator, str, Near]:
    """Comparator, `每年`, `约` in front of a number; they may be mixed and separated by 共, 为, 率 …."""
    per, about = "", Near.EXACT
    if start == 0:
        return start, Comparator.BARE, per, about
    for _ in range(4):
        if start == 0:
            break
        near_by = max(0, start - REACH)
        comparator = words.before_end.search(text, near_by, start)
        if comparator is not None:
            per = per or _each(text, comparator.start())[0]
            return comparator.start(), words.before[comparator.group()], per, about
        each, before = _each(text, start)
        near = words.near_end.search(text, near_by, start)
        filler = _FILLER.search(text, near_by, start)
        if each:
            per, start = each, before
        elif near is not None:
            about, start = words.near_before[near.group()], near.start()
        elif filler is not None:
            start = filler.start()
        else:
            break
    of_noun = words.before_noun.search(text, max(0, start - REACH), start)
    if of_noun is not None:
        return of_noun.start(), words.before[of_noun[1]], per, about
    between = _BETWEEN.search(text, max(0, start - REACH), start)
    if (
        between is not None
        and (found := words.before_end.search(text, max(0, between.start() - REACH), between.start()))
        is not None
    ):
        return found.start(), words.before[found.group()], per, about
    return start, Comparator.BARE, per, about


def _each(text: str, end: int) -> tuple[str, int]:
    """What a number is stated per, where 每 stands before it, and where that begins: 每人每年 → 人/年."""
    parts: list[str] = []
    while (found := _PER_BEFORE.search(text, max(0, end - REACH), end)) is not None:
        parts.insert(0, first_name(found.group(1).replace("个月", "月")))
        end = found.start()
    return "/".join(parts), end
