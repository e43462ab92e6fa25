"""计算得分: the edits that bring execution rate, scores, total and grade of every form of a book up to date."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from zipingbiao.commands.own_formulas import Wish, is_ours, refresh, value_now
from zipingbiao.commands.places import (
    OWN_FUNCTION,
    OpenForm,
    edit_of,
    instead_of_formula,
    shown,
    value_of,
)
from zipingbiao.commands.result import CommandResult
from zipingbiao.commands.shared_scores import shared_scores, told_shared, unplaced_fields
from zipingbiao.commands.shipped_formulas import shipped_formulas
from zipingbiao.edits.snapshot import Edit, EditKind, Snapshot
from zipingbiao.form.model import Form, FundKind, FundLine, Indicator, Place, Total, is_blank
from zipingbiao.form.money import plain, points
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.scoring.remarks import typed_remarks
from zipingbiao.scoring.result import ScoredForm
from zipingbiao.scoring.score import score_form
from zipingbiao.workbook.read.forms import forms_of
from zipingbiao.workbook.read.own_results import is_computed
from zipingbiao.workbook.write.content import DASH, Content, Number, Text
from zipingbiao.workbook.write.fund_cells import fund_row
from zipingbiao.workbook.write.indicator_cells import FilledForm, indicator_row
from zipingbiao.workbook.write.total_cells import totals

Wanted = Iterator[tuple[str, Content]]
_UNKNOWN_NAME = "#NAME?"


def write_scores(snapshot: Snapshot, find: RulebookFor, *, formulas: bool = True) -> CommandResult:
    """Fill what is empty and refresh what our formulas show; what a person typed stays.

    Without `formulas` (数值模式) scores are plain values, even on our own template and where a formula of ours stands:
    a PC without the cell functions shows #NAME? there.
    """
    return _write(snapshot, find, replacing=False, formulas=formulas)


def rewrite_scores(snapshot: Snapshot, find: RulebookFor) -> CommandResult:
    """The same, but typed scores are computed anew too (`--replace`)."""
    return _write(snapshot, find, replacing=True, formulas=True)


def _write(snapshot: Snapshot, find: RulebookFor, *, replacing: bool, formulas: bool) -> CommandResult:
    edits: list[Edit] = []
    messages: list[str] = []
    left: list[str] = []
    for form in forms_of(snapshot).forms:
        opened, called = OpenForm(snapshot, form), form.name or "本表"
        if not form.reports:
            messages.append(f"{called}：绩效目标申报表，没有得分可写")
            continue
        scored = score_form(_without_scores(form) if replacing else _without_computed(opened), find(form))
        mine = _edits(opened, scored, replacing=replacing, formulas=formulas)
        edits += mine.edits
        shared = shared_scores(opened)
        total, doubt = ("没有写", "") if shared else _total_that_stands(opened, scored, mine.edits)
        messages.append(f"{called}：更新{len(mine.edits)}格，保留已填{mine.kept}格，总分{total}")
        left += [f"{called}{told_shared(opened, area)}" for area in shared]
        left += [
            f"{called}第{row.n}行没有算出得分：{row.state.value}。"
            for row in scored.rows
            if row.score is None
        ]
        if not replacing and (stale := _otherwise(form, scored, find, {i for area in shared for i in area})):
            left.append(f"{called}：{stale}")
        if not replacing and not shared and (grade := _other_grade(opened, scored)):
            doubt = f"{doubt}{grade}"
        left += [f"{called}：{doubt}"] if doubt else []
        left += [f"{called}：{sentence}" for sentence in (*typed_remarks(scored), *mine.differing)]
        if formulas and (unknown := _without_functions(opened)):
            left.append(
                f"{called}的{unknown}显示错误值：这台电脑没有装单元格函数。请点“切换数值模式”后再点“计算得分”。"
            )
    return CommandResult(tuple(edits), "；".join(messages) or "没有找到自评表", tuple(left))


def _total_that_stands(opened: OpenForm, scored: ScoredForm, edits: Iterable[Edit]) -> tuple[str, str]:
    """What the total's cell shows in the end, in words, and a sentence where that is not what the scores add up to."""
    if scored.total is None:
        return "无法计算", ""
    computed, place = f"{plain(scored.total)}分", opened.place("total.score")
    if place is None:
        return computed, ""
    cell, renewed = opened.cell(place), [each for each in edits if _is_at(each, place)]
    value = renewed[-1].cached if renewed and renewed[-1].kind is EditKind.FORMULA else cell.value
    value = renewed[-1].new if renewed and renewed[-1].kind is EditKind.VALUE else value
    stands = value if isinstance(value, Decimal) else points(shown(value))
    if stands is None or abs(stands - scored.total) <= scored.rulebook.number("total.tolerance"):
        return computed, ""
    how = "按得分合计" if scored.added == scored.total else "按所用规则"
    told = f"{plain(stands)}分（{how}应为{computed}）"
    if cell.formula:
        return told, ""  # what the formula gives is told beside it
    return told, (
        f"保留的总分（{place.cell}）与得分对不上：填{plain(stands)}，{how}应为{plain(scored.total)}。"
        "请核对各项得分；得分没有错的，请把总分那一格清空，再写一次。"
    )


