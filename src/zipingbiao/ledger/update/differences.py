"""What a workbook that came back says differently from its ledger: a change to write, or a conflict and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from zipingbiao.form.model import Entry


class Why(StrEnum):
    """Why something of a workbook is not written without being asked, or not at all."""

    BOTH = "台账和工作簿都改过，不一样"
    UNKNOWN = "台账和工作簿不一样，分不清哪边是后改的"
    CLEARED = "工作簿里已清空，台账里还有"
    EMPTY = "工作簿里空着，台账里有；没有发放记录，分不清是不是清空的，台账不变；要清空请在台账里清空"
    REVERTED = "台账里又是写回以前的内容（恢复过备份，或有人改了回去），工作簿里写回过的还在"
    APPROVED = "批复的内容不一样，不写回；该改的请在台账里改"
    DEDUCTION_CLEARED = "工作簿里清空了自行扣分，台账里还是扣过的得分"
    DEDUCTION_ALONE = "只改了自行扣分，得分没有跟着改，两个数对不上，不写回；请在工作簿里改一致"
    APPROVED_CLEARED = "工作簿里清空了批复的内容，台账不变；请核对工作簿"
    ROW_GONE = "工作簿里没有这一行，台账不变；请核对工作簿"
    NO_ROW = "台账里没有这一行"
    NO_COLUMN = "台账里没有这一列"
    FORMULA = "台账的这一格是公式，不写回"
    NOT_A_NUMBER = "台账的这一列只能填数，不写回"


#: With `--replace` the workbook's word is taken.
SETTLED_BY_REPLACE = frozenset({Why.BOTH, Why.UNKNOWN, Why.CLEARED, Why.REVERTED, Why.DEDUCTION_CLEARED})


@dataclass(frozen=True, slots=True)
class Change:
    """One field of the ledger's form (`path`) whose workbook says something new."""

    path: str
    old: str
    new: Entry


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that was not written. `theirs`: the path in the workbook, where the ledger has none."""

    why: Why
    path: str
    old: str
    new: Entry
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a workbook as it was handed out, by the paths of the ledger's form.

    `ledger`: what the ledger then said, None where nothing is recorded; `shown`: texts, each of which the workbook
    showed though nobody had typed it (computed scores, notes that were written for the unit). `own`: by the workbook's
    paths, the results that follow from what else stands in it. `approved`: what was approved then. `former`: what the ledger said
    before words of the workbook took its place.
    """

    ledger: Mapping[str, str] | None = None
    shown: Mapping[str, Sequence[str]] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    approved: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of one workbook. `untouched`: fields whose text in it nobody typed; `agreed`: where both say the same."""

    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    untouched: Mapping[str, str]
    agreed: frozenset[str] = frozenset()
