"""What a resubmission did: what became of each finding of the version before, and everything that was changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from zipingbiao.checks.finding import Finding
from zipingbiao.desk.register import Register
from zipingbiao.report.comparison.changes import Change
from zipingbiao.report.comparison.places import place_now
from zipingbiao.report.comparison.versions import FormDiff

MENDED, HIDDEN, STILL, LAPSED = "改好", "删空后消失", "仍有", "不再提出"
APPROVED, ASKED, UNASKED, RAISED, FILLED, COMPUTED = (
    "approved",
    "asked",
    "unasked",
    "raised",
    "filled",
    "computed",
)


def store_outcomes(register: Register, form: int, ids: Mapping[Any, Any], diff: FormDiff) -> None:
    """What became of each finding of the earlier version."""
    lists: tuple[tuple[str, Sequence[tuple[Finding, str]]], ...] = (
        (MENDED, [(finding, "") for finding in diff.gone_findings]),
        (HIDDEN, [(gone.finding, gone.why) for gone in diff.hidden_findings]),
        (LAPSED, [(finding, "与它相同的别的表变了") for finding in diff.lapsed_findings]),
    )
    gone: set[str] = set()
    for fate, findings in lists:
        for finding, why in findings:
            row = ids.get((finding.code, finding.field, finding.message))
            if row is not None:
                gone.add(row["id"])
                register.add("outcomes", form=form, id=row["id"], fate=fate, why=why)
    for row in ids.values():
        if row["id"] not in gone:
            register.add("outcomes", form=form, id=row["id"], fate=STILL, why="")


def store_changes(register: Register, form: int, diff: FormDiff) -> None:
    """Every place that is another now, once: by the gravest of the kinds that it is of."""
    kinds: tuple[tuple[str, Iterable[Change]], ...] = (
        (APPROVED, diff.approved_changes),
        (ASKED, diff.asked_changes),
        (UNASKED, diff.unasked_scores),
        (RAISED, (change for change, _ in diff.raised_scores)),
        (FILLED, (change for change in diff.changes if not change.is_computed)),
        (COMPUTED, (change for change in diff.changes if change.is_computed and change.row is None)),
    )
    kept: set[int] = set()
    for kind, changes in kinds:
        for change in changes:
            if id(change) in kept:
                continue
            kept.add(id(change))
            register.add(
                "changes",
                form=form,
                kind=kind,
                place=change.where,
                label=change.label,
                before=change.before,
                after=change.after,
                cell=change.cell_after or change.cell_before,
            )


def first_told(rows: Iterable[Any], diff: FormDiff) -> dict[tuple[str, str], int]:
    """By code and field of the new version, the round in which a finding that is still there was first told."""
    to_new = {a: b for a, b in diff.pairs if a is not None and b is not None}
    return {place_now(row["code"], row["field"], to_new): row["first"] for row in rows}
