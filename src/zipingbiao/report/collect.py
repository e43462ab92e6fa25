"""`collect`: the forms of whole folders, read, scored, checked against each other, and laid into one workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zipingbiao.batch.contained import scored_or_told
from zipingbiao.batch.folder import unsaid
from zipingbiao.batch.inputs import InputFault
from zipingbiao.batch.without_gc import calm
from zipingbiao.checks.run import check_form, cross_check
from zipingbiao.checks.waivers import REVIEWER
from zipingbiao.report.gather import Gathered, gather
from zipingbiao.report.subject import ApprovedFor, Review, Sourced, nothing_approved, reviewed
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.rulebook.load import RulebookFault
from zipingbiao.scoring.result import ScoredForm


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
    before: Callable[[str], None] = unsaid,
) -> Collection:
    """Read, score and check every form in the folders. `leave_out`: the files to be written, which are not read.

    `approved` tells for all forms what each is held against; `before` hears of each file before it is read.
    """
    gathered, scored = _scored(gather(folders, tuple(leave_out), before=before), find)
    beside = approved([each.form for each in gathered.forms])
    results = [check_form(each, bundle, own, REVIEWER) for each, own in zip(scored, beside, strict=True)]
    checked = cross_check(scored, results, bundle, REVIEWER)
    found = Review(tuple(reviewed(gathered.forms, scored, checked)), gathered.faults, gathered.remarks)
    return Collection(gathered, found)


def _scored(gathered: Gathered, find: RulebookFor) -> tuple[Gathered, list[ScoredForm]]:
    """Without the forms whose rulebook cannot be had, or on which the program fails: one must not stop thousands."""
    kept, scored, faults = scored_forms(gathered.forms, find, "没有汇总")
    return replace(gathered, forms=tuple(kept), faults=(*gathered.faults, *faults)), scored


def scored_forms(
    forms: Iterable[Sourced], find: RulebookFor, undone: str
) -> tuple[list[Sourced], list[ScoredForm], list[InputFault]]:
    """The forms that could be scored; each other one is a fault of its file. `undone`: what did not happen to it."""
    kept: list[Sourced] = []
    scored: list[ScoredForm] = []
    faults: list[InputFault] = []
    for each in forms:
        try:
            found = scored_or_told(each.form, find)
        except RulebookFault as fault:
            found = f"项目“{each.form.name}”{undone}：{fault}"
        if isinstance(found, str):
            faults.append(InputFault(each.file, found))
        else:
            kept.append(each)
            scored.append(found)
    return kept, scored, faults
