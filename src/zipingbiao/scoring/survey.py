"""What the texts of a row say was done: 发放问卷200份 is a survey; 没有发放问卷, 问卷尚未回收, 拟开展问卷调查 and 回收0份 are none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import Indicator
from zipingbiao.form.quantity.lexicon import lexicon
from zipingbiao.record import record
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.survey_counts import survey_counts

#: What speaks of another thing begins here.
_CLAUSES = late_pattern(r"[，。；,;\n]|但是|但|而是|改为|转为|不过")
#: How far a negation reaches over the words between it and what it denies; a figure ends it.
_REACH = r"[^\d]{0,8}?"
_NONE = late_pattern(r"(?<![\d.])0(?:\.0+)?(?:份|人|户|次|张|家|%)|零(?:份|人|户|次)")
_FIGURE = late_pattern(r"[1-9]|[一二三四五六七八九十百千]+(?:份|人|户|次|张|家)")
#: 2025年6月底前补做问卷: a deadline, where nothing is said to be done and nobody is counted.
_DUE = late_pattern(r"[年月日底末][底末]?(?:之|以)?前")
_COUNTED = late_pattern(r"已|\d(?:份|人|户|次|张|家)")


@record(frozen=True, slots=True)
class Means:
    """`words`: by what it is done (问卷, 走访 …); `acts`: what a denial behind such a word denies; `planned`: what speaks of the future."""

    words: tuple[str, ...]
    acts: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()

    def done(self, texts: Iterable[str]) -> str:
        """The first clause that says that it was done; "" where none does.

        Where one means is denied (没有发放问卷), another alone is hearsay (通过走访了解), unless it is counted (走访120户).
        """
        clauses = [clause.strip() for clause in _CLAUSES.split("\n".join(texts))]
        denied = {word for clause in clauses for word in self._named(clause) if self._is_denied(clause, word)}
        for clause in clauses:
            said = self._said_done(clause)
            if said and (not denied or denied & set(said) or _FIGURE.search(clause)):
                return clause
        return ""

    def _named(self, clause: str) -> list[str]:
        return [word for word in self.words if word in clause]

    def _said_done(self, clause: str) -> list[str]:
        """The means that a clause says were used."""
        if any(word in clause for word in self.planned) or _NONE.search(clause):
            return []
        if any(mark in clause for mark in lexicon().unfinished):
            return []
        if _DUE.search(clause) and _COUNTED.search(clause) is None:
            return []
        return [word for word in self._named(clause) if not self._is_denied(clause, word)]

    def _is_denied(self, clause: str, word: str) -> bool:
        """没有做问卷, 无问卷: a denial before the word; 问卷尚未回收: one behind it, of an act or of another of the words."""
        return word not in _denied(word, self.acts, tuple(self._named(clause))).sub("", clause)


@lru_cache(maxsize=1024)
def _denied(word: str, acts: tuple[str, ...], named: tuple[str, ...]) -> re.Pattern[str]:
    """What denies a word; `named`: the words of its clause, which may be denied for it."""
    denial, escaped = f"(?:{_either(lexicon().undone)})", re.escape(word)
    before = rf"(?:{denial}{_REACH}|(?<!有)无){escaped}"
    behind = rf"{escaped}{_REACH}{denial}{_REACH}(?:{_either((*lexicon().acts, *acts, *named))})"
    return re.compile(f"{before}|{behind}")


def surveyed_by(row: Indicator, note: str, rulebook: Rulebook) -> str:
    """The words by which a 满意度 row says that a survey was made; "" where it says so nowhere. `note`: its own, or the one that covers it."""
    words = rulebook.words
    means = Means(words.get("survey", ()), words.get("survey_acts", ()), words.get("later", ()))
    texts = (note, row.detail, row.evidence, row.actual.text)
    return means.done(texts) or counted(texts)


def counted(texts: Iterable[str]) -> str:
    """收回100份，非常满意60份: who counts the answers has asked, by whatever word; "" where nobody counts them."""
    found = survey_counts("；".join(texts))
    return str(found) if found is not None else ""


def unsurveyed(row: Indicator, note: str, rulebook: Rulebook) -> bool:
    """Whether a 满意度 row says that there was no survey: it denies or plans one, or has hearsay only. One that says nothing of it may have lost its points for anything."""
    words, texts = rulebook.words, (note, row.detail, row.evidence, row.actual.text)
    named = (*words.get("survey", ()), *words.get("survey_named", ()))
    if Means(named, words.get("survey_acts", ()), words.get("later", ())).done(texts) or counted(texts):
        return False
    return any(word in text for text in texts for word in (*named, *words.get("oral", ())))


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))
