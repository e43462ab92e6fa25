"""统一扣分: what a deduction policy changes on every form of a book, and the edits that write it into 自行扣分."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from zipingbiao.commands.places import OpenForm, edit_of
from zipingbiao.commands.result import CommandResult
from zipingbiao.commands.write_scores import write_scores
from zipingbiao.edits.snapshot import Cell, Edit, EditKind, Snapshot
from zipingbiao.form.model import Form, Indicator, is_blank
from zipingbiao.form.money import plain, points
from zipingbiao.form.shared_cells import rows_sharing
from zipingbiao.package.address import parse_cell
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.scoring.policy import Policy
from zipingbiao.scoring.result import RowScore, ScoredForm
from zipingbiao.scoring.score import score_form
from zipingbiao.workbook.write.content import Number


class Verdict(StrEnum):
    """What becomes of a row."""

    WRITE = "写入"
    SAME = "已一致"
    RAISES = "会提高得分，不写"  # written only where that is asked for by itself
    KEPT = "已填，保留"  # a typed deduction or score stands; --replace writes over it
    NO_CEILING = "没有规则得分上限，不扣"
    NO_PLACE = "没有“自行扣分”一栏，不写"
    SHARED = "“自行扣分”或“得分”与别的行合为一格，分不开，不写"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One row that the policy meets: before and after. `row` counts from 1; points, None = no such number."""

    form: Form
    row: int
    weight: Decimal | None
    deduction_before: Decimal | None
    score_before: Decimal | None
    deduction_after: Decimal | None
    score_after: Decimal | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Spared:
    """A row of the policy's levels that is left alone, and the words that say why. `row` counts from 1."""

    form: Form
    row: int
    words: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What the policy makes of a form's total and grade."""

    form: Form
    total_before: Decimal | None
    total_after: Decimal | None
    grade_before: str | None
    grade_after: str | None


def spared(forms: Iterable[Form], find: RulebookFor, policy: Policy) -> list[Spared]:
    """Every row that the policy would be for, but for what stands in it."""
    return [
        Spared(form, n, words)
        for form in forms
        for n, indicator in enumerate(form.indicators, 1)
        if policy.concerns(indicator) and (words := policy.spared_by(indicator, find(form)))
    ]


def effects(forms: Iterable[Form], found: Sequence[Proposal], find: RulebookFor) -> list[Effect]:
    """Of each form that would be written, the total and the grade before and after."""
    made = []
    for form in forms:
        mine = {p.row: p for p in found if p.form is form and p.verdict is Verdict.WRITE}
        if not mine:
            continue
        rows = tuple(
            _deducted(row, mine[n]) if n in mine else row for n, row in enumerate(form.indicators, 1)
        )
        before = score_form(form, find(form))
        after = score_form(replace(form, indicators=rows), find(form))
        made.append(Effect(form, before.total, after.total, before.grade, after.grade))
    return made


def _deducted(row: Indicator, proposal: Proposal) -> Indicator:
    deduction = "" if proposal.deduction_after is None else plain(proposal.deduction_after)
    score = "" if is_blank(row.score) or proposal.score_after is None else plain(proposal.score_after)
    return replace(row, deduction=deduction, score=score)


def proposals(
    snapshot: Snapshot,
    forms: Iterable[Form],
    find: RulebookFor,
    policy: Policy,
    *,
    replacing: bool,
    raising: bool = False,
) -> list[Proposal]:
    """Every row of the forms that the policy meets, in order.

    `replacing`: typed values may be written over; `raising`: also where the score gets higher by it.
    """
    return [
        _proposal(OpenForm(snapshot, form), scored, row, policy, replacing=replacing, raising=raising)
        for form in forms
        for scored in (score_form(form, find(form)),)
        for indicator, row in zip(form.indicators, scored.rows, strict=True)
        if policy.meets(indicator, scored.rulebook)
    ]


def _proposal(
    opened: OpenForm, scored: ScoredForm, row: RowScore, policy: Policy, *, replacing: bool, raising: bool
) -> Proposal:
    after = policy.deduction(row)
    score = None if after is None or row.ceiling is None else row.ceiling - after
    verdict = _verdict(opened, row, after, score, replacing=replacing)
    higher = score is not None and row.score is not None and score > row.score
    if verdict is Verdict.WRITE and higher and not raising:
        verdict = Verdict.RAISES
    return Proposal(scored.form, row.n, row.weight, row.deduction, row.score, after, score, verdict)


