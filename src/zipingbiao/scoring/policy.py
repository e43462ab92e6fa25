"""扣分办法: one deduction for all forms of a unit, as data; which rows it meets, and what they get by it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zipingbiao.for_people import ForPeople
from zipingbiao.form.model import Indicator
from zipingbiao.form.money import round_half_up
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.result import RowScore
from zipingbiao.scoring.survey import Means, counted

_HUNDRED = Decimal(100)
#: A policy that spares who made a survey.
_SURVEY = "@survey"


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
        means = Means(
            _listed(self.without, rulebook), _listed(self.acts, rulebook), _listed(self.planned, rulebook)
        )
        texts = (row.note, row.detail, row.evidence)
        return means.done(texts) or (counted(texts) if _SURVEY in self.without else "")

    def deduction(self, row: RowScore) -> Decimal | None:
        """自行扣分 by the policy: what the rule already takes off counts; None where the row has no ceiling."""
        if row.weight is None or row.ceiling is None:
            return None
        wanted = round_half_up(row.weight * self.percent / _HUNDRED, 2)
        return max(wanted - (row.weight - row.ceiling), Decimal(0))


def _listed(words: Iterable[str], rulebook: Rulebook) -> tuple[str, ...]:
    """The words, those of a list of the rulebook in place of its `@name`."""
    return tuple(
        each
        for word in words
        for each in (rulebook.words.get(word[1:], ()) if word.startswith("@") else (word,))
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
