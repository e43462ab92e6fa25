"""What the figures of an actual say of a target in words: fewer than all of it, more or less than before."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.roles import Role, Said
from zipingbiao.form.quantity.in_words.asked import Asked, Stance
from zipingbiao.form.quantity.in_words.movement import Move, Way
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.readings import Comparator, Level, Number, Trend
from zipingbiao.form.quantity.sense import by_name
from zipingbiao.form.quantity.text import NO_HAN, normalise, pairs_of, shares_a_pair
from zipingbiao.form.quantity.units import same_kind

_CLAUSES = late_pattern("[;,.]")
_SIGNED = late_pattern(
    r"(?:^|[,;(])(?:总体)?(?:[同环]比|[较比与][上去]年(?:同期)?(?:相比)?)?(?:为|是)?([+-])\d+(?:\.\d+)?(?:%|‰|个?百分点)"
)
#: 3件，比2023年少8件: what moved is told beside what there is.
_BESIDE = late_pattern("[较比]|同比|环比")
_FAST = late_pattern("速度|效率|加快|提速|便捷|便利")
_A_TIME = late_pattern("(?:时间|时长|耗时|用时|周期|等候|等待)(?![内外])")
#: 埋深8.9米，上年同期9.6米 beside 地下水位: the less deep, the higher it stands.
_DEPTH = late_pattern("埋深")
#: 自查自报隐患数翻了一番: more was looked for.
_SOUGHT = late_pattern("自查|自报|排查|查处|查办|侦破|上报|举报|检查")
_FROM_WHEN = late_pattern("[由从的]|[上去]年度?|同期|年初|原来")
#: So many characters are a subject of their own.
_A_SUBJECT = 3
_NONE_MISSED = late_pattern(
    "(?:无|未|未出现|未发现|没有|不存在)(?:一[例人户])?(?:漏|拒|遗漏|应[一-鿿]{1,2}未[一-鿿]{1,2})"
)
#: 无一处未销号, 没有一处隐患未整改, 无未安置人员
_NONE_UNDONE = late_pattern("(?:无|没有|不存在)(?:一[一-鿿]{1,6}?)?[未不]([一-鿿]{2})")
_DUE = late_pattern("应[一-鿿]{1,2}尽([一-鿿])")
_HALVED = late_pattern("减半|(?:降|减少|下降|压缩|缩短|缩减|压减|压降)(?:了)?一半")
_FOUND = late_pattern("发现|排查|查出|存在|出现|摸排")
_TO_VANISH = late_pattern("消除|清零|消灭|杜绝|归零")
_MENDED = late_pattern("整改|销号|处置|化解|办结|清理|整治|修复|消除")


def by_figures(actual: str, asked: Asked, words: Lexicon, told: Sequence[Said]) -> Stance | None:
    """What the figures say: fewer than all of it, or more or less than a year before; None where they say nothing."""
    told = [each for each in told if each.role is not Role.NONE]  # 没有1批不合格
    halved = _halved(told, asked)
    if halved is not None:
        return halved
    if asked.absence:
        mended = _all_mended(told)
        if mended is not None:
            return Stance(Level.MET if mended else Level.PARTIAL)
        nothing = any(words.says_none(clause) for clause in _CLAUSES.split(normalise(actual)))
        if _named(told, asked.text) and not nothing:
            return Stance(Level.MISSED, contrary=True)
    some = _some_of(told)
    if some is not None and some < 1:
        return Stance(Level.PARTIAL)
    if asked.whole and _only_some_did(told, asked.text):
        return Stance(Level.PARTIAL)
    if asked.whole:
        share = _part_of_all(told)
        if share is not None:
            return Stance(Level.PARTIAL) if share < 1 else None
        counted = _as_counted(told, actual, asked, words)
        if counted is not None:
            return counted
    if _down_to_none(told) and _TO_VANISH.search(asked.text) is not None:
        return Stance(Level.MET)  # 由3个降为0个 beside 消除
    wanted = asked.move
    if wanted is not None and wanted.way is Way.BETTER and not wanted.negated:
        return Stance(Level.MET) if _got_better(told, asked.name, words) else None
    if wanted is None or wanted.way not in (Way.UP, Way.DOWN, Way.STEADY):
        return None
    went = _went(told, wanted, asked.name + asked.text, words) or _by_sign(normalise(actual), told)
    if went is None:
        return None
    if went is Way.STEADY:
        return Stance(Level.MET if wanted.negated or wanted.way is Way.STEADY else Level.MISSED)
    if wanted.negated:
        return Stance(Level.MISSED, contrary=True) if went is wanted.way else Stance(Level.MET)
    if wanted.way is Way.STEADY:
        return None
    return Stance(Level.MET) if went is wanted.way else Stance(Level.MISSED, contrary=True)


def _as_counted(told: Sequence[Said], actual: str, asked: Asked, words: Lexicon) -> Stance | None:
    """新增411户，已挂411户 are all of them; 检查17处 alone nobody knows of how many; None where nothing is counted."""
    counted = [
        each
        for each in told
        if each.figure.reading.unit.dimension.startswith("counter") and each.role is not Role.LACKING
    ]
    if _all_counted(counted, asked):
        return Stance(Level.MET)
    wholly = words.stance["whole"].search(normalise(actual)) is not None
    wholly = wholly or words.whole.search(actual) is not None
    return Stance(Level.UNKNOWN) if counted and not wholly else None


def _halved(told: Sequence[Said], asked: Asked) -> Stance | None:
    """上年84件，今年45件 beside 较上年减半: not yet half of it."""
    if _HALVED.search(asked.text) is None or between_two(told) is None:
        return None
    before = next(e for e in told if e.role in (Role.EARLIER, Role.FROM))
    now = next(e for e in told if e.role >= Role.PART)
    was, is_ = _number(before), _number(now)
    if was is None or is_ is None:
        return None
    return Stance(Level.MET) if is_ + is_ <= was else Stance(Level.PARTIAL)


def none_was_missed(actual: str, asked: Asked) -> bool:
    """没有漏救, 不存在应保未保 beside 应救尽救; 没有一处隐患未整改 beside 全部整改: not one was left out."""
    text = normalise(actual)
    undone = _NONE_UNDONE.search(text)
    if undone is not None and undone[1] in asked.text + asked.name:
        return True
    all_asked = asked.whole or "尽" in asked.text + asked.name
    return all_asked and _NONE_MISSED.search(text) is not None


def _all_counted(counted: Sequence[Said], asked: Asked) -> bool:
    """新增411户，已挂411户: as many as there are."""
    if len(counted) != 2 or not _number(counted[0]) or _number(counted[0]) != _number(counted[1]):
        return False
    one, other = (each.figure.reading.unit for each in counted)
    due = _DUE.search(asked.text + asked.name)
    named = shares_a_pair(counted[1].before, asked.text + asked.name) and len(counted[1].before) > 1
    done = (
        named
        or counted[1].role in (Role.DONE, Role.ACTUAL)
        or (due is not None and due[1] in counted[1].before)
    )
    return one == other and done


def _down_to_none(told: Sequence[Said]) -> bool:
    """由3个降为0个."""
    return len(told) == 2 and told[0].role is Role.FROM and _number(told[1]) == 0


def _all_mended(told: Sequence[Said]) -> bool | None:
    """发现问题43个，整改销号43个: whether all of what was found was mended; None where no two such figures stand."""
    if len(told) != 2 or _MENDED.search(told[1].before + told[1].after) is None:
        return None
    found, mended = map(_number, told)
    if not found or mended is None or _FOUND.search(told[0].before) is None:
        return None
    return mended >= found


def _only_some_did(told: Sequence[Said], asked: str) -> bool:
    """14个乡镇全部修编，其中10个开展了演练 beside 所有乡镇修编并开展演练."""
    for whole, part in pairwise(told):
        all_of_them, some = _number(whole), _number(part)
        same = part.figure.reading.unit.name in ("", "个", whole.figure.reading.unit.name)
        if part.role is Role.PART and same and all_of_them and some is not None and some < all_of_them:
            return any(pair in asked for pair in pairs_of(part.after))
    return False


def _named(told: Sequence[Said], asked: str) -> bool:
    """脱管1人 beside 无脱管漏管: some of what must not be."""
    return any(
        each.role >= Role.EXTENT
        and (_number(each) or 0) > 0
        and len(each.before) > 1
        and each.before[-2:] in asked
        for each in told
    )


def _part_of_all(told: Sequence[Said]) -> Decimal | None:
    """3条中2条, 覆盖率82%, 尚有5户: what part of the whole was done."""
    if any(each.role is Role.LACKING and _number(each) for each in told):
        return Decimal(0)
    some = _some_of(told)
    if some is not None:
        return some
    rates = [e for e in told if e.figure.reading.unit.dimension == "ratio" and e.role > Role.EARLIER]
    values = [value for each in rates if (value := _number(each)) is not None]
    return min(values) / 100 if values and all(e.figure.reading.unit.name == "%" for e in rates) else None


def _some_of(told: Sequence[Said]) -> Decimal | None:
    """12个月中9个月: 9 of 12."""
    for one, other in pairwise(told):
        whole, part = _number(one), _number(other)
        unit = other.figure.reading.unit
        same = unit.name in ("", "个") or same_kind(one.figure.reading.unit, unit)
        if one.role is Role.BASE and same and whole and part is not None:
            return part / whole
    return None


def _number(each: Said) -> Decimal | None:
    reading = each.figure.reading
    return reading.value if isinstance(reading, Number) else None


def _went(told: Sequence[Said], wanted: Move, about: str, words: Lexicon) -> Way | None:
    """Which way the figures went that are told; 办理时限由7日延长至15日 goes against 效率提高, since less of it is better."""
    found = between_two(told) or _year_by_year(told) or _by_amounts(told)
    if found is None:
        return None
    way, before = found
    if _SOUGHT.search(before) is not None:
        return None
    bad = (
        _takes_time(told, about)
        or any(_DEPTH.search(each.before) is not None for each in told)
        or words.stance["bad"].search(before) is not None
        or Comparator.LE in (by_name(before, words), by_name(_subject(before, words), words))
    )
    turned = bad and not wanted.of_bad and way is not Way.STEADY
    went = (Way.DOWN if way is Way.UP else Way.UP) if turned else way
    against = went is not wanted.way and went is not Way.STEADY and not wanted.negated
    return None if against and _of_another_subject(before, wanted, about, words) else went


def _got_better(told: Sequence[Said], name: str, words: Lexicon) -> bool:
    """去镇上由50分钟缩短到20分钟 beside 明显改善: what is told by two figures is less of what is bad, or more of what is good."""
    found = between_two(told)
    if found is None:
        return False
    way, before = found
    subject = NO_HAN.sub("", _FROM_WHEN.sub("", before)) or name
    named = by_name(subject, words)
    lasting = all(each.figure.reading.unit.dimension == "time" for each in told)
    bad = words.stance["bad"].search(subject) is not None or named is Comparator.LE or lasting
    return way is Way.DOWN if bad else way is Way.UP and named is Comparator.GE


def _takes_time(told: Sequence[Said], about: str) -> bool:
    """由35天压到18天 beside 上架速度 加快: of time less is better."""
    lasting = all(each.figure.reading.unit.dimension == "time" for each in told)
    named = any(_A_TIME.search(each.before) is not None for each in told)
    return lasting and (named or _FAST.search(about) is not None)


def _by_sign(actual: str, told: Sequence[Said]) -> Way | None:
    """同比+12.4%, -3个百分点: the way that a typed sign says, where every figure bears it."""
    signs = _SIGNED.findall(actual)
    if len(signs) != len(told) or len(set(signs)) != 1:
        return None
    return Way.UP if signs[0] == "+" else Way.DOWN


def _of_another_subject(before: str, wanted: Move, about: str, words: Lexicon) -> bool:
    """次果率从15%降到9% beside 生产技能 提升: that something else fell says nothing against it."""
    subject = _subject(before, words)
    own = shares_a_pair(subject, about) or wanted.of_bad
    known = words.stance["bad"].search(before) is not None or by_name(subject, words) is not None
    return len(subject) >= _A_SUBJECT and not own and not known


def _subject(before: str, words: Lexicon) -> str:
    """溶栓时间比上年缩短 → 溶栓时间: what it is that went up or down."""
    subject = NO_HAN.sub("", _FROM_WHEN.sub("", words.stance["comparing"].sub("", before)))
    for key in ("up", "down"):
        subject = words.stance[key].sub("", subject)
    return subject


def _by_amounts(told: Sequence[Said]) -> tuple[Way, str] | None:
    """较去年多2起, 同比下滑3%: the way that the words before the figures say, where they say one."""
    moved = [each for each in told if _way(each) is not None and _number(each)]
    ways = {way for each in moved if (way := _way(each)) is not None}
    beside = [each for each in moved if _BESIDE.search(each.before) is not None]
    if (
        len(ways) != 1
        or (len(moved) != len(told) and len(beside) != len(moved))
        or any((_number(each) or 0) < 0 for each in moved)
    ):
        return None
    return ways.pop(), moved[0].before


def _way(each: Said) -> Way | None:
    """The way one figure goes: 增加3%, 多用130吨, 节约2万元."""
    if each.role in (Role.EXCESS, Role.SAVED):
        return Way.UP if each.role is Role.EXCESS else Way.DOWN
    trend = each.figure.reading.trend
    return None if trend is Trend.NONE else Way.UP if trend is Trend.UP else Way.DOWN


def _year_by_year(told: Sequence[Said]) -> tuple[Way, str] | None:
    """2022年612辆、2023年704辆、2024年1138辆: the way they all go, where they all go one way."""
    values = [_number(each) for each in told]
    kinds = {each.figure.reading.unit.dimension for each in told}
    if len(told) < 3 or len(kinds) > 1 or told[-1].role < Role.PART:
        return None
    before = told[:-1]
    if any(each.role not in (Role.EARLIER, Role.FROM) for each in before):
        return None
    steps = {(b > a) - (b < a) for a, b in pairwise(v for v in values if v is not None)}
    ways = {1: Way.UP, -1: Way.DOWN, 0: Way.STEADY}
    return (ways[steps.pop()], before[0].before) if len(steps) == 1 and None not in values else None


def between_two(told: Sequence[Said]) -> tuple[Way, str] | None:
    """Two figures of one kind, one of them of an earlier time: 86起，上年同期81起; 由182减至175."""
    now = [each for each in told if each.role >= Role.PART]
    kinds = [each.figure.reading.unit for each in now]
    earlier = [
        each
        for each in told
        if each.role in (Role.EARLIER, Role.FROM)
        and (not kinds or any(same_kind(each.figure.reading.unit, kind) for kind in kinds))
    ]
    if len(earlier) != 1 or not now:
        return None
    before = earlier[0].figure.reading
    same = [each for each in now if same_kind(each.figure.reading.unit, before.unit)]
    was, is_ = _number(earlier[0]), _number(same[0]) if len(same) == 1 else None
    if was is None or is_ is None:
        return None
    return Way.UP if is_ > was else Way.DOWN if is_ < was else Way.STEADY, earlier[0].before
