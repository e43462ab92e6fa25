"""The word lists of reasons.toml, compiled: what tells a cause from a measure, a state, a wish, a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zipingbiao.narrative.sections import Headings, headings_of

_TIMED = re.compile(r"\d{1,2}月|\d{4}年(?!度)|\d+个?(?:工作)?[日天](?:内|前)?")
#: A day by which something is to be done: 2025年6月底前, 6月30日之前, 年底前, 三季度内.
_BY = re.compile(r"(?:[年月日号底末】]|季度|半年|工作日|天|周)(?:之?前|以?内)")
_YEAR = re.compile(r"\d+年?")
#: Fewer signs than these are no reason: 均未开展, 也没有做.
_A_WORD = 2
_STARTS = ("cause_starts", "measure_starts", "dated_starts", "lead_ins", "hearsay")
_ENDS = ("state_ends", "not_surveyed_who")
_CONTAINED = (
    "cause_contains",
    "measure_contains",
    "state_contains",
    "basis",
    "background",
    "vague",
    "wishes",
    "delays",
    "survey",
    "not_surveyed",
    "not_surveyed_by",
    "cause_joints",
    "survey_terms",
    "surveyed_by",
    "deficits",
    "times",
    "done",
    "told_to",
    "actions",
    "adjustment",
    "document",
    "one_off",
)


@dataclass(frozen=True, slots=True)
class Lexis:
    """`frames`: what is left of our own clauses without their 【请填写：…】; `restated`: what our facts begin with."""

    empty: frozenset[str]
    headings: Headings
    frames: frozenset[str]
    restated: tuple[str, ...]
    patterns: Mapping[str, re.Pattern[str]]

    def has(self, kind: str, clause: str) -> bool:
        """Whether a clause holds a word of that list (or begins or ends with it)."""
        return self.patterns[kind].search(clause) is not None

    def is_timed(self, clause: str) -> bool:
        """Whether a measure says when."""
        return _TIMED.search(clause) is not None or self.has("times", clause)

    def tells_survey(self, text: str) -> bool:
        """Whether a cell says that people were asked."""
        return self.has("survey", text) and not self.has("not_surveyed", text)

    def says_why_not(self, clause: str) -> bool:
        """Whether a clause that denies a survey says why as well: 人手不足没有组织调查; not 水利股未开展调查, 本年度未开展."""
        denied = self.patterns["not_surveyed"].search(clause)
        if denied is None:
            return False
        who = self.patterns["not_surveyed_by"].sub("", _YEAR.sub("", clause[: denied.start()]))
        behind = self.patterns["cause_joints"].search(clause, denied.end())
        return behind is not None or (len(who) >= _A_WORD and not self.has("not_surveyed_who", who))

    def is_assigned(self, clause: str) -> bool:
        """Whether a clause says by its grammar that something will be done: by whom, or by when, and a verb of doing.

        由人事科补办, 人事科2025年6月底前补办; not what was, what somebody had asked for, or what came too late.
        """
        if not self.has("actions", clause) or self.has("done", clause) or self.has("told_to", clause):
            return False
        return clause.startswith("由") or _BY.search(clause) is not None


def lexis_of(words: Mapping[str, tuple[str, ...]]) -> Lexis:
    """Compile the `[words]` of reasons.toml."""
    patterns = {}
    for key in (*_STARTS, *_ENDS, *_CONTAINED):
        choice = _choice(words.get(key, ()))
        pattern = f"^{choice}" if key in _STARTS else f"{choice}$" if key in _ENDS else choice
        patterns[key] = re.compile(pattern)
    return Lexis(
        empty=frozenset(words.get("empty", ())),
        headings=headings_of(words),
        frames=frozenset(words.get("gap_frames", ())),
        restated=tuple(words.get("restated", ())),
        patterns=patterns,
    )


def _choice(words: Iterable[str]) -> str:
    listed = sorted({word for word in words if word}, key=lambda w: (-len(w), w))
    return f"(?:{'|'.join(map(re.escape, listed))})" if listed else r"(?!)"
