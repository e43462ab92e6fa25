"""What of an earlier version's findings is gone only because what had been approved was changed: it is not mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zipingbiao.checks.catalogue import Scope, scope_of
from zipingbiao.checks.finding import Finding, Group
from zipingbiao.checks.run import run_rules
from zipingbiao.form.model import Form
from zipingbiao.form.pairing import Pairs
from zipingbiao.report.comparison.asked import restores, was_asked_for
from zipingbiao.report.comparison.changes import Change, fund_like
from zipingbiao.report.comparison.places import ROW, place_now
from zipingbiao.report.subject import Reviewed
from zipingbiao.scoring.score import score_form


def gone_by_approval(
    old: Reviewed,
    new: Reviewed,
    rows: Pairs,
    changes: Sequence[Change],
    gone: Sequence[Finding],
    first: Form | None,
) -> dict[int, str]:
    """By the identity of a finding that is gone, what was changed to be rid of it; only those that would still be there.

    Asked of the new version as it would be with the approved content of the old one: a rule that finds the same there
    was not answered by anything else that the unit did. What a finding asked for stays changed, and what is again as it
    was handed in `first`.
    """
    turned = [
        change
        for change in changes
        if change.is_of_what_was_approved and change.path and not was_asked_for(change, gone)
        if first is None or not restores(change, old.form, new.form, first)
    ]
    if not turned:
        return {}
    found: dict[int, str] = {}
    to_new = {a: b for a, b in rows if a is not None and b is not None}
    codes = dict.fromkeys(each.code for each in gone if scope_of(each.code) in (Scope.ROW, Scope.FORM))
    form = _with_approved(old.form, new.form, to_new, turned)
    there = {
        (each.code, each.field)
        for each in run_rules(tuple(codes), score_form(form, new.scored.rulebook)).findings
    }
    for finding in gone:
        if place_now(finding.code, finding.field, to_new) in there or _is_beside(finding, changes):
            found[id(finding)] = _why(finding, turned, changes)
    return found


def _is_beside(finding: Finding, changes: Sequence[Change]) -> bool:
    """A finding between forms cannot be asked of one: where only approved content was changed in its row, that is why."""
    if scope_of(finding.code) is not Scope.SET or finding.group is Group.NOW:
        return False
    there = list(_of_part(finding, changes))
    return bool(there) and all(change.is_of_what_was_approved for change in there)


def _why(finding: Finding, turned: Sequence[Change], changes: Sequence[Change]) -> str:
    near = list(_of_part(finding, turned)) or turned
    labels = "、".join(dict.fromkeys(change.label for change in near))
    if all(change.is_of_what_was_approved for change in _of_part(finding, changes)):
        return f"只改了批复的{labels}"
    return f"改了批复的{labels}，问题才消失"


def _of_part(finding: Finding, changes: Sequence[Change]) -> Iterator[Change]:
    """The changes in the same row or part of the form."""
    head = finding.field.partition(".")[0]
    return (change for change in changes if change.path and change.path.partition(".")[0] == head)


def _with_approved(old: Form, new: Form, to_new: dict[int, int], turned: Sequence[Change]) -> Form:
    """The new version with what had been approved as it stood in the old one."""
    form = new
    for change in turned:
        part, _, name = change.path.rpartition(".")
        row = ROW.match(part)
        if row is not None:
            a = int(row.group(1))
            b = to_new[a]
            was = replace(form.indicators[b], **{name: getattr(old.indicators[a], name)})
            form = replace(form, indicators=(*form.indicators[:b], was, *form.indicators[b + 1 :]))
        elif part.startswith("funds["):
            before = old.funds[int(part[len("funds[") : -1])]
            line = fund_like(form, before)
            if line is not None:
                again = replace(line, **{name: getattr(before, name)})
                form = replace(form, funds=tuple(again if each is line else each for each in form.funds))
        elif part == "goals":
            form = replace(form, goals=replace(form.goals, **{name: getattr(old.goals, name)}))
        else:
            form = replace(form, **{name: getattr(old, name)})
    return form