def _other_grade(opened: OpenForm, scored: ScoredForm) -> str:
    """A sentence where a typed 等级 is not that of the total; "" where it is, or where nobody typed one."""
    typed, place = scored.form.total.grade.strip(), opened.place("total.grade")
    if is_blank(typed) or place is None or scored.total is None or scored.grade is None:
        return ""
    if typed.startswith(scored.grade):
        return ""
    return f"保留的等级（{place.cell}）填“{typed}”，总分{plain(scored.total)}分按规则是“{scored.grade}”。"


def _is_at(edit: Edit, place: Place) -> bool:
    return (edit.sheet, edit.cell) == (place.sheet, place.cell)


def _otherwise(form: Form, scored: ScoredForm, find: RulebookFor, shared: Collection[int]) -> str:
    """Which typed scores are not what the rule gives now: perhaps lowered, perhaps left from an earlier actual.

    `shared`: rows, from 0, whose typed score may be that of several.
    """
    computed = score_form(_without_scores(form), find(form))
    rows = [
        f"第{kept.n}行填{plain(kept.reported)}，规则算得{plain(row.score)}"
        for kept, row in zip(scored.rows, computed.rows, strict=True)
        if kept.reported is not None and row.score is not None and kept.reported != row.score
        if kept.n - 1 not in shared
    ]
    if not rows:
        return ""
    return f"保留的得分与规则按现在的完成值算得的不同：{'；'.join(rows)}。是单位定的就不用改；要按规则重算，请加 --replace。"


def _without_functions(opened: OpenForm) -> str:
    """The first cell of a form where a function of ours shows that the program does not know it; "" where none does."""
    for path in ("indicators[{}].score", "indicators[{}].state"):
        for i in range(len(opened.form.indicators)):
            place = opened.place(path.format(i))
            cell = opened.cell(place) if place is not None else None
            if place is not None and cell is not None and cell.value == _UNKNOWN_NAME and is_computed(cell):
                return f"{place.cell}等格"
    return ""


@dataclass(frozen=True, slots=True)
class _Edits:
    """`kept`: how many values that stood there were left, right or not; `differing`: formulas of the unit's own that give something else."""

    edits: list[Edit]
    kept: int
    differing: list[str]


