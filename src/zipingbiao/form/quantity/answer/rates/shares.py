"""A rate told by the counts it is made of: 应检96家，已检93家; 不合格9批次; 全部合格; 48/90."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.found import EXACT, Answers
from zipingbiao.form.quantity.answer.rates.counts import (
    is_rate,
    likely_part,
    of_counts,
    of_extent,
    of_kinds,
    of_named,
    part_of_all,
    some_of,
    value_of,
)
from zipingbiao.form.quantity.answer.rates.faults import counts_none, faults_of, none_of, of_some
from zipingbiao.form.quantity.answer.rates.whole import is_none, is_whole, none_fails
from zipingbiao.form.quantity.answer.roles import Role, Said
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.marks import MARKS
from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.form.quantity.readings import Comparator, Number, Range
from zipingbiao.form.quantity.text import pairs_of, shares_a_pair
from zipingbiao.form.quantity.units import known_unit

_RATE = late_pattern(r"(?:率|(?<!形象|建设|工程|施工|项目)进度|度|比例|比重|占比|比率)$")
#: 未及时接听: a word or two may stand between.
_ASKED = late_pattern("([一-鿿]{2,8}(?:率|比例|占比))[≥≤=为达到至少不低于]*\\d")
_DENIED = late_pattern("(?:不|未|无|非(?!常)|没有)[一-鿿]{0,2}$")
#: Neither 满意 nor 不满意.
_BETWEEN = late_pattern("一般|中立|较?差|不清楚|不了解|弃权|说不清")
_SATISFIED = late_pattern("(?<!不)(?<!不太)(?<!不很)满意$")
#: 不合格食品处置率: what is dealt with, not what came of it.
_UNFIT = "不合格"
_ROOT = 2
_DIGIT = late_pattern(r"\d")
_WHOLE = 100
#: 优等路, 良好
_GRADE = late_pattern("[优良中差](?:等|秀|好|级|$)")
#: 1个返工后复验才通过 did not pass at the first go.
_REDONE = late_pattern("返工|返修|整改后|复验|复检|复审|二次|第2次|补考|重新")
_OVER = "占"
_THE_REST_IS = late_pattern("其余[^,;]{0,4}(?:均|都|全部)")
#: A rate told in whole points is no other than the counts it was made of.
_ABOUT_THE_SAME = Decimal(1)
#: What was saved is what was not spent.
_SAVED = ("节约", "结余", "节省", "核减", "审减", "下浮")
_DENIED_SHARE = late_pattern("(?:没|未|不)[一-鿿]{1,5}的?占$")


def shared(
    told: Sequence[Said], text: str, target: Number | Range, name: str, words: Lexicon, asked: str = ""
) -> Answers | None:
    """The rate that counts come to; None where the target is no rate, a rate is told, or the counts do not fit."""
    if target.unit.dimension != "ratio" or target.unit.name.endswith("百分点"):
        return None
    root = _root(name if _RATE.search(name.split("(")[0]) is not None else _asked_rate(asked) or name)
    faults = faults_of(root, name, words)
    rates = [each for each in told if is_rate(each)]
    if (
        rates
        and _THE_REST_IS.search(text, rates[-1].figure.end)
        and shares_a_pair(text[rates[-1].figure.end :], name)
    ):
        return _the_rest_of(rates)
    if rates:
        return _from_rates(rates, root, name, faults, text, words) or _against_counts(
            told, rates, root, faults, text, words
        )
    counts = [each for each in told if isinstance(each.figure.reading, Number) and each.role > Role.EARLIER]
    if "一次" in name:
        counts = [each for each in counts if _REDONE.search(each.before + each.after) is None]
    lacking = [each for each in told if each.role is Role.LACKING]
    saved = _saved(counts, root)
    if saved is not None:
        return saved
    kind = of_kinds(counts, name, words)
    if kind is not None:
        return Answers((_percent(kind),))
    part = part_of_all(told, name if _RATE.search(name) else name + asked)
    if part is not None:
        return Answers((_percent(part),))
    basically = _perhaps_satisfied(counts, root)
    if basically is not None:
        return basically
    if words.stance["bad"].search(root) is not None:
        found = of_extent(told, root, faults, words)  # 差错率: none of it is 0
        if found is None and not lacking and is_none(text, root):
            found = Decimal(0)
        return None if found is None else Answers((_percent(found),))
    if not lacking and none_fails(text, root) and not of_some(text):
        return Answers((_percent(Decimal(1)),))
    if counts_none(told, faults) or (not lacking and none_of(text, faults, words)):
        return Answers((_percent(Decimal(1)),))
    share = _share_of(told, counts, lacking, root, faults, text, target, name, words)
    told_text = text.replace(_UNFIT, "") if _UNFIT in name and root not in _UNFIT else text
    if share is None and is_whole(told_text, root, words, name) and not _leaves_time_out(text, name, words):
        share = Decimal(1)
    return None if share is None else Answers((_percent(share),))


def _share_of(
    told: Sequence[Said],
    counts: list[Said],
    lacking: list[Said],
    root: str,
    faults: Sequence[str],
    text: str,
    target: Number | Range,
    name: str,
    words: Lexicon,
) -> Decimal | None:
    """The part of the whole by the first way of telling it that fits; what is lacking only goes with its counts."""
    share = of_counts(counts, lacking, root, faults, text, words)
    if share is None and not lacking:
        share = of_named(counts, name, words)
    if share is None and not lacking:
        share = some_of(told, root, faults, words) or of_extent(told, root, faults, words)
    if share is None and not lacking:
        share = likely_part(counts, name, target, faults, words)
    return share


def _the_rest_of(rates: Sequence[Said]) -> Answers | None:
    """上诉的占8.4%，其余均服判: what is left of all."""
    left = 1 - sum(map(value_of, rates), Decimal(0)) / _WHOLE
    same = all(each.figure.reading.unit.name == "%" for each in rates)
    return Answers((_percent(left),)) if same and left >= 0 else None


def _saved(counts: Sequence[Said], root: str) -> Answers | None:
    """预算200万元，支出195万元 beside 节约率: what was not spent, of what was allowed."""
    if root not in _SAVED or len(counts) != 2 or not value_of(counts[0]):
        return None
    one, other = (each.figure.reading.unit for each in counts)
    if one.dimension != "money" or one.factor != other.factor:
        return None
    return Answers((_percent(1 - value_of(counts[1]) / value_of(counts[0])),))


def _perhaps_satisfied(counts: Sequence[Said], root: str) -> Answers | None:
    """满意126家，基本满意30家，不满意4家: with those who basically were, and without."""
    basic = [each for each in counts if each.before.endswith(f"基本{root}")]
    whole = sum(map(value_of, counts), Decimal(0))
    if root != "满意" or len(basic) != 1 or len(counts) < 3 or not whole:
        return None
    good = [e for e in counts if _SATISFIED.search(e.before) is not None and e is not basic[0]]
    if len(good) + 2 != len(counts):
        return None  # a whole is told, or other answers
    firm = sum(map(value_of, good), Decimal(0))
    return Answers((_percent(firm / whole), _percent((firm + value_of(basic[0])) / whole)))


def _leaves_time_out(text: str, name: str, words: Lexicon) -> bool:
    """项目均已完工 beside 按期完工率: all of them, and nobody says when."""
    in_time = words.alias.get("及时", ())
    if words.stance["punctual"].search(name) is None:
        return False
    dated = any(mark in text for mark in MARKS) or _DIGIT.search(text) is not None
    return not dated and not any(word in text for word in in_time)


def _asked_rate(asked: str) -> str:
    """完成率 in 完成率100%: what the target asks for, where the indicator's name is no rate."""
    found = _ASKED.search(asked)
    return "" if found is None else found[1]


