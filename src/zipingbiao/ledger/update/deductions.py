"""自行扣分 and 得分 of a row are one decision, kept in the ledger as either of them.

A score of the ledger stands in its workbook as 自行扣分 under a formula. Who changes it there changes the score, so the
two are brought back together, or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zipingbiao.form.model import Entry, Form, is_blank
from zipingbiao.ledger.update.differences import Change, Conflict, Known, Why
from zipingbiao.ledger.update.fields import same, value_at

_DEDUCTION, _SCORE = ".deduction", ".score"


@dataclass(frozen=True, slots=True)
class Sides:
    """The ledger's form and the workbook's; `computed`: paths of the workbook in which a formula of ours stands."""

    ledger: Form
    workbook: Form
    computed: frozenset[str]
    known: Known


def with_deductions(
    sides: Sides, pairs: Sequence[tuple[str, str]], changes: Sequence[Change], conflicts: Sequence[Conflict]
) -> tuple[tuple[Change, ...], tuple[Conflict, ...]]:
    """The same changes and conflicts, those of 自行扣分 each with what it means for the score of its row."""
    written = {each.path: each for each in changes}
    told = list(conflicts)
    open_paths = {each.path for each in conflicts}
    for path, theirs in pairs:
        if not path.endswith(_DEDUCTION) or path in open_paths:
            continue
        score = f"{path.removesuffix(_DEDUCTION)}{_SCORE}"
        if is_blank(value_at(sides.ledger, score).text) or score in written or score in open_paths:
            continue
        if path in written:
            found = _changed(sides, score, theirs, written[path])
        elif _is_cleared(sides, path, theirs):
            found = _cleared(sides, path, score, theirs)
        else:
            continue
        if isinstance(found, Change):
            written[score] = found
        else:
            written.pop(path, None)
            told.append(found)
    return tuple(written.values()), tuple(told)


def settled(conflict: Conflict, ledger: Form) -> list[Change]:
    """What a conflict becomes where the workbook's word is taken: a new 自行扣分 ends the ledger's score."""
    changes = [Change(conflict.path, conflict.old, conflict.new)]
    if conflict.path.endswith(_DEDUCTION) and not is_blank(conflict.new.text):
        score = f"{conflict.path.removesuffix(_DEDUCTION)}{_SCORE}"
        old = value_at(ledger, score).text
        changes += [] if is_blank(old) else [Change(score, old, Entry())]
    return changes


def _changed(sides: Sides, score: str, theirs: str, change: Change) -> Change | Conflict:
    """A new 自行扣分 takes the place of the ledger's score; where the score beside it is typed too, they disagree."""
    old = value_at(sides.ledger, score).text
    if not _is_formula(sides, theirs):
        return Conflict(Why.DEDUCTION_ALONE, change.path, change.old, change.new)
    if sides.known.ledger is None:
        return Conflict(Why.UNKNOWN, change.path, change.old, change.new)
    if not same("score", sides.known.ledger.get(score, ""), old):
        return Conflict(Why.BOTH, change.path, change.old, change.new)
    return Change(score, old, Entry())


def _is_cleared(sides: Sides, path: str, theirs: str) -> bool:
    """Whether 自行扣分 was handed out as what the ledger's score implies, and is empty now."""
    if not is_blank(value_at(sides.workbook, theirs).text) or not is_blank(value_at(sides.ledger, path).text):
        return False
    return any(not same("deduction", each, "0") for each in sides.known.shown.get(path, ()))


def _cleared(sides: Sides, path: str, score: str, theirs: str) -> Conflict:
    old = value_at(sides.ledger, score).text
    if not _is_formula(sides, theirs):
        return Conflict(Why.DEDUCTION_ALONE, path, "", Entry())
    return Conflict(Why.DEDUCTION_CLEARED, score, old, Entry())


def _is_formula(sides: Sides, theirs: str) -> bool:
    return f"{theirs.removesuffix(_DEDUCTION)}{_SCORE}" in sides.computed
