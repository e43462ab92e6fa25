"""A workbook that came back, held against its project in the ledger: what to write, what two people changed, what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from zipingbiao.form.model import Entry, Form, FundKind, is_blank
from zipingbiao.form.money import number
from zipingbiao.form.pairing import pair_rows
from zipingbiao.ledger.update.fields import (
    APPROVED_HEAD,
    APPROVED_ROW,
    FUND,
    HEAD,
    ROW,
    field_of,
    same,
    value_at,
)


class Why(StrEnum):
    """Why something of a workbook is not written without being asked, or not at all."""

    BOTH = "台账和工作簿都改过，不一样"
    UNKNOWN = "台账和工作簿不一样，分不清哪边是后改的"
    CLEARED = "工作簿里已清空，台账里还有"
    APPROVED = "批复的内容不一样，不写回；该改的请在台账里改"
    NO_ROW = "台账里没有这一行"
    NO_COLUMN = "台账里没有这一列"
    FORMULA = "台账的这一格是公式，不写回"
    NOT_A_NUMBER = "台账的这一列只能填数，不写回"


#: With `--replace` the workbook's word is taken.
SETTLED_BY_REPLACE = frozenset({Why.BOTH, Why.UNKNOWN, Why.CLEARED})


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
    showed though nobody had typed it (computed scores, notes that were written for the unit).
    """

    ledger: Mapping[str, str] | None = None
    shown: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of one workbook; `untouched`: fields whose text in the workbook nobody typed."""

    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    untouched: Mapping[str, str]

    @property
    def disputed(self) -> list[Conflict]:
        """Where the ledger and the workbook each say something."""
        return [each for each in self.conflicts if each.why in SETTLED_BY_REPLACE]


def compare(ledger: Form, workbook: Form, computed: frozenset[str], known: Known) -> Compared:
    """`computed`: paths of the workbook in which a formula of ours gives the value."""
    pairs, lost = paired(ledger, workbook)
    changes: list[Change] = []
    conflicts: list[Conflict] = list(_approved(ledger, workbook))
    conflicts += lost
    untouched: dict[str, str] = {}
    units = ledger.amount_unit, workbook.amount_unit
    for path, theirs in pairs:
        if theirs in computed:
            continue
        name, old, new = field_of(path), value_at(ledger, path).text, value_at(workbook, theirs)
        if same(name, old, new.text, units):
            continue
        if not is_blank(new.text) and any(
            same(name, shown, new.text, (units[1], units[1])) for shown in known.shown.get(path, ())
        ):
            untouched[path] = new.text
            continue
        why = _judged(path, theirs, old, new.text, known, workbook, units)
        if why is None:
            changes.append(Change(path, old, new))
        elif why != "":
            conflicts.append(Conflict(Why(why), path, old, new))
    return Compared(tuple(changes), tuple(conflicts), untouched)


def _judged(
    path: str, theirs: str, old: str, new: str, known: Known, workbook: Form, units: tuple[str, str]
) -> Why | str | None:
    """None: write it; "": the ledger is newer, nothing to do; else why it is not written."""
    name = field_of(path)
    if known.ledger is not None:
        before = known.ledger.get(path, "")
        if same(name, before, new, units):
            return ""
        if is_blank(new):
            return Why.CLEARED if theirs in workbook.places else ""
        return None if is_blank(old) or same(name, before, old) else Why.BOTH
    if is_blank(new):
        return ""
    return None if is_blank(old) else Why.UNKNOWN


def paired(ledger: Form, workbook: Form) -> tuple[list[tuple[str, str]], list[Conflict]]:
    """Typed fields of the ledger's form with those of the workbook; typed fields that have no row in the ledger."""
    pairs = [(path, path) for path in HEAD]
    lost: list[Conflict] = []
    for ours, theirs in _fund_pairs(ledger, workbook):
        block = f"funds[{theirs}]"
        if ours is None:
            lost += _lost(workbook, block, ("kind", *FUND))
        else:
            pairs += [(f"funds[{ours}].{field}", f"{block}.{field}") for field in FUND]
    for mine, other in pair_rows(ledger.indicators, workbook.indicators):
        if other is None:
            continue
        block = f"indicators[{other}]"
        if mine is None:
            lost += _lost(workbook, block, ("level3", *ROW))
        else:
            pairs += [(f"indicators[{mine}].{field}", f"{block}.{field}") for field in ROW]
    return pairs, lost


def _lost(workbook: Form, block: str, fields: Sequence[str]) -> Iterator[Conflict]:
    """The filled fields of a row that the ledger does not have; a line of money without money is none."""
    found = {name: value_at(workbook, f"{block}.{name}") for name in fields}
    filled = {name: entry for name, entry in found.items() if not is_blank(entry.text)}
    if block.startswith("funds") and not any((number(found[name].text) or 0) != 0 for name in FUND[:3]):
        return
    for name, entry in filled.items():
        yield Conflict(Why.NO_ROW, "", "", entry, f"{block}.{name}")


def _fund_pairs(ledger: Form, workbook: Form) -> Iterator[tuple[int | None, int]]:
    """Lines of money by what they are called, else by their kind."""
    free = list(range(len(ledger.funds)))
    for theirs, line in enumerate(workbook.funds):
        by_name = (i for i in free if ledger.funds[i].kind.split() == line.kind.split())
        by_kind = (i for i in free if line.row is not FundKind.UNKNOWN and ledger.funds[i].row is line.row)
        found = next(by_name, None)
        found = next(by_kind, None) if found is None else found
        if found is not None:
            free.remove(found)
        yield found, theirs


def _approved(ledger: Form, workbook: Form) -> Iterator[Conflict]:
    """What was approved and stands differently in the workbook."""
    pairs = [(path, path) for path in APPROVED_HEAD]
    for mine, other in pair_rows(ledger.indicators, workbook.indicators):
        if mine is not None and other is not None:
            pairs += [(f"indicators[{mine}].{name}", f"indicators[{other}].{name}") for name in APPROVED_ROW]
    for path, theirs in pairs:
        old, new = value_at(ledger, path).text, value_at(workbook, theirs)
        if not is_blank(new.text) and not same(field_of(path), old, new.text):
            yield Conflict(Why.APPROVED, path, old, new)
