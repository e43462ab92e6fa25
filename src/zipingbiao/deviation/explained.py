"""What counts as an explanation, and whether the money is explained: asked once, for the checks and the narrative alike.

资金说明 stands beside the amounts, so that what it says it says of them. The note of a row explains the money only where
a sentence of it speaks of money. 无, words that fit any row, the form's own figures and drafts with a gap explain nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from zipingbiao.deviation.money import MoneyFacts
from zipingbiao.deviation.row_kinds import is_cost
from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import Indicator, is_blank
from zipingbiao.form.unscored import is_unused
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.result import ScoredForm

GAP = "【请"
_CLAUSE_ENDS = late_pattern("[，。；,;\n|]")
_SENTENCE_ENDS = late_pattern("[。；;\n]")
_TWO_SIGNS = re.compile("[一-鿿]{2}|[A-Za-z]{2}")
#: 全年执行75万元, 执行率75%, 年中追加50万元: an amount of the form, said again.
_FIGURES = late_pattern(
    r"(?:年初|年中|全年|年度|当年|本年|本项目|项目|实际|资金|财政)*"
    r"(?:预算数?|执行数?|支出数?|支付|执行率|未执行|未支付|调增|调减|追加|增加|减少)[为是共了:：]*"
    r"[\d.,]+(?:万元|元|%|％)?"
)


def says_nothing(note: str, rulebook: Rulebook) -> bool:
    """No note, or one of the words that only fill the cell: 无, 已完成."""
    return is_blank(note) or note.strip("。.； ") in rulebook.words.get("empty_note", ())


@lru_cache(maxsize=4096)
def is_hollow(clause: str, rulebook: Rulebook) -> bool:
    """受各种原因影响, 改进措施：加强: nothing is left without the words that fit any row."""
    for word in sorted(rulebook.words.get("hollow", ()), key=len, reverse=True):
        clause = clause.replace(word, "")
    return _TWO_SIGNS.search(clause) is None


@dataclass(frozen=True, slots=True)
class MoneyTold:
    """What is said of the money. `noted`: 资金说明 says anything; of why money was not spent and why the budget changed,
    whether it stands there (`…_noted`) or in the note of a row (`…_by_row`).
    """

    noted: bool = False
    payment_noted: bool = False
    change_noted: bool = False
    payment_by_row: bool = False
    change_by_row: bool = False

    @property
    def payment(self) -> bool:
        return self.payment_noted or self.payment_by_row

    @property
    def change(self) -> bool:
        return self.change_noted or self.change_by_row


def money_told(scored: ScoredForm, need: MoneyFacts) -> MoneyTold:
    """What the notes of a form say of its money. Where 资金说明 has two things to explain, each needs a clause of its own."""
    form, rulebook = scored.form, scored.rulebook
    said = [clause for line in form.funds for clause in _telling(line.note, _CLAUSE_ENDS, rulebook)]
    told = [clause for clause in said if not _only_restates(clause, rulebook)]
    rows = [
        (row, sentence)
        for row in form.indicators
        if not is_unused(row)
        for sentence in _telling(row.note, _SENTENCE_ENDS, rulebook)
    ]
    return MoneyTold(
        noted=bool(said),
        payment_noted=any(not (need.changed and speaks_of_change(clause, rulebook)) for clause in told),
        change_noted=any(tells_of_change(clause, need, rulebook) for clause in told),
        payment_by_row=any(_explains_payment(row, sentence, rulebook) for row, sentence in rows),
        change_by_row=any(_explains_change(sentence, rulebook) for _, sentence in rows),
    )


def speaks_of_change(clause: str, rulebook: Rulebook) -> bool:
    """Whether a clause beside the money speaks of the adjustment of the budget, or of what ordered it."""
    says = rulebook.first_word
    return bool(says(clause, "budget_change") or says(clause, "change_basis"))


def tells_of_change(clause: str, need: MoneyFacts, rulebook: Rulebook) -> bool:
    """Whether a clause beside the money tells why, or by whom, the budget was adjusted; 年中追加50万元 only says that it was.

    Where nothing else has to be explained, any other fact told there explains the adjustment, unless it is of the payment.
    """
    if speaks_of_change(clause, rulebook):
        return _gives_a_reason(clause, rulebook)
    if need.low or need.over or _only_restates(clause, rulebook):
        return False
    return not (rulebook.first_word(clause, "measure") or rulebook.first_word(clause, "payment"))


def _telling(note: str, ends: re.Pattern[str], rulebook: Rulebook) -> Iterator[str]:
    """The pieces of a note that say something; none of a draft."""
    if says_nothing(note, rulebook) or GAP in note:
        return
    for piece in map(str.strip, ends.split(note)):
        if piece and not says_nothing(piece, rulebook) and not is_hollow(piece, rulebook):
            yield piece


def _only_restates(text: str, rulebook: Rulebook) -> bool:
    """执行率75%, 该项目为追加项目: what the amounts beside it say already."""
    if _FIGURES.fullmatch(text):
        return True
    return bool(rulebook.first_word(text, "background")) and not _gives_a_reason(text, rulebook)


def _gives_a_reason(text: str, rulebook: Rulebook) -> bool:
    return bool(rulebook.first_word(text, "cause") or rulebook.first_word(text, "change_basis"))


def _explains_payment(row: Indicator, sentence: str, rulebook: Rulebook) -> bool:
    """A row of costs speaks of money anyway; 节约了出行时间 and 医保支付不便 on another do not."""
    says = rulebook.first_word
    return bool(says(sentence, "payment")) and (is_cost(row) or bool(says(sentence, "money")))


def _explains_change(sentence: str, rulebook: Rulebook) -> bool:
    """养护时间根据天气调整 is no adjustment of the budget, and 年中追加预算 no reason for it."""
    says = rulebook.first_word
    changed = says(sentence, "budget_change") and says(sentence, "money")
    return bool(changed) and _gives_a_reason(sentence, rulebook)
