"""What stands against a rate: 逾期 against 及时率, 遗漏 against 覆盖率. That there was none of it is all of what was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.rates.whole import NOT_ONE_LESS
from zipingbiao.form.quantity.answer.roles import Role, Said
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.readings import Number

#: Which of the lists of faults a name of a time asks for.
_IN_TIME = "及时"
_OF_A_TIME = late_pattern("按计划|时限|[限期]内|准点|守时|规定时间|小时内|工作日内")
_NO_END = late_pattern(
    "(?:无|没有?|未|不存在|零|从未)(?:曾|再|有|出现|发生|发现|检出|查出|产生|存在|漏掉|落下)*(?:过|任何)?(?:[一1]?[一例起件笔个户人次项处批名条家]){0,2}[一-鿿]{0,2}$"
)
#: 逾期0件, 迟报为零
_NOTHING = late_pattern(r"(?:[一-鿿]{0,2}(?:为|是)?(?:0|零)(?![.\d]))[一-鿿]{0,2}")
#: What may stand between a fault and the end of what is said of it.
_ENDS = late_pattern("[一-鿿]{0,4}(?=$|[,;.、])")
_LEFT_OUT = "遗漏"
#: 已办结的无逾期 is said of those only.
_OF_SOME = late_pattern("已[一-鿿]{2,4}(?:的|部分|项目|案件)|其余|除|其他|基本|大体|总体")


def faults_of(root: str, name: str, words: Lexicon) -> tuple[str, ...]:
    """The words for what a rate does not count: those of its own, of being late where the name asks for a time, 不合格 and 未合格 of 合格."""
    in_time = words.stance["punctual"].search(name) is not None or _OF_A_TIME.search(name) is not None
    late = words.opposite.get(_IN_TIME, ()) if in_time else ()
    denied = (f"不{root}", f"未{root}", f"没{root}") if len(root) > 1 and root[0] not in "不未无非" else ()
    return tuple(dict.fromkeys((*words.opposite.get(root, ()), *late, *denied)))


def of_some(text: str) -> bool:
    """基本无不合格, 已完成的无不合格: said of some of them only."""
    return _OF_SOME.search(text) is not None


def none_of(text: str, faults: tuple[str, ...], words: Lexicon) -> bool:
    """无一例迟报, 没有一笔拖欠, 未检出不合格批次: that there was no fault at all, and nothing else is denied or taken back."""
    if not faults or of_some(text):
        return False
    if _LEFT_OUT in faults:
        text = NOT_ONE_LESS.sub(f"无{_LEFT_OUT}", text)
    rest, count = _without_denied(text, faults)
    if not count:
        return False
    doubted = any(
        words.stance[key].search(rest)
        for key in ("hedge", "hedged_by_basic", "underway", "planned", "taking_back")
    )
    return not doubted and words.negative.search(rest) is None and not any(fault in rest for fault in faults)


def is_fault(each: Said, faults: Iterable[str]) -> bool:
    """Whether a figure counts what stands against the rate: 故障9台."""
    return any(fault in each.before for fault in faults)


def counts_none(told: Sequence[Said], faults: tuple[str, ...]) -> bool:
    """网络直报2874例，迟报0例，漏报0例: every fault that is counted is none, and one is."""
    told = [each for each in told if each.role is not Role.NONE]
    found = [each for each in told if is_fault(each, faults) or any(f in each.after for f in faults)]
    return bool(found) and all(
        isinstance(e.figure.reading, Number) and not e.figure.reading.value for e in found
    )


def _without_denied(text: str, faults: Sequence[str]) -> tuple[str, int]:
    """The text without what it says of faults that were not, and how many it denies so."""
    count = 0
    for fault in sorted(faults, key=len, reverse=True):
        at = text.find(fault)
        while at >= 0:
            span = _denied(text, at, at + len(fault))
            if span is None:
                at = text.find(fault, at + len(fault))
                continue
            text, count = text[: span[0]] + text[span[1] :], count + 1
            at = text.find(fault, span[0])
    return text, count


def _denied(text: str, start: int, end: int) -> tuple[int, int] | None:
    """From where to where a fault is said not to have been; None where it is not."""
    nothing = _NOTHING.match(text, end)
    if nothing is not None:
        return start, nothing.end()
    before, ends = _NO_END.search(text[:start]), _ENDS.match(text, end)
    return (before.start(), ends.end()) if before is not None and ends is not None else None
