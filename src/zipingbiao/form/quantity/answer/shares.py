"""A rate told by the counts it is made of: 应检96家，已检93家; 不合格9批次; 全部合格; 48/90."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.found import Answers
from zipingbiao.form.quantity.answer.roles import Role, Said
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.marks import MARKS
from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.form.quantity.qualitative import without_papers
from zipingbiao.form.quantity.readings import Comparator, Number, Range
from zipingbiao.form.quantity.text import pairs_of, shares_a_pair
from zipingbiao.form.quantity.units import known_unit, same_kind

_RATE = late_pattern(r"(?:率|(?<!形象|建设|工程|施工|项目)进度|度|比例|比重|占比|比率)$")
#: 未及时接听: a word or two may stand between.
_ASKED = late_pattern("([一-鿿]{2,8}(?:率|比例|占比))[≥≤=为达到至少不低于]*\\d")
_DENIED = late_pattern("(?:不|未|无|非(?!常)|没有)[一-鿿]{0,2}$")
#: Neither 满意 nor 不满意.
_BETWEEN = late_pattern("一般|中立|较?差|不清楚|不了解|弃权|说不清")
_CLAUSES = late_pattern("[,;.]")
#: 错发1笔 beside 差错率.
_FAULTS = late_pattern("^[,;]?(?:其中|发生|发现|出现)?(?:差错|错[发漏误报付]|漏[发报付]|误[发报付判])")
#: 查获异常57起: what was found and then dealt with.
_FOUND_FIRST = late_pattern(
    r"(?:发现|查获|查出|排查出?|受理|收到|计划|应)[一-鿿]{0,6}\d+[一-鿿]{1,3}(?=[,;])"
)
#: 无逾期件, 没有超期贮存: that nothing went wrong is said beside that all was done.
_NO_FAULT = late_pattern(
    "[,;.](?:均|都|全年)?(?:无|未|没有?|未发现|未出现|无一)(?:一?[起例件人户名])?(?:逾期|超期|延期|延误|迟报|迟|漏|遗留|遗漏|退回|私自|乱|拖|积压|流失)[一-鿿]{0,5}(?=$|[,;.])"
)
#: 漏 and 无 that deny nothing.
_NOT_DENIED = late_pattern("无需|漏洞|无遗漏|不动产|未成年|无障碍|无人机|无线|无害化")
#: The end of a piece of work, whatever came of it.
_DEALT_WITH = late_pattern("审结|办结|结案|审理|办理|完工|竣工|交付|结项")
#: 不合格食品处置率: what is dealt with, not what came of it.
_UNFIT = "不合格"
_ROOT = 2
_DIGIT = late_pattern(r"\d")
_NONE = ("无", "没有", "未出现", "未发现", "不存在")
_WHOLE = 100
_DONE = "已均全完"
#: A rate told in whole points is no other than the counts it was made of.
_ABOUT_THE_SAME = Decimal(1)
_HUNDREDTH = Decimal("0.01")


def shared(
    told: Sequence[Said], text: str, target: Number | Range, name: str, words: Lexicon, asked: str = ""
) -> Answers | None:
    """The rate that counts come to; None where the target is no rate, a rate is told, or the counts do not fit."""
    if target.unit.dimension != "ratio" or target.unit.name.endswith("百分点"):
        return None
    root = _root(name if _RATE.search(name.split("(")[0]) is not None else _asked_rate(asked) or name)
    rates = [each for each in told if _is_rate(each)]
    if rates:
        return _from_rates(rates, root, text, words) or _against_counts(told, rates, root, text, words)
    counts = [each for each in told if isinstance(each.figure.reading, Number) and each.role > Role.EARLIER]
    lacking = [each for each in told if each.role is Role.LACKING]
    part = _part_of_all(told, name)
    if part is not None:
        return Answers((_percent(part),))
    if words.stance["bad"].search(root) is not None:
        found = _of_extent(told, root, words)  # 差错率: none of it is 0
        if found is None and not lacking and _is_none(text, root):
            found = Decimal(0)
        return None if found is None else Answers((_percent(found),))
    if not lacking and _none_fails(text, root):
        return Answers((_percent(Decimal(1)),))
    share = _of_counts(counts, lacking, root, text, words)
    if share is None and not lacking:
        share = _of_named(counts, name, words)
    if share is None and not lacking:
        share = _some_of(told, root, words) or _of_extent(told, root, words)
    told_text = text.replace(_UNFIT, "") if _UNFIT in name and root not in _UNFIT else text
    if share is None and _is_whole(told_text, root, words) and not _leaves_time_out(text, name, words):
        share = Decimal(1)
    return None if share is None else Answers((_percent(share),))


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


def _part_of_all(told: Sequence[Said], name: str) -> Decimal | None:
    """总数150辆，其中新能源126辆; 计划20项，完成19项: the second of the first, where nothing else is told."""
    if len(told) != 2:
        return None
    whole, part = told
    if not _value(whole) or _value(part) > _value(whole) or part.role < Role.PART:
        return None
    if not same_kind(whole.figure.reading.unit, part.figure.reading.unit) or _is_rate(whole):
        return None
    of_plan = whole.role is Role.PLANNED and part.role in (Role.PLAIN, Role.DONE)
    named = shares_a_pair(part.before, name)
    of_all = part.role is Role.PART and whole.role is not Role.LACKING and named
    stem = _RATE.sub("", name)[-4:]
    of_stem = len(stem) == 4 and stem in part.before and stem not in whole.before
    return _value(part) / _value(whole) if of_plan or of_all or of_stem else None


def _of_named(counts: Sequence[Said], name: str, words: Lexicon) -> Decimal | None:
    """优良路425公里，总里程500公里 beside 优良路率: the part has words of the rate that the whole has not, in either order."""
    if len(counts) != 2 or not same_kind(counts[0].figure.reading.unit, counts[1].figure.reading.unit):
        return None
    if any(each.role < Role.PART for each in counts):
        return None
    part, whole = sorted(counts, key=_value)
    around = part.before + part.after
    own = {pair for pair in pairs_of(_RATE.sub("", name)) if pair in around}
    if not own - {pair for pair in own if pair in whole.before + whole.after} or not _value(whole):
        return None
    denied = words.negative.search(around) is not None or words.stance["bad"].search(around) is not None
    return None if denied else _value(part) / _value(whole)


def _some_of(told: Sequence[Said], root: str, words: Lexicon) -> Decimal | None:
    """14个断面中13个达到Ⅲ类: so many of all, whatever the words; of what is denied the rest."""
    bases = [n for n, each in enumerate(told[:-1]) if each.role is Role.BASE]
    if len(bases) != 1 or len(told) != 2:
        return None
    whole, part = told[bases[0]], told[bases[0] + 1]
    if not _value(whole) or _value(part) > _value(whole):
        return None
    share = _value(part) / _value(whole)
    denied = words.negative.search(part.after) is not None and words.negative.search(root) is None
    return 1 - share if denied else share


def _of_extent(told: Sequence[Said], root: str, words: Lexicon) -> Decimal | None:
    """应查31家，31家都查到了; 抽取600宗，差错2宗: what came of how many."""
    of_faults = words.stance["bad"].search(root) is not None and len(told) == 2
    if (
        len(told) != 2
        or (told[0].role is not Role.EXTENT and not of_faults)
        or told[1].role < Role.PART
        or told[1].role is Role.EXTENT
    ):
        return None
    whole, part = _value(told[0]), _value(told[1])
    if not same_kind(told[0].figure.reading.unit, told[1].figure.reading.unit) or not whole or part > whole:
        return None
    around = told[1].before + told[1].after
    share = part / whole
    if words.stance["bad"].search(root) is not None:
        return share if root in around or _FAULTS.search(around) is not None else None
    if _of_another_deed(told[1], root, words):
        return None
    denied = words.negative.search(around) is not None or words.stance["bad"].search(around) is not None
    return 1 - share if denied and words.negative.search(root) is None else share


def _of_another_deed(part: Said, root: str, words: Lexicon) -> bool:
    """审结5104件 beside 服判息诉率: that so many were dealt with says nothing of how they turned out."""
    return _DEALT_WITH.search(part.before + part.after) is not None and not _names(part, root, words)


def _from_rates(rates: Sequence[Said], root: str, text: str, words: Lexicon) -> Answers | None:
    """不满意的占3% beside 满意度 leaves 97%; a rate of the extent beside 均合格 leaves 100%."""
    parts = _levels(rates, root, words)
    if parts is not None:
        return parts
    if len(rates) > 2 and sum(map(_value, rates)) == _WHOLE:
        return Answers(other=True)  # 优秀21%、合格74%、基本合格5%: the parts of a whole
    denied = [each for each in rates if _is_opposite(each.before, root) or _is_opposite(each.after, root)]
    if len(rates) == 2 and len(denied) == 1 and sum(map(_value, rates)) > _WHOLE:
        return Answers(other=True)  # 满意度95%，不满意率12%
    only = rates[0].figure.reading
    if len(rates) == 1 and isinstance(only, Number):
        if _is_opposite(rates[0].before, root) or _is_opposite(rates[0].after, root):
            return Answers((_percent(1 - only.value * only.unit.factor),))
        if rates[0].role is Role.EXTENT and _is_whole(text, root, words):
            return Answers((_percent(Decimal(1)),))
    return None


def _against_counts(
    told: Sequence[Said], rates: Sequence[Said], root: str, text: str, words: Lexicon
) -> Answers | None:
    """合格率99.6%，抽检250册不合格9册: where the counts beside a rate come to another, both may be meant."""
    counts = [each for each in told if not _is_rate(each) and each.role > Role.EARLIER]
    lacking = [each for each in told if each.role is Role.LACKING and not _is_rate(each)]
    share = _of_counts(counts, lacking, root, text, words) if len(rates) == 1 and counts else None
    if share is None or abs(_value(rates[0]) - share * 100) <= _ABOUT_THE_SAME:
        return None
    return Answers((rates[0].figure, _percent(share)))


def _levels(rates: Sequence[Said], root: str, words: Lexicon) -> Answers | None:
    """非常满意占71%，满意占22%: what all that say so come to; where it is in doubt what counts, both figures."""
    if len(rates) < 2 or len(root) < _ROOT:
        return None
    shares = [_value(each) for each in rates if isinstance(each.figure.reading, Number)]
    by_sign = ["".join(sign for sign in root if sign in each.before) for each in rates]
    if sorted(sign for sign in by_sign if sign) == sorted(root):
        told = sum((_value(e) for e, sign in zip(rates, by_sign, strict=True) if sign), Decimal(0))
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


def _is_rate(each: Said) -> bool:
    return each.figure.reading.unit.dimension == "ratio"


def _root(name: str) -> str:
    """What a rate is of: 工程验收合格率 → 合格, 抽检不合格率 → 不合格."""
    stem = _RATE.sub("", name.split("(")[0])
    root = stem[-_ROOT:]
    return stem[-_ROOT - 1] + root if stem[:-_ROOT].endswith(("不", "未")) else root


def _percent(share: Decimal) -> Figure:
    unit = known_unit("%")
    assert unit is not None
    return Figure(0, 0, Number(Comparator.BARE, (share * 100).quantize(_HUNDREDTH), unit))


def _of_counts(
    counts: list[Said], lacking: list[Said], root: str, text: str, words: Lexicon
) -> Decimal | None:
    """The part that was asked about over the whole: both of one unit, the whole the larger one."""
    if len(lacking) == 1 and len(counts) == 1:
        missing, done = _value(lacking[0]), _value(counts[0])
        whole = done if counts[0].role in (Role.BASE, Role.EXTENT, Role.TOTAL) else done + missing
        return (whole - missing) / whole if whole >= missing and whole else None
    if len(counts) < 2:
        return None
    if len(counts) == 2 and _is_fraction(counts, text):
        return _value(counts[0]) / _value(counts[1]) if _value(counts[1]) else None
    if _is_everything(counts, words):
        return Decimal(1)
    part = next((each for each in reversed(counts[1:]) if _names(each, root, words)), None)
    if part is None:
        return None
    before = counts[: counts.index(part)]
    wholes = [each for each in before if same_kind(each.figure.reading.unit, part.figure.reading.unit)]
    wholes = [each for each in wholes if not _names(each, root, words)] or wholes
    if not wholes:
        return None
    whole = _value(wholes[-1])
    if _value(part) > whole:
        whole = sum((_value(each) for each in wholes), Decimal(0))  # 新收5260件，旧存412件，结案5312件
    # 20项一次通过，1项整改后通过: all that speak of it
    same = [e for e in counts[counts.index(wholes[-1]) + 1 :] if _names(e, root, words) and _alike(e, part)]
    reached = sum((_value(each) for each in same), Decimal(0)) or _value(part)
    if not whole or _value(part) > whole:
        return None
    share = (reached if reached <= whole else _value(part)) / whole
    return (
        1 - share
        if words.negative.search(part.before + part.after) and not words.negative.search(root)
        else share
    )


def _is_everything(counts: list[Said], words: Lexicon) -> bool:
    """全县326家机构，现场检查326家: as many as there are, and nothing denied."""
    if len(counts) != 2 or _value(counts[0]) != _value(counts[1]) or not _value(counts[0]):
        return False
    around = "".join(each.before + each.after for each in counts)
    denied = words.negative.search(around) is not None or words.stance["bad"].search(around) is not None
    return same_kind(counts[0].figure.reading.unit, counts[1].figure.reading.unit) and not denied


def _alike(one: Said, other: Said) -> bool:
    """Both of one unit, and both told as reached or both as not."""
    denied = [_DENIED.search(each.before + each.after) is not None for each in (one, other)]
    return same_kind(one.figure.reading.unit, other.figure.reading.unit) and denied[0] is denied[1]


def _is_fraction(counts: list[Said], text: str) -> bool:
    return counts[1].before == "/" or counts[0].after.startswith("/")


def _names(each: Said, root: str, words: Lexicon) -> bool:
    """Whether the words around a count speak of what the rate is of."""
    told = each.before + each.after
    return _speaks_of(told, root, words) or (root[-1:] in told and any(mark in told for mark in _DONE))


def _speaks_of(told: str, root: str, words: Lexicon) -> bool:
    """Whether a text has what the rate is of, or another word for it."""
    if len(root) == _ROOT and root[0] in told and root[1] in told[told.index(root[0]) + 1 :]:
        return True  # 发改率: 发回改判
    return any(word in told for word in (root, *words.alias.get(root, ())))


def _value(each: Said) -> Decimal:
    reading = each.figure.reading
    return reading.value if isinstance(reading, Number) else Decimal(0)


def _is_none(text: str, root: str) -> bool:
    """抽检80篇，没有不合格 beside 不合格率."""
    return any(f"{no}{root}" in text for no in (*_NONE, "未发生", "零"))


def _none_fails(text: str, root: str) -> bool:
    """优秀22卷、合格38卷，无不合格."""
    denied = (f"{no}{one}{un}{root}" for no in _NONE for one in ("", "一", "一例", "一件") for un in "不未")
    return len(root) == _ROOT and any(each in text for each in denied)


def _is_whole(text: str, root: str, words: Lexicon) -> bool:
    """全部合格, 均已处置; 未出现不合格: all of it, with nothing taken back."""
    sure = _NO_FAULT.sub("", text)
    if any(words.stance[key].search(sure) for key in ("hedge", "hedged_by_basic", "underway", "planned")):
        return False
    text = _NOT_DENIED.sub("", _FOUND_FIRST.sub("", text))
    none = words.stance["absent"].search(text)
    if none is not None and words.negative.search(text[none.end() : none.end() + _ROOT * 4]) is not None:
        return True
    text = _NO_FAULT.sub("", text)
    if none is not None and words.stance["absent"].search(text) is not None:
        return False
    text = without_papers(text)
    wholly = [clause for clause in _CLAUSES.split(text) if words.whole.search(clause) is not None]
    if any(_speaks_of(clause, root, words) and not words.negative.search(clause) for clause in wholly):
        return True  # 利用率 is not told by 全部投入使用
    return bool(wholly) and words.negative.search(text) is None and _speaks_of(text, root, words)
