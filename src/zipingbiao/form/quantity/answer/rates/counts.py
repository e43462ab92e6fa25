"""What part of a whole the counts of a text come to: 应检96家，已检93家; 优良路425公里，总里程500公里."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.rates.faults import is_fault
from zipingbiao.form.quantity.answer.rates.whole import speaks_of
from zipingbiao.form.quantity.answer.roles import Role, Said
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.readings import Number, Range, is_upper
from zipingbiao.form.quantity.text import pairs_of, shares_a_pair
from zipingbiao.form.quantity.units import same_kind

#: 错发1笔 beside 差错率.
_FAULTS = late_pattern(
    "^[,;]?(?:其中|发生|发现|出现)?(?:差错|错[发漏误报付保登录核算认判]|漏[发报付保登录]|误[发报付判认定核])"
)
#: The end of a piece of work, whatever came of it.
_DEALT_WITH = late_pattern("审结|办结|结案|审理|办理|完工|竣工|交付|结项")
_SATISFIED = "满意"
_IS_SATISFIED = late_pattern("(?<!不)(?<!不太)(?<!不很)满意$")
#: The answers that a survey counts, and the papers that came back.
_LEVEL = late_pattern("(?:满意|一般|不满意)$")
_CAME_BACK = late_pattern("收回|回收|有效")
_NO_SUCCESS = late_pattern("超时|破裂|枯死|有意见|辍学|退学|停运|离线|掉线")
_WHOLLY = late_pattern("均|都|全部")
_DONE = "已均全完"
_RATE = late_pattern(r"(?:率|(?<!形象|建设|工程|施工|项目)进度|度|比例|比重|占比|比率)$")
_ROOT = 2
#: 占比, 比例: of what a whole is made up.
_COMPOSED = late_pattern("占比|比例|比重|占")
#: So many characters before 率 say of what it is.
_STEM = 4
_DENIED = late_pattern("(?:不|未|无|非(?!常)|没有)[一-鿿]{0,2}$")


def part_of_all(told: Sequence[Said], name: str) -> Decimal | None:
    """总数150辆，其中新能源126辆; 计划20项，完成19项: the second of the first, where nothing else is told."""
    if len(told) != 2:
        return None
    whole, part = told
    if not value_of(whole) or value_of(part) > value_of(whole) or part.role < Role.PART:
        return None
    if not same_kind(whole.figure.reading.unit, part.figure.reading.unit) or is_rate(whole):
        return None
    of_plan = whole.role is Role.PLANNED and part.role in (Role.PLAIN, Role.DONE)
    named = shares_a_pair(part.before + part.after, name)
    of_all = part.role is Role.PART and whole.role is not Role.LACKING and named
    stem = _RATE.sub("", name)[-4:]
    of_stem = len(stem) == 4 and stem in part.before and stem not in whole.before
    return value_of(part) / value_of(whole) if of_plan or of_all or of_stem else None


def of_kinds(counts: Sequence[Said], name: str, words: Lexicon) -> Decimal | None:
    """集中供养312人，分散供养228人 beside 集中供养率: of two kinds that are everything, the one that is named."""
    if len(counts) != 2 or not same_kind(counts[0].figure.reading.unit, counts[1].figure.reading.unit):
        return None
    kinds = [words.roles["complements"].search(each.before) for each in counts]
    named = [kind.group() for kind in kinds if kind is not None]
    if len(set(named)) != len(counts):
        return None
    deeds = {
        each.before.strip("、和及与,").replace(kind, "") for each, kind in zip(counts, named, strict=True)
    }
    own = [each for each, kind in zip(counts, named, strict=True) if kind in name]
    total = sum(map(value_of, counts), Decimal(0))
    return value_of(own[0]) / total if len(deeds) == 1 and len(own) == 1 and total else None


def of_named(counts: Sequence[Said], name: str, words: Lexicon) -> Decimal | None:
    """优良路425公里，总里程500公里 beside 优良路率: the part has words of the rate that the whole has not, in either order."""
    if len(counts) != 2 or not same_kind(counts[0].figure.reading.unit, counts[1].figure.reading.unit):
        return None
    if any(each.role < Role.PART for each in counts):
        return None
    if "占" in name and not name.endswith("占比"):
        return _of_other(counts, name)
    part, whole = sorted(counts, key=value_of)
    around = part.before + part.after
    own = {pair for pair in pairs_of(_RATE.sub("", name)) if pair in around}
    if not own - {pair for pair in own if pair in whole.before + whole.after} or not value_of(whole):
        return None
    denied = words.negative.search(around) is not None or words.stance["bad"].search(around) is not None
    return None if denied else value_of(part) / value_of(whole)


def likely_part(
    counts: Sequence[Said], name: str, target: Number | Range, faults: Sequence[str], words: Lexicon
) -> Decimal | None:
    """车辆240台中新能源66台 beside 占比: the second of the first, where that is enough and speaks of no fault.

    Less than what was asked for proves nothing: 应检1000家，抽检950家 may be of another rate.
    """
    if len(counts) != 2 or any(each.role < Role.PART and each.role is not Role.BASE for each in counts):
        return None
    whole, part = counts
    told = part.before + part.after
    fits = same_kind(whole.figure.reading.unit, part.figure.reading.unit) and value_of(whole) > 0
    bad = words.negative.search(told) or words.stance["bad"].search(told) or is_fault(part, faults)
    stem = _RATE.sub("", name)
    own = _COMPOSED.search(name) is not None or any(sign in stem[-_STEM:] for sign in told)
    if not fits or bad or not own or not isinstance(target, Number) or is_upper(target):
        return None
    if words.less_is_better.search(name) is not None or value_of(part) > value_of(whole):
        return None
    share = value_of(part) / value_of(whole)
    return share if share >= target.value * target.unit.factor else None


def _of_other(counts: Sequence[Said], name: str) -> Decimal | None:
    """建设费500万元，运维费46万元 beside 运维费占建设费比例: the one that is named first over the other, however large."""
    one, other = name.split("占", 1)
    parts = [each for each in counts if shares_a_pair(each.before, one)]
    wholes = [each for each in counts if shares_a_pair(each.before, other)]
    if len(parts) != 1 or len(wholes) != 1 or parts == wholes or not value_of(wholes[0]):
        return None
    return value_of(parts[0]) / value_of(wholes[0])


def some_of(told: Sequence[Said], root: str, faults: Sequence[str], words: Lexicon) -> Decimal | None:
    """14个断面中13个达到Ⅲ类: so many of all, whatever the words; of what is denied the rest."""
    if len(told) > 2:
        told = [each for each in told if each.figure.reading.unit.dimension != "time"]  # 28起在24小时内扑灭
    bases = [n for n, each in enumerate(told[:-1]) if each.role is Role.BASE]
    if len(bases) != 1 or len(told) != 2:
        return None
    whole, part = told[bases[0]], told[bases[0] + 1]
    if not value_of(whole) or value_of(part) > value_of(whole):
        return None
    share = value_of(part) / value_of(whole)
    if words.less_is_better.search(root) is not None:
        return share if speaks_of(part.before + part.after, root, words) else None
    denied = words.negative.search(part.after) is not None and words.negative.search(root) is None
    if denied or _is_bad_news(part, faults, words):
        return 1 - share
    good = share > 1 - share or speaks_of(part.before + part.after, root, words)
    return share if good else None  # 500名中5名: of so few nobody knows what is said


def of_extent(told: Sequence[Said], root: str, faults: Sequence[str], words: Lexicon) -> Decimal | None:
    """应查31家，31家都查到了; 抽取600宗，差错2宗: what came of how many."""
    if len(told) != 2:
        return None
    of_faults = words.stance["bad"].search(root) is not None or _is_fault_of(told[1], faults)
    if (
        (told[0].role is not Role.EXTENT and not of_faults)
        or (told[1].role < Role.PART and not _is_fault_of(told[1], faults))
        or told[1].role is Role.EXTENT
    ):
        return None
    whole, part = value_of(told[0]), value_of(told[1])
    if not same_kind(told[0].figure.reading.unit, told[1].figure.reading.unit) or not whole or part > whole:
        return None
    around = told[1].before + told[1].after
    share = part / whole
    if words.stance["bad"].search(root) is not None:
        return share if root in around or _FAULTS.search(around) is not None else None
    if _of_another_deed(told[1], root, words):
        return None
    denied = words.negative.search(around) is not None or words.stance["bad"].search(around) is not None
    denied = denied or _is_fault_of(told[1], faults)
    return 1 - share if denied and words.negative.search(root) is None else share


def _is_bad_news(part: Said, faults: Sequence[str], words: Lexicon) -> bool:
    """1台故障, 60株死亡, 4人有意见: what is said of the part is no success."""
    told = part.after
    bad = words.stance["bad"].search(told) or words.less_is_better.search(told) or _NO_SUCCESS.search(told)
    return bad is not None or _is_fault_of(part, faults)


def _is_fault_of(part: Said, faults: Sequence[str]) -> bool:
    """登记设备340台，故障9台 beside 完好率; 错发1笔 beside what is told with 差错."""
    return is_fault(part, faults) or ("差错" in faults and _FAULTS.search(part.before) is not None)


def of_counts(
    counts: list[Said], lacking: list[Said], root: str, faults: Sequence[str], text: str, words: Lexicon
) -> Decimal | None:
    """The part that was asked about over the whole: both of one unit, the whole the larger one."""
    if len(lacking) == 1 and len(counts) == 1:
        missing, done = value_of(lacking[0]), value_of(counts[0])
        if not _is_told_of(counts[0], root, faults, words) and not _is_told_of(
            lacking[0], root, faults, words
        ):
            return None  # 退出612户、新增588户 beside 动态调整率
        whole = done if counts[0].role in (Role.BASE, Role.EXTENT, Role.TOTAL) else done + missing
        return (whole - missing) / whole if whole >= missing and whole else None
    if len(counts) < 2:
        return None
    known = _by_signs(counts, root)
    if known is not None:
        return known
    known = _but_for_some([*counts, *lacking], root)
    if known is None:
        known = _satisfied(counts, root)
    if known is not None:
        return known
    if len(counts) == 2 and _is_fraction(counts, text):
        return value_of(counts[0]) / value_of(counts[1]) if value_of(counts[1]) else None
    if _is_everything(counts, words) or _all_of_the_first(counts, root, words):
        return Decimal(1)
    part = next((each for each in reversed(counts[1:]) if _names(each, root, words)), None)
    if part is None:
        return None
    before = counts[: counts.index(part)]
    wholes = [each for each in before if same_kind(each.figure.reading.unit, part.figure.reading.unit)]
    wholes = [each for each in wholes if not _names(each, root, words)] or wholes
    if not wholes:
        return None
    whole = value_of(wholes[-1])
    if value_of(part) > whole and value_of(wholes[0]) >= value_of(part):
        whole = value_of(wholes[0])  # 参评42人，优秀9人，合格31人
    if value_of(part) > whole:
        whole = sum((value_of(each) for each in wholes), Decimal(0))  # 新收5260件，旧存412件，结案5312件
    # 20项一次通过，1项整改后通过: all that speak of it
    same = [e for e in counts[counts.index(wholes[-1]) + 1 :] if _names(e, root, words) and _alike(e, part)]
    reached = sum((value_of(each) for each in same), Decimal(0)) or value_of(part)
    if not whole or value_of(part) > whole:
        return None
    share = (reached if reached <= whole else value_of(part)) / whole
    return (
        1 - share
        if words.negative.search(part.before + part.after) and not words.negative.search(root)
        else share
    )


def _is_told_of(each: Said, root: str, faults: Sequence[str], words: Lexicon) -> bool:
    """Whether a figure is a whole, or its words speak of what the rate is of."""
    if _is_fault_of(each, faults):
        return True
    whole = each.role in (Role.BASE, Role.EXTENT, Role.TOTAL, Role.DONE)
    around = each.before + each.after
    return whole or _names(each, root, words) or any(sign in around for sign in "未余剩欠缺还尚待除")


def _of_another_deed(part: Said, root: str, words: Lexicon) -> bool:
    """审结5104件 beside 服判息诉率: that so many were dealt with says nothing of how they turned out."""
    return _DEALT_WITH.search(part.before + part.after) is not None and not _names(part, root, words)


def _by_signs(counts: list[Said], root: str) -> Decimal | None:
    """抽查150卷，优秀49卷、良好77卷 beside 优良率: the best and the good together."""
    whole, *parts = counts
    signs = ["".join(sign for sign in root if sign in each.before) for each in parts]
    if len(root) != _ROOT or len(parts) != _ROOT or sorted(signs) != sorted(root):
        return None
    part = sum(map(value_of, parts), Decimal(0))
    one_unit = len({each.figure.reading.unit for each in counts}) == 1
    return part / value_of(whole) if one_unit and value_of(whole) >= part > 0 else None


def _but_for_some(counts: list[Said], root: str) -> Decimal | None:
    """评估180件，优秀64件、不合格3件 beside 合格率: all but the three."""
    denied = [each for each in counts if each.before.endswith((f"不{root}", f"未{root}"))]
    whole = counts[0]
    if len(denied) != 1 or denied[0] is whole or root in whole.before or not value_of(whole):
        return None
    if not same_kind(whole.figure.reading.unit, denied[0].figure.reading.unit):
        return None
    missing = value_of(denied[0])
    return (value_of(whole) - missing) / value_of(whole) if missing <= value_of(whole) else None


def _satisfied(counts: list[Said], root: str) -> Decimal | None:
    """46份中非常满意31份、满意11份、一般4份: those who were, of all."""
    if root != _SATISFIED or any(f"基本{_SATISFIED}" in each.before + each.after for each in counts):
        return None
    good = [each for each in counts if _IS_SATISFIED.search(each.before) or each.after == _SATISFIED]
    levels = [each for each in counts if _LEVEL.search(each.before) or _LEVEL.search(each.after)]
    back = [each for each in counts if _CAME_BACK.search(each.before) is not None]
    whole = back[0] if len(back) == 1 else max(counts, key=value_of)
    if len(levels) < 2:
        return None
    kinds = {each.figure.reading.unit for each in counts}
    if len(counts) < 3 or not good or whole in good or len(kinds) > 1 or not value_of(whole):
        return None
    share = sum(map(value_of, good), Decimal(0)) / value_of(whole)
    return share if share <= 1 else None


def _is_everything(counts: list[Said], words: Lexicon) -> bool:
    """全县326家机构，现场检查326家: as many as there are, and nothing denied."""
    if len(counts) != 2 or value_of(counts[0]) != value_of(counts[1]) or not value_of(counts[0]):
        return False
    around = "".join(each.before + each.after for each in counts)
    denied = words.negative.search(around) is not None or words.stance["bad"].search(around) is not None
    return same_kind(counts[0].figure.reading.unit, counts[1].figure.reading.unit) and not denied


def _all_of_the_first(counts: list[Said], root: str, words: Lexicon) -> bool:
    """8处均验收合格，其中1处为整改后复验通过: all of them, however they got there."""
    first, *rest = counts
    whole = _WHOLLY.search(first.after) is not None and speaks_of(first.after, root, words)
    return whole and all(
        e.role is Role.PART and words.negative.search(e.before + e.after) is None for e in rest
    )


def _alike(one: Said, other: Said) -> bool:
    """Both of one unit, and both told as reached or both as not."""
    denied = [_DENIED.search(each.before + each.after) is not None for each in (one, other)]
    return same_kind(one.figure.reading.unit, other.figure.reading.unit) and denied[0] is denied[1]


def _is_fraction(counts: list[Said], text: str) -> bool:
    return counts[1].before == "/" or counts[0].after.startswith("/")


def _names(each: Said, root: str, words: Lexicon) -> bool:
    """Whether the words around a count speak of what the rate is of."""
    told = each.before + each.after
    return speaks_of(told, root, words) or (root[-1:] in told and any(mark in told for mark in _DONE))


def value_of(each: Said) -> Decimal:
    reading = each.figure.reading
    return reading.value if isinstance(reading, Number) else Decimal(0)


def is_rate(each: Said) -> bool:
    return each.figure.reading.unit.dimension == "ratio"
