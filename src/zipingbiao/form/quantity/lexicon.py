"""The words of the forms, as data: comparators, 是/否, qualitative levels, zero words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.readings import Comparator, Level, Near, Trend, Word
from zipingbiao.form.quantity.word_lists import compiled
from zipingbiao.record import record

#: How far before a number or word its comparator or negation can begin; no such word is as long.
REACH = 16
#: Names of a rate of change.
_PACE = {
    "增幅": Trend.UP,
    "增速": Trend.UP,
    "涨幅": Trend.UP,
    "降幅": Trend.DOWN,
    "减幅": Trend.DOWN,
    "降速": Trend.DOWN,
}
#: 并非没有缺陷: in front of an absence these words make it a presence.
_NOT_ONE = late_pattern("(?:无一|没有一[一-鿿]|无)$")
TWICE_DENIED = ("并非", "不是", "并不是", "绝非", "非")
#: 无一例……, 未发生一起……
_ONE_OF = late_pattern("[一1]?(?:起|例|件|次|人|户|个|处|宗)?(?:$|[一-鿿])")
_SPLIT = late_pattern(r"[、/,;·\-或和|]")
#: After a negated word: nothing, or what ends the clause. 不安全因素 is not 不安全.
_CLAUSE_END = late_pattern(r"了?(?:$|[,;.:、!()])")


@record(frozen=True, slots=True, eq=False)
class Lexicon:
    """Compiled word lists; one per rulebook, shared by every reading."""

    before: Mapping[str, Comparator]
    before_end: re.Pattern[str]
    after: Mapping[str, Comparator]
    after_start: re.Pattern[str]
    reach: tuple[str, ...]
    lacking_end: re.Pattern[str]
    difference_end: re.Pattern[str]
    before_noun: re.Pattern[str]
    near_before: Mapping[str, Near]
    near_end: re.Pattern[str]
    near_after: Mapping[str, Near]
    near_first: frozenset[str]
    near_start: re.Pattern[str]
    stop_words: tuple[str, ...]
    yes: frozenset[str]
    no: frozenset[str]
    yes_no_scales: frozenset[str]
    scales: frozenset[str]
    scale_prefixes: tuple[str, ...]
    levels: Mapping[str, Level]
    long_words: re.Pattern[str]
    done: frozenset[str]
    acts: frozenset[str]
    undone: tuple[str, ...]
    unfinished: tuple[str, ...]
    negated_end: re.Pattern[str]
    neutral: frozenset[str]
    zero_exact: frozenset[str]
    zero_phrase: re.Pattern[str]
    unused: frozenset[str]
    parts: tuple[str, ...]
    trends: Mapping[str, Trend]
    trend_last: frozenset[str]
    trend_end: re.Pattern[str]
    trend_rate: re.Pattern[str]
    trend_only: re.Pattern[str]
    roles: Mapping[str, re.Pattern[str]]
    denied_before: re.Pattern[str]
    negative: re.Pattern[str]
    alias: Mapping[str, tuple[str, ...]]
    opposite: Mapping[str, tuple[str, ...]]
    whole: re.Pattern[str]
    over_bad: re.Pattern[str]
    stretches: Mapping[str, int]
    times: Mapping[str, re.Pattern[str]]
    stance: Mapping[str, re.Pattern[str]]
    steps: tuple[tuple[frozenset[str], ...], ...]
    same: tuple[frozenset[str], ...]
    less_is_better: re.Pattern[str]
    more_is_better: re.Pattern[str]

    def strip_prefix(self, text: str) -> tuple[str, bool]:
        """`定性-好` → `好`; the flag says whether a prefix was there."""
        for prefix in self.scale_prefixes:
            if text.startswith(prefix):
                return text[len(prefix) :].strip("-_:/()"), True
        return text, False

    def is_scale(self, text: str) -> bool:
        """Whether the text is the option list of a system (`好坏`, `优/良/中/差`), not a target."""
        return _SPLIT.sub("", text) in self.scales

    def is_zero(self, text: str) -> bool:
        """Whether the text says that something did not happen (`零事故`, `未发生`, `无投诉`)."""
        return text in self.zero_exact or self.zero_phrase.match(text) is not None

    def says_none(self, text: str) -> bool:
        """Whether a text without a figure says that nothing of the kind was there: 全年没有发生, 无一例漏报."""
        found = self.stance["absent"].search(text)
        if found is None or any(c.isdigit() for c in text) or text[: found.start()].endswith(TWICE_DENIED):
            return False
        after = text[found.end() :]
        return not after or _ONE_OF.match(after) is not None or self.stance["bad"].search(after) is not None

    def trend(self, text: str, end: int) -> Trend:
        """The change that a figure is said to be, by the words before it: 下降5%, 增长率≥5%."""
        if not end or text[end - 1] not in self.trend_last:
            return Trend.NONE
        found = self.trend_end.search(text, max(0, end - REACH), end)
        return Trend.NONE if found is None else self.trends[found[1]]

    def trend_of_rate(self, name: str) -> Trend:
        """The change that an indicator measures by its name: 能耗降低率; NONE where it names both or none."""
        found = {self.trends[match[1]] for match in self.trend_rate.finditer(name)}
        found |= {way for word, way in _PACE.items() if word in name}
        return found.pop() if len(found) == 1 else Trend.NONE

    def trend_of_work(self, name: str) -> Trend:
        """The way that the work of an indicator is to go: 减少投诉, 带动增收; NONE where its name says both or none."""
        ways = {Trend.UP: self.stance["up"], Trend.DOWN: self.stance["saving"]}
        found = {way for way, shape in ways.items() if shape.search(name) is not None}
        return found.pop() if len(found) == 1 else Trend.NONE

    def trend_alone(self, text: str) -> Trend:
        """The way of a text that says nothing else: 略有下降; NONE for 下降风险得到控制."""
        found = self.trend_only.fullmatch(text)
        return Trend.NONE if found is None else self.trends[found[1]]

    def word(self, text: str) -> Word | None:
        """The qualitative reading of a text, None if no listed word is in it. The lowest level found decides."""
        exact = self.levels.get(text)
        found = [self._word(text, exact)] if exact is not None else list(self._all(text))
        if not found:
            return None
        order = (Level.MISSED, Level.PARTIAL, Level.MET)
        worst = min(found, key=lambda word: order.index(word.level))
        return replace(worst, done=all(word.done for word in found), trend=self.trend_alone(text))

    def _all(self, text: str) -> Iterator[Word]:
        """The listed words of a text. 未改善 and 无明显改善 miss; 不安全因素减少 says nothing by 安全."""
        matches = list(self.long_words.finditer(text))
        start = end = -1  # the negated stretch of text so far
        for n, match in enumerate(matches):
            word = self._found(text, match)
            if word.level is Level.MISSED and _NOT_ONE.search(
                text, max(0, match.start() - REACH), match.start()
            ):
                continue  # 无一停办
            if word.level is not Level.MET and text.startswith("率", match.end()):
                continue  # 不合格率下降 speaks of a rate
            mark = self.negated_end.search(text, max(0, match.start() - REACH), match.start())
            if word.level is Level.MET and (mark is not None or match.start() == end):
                start, end = mark.start() if mark is not None else start, match.end()
                goes_on = n + 1 < len(matches) and matches[n + 1].start() == end
                if goes_on or word.word in self.neutral or not _CLAUSE_END.match(text, end):
                    continue
                word = self._word(text[start:end], Level.MISSED)
            yield word

    def _found(self, text: str, match: re.Match[str]) -> Word:
        """A listed word in a text; 未签订 is not 签订, nor is 正在签订."""
        word, before = match.group(), text[: match.start()]
        if word in self.acts:
            for level, marks in ((Level.MISSED, self.undone), (Level.PARTIAL, self.unfinished)):
                mark = next((mark for mark in marks if before.endswith(mark)), None)
                if mark is not None:
                    return self._word(f"{mark}{word}", level)
        return self._word(word, self.levels[word])

    def _word(self, text: str, level: Level) -> Word:
        undone = level is Level.MISSED and text.startswith(self.undone)
        return Word(text, level, done=text in self.done, undone=undone)


def lexicon(extra: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> Lexicon:
    """The lexicon of the package, with a rulebook's own words: pairs of (达成 | 部分达成 | 未达成, words)."""
    return _lexicon(extra)  # one cache for the words given and not given


@lru_cache(maxsize=16)
def _lexicon(extra: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon:
    return Lexicon(**compiled(extra))