def _edits(opened: OpenForm, scored: ScoredForm, *, replacing: bool, formulas: bool) -> _Edits:
    edits: list[Edit] = []
    computed: list[Wish] = []
    kept = 0
    typed = {f"indicators[{row.n - 1}].rule_deduction" for row in scored.rows if row.reported is not None}
    unplaced = unplaced_fields(opened)
    ours = {} if formulas else dict(_wanted(opened, scored, formulas=opened.named is not None))
    for path, content in _wanted(opened, scored, formulas=formulas and opened.named is not None):
        place = opened.place(path)
        if place is None:
            continue
        cell = opened.cell(place)
        if path in ours and cell.formula and is_ours(cell.formula, ours[path]):
            edits.append(instead_of_formula(place, cell, value_of(content)))
            continue
        if value_of(content) == "":
            continue
        if cell.formula and content == DASH:
            continue  # where the official form prints a dash, our formula shows nothing
        if cell.formula:
            computed.append(Wish(path, place, cell, content, path in typed))
            continue
        if cell.value not in (None, "", "-") and not replacing:
            kept += 1
            continue
        if path in unplaced:
            continue
        edit = edit_of(place, cell, content)
        if edit is not None:
            edits.append(edit)
    refreshed, differing = refresh(opened.snapshot, computed, edits, shipped_formulas(opened))
    return _Edits([*edits, *refreshed], kept, differing)


def _wanted(opened: OpenForm, scored: ScoredForm, *, formulas: bool) -> Wanted:
    """Every computed field with what should stand there."""
    form, filled = scored.form, FilledForm(scored.form, scored)
    rows, funds = opened.columns("indicators"), opened.columns("funds")
    for i, line in enumerate(form.funds):
        content = fund_row(line, i, filled, funds, "", formulas=formulas)
        if line.row is FundKind.TOTAL or _computed(opened, f"funds[{i}].rate"):
            yield f"funds[{i}].rate", _rate(opened, f"funds[{i}].rate", content["rate"])
        if line.row is FundKind.TOTAL:
            yield f"funds[{i}].score", content["score"]
    for i, (indicator, row) in enumerate(zip(form.indicators, scored.rows, strict=True)):
        content = indicator_row(indicator, row, rows, opened.levels(i), "", formulas=formulas)
        for field in ("score", "state", "rule_deduction"):
            if field not in indicator.merged:
                yield f"indicators[{i}].{field}", content[field]
    yield from totals(filled, rows, funds, formulas=formulas).items()


def _rate(opened: OpenForm, path: str, content: Content) -> Content:
    """A rate as a fraction where the cell shows percentages, else as the text `99.44%`."""
    place = opened.place(path)
    if place is None or not isinstance(content, Number) or "%" in opened.cell(place).number_format:
        return content
    return Text(f"{plain(Decimal(content.digits) * 100)}%")


def _without_scores(form: Form) -> Form:
    return replace(
        form,
        indicators=tuple(replace(row, score="") for row in form.indicators),
        funds=tuple(_unscored(line) for line in form.funds),
        total=Total(weight=form.total.weight),
    )


def _unscored(line: FundLine) -> FundLine:
    return replace(line, rate="", score="") if line.row is FundKind.TOTAL else line


def _without_computed(opened: OpenForm) -> Form:
    """The form with only what a person typed: the value that a formula shows may be out of date."""
    form = opened.form
    funds = tuple(_typed_fund(opened, i, line) for i, line in enumerate(form.funds))
    rows = tuple(_typed_row(opened, i, row) for i, row in enumerate(form.indicators))
    total = Total(
        weight=form.total.weight,
        score="" if _computed(opened, "total.score") else form.total.score,
        grade="" if _computed(opened, "total.grade") else form.total.grade,
    )
    return replace(form, funds=funds, indicators=rows, total=total)


def _typed_fund(opened: OpenForm, i: int, line: FundLine) -> FundLine:
    return replace(
        line,
        rate="" if _computed(opened, f"funds[{i}].rate") else line.rate,
        score="" if _computed(opened, f"funds[{i}].score") else line.score,
    )


def _typed_row(opened: OpenForm, i: int, row: Indicator) -> Indicator:
    """A score that our function shows is computed anew; one that the unit's own formula gives is the unit's score."""
    place = opened.place(f"indicators[{i}].score")
    if place is None or not (cell := opened.cell(place)).formula:
        return row
    if OWN_FUNCTION in cell.formula.upper():
        return replace(row, score="")
    value = value_now(opened.snapshot, place, cell)
    return row if value is None else replace(row, score=shown(value))


def _computed(opened: OpenForm, path: str) -> bool:
    place = opened.place(path)
    return place is not None and bool(opened.cell(place).formula)