def _from_rates(
    rates: Sequence[Said], root: str, name: str, faults: Sequence[str], text: str, words: Lexicon
) -> Answers | None:
    """不满意的占3% beside 满意度 leaves 97%; a rate of the extent beside 均合格 leaves 100%."""
    parts = _levels(rates, root, name, words)
    if parts is not None:
        return parts
    if len(rates) > 2 and sum(map(value_of, rates)) == _WHOLE:
        return Answers(other=True)  # 优秀21%、合格74%、基本合格5%: the parts of a whole
    denied = [each for each in rates if _is_opposite(each.before, root) or _is_opposite(each.after, root)]
    if len(rates) == 2 and len(denied) == 1 and sum(map(value_of, rates)) > _WHOLE:
        return Answers(other=True)  # 满意度95%，不满意率12%
    only = rates[0].figure.reading
    if len(rates) == 1 and isinstance(only, Number):
        before = text[: rates[0].figure.start]
        of_faults = any(_of_fault(before, fault) for fault in faults if not fault.endswith(root))
        of_faults = of_faults or _DENIED_SHARE.search(rates[0].before) is not None
        if of_faults or _is_opposite(rates[0].before, root) or _is_opposite(rates[0].after, root):
            return Answers((_percent(1 - only.value * only.unit.factor),))
        if rates[0].role is Role.EXTENT and is_whole(text, root, words):
            return Answers((_percent(Decimal(1)),))
    return None


