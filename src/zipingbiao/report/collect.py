"""`collect`: the forms of whole folders, read, scored, checked against each other, and laid into one workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zipingbiao.batch.inputs import InputFault
from zipingbiao.batch.pipeline import RulebookFor
from zipingbiao.batch.without_gc import calm
from zipingbiao.report.gather import Gathered, gather
from zipingbiao.report.subject import ApprovedFor, Review, Sourced, nothing_approved, review
from zipingbiao.rulebook.load import RulebookFault


@dataclass(frozen=True, slots=True)
class Collection:
    """What was found in the folders, and the review of all forms in it."""

    gathered: Gathered
    review: Review


@calm()
def collect(
    folders: Sequence[Path],
    find: RulebookFor,
    leave_out: Iterable[Path],
    bundle: str = "default",
    approved: ApprovedFor = nothing_approved,
) -> Collection:
    """Read, score and check every form in the folders. `leave_out`: the files to be written, which are not read.

    `approved` tells for all forms what each is held against.
    """
    gathered = _with_rulebook(gather(folders, tuple(leave_out)), find)
    found = review(gathered.forms, find, bundle, gathered.faults, gathered.remarks, approved)
    return Collection(gathered, found)


def _with_rulebook(gathered: Gathered, find: RulebookFor) -> Gathered:
    """Without the forms whose own rulebook cannot be had: one of them must not stop thousands."""
    kept: list[Sourced] = []
    faults = list(gathered.faults)
    for each in gathered.forms:
        try:
            find(each.form)
        except RulebookFault as fault:
            faults.append(InputFault(each.file, f"项目“{each.form.name}”没有汇总：{fault}"))
        else:
            kept.append(each)
    return replace(gathered, forms=tuple(kept), faults=tuple(faults))
