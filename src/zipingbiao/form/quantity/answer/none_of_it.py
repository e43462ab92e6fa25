"""That nothing of the kind was there: 无, 未发生, 送检24批均未超标 beside 超标次数."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import Entry
from zipingbiao.form.quantity.answer.roles import Role, Said
from zipingbiao.form.quantity.answer.taken_back import CLAUSE_ENDS, without_figures
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.form.quantity.ranks import gravity
from zipingbiao.form.quantity.read import Parsed
from zipingbiao.form.quantity.readings import (
    Comparator,
    Level,
    Number,
    Range,
    Reading,
    Unreadable,
    Word,
    is_upper,
)

_HOW_MANY = late_pattern("(?:发生|出现)?(?:次数|[件例起人户]数|数量|数|事件|情况|现象|率)$")
_A_THING = 2
_ANYTHING = ("发生", "出现", "存在", "相关", "其他")
#: So many characters before a figure are what it counts.
_SO_MUCH = 4
_UNDONE = late_pattern(
    "(?:没有?|未|未能|没能|无法)(?:按[期时])?(?:完成|开展|实施|启动|建成|做|举办|组织|发放|支付)"
)
_WAS_NOT = late_pattern("(?:未|无|没有?|未发生|未出现|零)(?:一[起件例次人名])?[一-鿿]{0,4}$")
SAVE_FOR = late_pattern("除(?!险|尘|草|四害)[^,;]{1,16}外")


def named_thing(name: str) -> str:
    """超标次数 → 超标: what is counted."""
    return _HOW_MANY.sub("", name)[-_A_THING:]


def was_not(text: str, name: str) -> bool:
    """送检24批，均未超标 beside 超标次数: what the name names was not."""
    thing = named_thing(name)
    if thing in _ANYTHING:
        return False
    clauses = CLAUSE_ENDS.split(text)
    if len(thing) < _A_THING or sum(thing in clause for clause in clauses) != 1:
        return False
    said = next(clause for clause in clauses if thing in clause)
    told, asked = gravity(said), gravity(name)
    if told is not None and (asked is None or told > asked):
        return False  # 未发生重大事故 beside 安全事故次数
    return _WAS_NOT.search(said[: said.index(thing)]) is not None


def is_nothing(figures: tuple[Figure, ...]) -> bool:
    """0,因故未启动: nothing can be taken back from nothing."""
    return all(isinstance(each.reading, Number) and not each.reading.value for each in figures)


def is_asked(clause: str, about: str, lexis: Lexicon) -> bool:
    """无人员伤亡 beside 堤防决口事故: that nothing else happened says nothing of what was asked."""
    told = [found.group() for found in lexis.stance["bad"].finditer(clause)]
    asked = lexis.stance["bad"].search(about)
    return asked is None or not told or any(word in about for word in (*told, *_part_of_them(told)))


def _part_of_them(told: list[str]) -> tuple[str, ...]:
    """无人员伤亡 denies dead and injured."""
    return ("死亡", "受伤") if "伤亡" in told else ()


def is_bad(each: Said, about: str, lexis: Lexicon) -> bool:
    """事故1起 where none may be; 一般投诉6起 says nothing of accidents."""
    bad = lexis.stance["bad"].search(each.before + each.after)
    asked = lexis.stance["bad"].search(about)
    if bad is not None and asked is not None and bad.group() not in about:
        return False
    return bad is not None or _is_present(each, lexis) or _is_named(each, about)


def _is_named(each: Said, about: str) -> bool:
    """查获非法越境3起 beside 无非法越境."""
    thing = each.before[-_SO_MUCH:]
    return each.role >= Role.PART and len(thing) == _SO_MUCH and thing in about


def _is_present(each: Said, lexis: Lexicon) -> bool:
    """发生1件: something was there."""
    return each.role >= Role.PART and lexis.stance["present"].search(each.before) is not None


def denials(clauses: Sequence[str], asked: str, name: str, lexis: Lexicon) -> list[str]:
    """The clauses that say there was nothing of what the row asks about.

    未发生火灾 is none beside 投诉次数, nor is 未发生重大安全事故 beside 安全事故次数.
    """
    least = gravity(asked) or gravity(name)
    none = [c for c in clauses if lexis.says_none(c) and is_asked(c, asked + name, lexis)]
    return [c for c in none if (grave := gravity(c)) is None or (least is not None and grave <= least)]


def denied_behind(each: Said, lexis: Lexicon) -> bool:
    """六个科次的考试无一差错: of so many none was bad."""
    absent = lexis.stance["absent"].search(each.after)
    return absent is not None and lexis.stance["bad"].search(each.after, absent.end()) is not None


def denies_grave(parsed: Parsed, asked: str, name: str) -> bool:
    """擦伤2起，无重大事故 beside 不发生重大安全事故: the gravity that was asked about is denied by its name."""
    least = gravity(asked) or gravity(name)
    return least is not None and any(gravity(clause) == least for clause in without_figures(parsed))


def says_none(parsed: Parsed, asked: str, name: str, lexis: Lexicon) -> bool:
    """截至12月底，全县未发生疫情: nothing of the kind in one clause, nothing bad in the others."""
    if SAVE_FOR.search(parsed.text) is not None:
        return False  # 除一起轻微烫伤事故外，未再发生
    clauses = without_figures(parsed)
    rest = [clause for clause in clauses if not lexis.says_none(clause)]
    bad = any(lexis.stance["bad"].search(clause) for clause in rest)
    return bool(denials(clauses, asked, name, lexis)) and not bad


def nothing_told(entry: Entry, target: Reading) -> Reading:
    """无, 未发生: zero where less is better, or where the target is itself zero; elsewhere it says nothing."""
    asked = target.low if isinstance(target, Range) else Decimal(0)
    if isinstance(target, Number) and not is_upper(target):
        asked = target.value
    if asked > 0 and _UNDONE.match(entry.text.strip()) is not None:
        return Word(entry.text, Level.MISSED, undone=True)  # 没有完成
    if asked > 0:
        return Unreadable(entry.text, "填写了“无”，没有写出数")
    return Number(Comparator.BARE, Decimal(0))
