"""A workbook that came back, held against its project in the ledger: what to write, what two people changed, what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zipingbiao.form.model import Entry, Form, FundKind, is_blank
from zipingbiao.form.money import number
from zipingbiao.form.pairing import pair_rows
from zipingbiao.ledger.update.deductions import Sides, with_deductions
from zipingbiao.ledger.update.differences import Change, Compared, Conflict, Known, Why
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


def compare(ledger: Form, workbook: Form, computed: frozenset[str], known: Known) -> Compared:
    """`computed`: paths of the workbook in which a formula of ours gives the value."""
    pairs, lost = paired(ledger, workbook)
    changes: list[Change] = []
    conflicts: list[Conflict] = list(_approved(ledger, workbook, known))
    conflicts += lost
    untouched: dict[str, str] = {}
    agreed: set[str] = set()
    units = ledger.amount_unit, workbook.amount_unit
    for path, theirs in pairs:
        if theirs in computed:
            continue
        name, old, new = field_of(path), value_at(ledger, path).text, value_at(workbook, theirs)
        if same(name, old, new.text, units):
            agreed.add(path)
            continue
        if _is_untouched(name, path, theirs, old, new.text, known, units[1]):
            untouched[path] = new.text
            continue
        why = _judged(path, theirs, old, new.text, known, workbook, units)
        if why is None:
            changes.append(Change(path, old, new))
        elif why != "":
            conflicts.append(Conflict(Why(why), path, old, new))
    settled = with_deductions(Sides(ledger, workbook, computed, known), pairs, changes, conflicts)
    return Compared(*settled, untouched, frozenset(agreed))


def _is_untouched(name: str, path: str, theirs: str, old: str, new: str, known: Known, unit: str) -> bool:
    """Whether the workbook shows what it was handed out with, or what follows from the rest of it where the ledger is empty."""
    if is_blank(new):
        return False
    shown = list(known.shown.get(path, ()))
    if is_blank(old) and theirs in known.own:
        shown.append(known.own[theirs])
    return any(same(name, each, new, (unit, unit)) for each in shown)


def _judged(
    path: str, theirs: str, old: str, new: str, known: Known, workbook: Form, units: tuple[str, str]
) -> Why | str | None:
    """None: write it; "": the ledger is newer, nothing to do; else why it is not written."""
    name = field_of(path)
    if known.ledger is not None:
        before = known.ledger.get(path, "")
        if same(name, before, new, units):
            # The ledger alone was changed; if to what it said before it was told, perhaps nobody meant it.
            went_back = any(same(name, each, old) for each in known.former.get(path, ()))
            return Why.REVERTED if went_back else ""
        if is_blank(new):
            return Why.CLEARED if theirs in workbook.places else ""
        return None if is_blank(old) or same(name, before, old) else Why.BOTH
    if is_blank(new):
        return Why.EMPTY if theirs in workbook.places and not _is_shared(workbook, theirs) else ""
    return None if is_blank(old) else Why.UNKNOWN


def paired(ledger: Form, workbook: Form) -> tuple[list[tuple[str, str]], list[Conflict]]:
    """Typed fields of the ledger's form with those of the workbook; what has no row on the other side."""
    pairs = [(path, path) for path in HEAD]
    lost: list[Conflict] = []
    for ours, theirs in _fund_pairs(ledger, workbook):
        block = f"funds[{theirs}]"
        if ours is None:
            lost += _lost(workbook, block, ("kind", *FUND))
        else:
            pairs += [(f"funds[{ours}].{field}", f"{block}.{field}") for field in FUND]
    lost += _funds_gone(ledger, workbook)
    for mine, other in pair_rows(ledger.indicators, workbook.indicators):
        if other is None:
            lost.append(_gone(ledger, f"indicators[{mine}].level3"))
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


def _funds_gone(ledger: Form, workbook: Form) -> Iterator[Conflict]:
    """The lines of money with money in the ledger that a workbook with lines of money lacks."""
    there = {ours for ours, _ in _fund_pairs(ledger, workbook)}
    for i, line in enumerate(ledger.funds):
        filled = any((number(getattr(line, name)) or 0) != 0 for name in FUND[:3])
        if workbook.funds and filled and i not in there:
            yield _gone(ledger, f"funds[{i}].kind")


def _gone(ledger: Form, path: str) -> Conflict:
    return Conflict(Why.ROW_GONE, path, value_at(ledger, path).text, Entry())


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


def _approved(ledger: Form, workbook: Form, known: Known) -> Iterator[Conflict]:
    """What was approved and stands differently in the workbook, unless it is the ledger that was put right since."""
    pairs = [(path, path) for path in APPROVED_HEAD]
    for mine, other in pair_rows(ledger.indicators, workbook.indicators):
        if mine is not None and other is not None:
            pairs += [(f"indicators[{mine}].{name}", f"indicators[{other}].{name}") for name in APPROVED_ROW]
    for path, theirs in pairs:
        old, new, name = value_at(ledger, path).text, value_at(workbook, theirs), field_of(path)
        if same(name, old, new.text):
            continue
        if known.ledger is not None and same(name, known.approved.get(path, ""), new.text):
            continue
        if not is_blank(new.text):
            yield Conflict(Why.APPROVED, path, old, new)
        elif theirs in workbook.places and not _is_shared(workbook, theirs):
            yield Conflict(Why.APPROVED_CLEARED, path, old, new)


def _is_shared(workbook: Form, path: str) -> bool:
    """Whether the row shares the cell with the row above it."""
    block, _, name = path.rpartition("].")
    return block.startswith("indicators") and name in workbook.indicators[int(block.partition("[")[2])].merged