def _verdict(
    opened: OpenForm, row: RowScore, after: Decimal | None, score: Decimal | None, *, replacing: bool
) -> Verdict:
    path = f"indicators[{row.n - 1}]"
    indicator = opened.form.indicators[row.n - 1]
    if after is None:
        return Verdict.NO_CEILING
    typed = points(indicator.deduction)
    if row.score == score and (typed == after or (typed is None and row.reported == score)):
        return Verdict.SAME
    if opened.place(f"{path}.deduction") is None:
        return Verdict.NO_PLACE
    if _is_shared(opened.form, row.n - 1):
        return Verdict.SHARED
    if _computed(opened, f"{path}.deduction"):
        return Verdict.KEPT
    deducted = not is_blank(indicator.deduction) and typed != after
    scored = row.reported is not None and row.reported != score and not _computed(opened, f"{path}.score")
    return Verdict.KEPT if (deducted or scored) and not replacing else Verdict.WRITE


def _is_shared(form: Form, i: int) -> bool:
    """Whether several rows with a 分值 each have one cell together for what would be written of this one."""
    rows = form.indicators
    areas = [rows_sharing(rows, i, "deduction")]
    if not is_blank(rows[areas[0].start].score) or "score" in rows[i].merged:
        areas.append(rows_sharing(rows, i, "score"))
    return any(sum("weight" not in rows[j].merged for j in area) > 1 for area in areas)


def _computed(opened: OpenForm, path: str) -> bool:
    place = opened.place(path)
    return place is not None and bool(opened.cell(place).formula)


def deduct(snapshot: Snapshot, found: Sequence[Proposal], find: RulebookFor) -> CommandResult:
    """The edits of the rows to be written; scores that formulas show follow."""
    edits = [edit for proposal in found for edit in _edits(snapshot, proposal)]
    written = sum(proposal.verdict is Verdict.WRITE for proposal in found)
    followers = _followers(snapshot, edits, find) if edits else ()
    left = tuple(
        f"{p.form.name or '本表'}第{p.row}行：{p.verdict.value}"
        for p in found
        if p.verdict in (Verdict.RAISES, Verdict.KEPT, Verdict.NO_CEILING, Verdict.NO_PLACE, Verdict.SHARED)
    )
    return CommandResult((*edits, *followers), f"写入自行扣分 {written} 行", left)


def _edits(snapshot: Snapshot, proposal: Proposal) -> Iterator[Edit]:
    """自行扣分, and 得分 where a figure was typed there."""
    if proposal.verdict is not Verdict.WRITE:
        return
    opened, path = OpenForm(snapshot, proposal.form), f"indicators[{proposal.row - 1}]"
    wanted = {"deduction": proposal.deduction_after}
    if not _computed(opened, f"{path}.score") and not is_blank(
        proposal.form.indicators[proposal.row - 1].score
    ):
        wanted["score"] = proposal.score_after
    for field, value in wanted.items():
        place = opened.place(f"{path}.{field}")
        if place is not None and value is not None:
            edit = edit_of(place, opened.cell(place), Number(plain(value)))
            if edit is not None:
                yield edit


def _followers(snapshot: Snapshot, edits: Sequence[Edit], find: RulebookFor) -> tuple[Edit, ...]:
    """What the workbook's own formulas will show once the edits are made."""
    after = write_scores(_after(snapshot, edits), find).edits
    return tuple(edit for edit in after if edit.kind is EditKind.FORMULA and edit.old == edit.new)


def _after(snapshot: Snapshot, edits: Sequence[Edit]) -> Snapshot:
    """The snapshot with the values written."""
    sheets = []
    for sheet in snapshot.sheets:
        cells = dict(sheet.cells)
        for edit in edits:
            at = parse_cell(edit.cell)
            if edit.sheet == sheet.name and at is not None:
                cells[at] = replace(cells.get(at, Cell()), value=edit.new)
        sheets.append(replace(sheet, cells=cells))
    return replace(snapshot, sheets=tuple(sheets))