def _of_fault(before: str, fault: str) -> bool:
    """出错率0.4%, 破损面积占4.2%, 违约3个，占7.5%: the share of what was not as it should be."""
    at = before.rfind(fault)
    return before.endswith((fault, f"{fault}率")) or (
        at >= 0 and _OVER in before[at:] and before.count(_OVER) == 1
    )


def _against_counts(
    told: Sequence[Said], rates: Sequence[Said], root: str, faults: Sequence[str], text: str, words: Lexicon
) -> Answers | None:
    """合格率99.6%，抽检250册不合格9册: where the counts beside a rate come to another, both may be meant."""
    counts = [each for each in told if not is_rate(each) and each.role > Role.EARLIER]
    lacking = [each for each in told if each.role is Role.LACKING and not is_rate(each)]
    alone = len(rates) == 1 and bool(counts)
    share = of_counts(counts, lacking, root, faults, text, words) if alone else None
    due = alone and "应" in counts[0].before and "实" in counts[-1].before
    if share is None and due and not lacking:
        share = of_extent(counts, root, faults, words)  # 应到640人、实到583人
    if share is None or abs(value_of(rates[0]) - share * 100) <= _ABOUT_THE_SAME:
        return None
    return Answers((rates[0].figure, _percent(share)))


def _levels(rates: Sequence[Said], root: str, name: str, words: Lexicon) -> Answers | None:
    """非常满意占71%，满意占22%: what all that say so come to; where it is in doubt what counts, both figures."""
    if len(rates) < 2 or len(root) < _ROOT:
        return None
    shares = [value_of(each) for each in rates if isinstance(each.figure.reading, Number)]
    graded = len(rates) == _ROOT and all(_GRADE.search(each.before) for each in rates)
    for two in (root, *(pairs_of(name) if graded else ())):
        by_sign = ["".join(sign for sign in two if sign in each.before) for each in rates]
        if len(set(two)) < _ROOT or sorted(sign for sign in by_sign if sign) != sorted(two):
            continue
        told = sum((value_of(e) for e, sign in zip(rates, by_sign, strict=True) if sign), Decimal(0))
        return Answers((_percent(told / _WHOLE),))  # 优秀41%、良好50%、合格9%
    named = [root in each.before and not each.before.endswith((f"{root}度", f"{root}率")) for each in rates]
    if sum(named) < 2 or any(not (n or _BETWEEN.search(e.before)) for n, e in zip(named, rates, strict=True)):
        return None
    if len(shares) != len(rates) or sum(shares) > 100:
        return None
    good = [
        (share, each)
        for share, each, told in zip(shares, rates, named, strict=True)
        if told and _DENIED.search(each.before.split(root)[0]) is None
    ]
    firm = [s for s, e in good if words.stance["hedge"].search(e.before) is None and "基本" not in e.before]
    totals = {sum((s for s, _ in good), Decimal(0)), sum(firm, Decimal(0))}
    return Answers(tuple(_percent(total / 100) for total in sorted(totals)))


def _is_opposite(around: str, root: str) -> bool:
    """Whether a rate is told of what is not: 不合格, 无效 beside 有效; or of what is, where the name asks for what is not."""
    if len(root) < _ROOT:
        return False
    bare = root[1:] if root[0] in "有无不未非" else root
    at = around.rfind(bare)
    if at < 0:
        return False
    denied = _DENIED.search(around[:at]) is not None
    return denied is not (root[0] in "不未无非")


def _root(name: str) -> str:
    """What a rate is of: 工程验收合格率 → 合格, 抽检不合格率 → 不合格."""
    stem = _RATE.sub("", name.split("(")[0])
    root = stem[-_ROOT:]
    return stem[-_ROOT - 1] + root if stem[:-_ROOT].endswith(("不", "未")) else root


def _percent(share: Decimal) -> Figure:
    unit = known_unit("%")
    assert unit is not None
    return Figure(0, 0, Number(Comparator.BARE, (share * 100).quantize(EXACT), unit))
