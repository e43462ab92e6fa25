"""The counts of a survey in a note (收回190份，满意150份) and the rates of satisfaction they can give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.money import compact, plain, round_half_up

_N = r"(\d+)(?![\d.%％余多])(?:份|人次|人|户|名|张|家)"
_FILLER = r"(?:了|的|调查|满意度|有效|问卷|答卷|测评表|调查表|样本|群众|服务对象|共计|共|计|为|[:：])*"
#: What the answers were counted against, the surest first.
_BASES = {
    "有效": late_pattern(rf"有效{_FILLER}{_N}"),
    "收回": late_pattern(rf"(?:收回|回收|收到|返回){_FILLER}{_N}"),
    "发放": late_pattern(rf"(?:发放|发出|下发|调查|受访|访问|回访|走访|抽取|抽样){_FILLER}{_N}"),
}
_LEVEL = r"(非常满意|十分满意|很满意|比较满意|较满意|基本满意|(?<![不太较本常分很])满意)(?![度率])"
_SATISFIED = (
    late_pattern(rf"{_LEVEL}(?:的|为|有|共|答卷|问卷|票|人数|数|[:：])*{_N}"),
    late_pattern(rf"(?P<n>\d+)(?![\d.%％余多])(?:份|人次|人|户|名|张|家)(?:表示|评价为|选择|选)“?{_LEVEL}"),
)
#: 177/190（93%）: a share, where the note gives the same as a rate.
_SHARE = late_pattern(r"(?<![\d.])(\d+)[/÷](\d+)(?![\d./])")
_RATE = late_pattern(r"(\d+(?:\.\d+)?)[%％]")
#: Without one of these a note counts nothing.
_MAY_COUNT = late_pattern(r"\d(?:份|人|户|名|张|家)|\d[/÷]\d")
#: A survey of another year is no survey of this one.
_OTHER_YEAR = late_pattern("上年|去年|往年|上一年")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class SurveyCounts:
    """`bases`: what was counted against, `satisfied`: how many by level, both as they are named in the note."""

    bases: dict[str, int]
    satisfied: dict[str, int]

    @property
    def rates(self) -> list[Decimal]:
        """The rates in percent that the counts can give, with and without the milder levels."""
        sums: list[int] = []
        for n in self.satisfied.values():
            sums.append(n + (sums[-1] if sums else 0))
        return sorted(Decimal(n) / base * _HUNDRED for base in self.bases.values() for n in sums)

    def gives(self, rate: Decimal, place: Decimal) -> bool:
        """Whether a rate, printed or cut off at `place`, can come of the counts; several levels may be weighed."""
        if len(self.satisfied) > 1 and rate <= self.rates[-1]:
            return True
        return any(abs(each - rate) < place for each in self.rates)

    def __str__(self) -> str:
        told = [f"{word}{n}" for word, n in (*self.bases.items(), *self.satisfied.items())]
        return f"{'、'.join(told)}，是{plain(round_half_up(self.rates[-1], 2))}%"


def survey_counts(note: str) -> SurveyCounts | None:
    """The counts of the one survey that a note tells of; None where it tells of none, of several, or not clearly."""
    text = compact(note)
    if _MAY_COUNT.search(text) is None or _OTHER_YEAR.search(text):
        return None
    bases: dict[str, int] = {}
    for word, pattern in _BASES.items():
        found = {int(match) for match in pattern.findall(text)}
        if len(found) > 1:
            return None
        bases.update((word, n) for n in found if n)
    if "有效" in bases or "收回" in bases:
        bases.pop("发放", None)
    satisfied: dict[str, int] = {}
    for level, n in _levels(text):
        if satisfied.setdefault(level, n) != n:
            return None
    if not satisfied:
        return _share(text)
    if not bases or sum(satisfied.values()) > min(bases.values()):
        return None
    return SurveyCounts(bases, dict(sorted(satisfied.items(), key=lambda item: _RANKS.index(item[0]))))


def _share(text: str) -> SurveyCounts | None:
    shares = {(int(n), int(m)) for n, m in _SHARE.findall(text)}
    rates = [Decimal(rate) for rate in _RATE.findall(text)]
    told = [
        SurveyCounts({"共": m}, {"满意": n})
        for n, m in shares
        if 0 < n <= m and any(abs(Decimal(n) / m * _HUNDRED - rate) < 1 for rate in rates)
    ]
    return told[0] if len(told) == len(shares) == 1 else None


_RANKS = ("非常满意", "十分满意", "很满意", "满意", "比较满意", "较满意", "基本满意")


def _levels(text: str) -> Iterator[tuple[str, int]]:
    forward, backward = _SATISFIED
    for match in forward.finditer(text):
        yield match[1], int(match[2])
    for match in backward.finditer(text):
        yield match[2], int(match["n"])
