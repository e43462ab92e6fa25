"""扣分办法: one deduction for all forms of a unit, as data; which rows it meets, and what they get by it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zipingbiao.for_people import ForPeople
from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import Indicator
from zipingbiao.form.money import round_half_up
from zipingbiao.form.quantity.lexicon import lexicon
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.result import RowScore

#: What speaks of another thing begins here.
_CLAUSES = late_pattern(r"[，。；,;\n]|但是|但|而是|改为|转为|不过")
#: How far a negation reaches over the words between it and what it denies; a figure ends it.
_REACH = r"[^\d]{0,8}?"
_NONE = late_pattern(r"(?<![\d.])0(?:\.0+)?(?:份|人|户|次|张|家|%)|零(?:份|人|户|次)")
_HUNDRED = Decimal(100)


class PolicyFault(ForPeople):
    """A policy that cannot be used; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Policy:
    """`percent` of 分值 off every row of these levels, unless its texts say that what `without` names was done.

    A clause with a word of `planned` speaks of the future, one that denies the word (没有做问卷, 问卷尚未回收) or counts none
    says the contrary; `acts`: what a denial behind the word denies. `@name` is a word list of the rulebook.
    """

    name: str
    percent: Decimal
    levels: tuple[str, ...]
    without: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()

    def concerns(self, row: Indicator) -> bool:
        """Whether a row is of the levels that the policy names."""
        return any(word in row.level1 + row.level2 for word in self.levels)

    def meets(self, row: Indicator, rulebook: Rulebook) -> bool:
        """Whether the policy takes something off a row."""
        return self.concerns(row) and not self.spared_by(row, rulebook)

    def spared_by(self, row: Indicator, rulebook: Rulebook) -> str:
        """The first words of a row that spare it: the clause that says what was done; "" where none does."""
        clauses = _CLAUSES.split("\n".join((row.note, row.detail, row.evidence)))
        return next((clause.strip() for clause in clauses if self._says_done(clause, rulebook)), "")

    def _says_done(self, clause: str, rulebook: Rulebook) -> bool:
        if _says(clause, self.planned, rulebook):
            return False
        words = [word for each in self.without for word in _listed(each, rulebook) if word in clause]
        if not words or _NONE.search(clause):
            return False
        lexis = lexicon()
        if any(mark in clause for mark in lexis.unfinished):
            return False
        return any(not self._is_denied(clause, word, words, lexis.undone) for word in words)

    def _is_denied(self, clause: str, word: str, words: Iterable[str], undone: Iterable[str]) -> bool:
        """没有做问卷: a denial before the word; 问卷尚未回收: one behind it, of an act or of another of the words."""
        denial = f"(?:{_either(undone)})"
        acts = _either((*lexicon().acts, *self.acts, *words))
        before = rf"{denial}{_REACH}{re.escape(word)}"
        behind = rf"{re.escape(word)}{_REACH}{denial}{_REACH}(?:{acts})"
        left = re.sub(f"{before}|{behind}", "", clause)
        return word not in left

    def deduction(self, row: RowScore) -> Decimal | None:
        """自行扣分 by the policy: what the rule already takes off counts; None where the row has no ceiling."""
        if row.weight is None or row.ceiling is None:
            return None
        wanted = round_half_up(row.weight * self.percent / _HUNDRED, 2)
        return max(wanted - (row.weight - row.ceiling), Decimal(0))


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


def _listed(word: str, rulebook: Rulebook) -> tuple[str, ...]:
    """A word, or the words of the list it names."""
    return rulebook.words.get(word[1:], ()) if word.startswith("@") else (word,)


def _says(text: str, words: Iterable[str], rulebook: Rulebook) -> bool:
    return any(
        bool(rulebook.first_word(text, word[1:])) if word.startswith("@") else word in text for word in words
    )


def read_policy(text: str) -> Policy:
    """The policy of a TOML text. Raises :class:`PolicyFault`."""
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        raise PolicyFault(f"不是有效的 TOML（{fault}）") from fault
    rows = data.get("rows")
    if not isinstance(rows, dict):
        raise PolicyFault("缺少 [rows]，没有写哪些行要扣")
    unknown = [
        *(set(data) - {"name", "percent", "rows"}),
        *(set(rows) - {"levels", "without", "planned", "acts"}),
    ]
    if unknown:
        raise PolicyFault(f"有不认识的键 {'、'.join(sorted(unknown))}")
    levels = _words(rows, "levels")
    if not levels or not str(data.get("name", "")).strip():
        raise PolicyFault("name（办法的名称）和 rows.levels（哪些指标）都要写")
    return Policy(
        str(data["name"]).strip(),
        _percent(data.get("percent")),
        levels,
        _words(rows, "without"),
        _words(rows, "planned"),
        _words(rows, "acts"),
    )


def _percent(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not 0 < value <= 100:
        raise PolicyFault("percent 应为大于0、不超过100的数")
    return Decimal(value)


def _words(rows: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = rows.get(key, [])
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise PolicyFault(f"rows.{key} 应为词的列表")
    return tuple(value)
