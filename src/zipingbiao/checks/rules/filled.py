"""JXF003: what has to be filled, and figures that are added up written as figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zipingbiao.checks.absent import absent
from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.finding import Finding, Group, Severity
from zipingbiao.checks.head_filled import empty_head
from zipingbiao.checks.registry import rule
from zipingbiao.form.coverage import Block
from zipingbiao.form.model import FundLine, is_blank
from zipingbiao.form.money import number, plain, points
from zipingbiao.form.shortened import shortened

#: What of a row was approved, and where it is to be had.
_APPROVED = ("target", "weight")
_AS_APPROVED = "照批复的绩效目标补填；批复里也没有的，写明理由后豁免本条。"
#: Fields whose figures are added up.
_ADDED_UP = ("weight", "score")
#: What the parts of a row tell in its place.
_TOLD_IN_PARTS = ("target", "actual")
#: More cells with the same habit are told in one finding.
_EACH_BY_ITSELF = 3
_LABELS = {
    "level3": "三级指标",
    "target": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
}


@rule("JXF003")
def empty_cell(check: Context) -> Iterator[Finding]:
    printed = [field for field in _LABELS if check.prints(field)]
    head = list(empty_head(check))
    yield from head
    if not check.rows or not printed:
        if head:
            return
        raise absent(check, Block.INDICATORS, "本表没有指标")
    left_to_the_rule = check.mostly_unscored
    for row in check.rows:
        for field in printed:
            if field not in row.indicator.merged and not is_blank(row.text(field)):
                continue
            if field == "score" and left_to_the_rule and row.scored.score is not None:
                continue
            if field == "target" and check.says(row.indicator.level1, "process"):
                continue  # 项目决策, 过程管理: what is judged has no value to reach
            if field in _ADDED_UP and row.i in check.parts:
                continue
            if field in _TOLD_IN_PARTS and row.i + 1 in check.parts and row.i not in check.parts:
                continue
            if field in _TOLD_IN_PARTS and _has_none_of_its_own(row, field):
                yield _under_another(check, row, field)
            elif field not in row.indicator.merged:
                yield check.finding(
                    f"{row.field}.{field}",
                    found="（空）",
                    expected=f"填写{_LABELS[field]}",
                    message=f"{row.called()}的{_LABELS[field]}没有填写。",
                    advice=_how_to_fill(check, field),
                    severity=Severity.WARNING if field == "level3" else None,
                    group=Group.NEXT if field == "level3" else None,
                )
    yield from _empty_column(check, printed)
    yield from _no_column(check, printed)
    yield from _not_added_up(check)
    yield from _empty_money(check, scored=left_to_the_rule)


def _has_none_of_its_own(row: Row, field: str) -> bool:
    """Whether the cell is merged with one above, and the row still asks or answers something for points.

    A row whose target, actual and points all lie in the cells above only adds a name to the row above.
    """
    merged = row.indicator.merged
    return field in merged and not merged >= {"target", "actual", "weight"}


def _under_another(check: Context, row: Row, field: str) -> Finding:
    """One cell over several rows answers its first row; what it says of the others, nobody can tell."""
    return check.finding(
        f"{row.field}.{field}",
        found="（与上一行合并）",
        expected=f"填写{_LABELS[field]}",
        message=f"{row.called()}的{_LABELS[field]}与上一行合并为一格，没有自己的{_LABELS[field]}，无法判断。",
        advice=_AS_APPROVED if field in _APPROVED else "取消合并，逐行填写。",
    )


def _empty_column(check: Context, printed: list[str]) -> Iterator[Finding]:
    """年度指标值 or 实际完成值 that no row has: a form without them tells nothing, whatever its layout.

    得分 that no row has may be left to the rule, but not on a form that was handed in.
    """
    if check.form.reading.missed(Block.INDICATORS):
        return
    asked = (*_TOLD_IN_PARTS, *(("score",) if check.received and "weight" in printed else ()))
    for field in asked if check.form.reports else ("target",):
        if field in printed:
            continue
        judged = [row for row in check.rows if not check.says(row.indicator.level1, "process")]
        if not judged or (field == "score" and all(check.lacks(f"{row.field}.{field}") for row in judged)):
            continue
        yield check.finding(
            f"{judged[0].field}.{field}",
            found="（空）",
            expected=f"填写{_LABELS[field]}",
            message=(
                f"{len(judged)}项指标的{_LABELS[field]}都没有填写。"
                if len(judged) > 1
                else f"{judged[0].called()}的{_LABELS[field]}没有填写。"
            ),
            advice=_how_to_fill(check, field),
            related=tuple(f"{row.field}.{field}" for row in judged[1:]),
        )


def _no_column(check: Context, printed: list[str]) -> Iterator[Finding]:
    """分值 or 得分 that the layout of a sheet has no column for: nothing of what is counted by them was checked.

    With 分值 and without 得分 nobody was scored: an error. Some provinces print neither.
    """
    form = check.form
    if not (form.on_a_sheet and form.reports) or form.reading.missed(Block.INDICATORS):
        return
    for field in _ADDED_UP:
        cells = [f"{row.field}.{field}" for row in check.rows]
        if field in printed or not cells or not all(map(check.lacks, cells)):
            continue
        yield check.finding(
            cells[0],
            found="（没有这一栏）",
            expected=f"有{_LABELS[field]}一栏",
            message=f"表里没有{_LABELS[field]}一栏，{len(cells)}项指标的{_LABELS[field]}都无从核对。",
            advice=f"按官方表样补上{_LABELS[field]}一栏并填写。",
            severity=None if field == "score" and "weight" in printed else Severity.WARNING,
            related=tuple(cells[1:]),
        )


def _how_to_fill(check: Context, field: str) -> str:
    if not check.form.reports:
        return ""
    if field == "level3":
        return "今年照批复填报；下年申报时写明三级指标。"
    return _AS_APPROVED if field in _APPROVED else ""


def _not_added_up(check: Context) -> Iterator[Finding]:
    """满分 or 二十 where points are added up; 10分 is a text as well, and no sum in Excel takes it in."""
    for field in _ADDED_UP:
        texts = [
            row
            for row in check.rows
            if field not in row.indicator.merged
            and not is_blank(text := getattr(row.indicator, field))
            and (number(text) is None or _full_width(check, text))
        ]
        counted = [row for row in texts if points(getattr(row.indicator, field)) is not None]
        if len(counted) > _EACH_BY_ITSELF:
            yield _column_of_texts(check, field, counted)
            texts = [row for row in texts if row not in counted]
        for row in texts:
            text, label = getattr(row.indicator, field), f"{row.called()}的{_LABELS[field]}"
            yield _not_a_number(check, f"{row.field}.{field}", text, label)
    yield from _deductions(check)
    total = check.form.total.score
    if not is_blank(total) and (number(total) is None or _full_width(check, total)):
        yield _not_a_number(check, "total.score", total, "总分")


def _full_width(check: Context, text: str) -> bool:
    """５０ on a sheet: a text, however much it looks like a number."""
    return check.form.on_a_sheet and not text.isascii() and number(text) is not None


def _deductions(check: Context) -> Iterator[Finding]:
    """酌情扣分, -3: nobody knows how much was meant, so that nothing may be computed from it."""
    for row in check.rows:
        text = row.indicator.deduction
        if row.scored.unclear_deduction:
            yield check.finding(
                f"{row.field}.deduction",
                found=text,
                expected="不小于0的数",
                message=f"{row.called()}的自行扣分填为“{shortened(text, 24)}”，不是不小于0的数，无法据此计分。",
                advice="只写扣去的分数，如 2；没有自行扣分的不填。",
            )


def _not_a_number(check: Context, field: str, text: str, label: str) -> Finding:
    known = points(text)
    told = "没有计入合计" if known is None else f"Excel求和时不计入，审核时按{plain(known)}分计"
    return check.finding(
        field,
        found=text,
        expected="数字" if known is None else plain(known),
        message=f"{label}填为“{shortened(text, 24)}”，不是数字，{told}。",
        advice="只写数字。",
        severity=Severity.WARNING if known is not None else None,
    )


def _column_of_texts(check: Context, field: str, rows: list[Row]) -> Finding:
    """Told once where a whole column is written that way."""
    first = rows[0]
    text = getattr(first.indicator, field)
    habit = "带“分”字" if number(text) is None else "是全角数字"
    return check.finding(
        f"{first.field}.{field}",
        found=text,
        expected=plain(points(text) or Decimal(0)),
        message=f"{_LABELS[field]}一栏有{len(rows)}格{habit}（{first.called()}填为“{text}”等），不是数字，Excel求和时不计入，审核时按数字计。",
        advice="只写数字。",
        severity=Severity.WARNING,
        related=tuple(f"{row.field}.{field}" for row in rows[1:]),
    )


def _empty_money(check: Context, *, scored: bool) -> Iterator[Finding]:
    """年度资金总额 with budget, money spent or score left blank; no points for nothing spent is an answer.

    `scored`: a score that can be computed need not be typed.
    """
    if check.total_line is None:
        return
    i, line = check.total_line
    budget, spent = number(line.annual_budget), number(line.executed)
    computed = scored and check.scored.execution.score is not None
    blank = {
        "annual_budget": ("全年预算数", is_blank(line.annual_budget) and bool(spent)),
        "executed": ("全年执行数", is_blank(line.executed) and bool(budget) and points(line.score) != 0),
        "score": ("执行率得分", is_blank(line.score) and bool(budget) and not computed),
    }
    if _untouched(check, i, line):
        yield check.finding(
            f"funds[{i}].annual_budget",
            found="（空）",
            expected="填写全年预算数和全年执行数",
            message=f"{shortened(line.kind, 24)}的全年预算数、全年执行数都没有填写，执行率的分算不出。",
            related=(f"funds[{i}].executed",),
        )
    for field, (label, empty) in blank.items():
        if check.lacks(f"funds[{i}].{field}"):
            continue
        if empty and (field != "score" or (check.prints("score") and points(line.weight) is not None)):
            yield check.finding(
                f"funds[{i}].{field}",
                found="（空）",
                expected=f"填写{label}",
                message=f"{shortened(line.kind, 24)}的{label}没有填写。",
            )


def _untouched(check: Context, i: int, line: FundLine) -> bool:
    """A money row of a sheet that has points and neither an amount nor a score."""
    fields = ("annual_budget", "executed")
    if not check.form.on_a_sheet or not check.form.reports or points(line.weight) is None:
        return False
    if any(check.lacks(f"funds[{i}].{field}") for field in fields):
        return False
    return is_blank(line.annual_budget) and is_blank(line.executed) and is_blank(line.score)
